"""Two scenarios beside each other: what differs in inputs and in the answer, and which differences carry it over.

Some differences *carry the answer over* if the first scenario has the pure equilibria of the second once these inputs,
and no others, are taken from the second. Where an order of moves, a state that moves or repetition leads the reports on
both, what holds there is compared besides, and first. One such set is found by leaving out differences one after the
other for as long as the answer stays; then all smaller sets are tried, the smallest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import comb
from typing import Any

from ...games.arena import ArenaGame
from ...games.errors import InputError
from ...games.normal_form import PureProfile
from ...games.population import PopulationGame
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.scenario import Scenario
from ...games.sequence.tree_game import TreeGame
from ...games.text.shown import Shown
from ...solvers.deadline import seconds_until
from ..thresholds.plays import DISCOUNT, Outcome
from ..watch import UNWATCHED, Watch
from .page.question import Lead, lead_of
from .page.what_leads import LED, Holds, NotAllFoundError, stable_profiles
from .pair.inputs import InputDifference, crossed, input_differences

MOST_TRIED = 1000
"""Sets of differences; where more would have to be tried, none is proven to be smallest."""


@dataclass(frozen=True)
class Carriers:
    """Sets of differences, as paths, each of which carries the answer over.

    `smallest` says whether it is proven that no fewer differences do; then all sets of that size are given. `cut` says
    that the time limit came first: then it was not tried of every difference in the one set whether it can be left out.
    """

    sets: tuple[tuple[str, ...], ...]
    smallest: bool
    cut: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Compared(Shown):
    """What holds in two scenarios under one way of playing; each part is worked out when it is first asked for.

    Attributes
    ----------
    lead
        The way of playing; the game played once is "once".
    bearing
        The paths of the inputs that differ and bear on it.
    """

    first: Scenario
    second: Scenario
    lead: Lead
    bearing: tuple[str, ...]
    watch: Watch = UNWATCHED

    @cached_property
    def answers(self) -> tuple[Holds, Holds]:
        """What holds in either."""
        return self._holding(self.first), self._holding(self.second)

    @property
    def stay(self) -> tuple[Outcome, ...]:
        """What holds in both."""
        return tuple(sorted(self.answers[0] & self.answers[1]))

    @property
    def go(self) -> tuple[Outcome, ...]:
        """What holds in the first alone."""
        return tuple(sorted(self.answers[0] - self.answers[1]))

    @property
    def come(self) -> tuple[Outcome, ...]:
        """What holds in the second alone."""
        return tuple(sorted(self.answers[1] - self.answers[0]))

    @cached_property
    def carriers(self) -> Carriers:
        """Which differences carry the answer of the first over to that of the second; nothing where it is the same."""
        bearing = self.bearing
        if self.answers[0] == self.answers[1] or not bearing:
            return Carriers((), self.answers[0] == self.answers[1])
        found, whole = self._pruned(bearing)
        if not whole:
            return Carriers((found,), False, True)
        tried = 0
        for size in range(1, len(found) + 1):
            tried += comb(len(bearing), size)
            if tried > MOST_TRIED:
                return Carriers((found,), False)
            sets = tuple(taken for taken in combinations(bearing, size) if not self._late and self._carries(taken))
            if self._late:
                return Carriers((found,), False)
            if sets:
                return Carriers(sets, True)
        return Carriers((found,), True)

    @property
    def _late(self) -> bool:
        return seconds_until(self.watch.deadline) == 0

    def _pruned(self, taken: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
        """Return differences that carry the answer over once others are left out, and whether all were tried."""
        for path in taken:
            if self._late:
                return taken, False
            fewer = tuple(other for other in taken if other != path)
            if self._carries(fewer):
                taken = fewer
        return taken, True

    def _carries(self, taken: Sequence[str]) -> bool:
        """Tell whether the answer is carried over; what makes no game, as types in the way of an order, does not."""
        try:
            return self._holding(crossed(self.first, self.second, frozenset(taken))) == self.answers[1]
        except InputError:
            return False

    def _holding(self, scenario: Scenario) -> Holds:
        return LED.get(self.lead, stable_profiles)(scenario)


def _known(compared: Compared) -> Compared | None:
    """Return what is compared, unless what holds in either was not found out in full."""
    try:
        return compared if compared.answers else None
    except NotAllFoundError:
        return None


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Shown):
    """Two scenarios of the same players and actions; each part is worked out when it is first asked for.

    After the end of the `watch` no further set of differences is tried.
    """

    first: Scenario
    second: Scenario
    watch: Watch = UNWATCHED

    @cached_property
    def differences(self) -> tuple[InputDifference, ...]:
        """The inputs that differ."""
        return tuple(input_differences(self.first, self.second))

    @cached_property
    def once(self) -> Compared:
        """What holds where the game is played once."""
        bearing = tuple(each.path for each in self.differences if each.bears)
        return Compared(self.first, self.second, "once", bearing, self.watch)

    @cached_property
    def leading(self) -> Compared | None:
        """The same in the analysis that leads the reports on both.

        None where that is the game played once, or another, or what holds in it was not found out in full. Of trees
        given by payoffs no differences are tried: those of plans do not say which payoff of which end differs.
        """
        lead = self.leads[0]
        if lead not in LED or self.leads[1] != lead:
            return None
        if isinstance(self.first.game, TreeGame):
            return _known(Compared(self.first, self.second, lead, (), self.watch))
        more = "order" if lead == "sequence" else DISCOUNT
        bearing = tuple(each.path for each in self.differences if each.bears or each.path == more)
        return _known(Compared(self.first, self.second, lead, bearing, self.watch))

    @property
    def leads(self) -> tuple[Lead, Lead]:
        """Which analysis leads the report on either."""
        return lead_of(self.first, study=False), lead_of(self.second, study=False)

    @property
    def answers(self) -> tuple[Holds, Holds]:
        """The pure equilibria of either, as action numbers."""
        return self.once.answers

    @property
    def stay(self) -> tuple[PureProfile, ...]:
        """The pure equilibria of both."""
        return self.once.stay

    @property
    def go(self) -> tuple[PureProfile, ...]:
        """The pure equilibria of the first alone."""
        return self.once.go

    @property
    def come(self) -> tuple[PureProfile, ...]:
        """The pure equilibria of the second alone."""
        return self.once.come

    @property
    def carriers(self) -> Carriers:
        """Which differences carry the pure equilibria of the first over to those of the second."""
        return self.once.carriers


def compare(first: GivenScenario, second: GivenScenario, watch: Watch = UNWATCHED) -> Comparison:
    """Set two scenarios beside each other: inputs, pure equilibria, and which inputs make the difference.

    Parameters
    ----------
    first, second
        Two scenarios or games of the same players and actions, or the names or paths of such: two files, two dates.
    watch
        After its end no further set of differences is tried.

    Returns
    -------
    Comparison
        Mixed equilibria are not compared.

    Raises
    ------
    InputError
        If one is a population game, or they differ in kind, in players, actions, types, or the rules of the arena.

    Examples
    --------
    >>> found = compare("us-russia-china-2014", "us-russia-china")
    >>> found.go, found.come, found.carriers.smallest
    (((2, 1, 1),), ((3, 1, 1),), True)
    """
    pair = Comparison(scenario_of(first), scenario_of(second), watch)
    _check(pair.first, pair.second)
    return pair


def _check(first: Scenario, second: Scenario) -> None:
    for each in (first, second):
        if isinstance(each.game, PopulationGame):
            raise each.game.refusal()
    one, other = first.source or first.title, second.source or second.title
    if type(first.game) is not type(second.game):
        raise InputError(f"{other}: it is another kind of game than {one}; the two cannot be compared")
    for what, parts in (("players", lambda each: each.game.players), ("actions", lambda each: each.game.actions)):
        if parts(first) != parts(second):
            raise InputError(
                f"{other}: its {what} are {_shown(parts(second))}, those of {one} are {_shown(parts(first))}"
            )
    if len(first.players) != len(second.players):
        raise InputError(f"{other}: it has {len(second.players)} types of players, {one} has {len(first.players)}")
    if isinstance(first.game, ArenaGame) and isinstance(second.game, ArenaGame):
        rules = [(game.arena.effects, tuple(game.parameters)) for game in (first.game, second.game)]
        if rules[0] != rules[1]:
            raise InputError(f"{other}: its consequences or parameters are others than those of {one}")


def _shown(parts: Sequence[Any]) -> str:
    return "; ".join(", ".join(each) if isinstance(each, tuple) else each for each in parts)
