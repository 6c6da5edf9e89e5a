"""All equilibria of generic 2 x 2 games.

Let a player's gain by its first action be D_0 against the other's first action and D_1 against the second. The four
signs say everything. A pure profile is an equilibrium where both players' gains are on its side. Where D_0 and D_1
differ in sign for both players, there is a mixed equilibrium in which each makes the other indifferent. Its index is -1
where both change sign in the same direction, as in a coordination game, which has two pure equilibria beside it, and 1
where they do not, as in matching pennies, which has none.

Where a gain is nearly zero, an equilibrium is still beyond doubt unless it takes the gain to be on one side.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from ...games.arrays import Flags, Floats
from .gains import DIGITS_OF_PAYOFFS, HALF_OF_THE_DIGITS, trusted_sizes
from .kernel import Decisions, Kernel, Signs, pair_weights

_BOTH = (0, 1)


def two_by_two() -> Kernel:
    """Return the closed form for 2 x 2 games.

    Examples
    --------
    >>> two_by_two().supports
    (((0,), (0,)), ((0,), (1,)), ((1,), (0,)), ((1,), (1,)), ((0, 1), (0, 1)))
    """
    pure = tuple(((i,), (j,)) for i, j in product(_BOTH, _BOTH))
    return Kernel((*pure, (_BOTH, _BOTH)), decide=_decide, mix=lambda payoffs, _: pair_weights(payoffs))


def _indices(row_0: int, row_1: int, column_0: int, column_1: int) -> list[int]:
    """Return the index of each equilibrium, 0 for none, for the signs of both players' D_0 and D_1, none of them 0."""
    row, column = (row_0, row_1), (column_0, column_1)
    pure = [int(row[j] == 1 - 2 * i and column[i] == 1 - 2 * j) for i, j in product(_BOTH, _BOTH)]
    mixed = row_0 != row_1 and column_0 != column_1
    return [*pure, -row_0 * column_0 if mixed else 0]


def _table() -> tuple[Signs, Flags]:
    """Return for each pattern of signs the indices, and whether they depend on the side to which its zeros fall."""
    outcomes = [
        {tuple(_indices(*sides)) for sides in product(*((sign,) if sign else (-1, 1) for sign in signs))}
        for signs in product((-1, 0, 1), repeat=4)
    ]
    doubtful = [len(indices) > 1 for indices in outcomes]
    return np.array([max(indices) for indices in outcomes], dtype=np.int8), np.array(doubtful)


_INDICES, _DOUBTFUL = _table()


def _decide(payoffs: Floats) -> Decisions:
    gains, first = np.empty((2, 2, 2, payoffs.shape[-1]))
    np.subtract(payoffs[0, 0], payoffs[0, 1], out=gains[0])
    np.subtract(payoffs[1, :, 0], payoffs[1, :, 1], out=gains[1])
    np.abs(payoffs[0, 0], out=first[0])
    np.abs(payoffs[1, :, 0], out=first[1])
    units = np.abs(gains).max(axis=1)
    sizes = trusted_sizes(np.maximum(first.max(axis=1), units))
    tolerance = HALF_OF_THE_DIGITS * units + DIGITS_OF_PAYOFFS * sizes
    above, below = gains > tolerance[:, None], gains < -tolerance[:, None]
    signs = above.view(np.int8) - below.view(np.int8)
    pattern = 27 * signs[0, 0] + 9 * signs[0, 1] + 3 * signs[1, 0] + signs[1, 1] + 40
    return Decisions(_INDICES.take(pattern, axis=0), _DOUBTFUL.take(pattern), (signs == 0).any(axis=(0, 1)))
