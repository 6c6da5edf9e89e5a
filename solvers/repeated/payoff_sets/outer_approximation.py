"""An outer bound on the subgame-perfect payoffs of four and five players.

In the manner of Judd, Yeltekin and Conklin (2003) a set is all points x with D x <= h, for some unit normals D. One
step asks for the largest value of each normal on what the set generates: a linear program for each normal and each
profile that might reach farthest. A profile that holds itself up, with its own payoffs as the promise, needs none: it
counts with its payoffs alone, as in `abreu_sannikov`. Every step leaves an outer bound.

Normals fixed in advance can miss a threat by a tenth of the payoff range. Here they adapt: the points that were
reached span a body inside, and the normals of its faces that the outer bound overshoots most are added, until the two
agree to `AGREED` or there are `MOST_NORMALS`. It stays a bound: some of what is inside may not be sustained.
"""

from __future__ import annotations

from itertools import combinations, product
from math import inf

import numpy as np
from numpy.typing import NDArray

from ...deadline import stop_after
from .abreu_sannikov import RecursiveSet, one_shot
from .action_table import SLACK, ActionTable
from .convex_hull import Points, Polytope, behind, convex_hull
from .hull_programs import FEASIBLE, least_points

MOST_NORMALS = 100
"""No more are added to them."""

ADDED = 16
"""How many normals are added at a time."""

AGREED = 1e-3
"""The overshoot, in shares of a payoff range, at which no more normals are sought."""

STEADY = 1e-6
"""The movement of a bound at which a step counts as the last for its normals."""

HELD = 1e-8
"""By so much, in shares of a payoff range, the promises of a profile may miss its floors."""

MOST_STEPS = 200


def outer_approximation(table: ActionTable, discount: float, deadline: float = inf) -> RecursiveSet:
    """Return an outer bound on the set of equilibrium payoffs; converged if it is tight where it was measured."""
    if discount == 0:
        return one_shot(table)
    normals = _first_normals(table.payoffs)
    heights = (normals @ table.payoffs.T).max(axis=1)
    threat = table.pure_minmax()
    for step in range(1, MOST_STEPS + 1):
        stop_after(deadline)
        stepped = _step(table, discount, normals, heights, threat)
        if stepped is None:
            return RecursiveSet(convex_hull(table.payoffs[:0]), threat, step, converged=True)
        reached, raised = stepped
        lower = np.minimum(heights, np.einsum("ln,ln->l", normals, reached))
        moved = max((heights - lower).max(), (raised - threat).max())
        heights, threat = lower, raised
        if moved <= STEADY:
            more = _overshot(reached, normals, heights)
            if len(more) == 0 or len(normals) >= MOST_NORMALS:
                return RecursiveSet(_body(normals, heights), threat, step, converged=len(more) == 0)
            heights = np.concatenate([heights, _heights(normals, heights, more)])
            normals = np.concatenate([normals, more])
    return RecursiveSet(_body(normals, heights), threat, MOST_STEPS, converged=False)


def _first_normals(payoffs: Points) -> Points:
    """Return the axes downward, upward, the diagonals of two axes and, if not too many, the feasible set's normals."""
    unit = np.eye(payoffs.shape[1])
    diagonals = [s * a + t * b for a, b in combinations(unit, 2) for s, t in product((-1, 1), repeat=2)]
    fixed = np.concatenate([-unit, unit, np.array(diagonals) / np.sqrt(2)])
    faces = convex_hull(payoffs).normals
    return fixed if len(fixed) + len(faces) > MOST_NORMALS else np.concatenate([fixed, faces])


def _step(
    table: ActionTable, discount: float, normals: Points, heights: NDArray[np.float64], threat: NDArray[np.float64]
) -> tuple[Points, NDArray[np.float64]] | None:
    """Return the farthest point generated along each normal, shape (l, n), and the threats; None if there is none."""
    floors = table.floors(threat, discount)
    stays = (table.payoffs >= floors - SLACK / discount).all(axis=1)
    missing = _shortfalls(normals, heights, floors)
    held = ~stays & (discount * missing <= HELD)
    if not stays.any() and not held.any():
        return None
    own = normals @ table.payoffs.T
    known = np.where(stays, own, -np.inf).max(axis=1, keepdims=True)
    hoped = (1 - discount) * own + discount * heights[:, None] > known
    hoped[: len(threat)] = True
    line, a = np.nonzero(hoped & held)
    lowered = floors - missing[:, None] - FEASIBLE
    promises = _farthest(normals, heights, lowered[a], normals[line])
    moving = (1 - discount) * table.payoffs[a] + discount * promises
    values = np.full((len(normals), len(line)), -np.inf)
    values[line, np.arange(len(line))] = np.einsum("pn,pn->p", normals[line], moving)
    points = np.concatenate([table.payoffs[stays], moving])
    farthest = points[np.hstack([own[:, stays], values]).argmax(axis=1)]
    least = table.payoffs[stays].min(axis=0, initial=np.inf)
    for i in range(len(threat)):
        down = line == i
        at_floor = promises[down, i] <= floors[a[down], i] + HELD / discount
        worst = np.maximum(table.best[a[down], i], np.where(at_floor, 0, moving[down, i]))
        least[i] = worst.min(initial=least[i])
    return farthest, np.maximum(threat, least)


def _shortfalls(normals: Points, heights: NDArray[np.float64], floors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return by how much all points of the bound stay below each row of floors, shape (A,)."""
    n = normals.shape[1]
    rows = np.block([[normals, np.zeros((len(normals), 1))], [-np.eye(n), -np.ones((n, 1))]])
    bounds = np.hstack([np.tile(heights, (len(floors), 1)), -floors])
    return least_points(np.tile([*np.zeros(n), 1.0], (len(floors), 1)), rows, bounds)[:, -1]


def _farthest(normals: Points, heights: NDArray[np.float64], floors: NDArray[np.float64], directions: Points) -> Points:
    """Return for each direction the farthest point of the bound above the same row of floors, shape (p, n)."""
    rows = np.vstack([normals, -np.eye(normals.shape[1])])
    return least_points(-directions, rows, np.hstack([np.tile(heights, (len(floors), 1)), -floors]))


def _heights(normals: Points, heights: NDArray[np.float64], directions: Points) -> NDArray[np.float64]:
    farthest = _farthest(normals, heights, np.zeros_like(directions), directions)
    return np.einsum("pn,pn->p", directions, farthest)


def _overshot(reached: Points, normals: Points, heights: NDArray[np.float64]) -> Points:
    """Return the normals of the body inside that the bound overshoots by more than `AGREED`, the worst ones first."""
    inside = convex_hull(reached)
    overshoot = _heights(normals, heights, inside.normals) - inside.support(inside.normals)
    order = np.argsort(-overshoot, kind="stable")[:ADDED]
    return inside.normals[order[overshoot[order] > AGREED]]


def _body(normals: Points, heights: NDArray[np.float64]) -> Polytope:
    farthest = _farthest(normals, heights, np.zeros_like(normals), normals)
    return behind(normals, heights, convex_hull(farthest))
