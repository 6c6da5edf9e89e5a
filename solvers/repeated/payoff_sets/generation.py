"""One step of the operator of Abreu and Sannikov (2014), for up to three players.

The set V of payoffs of pure-action equilibria with public randomisation is the largest one that generates itself: each
of its extreme points is v = (1 - d) g(a) + d w with a promise w in V above the floors of a (`action_table`). Abreu
and Sannikov look at the line from w through v to g(a). If no floor binds at w, the promise could move along it, v would
move with it to both sides, and be no extreme point unless v = w = g(a). So the extreme points are among

- g(a), where g(a) itself is above the floors of a, and
- (1 - d) g(a) + d w for the extreme points w of {w in V: w above the floors of a} at which a floor binds,

of which there are few. The operator R takes a set W to the convex hull of these points and the threats u to the least
payoffs found. Starting from all feasible payoffs and the pure minmax, sets shrink and threats rise, no equilibrium
payoff is ever lost, and a set that R leaves as it is generates itself. The argument holds for any number of players;
with three the faces of W are needed besides its edges.

A threat whose own floor binds would approach its limit, the best deviation payoff b_i(a), at the rate d only; as
u_i >= (1 - d) b_i(a) + d u_i says u_i >= b_i(a), it is put there at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .action_table import SLACK, ActionTable
from .convex_hull import Points, Polytope, convex_hull

UPRIGHT = 1e-15
"""A triangle that covers less of the plane of two players is seen from its edge; its neighbours have its points."""


@dataclass(frozen=True, eq=False)
class Promises:
    """The extreme points of what remains of a polytope above each of several floors.

    `owner`, shape (p,), is the number of the floors, `points` has shape (p, n), and `binding` tells whether a
    coordinate is at its floor.
    """

    owner: NDArray[np.intp]
    points: Points
    binding: NDArray[np.bool_]


def generated(
    table: ActionTable, discount: float, polytope: Polytope, threat: NDArray[np.float64]
) -> tuple[Polytope, NDArray[np.float64]]:
    """Return one step of the operator: the smaller set, and the threats that it leaves."""
    floors = table.floors(threat, discount)
    promises = promises_above(polytope, floors, SLACK / discount)
    if len(promises.owner) == 0:
        return convex_hull(promises.points), threat
    stays = np.all(table.payoffs >= floors - SLACK / discount, axis=1)
    moves = promises.binding & ~stays[promises.owner]
    a = promises.owner[moves]
    points = (1 - discount) * table.payoffs[a] + discount * promises.points[moves]
    raised = np.maximum(threat, _least_payoffs(table, discount, promises, floors))
    return convex_hull(np.concatenate([table.payoffs[stays], points])), raised


def _least_payoffs(
    table: ActionTable, discount: float, promises: Promises, floors: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the least payoff of each player under any profile that has a promise, shape (n,)."""
    least = np.full_like(floors, np.inf)
    np.minimum.at(least, promises.owner, promises.points)
    owned = np.isfinite(least[:, 0])
    own_floor = least <= floors + SLACK / discount
    values = np.where(own_floor, 0, (1 - discount) * table.payoffs + discount * least)
    return np.maximum(table.best, values)[owned].min(axis=0)


def promises_above(polytope: Polytope, floors: NDArray[np.float64], slack: float) -> Promises:
    """Return the extreme points of {w in polytope: w >= floors[a]} for each a, floors of shape (A, n), n up to 3.

    An extreme point is a vertex, or where an edge meets one floor, a face two, or the body the corner of three.
    All are convex combinations of vertices, so that no rounded plane is ever asked who lies inside.
    """
    n, count, k = floors.shape[1], len(floors), len(polytope.vertices)
    groups = [(np.repeat(np.arange(count), k), np.tile(polytope.vertices, (count, 1)))]
    groups += [_edges_at(polytope, floors, i) for i in range(n)]
    groups += [_faces_at(polytope, floors, pair) for pair in combinations(range(n), 2)]
    if polytope.dimension == 3:
        groups.append(_corners_inside(floors, *groups[-3]))
    owner = np.concatenate([owner for owner, _ in groups])
    points = np.concatenate([points for _, points in groups])
    over = points - floors[owner]
    above = np.all(over >= -slack, axis=1)
    return Promises(owner[above], points[above], np.asarray(np.any(over[above] <= slack, axis=1)))


Owned = tuple[NDArray[np.intp], Points]


def _edges_at(polytope: Polytope, floors: NDArray[np.float64], i: int) -> Owned:
    """Return where edges cross the floor of player i, from one side to the other."""
    start, end = polytope.vertices[polytope.edges[:, 0]], polytope.vertices[polytope.edges[:, 1]]
    level = floors[:, i, None]
    owner, edge = np.nonzero((start[:, i] - level) * (end[:, i] - level) < 0)
    share = (floors[owner, i] - start[edge, i]) / (end[edge, i] - start[edge, i])
    points = start[edge] + share[:, None] * (end[edge] - start[edge])
    points[:, i] = floors[owner, i]
    return owner, points


def _faces_at(polytope: Polytope, floors: NDArray[np.float64], pair: tuple[int, int]) -> Owned:
    """Return where faces meet two floors at once, from the barycentric coordinates of that point in each triangle."""
    two = list(pair)
    corners = polytope.vertices[polytope.triangles]
    sides = corners[:, 1:, two] - corners[:, :1, two]
    upright = np.abs(np.linalg.det(sides)) > UPRIGHT
    corners, sides = corners[upright], sides[upright]
    weights = np.einsum("atp,tpq->atq", floors[:, None, two] - corners[None, :, 0, two], np.linalg.inv(sides))
    owner, face = np.nonzero((weights.min(axis=2) >= -SLACK) & (weights.sum(axis=2) <= 1 + SLACK))
    points = corners[face, 0] + np.einsum("pq,pqn->pn", weights[owner, face], corners[face, 1:] - corners[face, :1])
    points[:, two] = floors[owner][:, two]
    return owner, points


def _corners_inside(floors: NDArray[np.float64], owner: NDArray[np.intp], points: Points) -> Owned:
    """Return the corners of three floors between the lowest and highest point of the surface on the first two."""
    lowest, highest = np.full(len(floors), np.inf), np.full(len(floors), -np.inf)
    np.minimum.at(lowest, owner, points[:, 2])
    np.maximum.at(highest, owner, points[:, 2])
    inside = np.flatnonzero((lowest <= floors[:, 2]) & (floors[:, 2] <= highest))
    return inside, floors[inside]
