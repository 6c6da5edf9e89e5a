"""What single numbers decide around today's value, and which of them decides most.

A *tipping point* is the nearest value, below or above today's, at which the set of what holds changes; its *distance*
is measured in shares of the number's range. How sturdy one equilibrium is, and how sturdy it is that there is no other,
are two questions: the first asks where that equilibrium ends, the second where another one appears.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...games.numbers import nearest_float
from ...solvers.exact.algebraic import Exact
from .plays import Holding, IntervalRegime, Outcome
from .variables import Variable

FRAGILE = 0.05
"""A tipping point nearer than this share of a range makes an answer fragile."""

PlayedAs = Literal["once", "repeated", "moving", "sequence", "choice", "population"]


@dataclass(frozen=True)
class Tip:
    """A value of a number at which what holds changes.

    Attributes
    ----------
    value
        Exact.
    distance
        How far it lies from today's value, as a share of the range.
    appears, ends
        What holds at it or beyond that does not hold today, and what holds today and not there or not beyond.
    isolated
        Whether just beyond it the same holds again as today.
    """

    value: Exact
    distance: float
    appears: tuple[Outcome, ...]
    ends: tuple[Outcome, ...]
    isolated: bool = False

    @property
    def fragile(self) -> bool:
        """Whether it is nearer than `FRAGILE`."""
        return self.distance < FRAGILE


@dataclass(frozen=True, eq=False)
class NumberTips:
    """What one number decides around today's value.

    Attributes
    ----------
    over
        The number, its range and its value today.
    regimes
        Its range cut into intervals in which the same outcomes hold.
    below, above
        The nearest tipping points, None where nothing changes down to the end of the range, or up to it.
    standing
        For each outcome asked about the nearest value at which whether it holds changes; None where there is none.
    alone
        The nearest value at which there is another beside or in the place of the only one; None where there is none,
        or today there are several or none.
    """

    over: Variable
    regimes: tuple[IntervalRegime, ...]
    below: Tip | None
    above: Tip | None
    standing: Mapping[Outcome, Tip | None]
    alone: Tip | None

    @property
    def nearest(self) -> Tip | None:
        """The nearer of the two."""
        return nearer(self.below, self.above)

    @property
    def place(self) -> float:
        """Where today's value lies in the range: 0 at its lower end, 1 at its upper one."""
        return self._place(self.over.current)

    @property
    def changed(self) -> tuple[tuple[float, float], ...]:
        """The stretches of the range, as shares of it, in which something else holds than today; points among them."""
        own = next(regime.profiles for regime in self.regimes if self.over.current in regime.interval)
        ends = [(each.interval.low, each.interval.high) for each in self.regimes if each.profiles != own]
        return tuple((self._place(low), self._place(high)) for low, high in ends)

    def _place(self, value: Exact) -> float:
        return (float(value) - float(self.over.low)) / float(self.over.high - self.over.low)

    @property
    def at_stake(self) -> float:
        """The distance of the nearest tipping point, infinite where there is none."""
        return float("inf") if self.nearest is None else self.nearest.distance


@dataclass(frozen=True, eq=False)
class Ranking:
    """The numbers of a scenario under one way of playing, the most decisive first.

    Attributes
    ----------
    played
        Whether the game is played once, repeated, or moves a state; whether players move in an order; whether factions
        choose at home what a player does, or neighbours whether they join.
    holding
        What holds today: pure equilibria; profiles that the threat of a stage equilibrium for ever sustains at the
        discount; Markov-perfect pure stationary profiles; outcomes of pure subgame-perfect play; stable coalitions with
        what they pick; how neighbours behave.
    numbers
        Each number with what it decides, by distance; those that decide nothing last.
    undefined
        Numbers that are not ranked, as a payoff has no value somewhere in their range.
    unfollowed
        Numbers that are not ranked, as it was not found out where play in sequence ends all over their range.
    today
        What is done today, as an outcome like those in `holding`; None where nothing is said of it, or it is no such
        outcome.
    """

    played: PlayedAs
    holding: tuple[Outcome, ...]
    numbers: tuple[NumberTips, ...]
    undefined: tuple[Variable, ...] = ()
    unfollowed: tuple[Variable, ...] = ()
    today: Outcome | None = None

    @property
    def nearest(self) -> NumberTips | None:
        """The number whose tipping point is nearest; None where none has any."""
        return self.numbers[0] if self.numbers and self.numbers[0].nearest else None

    def standing(self, outcome: Outcome) -> NumberTips | None:
        """Return the number that decides first whether an outcome holds; None where none does."""
        return _first(self.numbers, lambda each: each.standing.get(outcome))

    @property
    def alone(self) -> NumberTips | None:
        """The number that first brings another beside the only one, or in its place; None where none does."""
        return _first(self.numbers, lambda each: each.alone)

    @property
    def fragile(self) -> bool:
        """Whether some tipping point is nearer than `FRAGILE`."""
        return self.nearest is not None and self.nearest.at_stake < FRAGILE


