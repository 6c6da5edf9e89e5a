"""The ways to search against one another: both polytopes or one, in floating point or integers, in full or by faces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from math import inf

import numpy as np
import pytest
from numpy.typing import NDArray

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.two_player.best_response_polytopes import BestResponsePolytope, positive_integers
from tetrarchy.solvers.two_player.equilibrium_faces import raised_partner, vertices_of_face
from tetrarchy.solvers.two_player.extreme_equilibria import two_player_equilibria
from tetrarchy.solvers.two_player.integer_walk import IntegerWalk, Matrix
from tetrarchy.solvers.two_player.regular_games import BothPolytopes, OnePolytope, regular_equilibria
from tetrarchy.solvers.two_player.simple_polytopes import NotSimpleError

Tables = tuple[Matrix, Matrix]
Family = Callable[[np.random.Generator, int, int], NDArray[np.object_]]


def generic(rng: np.random.Generator, m: int, n: int) -> NDArray[np.object_]:
    return rng.integers(0, 10**6, (2, m, n)).astype(object)


def few_values(rng: np.random.Generator, m: int, n: int) -> NDArray[np.object_]:
    return rng.integers(0, int(rng.integers(2, 12)), (2, m, n)).astype(object)


def zero_sum(rng: np.random.Generator, m: int, n: int) -> NDArray[np.object_]:
    row = rng.integers(-4, 5, (m, n)).astype(object)
    return np.array([row, -row])


def rank_one(rng: np.random.Generator, m: int, n: int) -> NDArray[np.object_]:
    """Let the sum of both payoffs be the product of a number for the row and one for the column."""
    row = rng.integers(-9, 10, (m, n)).astype(object)
    sums = np.outer(rng.integers(-5, 6, m), rng.integers(-5, 6, n)).astype(object)
    return np.array([row, sums - row])


def repeated_actions(rng: np.random.Generator, m: int, n: int) -> NDArray[np.object_]:
    payoffs = rng.integers(-30, 31, (2, m, n)).astype(object)
    payoffs[:, rng.integers(m)] = payoffs[:, rng.integers(m)]
    return payoffs


def mixed_scales(rng: np.random.Generator, m: int, n: int) -> NDArray[np.object_]:
    return rng.integers(0, 4, (2, m, n)).astype(object) * 10**15 + rng.integers(0, 3, (2, m, n)).astype(object)


WITHIN_REACH = [generic, few_values, zero_sum, rank_one, repeated_actions]
FAMILIES = [*WITHIN_REACH, mixed_scales]


def draws(family: Family, count: int, most: tuple[int, int]) -> Iterator[Tables]:
    rng = np.random.default_rng(count)
    for _ in range(count):
        m, n = (int(rng.integers(1, k + 1)) for k in most)
        row, column = family(rng, m, n)
        if rng.integers(2):
            row, column = column.T, row.T
        yield positive_integers(column.T.tolist()), positive_integers(row.tolist())


def walked_in_full(tables: Tables) -> IntegerWalk:
    walk = IntegerWalk(tables)
    for polytope in walk.polytopes:
        polytope.explore()
    return walk


def label_pairs(walk: IntegerWalk) -> Counter[tuple[int, int]]:
    return Counter((x.labels, y.labels) for x, y in walk.extreme_equilibria())


@pytest.mark.parametrize("family", WITHIN_REACH, ids=lambda family: family.__name__)
@pytest.mark.parametrize("count", [25, pytest.param(400, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", [BothPolytopes, OnePolytope])
def test_search_in_floating_point_finds_what_the_walk_in_integers_finds(
    kind: type[BothPolytopes] | type[OnePolytope], count: int, family: Family
) -> None:
    for tables in draws(family, count, most=(6, 6)):
        walk = walked_in_full(tables)
        row, column = walk.polytopes
        search = kind(tables)
        if walk.degenerate_strategy() is not None:
            with pytest.raises(NotSimpleError):
                search.explore(inf, inf)
            continue
        search.explore(inf, inf)
        found = list(regular_equilibria(search, tables))

        indices = {(raised.row_labels, raised.column_labels): raised.sign for raised in walk.raised_equilibria()}
        expected = {
            ((row.strategy(x), column.strategy(y)), indices[x.labels, y.labels]) for x, y in walk.extreme_equilibria()
        }
        assert search.complete
        assert len(found) == len(expected)
        assert set(found) == expected


@pytest.mark.parametrize("count", [15, pytest.param(200, marks=pytest.mark.slow)])
def test_payoffs_of_many_magnitudes_have_the_equilibria_of_the_walk_in_integers(count: int) -> None:
    rng = np.random.default_rng(count)
    for _ in range(count):
        payoffs = mixed_scales(rng, 4, 8)
        findings = two_player_equilibria(NormalFormGame(payoffs))
        walk = walked_in_full((positive_integers(payoffs[1].T.tolist()), positive_integers(payoffs[0].tolist())))

        row, column = walk.polytopes
        expected = {(row.strategy(x), column.strategy(y)) for x, y in walk.extreme_equilibria()}
        assert {(tuple(c.strategies[0]), tuple(c.strategies[1])) for c in findings.candidates} == expected
        assert findings.degenerate == (walk.degenerate_strategy() is not None)


@pytest.mark.parametrize("family", FAMILIES[1:], ids=lambda family: family.__name__)
@pytest.mark.parametrize("count", [4, pytest.param(16, marks=pytest.mark.slow)])
def test_faces_hold_what_the_walk_through_both_polytopes_finds(count: int, family: Family) -> None:
    by_faces = 0
    for tables in draws(family, count, most=(3, 40)):
        walk, in_full = IntegerWalk(tables), walked_in_full(tables)
        walk.explore(inf, inf)

        by_faces += "partners" in walk.method
        assert walk.complete
        assert label_pairs(walk) == label_pairs(in_full)
        assert Counter(walk.raised_equilibria()) == Counter(in_full.raised_equilibria())
        assert (walk.degenerate_strategy() is None) == (in_full.degenerate_strategy() is None)
    assert by_faces or count < 16


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
@pytest.mark.parametrize("count", [8, pytest.param(200, marks=pytest.mark.slow)])
def test_faces_and_raised_partners_are_those_of_the_whole_polytope(count: int, family: Family) -> None:
    for tables in draws(family, count, most=(4, 5)):
        row, column = walked_in_full(tables).polytopes
        everything = row.origin | column.origin
        for labels in {vertex.labels for vertex in row.vertices.values()} - {row.origin}:
            vertices, complete = vertices_of_face(column, labels & column.origin, row.origin & ~labels)
            expected = {y.labels for y in column.vertices.values() if labels | y.labels == everything}
            assert complete
            assert sorted(vertex.labels for vertex in vertices) == sorted(expected)
        for mask in row.vertices.keys() - {row.origin}:
            y = column.vertices.get(everything ^ mask)
            expected_partner = None if y is None else (y.labels, column.orientation(y))
            assert raised_partner(column, everything ^ mask) == expected_partner


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_a_face_is_the_same_from_each_of_its_vertices_without_a_search_for_the_first(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought = []
    step = BestResponsePolytope.step
    monkeypatch.setattr(BestResponsePolytope, "step", lambda *args: sought.append(args) or step(*args))
    for tables in draws(family, 4, most=(4, 5)):
        row, column = walked_in_full(tables).polytopes
        for labels in {vertex.labels for vertex in row.vertices.values()} - {row.origin}:
            face = labels & column.origin, row.origin & ~labels
            expected, _ = vertices_of_face(column, *face)
            sought.clear()
            for known in expected:
                vertices, complete = vertices_of_face(column, *face, known=known.labels)
                assert complete
                assert sorted(vertex.labels for vertex in vertices) == sorted(vertex.labels for vertex in expected)
            assert not sought


@pytest.mark.parametrize(
    ("shape", "most", "seed", "count", "degenerate"),
    [
        ((8, 8), 10**6, 8008, 3, False),
        ((12, 12), 10**6, 12012, 15, False),
        ((3, 200), 10**6, 3200, 7, False),
        ((5, 50), 10**6, 5050, 15, False),
        ((3, 200), 100, 700, 6, True),
        ((5, 50), 20, 270, 37, True),
    ],
)
def test_larger_games_have_as_many_equilibria_as_lrsnash_finds(
    shape: tuple[int, int], most: int, seed: int, count: int, degenerate: bool
) -> None:
    """Counted with lrsnash 7.1 (Avis, Rosenberg, Savani and von Stengel 2010) on the same games."""
    payoffs = np.random.default_rng(seed).integers(0, most, (2, *shape))

    findings = two_player_equilibria(NormalFormGame(payoffs))

    assert len(findings.candidates) == count
    assert findings.complete
    assert findings.degenerate is degenerate
    assert sum(component.index or 0 for component in findings.components) == 1


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("shape", [(7, 7), (3, 30)])
def test_larger_game_has_the_same_answer_renumbered_and_in_another_unit(shape: tuple[int, int], swapped: bool) -> None:
    rng = np.random.default_rng(5)
    payoffs = rng.integers(0, 10**6, (2, *shape)).astype(object)
    if swapped:
        payoffs = payoffs[::-1].transpose(0, 2, 1)
    order = rng.permutation(payoffs.shape[1])
    original = two_player_equilibria(NormalFormGame(payoffs)).candidates
    changed = two_player_equilibria(NormalFormGame(payoffs[:, order] * 10**18 - 10**30)).candidates

    expected = {(tuple(c.strategies[0][order]), tuple(c.strategies[1]), c.index) for c in original}
    assert {(tuple(c.strategies[0]), tuple(c.strategies[1]), c.index) for c in changed} == expected


def test_solving_for_equilibria_stops_at_its_deadline() -> None:
    table = np.eye(4, dtype=int) + 1
    search = BothPolytopes((table.tolist(), table.tolist()))
    search.explore(inf, inf)

    with pytest.raises(TimeoutError):
        next(regular_equilibria(search, (table.tolist(), table.tolist()), deadline=-inf))


@pytest.mark.parametrize("values", [10**6, 5])
def test_stopped_search_of_a_lopsided_game_claims_nothing(values: int) -> None:
    game = NormalFormGame(np.random.default_rng(1).integers(0, values, (4, 80))[None].repeat(2, axis=0))

    findings = two_player_equilibria(game, time_limit=0)

    assert findings.candidates == findings.components == ()
    assert not findings.complete
    assert findings.degenerate is None
    assert "time limit of 0 s" in findings.notes[0]


@pytest.mark.parametrize(
    ("most", "limit"),
    [(10**6, "simple_polytopes.MOST_VERTICES"), (2, "best_response_polytopes.MOST_HELD")],
    ids=["regular", "degenerate"],
)
def test_a_search_stops_before_it_fills_the_memory(most: int, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"tetrarchy.solvers.two_player.{limit}", 20)
    payoffs = np.random.default_rng(1).integers(0, most, (2, 9, 9))

    findings = two_player_equilibria(NormalFormGame(payoffs))

    assert not findings.complete
    assert findings.notes[0] == (
        "The search was stopped where it would have filled the memory: equilibria may be missing."
    )
