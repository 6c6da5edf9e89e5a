"""A certificate that a set of payoffs generates itself, by linear programs that share nothing with how it was found.

Let B(W) be all payoffs (1 - d) g(a) + d w of profiles a with promises w in W above the floors of a, and their convex
combinations (Abreu, Pearce and Stacchetti 1990). A set inside B(W) consists of equilibrium payoffs; that W is the
largest one is owed to the iteration, which comes from outside. Two things are measured:

- how far B(W) reaches over each face of W, with the best promise of each profile from a linear program. A profile with
  less on the outward normal than W has cannot reach over, as its payoffs mix g(a) with payoffs of W;
- how far each vertex v of W is from the payoffs of the profile that generates it: how far below the floors the promise
  (v - (1 - d) g(a)) / d is, or how far from W.

Both are zero if W = B(W).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .action_table import SLACK, ActionTable
from .convex_hull import Polytope
from .hull_programs import FEASIBLE, distances, largest, shortfalls

TOLERANCE = 1e-8
"""The largest slack, as a share of a player's payoff range, at which a certificate holds."""


@dataclass(frozen=True)
class Certificate:
    """How nearly a set of payoffs is what it is said to be.

    Attributes
    ----------
    outward, inward
        How far what the definition gives reaches over a face of the set, and how far a vertex of the set is from what
        the definition gives. In shares of the players' payoff ranges.
    """

    outward: float
    inward: float

    @property
    def slack(self) -> float:
        """The larger of the two."""
        return max(self.outward, self.inward)

    @property
    def holds(self) -> bool:
        """Whether the slack is within `TOLERANCE`."""
        return self.slack <= TOLERANCE


def self_generation(
    table: ActionTable, discount: float, polytope: Polytope, threat: NDArray[np.float64]
) -> Certificate:
    """Return how nearly the set W, in shares, is B(W); at a discount of 0 that is the hull of the stage equilibria."""
    if len(polytope.vertices) == 0:
        return Certificate(0.0, 0.0)
    if discount == 0:
        equilibria = table.payoffs[(table.payoffs >= table.best - SLACK).all(axis=1)]
        over = equilibria @ polytope.normals.T - polytope.support(polytope.normals)
        missed = distances(equilibria, polytope.vertices)
        return Certificate(float(over.max(initial=0.0)), float(missed.max(initial=0.0)))
    floors = table.floors(threat, discount)
    missing = shortfalls(polytope.vertices, floors)
    held = discount * missing <= TOLERANCE / 10
    lowered = floors - missing[:, None] - FEASIBLE
    return Certificate(
        outward=_reach(table, discount, polytope, lowered, held),
        inward=_gap(table, discount, polytope, floors),
    )


def individual_rationality(table: ActionTable, polytope: Polytope, minmax: NDArray[np.float64]) -> Certificate:
    """Return how nearly the set, in shares, is all feasible payoffs above the minmax values."""
    if len(polytope.vertices) == 0:
        return Certificate(0.0, 0.0)
    floors = np.broadcast_to(minmax - FEASIBLE, polytope.normals.shape)
    reached = largest(table.payoffs, floors, polytope.normals)
    missed = np.maximum(distances(table.payoffs, polytope.vertices), (minmax - polytope.vertices).max(axis=1))
    return Certificate(
        outward=float(np.max(reached - polytope.support(polytope.normals), initial=0.0)),
        inward=float(np.max(missed, initial=0.0)),
    )


def _reach(
    table: ActionTable, discount: float, polytope: Polytope, floors: NDArray[np.float64], held: NDArray[np.bool_]
) -> float:
    """Return how far the payoffs of the profiles that can be held reach over a face, at most."""
    heights = polytope.support(polytope.normals)
    over = polytope.normals @ table.payoffs.T - heights[:, None]
    face, a = np.nonzero((over > TOLERANCE / 10) & held)
    normals = polytope.normals[face]
    promised = largest(polytope.vertices, floors[a], normals)
    reached = (1 - discount) * np.einsum("pn,pn->p", normals, table.payoffs[a]) + discount * promised
    return float(np.max(reached - heights[face], initial=0.0))


def _gap(table: ActionTable, discount: float, polytope: Polytope, floors: NDArray[np.float64]) -> float:
    """Return how far a vertex is from the payoffs of any one profile, at most.

    Each vertex is tried with the profile whose promise lies least outside, by the faces and the floors.
    """
    heights = polytope.support(polytope.normals)
    best, short = [], []
    for vertex in polytope.vertices:
        promises = (vertex - (1 - discount) * table.payoffs) / discount
        outside = (promises @ polytope.normals.T - heights).max(axis=1)
        below = (floors - promises).max(axis=1)
        a = np.maximum(outside, below).argmin()
        best.append(promises[a])
        short.append(below[a])
    missed = np.maximum(short, distances(polytope.vertices, np.array(best)))
    return float(discount * np.max(missed, initial=0.0))
