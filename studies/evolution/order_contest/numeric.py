"""An order contest in numbers, and the path from where it starts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ....games.arenas.populations.order_contest import ORDER_CONTEST, order_contest_payoffs
from ....games.errors import InputError
from ....games.numbers import rounded
from ....games.orders.rows import ORDER_NAMES
from ....games.population import PopulationGame
from ....games.scenario.scenario import Scenario
from ....solvers.evolution.dynamics import Dynamic, replicator_mutator
from ..trajectories import Trajectories, checked_starts, followed


@dataclass(frozen=True, eq=False)
class NumericContest:
    """An order contest in numbers: payoffs [own, other] of shape (4, 4), shares at the start, the rate of mutation."""

    payoffs: NDArray[np.float64]
    start: NDArray[np.float64]
    mutation: float


def contest_of(scenario: Scenario) -> NumericContest:
    """Return the order contest of a scenario, in which a parameter may be an array of length B: payoffs (B, 4, 4) then.

    Raises
    ------
    InputError
        If the scenario is of another kind, or its mutation is no rate from 0 to 1.
    """
    game = scenario.game
    if not isinstance(game, PopulationGame) or game.arena is not ORDER_CONTEST:
        raise InputError("only a population game evolves: a scenario of kind order_contest or magnet, or a matrix")
    mutation = float(game.parameters["mutation"])
    if not 0 <= mutation <= 1:
        raise InputError(f"mutation must be a rate from 0 to 1, got {rounded(mutation)}")
    start = np.array([game.mix[order] for order in ORDER_NAMES], dtype=np.float64)
    return NumericContest(order_contest_payoffs(game.parameters, scenario.value_matrix()), start, mutation)


def contest_path(
    scenario: Scenario, start: ArrayLike | None, dynamic: Dynamic | None, times: NDArray[np.float64]
) -> Trajectories:
    """Return the shares of the orders at so many times, from the scenario's start unless another one is given.

    Errors as in `contest_of`, `checked_starts` and `followed`.
    """
    contest = contest_of(scenario)
    first = checked_starts(contest.payoffs, contest.start if start is None else start)
    return followed(contest.payoffs, first, dynamic or replicator_mutator(contest.mutation), times)
