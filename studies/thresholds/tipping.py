"""What would change the answer: every number of a scenario by the distance to its nearest exact tipping point.

Each number is let vary alone over its range, all others as they are. What holds is found for every value of it
(`plays`), and what of that lies nearest to today's (`ranking`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from typing import Any, TypeVar

import numpy as np

from ...games.actors import UncertainActor
from ...games.arena import ArenaGame
from ...games.errors import InputError
from ...games.normal_form import NormalFormGame
from ...games.numbers import LARGEST, read_fraction
from ...games.ordinal import OrdinalGame
from ...games.population import PopulationGame
from ...games.repeated.repetition import Repetition
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.inputs import DerivedGame
from ...games.scenario.paths import numeric_paths, payoff_place
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.concepts.pure_nash import pure_nash_profiles
from ...solvers.deadline import counting
from ..scenario.page.question import Lead, lead_of
from ..stochastic.moving_game import course_of
from ..watch import UNWATCHED, Taken, Watch
from .by_rank.sequence_line import NotFollowedError
from .kinds.choice import chosen_at_home
from .kinds.moving_play import markov_perfect
from .kinds.neighbours import joining, neighbours_numbers
from .kinds.sequence_play import followed, outcome_of, played_in_sequence
from .plays import DISCOUNT, Holding, Outcome, played_once, sustained
from .ranking import PlayedAs, Ranking, Tip, nearest_tip, ranked
from .variables import NoValueError, Variable, described

WORDS = "the nearest tipping point of each number"

T = TypeVar("T")


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
        ranking = replace(ranked("once", self._found, self.status_quo), undefined=undefined)
        return ranking if self._once.results else replace(ranking, holding=self._unmoved)

    @property
    def _unmoved(self) -> tuple[Outcome, ...]:
        """What holds where no number was moved."""
        return pure_nash_profiles(self.scenario.build())

    @cached_property
    def _once(self) -> Taken[tuple[Variable, Holding | None]]:
        return self._taken(partial(_played_once, self.scenario), self.numbers)

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
        """Ask about numbers, one after the other, as long as there is time and nothing has stopped what came before."""
        if stopped:
            return Taken((), stopped)
        return self.watch.ask((WORDS, partial(_paired, asked, over)) for over in counting("numbers", numbers))

    def standing(self, outcome: Outcome) -> tuple[tuple[Variable, Tip | None], ...]:
        """Return for each number where, played once, it is decided whether an outcome holds: the nearest value first.

        The value is that at which the outcome ceases to be an equilibrium, or becomes one; None where there is none.
        """
        found = [
            (over, nearest_tip(over, holding, np.array([holding.outcomes.index(outcome)])))
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
        asked = () if self._sequence is None else self._sequence.results
        found = [(over, holding) for over, holding in asked if holding is not None]
        if not found:
            return None
        today = self.status_quo
        ranking = ranked("sequence", found, None if today is None else outcome_of(self.scenario, today))
        return replace(ranking, unfollowed=tuple(over for over, holding in asked if holding is None))

    @cached_property
    def _sequence(self) -> Taken[tuple[Variable, Holding | None]] | None:
        scenario = self.scenario
        if not isinstance(scenario.game, ArenaGame | NormalFormGame) or not followed(scenario):
            return None
        return self._taken(partial(_in_sequence, scenario), [over for over, _ in self._found], self.stopped)

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
        asked = [over for over in self.numbers if not over.path.startswith(decided)]
        return self._taken(partial(chosen_at_home, base), asked)

    def _ranked(
        self, played: PlayedAs, found: Taken[tuple[Variable, Holding]] | None, today: Outcome | None
    ) -> Ranking | None:
        return ranked(played, found.results, today) if found is not None and found.results else None

    @cached_property
    def moving(self) -> Ranking | None:
        """The numbers, for the game whose state moves; None where nothing moves or types are uncertain."""
        return self._ranked("moving", self._moving, None)

    @cached_property
    def _moving(self) -> Taken[tuple[Variable, Holding]] | None:
        course = course_of(self.scenario)
        if course is None or self.scenario.incomplete:
            return None
        others = [over for over in self.numbers if over.path != f"game.parameters.{course.parameter}"]
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
    def numbers(self) -> tuple[Variable, ...]:
        """The numbers that have a range, with it, in the order of the scenario whose numbers the game rests on.

        Without the cells of the value matrix for a choice at home: what coalitions are worth is not linear in them.
        """
        return tuple(self._ranged_numbers())

    def _ranged_numbers(self) -> Iterator[Variable]:
        scenario = self.scenario.underlying
        followed, mirrored = _followed(scenario), set(_mirrored(scenario))
        cells = self.cells and scenario is self.scenario
        for path in _paths(scenario):
            named = path.split(".")
            if path not in mirrored and (named[0] != "orders" or (cells and named[1] in followed)):
                over = _ranged(scenario, path)
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
    return ranked("population", asked, None) if asked else None


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


def _in_sequence(scenario: Scenario, over: Variable) -> Holding | None:
    """Return where each outcome in sequence is one of subgame-perfect play; None where that is not found out."""
    try:
        return played_in_sequence(scenario, over)
    except NotFollowedError:
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
        spread = max(own) - min(own)
        span = (max(known.current - spread, -LARGEST), min(known.current + spread, LARGEST))
    if span is None or (path.startswith("actors.") and known.current == 1):
        return None
    low, high = min(read_fraction(span[0]), known.current), max(read_fraction(span[1]), known.current)
    return replace(known, low=low, high=high) if low < high else None
