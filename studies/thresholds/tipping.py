"""What would change the answer: every number of a scenario by the distance to its nearest exact tipping point.

Each number is let vary alone over its range, all others as they are, and what holds is found for every value of it
(`plays`). A *tipping point* is the nearest value, below or above today's, at which the set of what holds changes; its
*distance* is measured in shares of the number's range. How sturdy one equilibrium is, and how sturdy it is that there
is no other, are two questions: the first asks where that equilibrium ends, the second where another one appears.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from ...games.actors import UncertainActor
from ...games.arena import ArenaGame
from ...games.errors import InputError
from ...games.normal_form import NormalFormGame
from ...games.numbers import read_fraction
from ...games.ordinal import OrdinalGame
from ...games.population import PopulationGame
from ...games.repeated.repetition import Repetition
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.inputs import DerivedGame
from ...games.scenario.paths import numeric_paths, payoff_place
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.deadline import counting
from ...solvers.exact.algebraic import Exact
from ..scenario.page.question import Lead, lead_of
from ..stochastic.moving_game import course_of
from ..watch import UNWATCHED, Taken, Watch
from .by_rank.sequence_line import NotFollowedError
from .kinds.choice import chosen_at_home
from .kinds.neighbours import joining, neighbours_numbers
from .kinds.sequence_play import followed, played_in_sequence
from .moving_play import markov_perfect
from .plays import DISCOUNT, Holding, IntervalRegime, Outcome, played_once, sustained
from .variables import NoValueError, Variable, described

FRAGILE = 0.05
"""A tipping point nearer than this share of a range makes an answer fragile."""

WORDS = "the nearest tipping point of each number"

T = TypeVar("T")

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
    """

    value: Exact
    distance: float
    appears: tuple[Outcome, ...]
    ends: tuple[Outcome, ...]

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
    """

    played: PlayedAs
    holding: tuple[Outcome, ...]
    numbers: tuple[NumberTips, ...]
    undefined: tuple[Variable, ...] = ()

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


@dataclass(frozen=True, eq=False, repr=False)
class TippingPoints(Shown):
    """What would change the answer of a scenario; rankings are worked out when they are first asked for.

    `cells` says whether the cells of the value matrix that some actor follows are ranked too. Rankings are of the
    numbers that were reached before the end of the `watch`.
    """

    scenario: Scenario
    cells: bool = False
    watch: Watch = UNWATCHED

    @cached_property
    def once(self) -> Ranking:
        """The numbers, for the game played once."""
        undefined = tuple(over for over, holding in self._once.results if holding is None)
        return replace(_ranking("once", self._found, self.status_quo), undefined=undefined)

    @cached_property
    def _once(self) -> Taken[tuple[Variable, Holding | None]]:
        return self._taken(partial(_played_once, self.scenario), self._numbers)

    @property
    def _found(self) -> Sequence[tuple[Variable, Holding]]:
        return [(over, holding) for over, holding in self._once.results if holding is not None]

    @property
    def stopped(self) -> str | None:
        """What came before all numbers were ranked for the game played once."""
        return None if self.watch is UNWATCHED else self._once.stopped

    def _taken(
        self, asked: Callable[[Variable], T], numbers: Sequence[Variable], stopped: str | None = None
    ) -> Taken[tuple[Variable, T]]:
        """Ask about numbers, one after the other, as long as there is time and nothing has stopped what came before.

        Where nobody watches an interrupt is passed on, as whoever asks then takes a ranking for whole.
        """
        if stopped:
            return Taken((), stopped)
        steps = ((WORDS, partial(_paired, asked, over)) for over in counting("numbers", numbers))
        if self.watch is UNWATCHED:
            return Taken(tuple(step() for _, step in steps), None)
        return self.watch.take(steps)

    def standing(self, outcome: Outcome) -> tuple[tuple[Variable, Tip | None], ...]:
        """Return for each number where, played once, it is decided whether an outcome holds: the nearest value first.

        The value is that at which the outcome ceases to be an equilibrium, or becomes one; None where there is none.
        """
        found = [
            (over, _nearest(over, holding, np.array([holding.outcomes.index(outcome)])))
            for over, holding in self._found
        ]
        return tuple(sorted(found, key=lambda pair: float("inf") if pair[1] is None else pair[1].distance))

    @cached_property
    def repeated(self) -> Ranking | None:
        """The discount and the other numbers, for the game repeated.

        None where the scenario has no `[repeated]` section or moves a state, or types are uncertain.
        """
        return self._ranked("repeated", self._repeated, self.status_quo)

    @cached_property
    def _repeated(self) -> Taken[tuple[Variable, Holding]] | None:
        scenario = self.scenario
        if scenario.repeated is None or scenario.incomplete or self.moves:
            return None
        once = {over.path: holding for over, holding in self._found}

        def asked(over: Variable) -> Holding:
            return sustained(scenario, over, once.get(over.path))

        return self._taken(asked, [self._discount(), *(over for over, _ in self._found)], self.stopped)

    @cached_property
    def sequence(self) -> Ranking | None:
        """The numbers, for the order of moves or the tree; None where there is none, or none that can be followed."""
        return self._ranked("sequence", self._sequence, self.status_quo)

    @cached_property
    def _sequence(self) -> Taken[tuple[Variable, Holding]] | None:
        scenario = self.scenario
        if not isinstance(scenario.game, ArenaGame | NormalFormGame) or not followed(scenario):
            return None
        try:
            return self._taken(partial(played_in_sequence, scenario), [over for over, _ in self._found], self.stopped)
        except NotFollowedError:
            return None

    @cached_property
    def choice(self) -> Ranking | None:
        """The numbers of the scenario that a choice of factions at home follows from; None for any other game."""
        return self._ranked("choice", self._choice, None)

    @cached_property
    def _choice(self) -> Taken[tuple[Variable, Holding]] | None:
        game = self.scenario.game
        if not isinstance(game, DerivedGame):
            return None
        base, decided = self.scenario.underlying, f"actors.{game.base.game.players[0]}."
        asked = [over for over in TippingPoints(base)._numbers if not over.path.startswith(decided)]
        return self._taken(partial(chosen_at_home, base), asked)

    def _ranked(
        self, played: PlayedAs, found: Taken[tuple[Variable, Holding]] | None, today: Outcome | None
    ) -> Ranking | None:
        return _ranking(played, found.results, today) if found is not None and found.results else None

    @cached_property
    def moving(self) -> Ranking | None:
        """The numbers, for the game whose state moves; None where nothing moves or types are uncertain."""
        return self._ranked("moving", self._moving, None)

    @cached_property
    def _moving(self) -> Taken[tuple[Variable, Holding]] | None:
        course = course_of(self.scenario)
        if course is None or self.scenario.incomplete:
            return None
        others = [over for over in self._numbers if over.path != f"game.parameters.{course.parameter}"]
        return self._taken(partial(markov_perfect, self.scenario), [*others, self._discount()], self.stopped)

    @property
    def moves(self) -> bool:
        """Whether the arena has a state that moves."""
        return course_of(self.scenario) is not None

    @property
    def rankings(self) -> tuple[Ranking, ...]:
        """All rankings that there are, of numbers that were reached; first that of the analysis that leads."""
        leading = self.led_by(lead_of(self.scenario, study=False))
        others = () if self._choice is not None else (self._of_once, self.sequence, self.repeated, self.moving)
        return tuple(dict.fromkeys(each for each in (leading, *others) if each is not None))

    def led_by(self, lead: Lead) -> Ranking | None:
        """Return the ranking for the analysis that leads a report; None where nothing is ranked for it."""
        if self._choice is not None:
            return self.choice
        match lead:
            case "sequence":
                return self.sequence
            case "repeated":
                return self.repeated
            case "moving":
                return self.moving
            case "once" | "study" | "population":
                return self._of_once

    @property
    def _of_once(self) -> Ranking | None:
        return None if self._once.stopped and not self._once.results else self.once

    @property
    def notes(self) -> tuple[str, ...]:
        """Which numbers were not reached under which way of playing, and why."""
        ways: Mapping[str, Taken[Any] | None] = (
            {"at home": self._choice}
            if self._choice is not None
            else {
                "once": self._once,
                "in the order of moves": self._sequence,
                "for ever": self._repeated,
                "with a state that moves": self._moving,
            }
        )
        stopped = {way: taken for way, taken in ways.items() if taken is not None and taken.stopped}
        left = [
            f"what the numbers from number {len(taken.results) + 1} on decide, played {way}"
            for way, taken in stopped.items()
        ]
        return next(iter(stopped.values())).note(left) if left else ()

    @property
    def status_quo(self) -> Outcome | None:
        """The profile that is played today, as action numbers; None where nothing is said."""
        today = self.scenario.today()
        if not today:
            return None
        pairs = zip(self.scenario.players, self.scenario.actions, strict=True)
        return tuple(own.index(today[player]) for player, own in pairs)

    @cached_property
    def _numbers(self) -> tuple[Variable, ...]:
        return tuple(self._ranged_numbers())

    def _ranged_numbers(self) -> Iterator[Variable]:
        followed, mirrored = _followed(self.scenario), set(_mirrored(self.scenario))
        for path in _paths(self.scenario):
            named = path.split(".")
            if path not in mirrored and (named[0] != "orders" or (self.cells and named[1] in followed)):
                over = _ranged(self.scenario, path)
                if over is not None:
                    yield over

    def _discount(self) -> Variable:
        current = (self.scenario.repeated or Repetition()).discount
        return Variable(DISCOUNT, "discount", Fraction(0), Fraction(1), current)


def tipping_points(scenario: GivenScenario, cells: bool = False, watch: Watch = UNWATCHED) -> TippingPoints:
    """Return what would change the answer: every number by the distance to its nearest exact tipping point.

    Parameters
    ----------
    scenario
        A scenario or a game of players, or the name or path of one.
    cells
        Whether the cells of the value matrix are ranked too, in the rows that some actor follows.
    watch
        Until when numbers may be begun, and who is told of it.

    Returns
    -------
    TippingPoints
        Parameters, shares of mixes, chances of types (all others keep their proportions) and payoffs of a game that is
        given by payoffs, over the range held plausible, 0 to 1 for a share, as wide as the player's payoffs for a
        payoff. Where the game is repeated its discount too; where a state moves the Markov-perfect play, where players
        move in an order the subgame-perfect play besides. Pure outcomes are looked at, mixed ones are not.

    Raises
    ------
    InputError
        If the scenario has no players, or its payoffs are ranks.

    Examples
    --------
    >>> found = tipping_points("us-russia-china").once
    >>> found.numbers[0].over.name, found.fragile
    ('pressure_on_china', True)
    """
    scenario = scenario_of(scenario)
    if isinstance(scenario.game, PopulationGame):
        raise scenario.game.refusal()
    if isinstance(scenario.game, OrdinalGame):
        raise InputError(f"{scenario.title}: its payoffs are ranks, so that no number of it can be moved a little")
    return TippingPoints(scenario, cells, watch)


def joining_tips(scenario: Scenario) -> Ranking | None:
    """Return what would change how the neighbours of a pair behave; None where the scenario is of no such thing."""
    asked = [(over, joining(scenario, over)) for over in neighbours_numbers(scenario)]
    return _ranking("population", asked, None) if asked else None


def _paths(scenario: Scenario) -> Iterator[str]:
    """Go through the numbers, in the order of the scenario."""
    yield from numeric_paths(scenario)
    if isinstance(scenario.game, NormalFormGame):
        yield from (".".join(map(str, ("game.payoffs", *place))) for place in np.ndindex(scenario.game.payoffs.shape))


def _paired(asked: Callable[[Variable], T], over: Variable) -> tuple[Variable, T]:
    return over, asked(over)


def _played_once(scenario: Scenario, over: Variable) -> Holding | None:
    """Return where each pure profile is an equilibrium; None where the game has no value everywhere in the range."""
    try:
        return played_once(scenario, over)
    except NoValueError:
        return None


def _mirrored(scenario: Scenario) -> Iterator[str]:
    """Go through the chances that another one decides: of two types that of the second."""
    for name, actor in scenario.actors.items():
        if isinstance(actor, UncertainActor) and len(actor.types) == 2:
            yield f"actors.{name}.types.1.prior"


def _followed(scenario: Scenario) -> set[str]:
    """Return the rows of the value matrix that have a share in some actor's mix."""
    if isinstance(scenario.game, NormalFormGame):
        return set()
    return {order for agent in scenario.agents for order, share in agent.orders.items() if share}


