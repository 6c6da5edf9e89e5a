"""Who moves the others: the influence of each state, by a finite push.

A state at a corner does not move for a small push, so each is pushed by 1/10 towards each order; its influence is
sum_i s_i |dx_i| / (1/10) over the others i, for the order for which that is largest. Without resistance, with C the
identity and everybody at an interior mix it ranks as the inter-centrality of Ballester, Calvo-Armengol and Zenou
(2006).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ...games.world.world import World
from .steps import stepped

PUSH = 0.1

_NUMBERS_AT_ONCE = 2_000_000


@dataclass(frozen=True, eq=False)
class Influence:
    """The influence of each state, and the number of the order to which a push gives it; shapes (n,)."""

    values: Floats
    orders: NDArray[np.int64]

    def ranked(self) -> list[int]:
        """Return the places of the states, the most influential first."""
        return [int(place) for place in np.argsort(-self.values, kind="stable")]


def influence(world: World, practice: Floats) -> Influence:
    """Return the influence of each state at an equilibrium in floating-point numbers."""
    numbers = world.decimals
    states, orders = practice.shape
    moved = np.zeros((states * orders,))
    chunk = max(1, _NUMBERS_AT_ONCE // practice.size)
    for start in range(0, states * orders, chunk):
        pushed = np.arange(start, min(start + chunk, states * orders))
        targets = np.repeat(numbers.targets[None], len(pushed), axis=0)
        targets.reshape(len(pushed), -1)[np.arange(len(pushed)), pushed] += PUSH
        steps = stepped(numbers, np.repeat(practice[None], len(pushed), axis=0), targets) - practice
        sizes = np.sqrt((steps**2).sum(axis=2)) * numbers.size
        moved[pushed] = (sizes.sum(axis=1) - sizes[np.arange(len(pushed)), pushed // orders]) / PUSH
    by_order = moved.reshape(states, orders)
    return Influence(by_order.max(axis=1), by_order.argmax(axis=1))
