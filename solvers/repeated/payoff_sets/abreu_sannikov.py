"""The subgame-perfect payoffs of up to three players: the operator of Abreu and Sannikov (2014), step by step.

The iteration starts from all feasible payoffs with the pure minmax as the threats. Sets shrink, threats rise, and the
threats have risen before the two are compared with those of the step before: by how far a vertex of the larger set
reaches over the faces of the smaller one, as directions fixed in advance can miss the corner that still moves.

On the way to a set of a hundred vertices the operator R may pass sets of ten thousand. But any convex set between R(W)
and W may be put in the place of R(W): R takes it on inwards and loses no equilibrium payoff. For if a promise w of that
set can be moved towards g(a) up to a floor without leaving W, the payoff made with it is between w and a point of R(W);
and it cannot leave W before, as W holds all that it generates. So where the sets of three players become too rich, the
iteration starts again coarsely, near its end: W is all points x with D x <= h for some unit normals D, and so is what
takes the place of R(W), with the heights h of R(W). Normals of R(W) that the two differ along most are added as the
movement slows down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from ...deadline import stop_after
from .action_table import SLACK, ActionTable
from .convex_hull import Points, Polytope, behind, convex_hull
from .generation import generated

CLOSE = 1e-11
"""The iteration ends when what is still to come, at the rate of the discount, is less than this share of a range."""

MOST_STEPS = 3000

MOST_VERTICES = 400
"""A set of more vertices is given up, once, for one near the end that fewer faces describe."""

AGREED = 1e-8
"""The difference at which a coarse start is near enough, in shares of a payoff range."""

SLOW = 0.1
"""The movement, as a share of the difference, at which normals are added."""

ADDED = 24
"""How many normals are added at a time."""

MOST_NORMALS = 600

MOST_COARSE_STEPS = 500


@dataclass(frozen=True, eq=False)
class RecursiveSet:
    """A set of payoffs, in shares of the ranges, with the worst of each player, shape (n,), and how it came about."""

    polytope: Polytope
    threat: NDArray[np.float64]
    steps: int
    converged: bool


def shrink_to_equilibrium(table: ActionTable, discount: float, deadline: float = inf) -> RecursiveSet:
    """Return the largest set of payoffs that generates itself; not converged if `MOST_STEPS` have not found it."""
    *_, last = shrinking(table, discount, deadline=deadline)
    return last


def shrinking(
    table: ActionTable, discount: float, within: RecursiveSet | None = None, deadline: float = inf
) -> Iterator[RecursiveSet]:
    """Go through ever smaller sets, each of which holds all equilibrium payoffs, up to the last or `MOST_STEPS`.

    They begin with the set `within`, which is that of a larger discount, or else with all feasible payoffs. Where the
    deadline comes first a TimeoutError is raised.
    """
    if discount == 0:
        yield one_shot(table)
        return
    within = within or RecursiveSet(convex_hull(table.payoffs), table.pure_minmax(), steps=0, converged=False)
    polytope, threat = within.polytope, within.threat
    enough = max(CLOSE * (1 - discount), 1e-14)
    converged = coarse = False
    for step in range(1, MOST_STEPS + 1):
        stop_after(deadline)
        smaller, raised = generated(table, discount, polytope, threat)
        converged = len(smaller.vertices) == 0 or max(polytope.overhang(smaller), (raised - threat).max()) <= enough
        polytope, threat = smaller, raised
        if not (converged or coarse) and len(polytope.vertices) > MOST_VERTICES:
            coarse = True
            polytope, threat = _coarse_start(table, discount, deadline)
        yield RecursiveSet(polytope, threat, step, converged)
        if converged:
            return


def one_shot(table: ActionTable) -> RecursiveSet:
    """Return the hull of the pure equilibria of the stage game: at a discount of 0 no promise counts."""
    polytope = convex_hull(table.payoffs[(table.payoffs >= table.best - SLACK).all(axis=1)])
    threat = polytope.vertices.min(axis=0) if len(polytope.vertices) else table.pure_minmax()
    return RecursiveSet(polytope, threat, steps=1, converged=True)


def _coarse_start(table: ActionTable, discount: float, deadline: float) -> tuple[Polytope, NDArray[np.float64]]:
    """Return a set and threats of three players from which the operator goes on inwards to all equilibrium payoffs."""
    polytope, threat = convex_hull(table.payoffs), table.pure_minmax()
    normals = np.concatenate([_compass(), polytope.normals])
    heights = polytope.support(normals)
    for _ in range(MOST_COARSE_STEPS):
        stop_after(deadline)
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
