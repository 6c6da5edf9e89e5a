"""Gains by a change of action, in many games at once, and which of their signs are certain.

The equilibria of a game depend on nothing but each player's gains u_i(a, ..) - u_i(b, ..), and not on their unit. They
are divided by the player's largest, so that every decision of a closed form is the sign of a polynomial in numbers of
at most 1. A sign counts as certain where the polynomial is further from zero than a tolerance of

    2^-26 + 2^-42 max_i (size of player i's payoffs) / (player i's largest gain).

The first term, half of the digits of a float, is far above the rounding errors of any kernel here, and keeps away from
games that are too close to a tie to be solved in floats. The second stands for the digits of the payoffs: a float and
the decimal that prints as it differ by up to 2^-53 of themselves, and exact solvers read the decimal.

Arrays have the axis of games last, so that every step is one sweep through contiguous memory.
"""

from __future__ import annotations

from functools import reduce
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Gains = tuple[Floats, ...]

HALF_OF_THE_DIGITS = 2.0**-26
DIGITS_OF_PAYOFFS = 2.0**-42


def games_last(payoffs: Floats) -> Floats:
    """Return a contiguous copy of payoffs (b, n, m_1, .., m_n) with the axis of games last."""
    return np.ascontiguousarray(np.moveaxis(payoffs, 0, -1))


def unit_gains(payoffs: Floats) -> tuple[Gains, Floats]:
    """Return each player's gains in units of the largest, and that unit.

    Parameters
    ----------
    payoffs
        Shape (n, m_1, .., m_n, b).

    Returns
    -------
    gains
        For player i an array (m_i (m_i - 1) / 2, m_j for each other j, b): what a pays more than a', for a < a' in
        lexicographic order.
    unit
        Shape (n, b); 1 for a player who never gains anything.

    Examples
    --------
    >>> prisoners_dilemma = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])
    >>> (row, column), unit = unit_gains(prisoners_dilemma[..., None])
    >>> row[0, :, 0], unit[:, 0]
    (array([-1. , -0.5]), array([2., 2.]))
    """
    n, games = len(payoffs), payoffs.shape[-1]
    gains, units = [], np.ones((n, games))
    for player, table in enumerate(payoffs):
        own = [table[(slice(None),) * player + (a,)] for a in range(table.shape[player])]
        pairs = list(combinations(own, 2))
        gain = np.empty((len(pairs), *own[0].shape))
        for difference, (a, b) in zip(gain, pairs, strict=True):
            np.subtract(a, b, out=difference)
        if pairs:
            flat = gain.reshape(-1, games)
            unit = np.maximum(np.maximum.reduce(flat), -np.minimum.reduce(flat), out=units[player])
            unit[unit == 0] = 1
            gain /= unit
        gains.append(gain)
    return tuple(gains), units


def tolerance_of(payoffs: Floats, units: Floats) -> Floats:
    """Return how far from zero a number must be for its sign to be certain, shape (b,).

    A player's payoffs differ from those of its first action by no more than the unit, so these tell their size.
    """
    sizes = [
        reduce(np.maximum, map(np.abs, table[(slice(None),) * player + (0,)].reshape(-1, payoffs.shape[-1]))) / unit
        for player, (table, unit) in enumerate(zip(payoffs, units, strict=True))
    ]
    return HALF_OF_THE_DIGITS + DIGITS_OF_PAYOFFS * np.maximum.reduce(sizes)
