"""The stochastic game of a scenario whose arena has a course: a state for each value of the parameter that moves."""

from __future__ import annotations

import numpy as np

from ...games.arena import ArenaGame, transitions
from ...games.errors import InputError
from ...games.repeated.repetition import Repetition
from ...games.scenario.scenario import Scenario
from ...games.stochastic.course import Course
from ...games.stochastic.stochastic_game import StochasticGame


def course_of(scenario: Scenario) -> Course | None:
    """Return how the state of the scenario's arena moves; None where nothing moves."""
    return scenario.game.arena.course if isinstance(scenario.game, ArenaGame) else None


def moving_arena(scenario: Scenario) -> tuple[ArenaGame, Course]:
    """Return the arena with its parameters, and how its state moves; an InputError if nothing moves in this arena."""
    course = course_of(scenario)
    if course is None or not isinstance(scenario.game, ArenaGame):
        raise InputError("nothing moves in this game: only an arena with a course has a state")
    return scenario.game, course


def moving_game(scenario: Scenario) -> StochasticGame:
    """Return the stochastic game of a scenario, at the discount of its `[repeated]` section.

    The payoffs of a state are those of the arena with the moving parameter at the value of that state; what the
    scenario says of this parameter is where it starts.

    Raises
    ------
    InputError
        If nothing moves in this arena, an actor is of uncertain type, or the parameters give chances outside 0 to 1.
    """
    game, course = moving_arena(scenario)
    if scenario.incomplete:
        raise InputError("types that are drawn once make no stochastic game here: give each actor orders, not types")
    payoffs = np.stack([scenario.replace({course.parameter: value}).payoffs() for _, value in course.states])
    return StochasticGame(
        payoffs,
        transitions(game.arena, course, game.parameters),
        (scenario.repeated or Repetition()).discount,
        scenario.players,
        [name for name, _ in course.states],
        scenario.actions,
    )


def start_of(scenario: Scenario) -> int:
    """Return the number of the state in which a scenario starts.

    Raises
    ------
    InputError
        If nothing moves in this arena, or the parameter that moves has a value that is no state's.
    """
    game, course = moving_arena(scenario)
    value = game.parameters[course.parameter]
    numbers = [known for _, known in course.states]
    if value not in numbers:
        states = ", ".join(f"{known} ({name})" for name, known in course.states)
        raise InputError(f"{course.parameter} is the state of this game: expected one of {states}, got {value}")
    return numbers.index(value)
