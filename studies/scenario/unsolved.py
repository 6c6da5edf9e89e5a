"""A game before it is solved: what there is to show of it without asking for a solution."""

from __future__ import annotations

from dataclasses import dataclass

from ...games.normal_form import NormalFormGame
from ...games.scenario.scenario import Scenario


@dataclass(frozen=True, eq=False)
class UnsolvedGame:
    """A scenario and its game."""

    scenario: Scenario
    game: NormalFormGame


def unsolved_game(scenario: Scenario) -> UnsolvedGame:
    """Build a scenario's game.

    Raises
    ------
    InputError
        As `Scenario.build`.
    """
    return UnsolvedGame(scenario, scenario.build())
