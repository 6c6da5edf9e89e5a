"""Ties without a walk, against the walk through all vertices."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.solvers.two_player.best_response_polytopes import BestResponsePolytope
from tetrarchy.solvers.two_player.degenerate_strategies import count_ties, degenerate_strategy

Matrix = list[list[int]]


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    replies, moves = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    row = st.lists(st.integers(1, draw(st.sampled_from([3, 9, 99]))), min_size=moves, max_size=moves)
    return draw(st.lists(row, min_size=replies, max_size=replies))


@settings(derandomize=True, deadline=None, max_examples=200)
@given(matrices())
def test_a_strategy_is_found_exactly_if_the_polytope_has_a_degenerate_vertex(matrix: Matrix) -> None:
    replies, moves = len(matrix), len(matrix[0])
    polytope = BestResponsePolytope(matrix, replies=range(replies), moves=range(replies, replies + moves))
    polytope.explore()

    found = degenerate_strategy(matrix)

    assert (found is not None) == (polytope.degenerate_vertex is not None)
    if found is not None:
        earned = [sum(p * value for p, value in zip(found.strategy, row, strict=True)) for row in matrix]
        assert earned.count(max(earned)) > sum(p > 0 for p in found.strategy)


def test_deadline_that_has_passed_is_an_error() -> None:
    with pytest.raises(TimeoutError, match="deadline passed before all ties"):
        degenerate_strategy([[1, 2], [2, 1]], deadline=-inf)


def test_ties_are_counted_by_size() -> None:
    # Of 3 replies and 4 moves: 3 x 1, 3 x 4 and 1 x 6.
    assert count_ties(3, 4) == 21
