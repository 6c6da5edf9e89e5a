"""How the neighbours of a pair of powers behave as one number varies: what joining is worth is linear in each."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from ....games.actors import actor_weights
from ....games.arenas.populations.magnet import MAGNET, magnet_worth
from ....games.arrays import Fractions
from ....games.population import PopulationGame
from ....games.scenario.scenario import Scenario
from ...evolution.magnet import regime_of
from ..plays import Holding
from ..variables import Variable
from .lines import along_line


def neighbours_numbers(scenario: Scenario) -> Iterator[Variable]:
    """Go through the numbers of a scenario of the magnet: its parameters, and the shares of the mix that it has."""
    game = scenario.game
    if not isinstance(game, PopulationGame) or game.arena is not MAGNET:
        return
    for known in game.arena.parameters:
        path = f"game.parameters.{known.name}"
        yield _variable(path, known.name, known.low, known.high, game.parameters[known.name])
    for order, share in game.mix.items():
        if 0 < share < 1:
            yield _variable(f"game.shares.{game.arena.mix_name}.{order}", order, Fraction(0), Fraction(1), share)


def joining(scenario: Scenario, over: Variable) -> Holding:
    """Return where neighbours who are all alike are in each regime."""
    ends = _worth(scenario.replace({over.path: over.low})), _worth(scenario.replace({over.path: over.high}))
    return along_line(over, ends, lambda worth: worth, lambda worth: [(regime_of(*worth),)])


def _worth(scenario: Scenario) -> Fractions:
    """Return what joining is worth to the typical neighbour where nobody, and where everybody, has joined."""
    game = scenario.game
    assert isinstance(game, PopulationGame)
    alone, more = magnet_worth(game.parameters, actor_weights(game.mix, scenario.value_matrix()))
    return np.array([alone, alone + more], dtype=object)


def _variable(path: str, name: str, low: Fraction, high: Fraction, now: Fraction) -> Variable:
    return Variable(path, name, min(low, now), max(high, now), now)
