"""Newton's method for Markov-perfect equilibria with given supports, many at once.

A player's support in a state is the set of actions that it plays there. In an equilibrium the actions of a support pay
the same, the probabilities add up to 1, and actions outside have probability 0: as many equations as probabilities.
Newton's method solves them; where equilibria form a continuum, its steps are the shortest ones. What it finds has equal
payoffs on the supports, but need be no equilibrium: that is measured in the game.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .one_shot import Floats, OneShot

_MOST_STEPS = 25
_CONVERGED = 1e-13

_LEAST_PROBABILITY = -1e-9
"""Less than this is no rounding error."""

_ROUNDING = 1e-12
"""A probability of no more than this is taken for 0."""

Supports = NDArray[np.bool_]


def sharpened(one_shot: OneShot, profiles: Floats, supports: Supports) -> Floats:
    """Return the profiles to which Newton's method leads from these, with these supports; those that it loses are gone.

    `profiles` and `supports` have shape (B, K), in the coordinates of `one_shot`.
    """
    points = np.where(supports, profiles, 0)
    points = points / (points @ one_shot.together)
    under_way = np.arange(len(points))
    converged = np.zeros(len(points), dtype=bool)
    with np.errstate(all="ignore"):
        for _ in range(_MOST_STEPS):
            if not len(under_way):
                break
            change = _steps(one_shot, points[under_way], supports[under_way])
            points[under_way] += change
            length = np.abs(change).max(axis=1)
            converged[under_way[length < _CONVERGED]] = True
            under_way = under_way[(length >= _CONVERGED) & (length < 10)]
    converged &= points.min(axis=1) >= _LEAST_PROBABILITY
    positive = np.where(supports & (points > _ROUNDING), points, 0)[converged]
    return positive / (positive @ one_shot.together)


def _steps(one_shot: OneShot, points: Floats, supports: Supports) -> Floats:
    """Return the steps of Newton's method, shape (B, K)."""
    one_step = one_shot.at(points)
    rows = np.arange(len(points))[:, np.newaxis]
    compared = _first_of_block(one_shot, supports)
    is_first = compared == np.arange(points.shape[1])
    values = np.where(supports, one_step.pays - one_step.pays[rows, compared], points)
    values = np.where(is_first, points @ one_shot.together - 1, values)
    slopes = one_step.slopes - one_step.slopes[rows, compared]
    slopes = np.where(supports[..., np.newaxis], slopes, np.eye(points.shape[1]))
    slopes = np.where(is_first[..., np.newaxis], one_shot.together, slopes)
    usable = np.isfinite(slopes).all(axis=(1, 2)) & np.isfinite(values).all(axis=1)
    steps = np.full_like(points, np.inf)
    inverses = np.linalg.pinv(slopes[usable], rcond=1e-11)
    steps[usable] = -(inverses @ values[usable][..., np.newaxis])[..., 0]
    return steps


def _first_of_block(one_shot: OneShot, supports: Supports) -> NDArray[np.intp]:
    """Return for each coordinate the first one of its block that lies in the support."""
    numbers = np.where(supports, np.arange(supports.shape[1]), supports.shape[1])
    return np.minimum.reduceat(numbers, one_shot.starts, axis=1)[:, one_shot.place]
