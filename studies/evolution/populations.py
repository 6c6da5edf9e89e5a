"""The analysis of a population game, whichever it is."""

from __future__ import annotations

from ...games.errors import InputError
from ...games.population import MAGNET, PopulationGame
from ...games.scenario import Scenario
from .adoption import Adoption, adoption
from .order_contest import OrderContest, order_contest

PopulationAnalysis = OrderContest | Adoption


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
