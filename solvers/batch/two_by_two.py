"""All equilibria of generic 2 x 2 games.

Let a player's gain of its first action over its second be D_0 against the other's first action and D_1 against the
second. The four signs say everything. A pure profile is an equilibrium where both gains are on its side. Where D_0 and
D_1 differ in sign for both players there is a mixed one, in which each makes the other indifferent: its index is -1
where both change sign in the same direction, as in a coordination game, which has two pure equilibria beside it, and 1
where they do not, as in matching pennies, which has none.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from ..support_profiles import Supports
from .gains import DIGITS_OF_PAYOFFS, HALF_OF_THE_DIGITS, Floats, Gains
from .kernel import Decisions, Kernel, Weights, pair_weights

_SUPPORTS: tuple[Supports, ...] = (
    ((0,), (0,)),
    ((0,), (1,)),
    ((1,), (0,)),
    ((1,), (1,)),
    ((0, 1), (0, 1)),
)


def two_by_two() -> Kernel:
    """Return the closed form for 2 x 2 games."""
    return Kernel(_SUPPORTS, decide=_decide, mix=_mix)


def _decide(payoffs: Floats) -> Decisions:
    games = payoffs.shape[-1]
    gains, first = np.empty((2, 2, 2, games))
    np.subtract(payoffs[0, 0], payoffs[0, 1], out=gains[0])
    np.subtract(payoffs[1, :, 0], payoffs[1, :, 1], out=gains[1])
    np.abs(payoffs[0, 0], out=first[0])
    np.abs(payoffs[1, :, 0], out=first[1])
    unit, size = np.maximum.reduce(np.abs(gains), axis=1), np.maximum.reduce(first, axis=1)
    tolerance = (HALF_OF_THE_DIGITS * unit + DIGITS_OF_PAYOFFS * size)[:, None]
    (row_up, column_up), (row_down, column_down) = up, down = gains > tolerance, gains < -tolerance
    index = np.empty((5, games), dtype=np.int8)
    for profile, (row, column) in enumerate(product((row_up, row_down), (column_up, column_down))):
        np.logical_and(row[profile % 2], column[profile // 2], out=index[profile].view(bool))
    (row_falls, column_falls), (row_rises, column_rises) = up[:, 0] & down[:, 1], down[:, 0] & up[:, 1]
    crossed = row_falls & column_rises | row_rises & column_falls
    alike = row_falls & column_falls | row_rises & column_rises
    np.subtract(crossed.view(np.int8), alike.view(np.int8), out=index[4])
    return index, ~np.logical_and.reduce((up | down).reshape(4, games))


def _mix(gains: Gains, number: int) -> Weights:
    return pair_weights(gains, _SUPPORTS[number])
