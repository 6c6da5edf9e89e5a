"""Indifference systems: the polynomial equations of the equilibria with given supports.

On a support profile with k_i actions of player i, the k_i - 1 equations u_i(a, x) = u_i(b, x), b the first of these
actions, are linear in each other player's strategy and do not hold player i's own. With as many free probabilities as
equations the system is square. In projective coordinates, where each player's vector counts only up to a factor, it has
at most as many isolated complex solutions as there are ways to assign each equation to another player so that player j
is assigned k_j - 1: the multihomogeneous Bezout number (McKelvey & McLennan 1997). For almost all payoffs it has
exactly that many, all of them regular.

Many systems are held at once, padded to one shape, with the players' vectors one after the other in one array. In place
of the equation that player j's first action would have stands the *patch* v_j x_j = 1, which picks the factor: with
v_j all ones the vectors are probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import read_only
from .support_profiles import ExactGains, Supports

Tensors = tuple[NDArray[Any], ...]


@dataclass(frozen=True, eq=False)
class Systems:
    """P square systems of n players, padded to K_1, .., K_n actions.

    `tensors[i]` has shape (K_i - 1, K_j for each other j .., P): what player i gains by each action but the first over
    the first, scaled to at most 1 and then off by at most `COEFFICIENT_ERROR` of itself. `used`, shape (P, N), tells
    which of the N = sum K_i coordinates belong to each system; the others are held at zero.
    """

    tensors: Tensors
    used: NDArray[np.bool_]

    @property
    def widths(self) -> tuple[int, ...]:
        """The padded numbers of actions: K_1, .., K_n."""
        return tuple(tensor.shape[0] + 1 for tensor in self.tensors)

    def take(self, which: NDArray[np.intp]) -> Systems:
        """Return the systems with these numbers, in this order."""
        return Systems(tuple(tensor[..., which] for tensor in self.tensors), self.used[which])


COEFFICIENT_ERROR = 2.0**-51

_FEW_POINTS = 200
"""Points up to which more is saved by fewer calls than is lost by putting the tensors together."""


def systems_of(gains: ExactGains, supports: Sequence[Supports]) -> Systems:
    """Build the systems of some support profiles, one after the other."""
    sizes = np.array([[len(own) for own in profile] for profile in supports])
    padded = _padded(supports, sizes.max(axis=0))
    tensors = []
    for i, own in enumerate(padded):
        rows = _rows(gains, i, own[1:], padded)
        height = np.abs(rows).max(axis=tuple(range(1, len(padded))), keepdims=True, initial=0)
        tensors.append(rows / np.where(height > 0, height, 1))
    used = np.concatenate([np.arange(len(own)) < sizes[:, [j]] for j, own in enumerate(padded)], axis=1)
    return Systems(tuple(tensors), used)


def outside_gains(gains: ExactGains, supports: Sequence[Supports]) -> NDArray[np.float64]:
    """Return what each action that is not played gains over the first one played, at the pure profiles of the supports.

    Shape (actions, k_1, .., k_n, P), player by player, in units of the payoff range. All supports must play as many
    actions of each player.
    """
    padded = _padded(supports, [len(own) for own in supports[0]])
    blocks = []
    for i, own in enumerate(padded):
        every = range(gains.whole[i].shape[0])
        others = np.array([[a for a in every if a not in played] for played in own.T.tolist()], dtype=np.intp).T
        rows = _rows(gains, i, others.reshape(len(every) - len(own), len(supports)), padded)
        shape = (len(rows), *(len(each) for each in padded), len(supports))
        blocks.append(np.broadcast_to(np.expand_dims(rows, i + 1), shape))
    return np.concatenate(blocks)


def _padded(supports: Sequence[Supports], widths: Sequence[int] | NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Return for each player the actions of its supports, shape (K_i, P), padded with the first."""
    return [
        np.array([(*own, *own[:1] * (width - len(own))) for own in column]).T
        for column, width in zip(zip(*supports, strict=True), widths, strict=True)
    ]


