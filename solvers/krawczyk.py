"""Certificates for the solutions of indifference systems: the Krawczyk test, in floating point, with rigorous bounds.

Let F be a system, x a point, Y an approximate inverse of the Jacobian matrix at x, and q a bound of the row sums of
|I - Y J(z)| over all complex z with |z - x| <= reach in every coordinate. If q < 1 and |Y F(x)| <= (1 - q) reach, the
polydisc holds exactly one zero of F, a regular one, and it lies within |Y F(x)| / (1 - q) of x (Krawczyk 1969; Rump 2010,
section 13). J is multilinear, so its change over the polydisc is bounded by what the absolute coefficients give at
|x| + reach, less what they give at |x|.

Rounding is covered by bounds of the kind gamma |coefficients| |x| (Higham 2002, section 3.1), with the error of the
coefficients in gamma. The bounds are sums and products of numbers that are not negative, so their own rounding is a few
hundred units of 1e-16 of themselves, and each is raised by one part in a million.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .indifference import ROUNDING, Systems, block_starts, close_rows, evaluate

_REACHES = (1e-3, 1e-5, 1e-7, 1e-9, 1e-11)
_RAISED = 1 + 1e-6


@dataclass(frozen=True, eq=False)
class Enclosures:
    """What is proven of P points, each in its patch.

    There is a solution within `radius` of the point in every coordinate, a regular one, and no other within `reach`.
    Where nothing is proven `radius` is infinite and `reach` 0. `sign` is the sign of the determinant of the Jacobian
    matrix where points and systems are real.
    """

    points: NDArray[Any]
    radius: NDArray[np.float64]
    reach: NDArray[np.float64]
    sign: NDArray[Any]


def certify(systems: Systems, points: NDArray[Any], patch: NDArray[Any], newton_steps: int = 3) -> Enclosures:
    """Improve each point by Newton's method within its patch and enclose a solution near it.

    Parameters
    ----------
    systems
        One system for each point.
    points, patch
        Shape (P, N), real or complex; every coordinate of the padding must be 0 in `points`.
    """
    with np.errstate(all="ignore"):
        for _ in range(newton_steps):
            values, slopes = _closed(systems, points, patch)
            points = points - _solved(slopes, values)
        return _enclose(systems, points, patch)


def jacobian(systems: Systems, points: NDArray[Any]) -> NDArray[Any]:
    """Return the Jacobian matrices (P, N, N) in the patch of probabilities."""
    return _closed(systems, points, np.ones(points.shape))[1]


def rounding_bound(n_coordinates: int, n_players: int) -> float:
    """Return gamma: the greatest relative error, in units of the absolute terms, of an evaluated indifference."""
    return 8 * 2.0**-53 * (n_coordinates + 4 * n_players) + ROUNDING


def _enclose(systems: Systems, points: NDArray[Any], patch: NDArray[Any]) -> Enclosures:
    n_coordinates, n = points.shape[1], len(systems.tensors)
    gamma = rounding_bound(n_coordinates, n)
    values, slopes = _closed(systems, points, patch)
    inverse = _solved(slopes, np.broadcast_to(np.eye(n_coordinates), slopes.shape))
    absolute = Systems(tuple(np.abs(tensor) for tensor in systems.tensors), systems.used)
    height, steepness = _closed(absolute, np.abs(points), np.abs(patch), constant=1)
    size = np.abs(inverse)
    residual = np.abs(_applied(inverse, values)) + 2 * gamma * _applied(size, height)
    residual = residual.max(axis=1) * _RAISED
    defect = np.abs(np.eye(n_coordinates) - inverse @ slopes) + 3 * gamma * (size @ steepness)
    radius, reach = np.full(len(points), np.inf), np.zeros(len(points))
    for trial in _REACHES:
        rest = np.flatnonzero(reach == 0)
        if not len(rest):
            break
        wider = np.abs(points[rest]) + trial * systems.used[rest]
        growth = evaluate(absolute.take(rest).tensors, wider)[1] * (1 + gamma) - _equations_only(steepness[rest], systems)
        contraction = (defect[rest] + size[rest] @ np.maximum(growth, 0)).sum(axis=2).max(axis=1) * _RAISED
        proven = (contraction < 1) & (residual[rest] <= (1 - contraction) * trial)
        radius[rest[proven]] = (residual[rest] / (1 - contraction))[proven] * _RAISED
        reach[rest[proven]] = trial
    return Enclosures(points, radius, reach, np.linalg.slogdet(slopes)[0])


def _closed(
    systems: Systems, points: NDArray[Any], patch: NDArray[Any], constant: float = -1
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return values and Jacobian matrices, with the rows of patches and padding filled in."""
    values, slopes = evaluate(systems.tensors, points)
    close_rows(slopes, patch, systems.used, systems.widths)
    starts = block_starts(systems.widths)[:-1]
    values = np.where(systems.used, values, points)
    values[:, starts] = np.add.reduceat(patch * points, starts, axis=1) + constant
    return values, slopes


def _equations_only(steepness: NDArray[np.float64], systems: Systems) -> NDArray[np.float64]:
    """Return the Jacobian bounds without the rows of patches, whose derivatives do not change."""
    rows = steepness.copy()
    rows[:, block_starts(systems.widths)[:-1]] = 0
    return rows


def _applied(matrices: NDArray[Any], vectors: NDArray[Any]) -> NDArray[Any]:
    return (matrices @ vectors[..., None])[..., 0]


def _solved(matrices: NDArray[Any], sides: NDArray[Any]) -> NDArray[Any]:
    """Solve linear systems, with NaN where a matrix is singular."""
    columns = sides if sides.ndim == matrices.ndim else sides[..., None]
    try:
        solved = np.linalg.solve(matrices, columns)
    except np.linalg.LinAlgError:
        regular = np.linalg.det(matrices) != 0
        solved = np.full(columns.shape, np.nan, dtype=np.result_type(matrices, columns))
        solved[regular] = np.linalg.solve(matrices[regular], columns[regular])
    return solved if columns is sides else solved[..., 0]
