"""Which actions survive the iterated elimination of strictly dominated actions, and nothing more; exact, and quick.

An action is strictly dominated, or else it is a best reply to some belief about what the others do (Pearce 1984, lemma
3). Either is shown by a few numbers: the weights of a strategy that pays more against every profile of the others, or
those of a belief against which nothing pays more. The two solutions of a linear program in floating point propose them,
and a product in whole numbers proves them (`proposed_mixtures`). The program leaves out the action itself and what
always pays the same, so that all others pay less under a belief where they can, and it stays a proof when it is
rounded. What is dominated so slightly that rounding hides it is found by a program whose unit is the gain. Where no
proposal stands, as where only a tie decides, the program is solved in fractions. An action that is a best reply to one
profile needs no program, and what was shown of an action by a belief holds as long as all that it expects is left.

The rounds are those of `dominance`, which says of each action by what it is dominated, and takes longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..games.arrays import Flags
from ..games.normal_form import NormalFormGame
from .deadline import counting, stop_after
from .exact.proposed_mixtures import proposed, rounded, slightly_positive, whole_table
from .maximin import guarantee, own_table

Numbers = NDArray[np.intp]
Actions = tuple[tuple[int, ...], ...]

_EXACT_IN_FLOATS = 2**53

_NEAR = 16
"""How far apart two profiles are that are tried together."""


@dataclass(frozen=True)
class Survivors:
    """What is left of a game.

    Attributes
    ----------
    rounds
        How many rounds of elimination took something away, all that was strictly dominated at once in each.
    remaining
        For each player the numbers of the actions that stay, rising; at least one.
    """

    rounds: int
    remaining: Actions


def surviving_actions(game: NormalFormGame, deadline: float = inf) -> Survivors:
    """Return the actions that survive the iterated elimination of strictly dominated actions; exact.

    Parameters
    ----------
    deadline
        A reading of the clock `time.monotonic`.

    Raises
    ------
    TimeoutError
        If the deadline passed first.

    Examples
    --------
    Gibbons (1992), figure 1.1.1:

    >>> game = NormalFormGame.two_player([[1, 1, 0], [0, 0, 2]], [[0, 2, 1], [3, 1, 0]])
    >>> surviving_actions(game)
    Survivors(rounds=3, remaining=((0,), (1,)))
    """
    *_, (rounds, remaining) = enumerate(rounds_of_elimination(game, deadline))
    return Survivors(rounds, remaining)


def rounds_of_elimination(game: NormalFormGame, deadline: float = inf) -> Iterator[Actions]:
    """Go through what is left of the players' actions, all of them first, then round by round; a TimeoutError as above.

    Each round takes away all that is strictly dominated in what the round before left. Where two players have the same
    payoffs they lose the same actions.
    """
    players = [_Player(_from_zero(own_table(game, player))) for player in range(game.n_players)]
    alike = len(players) == 2 and np.array_equal(players[0].payoffs, players[1].payoffs)
    left: list[Numbers] = [np.arange(m) for m in game.shape]
    kept: list[Numbers] = []
    while sum(map(len, kept)) != sum(map(len, left)):
        left = kept or left
        yield tuple(tuple(own.tolist()) for own in left)
        kept = []
        for number, player in enumerate(players):
            stop_after(deadline)
            others = _profiles_of_others(game.shape, left, number)
            kept.append(kept[0] if kept and alike else player.undominated(left[number], others, deadline))


def _profiles_of_others(shape: tuple[int, ...], left: list[Numbers], player: int) -> Numbers:
    """Return the numbers of the columns of `own_table` that only hold actions which are left."""
    others = [m for other, m in enumerate(shape) if other != player]
    actions = [own for other, own in enumerate(left) if other != player]
    return np.arange(int(np.prod(others, dtype=np.intp))).reshape(others)[np.ix_(*actions)].ravel()


@dataclass(frozen=True, eq=False)
class _Player:
    """A player's payoffs, one row for each of its actions and one column for each profile of the others.

    They are whole numbers from 0. `beliefs` holds what was shown of actions: the numbers of the profiles that are
    expected where the action is a best reply.
    """

    payoffs: NDArray[Any]
    beliefs: dict[int, Numbers] = field(default_factory=dict[int, Numbers])

    def undominated(self, own: Numbers, others: Numbers, deadline: float) -> Numbers:
        """Return which of some actions no strategy on them dominates strictly, where the others keep to profiles."""
        payoffs = self.payoffs[np.ix_(own, others)]
        kept = _best_somewhere(payoffs)
        for distance in range(1, min(len(others), _NEAR)):
            if not kept.all():
                kept |= _best_somewhere(payoffs + np.roll(payoffs, distance, axis=1))
        for place in counting("actions", np.flatnonzero(~kept).tolist()):
            stop_after(deadline)
            kept[place] = self._is_best_reply(own, others, place, deadline)
        return own[kept]

    def _is_best_reply(self, own: Numbers, others: Numbers, place: int, deadline: float) -> bool:
        """Tell whether an action, by its place, is a best reply to some belief, and so not strictly dominated."""
        action = int(own[place])
        if action in self.beliefs and np.isin(self.beliefs[action], others).all():
            return True
        gains = self.payoffs[np.ix_(own, others)] - self.payoffs[action, others]
        gains = gains[gains.any(axis=1)]
        if (gains > 0).all(axis=1).any():
            return False
        mixture, belief = map(rounded, proposed(gains, deadline))
        if (mixture @ gains > 0).all():
            return False
        if not belief.any() or (gains @ belief > 0).any():
            slightly = rounded(slightly_positive(gains, deadline))
            return not (slightly @ gains > 0).all() and guarantee(gains.astype(object), deadline)[0] <= 0
        self.beliefs[action] = others[np.flatnonzero(belief)]
        return True


def _from_zero(table: NDArray[Any]) -> NDArray[Any]:
    """Return Fractions in another unit and from another origin, as whole numbers from 0."""
    values, _ = whole_table(table)
    values -= values.min()
    return values.astype(np.int64) if values.max() < _EXACT_IN_FLOATS else values


def _best_somewhere(payoffs: NDArray[Any]) -> Flags:
    """Tell which rows are greatest in some column."""
    return np.asarray((payoffs == payoffs.max(axis=0)).any(axis=1), dtype=np.bool_)
