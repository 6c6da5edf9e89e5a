"""All vertices of a best-response polytope at which no more inequalities are tight than there are dimensions.

A polytope is *simple* if that holds of all its vertices; those of a game that is not degenerate are. A vertex is then
known by its d tight labels, and has d edges: on each it gives up one label and meets another. The vertices are walked
through in floating point, many at once in arrays: one inverse for each says where its edges lead.

Nothing that floating point says is taken on trust. The equations that a set of labels makes tight are solved with a
rigorous bound on the error: where R is an approximate inverse of A with |I - R A| <= 1/2 in the norm of the greatest
row sum, A has an inverse of norm at most 2 |R|, and so the residual of an approximate solution bounds its error (Rump
2010, "Verification methods", theorem 10.2, with the bounds on rounding of Higham 2002, section 3.1). Where all other
inequalities hold strictly beyond that error the labels are those of a vertex; where that is in doubt the equations are
solved in whole numbers. Two vertices that share all labels but one are the two ends of an edge, whichever way they were
found. Once every edge of every vertex leads to a vertex of the list none is missing, as the graph of a polytope is
connected (Balinski 1961).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..deadline import tell
from ..exact.equalising_strategies import equalising_strategy

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
Masks = NDArray[Any]
Layer = tuple[Masks, Labels]
"""Vertices, by their masks with a mark for the polytope, and by the places of their tight inequalities."""

MOST_VERTICES = 4_000_000
"""Of one polytope: nearly two gigabytes of them."""

_ENTRIES_AT_ONCE = 200_000
"""Rates of change that are worked out at once, before the clock is read again: some milliseconds."""

_MOST_DOUBTS = 200
"""Vertices to be proven in whole numbers after which the walk is given up: walking in integers is faster then."""

_LEAST_SLACK = 1e-200
"""What is taken for the slack of a vertex that is proven in whole numbers, where floating point sees none."""


class NotSimpleError(ArithmeticError):
    """The polytope is not simple, or rounding leaves too much in doubt."""


class SimplePolytopes:
    """Polytopes {z >= 0 : M z <= 1} of movers' strategies, and those of their vertices that are proven so far.

    Polytopes of the same shape are walked through together, in the same arrays.

    Parameters
    ----------
    payoffs
        M for each polytope, positive integers: `payoffs[p][j][k]` is what reply j earns against move k.
    replies, moves
        The labels of the rows and of the columns of each M: all numbers from 0, replies before moves or after them.

    Attributes
    ----------
    origins
        The labels of the vertex 0 of each polytope, as a bit mask.

    Examples
    --------
    The pentagon of the column player in von Stengel's (2007) 3 x 2 game:

    >>> polytopes = SimplePolytopes([[[4, 4], [3, 6], [1, 7]]], replies=[range(3)], moves=[range(3, 5)])
    >>> polytopes.explore()
    >>> polytopes.complete, sorted(f"{mask:05b}" for mask in polytopes.vertices[0].tolist())
    (True, ['00011', '00110', '01100', '10001', '11000'])
    """

    def __init__(
        self, payoffs: Sequence[Sequence[Sequence[int]]], replies: Sequence[range], moves: Sequence[range]
    ) -> None:
        d = len(moves[0])
        self.origins = tuple(sum(1 << label for label in own) for own in moves)
        self._payoffs = payoffs
        self._labels = d + len(replies[0])
        self._normals = np.array([np.vstack([-np.eye(d), scaled(own)]) for own in payoffs])
        self._sides = np.repeat([0.0, 1.0], [d, len(replies[0])])
        bits = label_bits(range(self._labels + len(payoffs) - 1))
        self._bits = bits[[(*own, *others) for own, others in zip(moves, replies, strict=True)]]
        self._marks = np.array([number << self._labels for number in range(len(payoffs))], dtype=bits.dtype)
        masks = np.array(self.origins, dtype=bits.dtype) + self._marks
        self._seen = set(masks.tolist())
        self._proven = [masks[:0]]
        self._known = 0
        self._layer: Layer = masks, np.tile(np.arange(d), (len(payoffs), 1))
        self._next_layer: list[Layer] = []
        self._doubts = 0

    @property
    def complete(self) -> bool:
        """Whether every vertex was found: no edge is left to follow."""
        return not len(self._layer[0]) and not self._next_layer

    @property
    def vertices(self) -> tuple[Masks, ...]:
        """The tight labels of each proven vertex of each polytope, as bit masks."""
        masks = np.concatenate(self._proven)
        return tuple(masks[masks >> self._labels == number] - mark for number, mark in enumerate(self._marks))

    @np.errstate(over="ignore", invalid="ignore")
    def explore(self, deadline: float = inf) -> None:
        """Find the vertices that are missing, until the clock `time.monotonic` passes the deadline.

        No more is begun once as many are known as `MOST_VERTICES`.

        Raises
        ------
        NotSimpleError
            If a vertex with too many tight inequalities was met, or too much is in doubt.
        """
        at_once = max(1, _ENTRIES_AT_ONCE // self._normals[0].size)
        while not self.complete and monotonic() < deadline and self._known <= MOST_VERTICES:
            masks, tight = self._layer
            self._visit(masks[:at_once], tight[:at_once])
            tell("vertices", self._known)
            self._layer = masks[at_once:], tight[at_once:]
            if not len(self._layer[0]) and self._next_layer:
                masks, tight = zip(*self._next_layer, strict=True)
                self._layer, self._next_layer = (np.concatenate(masks), np.concatenate(tight)), []

    def _visit(self, masks: Masks, tight: Labels) -> None:
        """Prove vertices, each given by its mask and the places of its tight inequalities; note those next to them."""
        which = (masks >> self._labels).astype(np.intp)
        normals = self._normals[which]
        rows = np.arange(len(tight))[:, None]
        inverses, points, errors = solve_with_bounds(normals[rows, tight], self._sides[tight])
        slacks = self._sides - (normals @ points[:, :, None])[:, :, 0]
        d = tight.shape[1]
        doubts = rounding(d) * (1 + d * np.abs(points).max(axis=1)) + d * errors
        slacks[rows, tight] = inf
        in_doubt = ~(slacks > doubts[:, None])
        for vertex in np.flatnonzero(in_doubt.any(axis=1)) if in_doubt.any() else ():
            self._prove_in_integers(self._payoffs[which[vertex]], tight[vertex])
        self._proven.append(masks)
        self._known += len(masks)
        rates = inverses.transpose(0, 2, 1) @ normals.transpose(0, 2, 1)
        rates /= -np.maximum(slacks, _LEAST_SLACK)[:, None, :]
        met = rates.argmax(axis=2)
        if not (slacks[rows, met] < inf).all():
            raise NotSimpleError("rounding hides where an edge leads")
        self._follow_edges(masks, tight, met, self._bits[which])

    def _prove_in_integers(self, payoffs: Sequence[Sequence[int]], tight: Labels) -> None:
        self._doubts += 1
        d = len(tight)
        support = [k for k in range(d) if k not in tight]
        best = sorted(int(place) - d for place in tight if place >= d)
        found = equalising_strategy(payoffs, support, best) if support else None
        if found is None or not found.strict or self._doubts > _MOST_DOUBTS * len(self._payoffs):
            raise NotSimpleError("some vertex has more tight inequalities than dimensions, or rounding hides it")

    def _follow_edges(self, masks: Masks, tight: Labels, met: Labels, bits: Masks) -> None:
        """Note the vertices at the other ends of all edges; on each an inequality of `tight` gives way to one `met`."""
        rows = np.arange(len(tight))[:, None]
        ends = (masks[:, None] - bits[rows, tight] + bits[rows, met]).ravel()
        found, places = np.unique(ends, return_index=True)
        fresh = [place for end, place in zip(found.tolist(), places.tolist(), strict=True) if end not in self._seen]
        if fresh:
            vertex, edge = np.divmod(fresh, tight.shape[1])
            neighbours = tight[vertex]
            neighbours[np.arange(len(fresh)), edge] = met[vertex, edge]
            self._next_layer.append((ends[fresh], neighbours))
            self._seen.update(ends[fresh].tolist())


def label_bits(labels: Sequence[int]) -> Masks:
    """Return the bit of each label, in machine integers where they fit."""
    return np.array([1 << label for label in labels], dtype=np.int64 if max(labels) < 63 else np.object_)


def scaled(payoffs: Sequence[Sequence[int]]) -> Array:
    """Return positive integers from another origin and in another unit, between 1/4 and 1, each rounded once at most.

    The strategies and their best replies are those of the integers.
    """
    spread = max(map(max, payoffs)) - 1 or 1
    unit = 1 << (2 * spread).bit_length()
    return np.array([[(value - 1 + spread) / unit for value in line] for line in payoffs])


def rounding(terms: int) -> float:
    """Return a bound on the relative error of a sum of so many products of numbers each of which is rounded too."""
    return 2 * (terms + 4) * 2.0**-53


def solve_with_bounds(matrices: Array, sides: Array) -> tuple[Array, Array, Array]:
    """Return approximate inverses and solutions of systems of equations, and bounds on the errors of the solutions.

    Parameters
    ----------
    matrices
        Shape (count, d, d); no entry is greater than 1 in size, and each may itself be rounded once.
    sides
        Shape (count, d), exact; none greater than 1.

    Returns
    -------
    tuple of three arrays
        Shapes (count, d, d), (count, d) and (count,). No entry of a solution is off by more than its bound; that is
        infinite, and the entries may be no numbers, where the matrix is not proven to have an inverse.
    """
    d = sides.shape[1]
    inverses = _inverses(matrices)
    solutions = (inverses @ sides[:, :, None])[:, :, 0]
    unit = d * rounding(d)
    norms = _norms(inverses)
    defects = _norms(inverses @ matrices - np.eye(d)) + unit * norms
    residuals = np.abs((matrices @ solutions[:, :, None])[:, :, 0] - sides).max(axis=1)
    residuals += unit * (1 + np.abs(solutions).max(axis=1))
    return inverses, solutions, np.where(defects <= 0.5, 4 * norms * residuals, inf)


def _norms(matrices: Array) -> Array:
    """Return what no row sum of absolute values of each matrix exceeds: the root of d times the sum of squares."""
    return np.sqrt(matrices.shape[2] * np.einsum("vij,vij->v", matrices, matrices))


def _inverses(matrices: Array) -> Array:
    """Return approximate inverses, of no numbers where there seem to be none."""
    try:
        return np.linalg.inv(matrices).astype(np.float64, copy=False)
    except np.linalg.LinAlgError:
        if len(matrices) == 1:
            return np.full_like(matrices, np.nan)
        half = len(matrices) // 2
        return np.concatenate([_inverses(matrices[:half]), _inverses(matrices[half:])])
