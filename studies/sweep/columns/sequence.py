"""What subgame perfection tells of many games whose players move in an order."""

from __future__ import annotations

import numpy as np

from ....games.arrays import Flags
from ....games.scenario.scenario import Scenario
from ....games.sequence.stages import players_of, read_hidden, read_order
from ....solvers.best_replies import TIE, payoff_ranges
from ....solvers.sequence.staged_batch import subgame_perfect_batch
from .games import Games


def sustained_in_sequence(games: Games) -> Flags:
    """Return which profiles pure subgame-perfect equilibria of the scenario's order give, shape (P, B).

    Payoffs that lie in the same billionth of a player's range are equal, so that rounding decides nothing; there is
    nothing where there is no game.
    """
    order, hidden = moves_of(games.scenario)
    ranges = payoff_ranges(games.payoffs)
    steps = np.where(ranges > 0, ranges, 1) * TIE
    least = games.payoffs.min(axis=tuple(range(1, games.payoffs.ndim - 1)), keepdims=True)
    whole = np.rint((games.payoffs - least) / steps)
    found = subgame_perfect_batch(np.moveaxis(whole.astype(np.int64), -1, 0), order, hidden)
    return found.reshape(len(games), -1).T & (games.status == 0)


def moves_of(scenario: Scenario) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Return a scenario's order and what is hidden in it, by the numbers of the players of the game that is built."""
    names, agents = players_of(scenario)
    staged = read_order(names, scenario.order)
    hidden = read_hidden(names, staged, scenario.hidden)
    order = [[agent for player in stage for agent in agents[player]] for stage in staged]
    return order, sorted((of, blind) for one, other in hidden for of in agents[one] for blind in agents[other])
