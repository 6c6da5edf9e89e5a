"""From decisions to rows: what is played in the equilibria that were found, what it pays, and the regret.

Nothing is taken from the decisions but where there is an equilibrium, and its index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from math import prod
from typing import NamedTuple

import numpy as np

from ..n_player.support_profiles import Supports
from .gains import Flags, Floats
from .kernel import Kernel, Signs, Weights
from .measure import Numbers, blocks, gathered, measure


class Rows(NamedTuple):
    """K equilibria, always along the last axis; the probabilities of all players' actions stand one after the other."""

    game: Numbers
    probabilities: Floats
    payoffs: Floats
    regret: Floats
    relative_regret: Floats
    pure: Flags
    indices: Signs
    indexed: Flags

    def put(self, which: Numbers | slice, measured: tuple[Floats, Floats, Floats]) -> None:
        """Fill in what `measure` said of some rows."""
        payoffs, self.regret[which], self.relative_regret[which] = measured
        for column, values in zip(self.payoffs, payoffs, strict=True):
            column[which] = values


def closed_form_rows(payoffs: Floats, kernel: Kernel, indices: Signs, buffer: Floats) -> Rows:
    """Return the equilibria that a kernel found.

    Parameters
    ----------
    payoffs
        Shape (B, n, m_1, .., m_n), contiguous.
    indices
        The index of the equilibrium with each support, 0 where there is none, shape (B, S).
    """
    shape, each = payoffs.shape[2:], prod(payoffs.shape[1:])
    keys = np.flatnonzero(indices != 0)
    game = keys // len(kernel.supports)
    number = keys - game * len(kernel.supports)
    pure = number < kernel.n_pure
    probabilities = _certainties(kernel.supports, shape).take(number, axis=1)
    rows = _unmeasured(game, probabilities, len(shape), pure, indices.reshape(-1).take(keys), np.ones_like(pure))
    for block in blocks(len(keys), each):
        # What this gives for rows that are not pure is written over below.
        _look_up(rows, payoffs, number[block] * pure[block], block)
    if kernel.mix is not None:
        mixed = np.flatnonzero(~pure)
        mixed = mixed[np.argsort(number[mixed].astype(np.uint8), kind="stable")]
        for block in blocks(len(mixed), each):
            which = mixed[block]
            tables = gathered(payoffs, game[which], buffer)
            profile = _mixtures(tables, kernel.supports, kernel.mix, number[which])
            for column, values in zip(probabilities, chain.from_iterable(profile), strict=True):
                column[which] = values
            rows.put(which, measure(tables, profile))
    return rows


def measured_rows(
    payoffs: Floats, game: Numbers, profile: Sequence[Floats], indices: Signs, indexed: Flags, buffer: Floats
) -> Rows:
    """Return rows with given strategies (m_i, K), measured in their games."""
    pure = np.logical_and.reduce([(strategy == 1).any(axis=0) for strategy in profile])
    rows = _unmeasured(game, np.concatenate(profile), len(profile), pure, indices, indexed)
    for block in blocks(len(game), prod(payoffs.shape[1:])):
        part = [strategy[:, block] for strategy in profile]
        rows.put(block, measure(gathered(payoffs, game[block], buffer), part))
    return rows


def merged(rows: Rows, more: Rows) -> Rows:
    """Return all rows in the order of the games, those of one game in their present order."""
    order = np.argsort(np.concatenate([rows.game, more.game]), kind="stable")
    return Rows._make(np.concatenate(pair, axis=-1).take(order, axis=-1) for pair in zip(rows, more, strict=True))


def _unmeasured(game: Numbers, probabilities: Floats, n: int, pure: Flags, indices: Signs, indexed: Flags) -> Rows:
    """Return rows without regret, in which the payoffs are still to be filled in."""
    regret, relative_regret = np.zeros((2, len(game)))
    return Rows(game, probabilities, np.empty((n, len(game))), regret, relative_regret, pure, indices, indexed)


def _certainties(supports: Sequence[Supports], shape: tuple[int, ...]) -> Floats:
    """Return 1 for every action that a support holds alone, else 0, shape (m_1 + .. + m_n, S)."""
    alone = [[own[player] == (a,) for own in supports] for player, m in enumerate(shape) for a in range(m)]
    return np.array(alone, dtype=np.float64)


def _look_up(rows: Rows, payoffs: Floats, profile: Numbers, block: slice) -> None:
    """Fill in what pure profiles, given by their numbers, pay, and what the best deviation from them would gain."""
    shape = payoffs.shape[2:]
    cell = np.arange(prod(shape))
    place = rows.game[block] * prod(payoffs.shape[1:]) + profile
    for player, m in enumerate(shape):
        own_payoffs = payoffs.reshape(-1)[player * len(cell) :]
        step = prod(shape[player + 1 :])
        action = cell // step % m
        own = own_payoffs.take(place)
        for turn in range(1, m):
            deviation = ((action + turn) % m - action) * step
            gain = own_payoffs.take(place + deviation.take(profile))
            gain -= own
            np.maximum(rows.regret[block], gain, out=rows.regret[block])
        rows.payoffs[player, block] = own


def _mixtures(
    tables: Floats, supports: Sequence[Supports], mix: Callable[[Floats, int], Weights], number: Numbers
) -> list[Floats]:
    """Return the strategies in games that are sorted by the number of the support."""
    profile = [np.zeros((m, len(number))) for m in tables.shape[1:-1]]
    ends = np.searchsorted(number, np.arange(len(supports) + 1))
    for support in np.flatnonzero(ends[1:] > ends[:-1]).tolist():
        part = slice(ends[support], ends[support + 1])
        weights = mix(tables[..., part], support)
        for strategy, own, weight in zip(profile, supports[support], weights, strict=True):
            total = np.add.reduce(weight)
            for action, share in zip(own, weight, strict=True):
                np.divide(share, total, out=strategy[action, part])
    return profile
