"""The game of 176 states: solved, in fractions, along a push, in blocs; and one of 5,000 states."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy.sparse import csr_array

from tetrarchy.configs.world.load import load_world
from tetrarchy.games.world.world import Decimals
from tetrarchy.solvers.world.path import tipping
from tetrarchy.solvers.world.solution import solve_world
from tetrarchy.solvers.world.steps import residual, stepped
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
    benchmark.extra_info |= {"games": 1, "method": "steps to rest"}
    rng = np.random.default_rng(0)
    states = 5_000
    theta, size = rng.dirichlet(np.ones(4), states), rng.dirichlet(np.ones(states))
    rows, columns = np.repeat(np.arange(states), 20), rng.integers(0, states, 20 * states)
    network = csr_array((np.full(len(rows), 0.05), (rows, columns)), shape=(states, states))
    synthetic = Decimals(theta, theta, network, size, 0.6, 0.5, np.array([0.8, 0.4, 0.2, 0.3]), np.eye(4))

    practice = benchmark.pedantic(stepped, (synthetic, theta), rounds=3)

    assert np.abs(residual(synthetic, practice)).max() < 1e-13
