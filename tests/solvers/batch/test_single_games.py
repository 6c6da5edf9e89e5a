"""Batches against single games of all scales: every column is what `solve` says of the game."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from tetrarchy import NormalFormGame, Solution, solve
from tetrarchy.solvers.batch import BatchEquilibria, solve_batch

Draw = Callable[[np.random.Generator, tuple[int, ...]], NDArray[np.float64]]

# Of a strategy or a regret, as a share; closed forms keep half of the digits of a float.
WITHIN = 2.0**-24

SHAPES = [(1, 3), (2, 2), (2, 3), (3, 2), (3, 3), (2, 4), (4, 3), (4, 4)]


def each_player(shape: tuple[int, ...]) -> tuple[int, ...]:
    return (shape[0], shape[1], *[1] * shape[1])


def duplicates(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Draw games in which two actions of one player are the same for everybody."""
    games = rng.integers(0, 4, shape).astype(float)
    for game in games:
        player = int(rng.integers(shape[1]))
        by_action = np.moveaxis(game, 1 + player, 0)
        by_action[-1] = by_action[0]
    return games


KINDS: dict[str, Draw] = {
    "few values": lambda rng, shape: rng.integers(0, rng.integers(2, 5), shape).astype(float),
    "hundredths": lambda rng, shape: rng.integers(-99, 100, shape) / 100,
    "a scale for each payoff": lambda rng, shape: rng.integers(-9, 10, shape) * 10.0 ** rng.integers(-12, 16, shape),
    "a scale for each player": lambda rng, shape: (
        rng.integers(0, 10, shape) * 10.0 ** rng.integers(-12, 16, each_player(shape))
    ),
    "origins far away": lambda rng, shape: (
        rng.integers(0, 5, shape) + rng.choice([1e3, 1e6, 1e9, 1e12, 1e15], each_player(shape))
    ),
    "tenths with origins far away": lambda rng, shape: (
        rng.integers(0, 10, shape) / 10 + rng.choice([1e3, 1e6, 1e9, 1e12, 1e15], each_player(shape))
    ),
    "fewer digits than a float has": lambda rng, shape: rng.integers(0, 9, shape) * 5e-324,
    "the smallest floats": lambda rng, shape: rng.random(shape) * 10.0 ** rng.integers(-323, -300, each_player(shape)),
    "the largest floats": lambda rng, shape: (2 * rng.random(shape) - 1) * 1.79e308,
    "the same action twice": duplicates,
    "near ties": lambda rng, shape: rng.integers(0, 3, shape) + rng.choice([0, 1e-7, -1e-8, 1e-9, 1e-10, 1e-13], shape),
}


def assert_alike(solution: Solution, found: BatchEquilibria, number: int) -> None:
    """Compare the columns of one game with its solution."""
    game, rows = solution.game, np.flatnonzero(found.game == number)
    assert found.count[number] == len(rows) == len(solution.equilibria)
    assert found.complete[number] == solution.complete
    assert found.degenerate[number] == (solution.degenerate is not False)
    size = np.abs(game.payoffs).max(axis=tuple(range(1, game.payoffs.ndim))) + 1e-320
    for row, one in zip(rows, solution.equilibria, strict=True):
        for own, strategy in zip(found.strategies, one.strategies, strict=True):
            assert np.abs(own[row] - strategy).max() <= WITHIN
        assert found.pure[row] == one.pure
        assert found.index[row] == (one.index or 0)
        assert (np.abs(found.payoffs[row] / size - one.payoffs / size) <= WITHIN).all()
        with np.errstate(over="ignore"):
            unit = np.where(game.payoff_range > 0, game.payoff_range, np.inf)
        assert abs(found.relative_regret[row] - (game.regret(one.profile) / unit).max()) <= WITHIN
        if game.n_players == 2:
            assert found.relative_regret[row] <= WITHIN


def compare(kind: str, shape: tuple[int, ...], count: int, seed: int) -> None:
    games = KINDS[kind](np.random.default_rng(seed), (count, len(shape), *shape))
    found = solve_batch(games)
    for number, payoffs in enumerate(games):
        try:
            assert_alike(solve(NormalFormGame(payoffs)), found, number)
        except AssertionError as error:
            raise AssertionError(f"{kind}: {payoffs.tolist()}") from error


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("shape", "count"), [((2, 2), 60), ((2, 3), 30), ((3, 3), 30), ((4, 4), 8), ((2, 2, 2), 6), ((2, 3, 2), 3)]
)
def test_a_batch_says_of_every_game_what_is_said_of_it_alone(kind: str, shape: tuple[int, ...], count: int) -> None:
    compare(kind, shape, count, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [*SHAPES, (2, 2, 2), (3, 2, 2)])
def test_many_batches_say_what_is_said_of_every_game_alone(kind: str, shape: tuple[int, ...]) -> None:
    compare(kind, shape, count=100 if len(shape) == 2 else 20, seed=2)


def test_no_regret_is_measured_where_payoffs_lie_far_from_their_origin() -> None:
    """The payoffs of the third game lie around 1e15, where floats stand an eighth apart."""
    far = [[[1e15 + 1, 1e15 + 1], [1e15, 1e15 + 2]], [[1e15 + 1, 1e15 + 1], [1e15 + 2, 1e15]]]

    found = solve_batch([[[[1, 0], [0, 0]], [[0, 2], [2, 1]]], [[[2, 0], [2, 0]], [[0, 2], [1, 1]]], far])

    assert found.relative_regret.max() <= 1e-15
    assert (found.count > 0).all()


def test_a_probability_too_small_to_show_is_not_taken_for_nothing() -> None:
    game = [[[1, 0], [0, 1e-25]], [[0, 1], [1e-25, 0]]]

    found = solve_batch([game])

    assert [own.tolist() for own in found.strategies] == [[[1e-25, 1.0]], [[1e-25, 1.0]]]
    assert found.pure.tolist() == [False]


def test_a_near_tie_is_not_called_degenerate_where_it_is_none() -> None:
    near, exact = ([[[1 + gap, 7], [1, 8]], [[0, 1], [0, 1]]] for gap in (1e-9, 0))

    assert solve_batch([near, exact]).degenerate.tolist() == [False, True]


def test_a_single_game_is_settled_where_floats_cannot_tell_its_irrational_solutions_apart() -> None:
    """Of near ties at 1e-13; the supports in doubt are ruled out by forty digits of the solutions."""
    of_a = [
        [[1 + 1e-9, 1 - 1e-8, 1 - 1e-8], [-1e-8, 2 + 1e-7, 1e-9]],
        [[1e-10, 2 + 1e-13, 2], [1 + 1e-13, 1 - 1e-8, 1e-10]],
    ]
    of_b = [[[2, 1, 2 + 1e-9], [1 + 1e-7, 2, 2 + 1e-13]], [[1e-13, 1 + 1e-10, -1e-8], [1e-7, 1 - 1e-8, 2 - 1e-8]]]
    of_c = [
        [[2, 0, 1 + 1e-10], [1 + 1e-10, 1e-7, -1e-8]],
        [[1 - 1e-8, 1 + 1e-13, 2 + 1e-9], [2 + 1e-7, 1e-13, 1 + 1e-9]],
    ]
    game = np.array([of_a, of_b, of_c])
    solution = solve(NormalFormGame(game))

    assert solution.complete
    assert_alike(solution, solve_batch(game[None]), 0)
