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

from .best_response_polytopes import most_vertices
from .equalising_strategies import Equalising, equalising_strategy
from .simple_polytopes import rounding, scaled

_TIES_FOR_A_VERTEX = 10
"""How many ties are ruled out in the time in which one vertex is visited, of those that a polytope may have at most."""


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
    return count_ties(replies, moves) < _TIES_FOR_A_VERTEX * most_vertices(moves, replies + moves)


def degenerate_strategy(payoffs: Sequence[Sequence[int]], deadline: float = inf) -> Equalising | None:
    """Return a strategy of the mover with more best replies than moves played, or None where there is none.

    The first one in the order of the number of moves, then of the moves; time and memory are in proportion to
    `count_ties`.

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
    minors = {(reply,): np.ones(1) for reply in range(replies)}
    supports = np.zeros((1, 0), dtype=np.intp)
    largest, error = 1.0, 0.0
    for size in range(1, min(moves, replies - 1) + 1):
        prefixes, supports = _one_longer(supports, moves)
        longer: dict[tuple[int, ...], NDArray[np.float64]] = {}
        error = (size + 1) * (error + rounding(size + 1) * largest)
        largest *= size + 1
        for best in combinations(range(replies), size + 1):
            if monotonic() > deadline:
                raise TimeoutError("the deadline passed before all ties were ruled out")
            longer[best] = _expanded(best, minors, prefixes, table[:, supports[:, -1]])
            for place in np.flatnonzero(np.abs(longer[best]) <= error):
                yield tuple(supports[place].tolist()), best
        minors = longer


def _one_longer(supports: NDArray[np.intp], moves: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return all sets of moves with one move more, in order, and for each the place of the set without its last one."""
    first = supports[:, -1] + 1 if supports.shape[1] else np.zeros(len(supports), dtype=np.intp)
    counts = moves - first
    prefixes = np.repeat(np.arange(len(supports)), counts)
    ends = np.cumsum(counts)
    last = np.arange(len(prefixes)) - np.repeat(ends - counts, counts) + first[prefixes]
    return prefixes, np.column_stack([supports[prefixes], last])


def _expanded(
    best: tuple[int, ...],
    minors: dict[tuple[int, ...], NDArray[np.float64]],
    prefixes: NDArray[np.intp],
    last: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the determinants on some replies, up to their sign, from their expansion along the last column."""
    total = np.zeros(len(prefixes))
    for place, reply in enumerate(best):
        total += (-1) ** place * last[reply] * minors[best[:place] + best[place + 1 :]][prefixes]
    return total
