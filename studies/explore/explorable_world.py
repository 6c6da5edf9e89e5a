"""A world made ready to be explored: its numbers as dials, and up to where one equilibrium is proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...games.errors import InputError
from ...games.numbers import counted, read_fraction
from ...games.world.setting import WorldSetting
from ...games.world.world import World
from ...solvers.world.uniqueness import closeness_norm, network_radius
from ..world.plan import plausible, present
from .explorable import Dial

MOST_STATES = 200
MOST_TIES = 8_000
"""A world of more is no page that is solved anew at every move."""


@dataclass(frozen=True, eq=False)
class ExplorableWorld:
    """A world that can be solved anew wherever its dials stand.

    Attributes
    ----------
    dials
        Its weights, and the monism and the appeal of each order; pushes on states are none of them.
    radius
        Below 1 / `radius` beta has one equilibrium, proven (by sizes and the spectrum of the network).
    given
        The settings, as K=V, with which the world became another than its file's.
    asked
        The same setting before the changes are made that it asks about.
    """

    setting: WorldSetting
    asked: WorldSetting
    dials: tuple[Dial, ...]
    radius: float
    given: tuple[str, ...] = ()


def explorable_world(setting: WorldSetting, given: tuple[str, ...] = ()) -> ExplorableWorld:
    """Return a world ready to be explored, with the changes made that it asks about.

    Raises
    ------
    InputError
        If it has more states or ties than a page solves at every move.
    """
    settled = setting.with_world(setting.changes)
    world = settled.world
    for name, most, count in (("states", MOST_STATES, len(world.states)), ("ties", MOST_TIES, len(world.ties.rows))):
        if count > most:
            raise InputError(f"a page shows worlds of at most {counted(most)} {name}, this one has {counted(count)}")
    return ExplorableWorld(settled, setting, tuple(_dials(world)), closeness_norm(world) * network_radius(world), given)


def _dials(world: World) -> Iterator[Dial]:
    for path, name, meaning in (
        ("beta", "recognition (beta)", "Weight of recognition by those that a state is tied to"),
        ("gamma", "resistance (gamma)", "Weight of resistance to what weighs much and claims all"),
    ):
        yield _dial(world, path, name, "Weights", meaning)
    for head, group, meaning in (
        ("monism", "How universal each order claims to be", "Monism of the order"),
        ("appeal", "What draws all states", "Appeal of the order to every state"),
    ):
        for order in world.orders:
            yield _dial(world, f"{head}.{order}", order, group, meaning)


def _dial(world: World, path: str, name: str, group: str, meaning: str) -> Dial:
    """Return the dial of a number, over the range held plausible, widened to hold the number."""
    value = read_fraction(present(world, path))
    low, high = (read_fraction(round(end, 9)) for end in plausible(world, path))
    return Dial((), path, name, group, None, min(low, value), max(high, value), value, meaning)
