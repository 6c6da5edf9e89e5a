"""Sparse square systems of linear equations in whole numbers, solved by p-adic lifting.

The method is that of Dixon (1982, Numerische Mathematik 40). One inverse modulo a prime p, then one more digit in
base p with every product of a matrix and a vector; the numbers over a common denominator are found from the digits
(Wang 1981), and are a solution because matrix times numerators is checked against denominator times sides in whole
numbers. Bareiss' elimination (`fraction_free`) answers small systems, and those that no prime tried inverts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf, isqrt
from typing import Any

import numpy as np

from ...games.numbers import whole_numbers
from ..deadline import stop_after
from .fraction_free import fraction_free_solution

Rows = Sequence[Mapping[int, int]]
"""A sparse matrix: each row's entries other than 0, by their column."""

PRIMES = (33554393, 33554383, 33554371)
"""The greatest below 2^25: sums of 8,000 products of two remainders stay below 2^63."""

SMALL = 40
"""Unknowns up to which elimination is as quick."""

_LIMB = 24


def integer_solution(rows: Rows, sides: Sequence[int], deadline: float = inf) -> tuple[list[int], int] | None:
    """Return the solution of rows x = sides as numerators and a positive common denominator.

    None where the matrix is singular; a TimeoutError if the deadline, a reading of `time.monotonic`, comes first.

    Examples
    --------
    >>> integer_solution([{1: 2}, {0: 3, 1: 1}], [1, 1])
    ([1, 3], 6)
    """
    if len(rows) > SMALL:
        for prime in PRIMES:
            inverse = _inverse(_remainders(rows, prime), prime, deadline)
            if inverse is not None:
                return _lifted(rows, sides, inverse, prime, deadline)
    found = fraction_free_solution([[row.get(column, 0) for column in range(len(rows))] for row in rows], sides)
    if found is None:
        return None
    numerators, denominator = found
    return (numerators, denominator) if denominator > 0 else ([-each for each in numerators], -denominator)


def _remainders(rows: Rows, prime: int) -> Any:
    dense = np.zeros((len(rows), len(rows)), dtype=np.int64)
    for place, row in enumerate(rows):
        for column, entry in row.items():
            dense[place, column] = entry % prime
    return dense


def _inverse(matrix: Any, prime: int, deadline: float) -> Any:
    """Return the inverse modulo a prime, by Gauss and Jordan in the matrix itself; None where there is none."""
    size = len(matrix)
    swaps: list[tuple[int, int]] = []
    for step in range(size):
        stop_after(deadline)
        below = np.flatnonzero(matrix[step:, step])
        if not len(below):
            return None
        row = step + int(below[0])
        if row != step:
            matrix[[step, row]] = matrix[[row, step]]
        swaps.append((step, row))
        scale = pow(int(matrix[step, step]), -1, prime)
        matrix[step, step] = 1
        matrix[step] = matrix[step] * scale % prime
        others = np.flatnonzero(matrix[:, step])
        others = others[others != step]
        factors = matrix[others, step]
        matrix[others, step] = 0
        columns = np.flatnonzero(matrix[step])
        block = np.ix_(others, columns)
        matrix[block] = (matrix[block] - factors[:, None] * matrix[step, columns]) % prime
    for step, row in reversed(swaps):
        if row != step:
            matrix[:, [step, row]] = matrix[:, [row, step]]
    return matrix


def _lifted(rows: Rows, sides: Sequence[int], inverse: Any, prime: int, deadline: float) -> tuple[list[int], int]:
    digits = _digits(rows, sides, inverse, prime, deadline)
    found: list[Any] = []
    wanted = 8
    while True:
        found.extend(next(digits) for _ in range(wanted - len(found)))
        modulus = prime ** len(found)
        values = _joined(np.array(found, dtype=object), prime)
        solution = _reconstructed([int(value) for value in values], modulus)
        if solution is not None and _solves(rows, sides, *solution):
            return solution
        wanted += max(8, wanted // 4)


def _digits(rows: Rows, sides: Sequence[int], inverse: Any, prime: int, deadline: float) -> Iterator[Any]:
    """Go through the digits of the solution in base p, from the lowest."""
    product = _product(rows)
    rest = np.array(sides, dtype=object)
    while True:
        stop_after(deadline)
        digit = inverse @ (rest % prime).astype(np.int64) % prime
        yield digit
        rest = (rest - product(digit)) // prime


def _product(rows: Rows) -> Any:
    """Return the product of the matrix with a vector of remainders as a function, in whole numbers of any size."""
    from scipy.sparse import csr_array

    entries = [(place, column, entry) for place, row in enumerate(rows) for column, entry in row.items()]
    places, columns, values = ([each[part] for each in entries] for part in range(3))
    limbs = max(1, -(-max(abs(value).bit_length() for value in values) // _LIMB))
    size = len(rows)
    parts: list[Any] = []
    for limb in range(limbs):
        cut = [(abs(value) >> _LIMB * limb & (1 << _LIMB) - 1) * (1 if value > 0 else -1) for value in values]
        parts.append(csr_array((np.array(cut, dtype=np.int64), (places, columns)), shape=(size, size)))
    weights = [1 << _LIMB * limb for limb in range(limbs)]

    def times(vector: Any) -> Any:
        return sum((part @ vector).astype(object) * weight for part, weight in zip(parts, weights, strict=True))

    return times


def _joined(digits: Any, prime: int) -> Any:
    """Return the numbers whose digits in base p these are, lowest first; shape (d, n) to (n,)."""
    base = prime
    while len(digits) > 1:
        if len(digits) % 2:
            digits = np.vstack([digits, np.zeros_like(digits[:1])])
        digits = digits[::2] + digits[1::2] * base
        base *= base
    return digits[0]


def _reconstructed(values: Sequence[int], modulus: int) -> tuple[list[int], int] | None:
    """Return numerators and a common denominator of the numbers with these remainders, None where there are none."""
    most = isqrt(modulus // 2)
    denominator = 1
    for value in values:
        scaled = value * denominator % modulus
        if scaled > most and modulus - scaled > most:
            more = _denominator(scaled, modulus, most)
            if more is None or denominator * more > most:
                return None
            denominator *= more
    scaled = [value * denominator % modulus for value in values]
    return [each if each <= modulus // 2 else each - modulus for each in scaled], denominator


def _denominator(value: int, modulus: int, most: int) -> int | None:
    """Return the denominator of the fraction with this remainder and no part beyond `most`, by Euclid's algorithm."""
    before, rest, past, factor = modulus, value, 0, 1
    while rest > most:
        quotient = before // rest
        before, rest = rest, before - quotient * rest
        past, factor = factor, past - quotient * factor
    return abs(factor) if 0 < abs(factor) <= most else None


def _solves(rows: Rows, sides: Sequence[int], numerators: Sequence[int], denominator: int) -> bool:
    return all(
        sum(entry * numerators[column] for column, entry in row.items()) == denominator * side
        for row, side in zip(rows, sides, strict=True)
    )


def whole_equation(row: Mapping[int, Any], side: Any) -> tuple[dict[int, int], int]:
    """Return an equation in fractions as one in whole numbers."""
    (whole_side, *entries), _ = whole_numbers([side, *row.values()])
    return dict(zip(row, entries, strict=True)), whole_side
