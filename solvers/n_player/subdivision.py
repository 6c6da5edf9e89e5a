"""All strategies that solve an indifference system, by subdividing the simplices they are in.

The equations are linear in each player's strategy, so on a product of simplices, one for each player, their values
lie between those at the combinations of corners: where the latter have one sign there is no solution. What is left is
cut in two, until every piece is without a solution or within the reach of one that the Krawczyk test has proven to be
the only one there. The search is slower than following paths, but does not care about complex solutions or those at
infinity, which in games with a simple structure are often singular.
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from .indifference import Systems, systems_of
from .krawczyk import Enclosures, certify, rounding_bound
from .support_profiles import ExactGains, Supports

_MOST_PIECES = 1000
_MOST_CUTS = 120

Pieces = list[NDArray[np.float64]]
"""For each player the corners of B simplices, shape (B, corners, actions)."""


def real_solutions(gains: ExactGains, supports: Supports, deadline: float) -> Enclosures | None:
    """Return enclosures of all solutions with probabilities, and perhaps some without, or None if they are too hard.

    Each is a proven regular solution; none is listed twice. Where one player has more indifference equations than the
    others have free probabilities, that player's simplex, in which these equations do not vary, is not cut.
    """
    freedom = sum(len(own) - 1 for own in supports)
    movable = [player for player, own in enumerate(supports) if 2 * (len(own) - 1) <= freedom]
    system = systems_of(gains, [supports])
    pieces: Pieces = [np.eye(len(own))[None] for own in supports]
    proven = Enclosures(np.zeros((0, sum(system.widths))), np.zeros(0), np.zeros(0), np.zeros(0))
    for _ in range(_MOST_CUTS):
        pieces = _select(pieces, _may_hold(system, pieces))
        if len(pieces[0]):
            proven = _joined(proven, _proven_near(system, pieces))
            pieces = _select(pieces, ~_within_reach(pieces, proven))
        if not len(pieces[0]):
            return proven
        if len(pieces[0]) > _MOST_PIECES or time.monotonic() > deadline:
            return None
        pieces = _cut(pieces, movable)
    return None


def _select(pieces: Pieces, which: NDArray[np.bool_]) -> Pieces:
    return [corners[which] for corners in pieces]


def _may_hold(system: Systems, pieces: Pieces) -> NDArray[np.bool_]:
    """Tell in which pieces every equation takes both signs, or values too small to tell."""
    n = len(pieces)
    margin = rounding_bound(sum(system.widths), n)
    alive = np.ones(len(pieces[0]), dtype=bool)
    for i, tensor in enumerate(system.tensors):
        values = tensor[None, ..., 0]
        for axis, j in enumerate(j for j in range(n) if j != i):
            moved = np.moveaxis(values, axis + 2, -1)
            corners = pieces[j].reshape(len(alive), *[1] * (moved.ndim - 3), *pieces[j].shape[1:])
            values = np.moveaxis(moved @ np.swapaxes(corners, -1, -2), -1, axis + 2)
        corners_of_all = tuple(range(2, values.ndim))
        crossed = (values.min(axis=corners_of_all) <= margin) & (values.max(axis=corners_of_all) >= -margin)
        alive &= crossed.all(axis=1)
    return alive


def _proven_near(system: Systems, pieces: Pieces) -> Enclosures:
    """Return the enclosures of solutions that Newton's method finds from the middles of the pieces."""
    middles = np.concatenate([corners.mean(axis=1) for corners in pieces], axis=1)
    rough = _certified(system, middles)
    certified = _certified(system, rough.points[rough.reach > 0])
    return _chosen(certified, certified.reach > 8 * certified.radius)


def _certified(system: Systems, points: NDArray[np.float64]) -> Enclosures:
    copies = system.take(np.zeros(len(points), dtype=np.intp))
    return certify(copies, points, np.ones(points.shape), newton_steps=6)


def _chosen(enclosures: Enclosures, which: NDArray[np.bool_]) -> Enclosures:
    return Enclosures(*(part[which] for part in enclosures))


def _joined(known: Enclosures, new: Enclosures) -> Enclosures:
    """Add those of the new enclosures whose solution no other one has within its reach."""
    both = Enclosures(*map(np.concatenate, zip(known, new, strict=True)))
    keep = np.ones(len(both.points), dtype=bool)
    for k in range(len(known.points), len(keep)):
        earlier = np.flatnonzero(keep[:k])
        apart = np.abs(both.points[earlier] - both.points[k]).max(axis=1, initial=0) + both.radius[k]
        keep[k] = not (apart <= both.reach[earlier]).any()
    return _chosen(both, keep)


def _within_reach(pieces: Pieces, proven: Enclosures) -> NDArray[np.bool_]:
    """Tell which pieces lie wholly where a proven solution is the only one."""
    inside = np.zeros(len(pieces[0]), dtype=bool)
    for point, reach in zip(proven.points, proven.reach, strict=True):
        start, far = 0, np.zeros(len(inside))
        for corners in pieces:
            own = point[start : start + corners.shape[2]]
            far = np.maximum(far, np.abs(corners - own).max(axis=(1, 2)))
            start += corners.shape[2]
        inside |= far <= reach * (1 - 1e-9)
    return inside


def _cut(pieces: Pieces, movable: list[int]) -> Pieces:
    """Cut every piece in two at the middle of the longest edge of a movable player."""
    count = np.arange(len(pieces[0]))
    edges = [np.abs(corners[:, :, None] - corners[:, None]).max(axis=-1) for corners in pieces]
    lengths = [edge.max(axis=(1, 2)) * (player in movable) for player, edge in enumerate(edges)]
    longest = np.stack(lengths).argmax(axis=0)
    halves: list[Pieces] = [[corners.copy() for corners in pieces] for _ in range(2)]
    for j, corners in enumerate(pieces):
        cut = count[longest == j]
        ends = edges[j][cut].reshape(len(cut), corners.shape[1] ** 2).argmax(axis=1)
        first, second = np.divmod(ends, corners.shape[1])
        middle = (corners[cut, first] + corners[cut, second]) / 2
        halves[0][j][cut, first] = middle
        halves[1][j][cut, second] = middle
    return [np.concatenate(pair) for pair in zip(*halves, strict=True)]
