"""On which side of the imaginary axis eigenvalues lie, decided in fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy.solvers.exact.hurwitz import characteristic_polynomial, eigenvalues_on_the_left


def fractions(rows):
    return np.array([[Fraction(cell) for cell in row] for row in rows], dtype=object).reshape(len(rows), len(rows))


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([], True),
        ([[-1]], True),
        ([[0]], None),
        ([["1/1000000000000000000"]], False),
        ([[0, -1], [1, 0]], None),
        ([[0, -1, 0], [1, 0, 0], [0, 0, -1]], None),
        ([[0, -1, 0], [1, 0, 0], [0, 0, 1]], False),
        ([[1, 0], [0, -1]], False),
        ([[0, 1, 0], [0, 0, 1], [0, 0, 0]], None),
        ([[0, -1, 1, 0], [1, 0, 0, 1], [0, 0, 0, -1], [0, 0, 1, 0]], None),
        ([[-1, 1, 0], [0, -1, 1], [0, 0, -1]], True),
    ],
    ids=str,
)
def test_the_rightmost_eigenvalue_is_placed(rows, left):
    assert eigenvalues_on_the_left(fractions(rows)) is left


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(-3, 3), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_it_agrees_with_floats_where_these_are_clear(rows):
    rightmost = np.linalg.eigvals(np.array(rows, dtype=float)).real.max()
    left = eigenvalues_on_the_left(fractions(rows))

    # A fifth-order defective eigenvalue moves by (1e-15)^(1/5), about 1e-3, under rounding.
    if abs(rightmost) > 0.02:
        assert left is bool(rightmost < 0)
    if left is None:
        assert abs(rightmost) < 0.02


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=5))
def test_the_characteristic_polynomial_of_a_triangular_matrix_has_its_diagonal_for_roots(diagonal):
    matrix = fractions(np.diag(diagonal) + np.triu(np.ones((len(diagonal),) * 2, dtype=int), 1))

    for root in diagonal:
        assert sum(c * root**k for k, c in enumerate(reversed(characteristic_polynomial(matrix)))) == 0
