"""Best replies, and the pure equilibria that they make.

An action of player i is a *best reply* to what the others play when no action of i pays more against it. A pure
profile in which every action is a best reply to the rest is a Nash equilibrium (Nash 1951), and every pure
equilibrium is such a profile: the table of best replies finds them all, in time linear in the number of payoffs.

The tables are read off payoff arrays of shape (..., n, m_1, .., m_n), so that one call answers a whole batch of
games. Arrays of Fractions are compared exactly. Floats are too unless a tolerance is given, which is a share of the
player's payoff range in that game, so that no answer depends on the unit or origin of payoffs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..games.normal_form import NormalFormGame, Profile
from ..games.numbers import read_fraction

Strategy = int | Sequence[Any] | NDArray[Any]


def best_reply_table(payoffs: NDArray[Any], *, tolerance: float = 0.0, batch_axes: int = 0) -> NDArray[np.bool_]:
    """Tell for every player and pure profile whether the player's action is a best reply to the others' actions.

    Parameters
    ----------
    payoffs
        Shape (..., n, m_1, .., m_n), floats or Fractions, with `batch_axes` axes in front.
    tolerance
        How much less than a best reply an action may pay and still count, as a share of the player's payoff range
        in that game.
    batch_axes
        How many axes stand before the axis of players. The shape alone does not tell: (3, 2, 2, 2) may be one
        game of three players or three games of two.

    Returns
    -------
    NDArray[np.bool_]
        Shape of `payoffs`; each player has a best reply, often several, in every line along its own axis.

    Raises
    ------
    ValueError
        If the shape is not that of games.

    Examples
    --------
    >>> prisoners_dilemma = np.array([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> best_reply_table(prisoners_dilemma)[0]
    array([[False, False],
           [ True,  True]])
    """
    _check_shape(payoffs.shape, batch_axes)
    own_tables = enumerate(np.moveaxis(payoffs, batch_axes, 0))
    replies = [own >= _required(own, batch_axes + player, tolerance, batch_axes) for player, own in own_tables]
    return np.stack(replies, axis=batch_axes)


def pure_equilibria(payoffs: NDArray[Any], *, tolerance: float = 0.0, batch_axes: int = 0) -> NDArray[np.bool_]:
    """Tell for every pure profile whether it is a Nash equilibrium; parameters as in `best_reply_table`.

    Returns
    -------
    NDArray[np.bool_]
        Shape (..., m_1, .., m_n): `payoffs` without the axis of players.

    Examples
    --------
    >>> stag_hunt = np.array([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])
    >>> np.argwhere(pure_equilibria(stag_hunt)).tolist()
    [[0, 0], [1, 1]]
    >>> pure_equilibria(np.array([stag_hunt, -stag_hunt]), batch_axes=1).sum(axis=(1, 2))
    array([2, 2])
    """
    replies = best_reply_table(payoffs, tolerance=tolerance, batch_axes=batch_axes)
    return np.asarray(replies.all(axis=batch_axes))


def best_replies(game: NormalFormGame, player: int, profile: Sequence[Strategy]) -> tuple[int, ...]:
    """Return the player's pure best replies to a profile, decided exactly.

    Parameters
    ----------
    profile
        For each player an action number or a probability vector; the player's own entry plays no part. A float is
        read as the decimal that prints as it, so a third must be given as a Fraction where ties turn on it.

    Returns
    -------
    tuple[int, ...]
        Action numbers, rising; at least one.

    Examples
    --------
    >>> rock_paper_scissors = NormalFormGame.zero_sum([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    >>> best_replies(rock_paper_scissors, 0, (0, 2))
    (0,)
    >>> best_replies(rock_paper_scissors, 0, (0, ["1/3", "1/3", "1/3"]))
    (0, 1, 2)
    """
    values = game.action_payoffs(player, _exact_profile(game, profile))
    best = max(values)
    return tuple(action for action, value in enumerate(values) if value == best)


def _required(own: NDArray[Any], axis: int, tolerance: float, batch_axes: int) -> NDArray[Any]:
    """Return the least payoff that counts as best, along the player's own axis."""
    best = own.max(axis=axis, keepdims=True)
    if tolerance == 0:
        return best
    everything = tuple(range(batch_axes, own.ndim))
    spread = own.max(axis=everything, keepdims=True) - own.min(axis=everything, keepdims=True)
    share = read_fraction(tolerance) if own.dtype == object else tolerance
    return best - share * spread


def _exact_profile(game: NormalFormGame, profile: Sequence[Strategy]) -> Profile:
    if len(profile) != game.n_players:
        raise ValueError(f"profile must have {game.n_players} entries, one for each player, got {len(profile)}")
    return tuple(_exact_strategy(strategy, m) for strategy, m in zip(profile, game.shape, strict=True))


def _exact_strategy(strategy: Strategy, n_actions: int) -> NDArray[np.object_]:
    if isinstance(strategy, int | np.integer):
        if not 0 <= strategy < n_actions:
            raise ValueError(f"profile must name actions from 0 to {n_actions - 1} here, got {strategy}")
        strategy = [int(action == strategy) for action in range(n_actions)]
    return np.array([read_fraction(p) for p in strategy], dtype=object)


def _check_shape(shape: tuple[int, ...], batch_axes: int) -> None:
    of_game = shape[batch_axes:]
    if len(of_game) < 2 or of_game[0] != len(of_game) - 1 or 0 in of_game:
        raise ValueError(
            f"payoffs must have shape (n, m1, .., mn) after {batch_axes} batch axes, got {of_game} of {shape}"
        )
