"""All equilibria of generic 2 x 2 games.

Let a player's gain by its first action be D_0 against the other's first action and D_1 against the second. The four
signs say everything. A pure profile is an equilibrium where both players' gains are on its side. Where D_0 and D_1
differ in sign for both players, there is a mixed equilibrium in which each makes the other indifferent. Its index is -1
where both change sign in the same direction, as in a coordination game, which has two pure equilibria beside it, and 1
where they do not, as in matching pennies, which has none.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from ..support_profiles import Supports
from .gains import DIGITS_OF_PAYOFFS, HALF_OF_THE_DIGITS, Floats
from .kernel import Decisions, Kernel, Weights, pair_weights

_MIXED: Supports = ((0, 1), (0, 1))


def _indices(row_0: bool, row_1: bool, column_0: bool, column_1: bool) -> list[int]:
    """Return the index of each equilibrium, 0 for none, where these of the gains D_0 and D_1 are positive."""
    pure = [row == (i == 0) and column == (j == 0) for i, column in enumerate((column_0, column_1)) for j, row in enumerate((row_0, row_1))]
    mixed = row_0 != row_1 and column_0 != column_1
    return [*pure, mixed * (-1 if row_0 == column_0 else 1)]


_INDICES = np.array([_indices(*signs) for signs in product((False, True), repeat=4)], dtype=np.int8)
"""For each of the sixteen patterns of signs, read as binary digits."""


def two_by_two() -> Kernel:
    """Return the closed form for 2 x 2 games."""
    pure: tuple[Supports, ...] = tuple(((i,), (j,)) for i, j in product((0, 1), repeat=2))
    return Kernel((*pure, _MIXED), decide=_decide, mix=lambda payoffs, _: pair_weights(payoffs, _MIXED))


def _decide(payoffs: Floats) -> Decisions:
    gains, first = np.empty((2, 2, 2, payoffs.shape[-1]))
    np.subtract(payoffs[0, 0], payoffs[0, 1], out=gains[0])
    np.subtract(payoffs[1, :, 0], payoffs[1, :, 1], out=gains[1])
    np.abs(payoffs[0, 0], out=first[0])
    np.abs(payoffs[1, :, 0], out=first[1])
    size = np.abs(gains)
    tolerance = HALF_OF_THE_DIGITS * size.max(axis=1) + DIGITS_OF_PAYOFFS * first.max(axis=1)
    up = (gains > 0).view(np.uint8)
    pattern = 8 * up[0, 0] + 4 * up[0, 1] + 2 * up[1, 0] + up[1, 1]
    certain = size > tolerance[:, None]
    return _INDICES.take(pattern, axis=0), ~certain.all(axis=(0, 1))
