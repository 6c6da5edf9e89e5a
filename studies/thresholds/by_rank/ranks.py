"""How each player ranks all pure profiles along one variable, exactly.

Where an answer depends on the order of each player's payoffs alone, the range is cut where two payoffs of a player
cross; at and between these points the game can be solved with ranks in the place of payoffs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....games.numbers import counted
from ....games.scenario.scenario import Scenario
from ....solvers.exact.algebraic import Exact
from ..preferences import signs_along
from ..variables import Variable, pieces

MOST_COMPARISONS = 3_000
"""Pairs of payoffs that are compared."""


def too_many_comparisons(scenario: Scenario) -> str:
    """Return in words that too many pairs of payoffs would be compared; nothing where they are few enough."""
    shape = tuple(map(len, scenario.actions))
    asked = len(shape) * comb(prod(shape), 2)
    if asked <= MOST_COMPARISONS:
        return ""
    return f"would compare {counted(asked)} pairs of payoffs here; at most {counted(MOST_COMPARISONS)} are compared."


def ranks_along(scenario: Scenario, over: Variable) -> tuple[list[Exact], NDArray[np.int64]]:
    """Return the points at which some ranking may change, and how many profiles pay each player less than each.

    The ranks have shape (2 * points - 1, n, m_1, .., m_n): at the first point, up to the second, .., at the last.
    """
    points, signs = signs_along(pieces(scenario, over), _all_differences)
    return points, _ranks(signs, tuple(map(len, scenario.actions)))


def _all_differences(payoffs: NDArray[np.object_]) -> list[Any]:
    """Return u(s) - u(t) for every player and every two profiles."""
    return [one - other for table in payoffs for one, other in combinations(table.ravel(), 2)]


def _ranks(signs: NDArray[np.int8], shape: Sequence[int]) -> NDArray[np.int64]:
    profiles, columns = prod(shape), signs.shape[1]
    ranks = np.zeros((len(shape), profiles, columns), dtype=np.int64)
    rows = iter(signs)
    for own in ranks:
        for one, other in combinations(range(profiles), 2):
            row = next(rows)
            own[one] += row > 0
            own[other] += row < 0
    return np.moveaxis(ranks, -1, 0).reshape(columns, len(shape), *shape)
