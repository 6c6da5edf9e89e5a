"""The analyses of population games: one file or room each, and the one table that lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arenas.populations.magnet import MAGNET
from ...games.arenas.populations.order_contest import ORDER_CONTEST
from ...games.errors import InputError
from ...games.population import PopulationGame
from ...games.scenario.scenario import Scenario
from ...solvers.evolution.chosen_dynamic import ChosenDynamic
from ...solvers.evolution.dynamics import Dynamic
from ..watch import UNWATCHED, Watch
from .magnet import Adoption, adoption, adoption_path
from .order_contest.analysis import OrderContest, order_contest
from .order_contest.numeric import contest_path
from .trajectories import Trajectories

PopulationAnalysis = OrderContest | Adoption


@dataclass(frozen=True)
class PopulationStudy:
    """What is asked of the scenarios of one population arena.

    Attributes
    ----------
    analyse
        All of it; takes a dynamics and a time for the path, None for its own.
    path
        Shares over time: takes a start and a dynamics, None for its own, and the times.
    """

    analyse: Callable[[Scenario, ChosenDynamic | None, float | None], PopulationAnalysis]
    path: Callable[[Scenario, Any, Dynamic | None, NDArray[np.float64]], Trajectories]


POPULATION_STUDIES: Mapping[str, PopulationStudy] = {
    ORDER_CONTEST.name: PopulationStudy(order_contest, contest_path),
    MAGNET.name: PopulationStudy(adoption, adoption_path),
}
"""For each population arena, by its name, what is asked of it."""


def population_analysis(
    scenario: Scenario,
    dynamic: ChosenDynamic | None = None,
    time: float | None = None,
    watch: Watch = UNWATCHED,
) -> PopulationAnalysis:
    """Analyse a population game, which takes seconds and is not cut short: the `watch` has no deadline.

    Raises
    ------
    InputError
        If the scenario is a game between players, holds arrays or formulas, or has no use for an option, a time limit
        among them.
    """
    if not isinstance(scenario.game, PopulationGame):
        raise InputError("this game is played by a few players, not by a population: use tetrarchy solve")
    if watch.deadline < inf:
        raise InputError("a population is followed to its end: a report on it takes no time limit")
    watch.tell("rest points, and paths to them")
    return POPULATION_STUDIES[scenario.game.arena.name].analyse(scenario, dynamic, time)


def population_path(
    scenario: Scenario, start: Any, dynamic: Dynamic | None, times: NDArray[np.float64]
) -> Trajectories:
    """Return the shares of a population game over time; an InputError for a game between players."""
    if not isinstance(scenario.game, PopulationGame):
        kinds = " or ".join(POPULATION_STUDIES)
        raise InputError(f"only a population game evolves: a scenario of kind {kinds}, or a matrix")
    return POPULATION_STUDIES[scenario.game.arena.name].path(scenario, start, dynamic, times)
