"""The page that runs of any scenario that has one: of a game its numbers are moved, of a conflict its preferences."""

from __future__ import annotations

from ...games.scenario.scenario import Scenario
from ...studies.explore.explorable import explorable
from ...studies.explore.explorable_conflict import explorable_conflict
from ...studies.sweep.plan import Plan
from .conflict import conflict_page
from .room import room_page


def running_page(scenario: Scenario, study: Plan | None = None) -> str:
    """Return the page that runs of a scenario, with the sweep that is asked for beside it.

    Raises
    ------
    InputError
        If it has none, as it is too large or of another kind.
    """
    if scenario.graph:
        return conflict_page(explorable_conflict(scenario), study)
    return room_page(explorable(scenario), study)
