"""How each player ranks all outcomes along one variable, exactly.

Where an answer depends on the order of each player's payoffs alone, the range is cut where two payoffs of a player
cross; at and between these points the game can be solved with ranks in the place of payoffs.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from math import comb
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

Payoffs = NDArray[Any]


def too_many_comparisons(players: int, outcomes: int) -> str:
    """Return in words that too many pairs of payoffs would be compared; nothing where they are few enough."""
    asked = players * comb(outcomes, 2)
    return refusal(asked) if asked > MOST_COMPARISONS else ""


def refusal(asked: int) -> str:
    """Return in words that so many pairs of payoffs are too many."""
    return f"would compare {counted(asked)} pairs of payoffs here; at most {counted(MOST_COMPARISONS)} are compared."


def _profiles(payoffs: Payoffs) -> Payoffs:
    return payoffs.reshape(len(payoffs), -1)


def ranks_along(
    scenario: Scenario, over: Variable, outcomes: Callable[[Payoffs], Payoffs] = _profiles
) -> tuple[list[Exact], NDArray[np.int64]]:
    """Return the points at which some ranking may change, and how many outcomes pay each player less than each.

    The ranks have shape (2 * points - 1, n, outcomes): at the first point, up to the second, .., at the last.
    `outcomes` takes the payoffs of the game in strategic form to those of the outcomes that are ranked, shape
    (n, outcomes); left out, these are all pure profiles.
    """
    stretches = pieces(scenario, over)
    points, signs = signs_along(stretches, lambda payoffs: _all_differences(outcomes(payoffs)))
    return points, _ranks(signs, *outcomes(stretches[0].payoffs).shape)


def _all_differences(payoffs: Payoffs) -> list[Any]:
    """Return u(s) - u(t) for every player and every two outcomes."""
    return [one - other for table in payoffs for one, other in combinations(table, 2)]


def _ranks(signs: NDArray[np.int8], players: int, outcomes: int) -> NDArray[np.int64]:
    ranks = np.zeros((players, outcomes, signs.shape[1]), dtype=np.int64)
    rows = iter(signs)
    for own in ranks:
        for one, other in combinations(range(outcomes), 2):
            row = next(rows)
            own[one] += row > 0
            own[other] += row < 0
    return np.moveaxis(ranks, -1, 0)
