"""Who moves the others: the influence of each state, by a finite push.

A state at a corner does not move for a small push, so each is pushed by 1/10 towards each order; its influence is
sum_i s_i |dx_i| / (1/10) over the others i, for the order for which that is largest. Without resistance, with C the
identity and everybody at an interior mix it ranks as the inter-centrality of Ballester, Calvo-Armengol and Zenou
(2006).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ...games.world.world import World
from ..deadline import tell
from .steps import stepped

PUSH = 0.1

_NUMBERS_AT_ONCE = 2_000_000


@dataclass(frozen=True, eq=False)
class Influence:
    """The influence of each state, and the number of the order to which a push gives it; shapes (n,).

    Of the states at the places from `reached` on it was not worked out in time: 0 stands there.
    """

    values: Floats
    orders: NDArray[np.int64]
    reached: int

    def ranked(self) -> list[int]:
        """Return the places of the states that were reached, the most influential first."""
        return [int(place) for place in np.argsort(-self.values[: self.reached], kind="stable")]


def influence(world: World, practice: Floats, deadline: float = inf) -> Influence:
    """Return the influence of each state at an equilibrium in floating-point numbers.

    None is looked at after the deadline, a reading of the clock `time.monotonic`.
    """
    numbers = world.decimals
    states, orders = practice.shape
    moved, reached = np.zeros((states * orders,)), 0
    chunk = max(1, _NUMBERS_AT_ONCE // practice.size)
    for start in range(0, states * orders, chunk):
        tell("states", start // orders, states)
        pushed = np.arange(start, min(start + chunk, states * orders))
        targets = np.repeat(numbers.targets[None], len(pushed), axis=0)
        targets.reshape(len(pushed), -1)[np.arange(len(pushed)), pushed] += PUSH
        try:
            steps = stepped(numbers, np.repeat(practice[None], len(pushed), axis=0), targets, deadline=deadline)
        except TimeoutError:
            break
        steps -= practice
        sizes = np.sqrt((steps**2).sum(axis=2)) * numbers.size
        moved[pushed] = (sizes.sum(axis=1) - sizes[np.arange(len(pushed)), pushed // orders]) / PUSH
        reached = int(pushed[-1] + 1) // orders
    by_order = moved.reshape(states, orders)
    by_order[reached:] = 0
    return Influence(by_order.max(axis=1), by_order.argmax(axis=1), reached)
