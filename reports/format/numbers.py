"""Exact numbers and intervals as text for a reader; plain numbers are written by `games.numbers`."""

from __future__ import annotations

from fractions import Fraction

from ...games.numbers import number
from ...solvers.exact.algebraic import Exact, Interval

LONGEST_FORM = 100
"""Characters; of an exact number that takes more only the kind and some decimals are shown in a sentence."""


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
