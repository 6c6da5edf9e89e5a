"""All solutions of square indifference systems, enclosed and counted.

The ends of the homotopy paths are enclosed by the Krawczyk test and shown to be different. A system is *settled* when
that gives as many regular solutions as its Bezout number: the number bounds the isolated solutions, whatever else there
is, so none is missing, and how they were found plays no part in the argument. What is not settled so is searched by
subdivision (`subdivision`), and then tried again with other start systems and shorter steps.

A solution is put aside when one of its coordinates is proven to be no probability, being not real or not between 0 and
1. The others are enclosed again in real numbers, in the patch of probabilities, so closely that the complex solution
and the real one are proven to be the same.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import Profile
from .homotopy import follow_paths
from .indifference import Systems, assignments, block_starts, systems_of
from .krawczyk import Enclosures, certify, rounding_bound
from .singular_supports import full_strategies
from .subdivision import real_solutions
from .support_profiles import ExactGains, Supports, mixing

_COARSE, _FINE = 1e-2, 1e-3
_MOST_PATHS = 2000


@dataclass(frozen=True, eq=False)
class EnclosedRoot:
    """A real solution: `strategies` over all actions, of which each coordinate is proven to be within `distance`.

    A coordinate may be negative. `sign` is that of the Jacobian determinant.
    """

    strategies: Profile
    distance: float
    sign: int


Settled = dict[Supports, tuple[EnclosedRoot, ...] | None]
"""For each support profile the real solutions that may have probabilities, or None where they could not be settled."""


def solve_square(gains: ExactGains, supports: Sequence[Supports], rng: np.random.Generator, deadline: float) -> Settled:
    """Find and prove all solutions of the indifference systems of some support profiles.

    Supports that were not begun before the deadline (on the monotonic clock) are left out of the answer.
    """
    settled = _by_paths(gains, supports, rng, _COARSE, deadline)
    settled |= _by_subdivision(gains, _left(settled, supports), deadline)
    return settled | _by_paths(gains, _left(settled, supports), rng, _FINE, deadline)


def _left(settled: Settled, supports: Sequence[Supports]) -> list[Supports]:
    return [profile for profile in supports if settled.get(profile) is None]


def _by_paths(
    gains: ExactGains, supports: Sequence[Supports], rng: np.random.Generator, accuracy: float, deadline: float
) -> Settled:
    """Settle the supports whose systems have paths, some at a time."""
    settled: Settled = {}
    for some in _batches([profile for profile in supports if assignments(_sizes(profile))]):
        if time.monotonic() > deadline:
            break
        systems = systems_of(gains, some)
        ends = follow_paths(systems, [_sizes(profile) for profile in some], rng, accuracy)
        settled |= prove_roots(gains, some, systems.take(ends.system), ends.system, ends.points)
    return settled


def _by_subdivision(gains: ExactGains, supports: Sequence[Supports], deadline: float) -> Settled:
    """Settle supports by subdivision where that is possible, and give up those that have no paths."""
    settled: Settled = {}
    for profile in supports:
        solutions = real_solutions(gains, profile, deadline)
        if solutions is not None:
            starts = block_starts(_sizes(profile))
            rows = range(len(solutions.points))
            settled[profile] = tuple(_root(gains, profile, solutions, row, starts) for row in rows)
        elif not assignments(_sizes(profile)):
            settled[profile] = None
    return settled


def prove_rough(gains: ExactGains, rough: Mapping[Supports, Sequence[Sequence[NDArray[np.float64]]]]) -> Settled:
    """Prove approximate solutions, given as a vector for each player who mixes, that are known to be all."""
    if not rough:
        return {}
    systems = systems_of(gains, list(rough))
    system = np.repeat(np.arange(len(rough)), [len(points) for points in rough.values()])
    systems = systems.take(system)
    points = np.zeros(systems.used.shape)
    starts = block_starts(systems.widths)[:-1]
    points[:, starts] = 1
    for row, (supports, vectors) in enumerate((own, point) for own, points_of in rough.items() for point in points_of):
        for player, vector in zip(mixing(supports), vectors, strict=True):
            points[row, starts[player] : starts[player] + len(vector)] = vector
    return prove_roots(gains, list(rough), systems, system, points)


def _sizes(supports: Supports) -> tuple[int, ...]:
    return tuple(len(own) for own in supports)


def _batches(supports: Sequence[Supports]) -> Iterator[list[Supports]]:
    """Cut a list into pieces of bounded numbers of paths."""
    batch: list[Supports] = []
    paths = 0
    for profile in supports:
        batch.append(profile)
        paths += len(assignments(_sizes(profile)))
        if paths >= _MOST_PATHS:
            yield batch
            batch, paths = [], 0
    if batch:
        yield batch


@np.errstate(all="ignore")
def prove_roots(
    gains: ExactGains, supports: Sequence[Supports], systems: Systems, system: NDArray[np.intp], points: NDArray[Any]
) -> Settled:
    """Enclose approximate solutions, and settle the systems of which they prove to be all.

    `systems` holds the system of each point, `system` the number of its support profile; the points of each profile are
    as many as its solutions can be.
    """
    starts = block_starts(systems.widths)
    lengths = np.sqrt(np.add.reduceat(np.abs(points) ** 2, starts[:-1], axis=1))
    points = points / np.repeat(lengths, systems.widths, axis=1)
    proven = certify(systems, points, points.conj())
    doubtful = np.zeros(len(supports), dtype=bool)
    doubtful[system[np.isinf(proven.radius)]] = True
    doubtful[system[_coinciding(proven, system, starts)]] = True
    share, error = _shares(proven, starts)
    inside = np.flatnonzero(~_outside(share, error, systems.used) & ~doubtful[system])
    real = certify(systems.take(inside), np.real(share[inside]), np.ones((len(inside), starts[-1])))
    same = np.abs(share[inside] - real.points) + error[inside] <= real.reach[:, None]
    doubtful[system[inside[~same.all(axis=1)]]] = True
    answer: Settled = {}
    for number, profile in enumerate(supports):
        if doubtful[number]:
            answer[profile] = None
        else:
            rows = np.flatnonzero(system[inside] == number)
            answer[profile] = tuple(_root(gains, profile, real, int(row), starts) for row in rows)
    return answer


def _coinciding(proven: Enclosures, system: NDArray[np.intp], starts: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the points that are not proven to differ from all others of the same system.

    The vectors have length 1, and a true one is within e = sqrt(K) radius of its point. Two that are proportional
    leave the points no farther from being proportional than the sum of the e, to first order; twice that is asked for.
    """
    first, second = np.nonzero(np.triu(system[:, None] == system[None], 1))
    a, b = proven.points[first], proven.points[second]
    overlap = np.repeat(np.add.reduceat(a.conj() * b, starts[:-1], axis=1), np.diff(starts), axis=1)
    apart = np.sqrt(np.add.reduceat(np.abs(b - overlap * a) ** 2, starts[:-1], axis=1)).max(axis=1)
    needed = 2 * np.sqrt(np.diff(starts).max()) * (proven.radius[first] + proven.radius[second]) + 1e-13
    close = ~(apart > needed)
    return np.concatenate([first[close], second[close]])


