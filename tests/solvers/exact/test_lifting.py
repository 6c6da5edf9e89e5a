"""Sparse systems in whole numbers: what lifting finds is what elimination finds."""

from fractions import Fraction

import numpy as np

from tetrarchy.solvers.exact.fraction_free import fraction_free_solution
from tetrarchy.solvers.exact.lifting import PRIMES, SMALL, integer_solution


def system(size, seed, largest=10**14):
    rng = np.random.default_rng(seed)
    rows = [{int(j): int(rng.integers(-largest, largest)) for j in rng.choice(size, 6)} for _ in range(size)]
    for place, row in enumerate(rows):
        row[place] = 8 * largest + place
    return rows, [int(side) for side in rng.integers(-largest, largest, size)]


def test_lifting_agrees_with_elimination():
    rows, sides = system(SMALL + 5, 0)
    numerators, divisor = integer_solution(rows, sides)
    dense = [[row.get(column, 0) for column in range(len(rows))] for row in rows]
    others, determinant = fraction_free_solution(dense, sides)

    assert divisor > 0
    assert [Fraction(a, divisor) for a in numerators] == [Fraction(b, determinant) for b in others]


def test_a_singular_system_has_no_solution():
    rows, sides = system(SMALL + 5, 1, 10)
    rows[3] = dict(rows[7])

    assert integer_solution(rows, sides) is None


def test_a_matrix_that_a_prime_divides_is_inverted_by_the_next():
    size = SMALL + 1
    rows = [{place: PRIMES[0] if place == 0 else 1} for place in range(size)]

    assert integer_solution(rows, [1] * size) == ([1] + [PRIMES[0]] * (size - 1), PRIMES[0])