def _ranged(scenario: Scenario, path: str) -> Variable | None:
    """Return a number with a range that holds its value of today; None where it has none or cannot move alone."""
    known, span = described(scenario, path)
    if isinstance(scenario.game, NormalFormGame):
        own = scenario.game.exact[payoff_place(scenario.game, path)[0]].ravel()
        span = (known.current - (max(own) - min(own)), known.current + (max(own) - min(own)))
    if span is None or (path.startswith("actors.") and known.current == 1):
        return None
    low, high = min(read_fraction(span[0]), known.current), max(read_fraction(span[1]), known.current)
    return replace(known, low=low, high=high) if low < high else None


def _ranking(played: PlayedAs, found: Sequence[tuple[Variable, Holding]], status_quo: Outcome | None) -> Ranking:
    tips = [_number_tips(over, holding, status_quo) for over, holding in found]
    holding = _today(*found[0]) if found else ()
    return Ranking(played, holding, tuple(sorted(tips, key=lambda each: each.at_stake)))


def _today(over: Variable, holding: Holding) -> tuple[Outcome, ...]:
    return _outcomes(holding, holding.holds[:, holding.column(over.current)])


def _number_tips(over: Variable, holding: Holding, status_quo: Outcome | None) -> NumberTips:
    today = _today(over, holding)
    asked = dict.fromkeys((*today, *((status_quo,) if status_quo is not None else ())))
    place = {outcome: k for k, outcome in enumerate(holding.outcomes)}
    rows = {outcome: np.array([place[outcome]]) for outcome in asked}
    others = np.array([k for outcome, k in place.items() if outcome not in today], dtype=int)
    everything = np.arange(len(place))
    return NumberTips(
        over,
        holding.regimes,
        _tip(over, holding, everything, -1),
        _tip(over, holding, everything, 1),
        {outcome: _nearest(over, holding, own) for outcome, own in rows.items()},
        _nearest(over, holding, others) if len(today) == 1 else None,
    )


def _nearest(over: Variable, holding: Holding, rows: NDArray[np.intp]) -> Tip | None:
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
    distance = abs(float(value) - float(over.current)) / float(over.high - over.low)
    return Tip(
        value, distance, _outcomes(holding, (there | beyond) & ~now), _outcomes(holding, now & ~(there & beyond))
    )


def _outcomes(holding: Holding, marked: NDArray[np.bool_]) -> tuple[Outcome, ...]:
    return tuple(holding.outcomes[k] for k in np.flatnonzero(marked))


def _first(numbers: Sequence[NumberTips], of: Callable[[NumberTips], Tip | None]) -> NumberTips | None:
    """Return the number whose tip of some kind is nearest; None where none has one."""
    found = [(tip.distance, k) for k, each in enumerate(numbers) if (tip := of(each)) is not None]
    return numbers[min(found)[1]] if found else None
