"""The analysis of any scenario as a game of populations."""

from __future__ import annotations

from math import inf

from ...games.errors import InputError
from ...games.numbers import rounded
from ...games.population import PopulationGame
from ...games.scenario.scenario import Scenario
from ...solvers.evolution.chosen_dynamic import ChosenDynamic
from .game_evolution import POPULATION, TIME, GameEvolution, game_evolution
from .populations import PopulationAnalysis, population_analysis


def evolution_analysis(
    scenario: Scenario,
    dynamic: ChosenDynamic | None = None,
    population: int | None = None,
    time: float | None = None,
) -> PopulationAnalysis | GameEvolution:
    """Analyse any scenario as a game of populations: one of orders or neighbours, or one for each player of a game.

    Parameters
    ----------
    dynamic, population, time
        As in `game_evolution`; a magnet takes none of them, an order contest no population.

    Raises
    ------
    InputError
        If an option has no meaning for this scenario or is out of its range, or payoffs are only ranks.
    """
    if time is not None and not 0 < time < inf:
        raise InputError(f"time must be a number above 0, got {rounded(time)}")
    if not isinstance(scenario.game, PopulationGame):
        return game_evolution(
            scenario, dynamic, POPULATION if population is None else population, TIME if time is None else time
        )
    if population is not None:
        raise InputError(f"a scenario of kind {scenario.game.arena.name} is about shares: it takes no population size")
    return population_analysis(scenario, dynamic, time)