def _rows(gains: ExactGains, i: int, actions: NDArray[np.intp], padded: list[NDArray[np.intp]]) -> NDArray[Any]:
    """Return what player i gains by some actions (rows, P) over its first one, against the others' played actions."""
    n = len(padded)
    others = [j for j in range(n) if j != i]
    cells = [_along(padded[j], axis + 1, n) for axis, j in enumerate(others)]
    return gains.floats[i][_along(actions, 0, n), padded[i][0], *cells]


def _along(numbers: NDArray[Any], axis: int, n: int) -> NDArray[Any]:
    """Lay an array (K, P) along one of n axes, with P last."""
    return numbers.reshape([-1 if k == axis else 1 for k in range(n)] + [numbers.shape[1]])


def block_starts(widths: Sequence[int]) -> NDArray[np.intp]:
    """Return where each player's coordinates start, and the end of the last; read-only."""
    return _block_starts(tuple(widths))


@lru_cache(maxsize=1024)
def _block_starts(widths: tuple[int, ...]) -> NDArray[np.intp]:
    return read_only(np.array([*accumulate(widths, initial=0)], dtype=np.intp))


def evaluate(tensors: Tensors, points: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the values (P, N) of the indifference equations at points (P, N), and their derivatives (P, N, N).

    The rows of patches and padding are zeros. Player i's derivatives by x_j are the contraction of the coefficients
    with every third player's vector, one axis at a time. Where the points are few, players with tensors of one shape
    are worked on together, as most of the time then goes by calls.
    """
    width, number = points.shape[1], len(points)
    dtype = np.result_type(*tensors, points)
    coordinates = np.ascontiguousarray(points.T)
    values = np.zeros((width, number), dtype=dtype)
    slopes = np.zeros((width, width, number), dtype=dtype)
    for alike in _alike(tuple(tensor.shape[:-1] for tensor in tensors), number <= _FEW_POINTS):
        first, *more = alike.players
        rest = np.stack([tensors[i] for i in alike.players]) if more else tensors[first][np.newaxis]
        vectors = [coordinates[columns] for columns in alike.columns]
        for place in reversed(range(len(vectors))):
            partial = rest
            for vector in vectors[:place]:
                partial = _contract_first(partial, vector)
            slopes[alike.rows[:, :, None], alike.columns[place][:, None]] = partial
            rest = _contract_last(rest, vectors[place])
        values[alike.rows] = rest
    return values.T, np.moveaxis(slopes, -1, 0)


class _Alike(NamedTuple):
    """Players whose tensors have one shape, and where they stand.

    `rows`, shape (players, K_i - 1), are those of their equations; `columns` hold for each place among the others, in
    order, the coordinates of the player who has it, shape (players, K_j).
    """

    players: list[int]
    rows: NDArray[np.intp]
    columns: list[NDArray[np.intp]]


@lru_cache(maxsize=256)
def _alike(shapes: tuple[tuple[int, ...], ...], together: bool) -> list[_Alike]:
    """Return the players, those whose tensors have one shape (K_i - 1, K_j for each other j ..) together or not."""
    blocks = [np.arange(start, end) for start, end in pairwise(block_starts([shape[0] + 1 for shape in shapes]))]
    groups: dict[object, list[int]] = {}
    for i, shape in enumerate(shapes):
        groups.setdefault(shape if together else i, []).append(i)
    found = []
    for players in groups.values():
        others = [[block for j, block in enumerate(blocks) if j != i] for i in players]
        columns = [np.array(place) for place in zip(*others, strict=True)]
        found.append(_Alike(players, np.array([blocks[i][1:] for i in players]), columns))
    return found


def values_at(tensors: Tensors, points: NDArray[Any]) -> NDArray[Any]:
    """Return the values (P, N) of the indifference equations alone."""
    starts = block_starts([tensor.shape[0] + 1 for tensor in tensors])
    values = np.zeros((starts[-1], len(points)), dtype=np.result_type(*tensors, points))
    for i, rest in enumerate(tensors):
        for j in reversed(range(len(tensors))):
            if j != i:
                rest = _contract_last(rest[None], points[None, :, starts[j] : starts[j + 1]].swapaxes(1, 2))[0]
        values[starts[i] + 1 : starts[i + 1]] = rest
    return values.T


def close_rows(slopes: NDArray[Any], patch: NDArray[Any], used: NDArray[np.bool_], widths: Sequence[int]) -> None:
    """Fill in the rows of the Jacobian matrix that belong to the patches and to the padding."""
    starts = block_starts(widths)
    for start, end in pairwise(starts):
        slopes[:, start, start:end] = patch[:, start:end]
    path, row = np.nonzero(~used)
    slopes[path, row, row] = 1


def solve_each(matrices: NDArray[Any], sides: NDArray[Any]) -> NDArray[Any]:
    """Solve linear systems (P, N, N) for sides (P, N, k), with NaN where a matrix is singular."""
    try:
        return np.linalg.solve(matrices, sides)
    except np.linalg.LinAlgError:
        solved = np.full(sides.shape, np.nan, dtype=np.result_type(matrices, sides))
        regular = np.linalg.slogdet(matrices)[0] != 0
        solved[regular] = np.linalg.solve(matrices[regular], sides[regular])
        return solved


def _contract_last(tensor: NDArray[Any], vector: NDArray[Any]) -> NDArray[Any]:
    """Contract the last axis before that of the systems, (players, rows, .., K, P), with vectors (players, K, P)."""
    flat = tensor.reshape(len(tensor), prod(tensor.shape[1:-2]), *tensor.shape[-2:])
    return np.einsum("imkp,ikp->imp", flat, vector).reshape(*tensor.shape[:-2], tensor.shape[-1])


def _contract_first(tensor: NDArray[Any], vector: NDArray[Any]) -> NDArray[Any]:
    """Contract the axis next to that of the equations, (players, rows, K, .., P), with vectors (players, K, P)."""
    flat = tensor.reshape(*tensor.shape[:3], prod(tensor.shape[3:-1]), tensor.shape[-1])
    return np.einsum("irjmp,ijp->irmp", flat, vector).reshape(*tensor.shape[:2], *tensor.shape[3:])


@lru_cache(maxsize=4096)
def bezout_number(sizes: tuple[int, ...]) -> int:
    """Return the number of `assignments`, without listing them.

    Examples
    --------
    >>> bezout_number((3, 3, 3)), bezout_number((2,) * 10), bezout_number((4, 2, 2))
    (10, 1334961, 0)
    """
    ways = {tuple(size - 1 for size in sizes): 1}
    for owner in (player for player, size in enumerate(sizes) for _ in range(size - 1)):
        fewer: dict[tuple[int, ...], int] = {}
        for room, number in ways.items():
            for j in range(len(sizes)):
                if j != owner and room[j]:
                    left = (*room[:j], room[j] - 1, *room[j + 1 :])
                    fewer[left] = fewer.get(left, 0) + number
        ways = fewer
    return sum(ways.values())


@lru_cache(maxsize=1024)
def assignments(sizes: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the ways to assign each equation to another player so that player j is assigned sizes[j] - 1.

    Each way lists a player for each equation, in the order of the equations; their number is the Bezout number.

    Examples
    --------
    >>> assignments((2, 2, 2))
    ((1, 2, 0), (2, 0, 1))
    >>> len(assignments((3, 3, 3))), len(assignments((2, 2, 2, 2))), assignments((4, 2, 2))
    (10, 9, ())
    """
    owners = [player for player, size in enumerate(sizes) for _ in range(size - 1)]
    ways: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((), tuple(size - 1 for size in sizes))]
    for owner in owners:
        ways = [
            ((*way, j), (*room[:j], room[j] - 1, *room[j + 1 :]))
            for way, room in ways
            for j in range(len(sizes))
            if j != owner and room[j]
        ]
    return tuple(way for way, _ in ways)
