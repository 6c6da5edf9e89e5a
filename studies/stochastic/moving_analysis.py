"""A scenario whose state moves, analysed: what is played in each state, where that leads, what the past decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.normal_form import average_over
from ...games.repeated.joint_chain import JointChain, long_run_mean
from ...games.scenario.scenario import Scenario
from ...games.stochastic.course import Course
from ...games.stochastic.stochastic_game import StochasticGame
from ...games.text.shown import Shown
from ...solvers.stochastic.equilibrium import MarkovEquilibrium, MarkovSolution
from ...solvers.stochastic.markov_perfect import markov_perfect
from ..watch import UNWATCHED, Watch
from .hysteresis import Hysteresis, hysteresis
from .moving_game import moving_arena, moving_game, start_of


@dataclass(frozen=True, eq=False, repr=False)
class MovingAnalysis(Shown):
    """A scenario whose state moves.

    Attributes
    ----------
    start
        The number of the state in which the scenario starts.
    solution
        The Markov-perfect equilibria: all pure ones, and the mixed ones that were found.
    hysteresis
        What moving the parameter that drives the state up and down leaves behind, or why that cannot be said.
    """

    scenario: Scenario
    course: Course
    game: StochasticGame
    start: int
    solution: MarkovSolution
    hysteresis: Hysteresis | InputError

    @property
    def likeliest(self) -> dict[tuple[int, int], float]:
        """For each move from one state to another that some play makes possible the greatest chance of it."""
        chances: dict[tuple[int, int], float] = {}
        for state, *_, after in np.argwhere(self.game.transitions > 0).tolist():
            if state != after:
                chances[state, after] = float(self.game.transitions[state, ..., after].max())
        return chances

    def long_run(self, equilibrium: MarkovEquilibrium) -> NDArray[np.float64]:
        """Return the share of periods spent in each state in the long run, from the start on: shape (states,)."""
        game = self.game
        plays = [game.in_state(equilibrium.strategies, state) for state in range(game.n_states)]
        moves = np.stack([average_over(table, mixes) for table, mixes in zip(game.transitions, plays, strict=True)])
        states = tuple((number,) for number in range(game.n_states))
        return long_run_mean(JointChain(states, moves, np.eye(game.n_states)))[self.start]


def moving_analysis(scenario: Scenario, over: str | None = None, watch: Watch = UNWATCHED) -> MovingAnalysis:
    """Analyse a scenario whose state moves.

    Parameters
    ----------
    over
        The parameter that is moved up and down; the one that drives the state where left out.
    watch
        Until when the last part, what is left behind by moving it, may be begun, and who is told of it.

    Raises
    ------
    InputError
        If nothing moves in the scenario's arena, the scenario starts in no state, an actor is of uncertain type, or
        `over` is no parameter.
    """
    arena_game, course = moving_arena(scenario)
    game, start = moving_game(scenario), start_of(scenario)
    if over is not None:
        arena_game.arena.parameter(over)
    watch.tell("search for Markov-perfect equilibria")
    solution = markov_perfect(game, seed=scenario.seed)
    what = f"what moving {over or course.driver} up and down leaves behind"
    taken = watch.take([(what, partial(_moved, scenario, over or course.driver))])
    moved = taken.results[0] if taken.results else InputError(f"not reached {taken.stopped}")
    return MovingAnalysis(scenario, course, game, start, solution, moved)


def _moved(scenario: Scenario, over: str) -> Hysteresis | InputError:
    try:
        return hysteresis(scenario, over)
    except InputError as error:
        return error
