"""Plain values as the text of a JSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from ...games.text.visible import visible_json


def dumped(values: Any) -> str:
    r"""Return plain values as indented JSON with a line break at its end; NaN becomes null.

    Letters stay as they are, but what a reader could not see is written by its number.

    Examples
    --------
    >>> print(dumped("\u202eé"), end="")
    "\u202eé"
    """
    return visible_json(json.dumps(_plain(values), indent=2, ensure_ascii=False, allow_nan=False)) + "\n"


def attributes(thing: object, *names: str) -> dict[str, Any]:
    """Return some attributes of a thing, each under its own name."""
    return {name: getattr(thing, name) for name in names}


def as_text(value: object | None) -> str | None:
    """Return what JSON has no form for, such as an exact number, as text; nothing stays nothing."""
    return None if value is None else str(value)


def _plain(value: Any) -> Any:
    """Return nested values with records as tables, arrays as lists, numbers of all kinds as numbers, NaN as None."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    match value:
        case Mapping():
            return {key: _plain(entry) for key, entry in value.items()}
        case np.ndarray() | list() | tuple():
            return [_plain(entry) for entry in value]
        case bool() | np.bool_():
            return bool(value)
        case np.integer():
            return int(value)
        case Fraction() if value.denominator == 1:
            return int(value)
        case Fraction() | Decimal() | np.floating() | float():
            return None if np.isnan(number := float(value)) else number
        case _:
            return value
