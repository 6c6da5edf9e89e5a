"""The course of games of one population or several: paths from given starts, and basins of what they may end at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame, Profile, read_fraction
from ...games.orders import ORDER_NAMES
from ...games.population import MAGNET, ORDER_CONTEST, PopulationGame, order_contest_payoffs
from ...games.scenario.scenario import Scenario
from ...solvers.evolution.dynamics import Dynamic, replicator, replicator_mutator
from .adoption import TENTHS, adoption_rounds
from .joint_trajectories import JointTrajectories, followed_jointly, joint_start, payoff_tables, several_populations
from .trajectories import Trajectories, followed

STARTS = 400
"""Starting points by which basins are measured, unless told otherwise."""

NEAR = 1e-3
"""A path that ends with all shares this close to an attractor belongs to its basin."""


@dataclass(frozen=True, eq=False)
class Contest:
    """An order contest in numbers: payoffs [own, other] of shape (4, 4), shares at the start, the rate of mutation."""

    payoffs: NDArray[np.float64]
    start: NDArray[np.float64]
    mutation: float


@dataclass(frozen=True)
class BasinOfAttraction:
    """The share of starting points whose paths end at an attractor, with its sampling error.

    `attractor` is its number, or None for the paths that end at none of them within the time.
    """

    attractor: int | None
    share: float
    standard_error: float


def contest_of(scenario: Scenario) -> Contest:
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
        raise InputError(f"mutation must be a rate from 0 to 1, got {mutation:g}")
    start = np.array([game.mix[order] for order in ORDER_NAMES], dtype=np.float64)
    return Contest(order_contest_payoffs(game.parameters, scenario.value_matrix()), start, mutation)


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
    game: Scenario | ArrayLike,
    start: ArrayLike | None = None,
    dynamic: Dynamic | None = None,
    *,
    time: float = 200.0,
    points: int = 101,
) -> Trajectories: ...
def evolve(
    game: Any,
    start: Any = None,
    dynamic: Dynamic | None = None,
    *,
    time: float = 200.0,
    points: int = 101,
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
    if not 0 < time < np.inf or points < 2:
        raise ValueError(f"a course needs a time above 0 and at least 2 points, got {time} and {points}")
    times = np.linspace(0, time, points)
    if several_populations(game):
        tables = payoff_tables(game)
        return followed_jointly(tables, joint_start(tables, start), dynamic or replicator, times)
    if not isinstance(game, Scenario):
        payoffs = _payoffs(game)
        return followed(payoffs, _checked(payoffs, start), dynamic or replicator, times)
    if isinstance(game.game, PopulationGame) and game.game.arena is MAGNET:
        return adoption_rounds(game, _joined(start), points - 1)
    contest = contest_of(game)
    first = _checked(contest.payoffs, contest.start if start is None else start)
    return followed(contest.payoffs, first, dynamic or replicator_mutator(contest.mutation), times)


def basins(
    game: NDArray[np.float64] | NormalFormGame | tuple[ArrayLike, ArrayLike],
    attractors: NDArray[np.float64] | Sequence[Profile],
    dynamic: Dynamic,
    *,
    starts: int = STARTS,
    time: float = 400.0,
    seed: int = 0,
) -> tuple[BasinOfAttraction, ...]:
    """Return how much of the simplex is drawn to each attractor, by paths from points drawn uniformly from it.

    The dynamics are of populations; how likely players' best replies lead to a strict equilibrium tells the concept
    `Basin`.

    Parameters
    ----------
    game
        One population: shape (m, m), [own, opponent]. Several: a game or a tuple of two matrices, as in `evolve`; a
        point is drawn for each population.
    attractors
        Shape (k, m); for several populations k profiles.
    starts, time
        How many paths are followed, and how long; long means many times one over the spread of payoffs.
    seed
        Determines the starting points.

    Returns
    -------
    tuple of BasinOfAttraction
        One for each attractor, in their order, and one for the rest where any path ends elsewhere.
    """
    rng, times = np.random.default_rng(seed), np.array([0.0, time])
    if isinstance(game, np.ndarray):
        course = followed(game, rng.dirichlet(np.ones(len(game)), starts), dynamic, times, accuracy=NEAR / 10)
        return _arrived(course.last, course.error, attractors)
    tables = payoff_tables(game)
    first = np.hstack([rng.dirichlet(np.ones(len(table)), starts) for table in tables])
    joint = followed_jointly(tables, first, dynamic, times, accuracy=NEAR / 10)
    return _arrived(np.hstack(joint.last), joint.error, [np.concatenate([*profile]) for profile in attractors])


def _arrived(
    last: NDArray[np.float64], error: NDArray[np.float64], attractors: Iterable[Any]
) -> tuple[BasinOfAttraction, ...]:
    """Count the paths that end at each attractor, and those that end at none."""
    starts, sure = len(last), error <= NEAR
    counts = [int((sure & (np.abs(last - attractor).max(axis=1) <= NEAR)).sum()) for attractor in attractors]
    numbers: list[int | None] = [*range(len(counts))]
    if sum(counts) < starts:
        numbers, counts = [*numbers, None], [*counts, starts - sum(counts)]
    shares = [count / starts for count in counts]
    errors = [float(np.sqrt(p * (1 - p) / starts)) for p in shares]
    return tuple(map(BasinOfAttraction, numbers, shares, errors))


def _joined(start: ArrayLike | None) -> Sequence[Fraction]:
    if start is None:
        return TENTHS
    shares = [read_fraction(share) for share in np.atleast_1d(np.asarray(start))]
    if not all(0 <= share <= 1 for share in shares):
        raise ValueError(f"a start is the share that has joined, from 0 to 1, got {start}")
    return shares


def _payoffs(game: ArrayLike) -> NDArray[np.float64]:
    """Return a matrix, or an array of matrices; a list of matrices could as well be meant as several populations."""
    payoffs = np.asarray(game, dtype=np.float64)
    if payoffs.ndim > 2 and not isinstance(game, np.ndarray):
        raise ValueError("a list of matrices may mean two things: give a tuple of two for two populations, or an array")
    return payoffs


def _checked(payoffs: NDArray[np.float64], start: ArrayLike | None) -> NDArray[np.float64]:
    """Return the starts, one in each row."""
    if payoffs.ndim not in (2, 3) or payoffs.shape[-2] != payoffs.shape[-1] or not np.isfinite(payoffs).all():
        raise ValueError(f"a matrix [own, opponent] must be square and finite, got shape {payoffs.shape}")
    m = payoffs.shape[-1]
    if start is None:
        raise ValueError(f"a matrix needs a start: {m} shares that sum to 1")
    shares = np.atleast_2d(np.asarray(start, dtype=np.float64))
    sound = shares.ndim == 2 and shares.shape[1] == m and bool((shares >= 0).all())
    if not sound or not np.allclose(shares.sum(axis=1), 1, rtol=0, atol=1e-9):
        raise ValueError(f"a start must have {m} shares from 0 that sum to 1, got {np.asarray(start).tolist()}")
    return np.broadcast_to(shares, (len(payoffs) if payoffs.ndim == 3 else len(shares), m))
