"""What the pure profiles of many games tell: equilibria, ties, the one that is selected, and how it fares.

A profile is an equilibrium where no player could gain more than a billionth of its payoff range by another action; so
rounding does not hide the equilibria of a point that lies on a threshold. Such a point is a *knife edge*: at an
equilibrium some player has another action that pays the same, to within a billionth. A tie that no number can break, as
both actions have the same consequences for the player whatever the parameters, makes no knife edge. The selected
equilibrium is Pareto efficient where no other pure profile gives some player more and none less, again by more than a
billionth.

Arrays have the axis of games last; profiles stand in the order of `pure_profiles`, the last player's action fastest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ....games.arena import ArenaGame
from ....games.arrays import Flags, Floats
from ....games.errors import InputError
from ....games.parameters import Parameter
from ....games.scenario.scenario import Scenario
from ....solvers.best_replies import TIE, deviation_gains, only_best_replies, payoff_ranges
from .games import Games


@dataclass(frozen=True, eq=False)
class Replies:
    """Best replies in B games, from payoffs (n, m_1, .., m_n, B).

    Attributes
    ----------
    equilibria
        Which pure profiles are equilibria, shape (P, B).
    knife_edge
        Where a tie decides, shape (B,).
    gains
        What each player could gain by its best action at each profile, shape (n, P, B).
    ranges
        Each player's highest less its lowest payoff, shape (n, B).
    """

    equilibria: Flags
    knife_edge: Flags
    gains: Floats
    ranges: Floats


def replies(payoffs: Floats, alike: NDArray[np.int64] | None = None) -> Replies:
    """Return the best replies of games, from payoffs of shape (n, m_1, .., m_n, B).

    `alike` is as `alike_actions` gives it; without it every tie makes a knife edge.

    Examples
    --------
    >>> stag_hunt = np.array([[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]])
    >>> replies(stag_hunt[..., np.newaxis]).equilibria[:, 0]
    array([ True, False, False,  True])
    """
    shape = len(payoffs), -1, payoffs.shape[-1]
    gains, ranges = deviation_gains(payoffs), payoff_ranges(payoffs)
    table = gains <= TIE * ranges
    equilibria = np.asarray(table.all(axis=0))
    tied = np.asarray(equilibria & ~only_best_replies(table, alike=alike).all(axis=0)).reshape(shape[1:]).any(axis=0)
    return Replies(equilibria.reshape(shape[1:]), np.asarray(tied), gains.reshape(shape), ranges.reshape(shape)[:, 0])


def alike_actions(scenario: Scenario) -> NDArray[np.int64] | None:
    """Return at each profile how many of a player's actions have the same consequences for it, whatever the parameters.

    Compared are the consequences along every dimension, exactly, at two scattered points of the parameters' ranges:
    formulas that differ would have to meet at both.

    Returns
    -------
    NDArray[np.int64]
        Shape (n, m_1, .., m_n), at least 1, as an action is like itself; None for a game that is no arena's.
    """
    if not isinstance(scenario.game, ArenaGame):
        return None
    known = scenario.game.arena.parameters
    points = [
        scenario.replace({f"game.parameters.{own.name}": _inside(own, 2 * k + point) for k, own in enumerate(known)})
        for point in range(2)
    ]
    both = np.stack([moved.consequences() for moved in points], axis=-1)
    counts = []
    for player, own in enumerate(both):
        rows = np.moveaxis(own, player, 0)
        same = (rows[:, np.newaxis] == rows[np.newaxis]).all(axis=(-1, -2))
        counts.append(np.moveaxis(same.sum(axis=0), 0, player))
    return np.array(counts)


def _inside(parameter: Parameter, place: int) -> Fraction:
    """Return a value between the ends of a parameter's range, another one for each place."""
    return parameter.low + (parameter.high - parameter.low) * Fraction(pow(5, place + 1, 99991), 99991)


