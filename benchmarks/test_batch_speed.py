"""All equilibria of many games at once: a batch beside loops over nashpy, QuantEcon and Gambit, on the same games.

Both sides start from an array of payoffs. Ours ends with all columns, payoffs and regret among them. The peers are
given the first games of the batch, since the whole of it would take them minutes.
"""

from __future__ import annotations

import warnings

import nashpy
import numpy as np
import pygambit
import pytest
import quantecon.game_theory as quantecon

from tetrarchy.solvers.batch import solve_batch


def games_of(shape, count):
    return np.random.default_rng(1).random((count, len(shape), *shape))


def nashpy_supports(payoffs):
    return list(nashpy.Game(*payoffs).support_enumeration())


def quantecon_supports(payoffs):
    row, column = payoffs
    return quantecon.support_enumeration(quantecon.NormalFormGame((quantecon.Player(row), quantecon.Player(column.T))))


def quantecon_vertices(payoffs):
    row, column = payoffs
    players = (quantecon.Player(row), quantecon.Player(np.ascontiguousarray(column.T)))
    return quantecon.vertex_enumeration(quantecon.NormalFormGame(players))


def gambit_polynomials(payoffs):
    return pygambit.nash.enumpoly_solve(pygambit.StrategicGame.from_arrays(*payoffs)).equilibria


def named(benchmark, shape, method, games):
    benchmark.group = f"batch of generic {'x'.join(map(str, shape))}"
    benchmark.extra_info |= {"games": games, "method": f"{method}, {games:,} games"}


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 3), (4, 4), (2, 2, 2), (2, 2, 3), (4, 2, 2)], ids=str)
def test_a_batch(benchmark, shape):
    games = games_of(shape, 10_000)
    named(benchmark, shape, "ours", len(games))

    equilibria = benchmark.pedantic(solve_batch, (games,), rounds=50, warmup_rounds=2)

    assert len(equilibria.game) == equilibria.count.sum() >= len(games) * 0.9


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (4, 4), (2, 2, 2), (2, 2, 3), (4, 2, 2)], ids=str)
def test_a_large_batch(benchmark, shape):
    games = games_of(shape, 10**6 if shape in ((2, 2), (4, 2, 2)) else 10**5)
    named(benchmark, shape, "ours", len(games))

    equilibria = benchmark.pedantic(solve_batch, (games,), rounds=3, warmup_rounds=1)

    assert len(equilibria.game) == equilibria.count.sum()


@pytest.mark.parametrize(
    ("shape", "method", "sample"),
    [
        ((2, 2), quantecon_supports, 1000),
        ((2, 2), nashpy_supports, 200),
        ((2, 3), quantecon_supports, 1000),
        ((2, 3), nashpy_supports, 200),
        ((3, 3), quantecon_supports, 1000),
        ((3, 3), nashpy_supports, 100),
        ((4, 4), quantecon_supports, 1000),
        ((4, 4), quantecon_vertices, 300),
        ((2, 2, 2), gambit_polynomials, 300),
        ((2, 2, 3), gambit_polynomials, 100),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_loop_over_games(benchmark, shape, method, sample):
    games = games_of(shape, 10_000)[:sample]
    named(benchmark, shape, method.__name__, sample)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        listed = benchmark.pedantic(lambda: [method(game) for game in games], rounds=5, warmup_rounds=1)

    # nashpy and enumpoly miss some, nobody finds more.
    counts = solve_batch(games).count
    assert all(len(theirs) <= ours for theirs, ours in zip(listed, counts, strict=True))
