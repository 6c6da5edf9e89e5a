"""Simple polytopes walked through in floating point, against the walk in integers and solutions in fractions."""

from __future__ import annotations

from fractions import Fraction
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.solvers.exact.fraction_free import fraction_free_solution
from tetrarchy.solvers.two_player.best_response_polytopes import BestResponsePolytope
from tetrarchy.solvers.two_player.simple_polytopes import NotSimpleError, SimplePolytopes, scaled, solve_with_bounds

Matrix = list[list[int]]
repeatable = settings(derandomize=True, deadline=None, max_examples=100)


@st.composite
def matrices(draw: st.DrawFn, most: int) -> Matrix:
    replies, moves = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    row = st.lists(st.integers(1, most), min_size=moves, max_size=moves)
    return draw(st.lists(row, min_size=replies, max_size=replies))


def both_walks(matrix: Matrix) -> tuple[SimplePolytopes, BestResponsePolytope]:
    replies, moves = len(matrix), len(matrix[0])
    labels = range(moves, moves + replies), range(moves)
    in_integers = BestResponsePolytope(matrix, *labels)
    in_integers.explore()
    return SimplePolytopes([matrix], *([own] for own in labels)), in_integers


@repeatable
@given(st.sampled_from([5, 100, 10**6]).flatmap(matrices))
def test_walk_finds_the_vertices_of_the_walk_in_integers_or_refuses(matrix: Matrix) -> None:
    simple, in_integers = both_walks(matrix)

    if in_integers.degenerate_vertex is None:
        simple.explore()
        assert simple.complete
        assert set(simple.vertices[0].tolist()) == set(in_integers.vertices)
    else:
        with pytest.raises(NotSimpleError):
            simple.explore()


@pytest.mark.parametrize("gap", [1, 0, -1])
def test_what_lies_within_the_bounds_is_decided_in_integers(gap: int) -> None:
    # Where the first two replies are equally good the third earns more or less by some 10^-14 of the payoffs.
    unit = 10**14
    simple, in_integers = both_walks([[1, 4 * unit + 1], [4 * unit + 1, 1], [2 * unit + 1, 2 * unit + 1 + gap]])

    if gap == 0:
        with pytest.raises(NotSimpleError, match="more tight inequalities than dimensions"):
            simple.explore()
    else:
        simple.explore()
        assert set(simple.vertices[0].tolist()) == set(in_integers.vertices)


def test_polytope_whose_ties_rounding_hides_is_refused_rather_than_told_wrongly() -> None:
    unit = 10**20
    simple, _ = both_walks([[1, 4 * unit + 1], [4 * unit + 1, 1], [2 * unit + 1, 2 * unit + 2]])

    with pytest.raises(NotSimpleError, match="or rounding hides it"):
        simple.explore()


def test_search_stops_at_its_deadline_and_goes_on_from_there() -> None:
    simple, in_integers = both_walks([[1 + (j == k) for k in range(5)] for j in range(5)])

    simple.explore(deadline=-inf)
    assert not simple.complete
    assert len(simple.vertices[0]) == 0

    simple.explore()
    assert simple.complete
    assert set(simple.vertices[0].tolist()) == set(in_integers.vertices)


def test_search_that_is_cut_off_between_two_layers_is_not_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> None:
        raise TimeoutError

    simple, _ = both_walks([[1 + (j == k) for k in range(5)] for j in range(5)])
    monkeypatch.setattr("tetrarchy.solvers.two_player.simple_polytopes.np.concatenate", cut)
    with pytest.raises(TimeoutError):
        simple.explore()

    assert not simple.complete


@pytest.mark.parametrize("replies", [6, 80], ids=["labels in machine integers", "more labels than they have bits"])
def test_polytopes_walked_through_together_are_those_walked_through_alone(replies: int) -> None:
    matrices = np.random.default_rng(3).integers(1, 10**6, (3, replies, 2)).tolist()
    together = SimplePolytopes(matrices, replies=[range(2, replies + 2)] * 3, moves=[range(2)] * 3)

    together.explore()

    alone = [both_walks(matrix)[1].vertices for matrix in matrices]
    assert [set(found.tolist()) for found in together.vertices] == [set(vertices) for vertices in alone]


@repeatable
@given(st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=3, max_size=3))
def test_bounds_hold_the_solution_in_fractions(matrix: Matrix) -> None:
    exact = fraction_free_solution(matrix, [1, 1, 1])

    _, solutions, errors = solve_with_bounds(np.array([matrix, 16 * np.eye(3)]) / 16, np.ones((2, 3)) / 16)

    assert errors[1] < 1e-12
    if exact is None:
        assert errors[0] == inf
        return
    numerators, determinant = exact
    for value, numerator in zip(solutions[0].tolist(), numerators, strict=True):
        assert abs(Fraction(value) - Fraction(numerator, determinant)) <= Fraction(float(errors[0]))


def test_scaled_payoffs_lie_between_a_quarter_and_one_and_keep_their_order() -> None:
    table = scaled([[1, 10**400], [3, 7]])

    assert (table >= 0.25).all()
    assert (table <= 1).all()
    assert table.argmax() == 1
