"""The principal branch of logit responses, followed by continuation.

At precision 0 every player plays all its actions alike. From there a curve of logit equilibria leads on, for almost all
games smooth and without end (McKelvey and Palfrey 1995). It is followed as Turocy (2005) does, in the log-odds of each
action against the player's first one, so that a probability may become as small as it likes: a step along the tangent,
then Newton's method at right angles to it (Allgower and Georg 1990, chapters 2 and 6). The precision is one of the
unknowns, so folds are no obstacle.

The sign of the determinant of the equations' derivatives, with the tangent below them, never changes along a smooth
curve. Where a step changes it, the step has left the branch and is made again, shorter. Where even a short one changes
it, the branch bifurcates, and is followed straight on. Games with a symmetry have such points, and their symmetric
branch is followed so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from time import monotonic
from typing import Literal, NamedTuple

import numpy as np

from ....games.arrays import Floats
from ....games.normal_form import NormalFormGame, Profile
from ...deadline import tell
from ...n_player.indifference import block_starts, solve_each
from ...welfare import relative_payoffs

Scale = Literal["relative", "common"]
"""What a precision is for: shares of each player's payoff range, or all players' payoffs as they are given."""

FAR = 1e6
"""The precision, for the smallest payoff range, at which the branch is near enough to its end for that to be known."""

_LEAST_UNIT, _LEAST_SHARE = Fraction(1, 10**290), Fraction(1, 10**9)
"""The smallest unit of payoffs, and the smallest share of the largest range, for which the branch is followed."""

_ARRIVED = 1 - 1e-9
"""The share of a precision from which on it is reached."""

_FIRST_STEP = 0.1
_CROSSING_STEP = 1e-3
"""Bifurcations are crossed by steps of at most this length."""

_LEAST_STEP = 1e-6
_MOST_STEPS = 3000
_MOST_CORRECTIONS = 12

_MOST_ERROR = 0.05
"""The greatest first correction, of log-odds or the precision, with which a step is taken."""

_LEAST_COSINE = 0.9
"""Of the angle between the tangents before and after a step."""


@dataclass(frozen=True, eq=False)
class Branch:
    """The principal branch up to a precision: the profile there if it was `reached`, else where it was lost.

    `bifurcations` are the precisions at which it was crossed by other branches.
    """

    profile: Profile
    precision: float
    reached: bool
    bifurcations: tuple[float, ...]


class _Stop(NamedTuple):
    """Where a step of a walk ends: the point, the tangent there, and whether a bifurcation was crossed on the way."""

    point: Floats
    tangent: Floats
    crossed: bool


class LogitResponses:
    """The logit responses of a game as equations: the log-odds of actions less the precision times what they gain.

    A *point* is a vector: for each player the log-odds of each of its actions but the first against the first, and last
    the precision, in units of `_unit`. Payoffs are relative to each player's range, or, where the scale is common, to
    the largest range of all; precisions given and returned are then for payoffs as they stand in the game. A `bias`,
    log-odds of the same form, is added to what actions gain: it is where the branch begins.
    """

    def __init__(self, game: NormalFormGame, scale: Scale = "relative", bias: Floats | None = None) -> None:
        relative = relative_payoffs(game, game.exact)
        self._unit, self.far = 1.0, FAR
        if scale == "common":
            spreads = np.ptp(game.exact.reshape(game.n_players, -1), axis=1)
            most = max(*spreads, _LEAST_UNIT)
            least = max(min((spread for spread in spreads if spread), default=most), most * _LEAST_SHARE)
            relative *= (spreads / most).reshape(-1, *[1] * game.n_players)
            self._unit, self.far = float(most), float(Fraction(FAR) / least)
        self._tables = relative.astype(np.float64)
        starts = block_starts([m - 1 for m in game.shape])
        self._blocks = [slice(start, end) for start, end in pairwise(starts)]
        self._unknowns = int(starts[-1])
        self._bias = np.zeros(self._unknowns) if bias is None else bias
        self._precision_alone = np.eye(self._unknowns + 1)[-1]

    @np.errstate(all="ignore")
    def follow(self, target: float, deadline: float = np.inf) -> Branch:
        """Follow the branch to where it first has the target precision, or until a deadline on the monotonic clock."""
        return self._arrival(self._walk(target, deadline), target)

    @np.errstate(all="ignore")
    def follow_returns(self, target: float, deadline: float = np.inf) -> tuple[Branch, tuple[Profile, ...]]:
        """Follow the principal branch beyond the target, to `far`; also return where it comes to the target again."""
        walk = self._walk(target, deadline)
        branch = self._arrival(walk, target)
        return branch, tuple(self._returns(walk, target)) if branch.reached else ()

    def _arrival(self, walk: Iterator[_Stop], target: float) -> Branch:
        bifurcations: list[float] = []
        point = np.append(self._bias, 0.0)
        for point, tangent, crossed in walk:
            if crossed:
                bifurcations.append(float(point[-1]) / self._unit)
            if point[-1] >= target * self._unit * _ARRIVED:
                point, error = self._at_precision(point, tangent, target)
                return Branch(self._profile(point), target, error < _MOST_ERROR, tuple(bifurcations))
        return Branch(self._profile(point), float(point[-1]) / self._unit, False, tuple(bifurcations))

    def _returns(self, walk: Iterator[_Stop], target: float) -> Iterator[Profile]:
        """Go through the profiles at which the rest of a walk crosses the target precision."""
        beyond = True
        for point, tangent, _ in walk:
            if (point[-1] >= target * self._unit * _ARRIVED) != beyond:
                beyond = not beyond
                yield self._profile(self._at_precision(point, tangent, target)[0])
            if point[-1] >= self.far * self._unit:
                return

    def _walk(self, target: float, deadline: float = np.inf) -> Iterator[_Stop]:
        """Go along the principal branch, in steps of which one ends where it first comes to the target precision.

        A step, measured along the tangent, is taken if Newton's method begins near where it ends and converges, and if
        the orientation stays.
        """
        stop = target * self._unit
        point, step = np.append(self._bias, 0.0), _FIRST_STEP
        tangent, orientation = self._tangent(point, self._precision_alone)
        yield _Stop(point, tangent, False)
        for number in range(_MOST_STEPS):
            if monotonic() > deadline:
                return
            tell("steps of the path", number)
            if tangent[-1] > 0 and point[-1] < stop * _ARRIVED:
                step = min(step, (stop - point[-1]) / tangent[-1])
            ahead, error = self._corrected(point + step * tangent, tangent)
            forward, side = self._tangent(ahead, tangent) if error <= _MOST_ERROR else (-tangent, orientation)
            turned = forward @ tangent < _LEAST_COSINE
            if turned or (side != orientation and step > _CROSSING_STEP):
                if step < _LEAST_STEP:
                    return
                step *= 0.5
                continue
            crossed = side != orientation
            point, tangent, orientation = ahead, forward, side
            step *= min(0.5 * (_MOST_ERROR / max(error, 1e-12)) ** 0.5, 2)
            yield _Stop(point, tangent, crossed)

    def _at_precision(self, point: Floats, tangent: Floats, target: float) -> tuple[Floats, float]:
        """Move a point along the curve to a precision nearby; return it with the length of the first correction."""
        ahead = point + (target * self._unit - point[-1]) / tangent[-1] * tangent
        return self._corrected(ahead, self._precision_alone)

    def contraction(self, precision: float) -> float:
        """Return a bound q: responses to two profiles are at most q times as far apart as these are.

        Distance is the greatest, over players, of the total variation between their strategies. If every player j moves
        by at most d, a gain u_i(a) - u_i(b) moves by at most d times its range along j's axis, summed over j; and a
        logit response by at most a quarter of the precision times the most that a gain moves.
        """
        spreads = [0.0]
        for player, table in enumerate(self._tables):
            own = np.moveaxis(table, player, 0)
            gains = own[:, np.newaxis] - own
            spreads.append(sum(float(np.ptp(gains, axis=axis).max()) for axis in range(2, gains.ndim)))
        return precision * self._unit / 4 * max(spreads)

    def _profile(self, point: Floats) -> Profile:
        odds = [np.concatenate([[0.0], point[block]]) for block in self._blocks]
        weights = [np.exp(own - own.max()) for own in odds]
        return tuple(weight / weight.sum() for weight in weights)

    def _equations(self, point: Floats) -> tuple[Floats, Floats]:
        """Return the values of the equations (N,) and their derivatives by odds and precision (N, N + 1)."""
        profile, precision = self._profile(point), point[-1]
        gains = np.zeros(self._unknowns)
        slopes = np.eye(self._unknowns, self._unknowns + 1)
        for (first, second), pairs in self._pairs(profile).items():
            for i, j, against in ((first, second, pairs[first]), (second, first, pairs[second].T)):
                strategy, rows = profile[j], against[1:] - against[0]
                reply = rows @ strategy
                reaction = (rows[:, 1:] - reply[:, np.newaxis]) * strategy[1:]
                slopes[self._blocks[i], self._blocks[j]] = -precision * reaction
                gains[self._blocks[i]] = reply
        if len(profile) == 1:
            gains = self._tables[0, 1:] - self._tables[0, 0]
        slopes[:, -1] = -gains
        return point[:-1] - self._bias - precision * gains, slopes

    def _pairs(self, profile: Profile) -> dict[tuple[int, ...], Floats]:
        """Return for each pair of players what they and all others get, averaged over the strategies of the rest."""
        kept: dict[tuple[int, ...], Floats] = {(): self._tables}
        for axis in reversed(range(len(profile))):
            wider: dict[tuple[int, ...], Floats] = {}
            for axes, table in kept.items():
                if len(axes) + axis >= 2:  # else fewer than two would be kept in the end
                    wider[axes] = np.tensordot(table, profile[axis], axes=(axis + 1, 0))
                if len(axes) < 2:
                    wider[(axis, *axes)] = table
            kept = wider
        return {pair: table for pair, table in kept.items() if len(pair) == 2}

    def _tangent(self, point: Floats, along: Floats) -> tuple[Floats, float]:
        """Return the direction of the curve, at an acute angle with `along`, and its orientation: 1 or -1."""
        slopes = self._equations(point)[1]
        tangent = _solved(np.vstack([slopes, along]), np.eye(len(along))[-1])
        tangent = tangent / np.linalg.norm(tangent)
        return tangent, float(np.linalg.slogdet(np.vstack([slopes, tangent]))[0])

    def _corrected(self, point: Floats, fixed: Floats) -> tuple[Floats, float]:
        """Improve a point by Newton's method while `fixed` @ point stays; return it with the length of the first step.

        The length is infinite where the method does not converge.
        """
        first = last = np.inf
        for _ in range(_MOST_CORRECTIONS):
            values, slopes = self._equations(point)
            change = _solved(np.vstack([slopes, fixed]), np.append(-values, 0))
            length = float(np.abs(change).max())
            if not length < 0.5 * last:
                break
            first = length if np.isinf(first) else first
            point, last = point + change, length
            if length <= 1e-14 * (1 + point[-1]):
                break
        return point, first if last <= 1e-9 * (1 + point[-1]) else np.inf


def _solved(matrix: Floats, side: Floats) -> Floats:
    """Solve a linear system, with NaN where the matrix is singular."""
    return solve_each(matrix[np.newaxis], side[np.newaxis, :, np.newaxis])[0, :, 0]
