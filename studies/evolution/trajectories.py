"""Paths of shares over time, all starts at once, and how many orders they amount to.

Paths follow x' = velocity(x, Ax) by the classical Runge-Kutta method of fourth order with a fixed step, after which the
shares of each population are divided by their sum: rounding moves it from 1, and where the mean fitness is negative
that would grow. For each path the step is halved until that changes no share by more than the accuracy asked for; the
change is reported as the error. Where a dynamics jumps, as the best-reply dynamics does where strategies tie, the error
falls slowly or not at all, and may be left large.

Several populations are one for each player of a game. Members of each meet one of every other population, drawn by its
shares, and never one of their own. A strategy's fitness is its expected payoff, which is linear in the shares of each
other population; each population follows the same dynamics (Taylor 1979; Hofbauer and Sigmund 1998, chapters 10 and
11). All starts and populations make one system.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.errors import InputError, expect
from ...games.normal_form import NormalFormGame
from ...games.numbers import counted, read_floats, rounded
from ...games.text.shown import Shown
from ...solvers.evolution.dynamics import Dynamic, joint_fitness

FIRST_STEP = 1.0
"""In units of one over the spread of payoffs."""

MOST_STEPS = 50_000
"""The most steps along a path."""

Velocity = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""From states to velocities, one in each row."""

Tables = tuple[NDArray[np.float64], ...]
"""For each population its payoffs, own strategies first, then those of the others in their order."""

STUCK = 0.75
"""Halving the step should divide the error by 16; where it twice leaves more than this share of it, it is no help."""


@dataclass(frozen=True, eq=False, repr=False)
class Trajectories(Shown):
    """Shares over time.

    Attributes
    ----------
    times
        Shape (times,), from 0.
    shares
        Shape (starts, times, m); each row sums to 1.
    error
        Shape (starts,): the greatest change of a share when the time step was last halved; 0 where time goes in rounds.
    """

    times: NDArray[np.float64]
    shares: NDArray[np.float64]
    error: NDArray[np.float64]

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return f"{counted(self.shares.shape[-1])} shares at {counted(len(self.times))} times"

    @property
    def last(self) -> NDArray[np.float64]:
        """The shares at the end, shape (starts, m)."""
        return self.shares[:, -1]

    @property
    def effective(self) -> NDArray[np.float64]:
        """The effective number of strategies over time, shape (starts, times)."""
        return effective_number(self.shares)


@dataclass(frozen=True, eq=False, repr=False)
class JointTrajectories(Shown):
    """Shares of several populations over time.

    Attributes
    ----------
    times
        Shape (times,), from 0.
    shares
        For each population an array of shape (starts, times, m_i); each row sums to 1.
    error
        As in `Trajectories`.
    """

    times: NDArray[np.float64]
    shares: tuple[NDArray[np.float64], ...]
    error: NDArray[np.float64]

    @property
    def last(self) -> tuple[NDArray[np.float64], ...]:
        """The shares at the end: for each population an array of shape (starts, m_i)."""
        return tuple(own[:, -1] for own in self.shares)


def effective_number(shares: NDArray[Any]) -> NDArray[np.float64]:
    """Return exp(-sum x log x), along the last axis: 1 where one strategy has all, m where all have the same share.

    Examples
    --------
    >>> effective_number(np.array([[1, 0, 0, 0], [0.25, 0.25, 0.25, 0.25]])).round(12)
    array([1., 4.])
    """
    x = np.asarray(shares, dtype=np.float64)
    return np.exp(-np.where(x > 0, x * np.log(np.where(x > 0, x, 1)), 0).sum(axis=-1))


