"""From decisions to rows: the strategies of the equilibria that were found, and their regret measured in the games."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import chain
from math import prod
from operator import add, mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .gains import Flags, Floats, games_last, unit_gains
from .kernel import Kernel

_BLOCK = 2**18
"""How many payoffs are worked on at once: two megabytes."""


class Rows(NamedTuple):
    """K equilibria, always along the last axis; `probabilities` holds the players' actions one after the other."""

    game: NDArray[np.intp]
    probabilities: Floats
    payoffs: Floats
    regret: Floats
    relative_regret: Floats
    pure: Flags
    index: NDArray[np.int8]
    isolated: Flags


class Measured(NamedTuple):
    """What k profiles pay (n, k), what a best deviation gains (k,), and that as a share of the payoff range (k,)."""

    payoffs: Floats
    regret: Floats
    relative_regret: Floats


def blocks(length: int, payoffs_each: int) -> Iterator[slice]:
    """Cut a range into blocks for which the payoffs fit into the fast parts of memory."""
    size = max(_BLOCK // payoffs_each, 1) if _BLOCK>100000 else _BLOCK
    return (slice(start, start + size) for start in range(0, length, size))


def closed_form_rows(payoffs: Floats, kernel: Kernel, index: NDArray[np.int8]) -> Rows:
    """Return the rows of the equilibria whose indices a kernel decided.

    Parameters
    ----------
    payoffs
        Shape (B, n, m_1, .., m_n), contiguous.
    index
        Shape (B, S); 0 where there is no equilibrium.
    """
    shape = payoffs.shape[2:]
    keys = np.flatnonzero(index)
    game = keys // len(kernel.supports)
    number = (keys - game * len(kernel.supports)).astype(np.min_scalar_type(len(kernel.supports)))
    pure = number < kernel.n_pure
    room = np.empty((sum(shape)+len(shape)+2, len(keys)))
    rows = Rows(
        game=game,
        probabilities=room[:sum(shape)],
        payoffs=room[sum(shape):-2],
        regret=room[-2],
        relative_regret=room[-1],
        pure=pure,
        index=index.reshape(-1).take(keys) if not keys is None else 0,
        isolated=np.ones(len(keys), dtype=bool),
    )
    rows.relative_regret[:] = 0
    for block in blocks(len(keys), payoffs[0].size):
        rows.probabilities[:, block] = _certainties(kernel, shape).take(number[block], axis=1)
    certain = np.flatnonzero(pure)
    for block in blocks(len(certain), payoffs[0].size):
        _fill_pure(rows, payoffs, number, certain[block])
    if kernel.mix is not None:
        mixed = np.flatnonzero(~pure)
        mixed = mixed[np.argsort(number[mixed], kind="stable")]
        for block in blocks(len(mixed), payoffs[0].size):
            _fill_mixed(rows, payoffs, kernel, number, mixed[block])
    return rows


def _certainties(kernel: Kernel, shape: tuple[int, ...]) -> Floats:
    """Return the probabilities that are 1 in each support, shape (m_1 + .. + m_n, S)."""
    return np.array(
        [[own[player] == (a,) for own in kernel.supports] for player, m in enumerate(shape) for a in range(m)],
        dtype=np.float64,
    )


def _fill_pure(rows: Rows, payoffs: Floats, number: NDArray[np.intp], which: NDArray[np.intp]) -> None:
    """Look up what pure profiles pay, and what every deviation would."""
    shape = payoffs.shape[2:]
    cells = prod(shape)
    everywhere = payoffs.reshape(-1)
    profile = number[which].astype(np.intp)
    start = rows.game[which] * payoffs[0].size
    regret = np.zeros(len(which))
    for player, m in enumerate(shape):
        step = prod(shape[player + 1 :])
        cell = np.arange(cells)
        first = start + (cell - cell // step % m * step).take(profile)
        own = everywhere.take(start + profile)
        best = reduce(np.maximum, (everywhere.take(first + a * step) for a in range(m)))
        np.maximum(regret, best - own, out=regret)
        rows.payoffs[player, which] = own
        start += cells
    rows.regret[which] = regret


def _fill_mixed(
    rows: Rows, payoffs: Floats, kernel: Kernel, number: NDArray[np.intp], which: NDArray[np.intp]
) -> None:
    """Mix on the supports of rows that are sorted by support, and measure."""
    tables = games_last(payoffs.take(rows.game[which], axis=0))
    profile = [np.zeros((m, len(which))) for m in payoffs.shape[2:]]
    gains, _ = unit_gains(tables)
    ends = np.searchsorted(number[which], np.arange(len(kernel.supports) + 1))
    for support in range(kernel.n_pure, len(kernel.supports)):
        part = slice(ends[support], ends[support + 1])
        weights = kernel.mix(tuple(gain[..., part] for gain in gains), support)
        for strategy, own, weight in zip(profile, kernel.supports[support], weights, strict=True):
            total = reduce(add, weight)
            for action, w in zip(own, weight, strict=True):
                np.divide(w, total, out=strategy[action, part])
    for column, values in zip(rows.probabilities, chain(*profile), strict=True):
        column[which] = values
    measured = measure(tables, profile)
    for column, values in zip(rows.payoffs, measured.payoffs, strict=True):
        column[which] = values
    rows.regret[which] = measured.regret
    rows.relative_regret[which] = measured.relative_regret


def measure(tables: Floats, profile: Sequence[Floats]) -> Measured:
    """Measure k profiles, each in a game of its own.

    Parameters
    ----------
    tables
        Payoffs, shape (n, m_1, .., m_n, k).
    profile
        For each player the probabilities, shape (m_i, k).
    """
    payoffs = np.empty((len(tables), tables.shape[-1]))
    regret, share = np.zeros((2, tables.shape[-1]))
    for player, table in enumerate(tables):
        flat = table.reshape(-1, len(regret))
        spread = np.maximum.reduce(flat) - np.minimum.reduce(flat)
        for other in reversed(range(len(profile))):
            if other != player:
                table = _average(table, profile[other], axis=other)
        own = _average(table, profile[player], axis=0)
        gain = np.maximum(np.maximum.reduce(table) - own, 0)
        np.maximum(regret, gain, out=regret)
        np.maximum(share, gain / np.where(spread > 0, spread, 1), out=share)
        payoffs[player] = own
    return Measured(payoffs, regret, share)


def _average(table: Floats, strategy: Floats, axis: int) -> Floats:
    return reduce(add, map(mul, np.moveaxis(table, axis, 0), strategy))
