"""Certificates for the solutions of indifference systems: the Krawczyk test, in floating point, with rigorous bounds.

Let F be a system, x a point, Y an approximate inverse of the Jacobian matrix at x, and q a bound of the row sums of
|I - Y J(z)| over all complex z with |z - x| <= reach in every coordinate. If q < 1 and |Y F(x)| <= (1 - q) reach, the
polydisc holds exactly one zero of F, a regular one, and it lies within |Y F(x)| / (1 - q) of x (Krawczyk 1969; Rump
2010, section 13). J is multilinear, so its change over the polydisc is bounded by what the absolute coefficients give
at |x| + reach, less what they give at |x|.

Rounding is covered by bounds of the kind gamma |coefficients| |x| (Higham 2002, section 3.1), with the error of the
coefficients in gamma. The bounds are sums and products of numbers that are not negative, so their own rounding is a few
hundred units of 1e-16 of themselves, and each is raised by one part in a million.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..indifference import COEFFICIENT_ERROR, Systems, block_starts, close_rows, evaluate, solve_each

_REACHES = (1e-3, 1e-5, 1e-7, 1e-9, 1e-11)
_RAISED = 1 + 1e-6

_STILL = 1e-12
"""A step of Newton's method after which another one, as it converges quadratically, moves no digit."""


class Enclosures(NamedTuple):
    """What is proven of P points, each in its patch.

    There is a solution within `radius` of the point in every coordinate, a regular one, and no other within `reach`.
    Where nothing is proven `radius` is infinite and `reach` 0. `sign` is the sign of the determinant of the Jacobian
    matrix where points and systems are real.
    """

    points: NDArray[Any]
    radius: NDArray[np.float64]
    reach: NDArray[np.float64]
    sign: NDArray[Any]


@np.errstate(all="ignore")
def certify(systems: Systems, points: NDArray[Any], patch: NDArray[Any], newton_steps: int = 3) -> Enclosures:
    """Improve each point by Newton's method within its patch and enclose a solution near it.

    There is one system for each point. `points` and `patch` have shape (P, N) and are real or complex; every coordinate
    of the padding must be 0 in `points`.
    """
    for _ in range(newton_steps):
        values, slopes = closed_system(systems, points, patch)
        steps = solve_each(slopes, values[..., None])[..., 0]
        points = points - steps
        if not (np.abs(steps) > _STILL).any():
            break
    return _enclose(systems, points, patch)


def rounding_bound(n_coordinates: int, n_players: int) -> float:
    """Return gamma: the greatest relative error, in units of the absolute terms, of an evaluated indifference."""
    return 8 * 2.0**-53 * (n_coordinates + 4 * n_players) + COEFFICIENT_ERROR


def _enclose(systems: Systems, points: NDArray[Any], patch: NDArray[Any]) -> Enclosures:
    n_coordinates, n = points.shape[1], len(systems.tensors)
    gamma = rounding_bound(n_coordinates, n)
    values, slopes = closed_system(systems, points, patch)
    inverse = solve_each(slopes, np.broadcast_to(np.eye(n_coordinates), slopes.shape))
    absolute = Systems(tuple(np.abs(tensor) for tensor in systems.tensors), systems.used)
    height, steepness = evaluate(absolute.tensors, np.abs(points))
    narrow = steepness.copy()
    height = _closed(absolute, height, steepness, np.abs(points), np.abs(patch), constant=1)
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
        growth = evaluate(absolute.take(rest).tensors, wider)[1] * (1 + 2 * gamma) - narrow[rest] * (1 - 2 * gamma)
        contraction = (defect[rest] + size[rest] @ np.maximum(growth, 0)).sum(axis=2).max(axis=1) * _RAISED
        proven = (contraction < 1) & (residual[rest] <= (1 - contraction) * trial)
        radius[rest[proven]] = (residual[rest] / (1 - contraction))[proven] * _RAISED
        reach[rest[proven]] = trial
    return Enclosures(points, radius, reach, np.linalg.slogdet(slopes)[0])


def closed_system(systems: Systems, points: NDArray[Any], patch: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return values and Jacobian matrices, with the rows of patches and padding filled in."""
    values, slopes = evaluate(systems.tensors, points)
    return _closed(systems, values, slopes, points, patch, constant=-1), slopes


def _closed(
    systems: Systems,
    values: NDArray[Any],
    slopes: NDArray[Any],
    points: NDArray[Any],
    patch: NDArray[Any],
    constant: float,
) -> NDArray[Any]:
    """Fill in the rows of patches and padding: in the slopes in place, in the values returned."""
    close_rows(slopes, patch, systems.used, systems.widths)
    starts = block_starts(systems.widths)[:-1]
    values = np.where(systems.used, values, points)
    values[:, starts] = np.add.reduceat(patch * points, starts, axis=1) + constant
    return values


def _applied(matrices: NDArray[Any], vectors: NDArray[Any]) -> NDArray[Any]:
    return (matrices @ vectors[..., None])[..., 0]
