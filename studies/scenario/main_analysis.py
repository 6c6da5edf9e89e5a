"""The analysis that answers a scenario, whatever kind of game it is."""

from __future__ import annotations

from math import inf

from ...games.errors import InputError
from ...games.scenario.scenario import Scenario
from ..conflict.conflict_analysis import WholeConflict, conflict_analysis
from ..evolution.populations import PopulationAnalysis, population_analysis
from ..watch import UNWATCHED, Watch
from .analysis import Analysis, analyse


def main_analysis(
    scenario: Scenario, concept: str | None = None, watch: Watch = UNWATCHED
) -> Analysis | PopulationAnalysis | WholeConflict:
    """Return what a report on a scenario is about: a game solved, a population followed, the stability of a conflict.

    The rest is as in `analyse`, `population_analysis` and `conflict_analysis`; a population has no use for a concept.

    Raises
    ------
    InputError
        If a conflict, which is followed to its end, is given a time limit.
    """
    if scenario.graph:
        if watch.deadline < inf:
            raise InputError("a conflict is followed to its end: a report on it takes no time limit")
        return WholeConflict(conflict_analysis(scenario, [concept] if concept else ()))
    if not scenario.population:
        return analyse(scenario, concept, watch)
    return population_analysis(scenario, watch=watch)
