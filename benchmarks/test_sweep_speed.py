"""Sweeps that are stored: all columns of many points, beside loops over Gambit and nashpy on the same games.

Ours starts from a scenario and the ranges of its parameters, and ends with Parquet parts in a folder. The peers are
given the payoffs of the first points, and find the pure equilibria (Gambit) or all of them (nashpy, two players only).
Of a large game few or all payoffs vary: the ratio says what a number more that varies costs.
"""

from __future__ import annotations

import warnings
from dataclasses import replace

import nashpy
import numpy as np
import pygambit
import pytest

from tetrarchy import NormalFormGame, load, sweep

TRIANGLE = {"p_R": None, "rho": None, "g": None, "nu": None}
SANCTIONS = {"k": None, "phi": None}


def named(benchmark, group, method, games):
    benchmark.group = f"sweep of {group}, stored"
    benchmark.extra_info |= {"games": games, "method": method}


def games_of(source, over, count):
    """Return the payoffs of the first points of the sweep, as they are when the peers begin."""
    scenario = load(source)
    points = sweep(scenario, over, samples=count).inputs
    return scenario.replace(dict(points)).payoffs()


@pytest.mark.parametrize("workers", [None, 1, 2])
@pytest.mark.parametrize(("source", "over"), [("us-russia-china", TRIANGLE), ("sanctions-russia", SANCTIONS)])
def test_a_sweep(benchmark, tmp_path_factory, source, over, workers):
    rows = 10**6
    where = "in process" if workers is None else f"{workers} worker{'s' if workers > 1 else ''}"
    named(benchmark, source, f"ours, {rows:,} points, {where}", rows)

    def stored():
        folder = tmp_path_factory.mktemp("sweep") / "study"
        return sweep(load(source), over, samples=rows, out=folder, workers=workers)

    study = benchmark.pedantic(stored, rounds=3)

    assert len(study) == rows
    assert not study.failed


@pytest.mark.parametrize("factors", [8, 800])
def test_a_sweep_over_many_payoffs(benchmark, tmp_path_factory, factors):
    payoffs = np.random.default_rng(0).normal(size=(2, 20, 20)).round(3)
    scenario = replace(load("stag-hunt"), game=NormalFormGame(payoffs), status_quo={})
    paths = [f"game.payoffs.{player}.{row}.{column}" for player, row, column in np.ndindex(payoffs.shape)]
    over = dict.fromkeys(paths[:factors], (-1, 1))
    named(benchmark, "a game of 20 by 20", f"ours, 64 points, {factors} payoffs vary", 64)

    def stored():
        return sweep(scenario, over, samples=64, out=tmp_path_factory.mktemp("sweep") / "study")

    assert len(benchmark.pedantic(stored, rounds=3)) == 64


def gambit_pure(payoffs):
    return pygambit.nash.enumpure_solve(pygambit.StrategicGame.from_arrays(*payoffs))


def nashpy_supports(payoffs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(nashpy.Game(*payoffs).support_enumeration())


@pytest.mark.parametrize(
    ("source", "over", "peer", "method", "count"),
    [
        ("us-russia-china", TRIANGLE, gambit_pure, "gambit enumpure", 1024),
        ("sanctions-russia", SANCTIONS, gambit_pure, "gambit enumpure", 1024),
        ("sanctions-russia", SANCTIONS, nashpy_supports, "nashpy support enumeration", 512),
    ],
)
def test_a_loop_over_points(benchmark, source, over, peer, method, count):
    games = games_of(source, over, count)
    named(benchmark, source, f"{method}, {count:,} points", len(games))

    assert len(benchmark.pedantic(lambda: [peer(game) for game in games], rounds=3)) == len(games)
