"""Plausible worlds: an arena with its parameters and the whole value matrix drawn uniformly from their ranges.

A world is one draw of everything that is uncertain: each parameter of the arena over its range, each cell of the value
matrix over its bracket, rows then normalised. All worlds are held as arrays, so a prediction is put to thousands of
games in one call. The defaults are a world too, the only one of a collection of size 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ...games.actors import actor_weights, mix
from ...games.arena import Arena, consequences, contract
from ...games.orders import value_matrix, weight_ranges

TIE = 1e-12
"""Payoffs that differ by no more than this count as equal: both are then best replies."""


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
        """The payoffs of every world, shape (B, n, m_1, .., m_n)."""
        mixes = [{order: float(share) for order, share in mix(kind).items()} for kind in self.types]
        weights = np.stack([actor_weights(shares, self.matrices) for shares in mixes], axis=1)
        return contract(consequences(self.arena, self.parameters), weights)

    def best_replies(self, player: str, against: tuple[str, ...]) -> NDArray[np.bool_]:
        """Return which of a player's actions are best replies, shape (B, m_i).

        `against` names the actions of the other players, in their order.
        """
        own = self.own_payoffs(player, against)
        return own >= own.max(axis=1, keepdims=True) - TIE

    def own_payoffs(self, player: str, against: tuple[str, ...]) -> NDArray[np.float64]:
        """Return what each of a player's actions pays against the named actions of the others, shape (B, m_i)."""
        place = self.arena.players.index(player)
        others = [k for k in range(len(self.arena.players)) if k != place]
        chosen: list[Any] = [slice(None)] * len(self.arena.players)
        for k, action in zip(others, against, strict=True):
            chosen[k] = self.arena.actions[k].index(action)
        return self.payoffs[:, place][(slice(None), *chosen)]

    def only_reply(self, player: str, action: str, *against: str) -> NDArray[np.bool_]:
        """Tell where an action is the player's only best reply, shape (B,)."""
        replies = self.best_replies(player, against)
        return replies[:, self._action(player, action)] & (replies.sum(axis=1) == 1)

    def reply(self, player: str, action: str, *against: str) -> NDArray[np.bool_]:
        """Tell where an action is a best reply, perhaps one of several, shape (B,)."""
        return self.best_replies(player, against)[:, self._action(player, action)]

    def never_reply(self, player: str, action: str) -> NDArray[np.bool_]:
        """Tell where an action is no best reply to anything that the others may do, shape (B,)."""
        place = self.arena.players.index(player)
        own = np.moveaxis(self.payoffs[:, place], 1 + place, 1).reshape(len(self), self.arena.shape[place], -1)
        best = own >= own.max(axis=1, keepdims=True) - TIE
        return ~best[:, self._action(player, action)].any(axis=1)

    def nash(self, *profile: str) -> NDArray[np.bool_]:
        """Tell where a pure profile is a Nash equilibrium, shape (B,)."""
        checks = [
            self.reply(player, action, *(profile[:k] + profile[k + 1 :]))
            for k, (player, action) in enumerate(zip(self.arena.players, profile, strict=True))
        ]
        return np.logical_and.reduce(checks)

    def worth(self, player: str, *profile: str) -> NDArray[np.float64]:
        """Return what a player gets at a pure profile, shape (B,)."""
        place = self.arena.players.index(player)
        actions = [names.index(action) for names, action in zip(self.arena.actions, profile, strict=True)]
        return self.payoffs[(slice(None), place, *actions)]

    def _action(self, player: str, action: str) -> int:
        return self.arena.actions[self.arena.players.index(player)].index(action)


def default_world(arena: Arena) -> Worlds:
    """Return the one world in which everything has its default."""
    parameters = {known.name: np.array([float(known.default)]) for known in arena.parameters}
    return Worlds(arena, parameters, value_matrix().astype(np.float64)[None], arena.reference_types)


def drawn_worlds(arena: Arena, samples: int, seed: int) -> Worlds:
    """Return worlds drawn uniformly, the same for the same seed whatever else is drawn."""
    rng = np.random.default_rng([seed, crc32(arena.name.encode())])
    parameters = {
        known.name: rng.uniform(float(known.low), float(known.high), samples) for known in arena.parameters
    }
    low, high = weight_ranges()
    return Worlds(arena, parameters, rng.uniform(low, high, (samples, *low.shape)), arena.reference_types)
