"""A world at many points: over beta, gamma, monism, appeals and pushes, and over draws of the estimated mixes.

Regimes are told by the leading order of each state, and by the blocs where these are asked for: of the points that have
the same ones it is said how many they are, and where they lie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ...games.text.shown import Shown
from ...games.world.setting import WorldSetting
from ..sweep.running.chunks import Failure
from ..sweep.running.parts import one_table, to_arrays
from ..sweep.sweep import Solved, solved
from .plan import CONCEPTS, WorldPlan, world_plan


class Regime(NamedTuple):
    """Points with the same leading orders: which, the order that leads in the world at the first of them, the blocs."""

    points: NDArray[np.int64]
    leading: str
    differing: tuple[tuple[str, str], ...]
    blocs: str | None = None


@dataclass(frozen=True, eq=False, repr=False)
class WorldSweep(Shown):
    """A world at many points.

    Attributes
    ----------
    over
        The axes, without draws of mixes.
    points
        The value of each axis, shape (B, d).
    aggregates
        The weight of each order in the world, shape (B, K).
    leading
        The number of the leading order of each state, shape (B, n).
    unique
        At which points the equilibrium is proven unique, shape (B,).
    drawn
        Whether mixes were drawn from their intervals.
    asked
        The columns of the concepts that were asked for, by their names, each of shape (B,).
    failed
        The chunks of rows that could not be solved.
    """

    setting: WorldSetting
    over: tuple[str, ...]
    points: Floats
    aggregates: Floats
    leading: NDArray[np.int64]
    unique: NDArray[np.bool_]
    drawn: bool
    asked: Mapping[str, NDArray[Any]]
    failed: tuple[Failure, ...] = ()

    @cached_property
    def regimes(self) -> list[Regime]:
        """The regimes, the most frequent first."""
        orders, states = self.setting.world.orders, self.setting.world.states
        blocs = self.asked.get("blocs")
        told = (
            self.leading if blocs is None else np.column_stack([self.leading, np.unique(blocs, return_inverse=True)[1]])
        )
        _, firsts, members = np.unique(told, axis=0, return_index=True, return_inverse=True)
        usual = self.leading[firsts[np.bincount(members.ravel()).argmax()]]
        found = []
        for place, first in enumerate(firsts):
            own = self.leading[first]
            apart = tuple((states[i], orders[own[i]]) for i in np.flatnonzero(own != usual))
            lead = orders[int(self.aggregates[first].argmax())]
            sides = None if blocs is None else str(blocs[first])
            found.append(Regime(np.flatnonzero(members.ravel() == place), lead, apart, sides))
        return sorted(found, key=lambda regime: -len(regime.points))


def world_sweep(
    setting: WorldSetting,
    over: Mapping[str, Any],
    samples: int | None = None,
    seed: int = 0,
    design: str | None = None,
    concepts: Sequence[str] = (),
    exact: bool = False,
) -> WorldSweep:
    """Solve a world at every point of a grid, or at points drawn.

    Parameters
    ----------
    over
        For each path (beta, gamma, monism.ORDER, appeal.ORDER, push.STATE.ORDER) its values, or with `samples` a range
        or None for the one held plausible; "theta" draws mixes from their intervals.
    samples
        How many points are drawn; a grid where left out.
    seed
        Of the draws.
    design
        A name from `DESIGNS`: by default "grid", with `samples` "sobol", for mixes alone "random".
    concepts
        What else is asked of each world: "nash" for all equilibria, "blocs".
    exact
        Whether each point is solved in fractions, checked in whole numbers, before it is rounded once.

    Raises
    ------
    InputError
        If an axis, a design or a concept is unknown, or they do not fit.
    """
    plan = world_plan(setting, over, design, samples, seed, concepts, exact)
    return swept(plan, solved(plan))


def swept(plan: WorldPlan, rows: Solved) -> WorldSweep:
    """Return the rows of a plan that are solved as the sweep of a world."""
    world = plan.setting.world
    columns = to_arrays(one_table([rows.source.read(number) for number in rows.numbers], plan.columns))
    count = rows.cut.total(rows.numbers)
    orders = {order: place for place, order in enumerate(world.orders)}
    leading = [[orders[order] for order in columns[f"leading.{code}"]] for code in world.states]
    return WorldSweep(
        plan.setting,
        plan.design.paths,
        np.array([columns[path] for path in plan.design.paths]).reshape(-1, count).T,
        np.array([columns[f"world.{order}"] for order in world.orders]).T,
        np.array(leading, dtype=np.int64).T,
        columns["unique"],
        plan.drawn is not None,
        {column.name: columns[column.name] for name in plan.concepts for column in CONCEPTS[name]},
        rows.failed,
    )
