"""Where each mixed equilibrium of a two-player game exists, as the payoffs vary.

Let the row player mix the actions I and the column player as many actions J. The row player is indifferent over I
when the column player's weights y solve (A_{i j} - A_{0 j}) y = 0 for the actions i of I after its first, 0: one
equation fewer than there are weights, so y is given, up to a factor, by the maximal minors of these rows with
alternating signs. The equilibrium exists where all of these minors have one sign, no action outside I pays more, and
the same holds with the players exchanged. Minors of polynomials are polynomials: their signs change at exact points.
(Supports of unequal size, and systems of lower rank, occur in degenerate games only; they are left out.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...solvers.exact.algebraic import Interval, intervals
from .preferences import signs_along
from .variables import Piece

MOST_SUPPORTS = 300
"""Pairs of supports; beyond, nothing is searched. Two players with five actions each have 226."""

Support = tuple[int, ...]


@dataclass(frozen=True)
class SupportRange:
    """The actions that the two players mix in an equilibrium, and the intervals in which it exists."""

    supports: tuple[Support, Support]
    intervals: tuple[Interval, ...]


def searchable(shape: Sequence[int]) -> bool:
    """Tell whether a game of this shape has two players and not too many pairs of supports."""
    return (
        len(shape) == 2
        and sum(comb(shape[0], k) * comb(shape[1], k) for k in range(2, max(shape) + 1)) <= MOST_SUPPORTS
    )


def support_pairs(shape: Sequence[int]) -> Iterator[tuple[Support, Support]]:
    """Go through the pairs of supports of equal size, of two actions or more."""
    for size in range(2, min(shape) + 1):
        yield from product(combinations(range(shape[0]), size), combinations(range(shape[1]), size))


def support_range(stretches: Sequence[Piece], rows: Support, columns: Support) -> SupportRange | None:
    """Return where the equilibrium on a pair of supports exists; None for nowhere."""
    points, exists = _existence(stretches, rows, columns)
    where = intervals(points, exists)
    return SupportRange((rows, columns), where) if where else None


def _existence(stretches: Sequence[Piece], rows: Support, columns: Support) -> tuple[list[Any], NDArray[np.bool_]]:
    def conditions(payoffs: NDArray[np.object_]) -> list[Any]:
        return [*_conditions(payoffs[0], rows, columns), *_conditions(payoffs[1].T, columns, rows)]

    points, signs = signs_along(stretches, conditions)
    first, second = np.split(signs, [len(columns) + stretches[0].payoffs.shape[1] - len(rows)])
    return points, _mixes(first, len(columns)) & _mixes(second, len(rows))


def _conditions(own: NDArray[np.object_], mine: Support, theirs: Support) -> list[Any]:
    """Return the other's weights up to a factor, then what each of my actions outside loses, by that factor."""
    rows = own[:, theirs]
    gaps = rows[list(mine[1:])] - rows[mine[0]]
    weights = [(-1) ** k * determinant(np.delete(gaps, k, axis=1)) for k in range(len(theirs))]
    outside = [action for action in range(len(own)) if action not in mine]
    return [*weights, *(np.dot(rows[mine[0]] - rows[action], weights) for action in outside)]


def _mixes(signs: NDArray[np.int8], weights: int) -> NDArray[np.bool_]:
    """Return where all weights have the same sign, other than 0, and no action outside pays more."""
    sign = signs[0]
    return (sign != 0) & (signs[:weights] == sign).all(axis=0) & (signs[weights:] * sign >= 0).all(axis=0)


def determinant(matrix: NDArray[np.object_]) -> Any:
    """Return the determinant of a small square matrix of numbers or polynomials, by its minors."""
    if len(matrix) == 1:
        return matrix[0, 0]
    return sum((-1) ** k * top * determinant(np.delete(matrix[1:], k, axis=1)) for k, top in enumerate(matrix[0]))
