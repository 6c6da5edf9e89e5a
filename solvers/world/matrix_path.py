"""Equilibria of a small world as beta, gamma or a monism varies, and where who practises what changes: exactly.

The matrix of the marginal costs is affine in such a parameter tau. Where it is known who practises what, every share
and every slack is by Cramer's rule a polynomial in tau over one determinant, which has no root where the equilibrium
is unique: so the set of tau at which that is the equilibrium ends at roots of those polynomials. From one exact
equilibrium the interval around it follows, and from intervals side by side the whole path: nothing is missed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, lcm
from typing import Any

import numpy as np

from ...games.arrays import Flags, Fractions
from ...games.errors import InputError
from ...games.world.field import linear_costs
from ...games.world.world import World
from ..deadline import has_passed
from ..exact.algebraic import Coefficients, Exact, Interval, between, intervals, primitive, sign_table
from ..exact.fraction_free import fraction_free_solution
from ..exact.polynomial import Polynomial, X
from .solution import solve_world

MOST_ROOTED = 16
"""Shares of a world (states times orders) up to which the roots are found."""


@dataclass(frozen=True, eq=False)
class Piece:
    """Where the same orders are practised: which, shape (n, K), and the values of the parameter."""

    active: Flags
    interval: Interval


def matrix_path(
    at: Callable[[Fraction], World], low: Fraction, high: Fraction, deadline: float = inf
) -> tuple[Piece, ...]:
    """Return the pieces of the path from a low to a higher value, each beginning where the one before ends.

    Parameters
    ----------
    at
        The world at a value: the matrix of its marginal costs is affine in it, and its equilibrium unique all along.
    low, high
        The ends.
    deadline
        A reading of the clock `time.monotonic` at which the path ends with the pieces that it has, one at least.

    Raises
    ------
    InputError
        If the equilibrium is not proven unique at a value that is looked at.
    """
    found = list[Piece]()
    reached: Exact = low
    until: Exact = high
    while reached < high and not (found and has_passed(deadline)):
        value = between(reached, until)
        active = _practised(at(value))
        interval = _held(_conditions(at, active, low, high), low, high, value)
        if interval.low <= reached:
            found.append(Piece(active, interval))
            reached, until = interval.high, high
        else:
            until = interval.low
    return tuple(found)


def _practised(world: World) -> Flags:
    solution = solve_world(world, exact=True)
    if solution.unique is None:
        raise InputError("the equilibrium is not proven unique all along")
    return solution.active


def _held(conditions: Sequence[Coefficients], low: Fraction, high: Fraction, value: Fraction) -> Interval:
    """Return the interval around a value in which no polynomial is negative."""
    points, signs = sign_table(conditions, low, high)
    return next(
        own
        for own in intervals([*points, high], np.asarray((signs >= 0).all(axis=0), dtype=np.bool_))
        if own.low <= value <= own.high
    )


def _conditions(at: Callable[[Fraction], World], active: Flags, low: Fraction, high: Fraction) -> list[Coefficients]:
    """Return polynomials that are not negative where an active set gives the equilibrium: of its shares and slacks."""
    degree = int(active.sum()) + 1
    places = [low + (high - low) * Fraction(step, degree) for step in range(degree + 1)]
    worlds = [at(place) for place in places]
    matrices = [_matrix(world) for world in worlds]
    targets = worlds[0].targets.ravel()
    numbers: list[Fraction] = [number for matrix in (*matrices, targets) for number in matrix.ravel().tolist()]
    scale = lcm(*(number.denominator for number in numbers))
    rows = [_solved(matrix, targets, active, scale) for matrix in matrices]
    return [primitive(_through(places, values).coefficients) for values in zip(*rows, strict=True)]


def _matrix(world: World) -> Fractions:
    """Return the matrix of the marginal costs, shape (nK, nK)."""
    size = world.theta.size
    units = np.array([[Fraction(int(i == j)) for j in range(size)] for i in range(size)], dtype=object)
    return np.stack([linear_costs(world, unit.reshape(world.theta.shape)).ravel() for unit in units], axis=1)


def _solved(matrix: Fractions, targets: Fractions, active: Flags, scale: int) -> list[Fraction]:
    """Return each share or slack times the determinant of the equations of an active set, taken as positive."""
    states, orders = active.shape
    chosen = np.flatnonzero(active)
    members = np.array([[int(place // orders == i) for i in range(states)] for place in chosen], dtype=object)
    system = np.block(
        [[matrix[np.ix_(chosen, chosen)] * scale, -members * scale], [members.T, 0 * np.eye(states, dtype=int)]]
    )
    sides = [*(targets[chosen] * scale), *[1] * states]
    solution = fraction_free_solution([[int(number) for number in row] for row in system], [int(own) for own in sides])
    if solution is None:
        raise InputError("the equilibrium is not proven unique all along")
    numerators, determinant = solution
    shares: Any = np.full(active.size, Fraction(0), dtype=object)
    shares[chosen] = numerators[: len(chosen)]
    levels = np.repeat(np.array(numerators[len(chosen) :], dtype=object), orders)
    slacks = matrix @ shares - targets * determinant - levels
    return list(np.where(active.ravel(), shares, slacks) * (1 if determinant > 0 else -1))


def _through(places: Sequence[Fraction], values: Sequence[Fraction]) -> Polynomial:
    """Return the polynomial with given values at some places (Newton's form)."""
    differences = list(values)
    for step in range(1, len(places)):
        for k in reversed(range(step, len(places))):
            differences[k] = (differences[k] - differences[k - 1]) / (places[k] - places[k - step])
    total = Polynomial((Fraction(0),))
    for place, difference in zip(reversed(places), reversed(differences), strict=True):
        total = total * (X - place) + difference
    return total
