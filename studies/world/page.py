"""The first page of a report on a world: what it practises, whether anyone would move, and what would turn it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...games.text.shown import Shown
from ...solvers.world.steps import found
from .analysis import WorldAnalysis
from .plan import setter

FURTHEST = 1.0
"""By how much an order's appeal to all states is raised at most."""

_STEPS, _HALVINGS = 32, 20


@dataclass(frozen=True)
class Turn:
    """By how much an order's appeal to all must rise before it leads in the world; None where `FURTHEST` is too little.

    Looked for in 32 steps and then halved, in floating point: a turn back between two steps is not seen.
    """

    order: str
    rise: float | None


@dataclass(frozen=True, eq=False, repr=False)
class WorldPage(Shown):
    """The first page of the analysis of a world."""

    analysis: WorldAnalysis

    @property
    def leading(self) -> str:
        """The order that leads in the world, states weighed by size."""
        return self.analysis.now.world.orders[int(np.argmax(self.analysis.now.aggregate.astype(float)))]

    @cached_property
    def turns(self) -> tuple[Turn, ...] | None:
        """For each order that does not lead how much more appeal would let it; None unless one equilibrium is proven.

        The proof is one for every appeal, so that each has one equilibrium; by enumeration it is not.
        """
        proof = self.analysis.now.unique
        if proof is None or proof.method == "enumeration":
            return None
        orders = self.analysis.now.world.orders
        return tuple(Turn(order, self._rise(order)) for order in orders if order != self.leading)

    def _rise(self, order: str) -> float | None:
        world = self.analysis.now.world
        place = world.orders.index(order)
        start, practice = float(world.appeal[place]), self.analysis.now.practice.astype(float)
        raised = setter(world, f"appeal.{order}")

        def leads(rise: float) -> bool:
            numbers = raised(world.decimals, start + rise)
            return int(np.argmax(numbers.size @ found(numbers, practice))) == place

        steps = (FURTHEST * step / _STEPS for step in range(1, _STEPS + 1))
        if (high := next(filter(leads, steps), None)) is None:
            return None
        low = high - FURTHEST / _STEPS
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if leads(middle) else (middle, high)
        return high
