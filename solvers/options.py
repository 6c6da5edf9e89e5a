"""The options of a solution concept as text: "leader=US,commitment=mixed".

The options are the fields of the concept's class, and their types say how a value is read: nothing is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from math import isnan
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ..games.errors import InputError, unknown


def read_options(concept: type[Any], text: str) -> dict[str, Any]:
    """Return the options that a text gives to a concept, by name.

    Parameters
    ----------
    concept
        A dataclass with a `name`; its fields are whole numbers, numbers, texts, one of some texts, or None.
    text
        "option=value,option=value". A comma belongs to the value unless a name and "=" follow; None is "none".

    Raises
    ------
    InputError
        If an option is unknown, is given twice or has no value, or a value is not of the option's type.

    Examples
    --------
    >>> from .concepts.nash import Nash
    >>> read_options(Nash, "method=nashpy-vertex,time_limit=2.5")
    {'method': 'nashpy-vertex', 'time_limit': 2.5}
    """
    hints = get_type_hints(concept)
    known = [field.name for field in fields(concept)]
    options: dict[str, Any] = {}
    for part in re.split(r",\s*(?=\w+\s*=)", text):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not known:
            raise InputError(f"the concept {concept.name} has no options, got {part!r}")
        if not (name and equals):
            raise InputError(f"options of {concept.name} must be written option=value,option=value, got {part!r}")
        if name not in known:
            raise InputError(unknown(f"option of {concept.name}", name, known))
        if name in options:
            raise InputError(f"the option {name} of {concept.name} is given twice")
        options[name] = _read(name, value, hints[name])
    return options


def _read(option: str, text: str, hint: Any) -> Any:
    """Return the value of the first of the hint's types that the text fits."""
    kinds = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    choices = [choice for kind in kinds if get_origin(kind) is Literal for choice in get_args(kind)]
    if text in choices:
        return text
    for kind, read in _READERS.items():
        if kind in kinds:
            with suppress(ValueError):
                return read(text)
    if choices:
        raise InputError(unknown(option, text, choices))
    expected = " or ".join(_WORDS[kind] for kind in kinds if kind in _WORDS)
    raise InputError(f"{option} must be {expected or 'set in Python, not by text'}, got {text!r}")


def _none(text: str) -> None:
    if text != "none":
        raise ValueError


def _number(text: str) -> float:
    number = float(text)
    if isnan(number):
        raise ValueError
    return number


_READERS: Mapping[type, Callable[[str], Any]] = {NoneType: _none, int: int, float: _number, str: str}
_WORDS: Mapping[type, str] = {NoneType: "none", int: "a whole number", float: "a number"}