def _shares(proven: Enclosures, starts: NDArray[np.intp]) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """Return each coordinate's share of its player's vector, and how far the true share may be from it.

    Where the sum of a vector is not proven to differ from 0, the error is infinite, unless the sum is so small that
    some share must exceed 1: then the share is given as 2 and the error as 0.
    """
    widths = np.diff(starts)
    points, radius = proven.points, proven.radius[:, None]
    total = np.repeat(np.add.reduceat(points, starts[:-1], axis=1), widths, axis=1)
    slack = np.repeat(np.broadcast_to(widths * radius, (len(points), len(widths))), widths, axis=1)
    share = points / total
    error = (radius + np.abs(share) * slack) / (np.abs(total) - slack) + 2.0**-48 * (1 + np.abs(share))
    unsure = ~(np.abs(total) > 2 * slack)
    largest = np.repeat(np.maximum.reduceat(np.abs(points), starts[:-1], axis=1), widths, axis=1)
    beyond = unsure & (largest - radius > (np.abs(total) + slack) * 1.01)
    share = np.where(unsure, np.where(beyond, 2, 0), share)
    return share, np.where(unsure, np.where(beyond, 0, np.inf), error)


def _outside(share: NDArray[Any], error: NDArray[np.float64], used: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell for each point whether a share is proven to be no probability: not real, or not between 0 and 1."""
    wrong = (np.abs(np.imag(share)) > error) | (np.real(share) < -error) | (np.real(share) > 1 + error)
    return np.any(wrong & used, axis=1)


def _root(gains: ExactGains, supports: Supports, real: Enclosures, row: int, starts: NDArray[np.intp]) -> EnclosedRoot:
    strategies = full_strategies(gains, supports, real.points[row], starts)
    return EnclosedRoot(strategies, float(real.radius[row]), int(real.sign[row]))


def root_near(gains: ExactGains, supports: Supports, near: Profile) -> EnclosedRoot | None:
    """Return the real solution to which Newton's method leads from a profile of floats, or None if none is proven."""
    rough = np.concatenate([strategy[list(own)] for strategy, own in zip(near, supports, strict=True)])[np.newaxis]
    proven = certify(systems_of(gains, [supports]), rough, np.ones(rough.shape))
    if np.isinf(proven.radius[0]):
        return None
    return _root(gains, supports, proven, 0, block_starts(_sizes(supports)))


def gain_signs(gains: ExactGains, supports: Supports, root: EnclosedRoot) -> list[list[int]]:
    """Return, for each action of each player, the sign of its gain over the first one played, or 0 if not proven."""
    n_coordinates = sum(len(own) for own in root.strategies)
    gamma = rounding_bound(n_coordinates, len(supports))
    centre = [np.abs(own) for own in root.strategies]
    rim = [np.where(own != 0, np.abs(own) + root.distance, 0) for own in root.strategies]
    signs = []
    for player, own in enumerate(supports):
        table = gains.floats[player][:, own[0]]
        size = np.abs(table)
        gain = _averaged(table, root.strategies, player)
        error = 1.01 * (_averaged(size, rim, player) * (1 + gamma) - _averaged(size, centre, player) * (1 - 2 * gamma))
        signs.append([int(g > e) - int(g < -e) for g, e in zip(gain, error, strict=True)])
    return signs


def _averaged(table: NDArray[np.float64], vectors: Sequence[NDArray[np.float64]], player: int) -> NDArray[np.float64]:
    """Contract the axes of a table after the first with the vectors of all players but one."""
    for vector in reversed([vector for j, vector in enumerate(vectors) if j != player]):
        table = table @ vector
    return table
