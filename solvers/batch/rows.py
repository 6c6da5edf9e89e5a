"""From decisions to rows: what is played in the equilibria that were found, what it pays, and the regret.

Nothing is taken from the decisions but where there is an equilibrium, and its index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags, Floats
from ...games.normal_form import NormalFormGame
from ..base import Equilibrium, Solution
from ..n_player.support_profiles import Supports
from .kernel import Kernel, Signs

GameNumbers = NDArray[np.intp]

_BLOCK = 2**19


class BatchRows(NamedTuple):
    """K equilibria, always along the last axis; the probabilities of all players' actions stand one after the other."""

    game: GameNumbers
    probabilities: Floats
    payoffs: Floats
    regret: Floats
    relative_regret: Floats
    pure: Flags
    indices: Signs
    indexed: Flags

    def put(self, which: GameNumbers | slice, measured: tuple[Floats, Floats, Floats]) -> None:
        """Fill in what `measured_profiles` says of some rows."""
        payoffs, self.regret[which], self.relative_regret[which] = measured
        for column, values in zip(self.payoffs, payoffs, strict=True):
            column[which] = values


class Found(NamedTuple):
    """Equilibria that a kernel found: in which games, by the numbers of their supports, and with which indices."""

    game: GameNumbers
    number: GameNumbers
    indices: Signs


def found_in(indices: Signs) -> Found:
    """Return what stands in a table of indices, shape (b, S), 0 where there is none; game by game.

    Of a table whose games lie side by side in memory, what is found is put in order: to turn the table takes longer.
    """
    if indices.flags.c_contiguous:
        places = np.flatnonzero(indices != 0)
        game = places // indices.shape[1]
        return Found(game, places - game * indices.shape[1], indices.reshape(-1).take(places))
    sideways = indices.T
    places = np.flatnonzero(sideways != 0)
    number = places // len(indices)
    game = places - number * len(indices)
    order = np.argsort(game.astype(np.min_scalar_type(len(indices))), kind="stable")
    return Found(game.take(order), number.take(order), sideways.reshape(-1).take(places.take(order)))


def closed_form_rows(payoffs: Floats, kernel: Kernel, found: Found, buffer: Floats) -> BatchRows:
    """Return the equilibria that a kernel found, in games (B, n, m_1, .., m_n) that lie one after the other."""
    shape, each = payoffs.shape[2:], prod(payoffs.shape[1:])
    game, number, indices = found
    pure = number < kernel.n_pure
    probabilities = _certainties(kernel.supports, shape).take(number, axis=1)
    rows = _unmeasured(game, probabilities, len(shape), pure, indices, np.ones_like(pure))
    certain = np.flatnonzero(pure)
    for block in block_slices(len(certain), each):
        _look_up(rows, payoffs, number, certain[block])
    if kernel.mix is not None:
        mixed = np.flatnonzero(~pure)
        order = sorted(set(kernel.kinds))
        kinds = np.array([order.index(kind) for kind in kernel.kinds], dtype=np.uint8)
        mixed = mixed[np.argsort(kinds[number[mixed]], kind="stable")]
        for block in block_slices(len(mixed), each):
            which = mixed[block]
            tables = _gathered(payoffs, game[which], buffer)
            profile = _mixtures(tables, kernel, number[which])
            for column, values in zip(probabilities, chain.from_iterable(profile), strict=True):
                column[which] = values
            rows.put(which, measured_profiles(tables, profile))
    return _twins_in_order(rows, kernel.supports, number)


def _twins_in_order(rows: BatchRows, supports: Sequence[Supports], number: GameNumbers) -> BatchRows:
    """Exchange two equilibria of one game with the same supports where the second has the lower probabilities."""
    if len(set(supports)) == len(supports):
        return rows
    named_again = np.array([k > 0 and own == supports[k - 1] for k, own in enumerate(supports)])
    second = np.flatnonzero((np.diff(number) == 1) & (np.diff(rows.game) == 0) & named_again[number[1:]]) + 1
    before, after = (rows.probabilities.take(which, axis=1) for which in (second - 1, second))
    differ, each = (before != after).argmax(axis=0), np.arange(len(second))
    late = second[after[differ, each] < before[differ, each]]
    if len(late) == 0:
        return rows
    order = np.arange(len(number))
    order[late], order[late - 1] = late - 1, late
    return BatchRows._make(column.take(order, axis=-1) for column in rows)


