"""Dominated actions, and what is left when they are taken away again and again.

An action of player i is *strictly dominated* when a strategy of i, pure or mixed, pays more against every profile of
the others' actions. It is *weakly dominated* when a strategy pays at least as much against every profile and more
against one. An action may be dominated by a mixture and by no other action.

Both questions are linear programs over the differences between what the other actions pay and what this one pays. The
strict one asks whether the player can guarantee itself a positive difference, so it is a maximin problem (Osborne and
Rubinstein 1994, proof of lemma 60.1). The weak one makes the sum of the differences as great as it can be while none is
negative. They are solved in fractions, since a float cannot tell a difference of zero from a small one; in large games
floats propose which actions are mixed, or a belief to which an action is a best reply, and whole numbers prove it.

Iterated elimination takes away, in each round, all the dominated actions of all players at once. Under strict dominance
the order does not matter: any other leaves the same actions (Gilboa, Kalai and Zemel 1990; for mixtures Apt 2004).
Under weak dominance it does: taking them away one by one may leave other actions and other equilibria. There the
rounds are a convention, the one that favours no player and no action, and an equilibrium may be lost on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..games.normal_form import NormalFormGame, Profile, independent
from .best_replies import best_replies
from .deadline import counting, stop_after
from .exact.linear_program import Optimum, maximise
from .exact.modular_rank import shown_independent
from .exact.proposed_mixtures import proposed, rounded, whole_table
from .maximin import FEW, guarantee, own_table

Strictness = Literal["strict", "weak"]


@dataclass(frozen=True)
class Dominated:
    """A dominated action, and a strategy that dominates it.

    Attributes
    ----------
    player, action
        Their numbers.
    kind
        How the action is dominated. "weak" says that nothing dominates it strictly.
    by
        A strategy of the player that dominates it, of length m_i. It is pure where a pure one dominates in this way.
    least_gain, greatest_gain
        What `by` pays more than the action, at least and at most, over the profiles of the others' actions. The
        least is positive where the kind is strict and zero where it is weak; the greatest is always positive.
    """

    player: int
    action: int
    kind: Strictness
    by: tuple[Fraction, ...]
    least_gain: Fraction
    greatest_gain: Fraction


@dataclass(frozen=True, eq=False)
class Elimination:
    """The course of an iterated elimination.

    Attributes
    ----------
    rounds
        What each round takes away and why, by the numbers of the original game. Dominance is judged in the game
        that the rounds before left over.
    remaining
        For each player the numbers of the actions that stay, rising; at least one.
    game
        The game that is left, with the names of the original.
    """

    rounds: tuple[tuple[Dominated, ...], ...]
    remaining: tuple[tuple[int, ...], ...]
    game: NormalFormGame


@dataclass(frozen=True)
class Dominator:
    """A mixture of the rows of a table that is nowhere negative and somewhere positive: everywhere, if strict."""

    kind: Strictness
    mixture: tuple[Fraction, ...]


def dominated_actions(
    game: NormalFormGame, kind: Strictness = "strict", deadline: float = inf
) -> tuple[Dominated, ...]:
    """Return the dominated actions of all players, in order; exact.

    Parameters
    ----------
    kind
        "strict" for the strictly dominated actions only, "weak" for the weakly dominated ones, which include them.
    deadline
        A reading of the clock `time.monotonic`.

    Raises
    ------
    TimeoutError
        If the deadline passed first.

    Examples
    --------
    Osborne and Rubinstein (1994), section 4.2: no action dominates the third, but half of each of the others does.

    >>> game = NormalFormGame.two_player([[3, 0], [0, 3], [1, 1]], [[0, 0], [0, 0], [0, 0]])
    >>> (dominated,) = dominated_actions(game)
    >>> print(dominated.action, dominated.least_gain, *dominated.by)
    2 1/2 1/2 1/2 0
    """
    tables = [whole_table(own_table(game, player)) for player in range(game.n_players)]
    actions = [(player, action) for player, m in enumerate(game.shape) for action in range(m)]
    judged = (
        _dominance(*tables[player], player, action, kind, deadline) for player, action in counting("actions", actions)
    )
    return tuple(dominated for dominated in judged if dominated is not None)


def dominance(
    game: NormalFormGame, player: int, action: int, kind: Strictness = "strict", deadline: float = inf
) -> Dominated | None:
    """Return how one action is dominated, None where it is not; exact. The rest is as in `dominated_actions`."""
    return _dominance(*whole_table(own_table(game, player)), player, action, kind, deadline)


def _dominance(
    table: NDArray[np.object_], unit: int, player: int, action: int, kind: Strictness, deadline: float
) -> Dominated | None:
    """Return how an action is dominated, from the player's payoffs in whole numbers, `unit` times as great."""
    stop_after(deadline)
    gains = table - table[action]
    if _best_somewhere(gains, action):
        return None
    found = _pure_dominator(gains, "strict") or mixed_dominator(gains, kind, deadline)
    if found is None:
        return None
    dominator = _pure_dominator(gains, "weak") or found if found.kind == "weak" else found
    gained = np.array(dominator.mixture, dtype=object) @ gains / unit
    return Dominated(player, action, dominator.kind, dominator.mixture, min(gained), max(gained))


