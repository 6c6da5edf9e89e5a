"""The analysis that answers a scenario, whatever kind of game it is."""

from __future__ import annotations

from ...games.scenario.scenario import Scenario
from ..evolution.populations import PopulationAnalysis, population_analysis
from .analysis import Analysis, analyse


def main_analysis(scenario: Scenario, concept: str | None = None) -> Analysis | PopulationAnalysis:
    """Return what a report on a scenario is about: a game between players solved, a population followed.

    Concept and errors as in `analyse` and `population_analysis`; a population has no use for a concept.
    """
    return population_analysis(scenario) if scenario.population else analyse(scenario, concept)
