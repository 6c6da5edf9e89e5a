"""What varies, as options, files and scripts write it: paths, and what each of them takes.

    p_R           the range held plausible; beside a path in a table, "declared"
    p_R=0:1       a range
    p_R=0:1:11    so many values, from the lowest to the highest
    p_R=0.2,1/2   these values

A path and what it takes are one text, or a key and its value in a mapping, where numbers may stand for themselves. In a
text a part of a path may stand in quotes, so that it may hold an equals sign: '"a=b".orders.liberal=0:1'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import isfinite
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from ..numbers import counted, read_fraction, rounded, shown

DECLARED = "declared"
"""Stands for the range held plausible."""

MOST_VALUES = 10**7

_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]{1,20},[0-9]{1,20}")

LONGEST_SHOWN = 80
"""Characters of what was written that a message repeats."""

_PART = r"""(?:"[^"]*"|'[^']*'|[^.=]*)"""
_PATH = re.compile(rf"\s*({_PART}(?:\.{_PART})*)\s*(=|\Z)")
_QUOTED = re.compile(r"""(^|\.)("|')([^"']*)\2(?=\.|$)""")

Over = Mapping[str, Any] | Iterable[str]
"""Paths with what they take, texts, or one text."""


class Range(NamedTuple):
    """The lowest and the highest value that a path takes."""

    low: Fraction
    high: Fraction


def read_over(over: Over) -> dict[str, Any]:
    """Return paths and what they take: None for the range held plausible, a `Range`, or values.

    Raises
    ------
    InputError
        If a text has none of the forms above, or a path comes twice.

    Examples
    --------
    >>> read_over(["p_R", "rho=0:1/2", "m=0:1:3"])
    {'p_R': None, 'rho': Range(low=Fraction(0, 1), high=Fraction(1, 2)), 'm': array([0. , 0.5, 1. ])}
    >>> read_over({"p_R": "declared", "m": "0.1,0.4", "t": (0.25, 0.5)})
    {'p_R': None, 'm': array([0.1, 0.4]), 't': (0.25, 0.5)}
    """
    return _read(over, "K, K=LO:HI, K=LO:HI:N or K=A,B,C", _taken)


def read_ranges(over: Over) -> dict[str, Any]:
    """Return paths and their ranges, None for the one held plausible; errors as in `read_over`.

    Examples
    --------
    >>> read_ranges("rho=0:1/2"), read_ranges({"p_R": "declared", "m": (0, 1)})
    ({'rho': Range(low=Fraction(0, 1), high=Fraction(1, 2))}, {'p_R': None, 'm': (0, 1)})
    """
    return _read(over, "K or K=LO:HI", _ends)


Reader = Callable[[str, str], Any]
"""Reads what a path takes, from the whole text (for messages) and the part of it after the path."""


def _read(over: Over, form: str, reader: Reader) -> dict[str, Any]:
    texts = _texts(over, form)
    if isinstance(over, Mapping):
        return {path: _beside(path, over[path], reader) for path in texts}
    spans: dict[str, Any] = {}
    for text in texts:
        path, span = _halves(text)
        if not path or not span:
            raise InputError(f"{_short(text)}: expected {form}")
        if path in spans:
            raise InputError(f"{_short(text)}: {path} is varied twice")
        spans[path] = None if span == DECLARED else reader(text, span)
    return spans


def split_path(text: str) -> tuple[str, str | None]:
    """Return the path before the first equals sign that is in no quotes, and what comes after it, None without one.

    Examples
    --------
    >>> split_path("p=0.8"), split_path('"a=b".orders.liberal = 1'), split_path("p")
    (('p', '0.8'), ('a=b.orders.liberal', '1'), ('p', None))
    """
    found = _PATH.match(text)
    if found is None:
        return text.strip(), None
    return _QUOTED.sub(r"\1\3", found[1].strip()), text[found.end() :].strip() if found[2] else None


def _halves(text: str) -> tuple[str, str]:
    """Return a path and what it takes, which holds no equals sign: the last one parts them."""
    path, rest = split_path(text)
    if rest is None:
        return path, DECLARED
    more, equals, span = rest.rpartition("=")
    return f"{path}{equals}{more}".strip(), span.strip()


def _texts(over: Any, form: str) -> list[str]:
    """Return the texts, of a mapping its paths."""
    texts = [over] if isinstance(over, str) or not isinstance(over, Iterable) else list[Any](over)
    if not all(isinstance(text, str) for text in texts):
        raise InputError(f"what varies is written as {form}, got {shown(over)}")
    return texts


def _beside(path: str, given: Any, reader: Reader) -> Any:
    """Return what stands beside a path in a mapping: a text is read, what are numbers already stays as it is."""
    if not isinstance(given, str):
        return given
    return None if given.strip() == DECLARED else reader(f"{path}={given}", given)


def _taken(text: str, span: str) -> Range | NDArray[np.float64]:
    if ":" not in span:
        return _listed(text, span)
    return _steps(text, span) if span.count(":") == 2 else _ends(text, span)


def _listed(text: str, span: str) -> NDArray[np.float64]:
    if _DECIMAL_COMMA.fullmatch(span):
        point, pair = span.replace(",", "."), span.replace(",", ", ")
        raise InputError(f"{_short(text)}: expected a decimal with a point ({point}), or a pair with a blank ({pair})")
    try:
        return np.array([float(read_fraction(part)) for part in span.split(",")])
    except (TypeError, ValueError) as error:
        raise InputError(f"{_short(text)}: expected numbers with commas between them, {error}") from None


def _ends(text: str, span: str) -> Range:
    try:
        low, high = (read_fraction(part) for part in span.split(":"))
    except (TypeError, ValueError) as error:
        raise InputError(f"{_short(text)}: expected K or K=LO:HI, for instance p_R=0:1; {error}") from None
    return Range(low, high)


def _steps(text: str, span: str) -> NDArray[np.float64]:
    parts = span.split(":")
    try:
        low, high, count = (read_fraction(part) for part in parts)
    except (TypeError, ValueError) as error:
        raise InputError(f"{_short(text)}: expected numbers in LO:HI:N, {error}") from None
    refuse_range(_short(text), float(low), float(high))
    if count.denominator != 1 or not 2 <= count <= MOST_VALUES:
        most = counted(MOST_VALUES)
        raise InputError(f"{_short(text)}: expected a whole number of values from 2 to {most}, got {_short(parts[2])}")
    return np.linspace(float(low), float(high), int(count))


def refuse_range(what: str, low: float, high: float) -> None:
    """Refuse a range that is empty, or wider than a floating-point number can say.

    Raises
    ------
    InputError
        If it is; `what` names it.
    """
    if low >= high:
        raise InputError(f"{what}: the range is empty: {rounded(high)} does not lie above {rounded(low)}")
    if not isfinite(high - low):
        ends = f"from {rounded(low)} to {rounded(high)}"
        raise InputError(f"{what}: the range is wider than floating-point numbers go (about 1e308): {ends}")


def _short(text: str) -> str:
    """Return what was written in one line, cut short where it is long."""
    line = " ".join(text.split()) or repr(text)
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 3]}..."
