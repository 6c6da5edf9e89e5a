"""The course of games of one population or several, from given starts."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from os import PathLike
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike

from ...games.errors import expect, unexpected, whole_number
from ...games.normal_form import NormalFormGame
from ...games.numbers import read_floats
from ...games.scenario.given import scenario_of
from ...games.scenario.scenario import Scenario
from ...solvers.evolution.dynamics import Dynamic, replicator
from .populations import population_path
from .trajectories import (
    JointTrajectories,
    Trajectories,
    checked_starts,
    followed,
    followed_jointly,
    joint_start,
    payoff_tables,
    several_populations,
)


@overload
def evolve(
    game: NormalFormGame | tuple[ArrayLike, ArrayLike],
    start: Sequence[ArrayLike],
    dynamic: Dynamic | None = None,
    *,
    time: float = 200.0,
    points: int = 101,
) -> JointTrajectories: ...
@overload
def evolve(
    game: Scenario | str | PathLike[str] | ArrayLike,
    start: ArrayLike | None = None,
    dynamic: Dynamic | None = None,
    *,
    time: float = 200.0,
    points: int = 101,
) -> Trajectories: ...
def evolve(
    game: Any, start: Any = None, dynamic: Dynamic | None = None, *, time: float = 200.0, points: int = 101
) -> Trajectories | JointTrajectories:
    """Follow the shares of a population, or of several, over time.

    Parameters
    ----------
    game
        One population: a scenario of kind `order_contest` or `magnet`, or a matrix [own, opponent] of shape (m, m), or
        an array of shape (starts, m, m) with one game for each start. A population for each player: a game, or a tuple
        of two matrices [own, opponent] of shapes (m, k) and (k, m). A symmetric game of two players is played by one
        population as `one_population(game)`.
    start
        Shares at the beginning, shape (m,) or (starts, m); a scenario has its own. For several populations one such
        array for each, of shape (m_i,) or (starts, m_i). For a magnet the share that has joined, or several of them; 0,
        0.1, .., 1 where left out.
    dynamic
        A function of shares and fitness such as `replicator`, `logit(2)` or `best_reply` of
        `solvers.evolution.dynamics`, which each population follows. The replicator dynamics where left out, for a
        scenario with its mutation. A magnet goes by rounds instead.
    time, points
        The course is given at so many times from 0 to `time`; for a magnet at the rounds from 0 to `points` - 1.

    Returns
    -------
    Trajectories or JointTrajectories
        `.times`, `.shares`, `.last`, `.error`. For one population `.shares` has shape (starts, times, m), and there is
        the `.effective` number of strategies; the order of the strategies is that of the matrix, of the orders, or
        (joined, apart). For several populations `.shares` and `.last` are tuples with an array for each.

    Raises
    ------
    ValueError
        If payoffs or shares have not these shapes, shares do not sum to 1, or time and points give no course.
    InputError
        If the scenario is no population game, or the dynamics too fast to be followed.

    Notes
    -----
    Deterministic. See `studies.evolution.trajectories` for the method and its error.

    Examples
    --------
    >>> course = evolve([[-1, 2], [0, 1]], [0.9, 0.1], time=40)
    >>> course.last.round(6), course.error < 1e-8
    (array([[0.5, 0.5]]), array([ True]))

    Two populations of hawks and doves: each comes to consist of one of them.

    >>> course = evolve(NormalFormGame.symmetric([[-1, 2], [0, 1]]), ([0.6, 0.4], [0.5, 0.5]), time=40)
    >>> [own.round(6).tolist() for own in course.last]
    [[[1.0, 0.0]], [[0.0, 1.0]]]
    """
    expect(time, Real, "a time as a number")
    points = whole_number("points", points)
    if dynamic is not None and not callable(dynamic):
        raise unexpected(dynamic, "a dynamic, which is a function of shares and fitness")
    if not 0 < time < np.inf or points < 2:
        raise ValueError(f"a course needs a time above 0 and at least 2 points, got {time} and {points}")
    times = np.linspace(0, time, points)
    game = scenario_of(game) if isinstance(game, str | PathLike | Scenario) else game
    if several_populations(game):
        tables = payoff_tables(game)
        return followed_jointly(tables, joint_start(tables, start), dynamic or replicator, times)
    if not isinstance(game, Scenario):
        payoffs = read_floats("a matrix", game)
        if payoffs.ndim > 2 and not isinstance(game, np.ndarray):
            raise ValueError(
                "a list of matrices may mean two things: give a tuple of two for two populations, or an array"
            )
        return followed(payoffs, checked_starts(payoffs, start), dynamic or replicator, times)
    return population_path(game, start, dynamic, times)
