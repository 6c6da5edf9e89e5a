"""The theory of moves of two players (Brams 1994), on any graph of moves with strict rankings.

From a start, with one player to move first, the two take turns: whose turn it is stays, and play ends there, or moves.
Play also ends where a state comes up a second time. Each moves only for a final state that it likes better than where
it stands; the end of play from s with i first is the *survivor* of (i, s).

The outcome from s: s where neither moves first, the mover's survivor where one would, and both survivors where both
would. The *two-sidedness convention*: where one would move, to an end e, but the other's moving first, by its best
first move even where it would rather stay, leads to an end that both like better than e, that one results; if only the
other likes it better, both are listed. Where both would move and both like one end better, that one results. A
*nonmyopic equilibrium* is an outcome from some start.

A critic will say that these rules let a player move only where play will not come back, and that rational players may
not agree on who moves first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ....games.errors import InputError
from ....games.graph.graph_model import GraphModel
from ....games.graph.of_game import graph_model
from ....games.numbers import counted
from ....games.text.shown import Shown

Ends = tuple[int, ...]

MOST_STATES = 16
"""States of a model whose plays are followed: their number grows exponentially."""


@dataclass(frozen=True, eq=False, repr=False)
class TheoryOfMoves(Shown):
    """Where play ends from each start.

    Attributes
    ----------
    survivors
        For each first mover and each start the final state.
    outcomes, two_sided
        For each start the outcomes, before and after the two-sidedness convention, in the order of numbers.
    """

    model: GraphModel
    survivors: tuple[tuple[int, ...], tuple[int, ...]]
    outcomes: tuple[Ends, ...]
    two_sided: tuple[Ends, ...]

    @property
    def equilibria(self) -> tuple[int, ...]:
        """The nonmyopic equilibria, after the convention: outcomes from some start, in the order of numbers."""
        return tuple(sorted({end for ends in self.two_sided for end in ends}))


def theory_of_moves(model: Any) -> TheoryOfMoves:
    """Return where play ends from each state of a conflict of two players.

    Parameters
    ----------
    model
        A graph model, a game in normal form, a scenario, or the name or path of one, of two players with strict
        rankings and at most 16 states.

    Raises
    ------
    InputError
        If it has other than two players, too many states, or a player for whom two states are equally good or do not
        compare.

    Examples
    --------
    >>> from ....games.normal_form import NormalFormGame
    >>> found = theory_of_moves(NormalFormGame([[[3, 1], [4, 2]], [[3, 4], [1, 2]]]))
    >>> found.outcomes, found.two_sided
    (((0,), (3,), (3,), (3,)), ((0,), (0,), (0,), (3,)))
    """
    known = graph_model(model)
    _check(known)
    plays = _Plays(known)
    states = range(known.n_states)
    first, second = (tuple(plays.end(1 << s, s, player) for s in states) for player in (0, 1))
    outcomes = tuple(_outcome(s, first[s], second[s]) for s in states)
    sided = tuple(plays.two_sided(s, first[s], second[s]) for s in states)
    return TheoryOfMoves(known, (first, second), outcomes, sided)


def _check(model: GraphModel) -> None:
    if model.n_players != 2:
        raise InputError(f"the theory of moves is of two players, got {counted(model.n_players)}")
    if model.n_states > MOST_STATES:
        found = counted(model.n_states)
        raise InputError(f"the theory of moves: at most {MOST_STATES} states are followed, got {found}")
    for player, classes, pairs in zip(model.players, model.preferences, model.unknown, strict=True):
        tied = next((each for each in classes if len(each) > 1), None) or next(iter(sorted(pairs)), None)
        if tied is not None:
            names = " and ".join(model.states[state] for state in tied[:2])
            raise InputError(
                f"the theory of moves needs strict rankings: {player} does not rank {names} one above the other"
            )


def _outcome(start: int, first: int, second: int) -> Ends:
    return tuple(sorted({end for end in (first, second) if end != start})) or (start,)


class _Plays:
    """The plays of a conflict of two players, followed to their ends."""

    def __init__(self, model: GraphModel) -> None:
        self.standing = model.standing.tolist()
        self.targets = [[moves.leads_to(s).tolist() for s in range(model.n_states)] for moves in model.controls]
        self.end = cache(self._end)

    def _end(self, passed: int, state: int, player: int) -> int:
        """Return the final state with a player to move at a state, the states that have come up given as bits."""
        own = self.standing[player]
        return max((state, *self.ends(passed, state, player)), key=own.__getitem__)

    def ends(self, passed: int, state: int, player: int) -> Iterator[int]:
        """Go through the final states of a player's moves."""
        for target in self.targets[player][state]:
            bit = 1 << target
            yield target if passed & bit else self.end(passed | bit, target, 1 - player)

    def two_sided(self, start: int, first: int, second: int) -> Ends:
        """Return the outcomes from a start after the two-sidedness convention, given the two survivors."""
        plain = _outcome(start, first, second)
        if first != start and second != start:
            return self._better_for_both(*plain) if len(plain) == 2 else plain
        if first == second:
            return plain
        other = 0 if first == start else 1
        return self._answered(start, plain[0], other)

    def _better_for_both(self, one: int, two: int) -> Ends:
        liked = [self._likes(player, two, one) for player in (0, 1)]
        return (two,) if all(liked) else (one, two) if any(liked) else (one,)

    def _answered(self, start: int, end: int, other: int) -> Ends:
        """Return the outcomes where one player would move, to an end, and the other could move first."""
        ends = list(self.ends(1 << start, start, other))
        if not ends:
            return (end,)
        best = max(ends, key=self.standing[other].__getitem__)
        if not self._likes(other, best, end):
            return (end,)
        return (best,) if self._likes(1 - other, best, end) else tuple(sorted((end, best)))

    def _likes(self, player: int, one: int, two: int) -> bool:
        return self.standing[player][one] > self.standing[player][two]
