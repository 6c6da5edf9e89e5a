"""Integer systems against multiplication and against a determinant by permutations."""

from __future__ import annotations

from itertools import permutations
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.solvers.exact.fraction_free import fraction_free_solution

Matrix = list[list[int]]


@st.composite
def systems(draw: st.DrawFn) -> tuple[Matrix, list[int]]:
    size, largest = draw(st.integers(1, 4)), draw(st.sampled_from([1, 3, 10**20]))
    numbers = st.lists(st.integers(-largest, largest), min_size=size, max_size=size)
    return draw(st.lists(numbers, min_size=size, max_size=size)), draw(numbers)


def determinant(matrix: Matrix) -> int:
    def sign(order: tuple[int, ...]) -> int:
        return (-1) ** sum(order[j] < order[i] for j in range(len(order)) for i in range(j))

    orders = permutations(range(len(matrix)))
    return sum(sign(order) * prod(row[k] for row, k in zip(matrix, order, strict=True)) for order in orders)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(systems())
def test_solution_meets_the_equations_over_the_determinant(system: tuple[Matrix, list[int]]) -> None:
    matrix, sides = system

    solution = fraction_free_solution(matrix, sides)

    assert (solution is None) == (determinant(matrix) == 0)
    if solution is not None:
        numerators, denominator = solution
        assert denominator == determinant(matrix)
        for row, side in zip(matrix, sides, strict=True):
            assert sum(a * x for a, x in zip(row, numerators, strict=True)) == side * denominator
