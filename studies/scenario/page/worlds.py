"""In which worlds around a scenario what its report tells of holds, under each way of playing.

Worlds are a scenario whose numbers are arrays of length B; to within a billionth of a player's payoff range a loss is
none, so that rounding decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ....games.arena import transitions
from ....games.arrays import Flags, Floats
from ....games.normal_form import PureProfile
from ....games.repeated.repetition import Repetition
from ....games.scenario.scenario import Scenario
from ....solvers.best_replies import TIE, payoff_ranges, pure_equilibria
from ...stochastic.moving_game import moving_arena
from ...sweep.columns.games import games_last
from ...sweep.columns.reversion import reversions
from ...sweep.columns.sequence import sustained_outcomes
from ...thresholds.kinds.sequence_play import outcomes_in_sequence
from ...thresholds.plays import Outcome
from .facts import Holds


def stable_once(profile: PureProfile) -> Holds:
    """Return where a profile is an equilibrium of the game played once."""
    return lambda worlds, size: np.asarray(pure_equilibria(games_last(worlds, size))[profile])


def ends_in(scenario: Scenario, outcomes: Sequence[Outcome]) -> Holds:
    """Return where subgame-perfect play in a scenario's order gives one of some outcomes."""
    known = outcomes_in_sequence(scenario)
    places = [known.index(outcome) for outcome in outcomes]
    return lambda worlds, size: np.asarray(sustained_outcomes(scenario, games_last(worlds, size))[places].any(axis=0))


def kept_up(scenario: Scenario, profile: PureProfile) -> Holds:
    """Return where the threat of a pure stage equilibrium for ever keeps up a profile at the scenario's discount.

    It is told without noise, as the profiles are that the repeated game sustains.
    """
    discount = float((scenario.repeated or Repetition()).discount)
    place = int(np.ravel_multi_index(profile, tuple(map(len, scenario.actions))))

    def holds(worlds: Scenario, size: int) -> Flags:
        payoffs = games_last(worlds, size)
        return reversions(payoffs, np.full(size, discount), np.zeros(size), [place]).sustained[0]

    return holds


def played_by_state(scenario: Scenario, outcomes: Sequence[Outcome]) -> Holds:
    """Return where one of some pure profiles, one for each state, is Markov perfect."""
    _, course = moving_arena(scenario)
    discount = float((scenario.repeated or Repetition()).discount)

    def holds(worlds: Scenario, size: int) -> Flags:
        moving, _ = moving_arena(worlds)
        arena = moving.arena
        states = [worlds.replace({course.parameter: np.full(size, float(value))}) for _, value in course.states]
        payoffs = np.stack([games_last(state, size) for state in states])
        moves = transitions(arena, course, moving.parameters).astype(np.float64)
        chances = np.moveaxis(np.broadcast_to(moves, (size, *moves.shape[-len(arena.shape) - 2 :])), 0, -1)
        return np.logical_or.reduce([_markov_perfect(payoffs, chances, discount, outcome) for outcome in outcomes])

    return holds


def _markov_perfect(payoffs: Floats, chances: Floats, discount: float, outcome: Outcome) -> Flags:
    """Tell where a profile for each state is Markov perfect.

    Parameters
    ----------
    payoffs, chances
        Shapes (states, n, m_1, .., m_n, B) and (states, m_1, .., m_n, states, B).
    """
    kept = np.stack([payoffs[(state, slice(None), *profile)] for state, profile in enumerate(outcome)])
    moves = np.stack([chances[(state, *profile)] for state, profile in enumerate(outcome)])
    matrices = np.eye(len(outcome)) - discount * np.moveaxis(moves, -1, 0)
    values = np.linalg.solve(matrices, np.moveaxis(kept, -1, 0))
    later = np.einsum("s...tb,bti->si...b", chances, values)
    worth = payoffs + discount * later
    spread = payoff_ranges(payoffs, axis=1).max(axis=0).reshape(payoffs.shape[1], -1)
    holds = np.ones(payoffs.shape[-1], dtype=bool)
    for state, profile in enumerate(outcome):
        for player in range(payoffs.shape[1]):
            line = worth[(state, player, *profile[:player], slice(None), *profile[player + 1 :])]
            holds &= line[profile[player]] >= line.max(axis=0) - TIE * spread[player]
    return holds
