"""The analysis of a scenario as a game of populations, whichever kind it is of."""

from __future__ import annotations

from math import inf

from ...games.errors import InputError
from ...games.population import MAGNET, PopulationGame
from ...games.scenario.scenario import Scenario
from ...solvers.evolution.chosen_dynamic import ChosenDynamic
from .adoption import Adoption, adoption
from .game_evolution import POPULATION, TIME, GameEvolution, game_evolution
from .order_contest import TIME as CONTEST_TIME
from .order_contest import OrderContest, order_contest

PopulationAnalysis = OrderContest | Adoption
EvolutionAnalysis = PopulationAnalysis | GameEvolution


def population_analysis(scenario: Scenario) -> PopulationAnalysis:
    """Analyse a scenario of kind `order_contest` or `magnet`.

    Raises
    ------
    InputError
        If the scenario is of another kind.
    """
    if not isinstance(scenario.game, PopulationGame):
        raise InputError("this game is played by a few players, not by a population: use tetrarchy solve")
    return adoption(scenario) if scenario.game.arena is MAGNET else order_contest(scenario)


def evolution_analysis(
    scenario: Scenario,
    dynamic: ChosenDynamic | None = None,
    population: int | None = None,
    time: float | None = None,
) -> EvolutionAnalysis:
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
        raise InputError(f"time must be a number above 0, got {time:g}")
    if not isinstance(scenario.game, PopulationGame):
        return game_evolution(
            scenario, dynamic, POPULATION if population is None else population, TIME if time is None else time
        )
    if population is not None:
        raise InputError(f"a scenario of kind {scenario.game.arena.name} is about shares: it takes no population size")
    if scenario.game.arena is not MAGNET:
        return order_contest(scenario, dynamic, CONTEST_TIME if time is None else time)
    if dynamic is not None or time is not None:
        raise InputError("a magnet goes round by round until a share comes again: it takes no dynamic and no time")
    return adoption(scenario)
