"""Whether all eigenvalues of a matrix have negative real parts, decided in fractions.

Let p be the characteristic polynomial, of degree n. On the imaginary axis i^-n p(iw) = f(w) - i g(w) with real
polynomials f and g. Their greatest common divisor d holds the roots of p that lie on the axis or mirror one another in
it; of the other roots, the number on the left less the number on the right is the Cauchy index of g/f (Routh 1877;
Gantmacher 1959, chapter XV). The index of d'/d counts the different real roots of d, which are the roots of p on the
axis. Both indices are changes of sign in a chain of Euclid's remainders, so that a real part of zero is told from a
small one.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import dropwhile, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Polynomial = list[Fraction]
"""Coefficients, the highest power first, without leading zeros; empty for 0."""


def eigenvalues_on_the_left(matrix: NDArray[Any]) -> bool | None:
    """Tell on which side of the imaginary axis the rightmost eigenvalue of a square matrix of Fractions lies.

    True where all real parts are negative, False where one is positive, None where the greatest is zero. A linear
    system x' = Ax dies out where it is True; a rest point with this Jacobian matrix is then asymptotically stable.

    Examples
    --------
    >>> turn = np.array([[Fraction(0), Fraction(-1)], [Fraction(1), Fraction(0)]])
    >>> eigenvalues_on_the_left(turn) is None, eigenvalues_on_the_left(turn - np.eye(2, dtype=int) * Fraction(1, 9**9))
    (True, True)
    """
    n = len(matrix)
    coefficients = characteristic_polynomial(matrix)
    turned = [coefficient * (-1) ** (power // 2) for power, coefficient in enumerate(coefficients)]
    even = [c if power % 2 == 0 else Fraction(0) for power, c in enumerate(turned)]
    odd = [c if power % 2 == 1 else Fraction(0) for power, c in enumerate(turned)]
    surplus, mirrored = _index_and_divisor(even, odd)
    if surplus < n - _degree(mirrored):
        return False
    if not _degree(mirrored):
        return True
    derivative = [c * (_degree(mirrored) - k) for k, c in enumerate(mirrored[:-1])]
    on_axis, repeated = _index_and_divisor(mirrored, derivative)
    return None if on_axis == _degree(mirrored) - _degree(repeated) else False


def characteristic_polynomial(matrix: NDArray[Any]) -> Polynomial:
    """Return det(s - A) by powers of s, the highest first (Faddeev and LeVerrier's recursion).

    Examples
    --------
    >>> [str(c) for c in characteristic_polynomial(np.array([[1, 2], [3, 4]], dtype=object))]
    ['1', '-5', '-2']
    """
    n = len(matrix)
    power, coefficients = np.zeros_like(matrix, dtype=object), [Fraction(1)]
    for k in range(1, n + 1):
        power = matrix @ power + np.eye(n, dtype=int) * coefficients[-1]
        coefficients.append(Fraction((matrix @ power).trace()) / -k)
    return coefficients


def _index_and_divisor(f: Polynomial, g: Polynomial) -> tuple[int, Polynomial]:
    """Return the Cauchy index of g/f on the whole line and a greatest common divisor of f and g, f of higher degree."""
    chain, rest = [_trimmed(f)], _trimmed(g)
    while rest:
        chain.append(rest)
        rest = [-c for c in _remainder(chain[-2], rest)]
    right = [polynomial[0] > 0 for polynomial in chain]
    left = [sign == (_degree(polynomial) % 2 == 0) for sign, polynomial in zip(right, chain, strict=True)]
    return _changes(left) - _changes(right), chain[-1]


def _changes(signs: list[bool]) -> int:
    return sum(a != b for a, b in pairwise(signs))


def _remainder(f: Polynomial, g: Polynomial) -> Polynomial:
    rest = list(f)
    for _ in range(len(f) - len(g) + 1):
        factor = rest[0] / g[0]
        rest = [c - factor * d for c, d in zip(rest, [*g, *[Fraction(0)] * (len(rest) - len(g))], strict=True)][1:]
    return _trimmed(rest)


def _trimmed(f: Polynomial) -> Polynomial:
    return list(dropwhile(lambda c: not c, f))


def _degree(f: Polynomial) -> int:
    return len(f) - 1
