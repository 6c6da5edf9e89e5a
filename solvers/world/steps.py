"""Steps towards an equilibrium in floating-point numbers, for one world or many pushes on it at once.

Arrays of practice end in the axes (n, K); axes before them are worlds that differ in their targets alone.
"""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
from scipy.linalg import LinAlgError, solve

from ...games.arrays import Flags, Floats
from ...games.world.field import linear_costs
from ...games.world.world import Decimals
from ..deadline import stop_after

CLOSE = 1e-14
MOST_STEPS, MOST_SETS = 400, 60
MOST_DENSE = 3_000
"""Unknowns up to which the equations of an active set are solved densely."""


def projected(points: Floats) -> Floats:
    """Return the nearest point of the simplex for each vector on the last axis.

    Examples
    --------
    >>> projected(np.array([0.5, 1.5, -3])).tolist()
    [0.0, 1.0, 0.0]
    """
    falling = -np.sort(-points, axis=-1)
    excess = np.cumsum(falling, axis=-1) - 1
    counts = np.arange(1, points.shape[-1] + 1)
    inside = (falling * counts > excess).sum(axis=-1, keepdims=True)
    level = np.take_along_axis(excess, inside - 1, axis=-1) / inside
    return np.maximum(points - level, 0.0)


def _costs(world: Decimals, practice: Floats, targets: Floats | None) -> Floats:
    return linear_costs(world, practice) - (world.targets if targets is None else targets)


def residual(world: Decimals, practice: Floats, targets: Floats | None = None) -> Floats:
    """Return x - P(x - F(x)), which is 0 at equilibria alone."""
    return practice - projected(practice - _costs(world, practice, targets))


def stepped(
    world: Decimals, start: Floats, targets: Floats | None = None, steps: int = MOST_STEPS, deadline: float = inf
) -> Floats:
    """Return where projected steps from a start lead: to within `CLOSE` of rest, or after so many steps.

    After the deadline, a reading of the clock `time.monotonic`, it is a TimeoutError.
    """
    length = 0.9 / (1 + 2 * world.gamma * float((world.monism * world.size.max()).max()))
    practice = start
    for _ in range(steps):
        stop_after(deadline)
        moved = projected(practice - length * _costs(world, practice, targets))
        change = float(np.abs(moved - practice).max())
        practice = moved
        if change <= CLOSE:
            break
    return practice


def found(world: Decimals, start: Floats) -> Floats:
    """Return a practice at or near an equilibrium: by steps, and where they are slow by trying active sets."""
    practice = stepped(world, start)
    if np.abs(residual(world, practice)).max() <= 10 * CLOSE or practice.size > MOST_DENSE:
        return practice
    better = _by_active_sets(world, practice)
    return practice if better is None else better


def dense(world: Decimals) -> Floats:
    """Return the matrix of the marginal costs, shape (nK, nK)."""
    states, orders = world.targets.shape
    matrix = np.eye(states * orders) - world.beta * np.kron(world.network.toarray(), world.closeness)
    weights = np.tile(world.size, (states, 1)) + np.diag(world.size)
    return matrix + world.gamma * np.kron(weights, np.diag(world.monism))


def _by_active_sets(world: Decimals, practice: Floats) -> Floats | None:
    """Return the equilibrium that changing who practises what leads to, None where that goes in a circle."""
    matrix = dense(world)
    active = practice > 1e-9
    seen: set[bytes] = set()
    for _ in range(MOST_SETS):
        if active.tobytes() in seen:
            return None
        seen.add(active.tobytes())
        solution = _balanced(world, matrix, active)
        if solution is None:
            return None
        shares, slack = solution
        after = (active & (shares > 0)) | (~active & (slack < -CLOSE))
        if (after == active).all():
            return shares
        active = after
    return None


def _balanced(world: Decimals, matrix: Floats, active: Flags) -> tuple[Floats, Floats] | None:
    states, orders = active.shape
    chosen = np.flatnonzero(active)
    members = (chosen[:, None] // orders == np.arange(states)).astype(float)
    if not members.any(axis=0).all():
        return None
    system = np.block([[matrix[np.ix_(chosen, chosen)], -members], [members.T, np.zeros((states, states))]])
    try:
        solution = solve(system, np.concatenate([world.targets.ravel()[chosen], np.ones(states)]))
    except (LinAlgError, ValueError):
        return None
    shares = np.zeros(active.size)
    shares[chosen] = solution[: len(chosen)]
    level: Any = np.repeat(solution[len(chosen) :], orders)
    return shares.reshape(active.shape), (matrix @ shares - world.targets.ravel() - level).reshape(active.shape)
