"""The one place where a number becomes text for a reader."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...solvers.exact.algebraic import Exact, Interval

LONGEST_FRACTION = 7
"""Characters; a fraction that takes more is shown as a decimal."""

LONGEST_FORM = 100
"""Characters; of an exact number that takes more only the kind and some decimals are shown in a sentence."""


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
        text = f"{float(value):.{digits}g}"
        return text
    text = f"{float(value):.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


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
    """Return a probability: a short fraction where it is known as one, else a decimal.

    Examples
    --------
    >>> probability(Fraction(3, 4)), probability(0.75), probability(Fraction(123456, 1234567))
    ('3/4', '0.75', '0.1')
    """
    if isinstance(value, Fraction) and len(str(value)) <= LONGEST_FRACTION:
        return str(value)
    return number(value)


def percent(share: Any) -> str:
    """Return a share as a percentage.

    Examples
    --------
    >>> percent(0.125), percent(1)
    ('12.5%', '100%')
    """
    return f"{number(float(share) * 100, 1)}%"


def exact(value: Exact) -> str:
    """Return an exact number in full: a fraction, an expression in radicals, or a root of a polynomial.

    Examples
    --------
    >>> from ...solvers.exact.algebraic import Root
    >>> exact(Fraction(41, 112)), exact(Root((-1, 1, 1), 1, Fraction(0), Fraction(1)))
    ('41/112', '-1/2 + sqrt(5)/2')
    >>> exact(Root((-1, 1, 0, 1), 0, Fraction(0), Fraction(1)))
    'real root 1 of x**3 + x - 1'
    """
    if isinstance(value, Fraction):
        return str(value)
    from sympy import Poly, Symbol

    radicals = value.in_radicals()
    polynomial = Poly(value.polynomial[::-1], Symbol("x")).as_expr()
    return f"real root {value.number + 1} of {polynomial}" if radicals is None else str(radicals)


def exact_in_sentence(value: Exact) -> str:
    """Return an exact number in full where that is not too long, else its kind and its decimals.

    Examples
    --------
    >>> from ...solvers.exact.algebraic import Root
    >>> exact_in_sentence(Root((-(10**120), 1, 0, 10**120), 0, Fraction(0), Fraction(2)))
    '1, root of a polynomial of degree 3'
    """
    text = exact(value)
    if isinstance(value, Fraction) or len(text) <= LONGEST_FORM:
        return text
    return f"{number(value)}, root of a polynomial of degree {len(value.polynomial) - 1}"


def value_words(value: Exact) -> str:
    """Return an exact number with its decimals: "0.366 (41/112)", or "1/2" and "3" where there is no need of both."""
    return number(value) if number(value) == exact(value) else f"{number(value)} ({exact(value)})"


def interval_words(interval: Interval) -> str:
    """Return an interval in decimals: "[0, 0.366)", or its one point."""
    return _bracketed(interval, number(interval.low), number(interval.high))


def exact_interval_words(interval: Interval) -> str:
    """Return an interval with exact ends."""
    return _bracketed(interval, exact(interval.low), exact(interval.high))


def _bracketed(interval: Interval, low: str, high: str) -> str:
    if interval.low == interval.high:
        return low
    return f"{'[' if interval.low_closed else '('}{low}, {high}{']' if interval.high_closed else ')'}"
