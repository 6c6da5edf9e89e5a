"""Plausible worlds of an arena: its parameters and the value matrix, a number for each in every world.

All worlds are one scenario whose numbers are arrays, so that a prediction is put to thousands of games in one call. The
defaults are a world too, the only one of a collection of size 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....games.actors import Actor, actor_weights, mix
from ....games.arena import Arena, ArenaGame, consequences
from ....games.arrays import Flags, Floats
from ....games.dimensions import DIMENSION_NAMES, POSITION
from ....games.orders.rows import ROW_NAMES
from ....games.parameters import Parameter
from ....games.scenario.scenario import Scenario
from ....solvers.best_replies import best_reply_table, only_best_replies
from ...sweep.columns.games import games_last
from .draws import Numbers

Kind = str | Mapping[str, Any]
"""Whom a player follows: an order, the security state, or a mix of them."""


@dataclass(frozen=True, eq=False)
class Worlds:
    """B worlds of one arena.

    Attributes
    ----------
    parameters
        For each parameter, by name, its values: arrays of shape (B,).
    matrices
        The value matrices, shape (B, 5, 9).
    types
        For each player the order, or mix of orders, that it follows.
    """

    arena: Arena
    parameters: Mapping[str, Floats]
    matrices: Floats
    types: tuple[Kind, ...]

    def __len__(self) -> int:
        return len(self.matrices)

    def weighing(self, row: str, dimension: str, weight: float) -> Worlds:
        """Return the worlds in which a row of the value matrix has this weight on a dimension."""
        matrices = self.matrices.copy()
        matrices[:, ROW_NAMES.index(row), POSITION[dimension]] = weight
        return replace(self, matrices=matrices)

    def given(self, **values: Any) -> Worlds:
        """Return the worlds with some parameters (by name or symbol) set, and players' types (by name) replaced.

        A number holds in every world; an array of shape (B,) holds world by world.
        """
        parameters, types = dict(self.parameters), list(self.types)
        for name, value in values.items():
            if name in self.arena.players:
                types[self.arena.players.index(name)] = value
            else:
                parameters[self.arena.parameter(name).name] = np.broadcast_to(np.float64(value), len(self)).copy()
        return replace(self, parameters=parameters, types=tuple(types))

    @cached_property
    def payoffs(self) -> Floats:
        """The payoffs of every world, shape (B, n, m_1, .., m_n); in memory the worlds stand last."""
        game = ArenaGame(self.arena, self.parameters)
        actors = {name: Actor(name, mix(kind)) for name, kind in zip(self.arena.players, self.types, strict=True)}
        rows = zip(ROW_NAMES, np.moveaxis(self.matrices, 0, -1), strict=True)
        orders = {row: dict(zip(DIMENSION_NAMES, cells, strict=True)) for row, cells in rows}
        return np.moveaxis(games_last(Scenario(self.arena.title, game, actors, orders), len(self)), -1, 0)

    def effects(self, dimension: str) -> Floats:
        """Return what every profile does to every player along a dimension, shape of `payoffs`."""
        return consequences(self.arena, self.parameters)[..., POSITION[dimension]]

    def weights(self, kind: Kind) -> Floats:
        """Return the value weights of an order, or of a mix of them, shape (B, 9)."""
        return actor_weights({name: float(share) for name, share in mix(kind).items()}, self.matrices)

    @cached_property
    def replies(self) -> Flags:
        """Whether each player's action is a best reply to the others', at every profile: shape of `payoffs`."""
        return best_reply_table(self.payoffs, axis=1)

    @cached_property
    def only_replies(self) -> Flags:
        """Whether it is the only one, shape of `payoffs`."""
        return only_best_replies(self.replies, axis=1)

    @cached_property
    def equilibria(self) -> Flags:
        """Which pure profiles are Nash equilibria, shape (B, m_1, .., m_n)."""
        return np.asarray(self.replies.all(axis=1))

    def own_payoffs(self, player: str, against: tuple[str, ...]) -> Floats:
        """Return what each of a player's actions pays against the named actions of the others, shape (B, m_i).

        `against` names the actions of the other players, in their order.
        """
        return self._line(self.payoffs, player, against)

    def reply(self, player: str, action: str, *against: str) -> Flags:
        """Tell where an action is a best reply, perhaps one of several, shape (B,)."""
        return self._line(self.replies, player, against)[:, self._action(player, action)]

    def only_reply(self, player: str, action: str, *against: str) -> Flags:
        """Tell where an action is the player's only best reply, shape (B,)."""
        return self._line(self.only_replies, player, against)[:, self._action(player, action)]

    def dominant(self, player: str, action: str) -> Flags:
        """Tell where an action is the player's only best reply to everything that the others may do, shape (B,)."""
        return np.asarray(self._own_table(self.only_replies, player)[:, self._action(player, action)].all(axis=1))

    def never_reply(self, player: str, action: str) -> Flags:
        """Tell where an action is no best reply to anything that the others may do, shape (B,)."""
        return np.asarray(~self._own_table(self.replies, player)[:, self._action(player, action)].any(axis=1))

    def nash(self, *profile: str) -> Flags:
        """Tell where a pure profile is a Nash equilibrium, shape (B,)."""
        return np.asarray(self.equilibria[(slice(None), *self._numbers(profile))])

    def among(self, players: Iterable[str], *profile: str) -> Flags:
        """Tell where these players have no better reply at a pure profile: it is an equilibrium among them, (B,)."""
        at = self._numbers(profile)
        return np.logical_and.reduce([self.replies[(slice(None), self._place(player), *at)] for player in players])

    def worth(self, player: str, *profile: str) -> Floats:
        """Return what a player gets at a pure profile, shape (B,)."""
        return self.payoffs[(slice(None), self._place(player), *self._numbers(profile))]

    def playing(self, **actions: str) -> Flags:
        """Tell at which pure profiles the named players play the named actions, shape (m_1, .., m_n)."""
        played = np.indices(self.arena.shape)
        places = [played[self._place(player)] == self._action(player, action) for player, action in actions.items()]
        return np.logical_and.reduce(places)

    def _place(self, player: str) -> int:
        return self.arena.players.index(player)

    def _action(self, player: str, action: str) -> int:
        return self.arena.actions[self._place(player)].index(action)

    def _numbers(self, profile: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self._action(player, name) for player, name in zip(self.arena.players, profile, strict=True))

    def _line(self, table: NDArray[Any], player: str, against: tuple[str, ...]) -> NDArray[Any]:
        """Return a player's part of a table (B, n, m_1, .., m_n) along its own actions, shape (B, m_i)."""
        place = self._place(player)
        others = (*against[:place], self.arena.actions[place][0], *against[place:])
        chosen: list[Any] = list(self._numbers(others))
        chosen[place] = slice(None)
        return table[(slice(None), place, *chosen)]

    def _own_table(self, table: NDArray[Any], player: str) -> NDArray[Any]:
        """Return a player's part of a table (B, n, m_1, .., m_n), own action first: shape (B, m_i, the rest)."""
        place = self._place(player)
        return np.moveaxis(table[:, place], 1 + place, 1).reshape(len(self), self.arena.shape[place], -1)


@dataclass(frozen=True)
class ArenaModel:
    """An arena as a model."""

    arena: Arena

    @property
    def name(self) -> str:
        """The arena's name."""
        return self.arena.name

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The arena's parameters."""
        return self.arena.parameters

    def worlds(self, numbers: Numbers) -> Worlds:
        """Return the worlds, played by the arena's own types."""
        values = numbers.values(self.name, self.parameters)
        return Worlds(self.arena, values, numbers.matrices, self.arena.reference_types)
