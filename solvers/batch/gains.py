"""Gains by a change of action, in many games at once, and how far from zero their signs are certain.

The equilibria of a game depend on nothing but each player's gains u_i(a, ..) - u_i(b, ..), and not on their unit. In
units of the player's largest gain, every decision of a closed form is the sign of a polynomial in numbers of at most 1.
Such a sign is certain where the polynomial is further from zero than a tolerance of

    2^-26 + 2^-29 max_i (size of player i's payoffs) / (player i's largest gain).

The first term, half of the digits of a float, is far above the rounding errors of any kernel here, and keeps away from
games that lie too close to a tie to be solved well in floats. The second stands for the digits of the payoffs: a float
and the decimal that prints as it differ by up to 2^-53 of themselves, or of the smallest float with all its digits, and
the exact solvers read the decimal. It is so much larger that what is mixed has half of the digits of a float.

Arrays have the axis of games last, so that every step is one sweep through contiguous memory.
"""

from __future__ import annotations

from functools import reduce
from itertools import combinations

import numpy as np

from ...games.arrays import Floats

HALF_OF_THE_DIGITS = 2.0**-26
DIGITS_OF_PAYOFFS = 2.0**-29
LEAST_SIZE = 2.0**-1022
"""Below this floats have fewer digits the smaller they are."""

MOST_SIZE = 2.0**1020
"""Above this sums of payoffs may be infinite; nothing is certain there."""


def unit_gains(payoffs: Floats) -> tuple[list[Floats], Floats]:
    """Return each player's gains in units of the largest, and these units.

    Parameters
    ----------
    payoffs
        Shape (n, m_1, .., m_n, b).

    Returns
    -------
    gains
        For player i an array (m_i (m_i - 1) / 2, m_j for each other j, b): what a pays more than a', for a < a' in
        lexicographic order.
    units
        Shape (n, b); 1 for a player who never gains anything.

    Examples
    --------
    >>> prisoners_dilemma = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])
    >>> (row, column), units = unit_gains(prisoners_dilemma[..., None])
    >>> row[0, :, 0], units[:, 0]
    (array([-1. , -0.5]), array([2., 2.]))
    """
    gains: list[Floats] = []
    units = np.ones((len(payoffs), payoffs.shape[-1]))
    for player, (table, unit) in enumerate(zip(payoffs, units, strict=True)):
        spread = np.maximum.reduce(table, axis=player) - np.minimum.reduce(table, axis=player)
        np.maximum.reduce(spread.reshape(-1, len(unit)), out=unit)
        unit[unit == 0] = 1
        pairs = list(combinations((_action(table, player, a) for a in range(table.shape[player])), 2))
        gain = np.empty((len(pairs), *table.shape[:player], *table.shape[player + 1 :]))
        for number, (better, worse) in enumerate(pairs):
            np.subtract(better, worse, out=gain[number])
        gain /= unit
        gains.append(gain)
    return gains, units


def tolerance_of(payoffs: Floats, units: Floats) -> Floats:
    """Return how far from zero a number must be for its sign to be certain, shape (b,).

    No other action's payoff differs by more than the unit from that of the first, so the first one's tell the size
    with it.
    """
    shares = [
        trusted_sizes(reduce(np.maximum, map(np.abs, _action(table, player, 0).reshape(-1, len(unit))), unit)) / unit
        for player, (table, unit) in enumerate(zip(payoffs, units, strict=True))
    ]
    return HALF_OF_THE_DIGITS + DIGITS_OF_PAYOFFS * np.maximum.reduce(shares)


def trusted_sizes(sizes: Floats) -> Floats:
    """Return sizes of payoffs as they count for rounding: never below the least one, and infinite above the most."""
    return np.where(sizes > MOST_SIZE, np.inf, np.maximum(sizes, LEAST_SIZE))


def _action(table: Floats, player: int, action: int) -> Floats:
    """Return the player's payoffs from one action."""
    return table[(slice(None),) * player + (action,)]
