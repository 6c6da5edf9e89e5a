"""How sure an answer is, in facts: shares of draws, and how many of the inputs are judgements. No grade is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt

import numpy as np

from ....games.actors import UncertainActor
from ....games.arena import ArenaGame
from ....games.arrays import Flags
from ....games.dimensions import DIMENSION_NAMES
from ....games.orders.rows import ROW_NAMES
from ....games.population import ParametricGame, PopulationGame
from ....games.scenario.scenario import Scenario
from ...claims.worlds.draws import blocks
from ...revealed.scenario_worlds import ScenarioModel
from ..assumption_log import rests_on

DRAWS = 2000
"""Worlds that are drawn around a scenario."""


@dataclass(frozen=True)
class Drawn:
    """In which share of the worlds drawn around a scenario something holds, of how many worlds."""

    share: float
    draws: int

    @property
    def standard_error(self) -> float:
        """The standard error of the share."""
        return sqrt(self.share * (1 - self.share) / self.draws)


@dataclass(frozen=True)
class Judgements:
    """Of each kind of input how many rest on a judgement, and how many there are."""

    parameters: tuple[int, int]
    weights: tuple[int, int]
    mixes: int
    chances: int

    @property
    def judged(self) -> int:
        """How many inputs rest on a judgement."""
        return self.parameters[0] + self.weights[0] + self.mixes + self.chances

    @property
    def inputs(self) -> int:
        """How many inputs there are."""
        return self.parameters[1] + self.weights[1] + self.mixes + self.chances


Holds = Callable[[Scenario, int], Flags]
"""From worlds, a scenario whose numbers are arrays, and how many they are to where something holds, shape (B,)."""


def drawn(scenario: Scenario, holds: Holds, draws: int = DRAWS) -> Drawn | None:
    """Return in which share of the worlds around a scenario something holds; None if none can be drawn.

    What the scenario holds for its case, its mixes and its chances stay; other parameters and the value matrix are
    drawn from their ranges, with the scenario's seed.
    """
    if not isinstance(scenario.game, ArenaGame):
        return None
    model, stable = ScenarioModel(scenario), 0
    for numbers in blocks(scenario.coding, scenario.seed, draws):
        worlds = model.worlds(numbers)
        rows = zip(ROW_NAMES, np.moveaxis(worlds.matrices, 0, -1), strict=True)
        orders = {row: dict(zip(DIMENSION_NAMES, cells, strict=True)) for row, cells in rows}
        game = replace(scenario.game, parameters=worlds.parameters)
        stable += int(holds(replace(scenario, game=game, orders=orders), numbers.size).sum())
    return Drawn(stable / draws, draws)


def judgements(scenario: Scenario) -> Judgements | None:
    """Return how many of the inputs of a scenario are judgements; None for a game given by payoffs or rankings.

    The weights are those of the orders that somebody follows; a mix of orders and the chances of types are judgements.
    """
    game = scenario.game
    if not isinstance(game, ParametricGame):
        return None
    sources = [rests_on(scenario, f"game.parameters.{known.name}")[1] for known in game.arena.parameters]
    evidence = [
        rests_on(scenario, f"orders.{row}.{name}")[1] for row in followed_orders(scenario) for name in DIMENSION_NAMES
    ]
    mixes = 1 if isinstance(game, PopulationGame) else len(scenario.agents)
    types = [actor for actor in scenario.actors.values() if isinstance(actor, UncertainActor)]
    chances = sum(len(actor.types) - 1 for actor in types)
    return Judgements((sum(sources), len(sources)), (sum(evidence), len(evidence)), mixes, chances)


def followed_orders(scenario: Scenario) -> list[str]:
    """Return the orders that anybody in the scenario follows."""
    game = scenario.game
    mixes = [game.mix] if isinstance(game, PopulationGame) else [agent.orders for agent in scenario.agents]
    return [order for order in ROW_NAMES if any(orders.get(order) or Fraction(0) for orders in mixes)]
