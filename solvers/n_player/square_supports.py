"""All solutions of square indifference systems, enclosed and counted.

A system is *settled* when all its solutions that may be equilibria are proven. Most are settled by subdivision
(`subdivision`). Of the others the ends of the homotopy paths are enclosed by the Krawczyk test and shown to be
different; where that gives as many regular solutions as the Bezout number none is missing, because the number bounds
the isolated solutions, whatever else there is, and how they were found plays no part in the argument. What is not
settled so is subdivided further, and then tried again with other start systems and shorter steps.

A solution is put aside when one of its coordinates is proven to be no probability, being not real or not between 0 and
1. The others are enclosed again in real numbers, in the patch of probabilities, so closely that the complex solution
and the real one are proven to be the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import Profile
from .exact_supports import Hull
from .indifference import Systems, bezout_number, block_starts, systems_of
from .roots.homotopy import follow_paths
from .roots.krawczyk import Enclosures, certify, rounding_bound
from .roots.subdivision import arranged, arrangement, real_solutions
from .singular_supports import full_strategies
from .support_profiles import ExactGains, Supports, mixing

_COARSE, _FINE = 1e-2, 1e-3
_PATHS_AT_ONCE = 2000
_MOST_PATHS = 2000
"""A system that has more is left to subdivision."""

_FEW_PIECES, _PIECES_PER_PATH = 500, 8
"""Pieces of a system before its paths are followed: so many, and more for each path."""

_MORE_PIECES = 20_000
"""Pieces of a system that its paths have not settled, which is mostly because its solutions are no points."""

_MOST_PIECES = 300_000
"""Pieces of a system that has too many paths."""

_MOST_VALUES = 2_000_000
"""Values at the corners of all systems that are searched together."""


@dataclass(frozen=True, eq=False)
class EnclosedRoot:
    """A real solution: `strategies` over all actions, of which each coordinate is proven to be within `distance`.

    A coordinate may be negative. `sign` is that of the Jacobian determinant.
    """

    strategies: Profile
    distance: float
    sign: int


Roots = tuple[EnclosedRoot, ...]
Settled = dict[Supports, Roots | None]
"""For each support profile the real solutions that may be equilibria, or None where they could not be settled."""


def solve_square(
    gains: ExactGains, supports: Sequence[Supports], rng: np.random.Generator, deadline: float
) -> Iterator[tuple[Supports, Roots | None]]:
    """Find and prove all solutions of the indifference systems of some support profiles that may be equilibria.

    Go through the profiles as they are settled, and then, with None, through those that could not be. What is not done
    before the deadline (on the monotonic clock) is left out.
    """
    left = dict.fromkeys(supports)
    for stage in (
        _by_subdivision(gains, left, deadline, _worth_trying),
        _by_paths(gains, left, rng, _COARSE, deadline),
        _by_subdivision(gains, left, deadline, _worth_more),
        _by_paths(gains, left, rng, _FINE, deadline),
    ):
        for profile, roots in chain.from_iterable(settled.items() for settled in stage):
            if roots is not None:
                del left[profile]
                yield profile, roots
    if time.monotonic() <= deadline:
        yield from ((profile, None) for profile in left)


def _worth_trying(sizes: tuple[int, ...]) -> int:
    """Return into how many pieces a system may be cut before its paths are followed, which settle most, but slower."""
    return min(_FEW_PIECES + _PIECES_PER_PATH * bezout_number(sizes), _MOST_PIECES)


def _worth_more(sizes: tuple[int, ...]) -> int:
    return _MORE_PIECES if bezout_number(sizes) <= _MOST_PATHS else _MOST_PIECES


def _by_paths(
    gains: ExactGains, supports: Iterable[Supports], rng: np.random.Generator, accuracy: float, deadline: float
) -> Iterator[Settled]:
    """Settle the supports whose systems have paths, and not too many, some at a time."""
    if time.monotonic() > deadline:
        return
    for some in _batches([profile for profile in supports if 0 < bezout_number(_sizes(profile)) <= _MOST_PATHS]):
        systems = systems_of(gains, some)
        ends = follow_paths(systems, [_sizes(profile) for profile in some], rng, accuracy, deadline)
        if time.monotonic() > deadline:
            return
        yield prove_roots(gains, some, systems.take(ends.system), ends.system, ends.points)


def _by_subdivision(
    gains: ExactGains, supports: Iterable[Supports], deadline: float, most_pieces: Callable[[tuple[int, ...]], int]
) -> Iterator[Settled]:
    """Settle supports by subdivision, those together that mix as many actions."""
    if time.monotonic() > deadline:
        return
    alike: dict[tuple[int, ...], list[Supports]] = {}
    for profile in supports:
        alike.setdefault(tuple(len(profile[player]) for player in arrangement(profile)), []).append(profile)
    for sizes, own in alike.items():
        at_once = max(1, _MOST_VALUES // (sum(sizes) * prod(sizes)))
        for some in (own[start : start + at_once] for start in range(0, len(own), at_once)):
            if time.monotonic() > deadline:
                return
            search = real_solutions(*arranged(gains, some), deadline, most_pieces(sizes))
            yield {
                profile: _arranged_roots(gains, profile, roots)
                for profile, roots, done in zip(some, search.roots, search.settled, strict=True)
                if done
            }


def _arranged_roots(gains: ExactGains, supports: Supports, roots: Enclosures) -> tuple[EnclosedRoot, ...]:
    """Lay solutions for the players who mix, in their arrangement, out for all."""
    order = arrangement(supports)
    ends = np.cumsum([len(supports[player]) for player in order])[:-1]
    answer = []
    for point, radius, sign in zip(roots.points, roots.radius, roots.sign, strict=True):
        vectors = dict(zip(order, np.split(point, ends), strict=True))
        strategies = []
        for player, own in enumerate(supports):
            strategy = np.zeros(gains.whole[player].shape[0])
            strategy[list(own)] = vectors.get(player, 1.0)
            strategies.append(strategy)
        answer.append(EnclosedRoot(tuple(strategies), float(radius), int(sign)))
    return tuple(answer)


def prove_rough(gains: ExactGains, rough: Mapping[Supports, Sequence[Sequence[Hull]]]) -> Settled:
    """Prove irrational solutions, given as a hull for each player who mixes, that are known to be all."""
    if not rough:
        return {}
    systems = systems_of(gains, list(rough))
    system = np.repeat(np.arange(len(rough)), [len(solutions) for solutions in rough.values()])
    systems = systems.take(system)
    points = np.zeros(systems.used.shape)
    starts = block_starts(systems.widths)[:-1]
    points[:, starts] = 1
    for row, (supports, hulls) in enumerate((own, hulls) for own, solutions in rough.items() for hulls in solutions):
        for player, (vector, *_) in zip(mixing(supports), hulls, strict=True):
            points[row, starts[player] : starts[player] + len(vector)] = vector / max(1, *map(abs, vector))
    return prove_roots(gains, list(rough), systems, system, points)


def _sizes(supports: Supports) -> tuple[int, ...]:
    return tuple(len(own) for own in supports)


def _batches(supports: Sequence[Supports]) -> Iterator[list[Supports]]:
    """Cut a list into pieces of bounded numbers of paths."""
    batch: list[Supports] = []
    paths = 0
    for profile in supports:
        batch.append(profile)
        paths += bezout_number(_sizes(profile))
        if paths >= _PATHS_AT_ONCE:
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
