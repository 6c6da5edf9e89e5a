"""Why a state practises what it does: what draws it to each order and what holds it back, at the margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...games.world.field import aggregate
from ...games.world.world import World


@dataclass(frozen=True, eq=False)
class Reasons:
    """The parts of a state's marginal gain by each order, each of shape (K,).

    What it practises gains it `level` at the margin less its practice; an order that it leaves aside less than that.
    """

    state: str
    identity: Any
    pushed: Any
    ties: Any
    resistance: Any
    practice: Any

    @property
    def pull(self) -> Any:
        """What all parts come to."""
        return self.identity + self.pushed + self.ties - self.resistance

    @property
    def level(self) -> Any:
        """The pull less the practice of every order that is practised: the same for all of them at an equilibrium."""
        return (self.pull - self.practice)[self.practice > 0].min()


def reasons(world: World, practice: Any, place: int) -> Reasons:
    """Return why a state, by its place, practises what it does."""
    numbers: Any = world if practice.dtype == object else world.decimals
    row = np.flatnonzero(world.ties.rows == place)
    weights = world.ties.weights[row] if practice.dtype == object else world.ties.weights[row].astype(float)
    recognised = weights @ practice[world.ties.columns[row]] if len(row) else 0 * practice[place]
    own = numbers.size[place] * practice[place]
    return Reasons(
        world.states[place],
        numbers.theta[place],
        numbers.targets[place] - numbers.theta[place],
        numbers.beta * (recognised @ numbers.closeness),
        numbers.gamma * numbers.monism * (aggregate(numbers, practice) + own),
        practice[place],
    )
