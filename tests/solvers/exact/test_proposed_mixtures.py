"""Best mixtures that are proven from what floats propose: right ones, and none where a proposal proves nothing."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy.solvers.exact.proposed_mixtures import only_best, proposed, rounded

MIXED = np.array([[3, 0], [0, 6], [1, 1]], dtype=object)


def test_the_only_best_mixture_is_exact() -> None:
    assert only_best(MIXED * 10**30, proposed(MIXED).columns) == (Fraction(2, 3), Fraction(1, 3), 0)


def test_weights_are_rounded_to_whole_numbers_from_0() -> None:
    assert rounded(np.array([1.0, 0.5, 0.0, -1e-9])).tolist() == [2**40, 2**39, 0, 0]


@pytest.mark.parametrize("columns", [[1.0, 0.0], [0.5, 0.5], [0.0, 0.0]])
def test_a_wrong_proposal_proves_nothing(columns: list[float]) -> None:
    assert only_best(MIXED, np.array(columns)) is None


def test_columns_that_make_rows_equal_prove_nothing_where_no_mixture_makes_them_equal() -> None:
    assert only_best(np.array([[6, 2], [4, 3]], dtype=object), np.array([1 / 3, 2 / 3])) is None


@pytest.mark.parametrize(
    "table",
    [[[1, 0], [0, 1], [1, 0]], [[1, 0], [0, 1], [Fraction(1, 2), Fraction(1, 2)]], [[1, 1], [1, 2]]],
    ids=["a row twice", "a row that is as good as a mixture", "a better row that is as good at worst"],
)
def test_where_several_mixtures_are_best_none_is_called_the_only_one(table: list[list[int]]) -> None:
    doubled = np.array(table, dtype=object) * 2

    assert only_best(doubled, proposed(doubled).columns) is None
