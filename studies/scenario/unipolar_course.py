"""The course of a scenario of the unipolar moment, year by year from 1989 to 2020."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...games.actors import Actor
from ...games.arena import ArenaGame
from ...games.scenario.scenario import Scenario
from ..claims.predictions.powers.unipolar import FIRST_YEAR, course
from ..claims.worlds.arena_worlds import Worlds
from ..claims.worlds.setting import Setting, Values


@dataclass(frozen=True)
class Year:
    """What is done in a year, and the leader's legitimacy beside the share of power of the West at its beginning."""

    year: int
    expands: bool
    balanced: bool
    legitimacy: float
    power: float


def unipolar_course(scenario: Scenario) -> tuple[Year, ...]:
    """Return the years of a scenario of the arena `unipolar` whose numbers are single and types known."""
    game = scenario.game
    assert isinstance(game, ArenaGame)
    values = {name: np.array([float(value)]) for name, value in game.parameters.items()}
    types = tuple(actor.orders for actor in scenario.actors.values() if isinstance(actor, Actor))
    matrices = scenario.value_matrix().astype(np.float64)[np.newaxis]
    years = course(Worlds(Setting(game.arena, values), Values(matrices), types))
    power, fall = float(game.parameters["western_power"]), float(game.parameters["western_decline"])
    return tuple(
        Year(FIRST_YEAR + place, bool(expands), bool(balanced), float(legitimacy), power - fall * place)
        for place, (expands, balanced, legitimacy) in enumerate(
            zip(years.expands[:, 0], years.balanced[:, 0], years.legitimacy[:, 0], strict=True)
        )
    )
