"""Reads the values of `--set` and `--over` into paths with what each of them takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..games.errors import InputError
from ..games.numbers import shown
from ..games.scenario.over import Range, read_over, read_ranges
from .files.toml import TomlError, TomlExcess, read_toml
from .world.catalogue import mix_named

LONGEST_PATH = 400
"""Characters."""


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
        named = _named("--set", text)
        path, value = _halves(named, text, "K=V")
        if path in values:
            raise InputError(f"{named}: {path} is set twice")
        values[path] = _value(named, value)
    return values


def changes(texts: Iterable[str]) -> dict[str, Any]:
    """Return paths and values from the texts of `--do`; of a path that comes twice the later one, as in files.

    Examples
    --------
    >>> changes(["beta=0.8", "without=USA"])
    {'beta': Decimal('0.8'), 'without': 'USA'}
    """
    values: dict[str, Any] = {}
    for text in texts:
        named = _named("--do", text)
        path, value = _halves(named, text, "K=V")
        values[path] = _value(named, value)
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


def _named(option: str, text: str) -> str:
    """Return what messages call an option: as it was given, in one line of at most about a hundred characters."""
    return f"{option} {text if len(text) <= 100 and text.isprintable() else shown(text, 100)}"


def _halves(named: str, text: str, form: str) -> tuple[str, str]:
    path, equals, value = text.partition("=")
    if not equals or not path.strip() or not value.strip():
        raise InputError(f"{named}: expected {form}")
    if len(path) > LONGEST_PATH:
        raise InputError(f"{named}: expected a path of at most {LONGEST_PATH} characters")
    return path.strip(), value.strip()


def _value(named: str, text: str) -> Any:
    try:
        if (mix := mix_named(text)) is not None:
            return mix
        values = read_toml(f"value = {text}")
    except TomlExcess as error:
        raise InputError(f"{named}: {error.message}") from None
    except TomlError:
        return text
    return values["value"] if len(values) == 1 else text
