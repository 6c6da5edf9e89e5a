"""Numbers as text and text as numbers: what is read of them exactly, and the one place that writes them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, isfinite, lcm, log10
from numbers import Rational
from typing import Any

import numpy as np
from numpy.typing import NDArray

LONGEST_FRACTION = 7
"""Characters; a fraction that takes more is shown as a decimal."""

_EXPONENT = re.compile(r"[eE][+-]?[0_]*[1-9](?:_?[0-9]){3}")
"""An exponent of four digits or more: far out of range, and slow to write out as a fraction."""

_MOST_DIGITS = 1000
"""Of a count; longer ones say nothing, and Python would not write those beyond 4,300."""

_MINUTE, _HOUR = 60, 3600

LARGEST = int(sys.float_info.max)
"""The largest number that is read: that of floats."""

_TOO_LARGE = "beyond the range of floating-point numbers (about 1e308)"


def read_fractions(what: str, numbers: NDArray[Any]) -> NDArray[np.object_]:
    """Return an array of numbers as Fractions, same shape; `what` names the array in the message of an error.

    Raises
    ------
    ValueError
        If an entry is not a finite number.
    """
    read = Fraction if numbers.dtype.kind in "iu" else read_fraction
    fractions: list[Fraction] = []
    try:
        for value in numbers.ravel().tolist():
            fractions.append(read(value))
    except (TypeError, ValueError) as error:
        place = [int(k) for k in np.unravel_index(len(fractions), numbers.shape)]
        raise ValueError(f"{what}{place} must be a finite number, {error}") from None
    exact = np.empty(len(fractions), dtype=object)
    exact[:] = fractions
    return exact.reshape(numbers.shape)


def read_floats(what: str, given: Any) -> NDArray[np.float64]:
    """Return numbers as an array of floats; a ValueError, by the name of the array, if they are none.

    Examples
    --------
    >>> read_floats("a target", ["x", 1])
    Traceback (most recent call last):
    ValueError: a target must be numbers in rows of one length, got ['x', 1]
    """
    try:
        return np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{what} must be numbers in rows of one length, got {shown(given)}") from None


def read_fraction(number: Any) -> Fraction:
    """Return a number as a Fraction; a float as the shortest decimal that prints as that float.

    Raises
    ------
    ValueError
        For text that is no number, for NaN and infinity, and beyond the range of floating-point numbers.
    TypeError
        For anything else.

    Examples
    --------
    >>> read_fraction(0.1), read_fraction("2/6"), read_fraction("1e-3")
    (Fraction(1, 10), Fraction(1, 3), Fraction(1, 1000))
    """
    exact = exact_fraction(number)
    if abs(exact.numerator) > LARGEST * exact.denominator:
        raise ValueError(f"got {shown(number)}, {_TOO_LARGE}")
    return exact


def exact_fraction(number: Any) -> Fraction:
    """Return a number as `read_fraction` does, whatever its size: for what is worked out of numbers that were read.

    Examples
    --------
    >>> exact_fraction(10**600) / 10**599
    Fraction(10, 1)
    """
    if type(number) is Fraction:
        return number
    if isinstance(number, bool | np.bool_):
        raise TypeError(f"got {number}")
    if isinstance(number, int | np.integer):
        return Fraction(int(number))
    if isinstance(number, Rational):
        return Fraction(number)
    if isinstance(number, float | np.floating):
        return _shortest(float(number))
    if not isinstance(number, str | Decimal):
        raise TypeError(f"got {shown(number)}")
    written = str(number)
    if not written.isascii():
        raise ValueError(f"got {shown(number)}")
    if _EXPONENT.search(written):
        raise ValueError(f"got {shown(number)}, {_TOO_LARGE}")
    try:
        return Fraction(number)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise ValueError(f"got {shown(number)}") from None


def _shortest(number: float) -> Fraction:
    if not isfinite(number):
        raise ValueError(f"got {shown(repr(number))}")
    return Fraction(Decimal(repr(number)))


def nearest_floats(exact: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return exact numbers as floats, same shape; beyond the range of floats the largest of their sign.

    Examples
    --------
    >>> nearest_floats(np.array([Fraction(1, 2), -(10**400)], dtype=object))
    array([ 5.00000000e-001, -1.79769313e+308])
    """
    return np.clip(exact, -LARGEST, LARGEST).astype(np.float64)


def nearest_float(exact: Any) -> float:
    """Return a number as `nearest_floats` does."""
    return float(min(max(exact, -LARGEST), LARGEST))


