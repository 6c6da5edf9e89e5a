"""Sets of payoffs as intersections of half-spaces: outward directions to ask in, and the vertices of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, product
from math import gcd

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ....games.arrays import Fractions
from ....games.errors import InputError
from ....games.normal_form import NormalFormGame, read_only
from ....games.numbers import read_fractions
from ...concepts.pure_nash import unit_vectors

SAME = 1e-9
"""How far outside, in payoff ranges, a vertex may lie by rounding where the support is exact."""


def outward_directions(stage: NormalFormGame, given: ArrayLike | None, finest: int) -> list[Fractions]:
    """Return the directions of more and of less for each player, and those given by a user, shape (d, n), or chosen.

    Those chosen are a grid, of whole numbers from -finest to finest in units of the payoff ranges, and the normals of
    the outer faces of the feasible set of two or three players.

    Raises
    ------
    InputError
        If those given have another shape, or one of them is zero or not finite.
    """
    n = stage.n_players
    if given is not None:
        return _distinct([*_checked(given, n), *_axes(n)])
    ranges: Fractions = np.array([(own.max() - own.min()) or Fraction(1) for own in stage.exact], dtype=object)
    steps = (k for k in product(range(-finest, finest + 1), repeat=n) if gcd(*k) == 1)
    grid: list[Fractions] = [np.array(k, dtype=object) / ranges for k in steps]
    return _distinct([*_axes(n), *grid, *(_outward_normals(stage) if n in (2, 3) else ())])


def _checked(directions: ArrayLike, n_players: int) -> list[Fractions]:
    given = np.array(directions, dtype=object)
    if given.ndim != 2 or given.shape[1] != n_players:
        raise InputError(f"directions must have shape (d, {n_players}), one entry for each player, got {given.shape}")
    try:
        normals = list(read_fractions("directions", given))
    except ValueError as error:
        raise InputError(str(error)) from None
    for k, normal in enumerate(normals):
        if not normal.any():
            raise InputError(f"directions[{k}] must not be zero")
    return normals


def _axes(n: int) -> list[Fractions]:
    return [*unit_vectors(n), *-unit_vectors(n)]


def _distinct(normals: Iterable[Fractions]) -> list[Fractions]:
    """Keep the first of the directions on each ray."""
    rays: dict[tuple[Fraction, ...], Fractions] = {}
    for normal in normals:
        rays.setdefault(tuple(normal / abs(normal).sum()), normal)
    return list(rays.values())


def _outward_normals(stage: NormalFormGame) -> Iterator[Fractions]:
    """Go through normals at which two or three payoffs of the game, or an edge and an axis, span a face of their hull.

    The axes make up for hulls that are flat.
    """
    n = stage.n_players
    points = np.array(sorted(set(map(tuple, stage.exact.reshape(n, -1).T))), dtype=object)
    for k, point in enumerate(points):
        for spanned in combinations([*(points[k + 1 :] - point), *_axes(n)[:n]], n - 1):
            normal = _orthogonal(*spanned)
            heights = (points - point) @ normal
            if normal.any() and heights.max() <= 0:
                yield normal
            if normal.any() and heights.min() >= 0:
                yield -normal


def _orthogonal(first: Fractions, *second: Fractions) -> Fractions:
    """Return what is orthogonal to a vector in the plane, or to two in space."""
    if second:
        return np.cross(first, second[0])
    return np.array([first[1], -first[0]], dtype=object)


def vertices(
    stage: NormalFormGame, normals: NDArray[np.float64], support: NDArray[np.float64], same: float = SAME
) -> NDArray[np.float64] | None:
    """Return the vertices of the set of v with normals v <= support, shape (k, n), in increasing order.

    They are the points at which n of the borders meet inside all half-spaces, give or take `same` payoff ranges: a
    flat set or a single point needs no special care. A support of minus infinity makes the set empty, k = 0. None
    unless there are two or three players.
    """
    n = stage.n_players
    if n not in (2, 3):
        return None
    if np.isneginf(support).any():
        return read_only(np.empty((0, n)))
    low = stage.payoffs.reshape(n, -1).min(axis=1)
    unit = np.where(stage.payoff_range > 0, stage.payoff_range, 1)
    scaled = normals * unit
    lengths = np.linalg.norm(scaled, axis=1)
    scaled, heights = scaled / lengths[:, None], (support - normals @ low) / lengths
    inside: list[NDArray[np.float64]] = []
    for first in range(len(normals)):
        rest = np.array(list(combinations(range(first + 1, len(normals)), n - 1)), dtype=int).reshape(-1, n - 1)
        chosen = np.column_stack([np.full(len(rest), first), rest])
        chosen = chosen[abs(np.linalg.det(scaled[chosen])) > SAME]
        points = np.linalg.solve(scaled[chosen], heights[chosen][..., None])[..., 0]
        inside += list(points[(points @ scaled.T <= heights + same).all(axis=1)])
    kept: list[NDArray[np.float64]] = []
    for point in inside:
        if all(abs(point - other).max() > 10 * same for other in kept):
            kept.append(point)
    return read_only(low + unit * np.array(sorted(map(tuple, kept))).reshape(-1, n))
