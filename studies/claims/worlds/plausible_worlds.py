"""Plausible worlds: an arena whose parameters and value matrix are drawn uniformly from their ranges.

A world has a number for everything that is uncertain: the arena's parameters, and the 36 weights of the value matrix
before its rows are normalised. All worlds are one scenario whose numbers are arrays, so that a prediction is put to
thousands of games in one call. The defaults are a world too, the only one of a collection of size 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....games.actors import Actor, mix
from ....games.arena import Arena, ArenaGame
from ....games.dimensions import DIMENSION_NAMES
from ....games.orders.rows import ORDERS, weight_cells
from ....games.parameters import Parameter
from ....games.scenario.scenario import Scenario
from ....solvers.best_replies import best_reply_table, only_best_replies
from ...sweep.columns.games import games_last
from .model import Input, Values


@dataclass(frozen=True, eq=False)
class Worlds:
    """B worlds of one arena.

    Attributes
    ----------
    parameters
        For each parameter, by name, its values: arrays of shape (B,).
    matrices
        The value matrices, shape (B, 4, 9).
    types
        For each player the order, or mix of orders, that it follows.
    """

    arena: Arena
    parameters: Mapping[str, NDArray[np.float64]]
    matrices: NDArray[np.float64]
    types: tuple[str | Mapping[str, Any], ...]

    def __len__(self) -> int:
        return len(self.matrices)

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
    def payoffs(self) -> NDArray[np.float64]:
        """The payoffs of every world, shape (B, n, m_1, .., m_n); in memory the worlds stand last."""
        game = ArenaGame(self.arena, self.parameters)
        actors = {name: Actor(name, mix(kind)) for name, kind in zip(self.arena.players, self.types, strict=True)}
        rows = zip(ORDERS, np.moveaxis(self.matrices, 0, -1), strict=True)
        orders = {order: dict(zip(DIMENSION_NAMES, row, strict=True)) for order, row in rows}
        return np.moveaxis(games_last(Scenario(self.arena.title, game, actors, orders), len(self)), -1, 0)

    @cached_property
    def replies(self) -> NDArray[np.bool_]:
        """Whether each player's action is a best reply to the others', at every profile: shape of `payoffs`."""
        return best_reply_table(self.payoffs, axis=1)

    @cached_property
    def only_replies(self) -> NDArray[np.bool_]:
        """Whether it is the only one, shape of `payoffs`."""
        return only_best_replies(self.replies, axis=1)

    @cached_property
    def equilibria(self) -> NDArray[np.bool_]:
        """Which pure profiles are Nash equilibria, shape (B, m_1, .., m_n)."""
        return np.asarray(self.replies.all(axis=1))

    def own_payoffs(self, player: str, against: tuple[str, ...]) -> NDArray[np.float64]:
        """Return what each of a player's actions pays against the named actions of the others, shape (B, m_i).

        `against` names the actions of the other players, in their order.
        """
        return self._line(self.payoffs, player, against)

    def reply(self, player: str, action: str, *against: str) -> NDArray[np.bool_]:
        """Tell where an action is a best reply, perhaps one of several, shape (B,)."""
        return self._line(self.replies, player, against)[:, self._action(player, action)]

    def only_reply(self, player: str, action: str, *against: str) -> NDArray[np.bool_]:
        """Tell where an action is the player's only best reply, shape (B,)."""
        return self._line(self.only_replies, player, against)[:, self._action(player, action)]

    def dominant(self, player: str, action: str) -> NDArray[np.bool_]:
        """Tell where an action is the player's only best reply to everything that the others may do, shape (B,)."""
        return np.asarray(self._own_table(self.only_replies, player)[:, self._action(player, action)].all(axis=1))

    def never_reply(self, player: str, action: str) -> NDArray[np.bool_]:
        """Tell where an action is no best reply to anything that the others may do, shape (B,)."""
        return np.asarray(~self._own_table(self.replies, player)[:, self._action(player, action)].any(axis=1))

    def nash(self, *profile: str) -> NDArray[np.bool_]:
        """Tell where a pure profile is a Nash equilibrium, shape (B,)."""
        return np.asarray(self.equilibria[(slice(None), *self._numbers(profile))])

    def worth(self, player: str, *profile: str) -> NDArray[np.float64]:
        """Return what a player gets at a pure profile, shape (B,)."""
        return self.payoffs[(slice(None), self._place(player), *self._numbers(profile))]

    def playing(self, **actions: str) -> NDArray[np.bool_]:
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
    """An arena as a model of uncertain inputs: its parameters, and every cell of the value matrix."""

    arena: Arena

    @property
    def name(self) -> str:
        """The arena's name."""
        return self.arena.name

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The parameters, by name, then the cells of the value matrix, row by row, as "orders.liberal.gain"."""
        return all_inputs(self.arena.parameters)

    def worlds(self, values: Values) -> Worlds:
        """Return the worlds of rows of values."""
        return Worlds(self.arena, *numbers_of(self.arena.parameters, values), self.arena.reference_types)


def all_inputs(parameters: Iterable[Parameter]) -> tuple[Input, ...]:
    """Return parameters as inputs, by name, and after them the `weight_inputs`."""
    named = (Input(known.name, float(known.default), float(known.low), float(known.high)) for known in parameters)
    return (*named, *weight_inputs())


def numbers_of(
    parameters: Sequence[Parameter], values: Values
) -> tuple[Mapping[str, NDArray[np.float64]], NDArray[np.float64]]:
    """Return values of `all_inputs` as a column (B,) for each parameter, by name, and value matrices (B, 4, 9)."""
    columns = {known.name: values[:, k] for k, known in enumerate(parameters)}
    return columns, as_matrices(values[:, len(parameters) :])


def weight_inputs() -> tuple[Input, ...]:
    """Return the cells of the value matrix as inputs, row by row."""
    return tuple(
        Input(f"orders.{order.name}.{name}", float(cell.value), float(cell.low), float(cell.high))
        for order, name, cell in weight_cells()
    )


def as_matrices(values: Values) -> NDArray[np.float64]:
    """Return values of `weight_inputs` as value matrices, shape (B, 4, 9)."""
    return values.reshape(len(values), len(ORDERS), -1)
