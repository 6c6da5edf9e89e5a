"""Gains by a change of action, in many games at once, and how far from zero their signs are certain.

The equilibria of a game depend on nothing but each player's gains u_i(a, ..) - u_i(b, ..), and not on their unit. In
units of the player's largest gain, every decision of a closed form is the sign of a polynomial in numbers of at most 1.
Such a sign is certain where the polynomial is further from zero than a tolerance of

    2^-26 + 2^-29 max_i (size of player i's payoffs) / (player i's largest gain).

The first term, half of the digits of a float, is far above the rounding errors of any kernel here, and keeps away from
games that lie too close to a tie to be solved well in floats. The second stands for the digits of the payoffs: a float
and the decimal that prints as it differ by up to 2^-53 of themselves, or of the smallest float with all its digits, and
the exact solvers read the decimal. It is so much larger that what is mixed has half of the digits of a float.

Most signs are so far from zero that numbers of half the length tell them, at half the traffic through memory. In single
precision, with e = 2^-24, two gains of at most 1 that are rounded and subtracted are wrong by at most 3 e, a minor of
two of them by 2 (2 x 3 + 1) e + 2 e = 16 e, and one of three by 3 (2 x 3 + 16 + 2) e + (4 + 6) e = 82 e.

Arrays have the axis of games last, so that every step is one sweep through contiguous memory.
"""

from __future__ import annotations

from functools import reduce
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats

Singles = NDArray[np.float32]

HALF_OF_THE_DIGITS = 2.0**-26
DIGITS_OF_PAYOFFS = 2.0**-29
LEAST_SIZE = 2.0**-1022
"""Below this floats have fewer digits the smaller they are."""

MOST_SIZE = 2.0**1020
"""Above this sums of payoffs may be infinite; nothing is certain there."""

_MOST_SCALE = 2.0**1023

_SINGLE_ROUNDING = 2.0**-22, 2.0**-19, 2.0**-17
"""More than the rounding errors of minors of one, two and three gains in single precision, and 2^-26."""


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
        np.copyto(unit, _unit(table, player))
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
    return HALF_OF_THE_DIGITS + DIGITS_OF_PAYOFFS * _shares(payoffs, units)


def single_gains(payoffs: Floats) -> tuple[list[Singles], list[Singles]]:
    """Return each player's gains in single precision, and how far from zero signs of minors of them are certain.

    Parameters
    ----------
    payoffs
        Shape (n, m_1, .., m_n, b).

    Returns
    -------
    gains
        As of `unit_gains`, to within rounding.
    margins
        For minors of one, two and three gains each an array (b,). One that is further from zero has the sign of the
        same minor of the gains of `unit_gains`, which is then further from zero than `tolerance_of`.

    Examples
    --------
    >>> prisoners_dilemma = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])
    >>> (row, column), margins = single_gains(prisoners_dilemma[..., None])
    >>> row[0, :, 0].tolist(), bool(margins[0][0] < 1e-6)
    ([-1.0, -0.5], True)
    """
    units = np.stack([_unit(table, player) for player, table in enumerate(payoffs)])
    gains = [_rounded_gains(*pair, player) for player, pair in enumerate(zip(payoffs, units, strict=True))]
    digits = (2 * DIGITS_OF_PAYOFFS * _shares(payoffs, units)).astype(np.float32)
    return gains, [digits + np.float32(rounding) for rounding in _SINGLE_ROUNDING]


def _rounded_gains(table: Floats, unit: Floats, player: int) -> Singles:
    """Return gains over the last action in units, rounded, and the differences of these.

    In units too small to be inverted, gains come out smaller than they are, and no sign more certain.
    """
    *actions, base = (_action(table, player, a) for a in range(table.shape[player]))
    last = len(actions)
    pairs = list(combinations(range(last + 1), 2))
    gains = np.empty((len(pairs), *base.shape), dtype=np.float32)
    over = {pair: gains[number] for number, pair in enumerate(pairs)}
    exact, scale = np.empty_like(base), np.minimum(1 / unit, _MOST_SCALE)
    for a, action in enumerate(actions):
        np.subtract(action, base, out=exact)
        np.multiply(exact, scale, out=exact)
        over[a, last][...] = exact
    for a, b in combinations(range(last), 2):
        np.subtract(over[a, last], over[b, last], out=over[a, b])
    return gains


def _unit(table: Floats, player: int) -> Floats:
    spread = np.maximum.reduce(table, axis=player) - np.minimum.reduce(table, axis=player)
    unit = np.asarray(np.maximum.reduce(spread.reshape(-1, table.shape[-1])))
    unit[unit == 0] = 1
    return unit


def _shares(payoffs: Floats, units: Floats) -> Floats:
    """Return the size of payoffs in units, of the player for whom it is largest."""
    firsts = (_action(table, player, 0).reshape(-1, units.shape[1]) for player, table in enumerate(payoffs))
    sizes = (reduce(np.maximum, map(np.abs, first), unit) for first, unit in zip(firsts, units, strict=True))
    return np.maximum.reduce([trusted_sizes(size) / unit for size, unit in zip(sizes, units, strict=True)])


def trusted_sizes(sizes: Floats) -> Floats:
    """Return sizes of payoffs as they count for rounding: never below the least one, and infinite above the most."""
    return np.where(sizes > MOST_SIZE, np.inf, np.maximum(sizes, LEAST_SIZE))


def _action(table: Floats, player: int, action: int) -> Floats:
    """Return the player's payoffs from one action."""
    return table[(slice(None),) * player + (action,)]
