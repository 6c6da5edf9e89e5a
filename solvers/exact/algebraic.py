"""Real roots of polynomials with whole coefficients, as exact numbers.

A rational root is a Fraction; an irrational one is a `Root`: an irreducible polynomial and two fractions that enclose
one root of it alone, found by Sturm's theorem. Halving the enclosure by the polynomial's sign decides every
comparison and gives every digit, one bit at a step. (SymPy refines its real roots by continued fractions, and stalls
on one that lies very near a simple fraction, as the critical discounts of long punishments do.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import total_ordering
from math import gcd, inf
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...games.numbers import read_fraction, whole_numbers
from ..deadline import counting, stop_after
from .polynomial import bernstein, shifted

if TYPE_CHECKING:
    from sympy import Expr, Poly, Rational

Coefficients = tuple[int, ...]
"""The coefficients of a polynomial, the constant first."""

_NOUGHT, _ONE = Fraction(0), Fraction(1)


@total_ordering
@dataclass(frozen=True)
class Root:
    """An irrational real root of a polynomial, exact: numbers and other roots compare with it, `float` rounds it.

    Attributes
    ----------
    polynomial
        The coefficients of its minimal polynomial, whole numbers without a common divisor, the constant first.
    number
        Which of the polynomial's real roots it is, in increasing order from 0.
    low, high
        Fractions that enclose this root alone.

    Examples
    --------
    >>> golden = Root((-1, 1, 1), 1, Fraction(0), Fraction(1))
    >>> float(golden), golden < Fraction(5, 8), golden.in_radicals()
    (0.6180339887498949, True, -1/2 + sqrt(5)/2)
    """

    polynomial: Coefficients
    number: int
    low: Fraction = field(compare=False, repr=False)
    high: Fraction = field(compare=False, repr=False)

    def __float__(self) -> float:
        """Return the nearest float."""
        root = self
        while float(root.low) != float(root.high):
            root = root.halved()
        return float(root.low)

    def __lt__(self, other: Any) -> bool:
        """Tell whether the root is smaller than a number or another root."""
        if not isinstance(other, Root):
            return self._below(read_fraction(other))
        left, right = self, other
        while left != right and left.low < right.high and right.low < left.high:
            left, right = left.halved(), right.halved()
        return left != right and left.high <= right.low

    def in_radicals(self) -> Expr | None:
        """Return the root as a SymPy expression in radicals; None unless the degree is 2 or a power is rational."""
        from sympy import CRootOf

        form = self._sympy_()
        return None if isinstance(form, CRootOf) else form

    def _sympy_(self) -> Expr:
        """Let SymPy read the root as one of its own numbers."""
        from sympy import ZZ, Poly, Symbol, rootof

        return rootof(Poly(self.polynomial[::-1], Symbol("x"), domain=ZZ), self.number, radicals=True)

    def _below(self, number: Fraction) -> bool:
        root = self
        while root.low < number < root.high:
            root = root.halved()
        return root.high <= number

    def halved(self) -> Root:
        """Return the same root in an enclosure of half the width."""
        middle = (self.low + self.high) / 2
        same_side = (_value(self.polynomial, middle) > 0) == (_value(self.polynomial, self.low) > 0)
        return replace(self, low=middle) if same_side else replace(self, high=middle)


Exact = Fraction | Root
"""A real algebraic number: a Fraction, or a Root where it is irrational."""


@dataclass(frozen=True)
class Interval:
    """An interval with exact ends, of which either may belong to it or not; a single point where they are equal."""

    low: Exact
    high: Exact
    low_closed: bool = True
    high_closed: bool = True

    def __contains__(self, number: Exact) -> bool:
        """Tell whether a number lies in the interval."""
        above = self.low < number or (self.low_closed and self.low == number)
        return above and (number < self.high or (self.high_closed and self.high == number))


def intervals(points: Sequence[Exact], holds: NDArray[np.bool_]) -> tuple[Interval, ...]:
    """Return where something holds, as maximal intervals, from whether it holds at the points and between them.

    Parameters
    ----------
    points
        k numbers in increasing order.
    holds
        At the first point, up to the second, at the second, and so on, to the last point (2k - 1 entries) or to just
        before it (2k - 2 entries).
    """
    edges = np.diff(holds.astype(int), prepend=0, append=0)
    runs = zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True)
    return tuple(Interval(points[a // 2], points[b // 2], a % 2 == 0, b % 2 == 1) for a, b in runs)


def primitive(fractions: Sequence[Fraction]) -> Coefficients:
    """Return whole numbers without a common divisor that are the fractions times a positive number."""
    numbers, _ = whole_numbers(fractions)
    divisor = gcd(*numbers) or 1
    return tuple(number // divisor for number in numbers)


def sign_table(
    polynomials: Sequence[Coefficients], low: Fraction = _NOUGHT, high: Fraction = _ONE, deadline: float = inf
) -> tuple[list[Exact], NDArray[np.int8]]:
    """Return `low` and the roots in (low, high), in order, and the sign of each polynomial at each and right of it.

    The signs have shape (polynomials, 2 * points): at the first point, up to the second, at the second, and so on. A
    deadline, on the clock `time.monotonic`, that passes first is a TimeoutError.
    """
    factored: dict[Coefficients, dict[Coefficients, int]] = {}
    for polynomial in counting("conditions", polynomials):
        stop_after(deadline)
        factored[polynomial] = _factors(polynomial, low, high)
    factors = list(dict.fromkeys(factor for powers in factored.values() for factor in powers))
    roots = sorted(
        ((root, factor) for factor in factors for root in _inner_roots(factor, low, high)), key=itemgetter(0)
    )
    columns = {polynomial: _signs(polynomial, powers, roots, low) for polynomial, powers in factored.items()}
    signs = np.array([columns[polynomial] for polynomial in polynomials], dtype=np.int8)
    return [low, *(root for root, _ in roots)], signs.reshape(len(polynomials), 2 * len(roots) + 2)


def _signs(
    polynomial: Coefficients,
    powers: Mapping[Coefficients, int],
    roots: Sequence[tuple[Exact, Coefficients]],
    low: Fraction,
) -> list[int]:
    """Return the signs of a polynomial at a number and just above it, and so on at the roots of all polynomials."""
    near = shifted(polynomial, low)
    sign = next((1 if c > 0 else -1 for c in near if c != 0), 0)
    row = [sign if near and near[0] != 0 else 0, sign]
    for _, factor in roots:
        power = powers.get(factor, 0)
        row.append(sign if power == 0 else 0)
        sign *= (-1) ** power
        row.append(sign)
    return row


def _factors(polynomial: Coefficients, low: Fraction, high: Fraction) -> dict[Coefficients, int]:
    """Return the irreducible factors that have a root in (low, high), with their powers.

    Whether there is a root is asked first: factoring is slow where the degree is high, and most conditions have none.
    """
    given = _trimmed(polynomial)
    if len(given) <= 2:
        factor = _primitive(given)
        return {factor: 1} if len(given) == 2 and low < Fraction(-given[0], given[1]) < high else {}
    if _plainly_one_signed(given, low, high):
        return {}
    from sympy import ZZ, Poly, Symbol

    squarefree = Poly(given[::-1], Symbol("x"), domain=ZZ).sqf_list()[1]
    return {
        tuple(int(c) for c in reversed(factor.all_coeffs())): power
        for part, power in squarefree
        if _has_inner_root(part, low, high)
        for factor, _ in part.factor_list()[1]
        if _has_inner_root(factor, low, high)
    }


def _trimmed(polynomial: Coefficients) -> Coefficients:
    """Return coefficients of which the last is not 0; none where all are."""
    return polynomial[: max((k for k, c in enumerate(polynomial, 1) if c), default=0)]


def _primitive(polynomial: Coefficients) -> Coefficients:
    """Return the multiple whose coefficients have no common divisor and whose last one is positive."""
    divisor = gcd(*polynomial) or 1
    return tuple(c // (divisor if polynomial[-1] > 0 else -divisor) for c in polynomial)


def _plainly_one_signed(polynomial: Coefficients, low: Fraction, high: Fraction) -> bool:
    weights = bernstein(polynomial, low, high)
    return all(weight >= 0 for weight in weights) or all(weight <= 0 for weight in weights)


def _has_inner_root(polynomial: Poly, low: Fraction, high: Fraction) -> bool:
    """Tell whether a square-free polynomial has a root in (low, high)."""
    ends = [_rational(end) for end in (low, high)]
    return int(polynomial.count_roots(*ends)) > sum(polynomial.eval(end) == 0 for end in ends)


def _inner_roots(coefficients: Coefficients, low: Fraction, high: Fraction) -> list[Exact]:
    """Return the roots in (low, high) of an irreducible polynomial, in order."""
    if len(coefficients) == 2:
        root = Fraction(-coefficients[0], coefficients[1])
        return [root] if low < root < high else []
    from sympy import ZZ, Poly, Symbol

    polynomial = Poly(coefficients[::-1], Symbol("x"), domain=ZZ)
    before = int(polynomial.count_roots(sup=_rational(low)))
    enclosures = _isolated(polynomial, low, high)
    return [Root(coefficients, before + k, left, right) for k, (left, right) in enumerate(enclosures)]


def _isolated(polynomial: Poly, low: Fraction, high: Fraction) -> list[tuple[Fraction, Fraction]]:
    """Return intervals that enclose one root each; no root is rational, so none is an end."""
    roots = polynomial.count_roots(_rational(low), _rational(high))
    if roots < 2:
        return [(low, high)] * roots
    middle = (low + high) / 2
    return _isolated(polynomial, low, middle) + _isolated(polynomial, middle, high)


def _rational(number: Fraction) -> Rational:
    from sympy import Rational

    return Rational(number.numerator, number.denominator)


def _value(polynomial: Coefficients, at: Fraction) -> Fraction:
    value = Fraction(0)
    for coefficient in reversed(polynomial):
        value = value * at + coefficient
    return value


def between(low: Exact, high: Exact) -> Fraction:
    """Return the fraction of the smallest denominator that lies strictly between two numbers.

    Examples
    --------
    >>> between(Fraction(41, 112), Fraction(7, 9))
    Fraction(1, 2)
    """
    left, right = low, high
    while True:
        start = left.high if isinstance(left, Root) else left
        stop = right.low if isinstance(right, Root) else right
        if start < stop:
            return _simplest(start, stop)
        left = left.halved() if isinstance(left, Root) else left
        right = right.halved() if isinstance(right, Root) else right


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """Return the simplest fraction in an open interval, down the Stern-Brocot tree."""
    floor = low.numerator // low.denominator
    if floor + 1 < high:
        return Fraction(floor + 1)
    if low == floor:
        return floor + Fraction(1, int(1 / (high - floor)) + 1)
    return floor + 1 / _simplest(1 / (high - floor), 1 / (low - floor))
