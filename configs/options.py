"""Reads the values of `--set` and `--over`, and the `over` of a `[study]`, into paths with what each of them takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..games.errors import InputError
from ..games.numbers import read_fraction, shown
from .files.toml import TomlError, TomlExcess, read_toml

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


def ranges(texts: Iterable[str]) -> dict[str, tuple[Fraction, Fraction] | None]:
    """Return paths and their ranges from texts of the form K or K=LO:HI; None where the range is left to the path.

    Raises
    ------
    InputError
        If a text has not this form or a path comes twice.

    Examples
    --------
    >>> ranges(["p", "rho=0:1/2"])
    {'p': None, 'rho': (Fraction(0, 1), Fraction(1, 2))}
    """
    return {path: _ends(named, span) if span else None for named, path, span in _over(texts, "K or K=LO:HI")}


def varied(texts: Iterable[str]) -> dict[str, Any]:
    """Return paths and what they take, for a design of any kind.

    K stands alone for the range held plausible, K=LO:HI for a range, K=LO:HI:N for N values from LO to HI, K=A,B,C for
    these values.

    Raises
    ------
    InputError
        If a text has none of these forms or a path comes twice.

    Examples
    --------
    >>> varied(["p", "rho=0:0.5", "m=0:1:3", "s=0.1,0.4"])
    {'p': None, 'rho': (0.0, 0.5), 'm': array([0. , 0.5, 1. ]), 's': array([0.1, 0.4])}
    """
    return {path: _taken(named, span) for named, path, span in _over(texts, "K, K=LO:HI, K=LO:HI:N or K=A,B,C")}


def _over(texts: Iterable[str], form: str) -> Iterator[tuple[str, str, str]]:
    """Go through options by what messages call them, the path of each and what it takes, nothing if it stands alone."""
    paths = set[str]()
    for text in texts:
        alone = bool(text.strip()) and "=" not in text
        named = _named("--over", text)
        path, span = (text.strip(), "") if alone else _halves(named, text, form)
        if path in paths:
            raise InputError(f"{named}: {path} is varied twice")
        paths.add(path)
        yield named, path, span


def _taken(named: str, span: str) -> Any:
    if not span:
        return None
    if ":" not in span:
        return _listed(named, span)
    if span.count(":") == 2:
        return _steps(named, span)
    low, high = _ends(named, span)
    return float(low), float(high)


def _listed(named: str, span: str) -> NDArray[np.float64]:
    try:
        return np.array([float(read_fraction(part)) for part in span.split(",")])
    except (TypeError, ValueError) as error:
        raise InputError(f"{named}: expected numbers with commas between them, {error}") from None


def _ends(named: str, span: str) -> tuple[Fraction, Fraction]:
    try:
        low, high = (read_fraction(part) for part in span.split(":"))
    except (TypeError, ValueError) as error:
        raise InputError(f"{named}: expected K or K=LO:HI, for instance p=0:1; {error}") from None
    return low, high


def _steps(named: str, span: str) -> NDArray[np.float64]:
    parts = span.split(":")
    try:
        low, high, count = (read_fraction(part) for part in parts)
    except (TypeError, ValueError) as error:
        raise InputError(f"{named}: expected numbers in LO:HI:N, {error}") from None
    if high <= low:
        raise InputError(f"{named}: the range is empty: {parts[1]} does not lie above {parts[0]}")
    if count.denominator != 1 or not 2 <= count <= 10**7:
        raise InputError(f"{named}: expected a whole number of values from 2 to 10,000,000, got {parts[2]}")
    return np.linspace(float(low), float(high), int(count))


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
        values = read_toml(f"value = {text}")
    except TomlExcess as error:
        raise InputError(f"{named}: {error.message}") from None
    except TomlError:
        return text
    return values["value"] if len(values) == 1 else text
