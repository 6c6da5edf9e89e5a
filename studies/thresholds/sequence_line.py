"""Where along one variable each profile is a pure subgame-perfect outcome of an order of moves; all of it exact.

Which outcomes these are depends on the order of each player's payoffs alone. So the range is cut where two payoffs of a
player cross, and at and between these points the game is solved with ranks in the place of payoffs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import PureProfile
from ...games.numbers import counted
from ...games.scenario.scenario import Scenario
from ...solvers.exact.algebraic import Interval, intervals
from ...solvers.sequence.staged_batch import subgame_perfect_batch
from ..sweep.columns.sequence import moves_of
from .preferences import signs_along
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
    points, signs = signs_along(pieces(scenario, over), _all_differences)
    order, hidden = moves_of(scenario)
    sustained = subgame_perfect_batch(_ranks(signs, shape), order, hidden)
    return SequenceLine({profile: intervals(points, sustained[:, *profile]) for profile in np.ndindex(shape)})


def _all_differences(payoffs: NDArray[np.object_]) -> list[Any]:
    """Return u(s) - u(t) for every player and every two profiles."""
    return [one - other for table in payoffs for one, other in combinations(table.ravel(), 2)]


def _ranks(signs: NDArray[np.int8], shape: Sequence[int]) -> NDArray[np.int64]:
    """Return how many profiles pay each player less than each profile: shape (columns, n, m_1, .., m_n)."""
    profiles, columns = prod(shape), signs.shape[1]
    ranks = np.zeros((len(shape), profiles, columns), dtype=np.int64)
    rows = iter(signs)
    for own in ranks:
        for one, other in combinations(range(profiles), 2):
            row = next(rows)
            own[one] += row > 0
            own[other] += row < 0
    return np.moveaxis(ranks, -1, 0).reshape(columns, len(shape), *shape)
