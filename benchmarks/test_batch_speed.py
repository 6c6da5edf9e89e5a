"""How much faster a batch is than a loop over games with other libraries, on the same games in the same run.

Not part of the tests: `pytest benchmarks/test_batch_speed.py -s`. Both sides start from arrays of payoffs and end with
all equilibria (enumpoly: all that it finds); ours include the columns of payoffs, regret and index. The loops run over
the first games of the batch. Rounds of both alternate, and the fastest of each counts, since other work on the machine
can only slow a round down.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import nashpy
import numpy as np
import pygambit
import pytest
import quantecon.game_theory as quantecon
from numpy.typing import NDArray

from tetrarchy.solvers.batch import solve_batch

GAMES = 10_000
ROUNDS = 8

Solver = Callable[[NDArray[np.float64]], int]


def nashpy_supports(payoffs: NDArray[np.float64]) -> int:
    return len(list(nashpy.Game(*payoffs).support_enumeration()))


def quantecon_supports(payoffs: NDArray[np.float64]) -> int:
    row, column = quantecon.Player(payoffs[0]), quantecon.Player(np.ascontiguousarray(payoffs[1].T))
    return len(quantecon.support_enumeration(quantecon.NormalFormGame((row, column))))


def gambit_enumpoly(payoffs: NDArray[np.float64]) -> int:
    return len(pygambit.nash.enumpoly_solve(pygambit.StrategicGame.from_arrays(*payoffs)).equilibria)


def best_of_alternating_rounds(ours: Callable[[], Any], theirs: Callable[[], Any]) -> tuple[float, float]:
    """Return the shortest time of each, in seconds, after a round that is not timed."""
    times: list[tuple[float, float]] = []
    for _ in range(1 + ROUNDS):
        start = perf_counter()
        ours()
        middle = perf_counter()
        theirs()
        times.append((middle - start, perf_counter() - middle))
    first, second = zip(*times[1:], strict=True)
    return min(first), min(second)


@pytest.mark.parametrize(
    ("shape", "peer", "sample", "at_least"),
    [
        ((2, 2), quantecon_supports, 1000, 200),
        ((2, 2), nashpy_supports, 100, 5000),
        ((3, 3), quantecon_supports, 1000, 20),
        ((3, 3), nashpy_supports, 50, 2000),
        ((2, 2, 2), gambit_enumpoly, 200, 800),
    ],
)
def test_a_batch_is_faster_than_a_loop_over_games(
    shape: tuple[int, ...], peer: Solver, sample: int, at_least: float
) -> None:
    games = np.random.default_rng(0).random((GAMES, len(shape), *shape))
    found = solve_batch(games)
    agreeing = np.mean([peer(payoffs) == count for payoffs, count in zip(games[:sample], found.count, strict=False)])

    ours, theirs = best_of_alternating_rounds(
        lambda: solve_batch(games), lambda: [peer(payoffs) for payoffs in games[:sample]]
    )

    ratio = theirs / sample / (ours / GAMES)
    name = "x".join(map(str, shape))
    print(
        f"\n{name}: batch {1e6 * ours / GAMES:.3f} us, {peer.__name__} {1e6 * theirs / sample:.1f} us a game, "
        f"{ratio:,.0f} times; as many equilibria in {agreeing:.0%} of {sample} games"
    )
    assert found.complete.all()
    assert ratio >= at_least


@pytest.mark.parametrize(("shape", "games"), [((2, 2), 10**6), ((3, 3), 10**5), ((2, 2, 2), 10**5), ((4, 2, 2), 10**6)])
def test_large_batches(benchmark: Any, shape: tuple[int, ...], games: int) -> None:
    payoffs = np.random.default_rng(0).random((games, len(shape), *shape))

    found = benchmark.pedantic(solve_batch, (payoffs,), rounds=3, warmup_rounds=1)

    benchmark.extra_info["games"] = games
    assert found.count.sum() == len(found.game)
