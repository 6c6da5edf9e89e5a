"""Basins: how many of the starts drawn uniformly at random lead to each of the states at which a population may end.

Where the ends are known beforehand, as the stable rest points of the replicator dynamics are, the paths are counted
that lead to each. Where they are not, as under the logit dynamics, they are found: wherever a path has come to rest. An
end that draws very few starts may be missed then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.errors import whole_number
from ...games.normal_form import NormalFormGame, Profile
from ...solvers.evolution.dynamics import Dynamic
from ...solvers.evolution.rest_points import RestPoint
from .trajectories import followed, followed_jointly, payoff_tables

BASIN_STARTS = 400
"""Starting points by which basins are measured, unless told otherwise."""

REACHED = 1e-3
"""A path that ends with all shares this close to an attractor belongs to its basin."""

AT_REST = 1e-4
"""A path whose shares change less than this over the second half of the time has come to rest."""

PopulationPayoffs = NDArray[np.float64] | NormalFormGame | tuple[ArrayLike, ArrayLike]
"""One population: shape (m, m), [own, opponent]. Several: a game or a tuple of two matrices, as in `evolve`."""

State = tuple[NDArray[np.float64], ...]
"""For each population the share of each strategy."""


@dataclass(frozen=True)
class BasinShare:
    """The share of starting points whose paths end at an attractor, with its sampling error.

    `attractor` is its number, or None for the paths that end at none of them within the time.
    """

    attractor: int | None
    share: float
    standard_error: float


@dataclass(frozen=True, eq=False)
class End:
    """A state that paths lead to, and the share of all starts that it draws, with the sampling error of that share.

    Where `state` is None these are the starts whose paths end at none of the others: they come to `rest` elsewhere, or
    are still on their way, or go round.
    """

    state: State | None
    rest: bool
    share: float
    standard_error: float


def basins(
    game: PopulationPayoffs,
    attractors: NDArray[np.float64] | Sequence[Profile],
    dynamic: Dynamic,
    *,
    starts: int = BASIN_STARTS,
    time: float = 400.0,
    seed: int = 0,
) -> tuple[BasinShare, ...]:
    """Return how much of the simplex is drawn to each attractor, by paths from points drawn uniformly from it.

    Parameters
    ----------
    game
        Of several populations each has a point drawn for it.
    attractors
        Shape (k, m); for several populations k profiles.
    dynamic
        How the shares move, such as `replicator`.
    starts, time
        How many paths are followed, and how long; long means many times one over the spread of payoffs.
    seed
        Determines the starting points.

    Returns
    -------
    tuple of BasinShare
        One for each attractor, in their order, and one for the rest where any path ends elsewhere.
    """
    paths, error = _paths(game, dynamic, starts, np.array([0.0, time]), seed)
    states: Iterable[Any] = attractors if isinstance(game, np.ndarray) else map(np.concatenate, attractors)
    counts = _drawn(paths[:, -1], error, states).sum(axis=1).tolist()
    numbers: list[int | None] = [*range(len(counts))]
    if sum(counts) < starts:
        numbers, counts = [*numbers, None], [*counts, starts - sum(counts)]
    return tuple(BasinShare(k, *_sampled(count, starts)) for k, count in zip(numbers, counts, strict=True))


def ends(
    game: NDArray[np.float64] | NormalFormGame,
    dynamic: Dynamic,
    seed: int,
    time: float,
    known: Sequence[State] | None = None,
) -> tuple[End, ...]:
    """Measure how many of `BASIN_STARTS` starts lead to each end; game, time and seed as in `basins`.

    Parameters
    ----------
    known
        The ends; found where left out.

    Returns
    -------
    tuple of End
        Those that were known, in their order, or else those that were found, the largest first; last the starts that
        lead elsewhere, if any do.
    """
    paths, error = _paths(game, dynamic, BASIN_STARTS, np.array([0, time / 2, time]), seed)
    last = paths[:, 2]
    resting = (error <= REACHED) & (np.abs(last - paths[:, 1]).max(axis=1) <= AT_REST)
    states = _distinct(last[resting]) if known is None else [np.concatenate(state) for state in known]
    drawn = _drawn(last, error, states)
    cuts = np.cumsum([len(game)] if isinstance(game, np.ndarray) else game.shape)[:-1]
    counted = [_end(tuple(np.split(state, cuts)), True, own) for state, own in zip(states, drawn, strict=True)]
    if known is None:
        counted.sort(key=lambda end: -end.share)
    elsewhere = ~drawn.any(axis=0)
    others = [_end(None, rest, elsewhere & (resting == rest)) for rest in (True, False)]
    return (*counted, *(end for end in others if end.share > 0))


def state_of(point: RestPoint) -> State:
    """Return the shares of a rest point, for each population an array."""
    return point.shares if isinstance(point.shares, tuple) else (point.shares,)


def _paths(
    game: PopulationPayoffs, dynamic: Dynamic, starts: int, times: NDArray[np.float64], seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the states at all times, the populations one after the other, and the error of each path."""
    rng = np.random.default_rng(whole_number("seed", seed, 0))
    tables = (game,) if isinstance(game, np.ndarray) else payoff_tables(game)
    first = np.hstack([rng.dirichlet(np.ones(len(table)), starts) for table in tables])
    if isinstance(game, np.ndarray):
        course = followed(game, first, dynamic, times, accuracy=REACHED / 10)
        return course.shares, course.error
    joint = followed_jointly(tables, first, dynamic, times, accuracy=REACHED / 10)
    return np.concatenate(joint.shares, axis=-1), joint.error


def _drawn(last: NDArray[np.float64], error: NDArray[np.float64], states: Iterable[Any]) -> NDArray[np.bool_]:
    """Tell of each path whether it ends at each state for sure, shape (states, starts)."""
    near = [np.abs(last - state).max(axis=1) <= REACHED for state in states]
    return np.array(near, dtype=bool).reshape(-1, len(last)) & (error <= REACHED)


def _end(state: State | None, rest: bool, drawn: NDArray[np.bool_]) -> End:
    return End(state, rest, *_sampled(int(drawn.sum()), len(drawn)))


def _sampled(count: int, starts: int) -> tuple[float, float]:
    """Return a share of the starts, and its standard error."""
    share = count / starts
    return share, float(np.sqrt(share * (1 - share) / starts))


def _distinct(states: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return one of each group of states that are near one another."""
    distinct: list[NDArray[np.float64]] = []
    for state in states:
        if all(np.abs(state - other).max() > REACHED for other in distinct):
            distinct.append(state)
    return distinct
