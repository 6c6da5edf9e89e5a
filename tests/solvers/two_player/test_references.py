"""Two-player equilibria against independent solvers: Gambit's exact enumeration and QuantEcon's vertex enumeration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.two_player.extreme_equilibria import two_player_equilibria

gambit = pytest.importorskip("pygambit")

Family = Callable[[np.random.Generator, int, int], NDArray[np.int64]]
Profiles = set[tuple[tuple[Fraction, ...], ...]]


def our_profiles(game: NormalFormGame) -> Profiles:
    candidates = two_player_equilibria(game).candidates
    found = {tuple(tuple(strategy) for strategy in candidate.strategies) for candidate in candidates}
    assert len(found) == len(candidates)
    return found


def gambit_profiles(payoffs: NDArray[np.int64]) -> Profiles:
    """Return Gambit's extreme equilibria as a set: in degenerate games it lists some of them twice."""
    game = gambit.StrategicGame.from_arrays(*payoffs)
    return {
        tuple(tuple(Fraction(p.numerator, p.denominator) for _, p in strategy) for strategy in found)
        for found in gambit.nash.enummixed_solve(game, rational=True).equilibria
    }


def generic(rng: np.random.Generator, m: int, n: int) -> NDArray[np.int64]:
    return rng.integers(0, 10**6, (2, m, n))


def few_values(rng: np.random.Generator, m: int, n: int) -> NDArray[np.int64]:
    return rng.integers(0, 3, (2, m, n))


def zero_sum(rng: np.random.Generator, m: int, n: int) -> NDArray[np.int64]:
    row = rng.integers(-2, 3, (m, n))
    return np.array([row, -row])


def symmetric(rng: np.random.Generator, m: int, n: int) -> NDArray[np.int64]:
    own = rng.integers(0, 3, (m, m))
    return np.array([own, own.T])


def repeated_actions(rng: np.random.Generator, m: int, n: int) -> NDArray[np.int64]:
    """Let each player's last action be a copy of another one."""
    payoffs = rng.integers(-3, 4, (2, m, n))
    payoffs = np.append(payoffs, payoffs[:, rng.integers(0, m, 1)], axis=1)
    return np.append(payoffs, payoffs[:, :, rng.integers(0, n, 1)], axis=2)


FAMILIES = [generic, few_values, zero_sum, symmetric, repeated_actions]


def draws(family: Family, count: int, seed: int) -> Iterator[NDArray[np.int64]]:
    rng = np.random.default_rng(seed)
    for _ in range(count):
        m, n = (int(k) for k in rng.integers(1, 6, 2))
        yield family(rng, m, n)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
@pytest.mark.parametrize("count", [30, pytest.param(500, marks=pytest.mark.slow)])
def test_extreme_equilibria_are_those_of_gambit(family: Family, count: int) -> None:
    for payoffs in draws(family, count, seed=count):
        assert our_profiles(NormalFormGame(payoffs)) == gambit_profiles(payoffs), payoffs.tolist()


@pytest.mark.slow
@pytest.mark.parametrize("n", [6, 8])
def test_large_games_have_the_equilibria_that_gambit_finds(n: int) -> None:
    payoffs = generic(np.random.default_rng(n), n, n)

    assert our_profiles(NormalFormGame(payoffs)) == gambit_profiles(payoffs)


@pytest.mark.slow
def test_regular_games_have_the_equilibria_that_quantecon_finds() -> None:
    quantecon = pytest.importorskip("quantecon.game_theory")
    rng = np.random.default_rng(2007)
    for _ in range(300):
        m, n = (int(k) for k in rng.integers(2, 8, 2))
        payoffs = generic(rng, m, n)
        row = quantecon.Player(payoffs[0].astype(float))
        column = quantecon.Player(payoffs[1].T.astype(float))

        theirs = quantecon.vertex_enumeration(quantecon.NormalFormGame((row, column)))

        # Half of the digits of their floats are asked for; the equilibria of a regular game differ in their supports.
        ours = {tuple(tuple(p > 0 for p in s) for s in found): found for found in our_profiles(NormalFormGame(payoffs))}
        assert len(theirs) == len(ours)
        for found in theirs:
            exact = ours[tuple(tuple(p > 1e-8 for p in s) for s in found)]
            assert all(np.allclose(f, np.array(e, dtype=float), atol=1e-8) for f, e in zip(found, exact, strict=True))
