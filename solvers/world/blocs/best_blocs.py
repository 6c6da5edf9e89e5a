"""Blocs of many states: descents to low energies, and a bound below which no energy lies.

*Descents.* The state whose move lowers the energy most moves, until none does. Starts are signs of random projections
of the vectors below, and drawn at random.

*Bound.* Let v_i be unit vectors that make sum_ij w_ij v_i.v_j large, one after the other put along g_i = sum_j w_ij v_j
(Wang, Chang and Kolter 2017). For any y with diag(y) - W positive semidefinite, sigma' W sigma <= sum_i y_i; |g| times
the largest eigenvalue of W scaled by |g| is one (Delorme and Poljak 1993, Mathematical Programming 62).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, isqrt
from typing import Any

import numpy as np
from scipy.linalg import eigvalsh

from ....games.arrays import Floats
from ...deadline import has_passed
from .pull import Pull

_SWEEPS = 400
_DESCENTS = 400
_SETTLED = 1e-9


def vectors(weights: Floats, rng: np.random.Generator, deadline: float = inf) -> Floats:
    """Return unit vectors that make sum_ij w_ij v_i.v_j large, shape (n, r) with r above sqrt(2 n).

    After the deadline, a reading of the clock `time.monotonic`, they are as good as they have become.
    """
    count = len(weights)
    points = rng.normal(size=(count, isqrt(2 * count) + 2))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    before = -np.inf
    for _ in range(_SWEEPS):
        total = 0.0
        for state in range(count):
            pulled = weights[state] @ points
            length = float(np.sqrt(pulled @ pulled))
            total += length
            if length > 0:
                points[state] = pulled / length
        if total - before <= _SETTLED * abs(total) or has_passed(deadline):
            break
        before = total
    return points


def lower_bound(landscape: Pull, points: Floats) -> float:
    """Return a number below which no configuration's energy lies, rounding allowed for."""
    weights, costs = landscape.floats, landscape.costs.astype(float)
    size = float(np.abs(weights).sum(axis=1).max(initial=0))
    diagonal = np.maximum(np.linalg.norm(weights @ points, axis=1), 1e-12 * size + 1e-300)
    root = np.sqrt(diagonal)
    factor = float(eigvalsh(weights / np.outer(root, root))[-1]) + 64 * len(weights) * np.finfo(float).eps
    needed = np.maximum(diagonal * max(factor, 0.0) - 4 * costs, 0.0)
    rounding = 64 * len(weights) ** 2 * np.finfo(float).eps * (size + float(costs.sum()))
    return float(weights.sum() / 4 - needed.sum() / 4) - rounding


def descended(
    landscape: Pull,
    points: Floats,
    values: Sequence[int],
    fixed: Mapping[int, int],
    rng: np.random.Generator,
    deadline: float = inf,
) -> tuple[int, ...]:
    """Return the configuration of least energy that descents lead to; of several the first.

    At the deadline, a reading of the clock `time.monotonic`, the descents end where they are.
    """
    blocs = _starts(points, values, rng)
    for state, value in fixed.items():
        blocs[:, state] = value
    free = np.array([state not in fixed for state in range(len(points))])
    rested = _descents(landscape, blocs, values, free, deadline)
    energies = _energies(landscape, rested)
    low = rested[energies <= energies.min() + 1e-9 * (1 + abs(energies.min()))]
    different = np.unique(low, axis=0)[::-1]
    return min((tuple(map(int, each)) for each in different[:8]), key=landscape.energy)


def _starts(points: Floats, values: Sequence[int], rng: np.random.Generator) -> Floats:
    signs = np.sign(rng.normal(size=(_DESCENTS // 2, points.shape[1])) @ points.T)
    signs[signs == 0] = 1
    drawn = rng.choice(np.array(values, dtype=float), size=(_DESCENTS - len(signs), len(points)))
    return np.vstack([signs, drawn])


def _descents(landscape: Pull, blocs: Floats, values: Sequence[int], free: Any, deadline: float) -> Floats:
    weights, costs = landscape.floats, landscape.costs.astype(float)
    fields = blocs @ weights
    least = 1e-12 * (float(np.abs(weights).sum()) + float(costs.sum()))
    going = np.arange(len(blocs))
    while len(going) and not has_passed(deadline):
        own, field = blocs[going], fields[going]
        changes = np.stack([-(value - own) * field / 2 + costs * (value**2 - own**2) for value in values])
        changes[:, :, ~free] = 0
        best = changes.transpose(1, 0, 2).reshape(len(going), -1)
        chosen = best.argmin(axis=1)
        falls = best[np.arange(len(going)), chosen] < -least
        going, chosen = going[falls], chosen[falls]
        option, state = np.divmod(chosen, blocs.shape[1])
        move = np.array(values, dtype=float)[option] - blocs[going, state]
        blocs[going, state] += move
        fields[going] += move[:, None] * weights[state]
    return blocs


def _energies(landscape: Pull, blocs: Floats) -> Floats:
    weights, costs = landscape.floats, landscape.costs.astype(float)
    return weights.sum() / 4 - ((blocs @ weights) * blocs).sum(axis=1) / 4 + (blocs**2) @ costs
