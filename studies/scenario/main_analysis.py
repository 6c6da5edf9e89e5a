"""The analysis that answers a scenario, whatever kind of game it is."""

from __future__ import annotations

from ...games.scenario.scenario import Scenario
from ..evolution.populations import PopulationAnalysis, population_analysis
from ..watch import UNWATCHED, Watch
from .analysis import Analysis, analyse


def main_analysis(
    scenario: Scenario, concept: str | None = None, watch: Watch = UNWATCHED
) -> Analysis | PopulationAnalysis:
    """Return what a report on a scenario is about: a game between players solved, a population followed.

    The rest is as in `analyse` and `population_analysis`; a population has no use for a concept.

    Raises
    ------
    InputError
        If a population, which is followed to its end, is given a time limit.
    """
    if not scenario.population:
        return analyse(scenario, concept, watch)
    return population_analysis(scenario, watch=watch)
