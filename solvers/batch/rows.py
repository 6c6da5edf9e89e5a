"""From decisions to rows: what is played in the equilibria that were found, what it pays, and the regret.

Nothing is taken from the decisions but where there is an equilibrium. Payoffs and regret are measured in the games.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .gains import Flags, Floats
from .kernel import Kernel, Signs

Numbers = NDArray[np.intp]

_TINY = np.finfo(np.float64).tiny
_BLOCK = 2**18
"""How many payoffs are worked on at once: two megabytes of them."""


class Rows(NamedTuple):
    """K equilibria, always along the last axis; the probabilities of all players' actions stand one after the other."""

    game: Numbers
    probabilities: Floats
    payoffs: Floats
    regret: Floats
    relative_regret: Floats
    pure: Flags
    index: Signs
    indexed: Flags

    def put(self, which: Numbers, profile: Sequence[Floats], measured: tuple[Floats, Floats, Floats]) -> None:
        """Fill in the strategies of some rows, and what `measure` said of them."""
        payoffs, self.regret[which], self.relative_regret[which] = measured
        for column, values in zip(chain(self.probabilities, self.payoffs), chain(*profile, payoffs), strict=True):
            column[which] = values


def blocks(length: int, payoffs_each: int) -> Iterator[slice]:
    """Cut a range of games or rows into blocks that fit into the fast parts of memory."""
    size = max(_BLOCK // payoffs_each, 1)
    return (slice(start, min(start + size, length)) for start in range(0, length, size))


def new_buffer() -> Floats:
    """Return room for the payoffs of a block, and more.

    It is larger than all else that a block needs. The C library keeps freed memory up to twice the size of the largest
    piece that it has seen, and would otherwise hand it back after every call and fetch it again page by page, which
    takes longer than the arithmetic.
    """
    return np.empty(4 * _BLOCK)


def closed_form_rows(payoffs: Floats, kernel: Kernel, index: Signs, buffer: Floats) -> Rows:
    """Return the equilibria that a kernel found.

    Parameters
    ----------
    payoffs
        Shape (B, n, m_1, .., m_n), contiguous.
    index
        Their indices, 0 for none, shape (B, S).
    """
    shape = payoffs.shape[2:]
    keys = np.flatnonzero(index != 0)
    game = keys // len(kernel.supports)
    number = keys - game * len(kernel.supports)
    pure = number < kernel.n_pure
    rows = _new_rows(game, shape, pure, index.reshape(-1).take(keys), np.ones(len(keys), dtype=bool))
    for block in blocks(len(keys), prod(payoffs.shape[1:])):
        rows.probabilities[:, block] = _certainties(kernel, shape).take(number[block], axis=1)
    which = np.flatnonzero(pure)
    for block in blocks(len(which), prod(payoffs.shape[1:])):
        _fill_pure(rows, payoffs, number, which[block])
    if kernel.mix is not None:
        which = np.flatnonzero(~pure)
        which = which[np.argsort(number[which].astype(np.uint8), kind="stable")]
        for block in blocks(len(which), prod(payoffs.shape[1:])):
            tables = gathered(payoffs, game[which[block]], buffer)
            profile = _mixtures(tables, kernel, number[which[block]])
            rows.put(which[block], profile, measure(tables, profile))
    return rows


def measured_rows(payoffs: Floats, game: Numbers, profile: Sequence[Floats], index: Signs, indexed: Flags, buffer) -> Rows:
    """Return the rows of given strategies (m_i, K), measured."""
    pure = np.logical_and.reduce([(strategy == 1).any(axis=0) for strategy in profile])
    rows = _new_rows(game, payoffs.shape[2:], pure, index, indexed)
    for block in blocks(len(game), prod(payoffs.shape[1:])):
        part = [strategy[:, block] for strategy in profile]
        rows.put(np.arange(block.start, block.stop), part, measure(gathered(payoffs, game[block], buffer), part))
    return rows


def merged(rows: Rows, more: Rows) -> Rows:
    """Return all rows in the order of the games, those of one game in their present order."""
    order = np.argsort(np.concatenate([rows.game, more.game]), kind="stable")
    return Rows(*(np.concatenate(columns, axis=-1).take(order, axis=-1) for columns in zip(rows, more, strict=True)))


def _new_rows(game: Numbers, shape: tuple[int, ...], pure: Flags, index: Signs, indexed: Flags) -> Rows:
    """Return rows with no regret, in which probabilities and payoffs are still to be filled in."""
    room = np.empty((sum(shape) + len(shape) + 2, len(game)))
    room[-2:] = 0
    return Rows(game, room[: sum(shape)], room[sum(shape) : -2], room[-2], room[-1], pure, index, indexed)


def _certainties(kernel: Kernel, shape: tuple[int, ...]) -> Floats:
    """Return 1 for every action that a support holds alone, else 0, shape (m_1 + .. + m_n, S)."""
    return np.array(
        [[own[player] == (a,) for own in kernel.supports] for player, m in enumerate(shape) for a in range(m)],
        dtype=np.float64,
    )


def _fill_pure(rows: Rows, payoffs: Floats, number: Numbers, which: Numbers) -> None:
    """Look up what pure profiles pay, and what every deviation would."""
    shape = payoffs.shape[2:]
    cell = np.arange(prod(shape))
    everywhere = payoffs.reshape(-1)
    profile = number[which]
    place = rows.game[which] * prod(payoffs.shape[1:])
    place += profile
    regret = np.zeros(len(which))
    for player, m in enumerate(shape):
        step = prod(shape[player + 1 :])
        action = cell // step % m
        own = everywhere.take(place)
        for turn in range(1, m):
            deviation = ((action + turn) % m - action) * step
            gain = everywhere.take(place + deviation.take(profile))
            gain -= own
            np.maximum(regret, gain, out=regret)
        rows.payoffs[player, which] = own
        place += len(cell)
    rows.regret[which] = regret


def gathered(payoffs: Floats, game: Numbers, buffer: Floats) -> Floats:
    """Copy the payoffs of some games into the buffer, with the axis of games last."""
    some = payoffs.take(game, axis=0)
    tables = buffer[: some.size].reshape(*payoffs.shape[1:], len(game))
    np.copyto(tables, np.moveaxis(some, 0, -1))
    return tables


def _mixtures(tables: Floats, kernel: Kernel, number: Numbers) -> list[Floats]:
    """Return the strategies in games that are sorted by the number of the support."""
    profile = [np.zeros((m, len(number))) for m in tables.shape[1:-1]]
    ends = np.searchsorted(number, np.arange(len(kernel.supports) + 1))
    for support in np.flatnonzero(ends[1:] > ends[:-1]):
        part = slice(ends[support], ends[support + 1])
        weights = kernel.mix(tables[..., part], support)
        for strategy, own, weight in zip(profile, kernel.supports[support], weights, strict=True):
            total = np.add.reduce(weight)
            for action, share in zip(own, weight, strict=True):
                np.divide(share, total, out=strategy[action, part])
    return profile


def measure(tables: Floats, profile: Sequence[Floats]) -> tuple[Floats, Floats, Floats]:
    """Measure profiles, each in a game of its own.

    Parameters
    ----------
    tables
        Payoffs, shape (n, m_1, .., m_n, k).
    profile
        For each player the probabilities, shape (m_i, k).

    Returns
    -------
    tuple of arrays
        Each player's expected payoff (n, k), the largest gain by a deviation (k,), and the same in payoff ranges (k,).
    """
    n, k = len(profile), tables.shape[-1]
    payoffs = np.empty((n, k))
    regret, relative_regret = np.zeros((2, k))
    for player, table in enumerate(tables):
        others = chain.from_iterable((profile[j], [j, n]) for j in range(n) if j != player)
        values = np.einsum(table, range(n + 1), *others, [player, n])
        np.einsum("ak,ak->k", values, profile[player], out=payoffs[player])
        gain = np.maximum.reduce(values) - payoffs[player]
        np.maximum(regret, gain, out=regret)
        cells = table.reshape(-1, k)
        gain /= np.maximum(np.maximum.reduce(cells) - np.minimum.reduce(cells), _TINY)
        np.maximum(relative_regret, gain, out=relative_regret)
    return payoffs, regret, relative_regret
