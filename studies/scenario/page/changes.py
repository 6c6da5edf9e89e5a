"""What would change the answer: the numbers of a scenario that, moved alone, change which outcomes are stable.

Each parameter of the arena is set to the lowest and to the highest value held plausible, all else as it is, and the
pure equilibria there are put beside those of the scenario. What changes at an end changes somewhere on the way to it;
what changes on the way and back again is not seen. Where exactly, `thresholds` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ....games.arena import ArenaGame
from ....games.normal_form import PureProfile
from ....games.parameters import Parameter
from ....games.scenario.scenario import Scenario
from ....solvers.best_replies import pure_equilibria
from ...stochastic.moving_game import course_of


@dataclass(frozen=True)
class Change:
    """A parameter and an end of its range at which other outcomes are stable than in the scenario.

    Attributes
    ----------
    now, end
        Its value in the scenario and at that end.
    appears, ends
        The pure equilibria that there are at the end alone, and in the scenario alone.
    """

    parameter: Parameter
    now: Fraction
    end: Fraction
    appears: tuple[PureProfile, ...]
    ends: tuple[PureProfile, ...]


@dataclass(frozen=True)
class Changes:
    """The changes, in the order of the parameters, and how many parameters were moved."""

    changes: tuple[Change, ...]
    moved: int

    @property
    def deciding(self) -> int:
        """How many of the parameters moved change anything."""
        return len({change.parameter.name for change in self.changes})


def what_would_change(scenario: Scenario) -> Changes | None:
    """Return what the ends of the parameters' ranges change; None for a game that has no parameters."""
    game = scenario.game
    if not isinstance(game, ArenaGame) or not game.arena.parameters:
        return None
    course = course_of(scenario)
    still = [known for known in game.arena.parameters if course is None or known.name != course.parameter]
    found = pure_equilibria(_payoffs_at_ends(scenario, game, still), axis=1)
    now = {tuple(place) for place in np.argwhere(found[0]).tolist()}
    changes = []
    ends = [(known, end) for known in still for end in (known.low, known.high)]
    for row, (known, end) in enumerate(ends, 1):
        there = {tuple(place) for place in np.argwhere(found[row]).tolist()}
        if there != now and end != game.parameters[known.name]:
            value = game.parameters[known.name]
            changes.append(Change(known, value, end, tuple(sorted(there - now)), tuple(sorted(now - there))))
    return Changes(tuple(changes), len(still))


def _payoffs_at_ends(scenario: Scenario, game: ArenaGame, moved: Sequence[Parameter]) -> np.ndarray:
    """Return the payoffs as they are, then at both ends of each parameter moved: shape (1 + 2 P, n, m_1, .., m_n)."""
    columns = {}
    for place, known in enumerate(moved):
        column = np.full(1 + 2 * len(moved), float(game.parameters[known.name]))
        column[1 + 2 * place : 3 + 2 * place] = float(known.low), float(known.high)
        columns[f"game.parameters.{known.name}"] = column
    return scenario.replace(columns).payoffs()
