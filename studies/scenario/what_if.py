"""What if: a scenario before and after some of its numbers change, and which equilibria come, go and stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame, PureProfile
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...games.ties.rival_readings import ENGLISH_SCHOOL, with_reading
from ...solvers.base import Candidate, Concept, Equilibrium, Solution, measure
from ..sequence.analysis import as_played
from ..watch import UNWATCHED, Watch
from .analysis import Analysis, analyse, unsearched

_TESTED = ("nash", "pure")
"""The concepts whose equilibria are those profiles in which nobody has any regret."""

SAME = 1e-9
"""Two equilibria are the same where no probability differs by more than this."""


@dataclass(frozen=True)
class Mover:
    """A player who would leave a pure profile: its best action there, and what it would gain."""

    player: int
    action: int
    gain: Any


@dataclass(frozen=True, eq=False)
class Change:
    """One equilibrium before and after; None on the side on which it does not exist.

    `movers` are the players who would leave it on that side, for a pure equilibrium; empty otherwise.
    """

    before: Equilibrium | None
    after: Equilibrium | None
    movers: tuple[Mover, ...]

    @property
    def kind(self) -> Literal["stays", "goes", "comes"]:
        """Whether it stays, goes or comes."""
        return "comes" if self.before is None else ("goes" if self.after is None else "stays")

    @property
    def gains(self) -> NDArray[np.float64] | None:
        """What each player gains by the change, shape (n,), where the equilibrium stays."""
        return None if self.before is None or self.after is None else self.after.payoffs - self.before.payoffs


@dataclass(frozen=True, eq=False, repr=False)
class WhatIf(Shown):
    """A scenario's analysis before and after, and the changes: equilibria that stay, then those that go and come.

    `scenario` and `changed` are the scenario before and after; where players move in an order the analyses are of the
    games of their plans.
    """

    settings: Mapping[str, Any]
    before: Analysis
    after: Analysis
    changes: tuple[Change, ...]
    scenario: Scenario
    changed: Scenario


def what_if(
    scenario: GivenScenario,
    settings: Mapping[str, Any],
    concept: str | Concept | None = None,
    reading: str = ENGLISH_SCHOOL,
    watch: Watch = UNWATCHED,
) -> WhatIf:
    """Analyse a scenario as it is and with the given paths set, and compare the equilibria.

    A mixed equilibrium whose supports stay counts as one that stays, with other probabilities. A rival `reading` of
    what ties Russia to China is taken on both sides, after the paths are set. Where players move in an order, the games
    compared are those of their plans. Half of the time of a `watch` is for what
    is before. Where an interrupt ends the search there, what is after is not searched at all. A Nash equilibrium that
    one side's list lacks, and that may only have been missed there, is put to the test in that side's game.

    Parameters
    ----------
    scenario
        A scenario, a game, or the name or path of one.
    settings
        Values by their paths, such as `{"severity": 0.3}`.
    concept
        What an outcome must be to hold; left out, the concept that `analyse` takes.
    reading
        "english-school", which leaves the scenario as it is, or the name of a rival reading.
    watch
        When to end, and whom to tell how far it is; left out, neither.

    Raises
    ------
    InputError
        If a path is unknown, a value does not fit, or there is no such concept or reading.
    """
    scenario = scenario_of(scenario)
    given, changed = (with_reading(each, reading) for each in (scenario, scenario.replace(settings)))
    before = analyse(as_played(given), concept, watch.half())
    if before.solution.interrupted:
        after = unsearched(as_played(changed), before.solution.concept, watch)
    else:
        after = analyse(as_played(changed), concept, watch)
    return WhatIf(settings, before, after, _changes(before, after), given, changed)


def _changes(before: Analysis, after: Analysis) -> tuple[Change, ...]:
    left = list(after.solution.equilibria)
    stay, go, come = [], [], []
    for old in before.solution.equilibria:
        partner = _partner(old, left)
        if partner is not None:
            left.remove(partner)
        elif (partner := _missed(after.solution, old)) is None:
            go.append(Change(old, None, _movers(after.game, old)))
            continue
        stay.append(Change(old, partner, ()))
    for new in left:
        old = _missed(before.solution, new)
        (stay if old else come).append(Change(old, new, () if old else _movers(before.game, new)))
    return (*stay, *go, *come)


def _missed(solution: Solution, elsewhere: Equilibrium) -> Equilibrium | None:
    """Return an equilibrium of another game as one of this game that the list misses, if it is an exact one."""
    if solution.complete or solution.concept.name not in _TESTED or elsewhere.exact is None:
        return None
    measured = measure(solution.game, Candidate(elsewhere.profile))
    return measured if measured.regret == 0 else None


def _partner(old: Equilibrium, candidates: list[Equilibrium]) -> Equilibrium | None:
    """Return the equilibrium that is the same, or else the first with the same supports."""
    alike = [new for new in candidates if new.supports == old.supports]
    same = [new for new in alike if _distance(old, new) <= SAME]
    return next(iter(same or alike), None)


def _distance(old: Equilibrium, new: Equilibrium) -> float:
    return max(float(np.abs(a - b).max()) for a, b in zip(old.strategies, new.strategies, strict=True))


def _movers(game: NormalFormGame, equilibrium: Equilibrium) -> tuple[Mover, ...]:
    if not equilibrium.pure:
        return ()
    return movers(game, tuple(support[0] for support in equilibrium.supports))


def movers(game: NormalFormGame, profile: PureProfile) -> tuple[Mover, ...]:
    """Return the players who would leave a pure profile, each with its best action there; decided exactly."""
    leaving = []
    for player, action in enumerate(profile):
        line = game.exact[(player, *(slice(None) if k == player else a for k, a in enumerate(profile)))]
        best = int(np.argmax(line))
        if line[best] > line[action]:
            leaving.append(Mover(player, best, line[best] - line[action]))
    return tuple(leaving)
