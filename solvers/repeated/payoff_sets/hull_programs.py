"""Questions to a polytope answered by linear programs, many at a time.

The hull of given points is known by weights on them, without faces and edges. Many questions of one kind make one
program of independent blocks, solved by HiGHS (Huangfu and Hall 2018). The nearest point of the hull to one given
point is a least-squares problem over weights (Lawson and Hanson 1974).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

AT_ONCE = 300_000
"""How many coefficients one program may have; more blocks are solved in turns."""

FEASIBLE = 1e-10
"""By so much HiGHS may miss a constraint."""

LOOSER = (FEASIBLE, 1e-9, 1e-7)
"""What it may miss when it stalls at less."""


def shortfalls(vertices: Array, floors: Array) -> Array:
    """Return by how much the whole hull stays below each of the floors (p, n), in the coordinate that misses most.

    Shape (p,), 0 where a point of the hull is above the floors.
    """
    rows = np.hstack([-vertices.T, -np.ones((vertices.shape[1], 1))])
    return least_points(_misses(len(floors), len(vertices)), rows, -floors, len(vertices))[:, -1]


def largest(vertices: Array, floors: Array, directions: Array) -> Array:
    """Return the largest value of each direction, shape (p, n), on what of the hull is above the same row of floors.

    The floors must leave something of the hull. Shape (p,).
    """
    weights = least_points(-directions @ vertices.T, -vertices.T, -floors, len(vertices))
    return np.einsum("pn,pn->p", directions, weights @ vertices)


def distances(vertices: Array, points: Array) -> Array:
    """Return how far each of the points, shape (p, n), is from the hull in its farthest coordinate, shape (p,)."""
    miss = np.ones((vertices.shape[1], 1))
    rows = np.block([[vertices.T, -miss], [-vertices.T, -miss]])
    bounds = np.hstack([points, -points])
    return least_points(_misses(len(points), len(vertices)), rows, bounds, len(vertices))[:, -1]


def distance(vertices: Array, point: Array) -> float:
    """Return how far a point, shape (n,), is from the hull of one or more vertices."""
    from scipy.optimize import nnls

    rows = np.vstack([vertices.T - point[:, None], np.ones(len(vertices))])
    weights = nnls(rows, np.append(np.zeros(len(point)), 1.0), maxiter=100 * (len(vertices) + 10))[0]
    return float(np.linalg.norm(rows[:-1] @ weights) / weights.sum())


def least_points(goals: Array, rows: Array, bounds: Array, weights: int = 0) -> Array:
    """Return for each p the x >= 0 with rows x <= bounds[p] at which goals[p] x is least, shape (p, m).

    The first `weights` numbers of each x sum to 1, if there are any.

    Raises
    ------
    ArithmeticError
        If one of the programs has no solution.
    """
    size = max(1, AT_ONCE // (rows.size + weights))
    turns = [slice(first, first + size) for first in range(0, len(goals), size)]
    solved = [_block_program(goals[turn], rows, bounds[turn], weights) for turn in turns]
    return np.concatenate([np.empty((0, goals.shape[1])), *solved])


def _misses(count: int, weights: int) -> Array:
    return np.tile([*np.zeros(weights), 1.0], (count, 1))


def _block_program(goals: Array, rows: Array, bounds: Array, weights: int) -> Array:
    from scipy.optimize import linprog
    from scipy.sparse import eye_array, kron

    blocks = eye_array(len(goals))
    total = (np.arange(goals.shape[1]) < weights).astype(np.float64)[None]
    message = ""
    for tolerance in LOOSER:
        answer = linprog(
            goals.reshape(-1),
            A_ub=kron(blocks, rows, format="csr"),
            b_ub=bounds.reshape(-1),
            A_eq=kron(blocks, total, format="csr") if weights else None,
            b_eq=np.ones(len(goals)) if weights else None,
            method="highs",
            options={"primal_feasibility_tolerance": tolerance, "dual_feasibility_tolerance": tolerance},
        )
        if answer.status == 0:
            return answer.x.reshape(goals.shape)
        message = answer.message
    raise ArithmeticError(f"a program of {goals.size} unknowns was not solved: {message}")
