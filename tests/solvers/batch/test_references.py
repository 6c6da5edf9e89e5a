"""Batches against independent solvers: Gambit's exact enumeration, its enumpoly and gnm, QuantEcon's supports."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import NDArray

from tetrarchy.solvers.batch import BatchEquilibria, generic_batch, solve_batch

gambit = pytest.importorskip("pygambit")

FEW_AND_MANY = [20, pytest.param(250, marks=pytest.mark.slow)]

# Distances between different equilibria of one game below this are not met in the draws, errors above it neither.
APART = 1e-6

Point = tuple[float, ...]


def points(found: BatchEquilibria, game: int) -> list[Point]:
    """Return the equilibria of a game, each as the probabilities of all actions in a line."""
    together = np.concatenate(found.strategies, axis=1)
    return [tuple(line) for line in together[found.game == game]]


def gambit_points(equilibria: Iterable) -> list[Point]:
    return [tuple(float(p) for strategy in profile for _, p in strategy) for profile in equilibria]


def missing(expected: list[Point], found: list[Point]) -> list[Point]:
    """Return those of the expected points that are near no found one."""
    return [point for point in expected if not any(np.allclose(point, other, atol=APART) for other in found)]


def draw(count: int, shape: tuple[int, ...], values: int) -> NDArray[np.int64]:
    return np.random.default_rng(values).integers(0, values, (count, len(shape), *shape))


@pytest.mark.parametrize("count", FEW_AND_MANY)
@pytest.mark.parametrize("values", [4, 10**6])
@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 2), (3, 3), (3, 4), (4, 4)])
def test_two_players_have_the_extreme_equilibria_of_gambit(shape: tuple[int, ...], values: int, count: int) -> None:
    games = draw(count, shape, values)

    found = solve_batch(games)

    assert found.complete.all()
    for number, payoffs in enumerate(games):
        theirs = gambit.nash.enummixed_solve(gambit.StrategicGame.from_arrays(*payoffs), rational=True)
        expected = set(gambit_points(theirs.equilibria))
        assert found.count[number] == len(expected)
        assert not missing(list(expected), points(found, number))


@pytest.mark.slow
@pytest.mark.parametrize("n", [2, 3, 4])
def test_two_players_have_the_equilibria_of_quantecon(n: int) -> None:
    quantecon = pytest.importorskip("quantecon.game_theory")
    games = np.random.default_rng(n).random((2000, 2, n, n))

    found = generic_batch(games)

    for number, (row, column) in enumerate(games):
        players = quantecon.Player(row), quantecon.Player(np.ascontiguousarray(column.T))
        theirs = quantecon.support_enumeration(quantecon.NormalFormGame(players))
        assert found.count[number] == len(theirs)
        assert not missing([(*x, *y) for x, y in theirs], points(found, number))


@pytest.mark.parametrize(
    ("values", "count"), [(10, 20), (10**6, 20), pytest.param(10**6, 1000, marks=pytest.mark.slow)]
)
def test_three_players_have_what_gambit_finds_and_indices_that_show_nothing_missing(values: int, count: int) -> None:
    games = draw(count, (2, 2, 2), values)

    found = generic_batch(games)

    settled = np.flatnonzero(found.complete)
    assert len(settled) > count / 2
    assert (np.bincount(found.game, weights=found.index, minlength=count)[settled] == 1).all()
    assert (found.count[settled] % 2 == 1).all()
    for number in settled:
        game = gambit.StrategicGame.from_arrays(*games[number])
        for solver in (gambit.nash.enumpoly_solve, gambit.nash.gnm_solve):
            assert not missing(gambit_points(solver(game).equilibria), points(found, number)), games[number].tolist()