def exact_rows(game: GameNumbers, solutions: Sequence[Solution], shape: tuple[int, ...]) -> BatchRows:
    """Return the equilibria that were found one by one in the games with these numbers."""
    found = [(solution.game, equilibrium) for solution in solutions for equilibrium in solution.equilibria]
    equilibria = [equilibrium for _, equilibrium in found]
    strategies = [np.concatenate(equilibrium.strategies) for equilibrium in equilibria]
    return BatchRows(
        game=np.repeat(game, [len(solution.equilibria) for solution in solutions]),
        probabilities=np.array(strategies, dtype=np.float64).reshape(-1, sum(shape)).T,
        payoffs=np.array([found.payoffs for found in equilibria], dtype=np.float64).reshape(-1, len(shape)).T,
        regret=np.array([found.regret for found in equilibria], dtype=np.float64),
        relative_regret=np.array([_relative_regret(*pair) for pair in found], dtype=np.float64),
        pure=np.array([found.pure for found in equilibria], dtype=bool),
        indices=np.array([found.index or 0 for found in equilibria], dtype=np.int8),
        indexed=np.array([found.index is not None for found in equilibria], dtype=bool),
    )


def _relative_regret(game: NormalFormGame, found: Equilibrium) -> float:
    if found.regret == 0:
        return 0.0
    gains = zip(game.regret(found.profile), game.payoff_range, strict=True)
    return max((float(gain / spread) for gain, spread in gains if spread > 0), default=0.0)


def without(rows: BatchRows, games: GameNumbers) -> BatchRows:
    """Return the rows of all other games than these."""
    if len(games) == 0:
        return rows
    keep = np.flatnonzero(~np.isin(rows.game, games))
    return BatchRows._make(column.take(keep, axis=-1) for column in rows)


def merged(rows: BatchRows, more: BatchRows) -> BatchRows:
    """Return all rows in the order of the games, those of one game in their present order."""
    if len(more.game) == 0:
        return rows
    order = np.argsort(np.concatenate([rows.game, more.game]), kind="stable")
    return BatchRows._make(np.concatenate(pair, axis=-1).take(order, axis=-1) for pair in zip(rows, more, strict=True))


def _unmeasured(
    game: GameNumbers, probabilities: Floats, n: int, pure: Flags, indices: Signs, indexed: Flags
) -> BatchRows:
    """Return rows without regret, in which the payoffs are still to be filled in."""
    regret, relative_regret = np.zeros((2, len(game)))
    return BatchRows(game, probabilities, np.empty((n, len(game))), regret, relative_regret, pure, indices, indexed)


def _certainties(supports: Sequence[Supports], shape: tuple[int, ...]) -> Floats:
    """Return 1 for every action that a support holds alone, else 0, shape (m_1 + .. + m_n, S)."""
    alone = [[own[player] == (a,) for own in supports] for player, m in enumerate(shape) for a in range(m)]
    return np.array(alone, dtype=np.float64)


def _look_up(rows: BatchRows, payoffs: Floats, number: GameNumbers, which: GameNumbers) -> None:
    """Fill in what pure profiles, given by their numbers, pay, and what the best deviation from them would gain."""
    shape = payoffs.shape[2:]
    cell = np.arange(prod(shape))
    profile = number.take(which)
    place = rows.game.take(which) * prod(payoffs.shape[1:]) + profile
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


def _mixtures(tables: Floats, kernel: Kernel, number: GameNumbers) -> list[Floats]:
    """Return the strategies in games that are sorted by the kind of the support."""
    assert kernel.mix is not None
    profile = [np.zeros((m, len(number))) for m in tables.shape[1:-1]]
    start = 0
    while start < len(number):
        alike, actions, root = _alike(kernel, int(number[start]))
        part = slice(start, start + int(np.count_nonzero(alike.take(number[start:]))))
        played = [own.take(number[part], axis=1) for own in actions]
        weights = kernel.mix(_cut_down(tables, played, part), root)
        rows = np.arange(part.start, part.stop)
        for strategy, own, weight in zip(profile, played, weights, strict=True):
            total = np.add.reduce(weight)
            for action, share in zip(own, weight, strict=True):
                strategy.reshape(-1)[action * len(number) + rows] = share / total
        start = part.stop
    return profile


