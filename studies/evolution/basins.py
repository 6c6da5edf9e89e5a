"""Basins: how much of the simplex is drawn to each of the states at which a population may end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.normal_form import NormalFormGame, Profile
from ...solvers.evolution.dynamics import Dynamic
from .joint_trajectories import followed_jointly, payoff_tables
from .trajectories import followed

STARTS = 400
"""Starting points by which basins are measured, unless told otherwise."""

NEAR = 1e-3
"""A path that ends with all shares this close to an attractor belongs to its basin."""


@dataclass(frozen=True)
class BasinShare:
    """The share of starting points whose paths end at an attractor, with its sampling error.

    `attractor` is its number, or None for the paths that end at none of them within the time.
    """

    attractor: int | None
    share: float
    standard_error: float


def basins(
    game: NDArray[np.float64] | NormalFormGame | tuple[ArrayLike, ArrayLike],
    attractors: NDArray[np.float64] | Sequence[Profile],
    dynamic: Dynamic,
    *,
    starts: int = STARTS,
    time: float = 400.0,
    seed: int = 0,
) -> tuple[BasinShare, ...]:
    """Return how much of the simplex is drawn to each attractor, by paths from points drawn uniformly from it.

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
    tuple of BasinShare
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
) -> tuple[BasinShare, ...]:
    """Count the paths that end at each attractor, and those that end at none."""
    starts, sure = len(last), error <= NEAR
    counts = [int((sure & (np.abs(last - attractor).max(axis=1) <= NEAR)).sum()) for attractor in attractors]
    numbers: list[int | None] = [*range(len(counts))]
    if sum(counts) < starts:
        numbers, counts = [*numbers, None], [*counts, starts - sum(counts)]
    shares = [count / starts for count in counts]
    return tuple(BasinShare(k, p, float(np.sqrt(p * (1 - p) / starts))) for k, p in zip(numbers, shares, strict=True))
