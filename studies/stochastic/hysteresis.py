"""Hysteresis: whether a state that pressure brought about outlives the pressure.

A parameter is moved up from its lowest plausible value to its highest and down again, a step at a time, from the lowest
state on, in which nothing has grown yet. At each step the players play a pure Markov-perfect equilibrium of the game as
it then is, for so many periods, and the chances of the states move on from where they were. Which equilibrium that is,
where there are several, is a matter of what the players expect of each other, so that two readings are followed: under
*hope* they play the one with the largest sum of values from the present state on, under *fear* the one with the
smallest, the first among equals. What differs between the way up and the way down at the same value is owed to the past
alone: norms that take on a life of their own (Paikin 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.numbers import rounded
from ...games.scenario.paths import canonical
from ...games.scenario.scenario import Scenario
from ...games.stochastic.stochastic_game import StochasticGame
from ...solvers.stochastic.equilibrium import MarkovEquilibrium
from ...solvers.stochastic.pure_markov_perfect import pure_markov_perfect
from .moving_game import moving_arena, moving_game

Expectation = Literal["hope", "fear"]

STEPS = 21
"""Values of the parameter on the way up, unless told otherwise."""

SEEN = 0.005
"""A smaller difference of levels, or share of time in a state, counts as 0."""

PERIODS = 20
"""How long each value lasts, unless told otherwise."""


@dataclass(frozen=True, eq=False)
class Loop:
    """The way up and down under one expectation.

    Attributes
    ----------
    levels
        The expected value of the parameter that moves after each step, shape (2 k - 1,): up, then down.
    chances
        The chances of the states after each step, shape (2 k - 1, states).
    """

    expectation: Expectation
    levels: NDArray[np.float64]
    chances: NDArray[np.float64]

    @property
    def gaps(self) -> NDArray[np.float64]:
        """The level on the way down less that on the way up, at each value but the last one, shape (k - 1,)."""
        k = (len(self.levels) + 1) // 2
        return self.levels[::-1][: k - 1] - self.levels[: k - 1]

    @property
    def apart(self) -> NDArray[np.bool_]:
        """Whether the level at each of these values depends on the past by more than `SEEN`, shape (k - 1,)."""
        return np.abs(self.gaps) > SEEN

    @property
    def flat(self) -> bool:
        """Whether the level is the same whatever the parameter does."""
        return bool(np.ptp(self.levels) < SEEN)


@dataclass(frozen=True, eq=False)
class Hysteresis:
    """What moving a parameter up and down leaves behind.

    Attributes
    ----------
    over
        The full path of the parameter.
    values
        Its values on the way up and down, shape (2 k - 1,).
    loops
        The way under hope and under fear.
    """

    scenario: Scenario
    over: str
    values: NDArray[np.float64]
    loops: tuple[Loop, ...]


def hysteresis(
    scenario: Scenario, over: str, values: Sequence[Fraction] | None = None, periods: int = PERIODS
) -> Hysteresis:
    """Move a parameter of a moving game up and down, and follow its state.

    Parameters
    ----------
    over
        The parameter, by name, symbol or path; not the one that moves by itself.
    values
        Its values on the way up, in increasing order; 21 from the lowest to the highest plausible one if left out.
    periods
        How long each of them lasts.

    Raises
    ------
    InputError
        If nothing moves in this arena, `over` is no parameter of it or the state itself, or at some value there is no
        pure equilibrium or not all were found.
    """
    game, course = moving_arena(scenario)
    path = canonical(scenario, over)
    if not path.startswith("game.parameters.") or path == f"game.parameters.{course.parameter}":
        raise InputError(f"{over}: expected a parameter of {game.arena.name} other than {course.parameter}")
    known = game.arena.parameter(path.rpartition(".")[2])
    steps = [Fraction(k, STEPS - 1) for k in range(STEPS)]
    way = list(values) if values is not None else [known.low + (known.high - known.low) * step for step in steps]
    way += way[-2::-1]
    start = np.eye(len(course.states))[0]
    at = {value: _equilibria(scenario.replace({path: value}), known.name, value) for value in dict.fromkeys(way)}
    levels = np.array([float(value) for _, value in course.states])
    loops = tuple(_loop(kind, [at[value] for value in way], start, periods, levels) for kind in ("hope", "fear"))
    return Hysteresis(scenario, path, np.array([float(value) for value in way]), loops)


def _equilibria(scenario: Scenario, name: str, value: Fraction) -> tuple[StochasticGame, tuple[MarkovEquilibrium, ...]]:
    game = moving_game(scenario)
    solution = pure_markov_perfect(game)
    if not solution.complete or not solution.equilibria:
        why_not = "there is none" if solution.complete else "not all are known"
        raise InputError(f"{name} = {rounded(value)}: a pure equilibrium has to be chosen, but {why_not}")
    return game, solution.equilibria


def _loop(
    expectation: Expectation,
    steps: Sequence[tuple[StochasticGame, tuple[MarkovEquilibrium, ...]]],
    start: NDArray[np.float64],
    periods: int,
    levels: NDArray[np.float64],
) -> Loop:
    chances, here = [], start
    for game, equilibria in steps:
        sign = 1 if expectation == "hope" else -1
        worth = [sign * float(here @ equilibrium.values.sum(axis=1)) for equilibrium in equilibria]
        moves = _moves(game, equilibria[int(np.argmax(np.round(worth, 12)))])
        here = here @ np.linalg.matrix_power(moves, periods)
        chances.append(here)
    return Loop(expectation, np.array(chances) @ levels, np.array(chances))


def _moves(game: StochasticGame, equilibrium: MarkovEquilibrium) -> NDArray[np.float64]:
    """Return the chances of the next state from each state where a pure equilibrium is played, (states, states)."""
    return np.stack([game.transitions[(state, *profile)] for state, profile in enumerate(equilibrium.choices)])
