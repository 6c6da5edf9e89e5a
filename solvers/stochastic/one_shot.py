"""What each action pays in each state of a stochastic game, for many stationary profiles at once, and how that changes.

Let q_i(s, a) be what player i gets who plays a in state s once and follows the profile x from then on: its payoffs in
the auxiliary games. If player j's probability of action b in state r changes, the payoffs in state r do, and through
them all values. With R the inverse of I - d P under the profile and w_i(r, b) what i gets where j plays b in r,

    dq_i(s, a) / dx_j(r, b) = [r = s, j not i] q_i(s, a | b) + d sum over t of P(t | s, a) R(t, r) w_i(r, b),

where q_i(s, a | b) is what a pays against b.
"""

from __future__ import annotations

from itertools import combinations
from math import prod

import numpy as np

from ...games.arrays import Floats
from ...games.stochastic.stochastic_game import StochasticGame


class OneShot:
    """The action payoffs of a stochastic game as functions of stationary profiles, with payoffs from 0 to 1.

    Profiles are vectors of K probabilities. Their coordinates are pairs of a state and an action: player by player,
    state by state, action by action. `place` gives for each coordinate the number of its block, a player in a state,
    `starts` where each block starts, and `idle` whether its player is idle.
    """

    def __init__(self, game: StochasticGame) -> None:
        self.shape, self.n_states = game.shape, game.n_states
        self.discount = float(game.discount)
        payoffs = (1 - self.discount) * np.moveaxis(game.relative_payoffs, 1, -1)
        self._brings = np.concatenate([payoffs, game.transitions], axis=-1)[np.newaxis]
        widths = [m for m in self.shape for _ in range(self.n_states)]
        self.idle = np.repeat(game.idle.T.ravel(), widths)
        self.place = np.repeat(np.arange(len(widths)), widths)
        self.starts = np.cumsum([0, *widths[:-1]])
        sizes = [self.n_states * m for m in self.shape]
        self._player = np.repeat(np.arange(len(sizes)), sizes)
        numbers = np.split(np.arange(sum(sizes)), np.cumsum(sizes)[:-1])
        self._coordinates = [own.reshape(self.n_states, m) for own, m in zip(numbers, self.shape, strict=True)]
        self._state = self.place % self.n_states
        self.together: Floats = (self.place[:, np.newaxis] == self.place).astype(np.float64)

    def split(self, profiles: Floats) -> tuple[Floats, ...]:
        """Return vectors of shape (B, K) as one array for each player, shape (B, states, m_i)."""
        ends = np.cumsum([self.n_states * m for m in self.shape])[:-1]
        parts = np.split(profiles, ends, axis=1)
        return tuple(part.reshape(-1, self.n_states, m) for part, m in zip(parts, self.shape, strict=True))

    def joined(self, strategies: tuple[Floats, ...]) -> Floats:
        """Return arrays of shape (B, states, m_i) as vectors (B, K)."""
        return np.concatenate([strategy.reshape(len(strategy), -1) for strategy in strategies], axis=1)

    def at(self, profiles: Floats) -> tuple[Floats, Floats]:
        """Return what actions pay at profiles (B, K), shape (B, K), and its slopes by the probabilities (B, K, K)."""
        strategies, n = self.split(profiles), len(self.shape)
        means = self._averaged(strategies, ())
        resolvent = np.asarray(np.linalg.inv(np.eye(self.n_states) - self.discount * means[..., n:]), dtype=np.float64)
        values = resolvent @ means[..., :n]
        own = [self._averaged(strategies, (i,)) for i in range(n)]
        brings = np.concatenate([_flat(table) for table in own], axis=1)
        worth = self._worth(brings, values)
        carried = self.discount * brings[..., n:] @ resolvent
        slopes = carried[:, :, self._state] * worth[:, :, self._player].swapaxes(1, 2)
        for i, j in combinations(range(n), 2):
            pairs = self._worth(self._averaged(strategies, (i, j)), values)
            rows, columns = self._coordinates[i][:, :, np.newaxis], self._coordinates[j][:, np.newaxis]
            slopes[:, rows, columns] += pairs[..., i]
            slopes[:, columns, rows] += pairs[..., j]
        return worth[:, np.arange(len(self.place)), self._player], slopes

    def _averaged(self, strategies: tuple[Floats, ...], keep: tuple[int, ...]) -> Floats:
        """Average payoffs and moves over all players but those in `keep`: (B, states, their actions, n + states)."""
        table = self._brings
        for j in reversed(range(len(strategies))):
            if j not in keep:
                last = np.moveaxis(table, 2 + j, -1)
                weights = np.expand_dims(strategies[j], tuple(range(2, last.ndim - 1)))
                table = (last * weights).sum(axis=-1)
        return table

    def _worth(self, brings: Floats, values: Floats) -> Floats:
        """Turn averaged payoffs and moves into what they are worth to each player: n numbers in place of n + states."""
        n = values.shape[-1]
        later = _flat(brings[..., n:]) @ values
        return brings[..., :n] + self.discount * later.reshape(len(later), *brings.shape[1:-1], n)


def _flat(table: Floats) -> Floats:
    """Lay all axes but the first and the last out as one."""
    return table.reshape(len(table), prod(table.shape[1:-1]), table.shape[-1])
