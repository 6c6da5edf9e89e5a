"""Gains by a change of action, many games at once, and how much of them is certain.

The equilibria of a game depend on nothing but each player's gains u_i(a, ..) - u_i(b, ..), and not on their unit. They
are divided by the player's largest, so that every decision of a closed form is the sign of a polynomial in numbers of
at most 1, which floats get right unless it is nearly zero. A decision counts as made where the polynomial is further
from zero than `tolerance`, which is

    2^-26 + 2^-42 max_i (size of i's payoffs) / (i's largest gain).

The first term, half of the digits of a float, is far above the rounding errors of any kernel here, so that the answer
is well conditioned too. The second stands for the payoffs' own digits: a float and the decimal that prints as it differ
by up to 2^-53 of themselves, and with them the games that the closed forms and the exact solvers are asked.

Kernels hold the games along the last axis, so that each step is one sweep through contiguous memory.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ..support_profiles import Supports

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Gains = tuple[Floats, ...]

HALF_OF_THE_DIGITS = 2.0**-26
_DIGITS_OF_PAYOFFS = 2.0**-42


def games_last(payoffs: Floats) -> Floats:
    """Return a contiguous copy of payoffs (b, n, m_1, .., m_n) with the axis of games last."""
    return np.ascontiguousarray(payoffs.reshape(len(payoffs), -1).T).reshape(*payoffs.shape[1:], len(payoffs))


def unit_gains(payoffs: Floats) -> tuple[Gains, Floats]:
    """Return each player's gains in units of the largest, and the tolerance of each game.

    Parameters
    ----------
    payoffs
        Shape (n, m_1, .., m_n, b).

    Returns
    -------
    gains
        For player i shape (m_i (m_i - 1) / 2, m_j for each other j, b): what a pays more than a' for a < a' in
        lexicographic order. All zero where i never gains anything.
    tolerance
        Shape (b,).

    Examples
    --------
    >>> prisoners_dilemma = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])
    >>> (row, column), tolerance = unit_gains(prisoners_dilemma[..., None])
    >>> row[0, :, 0]
    array([-1. , -0.5])
    """
    gains: list[Floats] = []
    rounding = np.zeros(payoffs.shape[-1])
    for player, table in enumerate(payoffs):
        own = np.moveaxis(table, player, 0)
        pairs = list(combinations(own, 2))
        gain = np.empty((len(pairs), *own.shape[1:]))
        for difference, (a, b) in zip(gain, pairs, strict=True):
            np.subtract(a, b, out=difference)
        flat = gain.reshape(-1, gain.shape[-1])
        unit = np.maximum(flat.max(axis=0, initial=0), -flat.min(axis=0, initial=0))
        unit[unit == 0] = 1
        gain /= unit
        np.maximum(rounding, np.abs(own[0]).reshape(-1, len(unit)).max(axis=0) / unit, out=rounding)
        gains.append(gain)
    return tuple(gains), HALF_OF_THE_DIGITS + _DIGITS_OF_PAYOFFS * rounding
