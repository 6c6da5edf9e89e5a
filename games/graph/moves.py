"""The moves that one decision maker controls, as arrays, and the least number that they lead to.

Most questions about a conflict come down to one: over the states that a decision maker can move to, which is the least
of some whole numbers? `Arcs` answers it move by move. Where the states fall into groups within each of which every
state leads to every other, as in games and with options that can be taken and dropped at will, `Rows` answers it with
one minimum for each group, and `RankedRows` does so for the moves to better states alone, with one running minimum in
the order of preference: linear in the number of states rather than moves.

Numbers are int32, and `NONE`, above all of them, is the least number of no states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Flags

Integers = NDArray[np.int32]

NONE = np.iinfo(np.int32).max
"""The least number over no states at all."""


@dataclass(frozen=True, eq=False)
class Arcs:
    """Moves one by one.

    Attributes
    ----------
    starts
        Shape (m + 1,): the moves from state s are those from `starts[s]` up to `starts[s + 1]`.
    targets
        Where each move leads, in the order of the states that they leave and then of those that they lead to.
    """

    starts: NDArray[np.int64]
    targets: Integers

    @property
    def n_states(self) -> int:
        """The number of states, m."""
        return len(self.starts) - 1

    @property
    def count(self) -> int:
        """The number of moves."""
        return len(self.targets)

    @property
    def any(self) -> bool:
        """Whether there is a move at all."""
        return len(self.targets) > 0

    @property
    def sources(self) -> Integers:
        """The state that each move leaves."""
        return np.repeat(np.arange(self.n_states, dtype=np.int32), np.diff(self.starts))

    def lowest(self, values: Integers) -> Integers:
        """Return for each state the least of the values where its moves lead; both of shape (m,)."""
        least = np.full(self.n_states, NONE, dtype=np.int32)
        movable = self.starts[:-1] < self.starts[1:]
        if movable.any():
            least[movable] = np.minimum.reduceat(values[self.targets], self.starts[:-1][movable])
        return least

    def leads_to(self, state: int) -> Integers:
        """Return the states that moves from one lead to, in the order of numbers."""
        return self.targets[self.starts[state] : self.starts[state + 1]]

    def better(self, standing: Integers) -> Arcs:
        """Return the moves to states that stand higher; `standing` has shape (m,)."""
        return self.where(standing[self.targets] > standing[self.sources])

    def where(self, kept: Flags) -> Arcs:
        """Return those of the moves that are kept, a flag for each."""
        counted = np.concatenate([[0], np.cumsum(kept, dtype=np.int64)])
        return Arcs(counted[self.starts], self.targets[kept])

    def arcs(self) -> Arcs:
        """Return the moves one by one: these."""
        return self


@dataclass(frozen=True, eq=False)
class Rows:
    """Moves within groups of states in each of which every state leads to every other.

    Attributes
    ----------
    n_states
        The number of states, m; one that is in no group has no moves.
    blocks
        Groups of one size each: shape (size, groups), state numbers that rise down a column.
    """

    n_states: int
    blocks: tuple[Integers, ...]

    @property
    def count(self) -> int:
        """The number of moves."""
        return sum(block.size * (len(block) - 1) for block in self.blocks)

    @property
    def any(self) -> bool:
        """Whether there is a move at all."""
        return len(self.blocks) > 0

    def lowest(self, values: Integers) -> Integers:
        """Return for each state the least of the values in its group, its own among them; both of shape (m,)."""
        least = np.full(self.n_states, NONE, dtype=np.int32)
        for block in self.blocks:
            least[block] = values[block].min(axis=0)
        return least

    def leads_to(self, state: int) -> Integers:
        """Return the states that moves from one lead to, in the order of numbers."""
        for block in self.blocks:
            group = block[:, (block == state).any(axis=0)]
            if group.size:
                return group[group != state]
        return np.empty(0, dtype=np.int32)

    def better(self, standing: Integers) -> RankedRows:
        """Return the moves to states that stand higher; `standing` has shape (m,)."""
        return RankedRows(self.n_states, tuple(_ranked(block, standing) for block in self.blocks))

    def arcs(self) -> Arcs:
        """Return the moves one by one."""
        pairs = [np.broadcast_arrays(block[:, None], block[None, :]) for block in self.blocks if len(block) > 1]
        sources = np.concatenate([np.empty(0, np.int32), *(source.ravel() for source, _ in pairs)])
        targets = np.concatenate([np.empty(0, np.int32), *(target.ravel() for _, target in pairs)])
        moving = sources != targets
        return arcs_between(self.n_states, sources[moving], targets[moving])


@dataclass(frozen=True, eq=False)
class RankedRows:
    """Moves within such groups to states that stand higher.

    Attributes
    ----------
    blocks
        As in `Rows`, with the highest standing first in each column; and beside each block, for every entry, the place
        in the running minima of its block that takes in just the states standing higher.
    """

    n_states: int
    blocks: tuple[tuple[Integers, NDArray[np.int64]], ...]

    def lowest(self, values: Integers) -> Integers:
        """Return for each state the least of the values over those states of its group that stand higher."""
        least = np.full(self.n_states, NONE, dtype=np.int32)
        for block, places in self.blocks:
            least[block] = _running_minima(block, values).ravel()[places]
        return least


def _running_minima(block: Integers, values: Integers) -> Integers:
    """Return for each column of a block the least of its first k values, k from 0 to their number; `NONE` for k = 0.

    Row by row that is several times faster than by a ufunc's accumulate, but for few and long columns: those of a
    player who has nearly all the options.
    """
    running = np.full((len(block) + 1, block.shape[1]), NONE, dtype=np.int32)
    if len(block) > _LONG * block.shape[1]:
        np.minimum.accumulate(values[block], axis=0, out=running[1:])
        return running
    for place, entries in enumerate(block):
        np.minimum(running[place], values[entries], out=running[place + 1])
    return running


_LONG = 16
"""Times as many rows as columns from which a block is gone through at once."""

Moves = Arcs | Rows
BetterMoves = Arcs | RankedRows


def _ranked(block: Integers, standing: Integers) -> tuple[Integers, NDArray[np.int64]]:
    order = np.argsort(-standing[block], axis=0, kind="stable")
    ordered = np.take_along_axis(block, order, axis=0)
    stands = standing[ordered]
    rises = np.zeros(block.shape, dtype=np.int64)
    rises[1:] = np.where(stands[1:] < stands[:-1], np.arange(1, len(block))[:, None], 0)
    higher = np.maximum.accumulate(rises, axis=0)
    return ordered, higher * block.shape[1] + np.arange(block.shape[1])


def highest(moves: Moves | BetterMoves, values: Integers) -> Integers:
    """Return for each state the greatest of the values where its moves lead; minus `NONE` where there are none."""
    return -moves.lowest(-values)


def arcs_between(n_states: int, sources: NDArray[Any], targets: NDArray[Any]) -> Arcs:
    """Return the moves from each of the sources to the target beside it; what stands there twice counts once."""
    codes = np.unique(np.asarray(sources, np.int64) * n_states + np.asarray(targets, np.int64))
    starts = np.searchsorted(codes, np.arange(n_states + 1, dtype=np.int64) * n_states)
    return Arcs(starts, (codes % max(n_states, 1)).astype(np.int32))


def arcs_from(rows: Sequence[Any]) -> Arcs:
    """Return the moves that lead from each state to the states listed at its place."""
    counts = [len(row) for row in rows]
    targets = np.fromiter((state for row in rows for state in row), dtype=np.int64, count=sum(counts))
    return arcs_between(len(rows), np.repeat(np.arange(len(rows)), counts), targets)


def grouped(groups: NDArray[Any]) -> Rows:
    """Return the moves between all states that have the same number in `groups`, of shape (m,)."""
    _, numbered = np.unique(groups, return_inverse=True)
    order = np.argsort(numbered, kind="stable").astype(np.int32)
    sizes = np.bincount(numbered)
    ends = np.cumsum(sizes)
    blocks = [
        order[(ends[sizes == size] - size)[None, :] + np.arange(size)[:, None]] for size in np.unique(sizes) if size > 1
    ]
    return Rows(len(groups), tuple(blocks))


def simplest(arcs: Arcs) -> Moves:
    """Return moves as rows where they are such, else as they are.

    Examples
    --------
    >>> everywhere = arcs_from([[1], [0], [3], [2]])
    >>> simplest(everywhere).blocks[0].tolist()
    [[0, 2], [1, 3]]
    """
    numbers = np.arange(arcs.n_states, dtype=np.int32)
    groups = np.minimum(numbers, arcs.lowest(numbers))
    together = (groups[arcs.sources] == groups[arcs.targets]).all()
    full = np.diff(arcs.starts) + 1 == np.bincount(groups, minlength=arcs.n_states)[groups]
    return grouped(groups) if together and full.all() else arcs


def pairs_of(moves: Moves) -> Iterator[tuple[int, int]]:
    """Go through moves one by one: the state that each leaves and the one that it leads to."""
    arcs = moves.arcs()
    return zip(arcs.sources.tolist(), arcs.targets.tolist(), strict=True)
