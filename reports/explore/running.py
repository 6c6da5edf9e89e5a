"""The page that runs of any scenario that has one.

Of a game and of a population the numbers are moved, of a conflict the preferences.
"""

from __future__ import annotations

from ...games.population import PopulationGame
from ...games.scenario.scenario import Scenario
from ...studies.explore.explorable import explorable
from ...studies.explore.explorable_conflict import explorable_conflict
from ...studies.explore.explorable_population import explorable_population
from ...studies.sweep.plan import Plan
from .conflict import conflict_page
from .population import population_page
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
    if isinstance(scenario.game, PopulationGame):
        return population_page(explorable_population(scenario), study)
    return room_page(explorable(scenario), study)