@cache
def _alike(kernel: Kernel, number: int) -> tuple[Flags, list[GameNumbers], int]:
    """Return which supports are of the kind of one; for each player the actions of all, shape (k, S); and which root.

    The actions of those that are of another kind stand for nothing.
    """
    kind = kernel.kinds[number]
    alike = [other == kind for other in kernel.kinds]
    supports = [own if same else kernel.supports[number] for own, same in zip(kernel.supports, alike, strict=True)]
    return np.array(alike), [np.array(own, dtype=np.intp).T for own in zip(*supports, strict=True)], kind[1]


def _cut_down(tables: Floats, played: Sequence[GameNumbers], part: slice) -> Floats:
    """Return the payoffs (n, m_1, .., m_n, k) of a part of the games from the actions (k_i, part) that are played."""
    if all(len(own) == m for own, m in zip(played, tables.shape[1:-1], strict=True)):
        return tables[..., part]
    place = np.arange(len(tables)).reshape(-1, *[1] * len(played), 1)
    for player, own in enumerate(played):
        axes = (1, *(len(own) if j == player else 1 for j in range(len(played))), own.shape[1])
        place = place * tables.shape[player + 1] + own.reshape(axes)
    return tables.reshape(-1).take(place * tables.shape[-1] + np.arange(part.start, part.stop))


def block_slices(length: int, payoffs_each: int) -> Iterator[slice]:
    """Cut a range of games or rows into blocks of about four megabytes of payoffs."""
    size = max(_BLOCK // payoffs_each, 1)
    return (slice(start, min(start + size, length)) for start in range(0, length, size))


def new_buffer() -> Floats:
    """Return room for the payoffs of a block, and more.

    It is larger than all else that a block needs. The C library keeps freed memory up to twice the size of the largest
    piece that it has seen; it would otherwise hand the memory back after every call, and to fetch it again page by page
    takes longer than the arithmetic.
    """
    return np.empty(4 * _BLOCK)


def _gathered(payoffs: Floats, game: GameNumbers, buffer: Floats) -> Floats:
    """Copy the payoffs (B, n, m_1, .., m_n) of some games into the buffer, with the axis of games last."""
    some = payoffs.take(game, axis=0)
    tables = buffer[: some.size].reshape(*payoffs.shape[1:], len(game))
    np.copyto(tables.reshape(-1, len(game)), some.reshape(len(game), -1).T)
    return tables


def measured_profiles(tables: Floats, profile: Sequence[Floats]) -> tuple[Floats, Floats, Floats]:
    """Measure profiles, each in a game of its own.

    Regret is taken from what actions pay above the player's lowest payoff in the game, so that it is exact to the last
    digits of the player's payoff range, however far away its origin is.

    Parameters
    ----------
    tables
        Payoffs, shape (n, m_1, .., m_n, k).
    profile
        For each player the probabilities, shape (m_i, k).

    Returns
    -------
    tuple of arrays
        Each player's expected payoff (n, k), the largest gain by a deviation (k,), and the largest as a share of the
        player's payoff range (k,), where a player whose payoffs are all alike has none.

    Examples
    --------
    Matching pennies, where one player knows the other's coin.

    >>> pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    >>> certain, even = np.array([[1.0], [0.0]]), np.array([[0.5], [0.5]])
    >>> payoffs, regret, share = measured_profiles(pennies[..., None], [certain, even])
    >>> payoffs[:, 0], regret[0], share[0]
    (array([0., 0.]), np.float64(1.0), np.float64(0.5))
    """
    n, k = len(profile), tables.shape[-1]
    payoffs = np.empty((n, k))
    regret, relative_regret = np.zeros((2, k))
    for player, table in enumerate(tables):
        others = chain.from_iterable((profile[j], [j, n]) for j in range(n) if j != player)
        cells = table.reshape(-1, k)
        lowest = np.minimum.reduce(cells)
        spread = np.maximum.reduce(cells) - lowest
        values = np.einsum(table - lowest, range(n + 1), *others, [player, n])
        above = np.einsum("ak,ak->k", values, profile[player])
        gain = np.maximum.reduce(values) - above
        np.add(lowest, above, out=payoffs[player])
        np.maximum(regret, gain, out=regret)
        spread[spread == 0] = np.inf
        np.maximum(relative_regret, gain / spread, out=relative_regret)
    return payoffs, regret, relative_regret
