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

from ....games.arena import Arena, contract
from ....games.arrays import Flags, Floats
from ....games.dimensions import POSITION
from ....games.parameters import Parameter
from ....solvers.best_replies import best_reply_table, in_ties, only_best_replies
from ....solvers.stability.batch_stability import stability_batch
from .draws import Numbers
from .setting import Kind, Setting, Values


@dataclass(frozen=True, eq=False)
class Worlds:
    """B worlds of one arena: its setting, the value matrices, and for each player the order or mix that it follows."""

    setting: Setting
    values: Values
    types: tuple[Kind, ...]

    def __len__(self) -> int:
        return len(self.values.matrices)

    @property
    def arena(self) -> Arena:
        """The arena."""
        return self.setting.arena

    @property
    def parameters(self) -> Mapping[str, Floats]:
        """For each parameter, by name, its values: arrays of shape (B,)."""
        return self.setting.parameters

    @property
    def matrices(self) -> Floats:
        """The value matrices, shape (B, 5, 9)."""
        return self.values.matrices

    def weighing(self, row: str, dimension: str, weight: float) -> Worlds:
        """Return the worlds in which a row of the value matrix has this weight on a dimension."""
        return replace(self, values=self.values.weighing(row, dimension, weight))

    def given(self, **values: Any) -> Worlds:
        """Return the worlds with some parameters (by name or symbol) set, and players' types (by name) replaced.

        A number holds in every world; an array of shape (B,) holds world by world.
        """
        types = tuple(values.pop(player, own) for player, own in zip(self.arena.players, self.types, strict=True))
        return replace(self, setting=self.setting.given(values), types=types)

    @cached_property
    def payoffs(self) -> Floats:
        """The payoffs of every world, shape (B, n, m_1, .., m_n); in memory the worlds stand last."""
        weights = np.stack([self.weights(kind) for kind in self.types], axis=1)
        payoffs = contract(self.setting.consequences, weights.reshape(self.setting.repeats, -1, *weights.shape[1:]))
        last = np.moveaxis(payoffs.reshape(len(self), *payoffs.shape[2:]), 0, -1)
        return np.moveaxis(np.ascontiguousarray(last), -1, 0)

    def effects(self, dimension: str) -> Floats:
        """Return what every profile does to every player along a dimension, shape of `payoffs`."""
        return np.concatenate([self.setting.consequences[..., POSITION[dimension]]] * self.setting.repeats)

    def weights(self, kind: Kind) -> Floats:
        """Return the value weights of an order, or of a mix of them, shape (B, 9)."""
        return self.values.weights(kind)

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

    @cached_property
    def foreseen(self) -> Flags:
        """Which pure profiles are stable where each reckons with the others' answers (SEQ), (B, m_1, .., m_n)."""
        return np.asarray(stability_batch(in_ties(self.payoffs, axis=1), "seq")["seq"].all(axis=1))

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

    def sequential(self, *profile: str) -> Flags:
        """Tell where a pure profile is stable where each reckons with the others' answers (SEQ), shape (B,)."""
        return np.asarray(self.foreseen[(slice(None), *self._numbers(profile))])

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
        setting = Setting(self.arena, numbers.values(self.name, self.parameters), numbers.repeats)
        return Worlds(setting, Values(numbers.matrices), self.arena.reference_types)
