"""The course of a population game: paths from given starts, and the basins of attraction of what they may end at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.errors import InputError
from ...games.normal_form import read_fraction
from ...games.orders import ORDER_NAMES
from ...games.population import MAGNET, ORDER_CONTEST, PopulationGame, order_contest_payoffs
from ...games.scenario import Scenario
from ...solvers.evolution.dynamics import Dynamic, replicator, replicator_mutator
from .adoption import TENTHS, adoption_rounds
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
class Basin:
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


def evolve(
    game: Scenario | ArrayLike,
    start: ArrayLike | None = None,
    dynamic: Dynamic | None = None,
    *,
    time: float = 200.0,
    points: int = 101,
) -> Trajectories:
    """Follow the shares of a population over time.

    Parameters
    ----------
    game
        A scenario of kind `order_contest` or `magnet`, or a matrix [own, opponent] of shape (m, m), or (starts, m, m)
        with one game for each start.
    start
        Shares at the beginning, shape (m,) or (starts, m); a scenario has its own. For a magnet the share that has
        joined, or several of them; 0, 0.1, .., 1 where left out.
    dynamic
        A function of shares and fitness such as `replicator`, `logit(2)` or `best_reply` of `solvers.dynamics`. The
        replicator dynamics where left out, for a scenario with its mutation. A magnet goes by rounds instead.
    time, points
        The course is given at so many times from 0 to `time`; for a magnet at the rounds from 0 to `points` - 1.

    Returns
    -------
    Trajectories
        `.times`, `.shares` of shape (starts, times, m), `.effective` number of strategies, `.last`, `.error`. The order
        of the strategies is that of the matrix, of the orders, or (joined, apart).

    Raises
    ------
    ValueError
        If payoffs or shares have not these shapes, shares do not sum to 1, or time and points give no course.
    InputError
        If the scenario is no population game.

    Notes
    -----
    Deterministic. See `studies.trajectories` for the method and its error.

    Examples
    --------
    >>> course = evolve([[-1, 2], [0, 1]], [0.9, 0.1], time=40)
    >>> course.last.round(6), course.error < 1e-8
    (array([[0.5, 0.5]]), array([ True]))
    """
    if not 0 < time < np.inf or points < 2:
        raise ValueError(f"a course needs a time above 0 and at least 2 points, got {time} and {points}")
    times = np.linspace(0, time, points)
    if not isinstance(game, Scenario):
        payoffs = np.asarray(game, dtype=np.float64)
        return followed(payoffs, _checked(payoffs, start), dynamic or replicator, times)
    if isinstance(game.game, PopulationGame) and game.game.arena is MAGNET:
        return adoption_rounds(game, _joined(start), points - 1)
    contest = contest_of(game)
    first = _checked(contest.payoffs, contest.start if start is None else start)
    return followed(contest.payoffs, first, dynamic or replicator_mutator(contest.mutation), times)


def basins(
    payoffs: NDArray[np.float64],
    attractors: NDArray[np.float64],
    dynamic: Dynamic,
    *,
    starts: int = STARTS,
    time: float = 400.0,
    seed: int = 0,
) -> tuple[Basin, ...]:
    """Return how much of the simplex is drawn to each attractor, by paths from points drawn uniformly from it.

    Parameters
    ----------
    payoffs
        Shape (m, m), [own, opponent].
    attractors
        Shape (k, m).

    Returns
    -------
    tuple of Basin
        One for each attractor, in their order, and one for the rest where any path ends elsewhere.
    """
    first = np.random.default_rng(seed).dirichlet(np.ones(len(payoffs)), starts)
    course = followed(payoffs, first, dynamic, np.array([0.0, time]), accuracy=NEAR / 10)
    near = (np.abs(course.last[:, None] - attractors).max(axis=-1) <= NEAR) & (course.error <= NEAR)[:, None]
    numbers: list[int | None] = [*range(len(attractors))]
    counts = [int(count) for count in near.sum(axis=0)]
    if sum(counts) < starts:
        numbers, counts = [*numbers, None], [*counts, starts - sum(counts)]
    shares = [count / starts for count in counts]
    return tuple(Basin(k, p, float(np.sqrt(p * (1 - p) / starts))) for k, p in zip(numbers, shares, strict=True))


def _joined(start: ArrayLike | None) -> Sequence[Fraction]:
    if start is None:
        return TENTHS
    shares = [read_fraction(share) for share in np.atleast_1d(np.asarray(start))]
    if not all(0 <= share <= 1 for share in shares):
        raise ValueError(f"a start is the share that has joined, from 0 to 1, got {start}")
    return shares


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
