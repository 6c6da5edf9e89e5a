"""Best replies, the pure equilibria that they make, and when payoffs count as equal.

An action of player i is a *best reply* to what the others play when no action of i pays more against it. A pure
profile in which every action is a best reply to the rest is a Nash equilibrium (Nash 1951), and every pure
equilibrium is such a profile: the table of best replies finds them all, in time linear in the number of payoffs.

The tables are read off payoff arrays of shape (.., n, m_1, .., m_n, ..), so that one call answers a whole batch of
games, which may stand first or last. Tables have the memory layout of the payoffs.

*When payoffs are equal.* Exact numbers (Fractions, whole numbers) are compared exactly. Floats tie when they differ by
at most `TIE` of the player's payoff range in that game: a share, so that no answer depends on the unit or origin of
payoffs. A billionth is far above the rounding errors of payoffs, some 1e-15 of the range where the origin is not far
away, so that a tie in the formulas is a tie in floats; and far below the digits of any input, so that what it calls a
tie is one for every reader. Numbers on a scale from 0 to 1, as shares, discounts and beliefs, tie within `TIE` itself.

Whether a sign is *certain* is another question: how far rounding could have moved a number. The closed forms of `batch`
call a game doubtful below the tolerance of `batch.gains` and have it solved exactly. They and the search for pure
equilibria there read a float as the decimal that prints as it, so that their answer is the exact one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..games.normal_form import NormalFormGame, Profile

TIE = 1e-9
"""Floats that differ by at most this share of their range are equal; see the module."""


def deviation_gains(payoffs: NDArray[Any], *, axis: int = 0) -> NDArray[Any]:
    """Return what each player would gain by a best reply at every pure profile.

    Parameters
    ----------
    payoffs
        Of shape (.., n, m_1, .., m_n, ..), floats, whole numbers or Fractions; all other axes are those of games.
    axis
        The axis of players. The shape alone does not tell: (3, 2, 2, 2) may be one game of three players or three
        games of two.

    Returns
    -------
    NDArray
        Shape of `payoffs`, at least 0; each player has a 0 in every line along its own axis.

    Raises
    ------
    ValueError
        If the shape is not that of games.

    Examples
    --------
    >>> prisoners_dilemma = np.array([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> deviation_gains(prisoners_dilemma)[0]
    array([[2, 1],
           [0, 0]])
    """
    _check_shape(payoffs.shape, axis)
    gains = np.empty_like(payoffs)
    tables = zip(np.moveaxis(payoffs, axis, 0), np.moveaxis(gains, axis, 0), strict=True)
    for player, (own, gain) in enumerate(tables):
        np.subtract(own.max(axis=axis + player, keepdims=True), own, out=gain)
    return gains


def payoff_ranges(payoffs: NDArray[Any], *, axis: int = 0) -> NDArray[Any]:
    """Return each player's highest less its lowest payoff in each game: `payoffs` with action axes of length 1."""
    actions = tuple(range(axis + 1, axis + 1 + payoffs.shape[axis]))
    return np.asarray(payoffs.max(axis=actions, keepdims=True) - payoffs.min(axis=actions, keepdims=True))


def in_ties(payoffs: NDArray[Any], *, axis: int = 0) -> NDArray[np.float64]:
    """Return floats as whole numbers of `TIE` of the player's range in that game, for what compares them as they are.

    Parameters are those of `deviation_gains`; they count from the player's lowest payoff, 0. Payoffs that are equal but
    for rounding become the same number.
    """
    actions = tuple(range(axis + 1, axis + 1 + payoffs.shape[axis]))
    size = payoff_ranges(payoffs, axis=axis) * TIE
    shares = np.zeros(payoffs.shape, dtype=np.float64)
    np.divide(payoffs - payoffs.min(axis=actions, keepdims=True), size, out=shares, where=size > 0)
    return np.asarray(np.rint(shares), dtype=np.float64)


def best_reply_table(payoffs: NDArray[Any], *, axis: int = 0) -> NDArray[np.bool_]:
    """Tell for every player and pure profile whether the player's action is a best reply to the others' actions.

    Parameters and errors are those of `deviation_gains`.

    Returns
    -------
    NDArray[np.bool_]
        Shape of `payoffs`; each player has a best reply, often several, in every line along its own axis.

    Examples
    --------
    >>> prisoners_dilemma = np.array([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> best_reply_table(prisoners_dilemma)[0]
    array([[False, False],
           [ True,  True]])
    """
    gains = deviation_gains(payoffs, axis=axis)
    near = TIE * payoff_ranges(payoffs, axis=axis) if payoffs.dtype.kind == "f" else 0
    return np.asarray(gains <= near, dtype=np.bool_)


def only_best_replies(
    table: NDArray[np.bool_], *, axis: int = 0, alike: NDArray[np.int64] | None = None
) -> NDArray[np.bool_]:
    """Tell of a table of best replies which of them are the only one against what the others play.

    `alike` says of each place of a table of one game, shape (n, m_1, .., m_n), how many of the player's actions, itself
    among them, count as one; games then come last in the table. None for no others.
    """
    only = np.empty_like(table)
    tables = zip(np.moveaxis(table, axis, 0), np.moveaxis(only, axis, 0), strict=True)
    for player, (own, alone) in enumerate(tables):
        one = 1 if alike is None else alike[player][..., np.newaxis]
        np.logical_and(own, own.sum(axis=axis + player, keepdims=True, dtype=np.int16) == one, out=alone)
    return only


def pure_equilibria(payoffs: NDArray[Any], *, axis: int = 0) -> NDArray[np.bool_]:
    """Tell for every pure profile whether it is a Nash equilibrium; parameters as in `deviation_gains`.

    Returns
    -------
    NDArray[np.bool_]
        Shape (.., m_1, .., m_n, ..): `payoffs` without the axis of players.

    Examples
    --------
    >>> stag_hunt = np.array([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])
    >>> np.argwhere(pure_equilibria(stag_hunt)).tolist()
    [[0, 0], [1, 1]]
    >>> pure_equilibria(np.array([stag_hunt, -stag_hunt]), axis=1).sum(axis=(1, 2))
    array([2, 2])
    """
    return np.asarray(best_reply_table(payoffs, axis=axis).all(axis=axis))


def best_replies(game: NormalFormGame, player: int, profile: Profile) -> tuple[int, ...]:
    """Return the numbers of the player's best replies to a profile, in which its own strategy plays no part.

    Decided exactly where the profile holds Fractions.

    Examples
    --------
    >>> rock_paper_scissors = NormalFormGame.zero_sum([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    >>> best_replies(rock_paper_scissors, 0, rock_paper_scissors.pure((0, 2)))
    (0,)
    """
    values = game.action_payoffs(player, profile)
    near = TIE * game.payoff_range[player] if values.dtype == np.float64 else 0
    return tuple(np.flatnonzero(values.max() - values <= near).tolist())


def _check_shape(shape: tuple[int, ...], axis: int) -> None:
    actions = shape[axis + 1 : axis + 1 + shape[axis]] if axis < len(shape) else ()
    if not actions or len(actions) < shape[axis] or 0 in actions:
        raise ValueError(f"payoffs must have shape (n, m1, .., mn) from axis {axis} on, got {shape[axis:]} of {shape}")
