"""The actions of a two-player game that are left once those that another action covers are gone, again and again.

An action *covers* another one of the same player where it pays at least as much against every action of the opponent
that is left; of two that pay the same the one with the lower number covers the other. What is covered is weakly
dominated or a copy. An equilibrium of the game that is left is one of the game itself: against a strategy on what is
left, a covered action pays no more than the one that covers it, and so no more than some action that stays. Other
equilibria may be lost on the way; this serves to find one.

Only the order of the payoffs counts, so they are compared by their ranks, which are small whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def uncovered_actions(
    row_payoffs: Sequence[Sequence[int]], column_payoffs: Sequence[Sequence[int]]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the numbers of the row player's and of the column player's actions that stay, rising; one at least.

    Parameters
    ----------
    row_payoffs, column_payoffs
        What each player's own actions (rows) earn against the opponent's (columns): shapes (m, n) and (n, m).

    Examples
    --------
    The prisoner's dilemma:

    >>> uncovered_actions([[3, 0], [5, 1]], [[3, 0], [5, 1]])
    ((1,), (1,))
    """
    tables = (_ranks(row_payoffs), _ranks(column_payoffs))
    left = [np.arange(len(table)) for table in tables]
    settled = 0
    player = 0
    while settled < 2:
        kept = left[player][_uncovered(tables[player][np.ix_(left[player], left[1 - player])])]
        settled = settled + 1 if len(kept) == len(left[player]) else 1
        left[player] = kept
        player = 1 - player
    rows, columns = (tuple(int(action) for action in actions) for actions in left)
    return rows, columns


def _ranks(payoffs: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    rank = {value: place for place, value in enumerate(sorted({value for row in payoffs for value in row}))}
    return np.array([[rank[value] for value in row] for row in payoffs], dtype=np.int64)


def _uncovered(table: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which rows no other row covers."""
    covers = np.array([(table <= row).all(axis=1) for row in table])
    copies = covers & covers.T
    covers &= ~copies | np.tri(len(table), k=-1, dtype=np.bool_).T
    return np.logical_not(covers.any(axis=0))
