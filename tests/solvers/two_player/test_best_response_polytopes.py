"""The vertices of best-response polytopes, against polytopes whose vertices are known and against brute force."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, count
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.solvers.two_player.best_response_polytopes import (
    BestResponsePolytope,
    positive_integers,
)

Matrix = list[list[int]]


def explored(matrix: Matrix) -> BestResponsePolytope:
    replies, moves = len(matrix), len(matrix[0])
    polytope = BestResponsePolytope(matrix, replies=range(moves, moves + replies), moves=range(moves))
    polytope.explore()
    return polytope


def limits(polytope: BestResponsePolytope) -> set[int]:
    return {vertex.labels for vertex in polytope.vertices.values()}


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    replies, moves = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    row = st.lists(st.integers(1, 4), min_size=moves, max_size=moves)
    return draw(st.lists(row, min_size=replies, max_size=replies))


def determinant(matrix: list[list[Fraction]]) -> Fraction:
    """Expand along the first row."""
    if not matrix:
        return Fraction(1)
    minors = ([row[:k] + row[k + 1 :] for row in matrix[1:]] for k in range(len(matrix)))
    return sum(((-1) ** k * matrix[0][k] * determinant(minor) for k, minor in enumerate(minors)), Fraction(0))


def vertices_by_brute_force(matrix: Matrix) -> set[int]:
    """Make every choice of as many inequalities as dimensions tight, and keep the points that satisfy all."""
    d = len(matrix[0])
    rows = [[Fraction(int(k == j)) for j in range(d)] for k in range(d)]
    rows += [[Fraction(entry) for entry in row] for row in matrix]
    sides = [Fraction(0)] * d + [Fraction(1)] * len(matrix)
    found = set()
    for tight in combinations(range(len(rows)), d):
        system = [rows[k] for k in tight]
        base = determinant(system)
        if base == 0:
            continue
        point = [
            determinant([[*row[:c], sides[k], *row[c + 1 :]] for k, row in zip(tight, system, strict=True)]) / base
            for c in range(d)
        ]
        values = [sum(a * z for a, z in zip(row, point, strict=True)) for row in rows]
        if min(point) >= 0 and max(values[d:]) <= 1:
            found.add(sum(1 << k for k, value in enumerate(values) if value == sides[k]))
    return found


@settings(derandomize=True, deadline=None, max_examples=150)
@given(matrices())
def test_walk_finds_exactly_the_vertices_that_brute_force_finds(matrix: Matrix) -> None:
    assert limits(explored(matrix)) == vertices_by_brute_force(matrix)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(matrices())
def test_orientation_is_the_sign_of_the_determinant_on_best_replies_and_support(matrix: Matrix) -> None:
    polytope = explored(matrix)

    for mask, vertex in polytope.vertices.items():
        best = [row for row, reply in enumerate(polytope.replies) if mask >> reply & 1]
        support = [k for k in polytope.moves if not mask >> k & 1]
        minor = determinant([[Fraction(matrix[row][k]) for k in support] for row in best])
        assert polytope.orientation(vertex) == (minor > 0) - (minor < 0) != 0


@pytest.mark.parametrize("n", range(1, 8))
def test_coordination_gives_a_cube(n: int) -> None:
    polytope = explored([[1 + (j == k) for k in range(n)] for j in range(n)])

    assert len(polytope.vertices) == 2**n
    assert polytope.degenerate_vertex is None


def test_indifference_gives_a_simplex_of_degenerate_vertices() -> None:
    polytope = explored([[1, 1, 1]] * 5)

    assert len(limits(polytope)) == 4
    assert polytope.degenerate_vertex is not None


def test_search_stops_at_its_deadline_and_goes_on_from_there() -> None:
    matrix = [[1 + (j == k) for k in range(5)] for j in range(5)]
    polytope = BestResponsePolytope(matrix, replies=range(5, 10), moves=range(5))

    polytope.explore(deadline=-inf)
    assert not polytope.complete
    assert list(polytope.vertices) == [polytope.origin]

    polytope.explore()
    assert polytope.complete
    assert polytope.vertices == explored(matrix).vertices


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.lists(st.lists(st.fractions(-9, 9), min_size=3, max_size=3), min_size=1, max_size=3))
def test_integers_are_the_payoffs_in_another_unit_and_from_another_origin(payoffs: list[list[Fraction]]) -> None:
    given_values = [value for row in payoffs for value in row]
    integers = [value for row in positive_integers(payoffs) for value in row]

    assert min(integers) == 1
    spread = max(given_values) - min(given_values)
    for value, integer in zip(given_values, integers, strict=True):
        assert (value - min(given_values)) * (max(integers) - 1) == (integer - 1) * spread


def test_a_walk_ends_between_the_edges_of_a_vertex_and_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    moves, matrix = 50, [[1 + (j * k) % 7 for k in range(50)] for j in range(2)]
    whole = explored(matrix)
    polytope = BestResponsePolytope(matrix, replies=range(moves, moves + 2), moves=range(moves))
    ticks = count()
    with monkeypatch.context() as clock:
        clock.setattr("tetrarchy.solvers.two_player.best_response_polytopes.monotonic", lambda: next(ticks))
        polytope.explore(deadline=10)

    assert not polytope.complete
    assert 1 < len(polytope.vertices) <= 11
    polytope.explore()
    assert polytope.vertices == whole.vertices
