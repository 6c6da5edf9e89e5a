"""Arenas: families of games whose payoffs follow from named parameters and from what the actors value.

An arena says, for each profile of actions, what it does to each player along the nine dimensions of value. This is
written once, as plain arithmetic on the parameters, and serves three uses: numbers give one game, arrays of length B
give B games at once, SymPy symbols give formulas. A player's payoff is the sum, over the dimensions, of its value
weight times the consequence; `relative_gain` is derived here as own gain minus the mean gain of the other states, or
of those that a player reckons its rivals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .dimensions import DIMENSIONS, POSITION
from .normal_form import PureProfile
from .parameters import Family
from .stochastic.course import Course
from .text.labels import Labels
from .text.shown import Shown

Effects = Mapping[str, Mapping[str, Any]]
"""For each player, the dimensions that a profile touches (or UNREST), with the size of the effect."""

UNREST = "unrest"
"""An effect on security that comes from a state's own society, and is felt on the ground floor."""

_PLACES = {**POSITION, UNREST: POSITION["security"]}


@dataclass(frozen=True)
class Kind:
    """One of the kinds that a player may be of, which it alone knows and which what happens depends on.

    Attributes
    ----------
    chance
        The parameter that is the chance of it; empty for the first kind of a player, which has the rest.
    committed
        The one action that it ever takes; empty where it decides.
    """

    name: str
    chance: str = ""
    committed: str = ""


_GAIN, _RELATIVE_GAIN = POSITION["gain"], POSITION["relative_gain"]


@dataclass(frozen=True, repr=False)
class Arena(Shown, Family):
    """A family of games between a few players.

    Attributes
    ----------
    effects
        Called with the names of the actions, one per player, and the parameters as attributes of a namespace `p`;
        returns the effects. `p.one` is the number 1 in the arithmetic of the call, so a constant one fifth is
        `p.one / 5`, and a truth that counts is `int(a == "join")`, as symbols take no booleans. Consequences that it
        leaves out are 0; it never sets `relative_gain`. The action of a player of private kind has the kind before it,
        as in "expansive enlarge".
    reference_types
        For each player the order, or the mix of orders, that it follows where a scenario names no actors; empty for an
        arena whose scenario names them all.
    societies
        The players that are no states but societies: what they feel is felt on the ground floor, and nobody's gain is
        measured by theirs.
    course
        How one of the parameters moves as the arena is played again and again; None where nothing moves.
    kinds
        For each player of private kind the kinds, at least one of which decides.
    labels
        What readers call its players, actions and outcomes.
    """

    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    reference_types: tuple[str | Mapping[str, Any], ...]
    effects: Callable[[tuple[str, ...], Any], Effects]
    societies: tuple[str, ...] = ()
    course: Course | None = None
    kinds: Mapping[str, tuple[Kind, ...]] = field(default_factory=dict)
    labels: Labels = field(default_factory=Labels)

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return self.title

    @property
    def shape(self) -> tuple[int, ...]:
        """How many actions each player has."""
        return tuple(len(names) for names in self.actions)

    @property
    def moves(self) -> tuple[tuple[str, ...], ...]:
        """What each player can do; for one of private kind its actions of each kind, as `effects` is told of them."""
        return tuple(
            tuple(f"{kind.name} {name}" for kind in self.kinds[player] for name in names)
            if player in self.kinds
            else names
            for player, names in zip(self.players, self.actions, strict=True)
        )

    def deciding_kinds(self, player: str) -> int:
        """Return of how many kinds that have a choice a player may be."""
        return sum(not kind.committed for kind in self.kinds.get(player, (Kind(""),)))

    def pure_profiles(self) -> Iterator[tuple[PureProfile, tuple[str, ...]]]:
        """Go through the pure profiles: action numbers and action names, those of every kind of a player."""
        numbers = product(*(range(len(names)) for names in self.moves))
        return zip(numbers, product(*self.moves), strict=True)


@dataclass(frozen=True, repr=False)
class ArenaGame(Shown):
    """An arena with a value for each of its parameters, by name.

    `held` names those that stay as they are where everything uncertain is drawn: what a scenario says of its own case.
    """

    arena: Arena
    parameters: Mapping[str, Any]
    held: frozenset[str] = frozenset()

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return self.arena.title

    @property
    def players(self) -> tuple[str, ...]:
        """The arena's players."""
        return self.arena.players

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """The arena's actions."""
        return self.arena.actions


