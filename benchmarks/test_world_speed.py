"""The game of 176 states: solved, in fractions, along a push, in blocs; and one of 5,000 states."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy.configs.world.load import load_world
from tetrarchy.games.world.world import World
from tetrarchy.solvers.world.path import tipping
from tetrarchy.solvers.world.solution import solve_world
from tetrarchy.solvers.world.steps import residual
from tetrarchy.studies.world.blocs import AlignmentTerms, strongest, world_blocs


@pytest.fixture(scope="module")
def world():
    """Return the world that ships with stronger recognition, which is harder."""
    return load_world().replace(beta="3/5")


def named(benchmark, method, games=1):
    benchmark.group = "the world of 176 states"
    benchmark.extra_info |= {"games": games, "method": method}


def test_solved_and_certified(benchmark, world):
    named(benchmark, "solved and certified")
    solution = benchmark.pedantic(solve_world, (world,), rounds=10, warmup_rounds=1)
    assert solution.certificate.active


def test_in_fractions(benchmark, world):
    named(benchmark, "in fractions, checked in whole numbers")
    solution = benchmark.pedantic(solve_world, (world, True), rounds=1)
    assert solution.regret == 0


def test_along_a_common_appeal(benchmark, world):
    named(benchmark, "tipping points of a common appeal")
    direction = np.full(world.theta.shape, Fraction(0), dtype=object)
    direction[:, 3] = Fraction(1)
    path = benchmark.pedantic(tipping, (world, direction, 0, Fraction(1, 2)), rounds=1)
    assert len(path.points) > 100


@pytest.mark.parametrize(("count", "proven"), [(25, True), (176, False)])
def test_in_blocs(benchmark, world, count, proven):
    named(benchmark, f"blocs of {count} states")
    practice = world.decimals.theta
    found = benchmark.pedantic(world_blocs, (world, practice, AlignmentTerms(), strongest(world, count)), rounds=1)
    assert found.alignment.optimal or not proven


def test_five_thousand_states(benchmark):
    benchmark.group = "a world of 5,000 states"
    benchmark.extra_info |= {"games": 1, "method": "solved and certified"}
    rng = np.random.default_rng(0)
    states = 5_000
    theta, size = rng.dirichlet(np.ones(4), states), rng.dirichlet(np.ones(states))
    tied = np.zeros((states, states), dtype=bool)
    tied[np.repeat(np.arange(states), 10), rng.integers(0, states, 10 * states)] = True
    network = ((tied | tied.T) & ~np.eye(states, dtype=bool)) * size
    monism = ["4/5", "2/5", "1/5", "3/10"]
    synthetic = World(theta, network / network.sum(axis=1).max(), size, "3/5", "1/2", monism, 0, 0)

    solution = benchmark.pedantic(solve_world, (synthetic,), rounds=3, warmup_rounds=1)

    assert solution.unique is not None
    assert solution.certificate.active
    assert np.abs(residual(synthetic.decimals, solution.practice)).max() < 1e-13
