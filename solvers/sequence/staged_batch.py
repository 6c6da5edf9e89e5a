"""Pure subgame-perfect outcomes of many games in stages at once.

Where all that was done before is seen, a profile is sustained at a stage if each of its players gets no less than the
worst sustained continuation after every own deviation; what cannot be compared cannot be sustained. The rule needs the
order of payoffs alone, so exact numbers are replaced by their ranks. A hidden move takes subgames away: then every game
is solved by its tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.arrays import Flags
from ...games.errors import InputError
from ...games.normal_form import NormalFormGame
from ...games.numbers import read_fractions
from ...games.sequence.stages import Order, Stages, read_hidden, read_order
from .subgame_perfect import subgame_perfect


def subgame_perfect_batch(payoffs: ArrayLike, order: Order, hidden: Iterable[Any] = ()) -> Flags:
    """Tell which profiles pure subgame-perfect equilibria of B staged games give.

    Parameters
    ----------
    payoffs
        Shape (B, n, m_1, .., m_n): floats, whole numbers, Fractions or strings; compared exactly.
    order
        For each stage the numbers of its players, from 0.
    hidden
        Pairs (of, from) of numbers, as for `stages`. With any, games are solved one by one.

    Returns
    -------
    ndarray
        Shape (B, m_1, .., m_n); all false in a game that has no pure subgame-perfect equilibrium.

    Raises
    ------
    InputError
        If the shape is not that of games, a payoff is no number, or the order does not fit.

    Examples
    --------
    >>> games = [[[[3, 0], [0, 1]], [[1, 0], [0, 3]]]]
    >>> subgame_perfect_batch(games, [[0], [1]])[0].tolist(), subgame_perfect_batch(games, [[0, 1]])[0].tolist()
    ([[True, False], [False, False]], [[True, False], [False, True]])
    """
    games = _comparable(payoffs)
    n = games.shape[1]
    names = [str(player) for player in range(n)]
    staged = read_order(names, order)
    unseen = read_hidden(names, staged, hidden)
    if unseen:
        return np.array([_by_tree(Stages(NormalFormGame(game), staged, unseen)) for game in games])
    sustained = np.ones((len(games), *games.shape[2:]), dtype=bool)
    for number in range(len(staged) - 1, -1, -1):
        later = tuple(1 + player for stage in staged[number + 1 :] for player in stage)
        sustained = _stage(games, sustained, staged[number], later)
    return sustained


def _stage(games: NDArray[Any], sustained: Flags, movers: tuple[int, ...], later: tuple[int, ...]) -> Flags:
    """Keep what is sustained at a stage of what is sustained behind it; `later` are the axes of later players."""
    there = sustained.any(axis=later, keepdims=True)
    there = np.all(there, axis=tuple(1 + player for player in movers), keepdims=True)
    kept = sustained & there
    for player in movers:
        own = games[:, player]
        worst = np.where(sustained, own, own.max() if own.size else 0).min(axis=later, keepdims=True)
        kept &= own >= worst.max(axis=1 + player, keepdims=True)
    return kept


def _comparable(payoffs: ArrayLike) -> NDArray[Any]:
    """Return payoffs as floats or whole numbers that stand in their exact order."""
    given = np.asarray(payoffs)
    if given.ndim < 3 or given.shape[1] != given.ndim - 2 or 0 in given.shape[1:]:
        raise InputError(f"payoffs must have shape (B, n, m1, .., mn), got {given.shape}")
    if given.dtype.kind == "f":
        if not np.isfinite(given).all():
            raise InputError("payoffs must be finite numbers, got one that is not")
        return given
    if given.dtype.kind in "iu":
        return given
    exact = read_fractions("payoffs", given)
    return np.unique(exact, return_inverse=True)[1].reshape(given.shape)


def _by_tree(staged: Stages) -> Flags:
    """Tell of one game, by its tree, which profiles are sustained."""
    found = np.zeros(staged.game.shape, dtype=bool)
    actions = staged.game.actions
    answer = subgame_perfect(staged, mixed=False, limit=0)
    if not answer.complete_pure:
        raise InputError(f"a game of these stages is too large where moves are hidden: {' '.join(answer.notes)}")
    for outcome in answer.outcomes:
        done = (outcome.path or "").split(" / ")
        chosen = dict(zip(staged.sequence, done, strict=True))
        found[tuple(actions[player].index(chosen[player]) for player in range(len(actions)))] = True
    return found
