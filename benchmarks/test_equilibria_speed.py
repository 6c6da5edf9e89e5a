"""All equilibria of one game: ours beside nashpy, Gambit and QuantEcon, in one run on the same games."""

from __future__ import annotations

import shutil
import subprocess
import warnings

import nashpy
import numpy as np
import pygambit
import pytest
import quantecon.game_theory as quantecon

from tetrarchy import NormalFormGame, solve

GAMES = 5
"""Games of each shape; a round of a benchmark solves them all."""


def generic(shape):
    """Return random games whose payoffs are whole millionths."""
    rng = np.random.default_rng(1)
    return [rng.integers(0, 10**6, (len(shape), *shape)) for _ in range(GAMES)]


def degenerate(shape):
    """Return random games with payoffs 0, 1 and 2, most of them degenerate."""
    rng = np.random.default_rng(2)
    return [rng.integers(0, 3, (len(shape), *shape)) for _ in range(GAMES)]


def tied(shape):
    """Return random games with payoffs from 0 to 99: those of many actions are degenerate."""
    rng = np.random.default_rng(3)
    return [rng.integers(0, 100, (len(shape), *shape)) for _ in range(GAMES)]


def ours(payoffs):
    return len(solve(NormalFormGame(payoffs)).equilibria)


def gambit_game(payoffs):
    return pygambit.StrategicGame.from_arrays(*payoffs)


def gambit_exact(payoffs):
    return len(pygambit.nash.enummixed_solve(gambit_game(payoffs), rational=True).equilibria)


def gambit_float(payoffs):
    return len(pygambit.nash.enummixed_solve(gambit_game(payoffs), rational=False).equilibria)


def gambit_polynomials(payoffs):
    return len(pygambit.nash.enumpoly_solve(gambit_game(payoffs)).equilibria)


def nashpy_supports(payoffs):
    return len(list(nashpy.Game(*payoffs.astype(float)).support_enumeration()))


def nashpy_vertices(payoffs):
    return len(list(nashpy.Game(*payoffs.astype(float)).vertex_enumeration()))


def quantecon_game(payoffs):
    row, column = payoffs.astype(float)
    return quantecon.NormalFormGame((quantecon.Player(row), quantecon.Player(column.T)))


def quantecon_supports(payoffs):
    return len(quantecon.support_enumeration(quantecon_game(payoffs)))


def quantecon_vertices(payoffs):
    return len(quantecon.vertex_enumeration(quantecon_game(payoffs)))


def lrsnash(payoffs):
    blocks = ["\n".join(" ".join(map(str, line)) for line in table) for table in payoffs.tolist()]
    size = " ".join(map(str, payoffs.shape[1:]))
    done = subprocess.run(
        ["lrsnash", "/dev/stdin"], input="\n\n".join([size, *blocks]), capture_output=True, text=True, check=True
    )
    return int(done.stdout.partition("Number of equilibria found:")[2].split()[0])


PEERS = [gambit_exact, gambit_float, quantecon_supports, quantecon_vertices, nashpy_supports, nashpy_vertices]
SLOW = {(nashpy_vertices, 8), (nashpy_supports, 8), (nashpy_vertices, 6)}
"""Seconds for each game: left out."""


def found_by(method, games, benchmark):
    """Time a method on all games and note how many equilibria it found."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        method(games[0])
        counts = benchmark.pedantic(lambda: [method(game) for game in games], rounds=3)
    benchmark.extra_info |= {"games": len(games), "equilibria": sum(counts), "method": method.__name__}
    assert all(count >= 0 for count in counts)


@pytest.mark.parametrize("kind", [generic, degenerate], ids=["generic", "degenerate"])
@pytest.mark.parametrize("size", [2, 3, 4, 6, 8])
@pytest.mark.parametrize("method", [ours, *PEERS], ids=lambda method: method.__name__)
def test_two_players(benchmark, method, size, kind):
    if (method, size) in SLOW:
        pytest.skip("takes seconds for each game")
    benchmark.group = f"{kind.__name__} {size}x{size}"
    found_by(method, kind((size, size)), benchmark)


@pytest.mark.parametrize("kind", [generic, tied], ids=["generic", "tied"])
@pytest.mark.parametrize("shape", [(3, 200), (5, 50), (10, 10), (12, 12)], ids=str)
@pytest.mark.parametrize("method", [ours, lrsnash], ids=lambda method: method.__name__)
def test_two_players_with_many_actions(benchmark, method, shape, kind):
    if method is lrsnash and shutil.which("lrsnash") is None:
        pytest.skip("lrsnash is not installed")
    benchmark.group = f"{kind.__name__} {'x'.join(map(str, shape))}"
    found_by(method, kind(shape), benchmark)


@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 2, 3), (4, 2, 2), (3, 3, 3), (2, 2, 2, 2)], ids=str)
@pytest.mark.parametrize("method", [ours, gambit_polynomials], ids=lambda method: method.__name__)
def test_more_players(benchmark, method, shape):
    benchmark.group = f"generic {'x'.join(map(str, shape))}"
    found_by(method, generic(shape), benchmark)
