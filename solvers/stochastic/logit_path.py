"""Paths of logit responses in stochastic games, many at once.

In a logit equilibrium of precision k every player plays, in every state, actions whose log-odds against its first
action are k times what they pay more, plus a bias. At precision 0 play is the bias; as the precision grows without end
the limits are Markov-perfect equilibria. From each bias a curve leads on, for almost all games and biases smooth and
without end (McKelvey and Palfrey 1995; for stochastic games Breitmoser, Tan and Zizzo 2010, Eibelshaeuser and Poensgen
2019). Bias 0 gives the principal branch; others may lead to other equilibria, and break the ties of a symmetric game,
whose principal branch bifurcates.

The curves are followed in the log-odds and the precision together, so that folds are no obstacle: a step along the
tangent, then Newton's method at right angles to it (Allgower and Georg 1990, chapters 2 and 6). All paths advance
together, each with its own step, and each ends after a bounded number of steps. Nothing is proven here: the ends are
candidates that `mixed_candidates` improves and the game measures.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ..n_player.indifference import solve_each
from .one_shot import OneShot

_FIRST_STEP = 0.1
_LEAST_STEP = 1e-6
_MOST_STEPS = 2000
_MOST_CORRECTIONS = 5
_CONVERGED = 1e-6
"""The length of a correction after which the next one would be of the order of its square."""

_MOST_ERROR = 0.1
"""The greatest first correction, of log-odds or the precision, with which a step is taken."""

_LEAST_COSINE = 0.9
"""Of the angle between the tangents before and after a step."""


class _Responses:
    """The equations of logit responses: log-odds less bias, less the precision times what the actions pay more.

    A point is the log-odds of each player's actions but the first in each state, and last the precision.
    """

    def __init__(self, one_shot: OneShot, biases: Floats) -> None:
        self._one_shot = one_shot
        self._biases = biases
        place = one_shot.place
        first = np.searchsorted(place, place)
        self._other = np.flatnonzero(np.arange(len(place)) != first)
        self._first = first[self._other]

    def profiles(self, points: Floats) -> Floats:
        """Return the profiles of points, shape (B, K)."""
        odds = np.zeros((len(points), len(self._one_shot.place)))
        odds[:, self._other] = points[:, :-1]
        starts, place = self._one_shot.starts, self._one_shot.place
        weights = np.exp(odds - np.maximum.reduceat(odds, starts, axis=1)[:, place])
        return weights / np.add.reduceat(weights, starts, axis=1)[:, place]

    def at(self, points: Floats, paths: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """Return the values of the equations (B, N) and their derivatives (B, N, N + 1) at points on these paths."""
        profiles, precision = self.profiles(points), points[:, -1:]
        pays, slopes = self._one_shot.at(profiles)
        gains = pays[:, self._other] - pays[:, self._first]
        chances = profiles[:, :, np.newaxis] * (
            np.eye(profiles.shape[1]) - self._one_shot.together * profiles[:, np.newaxis]
        )
        reaction = (slopes[:, self._other] - slopes[:, self._first]) @ chances[:, :, self._other]
        own = np.eye(len(self._other)) - precision[..., np.newaxis] * reaction
        values = points[:, :-1] - self._biases[paths] - precision * gains
        return values, np.concatenate([own, -gains[..., np.newaxis]], axis=2)


def follow_logit_paths(one_shot: OneShot, biases: Floats, target: float) -> tuple[Floats, Floats]:
    """Follow the path of each bias until it comes to the target precision, or just past it, or can go no further.

    Return the profiles at the ends, shape (B, K), and the precisions there, shape (B,).

    `biases` has shape (B, N): for each player, state and action but the first the log-odds at which the path begins.
    Precisions are per unit of the players' payoff ranges. Paths that do not reach the target are given too.
    """
    equations = _Responses(one_shot, biases)
    paths = np.arange(len(biases))
    points = np.concatenate([biases, np.zeros((len(biases), 1))], axis=1)
    upwards = np.broadcast_to(np.eye(points.shape[1])[-1], points.shape)
    ends = points.copy()
    steps = np.full(len(points), _FIRST_STEP)
    with np.errstate(all="ignore"):
        tangents = _tangents(equations, points, paths, upwards)
        for _ in range(_MOST_STEPS):
            if not len(paths):
                break
            left = np.where(tangents[:, -1] > 0, (target - points[:, -1]) / tangents[:, -1], np.inf)
            steps = np.minimum(steps, left)
            ahead, error = _corrected(equations, points + steps[:, np.newaxis] * tangents, paths, tangents)
            forward = _tangents(equations, ahead, paths, tangents)
            taken = (error <= _MOST_ERROR) & ((forward * tangents).sum(axis=1) >= _LEAST_COSINE)
            points = np.where(taken[:, np.newaxis], ahead, points)
            tangents = np.where(taken[:, np.newaxis], forward, tangents)
            growth = np.minimum(0.5 * np.sqrt(_MOST_ERROR / np.maximum(error, 1e-12)), 2)
            steps = steps * np.where(taken, growth, 0.5)
            arrived = points[:, -1] >= target * (1 - 1e-9)
            ends[paths] = points
            on = ~arrived & (steps >= _LEAST_STEP)
            paths, points, tangents, steps = paths[on], points[on], tangents[on], steps[on]
    return equations.profiles(ends), ends[:, -1]


def _tangents(equations: _Responses, points: Floats, paths: NDArray[np.intp], along: Floats) -> Floats:
    """Return the directions of the curves, of length 1, at acute angles with `along`; NaN where there is none."""
    slopes = equations.at(points, paths)[1]
    side = np.broadcast_to(np.eye(points.shape[1])[-1], points.shape)
    tangents = _bordered(slopes, along, side)
    return tangents / np.linalg.norm(tangents, axis=1, keepdims=True)


def _corrected(equations: _Responses, points: Floats, paths: NDArray[np.intp], fixed: Floats) -> tuple[Floats, Floats]:
    """Improve points by Newton's method at right angles to `fixed`; return the lengths of the first steps with them.

    The length is infinite where the method does not converge.
    """
    first = last = np.full(len(points), np.inf)
    for k in range(_MOST_CORRECTIONS):
        values, slopes = equations.at(points, paths)
        change = _bordered(slopes, fixed, np.concatenate([-values, np.zeros((len(points), 1))], axis=1))
        last = np.abs(change).max(axis=1)
        first = last if k == 0 else first
        points = points + change
        if (last <= _CONVERGED).all():
            break
    return points, np.where(last <= _CONVERGED, first, np.inf)


def _bordered(slopes: Floats, row: Floats, side: Floats) -> Floats:
    """Solve the equations with one row more, for each path."""
    matrices = np.concatenate([slopes, row[:, np.newaxis]], axis=1)
    return solve_each(matrices, side[..., np.newaxis])[..., 0]
