"""Polynomials in one variable with fractions as coefficients, so light that thousands of them cost little.

They add and multiply with each other and with numbers, so that a game whose numbers are let vary one at a time can be
built from them as from numbers. What leads out of the polynomials, a quotient, an absolute value or a comparison, is
refused; SymPy has forms for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from math import comb
from typing import Any, NoReturn

_NUMBERS = (int, Fraction)


class NotPolynomialError(ArithmeticError):
    """Something was asked of a polynomial that is none itself."""


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A polynomial in the one variable X; `coefficients` has the constant first.

    Examples
    --------
    >>> ((1 - X) * (2 + X / 2)).coefficients
    (Fraction(2, 1), Fraction(-3, 2), Fraction(-1, 2))
    >>> (X * X - 2).at(Fraction(3))
    Fraction(7, 1)
    """

    coefficients: tuple[Fraction, ...]

    @property
    def free_symbols(self) -> frozenset[str]:
        """Tell those who read numbers that this is none but a formula."""
        return frozenset({"X"})

    def at(self, number: Fraction) -> Fraction:
        """Return the value at a number."""
        value = Fraction(0)
        for coefficient in reversed(self.coefficients):
            value = value * number + coefficient
        return value

    def __add__(self, other: Any) -> Polynomial:
        if isinstance(other, Polynomial):
            pairs = zip_longest(self.coefficients, other.coefficients, fillvalue=0)
            return Polynomial(tuple(one + another for one, another in pairs))  # type: ignore[arg-type]
        if not isinstance(other, _NUMBERS):
            return NotImplemented
        return Polynomial((self.coefficients[0] + other, *self.coefficients[1:]))

    __radd__ = __add__

    def __neg__(self) -> Polynomial:
        return Polynomial(tuple(-coefficient for coefficient in self.coefficients))

    def __sub__(self, other: Any) -> Polynomial:
        return self + -other if isinstance(other, (Polynomial, *_NUMBERS)) else NotImplemented

    def __rsub__(self, other: Any) -> Polynomial:
        return -self + other

    def __mul__(self, other: Any) -> Polynomial:
        if isinstance(other, _NUMBERS):
            return Polynomial(tuple(coefficient * other for coefficient in self.coefficients))
        if not isinstance(other, Polynomial):
            return NotImplemented
        product = [Fraction(0)] * (len(self.coefficients) + len(other.coefficients) - 1)
        for k, own in enumerate(self.coefficients):
            for j, another in enumerate(other.coefficients):
                product[k + j] += own * another
        return Polynomial(tuple(product))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Polynomial:
        return self * (1 / Fraction(other)) if isinstance(other, _NUMBERS) else self._refuse()

    def __pow__(self, exponent: int) -> Polynomial:
        if exponent < 0:
            self._refuse()
        power = Polynomial((Fraction(1),))
        for _ in range(exponent):
            power = power * self
        return power

    def _refuse(self, *_: Any) -> NoReturn:
        raise NotPolynomialError("a quotient, an absolute value or a comparison is no polynomial")

    __rtruediv__ = __abs__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse


X = Polynomial((Fraction(0), Fraction(1)))
"""The variable."""


def line_through(first: tuple[Fraction, Any], second: tuple[Fraction, Any]) -> Any:
    """Return the polynomial of degree 1 with the given values at two numbers; arrays give an array of polynomials."""
    slope = (second[1] - first[1]) / (second[0] - first[0])
    return first[1] - slope * first[0] + slope * X


def bernstein(coefficients: tuple[int, ...], low: Fraction, high: Fraction) -> list[Fraction]:
    """Return the coefficients of a polynomial in Bernstein's basis over an interval.

    Where all are positive, so is the polynomial inside: it is a sum of them with positive weights.

    Examples
    --------
    >>> [str(each) for each in bernstein((1, -1, 1), Fraction(0), Fraction(1))]
    ['1', '1/2', '1']
    """
    degree = len(coefficients) - 1
    moved = [c * (high - low) ** k for k, c in enumerate(shifted(coefficients, low))]
    return [
        sum((Fraction(comb(j, k), comb(degree, k)) * moved[k] for k in range(j + 1)), Fraction(0))
        for j in range(degree + 1)
    ]


def shifted(coefficients: tuple[int, ...], by: Fraction) -> list[Fraction]:
    """Return the coefficients of the polynomial in x - `by`, the constant first (Horner's scheme, repeated)."""
    moved = [Fraction(c) for c in coefficients]
    for start in range(len(moved) - 1):
        for k in reversed(range(start, len(moved) - 1)):
            moved[k] += by * moved[k + 1]
    return moved
