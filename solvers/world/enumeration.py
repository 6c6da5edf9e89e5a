"""All equilibria of a small world: the equations of every active set, (2^K - 1)^n systems.

The systems are solved many at a time in floating-point numbers. One is put aside only where its matrix is proven
regular and a share or a slack of its solution proven negative, both by the approximate inverse (Rump 1999, in
Developments in Reliable Computing); what is left is solved in fractions. A singular system is a linear program: it has
no equilibrium, one, or infinitely many.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import count, islice, product
from math import inf
from typing import Any, NamedTuple

import numpy as np

from ...games.arrays import Flags, Floats, Fractions
from ...games.world.field import linear_costs
from ...games.world.world import World
from ..deadline import stop_after
from ..exact.linear_program import Optimum, maximise
from .active_set import balance
from .steps import dense

MOST_SETS = 100_000

_AT_ONCE = 2_000
_EPS = float(np.finfo(float).eps)


class Enumerated(NamedTuple):
    """The isolated equilibria of a world, exact, whether there are no others, and how many sets were not decided."""

    practices: tuple[Fractions, ...]
    complete: bool
    unseen: int = 0


def count_of_sets(world: World) -> int:
    """Return how many active sets there are."""
    states, orders = world.theta.shape
    return (2**orders - 1) ** states


def enumerated(world: World, deadline: float = inf) -> Enumerated:
    """Return every equilibrium of a world of at most `MOST_SETS` active sets.

    Where some fill a segment or more, the ends that are isolated solutions of other active sets are returned, or else
    one point of it, and the list is not complete. It is not where the deadline, a reading of the clock
    `time.monotonic`, passes before all sets are looked at.
    """
    practices: dict[tuple[Fraction, ...], Fractions] = {}
    singular: list[Flags] = []
    total = left = count_of_sets(world)
    try:
        for before, active in _candidates(world, deadline):
            solution = balance(world, active, deadline=deadline)
            if solution is None:
                singular.append(active)
            elif solution.holds(active):
                _keep(practices, _over(solution.practice, solution.divisor))
            left = total - before - 1 + len(singular)
        left = len(singular)
        for active in singular:
            points, alone = _on_face(world, active, deadline)
            if alone or not practices:
                for point in points[:1]:
                    _keep(practices, point)
            if not alone:
                return Enumerated(tuple(practices.values()), False)
            left -= 1
    except TimeoutError:
        return Enumerated(tuple(practices.values()), False, left)
    return Enumerated(tuple(practices.values()), True)


def _over(numerators: Fractions, divisor: int) -> Fractions:
    return np.asarray(np.frompyfunc(lambda numerator: Fraction(numerator, divisor), 1, 1)(numerators), dtype=object)


def _keep(practices: dict[tuple[Fraction, ...], Fractions], practice: Fractions) -> None:
    practices.setdefault(tuple(practice.ravel().tolist()), practice)


def _candidates(world: World, deadline: float) -> Iterator[tuple[int, Flags]]:
    """Go through the active sets that floating-point numbers do not rule out, each with how many are before it.

    A TimeoutError comes where the deadline passes.
    """
    states, orders = world.theta.shape
    supports = [choice for choice in product((False, True), repeat=orders) if any(choice)]
    profiles = product(supports, repeat=states)
    matrix, targets = dense(world.decimals), world.decimals.targets.ravel()
    for start in count(0, _AT_ONCE):
        flags = np.array(list(islice(profiles, _AT_ONCE)))
        if len(flags) == 0:
            return
        stop_after(deadline)
        open_ = ~_ruled_out(matrix, targets, flags.reshape(len(flags), -1), states)
        for place in np.flatnonzero(open_).tolist():
            stop_after(deadline)
            yield start + place, flags[place]


def _ruled_out(matrix: Floats, targets: Floats, flags: Flags, states: int) -> Flags:
    """Tell of which active sets it is proven that they hold no equilibrium; shapes (B, nK) to (B,)."""
    size = matrix.shape[0]
    orders = size // states
    members = np.kron(np.eye(states), np.ones((orders, 1)))
    system = np.zeros((len(flags), size + states, size + states))
    # Unknowns are the shares of active places, the slacks of the others, and the levels.
    system[:, :size, :size] = np.where(flags[:, None, :], matrix, -np.eye(size))
    system[:, :size, size:] = -members
    system[:, size:, :size] = np.where(flags[:, None, :], members.T, 0.0)
    sides = np.concatenate([targets, np.ones(states)])
    with np.errstate(all="ignore"):
        inverse = _inverses(system)
        defect = np.eye(size + states) - inverse @ system
        scale = _EPS * (size + states + 8)
        defect = (np.abs(defect) + 2 * scale * (np.abs(inverse) @ np.abs(system))).sum(axis=2).max(axis=1)
        solution = inverse @ sides
        rest = np.abs(system @ solution[:, :, None] - sides[:, None])
        noise = 2 * scale * (np.abs(system) @ np.abs(solution)[:, :, None] + np.abs(sides)[:, None])
        error = (np.abs(inverse) @ (rest + noise)).max(axis=(1, 2)) / (1 - defect) * (1 + 1e-6)
        return (defect < 0.5) & (solution[:, :size] < -error[:, None]).any(axis=1)


def _inverses(systems: Floats) -> Floats:
    """Return the inverses of matrices; not numbers where a matrix has none."""
    try:
        return np.asarray(np.linalg.inv(systems), dtype=np.float64)
    except np.linalg.LinAlgError:
        if len(systems) == 1:
            return np.full_like(systems, np.nan)
        half = len(systems) // 2
        return np.concatenate([_inverses(systems[:half]), _inverses(systems[half:])])


def _on_face(world: World, active: Flags, deadline: float) -> tuple[list[Fractions], bool]:
    """Return equilibria of a singular active set, at most two that differ, and whether there are no others."""
    program = _program(world, active)
    places = np.argwhere(active)
    points: list[Fractions] = []
    for sign, column in [(0, 0), *((sign, column) for column in range(len(places)) for sign in (1, -1))]:
        objective = [0] * (len(places) + 2 * len(active))
        objective[column] = sign
        found = maximise(objective, *program, deadline=deadline)
        if not isinstance(found, Optimum):
            return points, True
        point = np.full(active.shape, Fraction(0), dtype=object)
        point[active] = found.point[: len(places)]
        points.append(point)
        if (point != points[0]).any():
            return [points[0], point], False
    return points[:1], True


def _program(world: World, active: Flags) -> tuple[Any, ...]:
    """Return the constraints on active shares and on levels, each level the difference of two numbers above 0."""
    states = len(active)
    columns: list[Any] = []
    for i, k in np.argwhere(active):
        unit = np.full(active.shape, Fraction(0), dtype=object)
        unit[i, k] = Fraction(1)
        columns.append(linear_costs(world, unit))
    levels = [
        np.where(np.arange(states)[:, None] == i, sign, 0) + 0 * world.theta for sign in (-1, 1) for i in range(states)
    ]
    cells = np.array([column.ravel() for column in (*columns, *levels)], dtype=object).T
    targets, flat = world.targets.ravel(), active.ravel()
    sums = [[int(i == place) for place, _ in np.argwhere(active)] + [0] * (2 * states) for i in range(states)]
    equal = [*cells[flat].tolist(), *sums]
    return (-cells[~flat]).tolist(), (-targets[~flat]).tolist(), equal, [*targets[flat].tolist(), *[1] * states]
