"""The equations of an equilibrium in which it is known who practises what.

Where `active` says which orders each state practises, an equilibrium solves: x_ik = 0 for the others, the marginal
costs F_ik of those are one number lambda_i, and the shares add up to 1. The weights of the orders in the world are
unknowns too, which keeps the equations sparse: active shares first, then n lambdas, then K weights.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import Any, NamedTuple

import numpy as np

from ...games.arrays import Flags, Fractions
from ...games.world.field import linear_costs
from ...games.world.world import World
from ..exact.lifting import integer_solution, whole_equation


class Balance(NamedTuple):
    """The solution of the equations of an active set: practice and slack F - lambda, each over a divisor."""

    practice: Fractions
    slack: Fractions
    divisor: int

    def holds(self, active: Flags) -> bool:
        """Tell whether it is an equilibrium: no share below 0, and no order left out that costs less."""
        return bool((self.practice[active] >= 0).all() and (self.slack[~active] >= 0).all())


def balance(world: World, active: Flags, targets: Fractions | None = None, deadline: float = inf) -> Balance | None:
    """Return the exact solution of the equations of an active set, None where they are singular.

    Parameters
    ----------
    active
        Which orders each state practises, shape (n, K).
    targets
        What stands for t = theta + appeal + push, shape (n, K); the world's own where left out. Where it is a
        direction of change the shares add up to 0 instead of 1.
    deadline
        A reading of the clock `time.monotonic`.

    Raises
    ------
    TimeoutError
        If the deadline passed first.
    """
    total = 1 if targets is None else 0
    targets = world.targets if targets is None else targets
    rows, sides = _equations(world, active, targets, total)
    solution = integer_solution(rows, sides, deadline)
    if solution is None:
        return None
    numerators, divisor = solution
    held, states = int(active.sum()), len(active)
    practice = np.full(active.shape, 0, dtype=object)
    practice[active] = numerators[:held]
    levels = np.array(numerators[held : held + states], dtype=object)
    return Balance(practice, linear_costs(world, practice) - targets * divisor - levels[:, None], divisor)


def _equations(world: World, active: Flags, targets: Fractions, total: int) -> tuple[list[Any], list[int]]:
    states, orders = active.shape
    place = np.full(active.shape, -1)
    place[active] = np.arange(active.sum())
    levels, weights = int(active.sum()), int(active.sum()) + states
    rows: list[dict[int, Any]] = [{} for _ in range(weights + orders)]
    sides: list[Any] = [Fraction(0)] * len(rows)
    for i, k in np.argwhere(active):
        row, resisted = rows[place[i, k]], world.gamma * world.monism[k]
        row |= {int(place[i, k]): 1 + resisted * world.size[i], levels + int(i): Fraction(-1)}
        if resisted:
            row[weights + int(k)] = resisted
        sides[place[i, k]] = targets[i, k]
        rows[levels + i][int(place[i, k])] = Fraction(1)
        rows[weights + k][int(place[i, k])] = -world.size[i]
    for i in range(states):
        sides[levels + i] = Fraction(total)
    for k in range(orders):
        rows[weights + k][weights + k] = Fraction(1)
    _add_recognition(world, active, place, rows)
    written = [whole_equation(row, side) for row, side in zip(rows, sides, strict=True)]
    return [row for row, _ in written], [side for _, side in written]


def _add_recognition(world: World, active: Flags, place: Any, rows: list[dict[int, Any]]) -> None:
    like = [(int(k), int(other)) for k, other in np.argwhere(world.closeness != 0)]
    for i, j, weight in zip(*world.ties, strict=True):
        for k, other in like:
            if active[i, k] and active[j, other]:
                row, column = rows[place[i, k]], int(place[j, other])
                row[column] = row.get(column, Fraction(0)) - world.beta * weight * world.closeness[k, other]