def plays_undominated(game: NormalFormGame, player: int, profile: Profile) -> bool:
    """Tell whether it is seen at once that no action which a player plays in an equilibrium is weakly dominated.

    What weakly dominates a best reply mixes best replies, and pays the same against all that the others may play. If
    what the best replies pay against that is affinely independent, nothing else does. False tells nothing.

    Parameters
    ----------
    profile
        Fractions, by which everybody plays best replies.

    Examples
    --------
    >>> matching_pennies = NormalFormGame.zero_sum([[1, -1], [-1, 1]])
    >>> half = np.array([Fraction(1, 2)] * 2)
    >>> plays_undominated(matching_pennies, 0, (half, half))
    True
    """
    if game.n_players == 1:
        return True
    best = list(best_replies(game, player, profile))
    if not set(np.flatnonzero(profile[player])) <= set(best):
        return False
    others = independent(tuple(own for other, own in enumerate(profile) if other != player))
    table = own_table(game, player)[best][:, np.flatnonzero(others)]
    return shown_independent(table[1:] - table[0])


def iterated_elimination(game: NormalFormGame, kind: Strictness = "strict", deadline: float = inf) -> Elimination:
    """Take away dominated actions, all of them at once in each round, until there are none; exact.

    Parameters and errors as in `dominated_actions`.

    Examples
    --------
    Gibbons (1992), figure 1.1.1:

    >>> game = NormalFormGame.two_player([[1, 1, 0], [0, 0, 2]], [[0, 2, 1], [3, 1, 0]])
    >>> elimination = iterated_elimination(game)
    >>> [[(dominated.player, dominated.action) for dominated in gone] for gone in elimination.rounds]
    [[(1, 2)], [(0, 1)], [(1, 0)]]
    >>> elimination.remaining
    ((0,), (1,))
    """
    remaining = tuple(tuple(range(m)) for m in game.shape)
    rounds: list[tuple[Dominated, ...]] = []
    left = game
    while struck := dominated_actions(left, kind, deadline):
        gone = tuple(_renumbered(dominated, remaining, game.shape) for dominated in struck)
        rounds.append(gone)
        lost = {(dominated.player, dominated.action) for dominated in gone}
        remaining = tuple(
            tuple(action for action in actions if (player, action) not in lost)
            for player, actions in enumerate(remaining)
        )
        left = restricted(game, remaining)
    return Elimination(tuple(rounds), remaining, left)


def mixed_dominator(gains: NDArray[Any], kind: Strictness, deadline: float = inf) -> Dominator | None:
    """Return a mixture of the rows that is positive in every column, or, for "weak", at least nowhere negative.

    `gains` holds Fractions, shape (rows, columns), with at least one of each. Where a strict mixture exists, it is the
    one whose least entry is greatest. Otherwise it is the weak one with the greatest sum of entries. A deadline that
    passes first is a TimeoutError.
    """
    if kind == "strict" and _held_down(gains, deadline):
        return None
    secured, mixture = guarantee(gains, deadline)
    if secured > 0:
        return Dominator("strict", mixture)
    if kind == "strict" or secured < 0:
        return None
    best = maximise(
        objective=gains.sum(axis=1),
        upper_matrix=-gains.T,
        upper_bounds=[0] * gains.shape[1],
        equal_matrix=[[1] * len(gains)],
        equal_bounds=[1],
        deadline=deadline,
    )
    assert isinstance(best, Optimum), "a mixture that is nowhere negative meets the constraints"
    return Dominator("weak", best.point) if best.value > 0 else None


def _held_down(gains: NDArray[Any], deadline: float) -> bool:
    """Tell whether floats propose weights of the columns that leave no row a positive sum; False tells nothing."""
    some, _ = whole_table(gains[gains.any(axis=1)])
    if some.size <= FEW:
        return False
    weights = rounded(proposed(some, deadline).columns)
    return bool(weights.any() and (some @ weights <= 0).all())


def _pure_dominator(gains: NDArray[Any], kind: Strictness) -> Dominator | None:
    """Return the best of the single rows that dominate as strictly as is asked, or None."""
    if kind == "strict":
        scores = {row: min(entries) for row, entries in enumerate(gains) if min(entries) > 0}
    else:
        scores = {row: sum(entries) for row, entries in enumerate(gains) if min(entries) == 0 < max(entries)}
    if not scores:
        return None
    best = max(scores, key=lambda row: scores[row])
    return Dominator(kind, tuple(Fraction(int(row == best)) for row in range(len(gains))))


def _best_somewhere(gains: NDArray[Any], action: int) -> bool:
    """Tell whether an action pays more than every other one against some profile: nothing then dominates it."""
    return bool((np.delete(gains, action, axis=0) < 0).all(axis=0).any())


def _renumbered(dominated: Dominated, remaining: tuple[tuple[int, ...], ...], shape: tuple[int, ...]) -> Dominated:
    """Return what is dominated in the game of the remaining actions by the numbers of the original game."""
    numbers = remaining[dominated.player]
    by = [Fraction(0)] * shape[dominated.player]
    for number, probability in zip(numbers, dominated.by, strict=True):
        by[number] = probability
    return replace(dominated, action=numbers[dominated.action], by=tuple(by))


def restricted(game: NormalFormGame, remaining: tuple[tuple[int, ...], ...]) -> NormalFormGame:
    """Return the game in which each player has some of its actions, by their numbers, with their names."""
    kept = np.ix_(range(game.n_players), *remaining)
    actions = [[names[a] for a in numbers] for names, numbers in zip(game.actions, remaining, strict=True)]
    return NormalFormGame(game.exact[kept], game.players, actions, game.title)
