"""From decisions to rows: what is played in the equilibria that were found, what it pays, and the regret.

Nothing is taken from the decisions but where there is an equilibrium, and its index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from math import prod
from typing import NamedTuple

import numpy as np

from ..support_profiles import Supports
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

    def put(self, which: Numbers, profile: Sequence[Floats], measured: tuple[Floats, Floats, Floats]) -> None:
        """Fill in the strategies of some rows, and what `measure` said of them."""
        payoffs, self.regret[which], self.relative_regret[which] = measured
        for column, values in zip(chain(self.probabilities, self.payoffs), chain(*profile, payoffs), strict=True):
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
    rows = _new_rows(game, shape, pure, indices.reshape(-1).take(keys), np.ones(len(keys), dtype=bool))
    certainties = _certainties(kernel.supports, shape)
    for block in blocks(len(keys), each):
        rows.probabilities[:, block] = certainties.take(number[block], axis=1)
    which = np.flatnonzero(pure)
    for block in blocks(len(which), each):
        _fill_pure(rows, payoffs, number[which[block]], which[block])
    if kernel.mix is not None:
        which = np.flatnonzero(~pure)
        which = which[np.argsort(number[which].astype(np.uint8), kind="stable")]
        for block in blocks(len(which), each):
            tables = gathered(payoffs, game[which[block]], buffer)
            profile = _mixtures(tables, kernel.supports, kernel.mix, number[which[block]])
            rows.put(which[block], profile, measure(tables, profile))
    return rows


def measured_rows(
    payoffs: Floats, game: Numbers, profile: Sequence[Floats], indices: Signs, indexed: Flags, buffer: Floats
) -> Rows:
    """Return rows with given strategies (m_i, K), measured in their games."""
    pure = np.logical_and.reduce([(strategy == 1).any(axis=0) for strategy in profile])
    rows = _new_rows(game, payoffs.shape[2:], pure, indices, indexed)
    for block in blocks(len(game), prod(payoffs.shape[1:])):
        part = [strategy[:, block] for strategy in profile]
        rows.put(np.arange(block.start, block.stop), part, measure(gathered(payoffs, game[block], buffer), part))
    return rows


def merged(rows: Rows, more: Rows) -> Rows:
    """Return all rows in the order of the games, those of one game in their present order."""
    order = np.argsort(np.concatenate([rows.game, more.game]), kind="stable")
    return Rows._make(np.concatenate(pair, axis=-1).take(order, axis=-1) for pair in zip(rows, more, strict=True))


def _new_rows(game: Numbers, shape: tuple[int, ...], pure: Flags, indices: Signs, indexed: Flags) -> Rows:
    """Return rows without regret, in which probabilities and payoffs are still to be filled in."""
    room = np.empty((sum(shape) + len(shape) + 2, len(game)))
    room[-2:] = 0
    return Rows(game, room[: sum(shape)], room[sum(shape) : -2], room[-2], room[-1], pure, indices, indexed)


def _certainties(supports: Sequence[Supports], shape: tuple[int, ...]) -> Floats:
    """Return 1 for every action that a support holds alone, else 0, shape (m_1 + .. + m_n, S)."""
    alone = [[own[player] == (a,) for own in supports] for player, m in enumerate(shape) for a in range(m)]
    return np.array(alone, dtype=np.float64)


def _fill_pure(rows: Rows, payoffs: Floats, profile: Numbers, which: Numbers) -> None:
    """Look up what pure profiles pay, by their numbers, and what every deviation would."""
    shape = payoffs.shape[2:]
    cell = np.arange(prod(shape))
    place = rows.game[which] * prod(payoffs.shape[1:]) + profile
    regret = np.zeros(len(which))
    for player, m in enumerate(shape):
        own_payoffs = payoffs.reshape(-1)[player * len(cell) :]
        step = prod(shape[player + 1 :])
        action = cell // step % m
        own = own_payoffs.take(place)
        for turn in range(1, m):
            deviation = ((action + turn) % m - action) * step
            gain = own_payoffs.take(place + deviation.take(profile))
            gain -= own
            np.maximum(regret, gain, out=regret)
        rows.payoffs[player, which] = own
    rows.regret[which] = regret


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
