"""Plausible worlds around a scenario: everything uncertain is drawn, and what the scenario holds for its case is kept.

Mixes of orders stay as they are too; the value matrix is drawn around the scenario's own coding and cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...games.actors import Actor
from ...games.arena import Arena, ArenaGame
from ...games.arrays import Floats
from ...games.dimensions import DIMENSION_NAMES
from ...games.errors import InputError
from ...games.orders.matrix import value_matrix
from ...games.orders.rows import ROW_NAMES
from ...games.parameters import Parameter
from ...games.scenario.scenario import Scenario
from ..claims.worlds.arena_worlds import Worlds
from ..claims.worlds.draws import Numbers
from ..claims.worlds.setting import Setting, Values


@dataclass(frozen=True)
class ScenarioModel:
    """A scenario as a model; its players must be of known types."""

    scenario: Scenario

    @property
    def name(self) -> str:
        """The arena's name, so that its parameters are drawn as everywhere."""
        return self._arena.name

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The arena's parameters, those apart that the scenario holds."""
        return tuple(known for known in self._arena.parameters if known.name not in self._game.held)

    def worlds(self, numbers: Numbers) -> Worlds:
        """Return the worlds."""
        held = {name: np.full(numbers.size, float(self._game.parameters[name])) for name in self._game.held}
        setting = Setting(self._arena, {**numbers.values(self.name, self.parameters), **held}, numbers.repeats)
        types = tuple(actor.orders for actor in self.scenario.actors.values() if isinstance(actor, Actor))
        return Worlds(setting, Values(numbers.matrices + self._own_cells()), types)

    def _own_cells(self) -> Floats:
        """Return by how much the scenario's cells differ from those of its coding, shape (5, 9)."""
        own = [[float(self.scenario.orders[row][name]) for name in DIMENSION_NAMES] for row in ROW_NAMES]
        return np.array(own) - value_matrix(self.scenario.coding.rows).astype(np.float64)

    @property
    def _game(self) -> ArenaGame:
        if not isinstance(self.scenario.game, ArenaGame):
            raise InputError(f"{self.scenario.title}: worlds can be drawn around an arena alone")
        return self.scenario.game

    @property
    def _arena(self) -> Arena:
        return self._game.arena
