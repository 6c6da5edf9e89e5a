"""Whether a player has a strategy of k actions with more than k best replies, without a walk through the polytope.

Where the mover has many actions and the other player few replies, the mover's polytope has many vertices; but there are
few ways in which too many replies can tie. Against a strategy on a set S of k moves the k + 1 replies of a set R earn
the same only if the determinant of the payoffs on R and S, with a column of ones put before them, is 0. All of these
determinants are found in floating point, each from those that lack its last column and one of its rows (Laplace). Where
the bound on the error leaves it open whether one is 0, the strategy is solved for in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb, inf
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from ..exact.equalising_strategies import Equalising, equalising_strategy
from .best_response_polytopes import most_vertices
from .simple_polytopes import rounding, scaled

_TIES_FOR_A_VERTEX = 10
"""How many ties are ruled out in the time in which one vertex is visited, of those that a polytope may have at most."""

_MOST_TIES = 200_000_000
"""More are not ruled out one by one: that would take a minute."""

_SETS_AT_ONCE = 200_000
"""Sets of moves that are looked at before the clock is read again."""

Minors = dict[tuple[int, ...], NDArray[np.float64]]
"""The determinants for each set of replies, over all sets of moves of a size."""


def count_ties(replies: int, moves: int) -> int:
    """Return how many pairs of k + 1 replies and k moves there are, for all k from 0.

    Examples
    --------
    >>> count_ties(3, 200)
    20503
    """
    return comb(replies + moves, moves + 1)


def ties_are_few(replies: int, moves: int) -> bool:
    """Tell whether to rule out all ties should be less work than to walk through the mover's polytope."""
    ties = count_ties(replies, moves)
    return ties <= _MOST_TIES and ties < _TIES_FOR_A_VERTEX * most_vertices(moves, replies + moves)


def degenerate_strategy(payoffs: Sequence[Sequence[int]], deadline: float = inf) -> Equalising | None:
    """Return a strategy of the mover with more best replies than moves played, or None where there is none.

    Those with fewer moves are looked at first. Time is in proportion to `count_ties`.

    Parameters
    ----------
    payoffs
        What each reply (rows) earns against each move (columns): positive integers.
    deadline
        A reading of the clock `time.monotonic`.

    Raises
    ------
    TimeoutError
        If the deadline passed first.

    Examples
    --------
    >>> degenerate_strategy([[3, 1], [1, 3]]) is None
    True
    >>> print(*degenerate_strategy([[3, 1, 2], [1, 3, 2]]).strategy)
    0 0 1
    """
    for support, best in _possible_ties(payoffs, deadline):
        for left_out in best:
            found = equalising_strategy(payoffs, support, [reply for reply in best if reply != left_out])
            if found is not None and not found.strict:
                return found
    return None


def _possible_ties(
    payoffs: Sequence[Sequence[int]], deadline: float
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Go through the k moves and k + 1 replies whose determinant may be 0."""
    table = scaled(payoffs)
    replies, moves = table.shape
    minors: Minors = {(reply,): np.ones(1) for reply in range(replies)}
    supports = np.zeros((1, 0), dtype=np.intp)
    largest, error = 1.0, 0.0
    longest = min(moves, replies - 1)
    at_once = max(1, _SETS_AT_ONCE // moves)
    for size in range(1, longest + 1):
        error = (size + 1) * (error + rounding(size + 1) * largest)
        largest *= size + 1
        parts: list[tuple[NDArray[np.intp], Minors]] = []
        for start in range(0, len(supports), at_once):
            if monotonic() > deadline:
                raise TimeoutError("the deadline passed before all ties were ruled out")
            shorter = {best: values[start : start + at_once] for best, values in minors.items()}
            prefixes, longer = _one_longer(supports[start : start + at_once], moves)
            expanded = _expanded(shorter, prefixes, table[:, longer[:, -1]])
            for best, values in expanded.items():
                for place in np.flatnonzero(np.abs(values) <= error):
                    yield tuple(longer[place].tolist()), best
            if size < longest:
                parts.append((longer, expanded))
        if parts:
            supports = np.concatenate([longer for longer, _ in parts])
            minors = {best: np.concatenate([found[best] for _, found in parts]) for best in parts[0][1]}


def _one_longer(supports: NDArray[np.intp], moves: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return all sets of moves with one move more, in order, and for each the place of the set without its last one."""
    first = supports[:, -1] + 1 if supports.shape[1] else np.zeros(len(supports), dtype=np.intp)
    counts = moves - first
    prefixes = np.repeat(np.arange(len(supports)), counts)
    ends = np.cumsum(counts)
    last = np.arange(len(prefixes)) - np.repeat(ends - counts, counts) + first[prefixes]
    return prefixes, np.column_stack([supports[prefixes], last])


def _expanded(shorter: Minors, prefixes: NDArray[np.intp], last: NDArray[np.float64]) -> Minors:
    """Return the determinants with one row and one column more, up to their sign: expand along the last column."""
    size = len(next(iter(shorter))) + 1
    expanded: Minors = {}
    for best in combinations(range(len(last)), size):
        total = np.zeros(len(prefixes))
        for place, reply in enumerate(best):
            total += (-1) ** place * last[reply] * shorter[best[:place] + best[place + 1 :]][prefixes]
        expanded[best] = total
    return expanded
