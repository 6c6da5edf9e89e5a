"""Reads the values of `--set` and `--over` into paths with what each of them takes."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from ..games.errors import InputError
from ..games.scenario.over import Range, read_over, read_ranges


def settings(texts: Iterable[str]) -> dict[str, Any]:
    """Return paths and values from texts of the form K=V.

    V is read as a TOML value (a number, a table, a list); anything else is a text, such as the name of an order.

    Raises
    ------
    InputError
        If a text has no "=", no path, or a path comes twice.

    Examples
    --------
    >>> settings(["p=0.8", "US.orders=liberal"])
    {'p': Decimal('0.8'), 'US.orders': 'liberal'}
    """
    values: dict[str, Any] = {}
    for text in texts:
        path, equals, value = (part.strip() for part in text.partition("="))
        if not (path and equals and value):
            raise InputError(f"--set {text}: expected K=V")
        if path in values:
            raise InputError(f"--set {text}: {path} is set twice")
        values[path] = _value(value)
    return values


def varied(texts: Iterable[str]) -> dict[str, Any]:
    """Return paths and what they take from the texts of `--over`; see `read_over`.

    Examples
    --------
    >>> varied(["p", "m=0:1:3"])
    {'p': None, 'm': array([0. , 0.5, 1. ])}
    """
    return _option(read_over, texts)


def ranges(texts: Iterable[str]) -> dict[str, Range | None]:
    """Return paths and their ranges from the texts of `--over`; see `read_ranges`."""
    return _option(read_ranges, texts)


def _option(read: Callable[[Iterable[str]], dict[str, Any]], texts: Iterable[str]) -> dict[str, Any]:
    try:
        return read(texts)
    except InputError as error:
        raise InputError(f"--over {error}") from None


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}", parse_float=Decimal)["value"]
    except tomllib.TOMLDecodeError:
        return text
