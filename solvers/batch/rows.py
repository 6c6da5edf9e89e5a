"""The equilibria of many games in rows: from the decisions of a closed form or from exact solutions, put in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags, Floats
from ...games.normal_form import NormalFormGame
from ..base import Equilibrium, Solution
from ..n_player.support_profiles import Supports
from .kernel import Signs

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

    def put(self, which: GameNumbers, payoffs: Floats, regret: Floats, relative_regret: Floats) -> None:
        """Fill in what is measured of some rows."""
        for column, values in zip(self.payoffs, payoffs, strict=True):
            column[which] = values
        self.regret[which], self.relative_regret[which] = regret, relative_regret


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
        places = _places(indices.reshape(-1))
        game = places // indices.shape[1]
        return Found(game, places - game * indices.shape[1], indices.reshape(-1).take(places))
    sideways = indices.T
    places = _places(sideways.reshape(-1))
    number = places // len(indices)
    game = places - number * len(indices)
    order = np.argsort(game.astype(np.min_scalar_type(len(indices))), kind="stable")
    return Found(game.take(order), number.take(order), sideways.reshape(-1).take(places.take(order)))


def _places(indices: Signs) -> GameNumbers:
    """Return the places of what is not 0, rising.

    Looks at eight numbers at once, and at each of them only where one is not 0: few are.
    """
    full = len(indices) // 8 * 8
    words = indices[:full].view(np.uint64)
    some = np.flatnonzero(words != 0)
    within = np.flatnonzero(words.take(some).view(np.int8) != 0)
    rest = np.flatnonzero(indices[full:]) + full
    return np.concatenate([some.take(within >> 3) * 8 + (within & 7), rest])


def joined(blocks: Sequence[BatchRows]) -> BatchRows:
    """Return the rows of all blocks, one or more, one after the other."""
    if len(blocks) == 1:
        return blocks[0]
    return BatchRows._make(np.concatenate(columns, axis=-1) for columns in zip(*blocks, strict=True))


def twins_in_order(rows: BatchRows, supports: Sequence[Supports], number: GameNumbers) -> BatchRows:
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


def block_slices(length: int, payoffs_each: int) -> Iterator[slice]:
    """Cut a range of games into equal blocks of about four megabytes of payoffs."""
    count = max(round(length * payoffs_each / _BLOCK), 1)
    size = max(-(-length // count), 1)
    return (slice(start, min(start + size, length)) for start in range(0, length, size))


def new_buffer() -> Floats:
    """Return room for the payoffs of a block, and more.

    It is larger than all else that a block needs. The C library keeps freed memory up to twice the size of the largest
    piece that it has seen; it would otherwise hand the memory back after every call, and to fetch it again page by page
    takes longer than the arithmetic.
    """
    return np.empty(4 * _BLOCK)