def ranked(played: PlayedAs, found: Sequence[tuple[Variable, Holding]], status_quo: Outcome | None) -> Ranking:
    """Return numbers by the distance of their nearest tipping points, from where what holds as each of them varies.

    `status_quo` is what is done today, as an outcome of that way of playing.
    """
    tips = [_number_tips(over, holding, status_quo) for over, holding in found]
    holding = _today(*found[0]) if found else ()
    numbers = tuple(sorted(tips, key=lambda each: each.at_stake))
    return Ranking(played, holding, numbers, today=status_quo)


def _today(over: Variable, holding: Holding) -> tuple[Outcome, ...]:
    return _outcomes(holding, holding.holds[:, holding.column(over.current)])


def _number_tips(over: Variable, holding: Holding, status_quo: Outcome | None) -> NumberTips:
    today = _today(over, holding)
    asked = dict.fromkeys((*today, *((status_quo,) if status_quo is not None else ())))
    place = {outcome: k for k, outcome in enumerate(holding.outcomes)}
    rows = {outcome: np.array([place[outcome]] if outcome in place else [], dtype=int) for outcome in asked}
    others = np.array([k for outcome, k in place.items() if outcome not in today], dtype=int)
    everything = np.arange(len(place))
    return NumberTips(
        over,
        holding.regimes,
        _tip(over, holding, everything, -1),
        _tip(over, holding, everything, 1),
        {outcome: nearest_tip(over, holding, own) for outcome, own in rows.items()},
        nearest_tip(over, holding, others) if len(today) == 1 else None,
    )


def nearest_tip(over: Variable, holding: Holding, rows: NDArray[np.intp]) -> Tip | None:
    """Return the nearest value, on either side of today's, at which some rows of `holding` change."""
    return nearer(_tip(over, holding, rows, -1), _tip(over, holding, rows, 1))


def nearer(first: Tip | None, second: Tip | None) -> Tip | None:
    """Return the tip at the smaller distance, the first among equals; None where there is neither."""
    return min((tip for tip in (first, second) if tip is not None), key=lambda tip: tip.distance, default=None)


def _tip(over: Variable, holding: Holding, rows: NDArray[np.intp], step: int) -> Tip | None:
    """Return the nearest value below (`step` -1) or above (1) today's at which some rows of `holding` change."""
    column, last = holding.column(over.current), holding.holds.shape[1] - 1
    own = holding.holds[rows]
    side = range(column + step, last + 1 if step > 0 else -1, step)
    changed = next((k for k in side if (own[:, k] != own[:, column]).any()), None)
    if changed is None:
        return None
    value = holding.points[(changed + (changed % 2) * (1 if step < 0 else -1)) // 2]
    beyond = holding.holds[:, changed if changed % 2 else min(max(changed + step, 0), last)]
    there, now = holding.holds[:, changed], holding.holds[:, column]
    distance = abs(float(value) - float(over.current)) / nearest_float(over.high - over.low)
    return Tip(
        value,
        distance,
        _outcomes(holding, (there | beyond) & ~now),
        _outcomes(holding, now & ~(there & beyond)),
        bool((beyond == now).all()),
    )


def _outcomes(holding: Holding, marked: NDArray[np.bool_]) -> tuple[Outcome, ...]:
    return tuple(holding.outcomes[k] for k in np.flatnonzero(marked))


def _first(numbers: Sequence[NumberTips], of: Callable[[NumberTips], Tip | None]) -> NumberTips | None:
    """Return the number whose tip of some kind is nearest; None where none has one."""
    found = [(tip.distance, k) for k, each in enumerate(numbers) if (tip := of(each)) is not None]
    return numbers[min(found)[1]] if found else None