def consequences(
    arena: Arena, values: Mapping[str, Any], rivals: Mapping[str, tuple[str, ...]] | None = None
) -> NDArray[Any]:
    """Return what every profile does to every player along every dimension.

    Parameters
    ----------
    values
        A value for each parameter, by name: all of them numbers, Fractions or symbols, or some of them arrays of
        the same length B.
    rivals
        Against whom each player measures its gain, by name; one without any has no relative gain, and one that is
        left out measures itself against all other states.

    Returns
    -------
    ndarray
        Shape (n, m_1, .., m_n, 9), with a leading axis B where a value is an array; floats where all values are
        floats or arrays of floats, objects otherwise (Fractions for an arena without parameters). Along the axis of a
        player of private kind stand its actions, once for each kind.
    """
    table = _table_of_effects(arena, values, lambda player, effect: True)
    add_relative_gains(arena, rivals or {}, np.moveaxis(table, -len(arena.players) - 2, 0))
    return table


def consequences_at_home(arena: Arena, values: Mapping[str, Any]) -> NDArray[Any]:
    """Return that part of the consequences which societies feel or stir: it is felt on the ground floor alone.

    Values and result are as in `consequences`.
    """
    return _table_of_effects(arena, values, lambda player, effect: player in arena.societies or effect == UNREST)


def _table_of_effects(arena: Arena, values: Mapping[str, Any], counted: Callable[[str, str], bool]) -> NDArray[Any]:
    table, named = _blank(values, (len(arena.players), *map(len, arena.moves), len(DIMENSIONS)))
    for numbers, names in arena.pure_profiles():
        for player, effects in arena.effects(names, named).items():
            for effect_name, effect in effects.items():
                if counted(player, effect_name):
                    table[..., arena.players.index(player), *numbers, _PLACES[effect_name]] += effect
    return table


def add_relative_gains(arena: Arena, rivals: Mapping[str, tuple[str, ...]], tables: NDArray[Any]) -> None:
    """Set each player's own gain minus the mean gain of its rivals; `tables` has the players first."""
    states = [player for player in arena.players if player not in arena.societies]
    for place, player in enumerate(arena.players):
        others = rivals.get(player, tuple(s for s in states if s != player) if player in states else ())
        if others:
            total = sum(tables[arena.players.index(other)][..., _GAIN] for other in others)
            tables[place][..., _RELATIVE_GAIN] = tables[place][..., _GAIN] - total / len(others)


def transitions(arena: Arena, course: Course, values: Mapping[str, Any]) -> NDArray[Any]:
    """Return the chance of each next state of an arena's course after every profile in every state.

    Parameters
    ----------
    values
        As in `consequences`; that of the parameter which moves has no effect.

    Returns
    -------
    ndarray
        Shape (states, m_1, .., m_n, states), with a leading axis B and in the arithmetic that `consequences` has.
    """
    states = len(course.states)
    table, named = _blank(values, (states, *arena.shape, states))
    for state in range(states):
        for numbers, names in arena.pure_profiles():
            for following, chance in course.moves(names, state, named).items():
                table[(..., state, *numbers, following)] = chance
    return table


def _blank(values: Mapping[str, Any], shape: tuple[int, ...]) -> tuple[NDArray[Any], SimpleNamespace]:
    """Return a table of zeros, with a leading axis in a batch, and the values as attributes, in one arithmetic."""
    batch = np.broadcast_shapes(*(np.shape(value) for value in values.values()))
    exact = not all(isinstance(value, float | np.ndarray) for value in values.values()) or not values
    table = np.full((*batch, *shape), Fraction(0) if exact else 0.0, dtype=object if exact else np.float64)
    return table, SimpleNamespace(**values, one=Fraction(1) if exact else 1.0)


def contract(table: NDArray[Any], weights: NDArray[Any]) -> NDArray[Any]:
    """Turn consequences (.., n, m_1, .., m_n, 9) and value weights (.., n, 9) into payoffs (.., n, m_1, .., m_n).

    Either may have the leading axis B of a batch.
    """
    n, dimensions = weights.shape[-2:]
    profiles = table.shape[-1 - n : -1]
    lead = table.shape[: table.ndim - n - 2]
    flat = table.reshape(*lead, n, -1, dimensions)
    payoffs = np.matmul(flat, weights[..., None])[..., 0]
    return payoffs.reshape(*payoffs.shape[:-1], *profiles)
