"""The subgame-perfect payoffs of up to three players: the operator of Abreu and Sannikov (2014), step by step.

The iteration starts from all feasible payoffs with the pure minmax as the threats. Sets shrink, threats rise, and the
threats have risen before the two are compared with those of the step before: by how far a vertex of the larger set
reaches over the faces of the smaller one, as directions fixed in advance can miss the corner that still moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .action_table import SLACK, ActionTable
from .coarse_start import coarse_start
from .convex_hull import Polytope, convex_hull
from .generation import generated

CLOSE = 1e-11
"""The iteration ends when what is still to come, at the rate of the discount, is less than this share of a range."""

MOST_STEPS = 3000

MOST_VERTICES = 400
"""A set of more vertices is given up, once, for one near the end that fewer faces describe."""


@dataclass(frozen=True, eq=False)
class RecursiveSet:
    """A set of payoffs, in shares of the ranges, with the worst of each player, shape (n,), and how it came about."""

    polytope: Polytope
    threat: NDArray[np.float64]
    steps: int
    converged: bool


def shrink_to_equilibrium(table: ActionTable, discount: float) -> RecursiveSet:
    """Return the largest set of payoffs that generates itself; not converged if `MOST_STEPS` have not found it."""
    *_, last = shrinking(table, discount)
    return last


def shrinking(table: ActionTable, discount: float) -> Iterator[RecursiveSet]:
    """Go through ever smaller sets, each of which holds all equilibrium payoffs, up to the last or `MOST_STEPS`."""
    if discount == 0:
        yield one_shot(table)
        return
    polytope, threat = convex_hull(table.payoffs), table.pure_minmax()
    enough = max(CLOSE * (1 - discount), 1e-14)
    converged = coarse = False
    for step in range(1, MOST_STEPS + 1):
        smaller, raised = generated(table, discount, polytope, threat)
        converged = len(smaller.vertices) == 0 or max(polytope.overhang(smaller), (raised - threat).max()) <= enough
        polytope, threat = smaller, raised
        if not (converged or coarse) and len(polytope.vertices) > MOST_VERTICES:
            coarse = True
            polytope, threat = coarse_start(table, discount)
        yield RecursiveSet(polytope, threat, step, converged)
        if converged:
            return


def one_shot(table: ActionTable) -> RecursiveSet:
    """Return the hull of the pure equilibria of the stage game: at a discount of 0 no promise counts."""
    polytope = convex_hull(table.payoffs[(table.payoffs >= table.best - SLACK).all(axis=1)])
    threat = polytope.vertices.min(axis=0) if len(polytope.vertices) else table.pure_minmax()
    return RecursiveSet(polytope, threat, steps=1, converged=True)