def whole_numbers(fractions: Iterable[Fraction]) -> tuple[list[int], int]:
    """Return fractions over their least common denominator: the numerators, and that denominator.

    Examples
    --------
    >>> whole_numbers([Fraction(1, 2), Fraction(-2, 3), Fraction(1)])
    ([3, -4, 6], 6)
    """
    ratios = [fraction.as_integer_ratio() for fraction in fractions]
    unit = lcm(*(below for _, below in ratios))
    return [above * (unit // below) for above, below in ratios], unit


def shown(value: Any, longest: int = 40) -> str:
    """Return a picture of what came in the place of what was expected, in at most so many characters and one line.

    Examples
    --------
    >>> shown("x" * 100, 10), shown(10**5000)
    ("'xxxxxx...", 'an integer of thousands of digits')
    """
    try:
        text = repr(value[: longest + 1]) if isinstance(value, str) else " ".join(str(value).split())
    except ValueError:
        return "an integer of thousands of digits"
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def number(value: Any, digits: int = 3) -> str:
    """Return a number with at most `digits` decimals, without trailing zeros and never "-0".

    Sizes from a million and below a thousandth come in powers of ten.

    Examples
    --------
    >>> number(0.12345), number(-0.0), number(2.0), number(0.00004), number(12345678)
    ('0.123', '0', '2', '4e-05', '1.23e+07')
    """
    size = abs(float(value))
    if size != 0 and (size < 0.5 * 10**-digits or size >= 1e6):
        return rounded(value, digits)
    text = f"{float(value):.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def to_decimals(value: float, digits: int) -> str:
    """Return a number to so many decimals, however small it is, without trailing zeros: "0" for 0.0004."""
    return number(round(value, digits), digits)


def signed(value: Any, digits: int = 3) -> str:
    """Return a number with its sign, 0 without one.

    Examples
    --------
    >>> signed(0.5), signed(-0.25), signed(0)
    ('+0.5', '-0.25', '0')
    """
    text = number(value, digits)
    return text if text.startswith("-") or text == "0" else f"+{text}"


def probability(value: Fraction | float) -> str:
    """Return a probability: a short fraction where it is known as one, else a decimal; "1" and "0" only for 1 and 0.

    Examples
    --------
    >>> probability(Fraction(3, 4)), probability(0.75), probability(Fraction(123456, 1234567))
    ('3/4', '0.75', '0.1')
    >>> probability(0.9996), probability(1 - Fraction(1, 10**19))
    ('0.9996', '1 - 1e-19')
    """
    if isinstance(value, Fraction) and len(str(value)) <= LONGEST_FRACTION:
        return str(value)
    text = number(value)
    if text != "1" or value >= 1:
        return text
    rest = 1 - value
    return f"1 - {rounded(rest, 3)}" if rest < 1e-6 else number(value, _decimals(rest))


def percent(share: Any) -> str:
    """Return a share as a percentage; "100%" only for the whole and "0%" only for nothing.

    Examples
    --------
    >>> percent(0.125), percent(1), percent(0.9998), percent(1 - 1e-9)
    ('12.5%', '100%', '99.98%', '100% - 1e-07%')
    """
    text = number(float(share) * 100, 1)
    if text != "100" or share >= 1:
        return f"{text}%"
    rest = (1 - share) * 100
    return f"100% - {rounded(rest, 3)}%" if rest < 1e-6 else f"{number(float(share) * 100, _decimals(rest))}%"


def whole_percent(share: float) -> str:
    """Return a share in whole per cent, with decimals where it would read as all or nothing and is not.

    Examples
    --------
    >>> whole_percent(0.125), whole_percent(0.998), whole_percent(0.0002)
    ('12%', '99.8%', '0.02%')
    """
    text = f"{share:.0%}"
    return percent(share) if text in ("0%", "100%") else text


def two_figures(share: Any) -> str:
    """Return a share as a percentage with two significant figures; "100%" only for the whole, "0%" only for nothing.

    Examples
    --------
    >>> [two_figures(share) for share in (Fraction(1, 3), 0.0234, 1, 0.999, 0.9951, 0.00004, 2.5)]
    ['33%', '2.3%', '100%', '99.9%', '99.5%', '0.004%', '250%']
    """
    size = abs(float(share)) * 100
    if 99 < size < 100:
        return percent(share)
    if size >= 9.95:
        return f"{fixed(float(share) * 100)}%"
    return f"{number(share * 100, 1 + _decimals(size) if 0 < size < 1 else 1)}%"


def _decimals(size: Any) -> int:
    """Return how many decimals show the first digit of a number below 1 that is not 0."""
    return ceil(-log10(float(size)))


def rounded(value: Any, digits: int = 6) -> str:
    """Return a number with so many significant digits, in powers of ten where it is very small or large.

    Examples
    --------
    >>> rounded(Fraction(1, 3)), rounded(0.125, 2), rounded(1e9)
    ('0.333333', '0.12', '1e+09')
    """
    return f"{float(value):.{digits}g}"


def fixed(value: Any, digits: int = 0) -> str:
    """Return a number with exactly so many decimals, thousands apart: "1,235" for 1234.56."""
    return f"{value:,.{digits}f}"


def counted(things: int) -> str:
    """Return a count, thousands apart; from a thousand digits on only its size.

    Examples
    --------
    >>> counted(4096), counted(np.int64(4096)), counted(10**1234)
    ('4,096', '4,096', 'about 10^1234')
    """
    digits = int(int(things).bit_length() * log10(2))
    return f"{things:,}" if digits < _MOST_DIGITS else f"about 10^{digits}"


def several(things: int, one: str, more: str = "") -> str:
    """Return a count with the word for one thing or for more, which ends in "s" where it is not given.

    Examples
    --------
    >>> several(1, "game"), several(1200, "game"), several(0, "share of a mix", "shares of mixes")
    ('1 game', '1,200 games', '0 shares of mixes')
    """
    return f"{counted(things)} {one if things == 1 else more or f'{one}s'}"


def duration(seconds: float) -> str:
    """Return a span of time in the unit that fits it.

    Examples
    --------
    >>> [duration(seconds) for seconds in (0.2, 15, 61, 7260)]
    ['under 1 s', '15 s', '1 min 1 s', '2 h 1 min']
    """
    whole = round(seconds)
    if whole < 1:
        return "under 1 s"
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"
