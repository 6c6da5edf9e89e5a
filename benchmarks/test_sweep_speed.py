"""Sweeps that are stored: all columns of many points, beside loops over Gambit and nashpy on the same games.

Ours starts from a scenario and the ranges of its parameters, and ends with Parquet parts in a folder. The peers are
given the payoffs of the first points, and find the pure equilibria (Gambit) or all of them (nashpy, two players only).
"""

from __future__ import annotations

import warnings

import nashpy
import pygambit
import pytest

from tetrarchy import load, sweep

TRIANGLE = {"p": None, "rho": None, "g": None, "nu": None}
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


def test_gambit_on_the_triangle(benchmark):
    games = games_of("us-russia-china", TRIANGLE, 1024)
    named(benchmark, "us-russia-china", "gambit enumpure, 1,024 points", len(games))

    def loop():
        return [pygambit.nash.enumpure_solve(pygambit.StrategicGame.from_arrays(*game)) for game in games]

    assert len(benchmark.pedantic(loop, rounds=3)) == len(games)


def test_gambit_on_sanctions(benchmark):
    games = games_of("sanctions-russia", SANCTIONS, 1024)
    named(benchmark, "sanctions-russia", "gambit enumpure, 1,024 points", len(games))

    def loop():
        return [pygambit.nash.enumpure_solve(pygambit.StrategicGame.from_arrays(*game)) for game in games]

    assert len(benchmark.pedantic(loop, rounds=3)) == len(games)


def test_nashpy_on_sanctions(benchmark):
    games = games_of("sanctions-russia", SANCTIONS, 512)
    named(benchmark, "sanctions-russia", "nashpy support enumeration, 512 points", len(games))

    def loop():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [list(nashpy.Game(*game).support_enumeration()) for game in games]

    assert len(benchmark.pedantic(loop, rounds=3)) == len(games)
