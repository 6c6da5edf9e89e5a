"""Where along one variable each profile is a pure subgame-perfect outcome of an order of moves; all of it exact.

Which outcomes these are depends on the order of each player's payoffs alone. So the range is cut where two payoffs of a
player cross, and at and between these points the game is solved with ranks in the place of payoffs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb, prod

import numpy as np

from ...games.normal_form import PureProfile
from ...games.numbers import counted
from ...games.scenario.scenario import Scenario
from ...solvers.exact.algebraic import Interval, intervals
from ...solvers.sequence.staged_batch import subgame_perfect_batch
from ..sweep.columns.sequence import moves_of
from .preferences import all_differences, ranks_from_signs, signs_along
from .variables import Variable, pieces

MOST_COMPARISONS = 3_000
"""Pairs of payoffs that are compared."""


@dataclass(frozen=True, eq=False)
class SequenceLine:
    """What one variable decides of a game whose players move in an order.

    Attributes
    ----------
    outcomes
        For each pure profile the intervals in which a pure subgame-perfect equilibrium gives it, in increasing order;
        empty where none does.
    notes
        Why nothing was found, where it was not.
    """

    outcomes: Mapping[PureProfile, tuple[Interval, ...]]
    notes: tuple[str, ...] = ()


def sequence_line(scenario: Scenario, over: Variable) -> SequenceLine:
    """Return what a variable decides of the subgame-perfect outcomes of a scenario with an order.

    Nothing, with a note, where there are more than `MOST_COMPARISONS` pairs of payoffs.
    """
    shape = tuple(len(names) for names in scenario.actions)
    if (asked := len(shape) * comb(prod(shape), 2)) > MOST_COMPARISONS:
        note = f"Thresholds of an order of moves would compare {counted(asked)} pairs of payoffs here; at most "
        return SequenceLine({}, (f"{note}{counted(MOST_COMPARISONS)} are compared.",))
    points, signs = signs_along(pieces(scenario, over), all_differences)
    order, hidden = moves_of(scenario)
    ranks = ranks_from_signs(signs, len(shape), prod(shape))
    sustained = subgame_perfect_batch(ranks.reshape(-1, len(shape), *shape), order, hidden)
    return SequenceLine({profile: intervals(points, sustained[:, *profile]) for profile in np.ndindex(shape)})