@dataclass(frozen=True, eq=False)
class Selected:
    """The equilibrium that a rule selects in each game; `number` is P where there is none, shape (B,)."""

    games: Games
    replies: Replies
    number: NDArray[np.intp]

    @cached_property
    def payoffs(self) -> Floats:
        """What each player gets, shape (n, B); NaN where there is no equilibrium."""
        return np.where(self._exists, self._at(self._tables), np.nan)

    @cached_property
    def regret(self) -> Floats:
        """The most that a player could gain, as a share of its payoff range, shape (B,); NaN as above."""
        ranges = self.replies.ranges
        shares = self._at(self.replies.gains) / np.where(ranges > 0, ranges, 1)
        return np.where(self._exists, shares.max(axis=0), np.nan)

    @cached_property
    def pareto(self) -> Flags:
        """Where there is an equilibrium that no pure profile dominates, shape (B,)."""
        margin = TIE * self.replies.ranges[:, np.newaxis]
        differences = self._tables - self._at(self._tables)[:, np.newaxis]
        dominates = (differences >= -margin).all(axis=0) & (differences > margin).any(axis=0)
        return self._exists & ~dominates.any(axis=0)

    @property
    def _exists(self) -> Flags:
        return self.number < len(self.replies.equilibria)

    @property
    def _tables(self) -> Floats:
        return self.games.payoffs.reshape(self.replies.gains.shape)

    def _at(self, tables: Floats) -> Floats:
        """Return what stands in tables (n, P, B) at the selected profile, shape (n, B)."""
        place = np.minimum(self.number, tables.shape[1] - 1)
        return np.take_along_axis(tables, place[np.newaxis, np.newaxis], axis=1)[:, 0]


Scores = tuple[Floats, Floats | float]
"""How good each profile is by a rule, shape (P, B) or (P, 1), and how much less than the best is as good."""


def _first(games: Games, best: Replies) -> Scores:
    return np.zeros((len(best.equilibria), 1)), 0.0


def _welfare(games: Games, best: Replies) -> Scores:
    totals = games.total(games.payoffs).reshape(best.equilibria.shape)
    return totals, TIE * np.ptp(totals, axis=0)


def _egalitarian(games: Games, best: Replies) -> Scores:
    tables = games.payoffs.reshape(best.gains.shape)
    ranges = np.where(best.ranges > 0, best.ranges, 1)[:, np.newaxis]
    return ((tables - tables.min(axis=1, keepdims=True)) / ranges).min(axis=0), TIE


def _status_quo(games: Games, best: Replies) -> Scores:
    profile = status_quo(games.scenario)
    changes = [place != action for place, action in zip(np.indices(games.shape), profile, strict=True)]
    return -np.sum(changes, axis=0, dtype=np.float64).reshape(-1, 1), 0.0


SELECTIONS: Mapping[str, tuple[Callable[[Games, Replies], Scores], str]] = {
    "first": (_first, "the first in the order of profiles"),
    "welfare": (_welfare, "the one with the greatest sum of payoffs, types counted by their chances"),
    "egalitarian": (_egalitarian, "the one whose worst-off player, each on its scale from 0 to 1, is best off"),
    "status_quo": (_status_quo, "the one that differs from the status quo in the actions of the fewest players"),
}
"""How one of several pure equilibria is selected, and what that means; of equally good ones the first."""


def selected(games: Games, best: Replies, rule: str) -> Selected:
    """Return the equilibria that a rule of `SELECTIONS` selects."""
    scores, margin = SELECTIONS[rule][0](games, best)
    among = np.where(best.equilibria, scores, -np.inf)
    chosen = (best.equilibria & (among >= among.max(axis=0) - margin)).argmax(axis=0)
    return Selected(games, best, np.where(best.equilibria.any(axis=0), chosen, len(best.equilibria)))


def status_quo(scenario: Scenario) -> tuple[int, ...]:
    """Return the actions of a scenario's status quo.

    Raises
    ------
    InputError
        If the scenario has none.
    """
    today = scenario.today()
    if not today:
        raise InputError("the selection status_quo needs a scenario that says what its status quo is")
    players = zip(scenario.players, scenario.actions, strict=True)
    return tuple(actions.index(today[player]) for player, actions in players)


def packed(table: Flags) -> NDArray[np.uint64]:
    """Return flags (P, B) as bits of words, shape (ceil(P / 64), B)."""
    words = np.zeros((-(-len(table) // 64), table.shape[1]), dtype=np.uint64)
    for number, flags in enumerate(table):
        words[number // 64] |= flags.astype(np.uint64) << np.uint64(number % 64)
    return words
