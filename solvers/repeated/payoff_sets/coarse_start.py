"""A start near the set of equilibrium payoffs of three players, for games in which the operator's sets are too rich.

On the way to a set of a hundred vertices the operator R (`abreu_sannikov`) may pass sets of ten thousand. But any
convex set between R(W) and W may be put in the place of R(W): R takes it on inwards and loses no equilibrium payoff.
For if a promise w of that set can be moved towards g(a) up to a floor without leaving W, the payoff made with it is
between w and a point of R(W); and it cannot leave W before, as W holds all that it generates.

Here W is all points x with D x <= h for some unit normals D, and so is what takes the place of R(W), with the
heights h of R(W). Normals of R(W) that the two differ along most are added as the movement slows down.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .action_table import ActionTable
from .convex_hull import Points, Polytope, behind, convex_hull
from .generation import generated

AGREED = 1e-8
"""The difference at which the start is near enough, in shares of a payoff range."""

SLOW = 0.1
"""The movement, as a share of the difference, at which normals are added."""

ADDED = 24
"""How many normals are added at a time."""

MOST_NORMALS = 600

MOST_STEPS = 500


def coarse_start(table: ActionTable, discount: float) -> tuple[Polytope, NDArray[np.float64]]:
    """Return a set and threats from which the operator goes on inwards to all equilibrium payoffs."""
    polytope, threat = convex_hull(table.payoffs), table.pure_minmax()
    normals = np.concatenate([_compass(), polytope.normals])
    heights = polytope.support(normals)
    for _ in range(MOST_STEPS):
        smaller, raised = generated(table, discount, polytope, threat)
        if smaller.dimension < 3:
            return smaller, raised
        reached = smaller.support(normals)
        moved = max((heights - reached).max(), (raised - threat).max())
        over = polytope.support(smaller.normals) - smaller.support(smaller.normals)
        threat = raised
        if over.max() <= AGREED or len(normals) > MOST_NORMALS:
            return smaller, threat
        if moved <= SLOW * over.max():
            worst = np.argsort(-over, kind="stable")[:ADDED]
            normals = np.concatenate([normals, smaller.normals[worst]])
        heights = smaller.support(normals)
        polytope = behind(normals, heights, smaller)
    return polytope, threat


def _compass() -> Points:
    """Return 98 directions over the sphere."""
    grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, 5)] * 3), axis=-1).reshape(-1, 3)
    grid = grid[np.abs(grid).max(axis=1) == 1]
    return grid / np.linalg.norm(grid, axis=1, keepdims=True)
