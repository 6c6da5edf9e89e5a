"""What a workshop on a scenario is made of: its roles, its questions, what the program finds, what would change it."""

from __future__ import annotations

from dataclasses import dataclass

from ...games.scenario.scenario import Scenario
from ...games.sequence.given import has_tree
from ..scenario.page.changes import what_would_change
from ..scenario.page.question import question_of
from ..thresholds.ranking import NumberTips
from .answers import Answer, answers_of
from .questions import Questionnaire, questionnaire
from .roles import Role, roles

MOST_CHANGES = 3
"""Numbers that a plan names as those that would change the answer."""


@dataclass(frozen=True, eq=False)
class Kit:
    """What a workshop on a scenario is made of.

    Attributes
    ----------
    answer
        What holds in the scenario as it stands.
    changes
        The numbers whose nearest tipping point is nearest, where they are ranked for the game played once.
    names
        The names on the sheets, one for each participant; empty for a sheet without one.
    """

    asked: Questionnaire
    roles: tuple[Role, ...]
    answer: Answer
    changes: tuple[NumberTips, ...]
    names: tuple[str, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.asked.scenario

    @property
    def question(self) -> str:
        """What it asks."""
        return question_of(self.scenario)


def workshop_kit(scenario: Scenario, names: tuple[str, ...]) -> Kit:
    """Return what a workshop on a scenario is made of; errors as in `questionnaire`."""
    asked = questionnaire(scenario)
    answer = answers_of(asked, [asked.own()])[0]
    return Kit(asked, roles(asked), answer, _changes(scenario), names)


def _changes(scenario: Scenario) -> tuple[NumberTips, ...]:
    if scenario.order or has_tree(scenario):
        return ()
    ranking = what_would_change(scenario, "once")
    known = () if ranking is None else ranking.numbers
    return tuple(each for each in known if each.nearest is not None)[:MOST_CHANGES]