def followed(
    payoffs: NDArray[np.float64],
    start: NDArray[np.float64],
    dynamic: Dynamic,
    times: NDArray[np.float64],
    accuracy: float = 1e-8,
) -> Trajectories:
    """Follow a dynamics from all starts at once.

    Parameters
    ----------
    payoffs
        Shape (m, m), [own, opponent], or (starts, m, m), one game for each start.
    start
        Shape (starts, m).
    times
        Equally spaced, from 0.

    Raises
    ------
    InputError
        If payoffs differ by so much that the time would take too many steps, or the dynamics is too fast for any step.
    """

    def velocity(rows: NDArray[np.int_]) -> Velocity:
        if payoffs.ndim == 2:
            return lambda x: dynamic(x, x @ payoffs.T)
        tables = payoffs[rows]
        return lambda x: dynamic(x, np.matmul(tables, x[..., None])[..., 0])

    return Trajectories(times, *integrated(velocity, start, start.shape[1:], times, float(np.ptp(payoffs)), accuracy))


def integrated(
    velocity: Callable[[NDArray[np.int_]], Velocity],
    start: NDArray[np.float64],
    sizes: tuple[int, ...],
    times: NDArray[np.float64],
    spread: float,
    accuracy: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the states at all times, shape (starts, times, m), and the error of each path, shape (starts,).

    Parameters
    ----------
    velocity
        Gives the velocity of the states that started in some of the rows of `start`, from their numbers.
    start
        Shape (starts, m): shares of all populations, one population after the other.
    sizes
        How many strategies each population has; they add up to m.
    spread
        The greatest less the least payoff, by which the first step is chosen.
    """
    spread = spread or 1.0
    steps, most = int(np.ceil((times[1] - times[0]) * spread / FIRST_STEP)), MOST_STEPS // (len(times) - 1)
    if 2 * steps > most:
        raise InputError(
            f"payoffs that differ by {rounded(spread)} are too fast to be followed up to time {rounded(times[-1])}"
        )
    rows = np.arange(len(start))
    with np.errstate(all="ignore"):
        shares = _run(velocity(rows), start, sizes, times, steps)
        error, stuck = np.full(len(start), np.inf), np.zeros(len(start))
        while len(rows) and 2 * steps <= most:
            steps *= 2
            fine = _run(velocity(rows), start[rows], sizes, times, steps)
            change = np.abs(fine - shares[rows]).max(axis=(1, 2))
            stuck[rows] += change > STUCK * error[rows]
            shares[rows], error[rows] = fine, change
            rows = rows[~(change <= accuracy) & (stuck[rows] < 2)]
    if not np.isfinite(shares).all():
        raise InputError("the dynamics is too fast for any time step: scale the payoffs down")
    return shares, error


def _run(
    velocity: Velocity, start: NDArray[np.float64], sizes: tuple[int, ...], times: NDArray[np.float64], steps: int
) -> NDArray[np.float64]:
    """Return the states at each of the times, shape (starts, times, m), with so many steps in between."""
    h = (times[1] - times[0]) / steps
    x, states = start, [start]
    for _ in times[1:]:
        for _ in range(steps):
            a = velocity(x)
            b = velocity(x + h / 2 * a)
            c = velocity(x + h / 2 * b)
            d = velocity(x + h * c)
            x = _normalised(x + h / 6 * (a + 2 * b + 2 * c + d), sizes)
        states.append(x)
    return np.stack(states, axis=1)


def _normalised(states: NDArray[np.float64], sizes: tuple[int, ...]) -> NDArray[np.float64]:
    firsts = np.cumsum((0, *sizes[:-1]))
    return states / np.repeat(np.add.reduceat(states, firsts, axis=-1), sizes, axis=-1)


def checked_starts(payoffs: NDArray[np.float64], start: ArrayLike | None) -> NDArray[np.float64]:
    """Return the starts of one population, one in each row.

    Raises
    ------
    ValueError
        If payoffs are no square matrices, or the starts no shares.
    """
    if payoffs.ndim not in (2, 3) or payoffs.shape[-2] != payoffs.shape[-1] or not np.isfinite(payoffs).all():
        raise ValueError(f"a matrix [own, opponent] must be square and finite, got shape {payoffs.shape}")
    m = payoffs.shape[-1]
    if start is None:
        raise ValueError(f"a matrix needs a start: {m} shares that sum to 1")
    shares = np.atleast_2d(read_floats("a start", start))
    sound = shares.ndim == 2 and shares.shape[1] == m and bool((shares >= 0).all())
    if not sound or not np.allclose(shares.sum(axis=1), 1, rtol=0, atol=1e-9):
        raise ValueError(f"a start must have {m} shares from 0 that sum to 1, got {np.asarray(start).tolist()}")
    return np.broadcast_to(shares, (len(payoffs) if payoffs.ndim == 3 else len(shares), m))


def several_populations(game: object) -> TypeGuard[NormalFormGame | tuple[ArrayLike, ArrayLike]]:
    """Tell whether this is a game with a population for each player: a normal form, or a tuple of matrices."""
    return isinstance(game, NormalFormGame) or (isinstance(game, tuple) and any(np.ndim(part) == 2 for part in game))


def payoff_tables(game: NormalFormGame | tuple[ArrayLike, ArrayLike]) -> Tables:
    """Return the payoffs of each population of a game, or of a pair of matrices [own, opponent].

    Raises
    ------
    ValueError
        If the matrices of a pair are not finite, or not of shapes (m, k) and (k, m).
    """
    if isinstance(game, NormalFormGame):
        return tuple(np.moveaxis(own, player, 0) for player, own in enumerate(game.payoffs))
    expect(game, Iterable, "a matrix, or one for each population")
    tables = tuple(read_floats("a matrix", table) for table in game)
    shapes = [table.shape for table in tables]
    if len(shapes) != 2 or len(shapes[0]) != 2 or shapes[1] != shapes[0][::-1] or 0 in shapes[0]:
        given = " and ".join(map(str, shapes))
        raise ValueError(f"a pair of matrices [own, opponent] must have shapes (m, k) and (k, m), got {given}")
    if not all(np.isfinite(table).all() for table in tables):
        raise ValueError("a pair of matrices [own, opponent] must be finite")
    return tables


def joint_start(tables: Tables, start: Sequence[ArrayLike] | None) -> NDArray[np.float64]:
    """Return the starts, one in each row, the populations one after the other.

    Raises
    ------
    ValueError
        If the start is not one array of shares for each population, all for the same number of starts.
    """
    sizes = tuple(len(table) for table in tables)
    if start is None or len(start) != len(sizes):
        raise ValueError(f"a start must have shares of each of {len(sizes)} populations, got {start}")
    parts = [np.atleast_2d(np.asarray(part, dtype=np.float64)) for part in start]
    if len({len(part) for part in parts}) > 1 or tuple(part.shape[1:] for part in parts) != tuple((m,) for m in sizes):
        shapes = ", ".join(str(part.shape) for part in parts)
        raise ValueError(f"a start must have {sizes} shares of the populations, in each of its rows, got {shapes}")
    if not all((part >= 0).all() and np.allclose(part.sum(axis=1), 1, rtol=0, atol=1e-9) for part in parts):
        raise ValueError("the shares of each population at the start must be from 0 and sum to 1")
    return np.concatenate(parts, axis=1)


def followed_jointly(
    tables: Tables, start: NDArray[np.float64], dynamic: Dynamic, times: NDArray[np.float64], accuracy: float = 1e-8
) -> JointTrajectories:
    """Follow a dynamics from all starts, rows of the shares of all populations, at once; errors as in `followed`."""
    sizes = tuple(len(table) for table in tables)
    cuts = np.cumsum(sizes)[:-1]

    def velocity(x: NDArray[np.float64]) -> NDArray[np.float64]:
        parts = np.split(x, cuts, axis=1)
        return np.concatenate(
            [dynamic(x_i, f_i) for x_i, f_i in zip(parts, joint_fitness(tables, parts), strict=True)], axis=1
        )

    spread = max(float(np.ptp(table)) for table in tables)
    shares, error = integrated(lambda _: velocity, start, sizes, times, spread, accuracy)
    return JointTrajectories(times, tuple(np.split(shares, cuts, axis=2)), error)
