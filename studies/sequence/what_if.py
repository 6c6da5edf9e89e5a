"""What if, for moves in sequence: the outcomes of subgame-perfect play before and after some numbers change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from ...games.scenario.given import GivenScenario, scenario_of
from ...games.text.shown import Shown
from ...games.ties.rival_readings import ENGLISH_SCHOOL, with_reading
from ...solvers.sequence.subgame_perfect import Outcome
from ..watch import UNWATCHED, Watch
from .analysis import SequenceAnalysis, sequence_analysis


class OutcomeChange(NamedTuple):
    """One outcome before and after; None on the side on which it does not exist."""

    before: Outcome | None
    after: Outcome | None

    @property
    def kind(self) -> Literal["stays", "goes", "comes"]:
        """Whether it stays, goes or comes."""
        return "comes" if self.before is None else "goes" if self.after is None else "stays"


@dataclass(frozen=True, eq=False, repr=False)
class SequenceWhatIf(Shown):
    """A scenario in sequence before and after, and the outcomes that stay, then those that go and come."""

    settings: Mapping[str, Any]
    before: SequenceAnalysis
    after: SequenceAnalysis
    changes: tuple[OutcomeChange, ...]


def sequence_what_if(
    scenario: GivenScenario, settings: Mapping[str, Any], reading: str = ENGLISH_SCHOOL, watch: Watch = UNWATCHED
) -> SequenceWhatIf:
    """Analyse a scenario in sequence as it is and with the given paths set, and compare the pure outcomes.

    Outcomes are the same where they go along the same paths with the same chances. None is said to go or come where the
    side that lacks it may not have been searched to its end. Of the time that the watch leaves each side has half.

    Raises
    ------
    InputError
        If all players move at once, a path is unknown, a value does not fit, or there is no such reading.
    """
    scenario = scenario_of(scenario)
    before = sequence_analysis(with_reading(scenario, reading), watch=watch.half())
    after = sequence_analysis(with_reading(scenario.replace(settings), reading), watch=watch)
    new = {each.distribution: each for each in after.found.outcomes}
    old = {each.distribution: each for each in before.found.outcomes}
    changes = [
        *(OutcomeChange(each, new[key]) for key, each in old.items() if key in new),
        *(OutcomeChange(each, None) for key, each in old.items() if key not in new and after.found.complete_pure),
        *(OutcomeChange(None, each) for key, each in new.items() if key not in old and before.found.complete_pure),
    ]
    return SequenceWhatIf(settings, before, after, tuple(changes))
