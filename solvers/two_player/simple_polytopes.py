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


class SimplePolytope:
    """The polytope {z >= 0 : M z <= 1} of the mover's strategies, and those of its vertices that are proven so far.

    Parameters
    ----------
    payoffs
        M, positive integers: `payoffs[j][k]` is what reply j earns against move k.
    replies, moves
        The labels of the rows and of the columns of M: all numbers from 0, replies before moves or after them.

    Attributes
    ----------
    origin
        The labels of the vertex 0, as a bit mask.
    vertices
        The tight labels of each proven vertex, as bit masks.

    Examples
    --------
    The pentagon of the column player in von Stengel's (2007) 3 x 2 game:

    >>> polytope = SimplePolytope([[4, 4], [3, 6], [1, 7]], replies=range(3), moves=range(3, 5))
    >>> polytope.explore()
    >>> polytope.complete, sorted(f"{mask:05b}" for mask in polytope.vertices)
    (True, ['00011', '00110', '01100', '10001', '11000'])
    """

    def __init__(self, payoffs: Sequence[Sequence[int]], replies: range, moves: range) -> None:
        self.moves = moves
        self.replies = replies
        self.origin = sum(1 << label for label in moves)
        self.vertices: set[int] = set()
        self._payoffs = payoffs
        self._bits = label_bits((*moves, *replies))
        unplayed = -np.eye(len(moves))
        self._normals = np.vstack([unplayed, scaled(payoffs)])
        self._sides = np.repeat([0.0, 1.0], [len(moves), len(replies)])
        self._seen = {self.origin}
        self._layer: Labels = np.arange(len(moves))[None]
        self._next_layer: list[Labels] = []
        self._doubts = 0

    @property
    def complete(self) -> bool:
        """Whether every vertex was found: no edge is left to follow."""
        return not len(self._layer)

    def explore(self, deadline: float = inf) -> None:
        """Find the vertices that are missing, until the clock `time.monotonic` passes the deadline.

        No more is begun once as many are known as `MOST_VERTICES`.

        Raises
        ------
        NotSimpleError
            If a vertex with too many tight inequalities was met, or too much is in doubt.
        """
        at_once = max(1, _ENTRIES_AT_ONCE // self._normals.size)
        while not self.complete and monotonic() < deadline and len(self.vertices) <= MOST_VERTICES:
            self._visit(self._layer[:at_once])
            tell("vertices", len(self.vertices))
            self._layer = self._layer[at_once:]
            if not len(self._layer) and self._next_layer:
                self._layer, self._next_layer = np.concatenate(self._next_layer), []

    @np.errstate(over="ignore", invalid="ignore")
    def _visit(self, tight: Labels) -> None:
        """Prove vertices, each given by the places of its tight inequalities, and note those next to them."""
        inverses, points, errors = solve_with_bounds(self._normals[tight], self._sides[tight])
        slacks = self._sides - points @ self._normals.T
        np.put_along_axis(slacks, tight, inf, axis=1)
        sizes = np.abs(self._normals).sum(axis=1)
        doubt = rounding(len(self.moves)) * (1 + sizes * np.abs(points).max(axis=1)[:, None]) + sizes * errors[:, None]
        masks: Masks = self._bits[tight].sum(axis=1)
        for vertex in np.flatnonzero(~(slacks > doubt).all(axis=1)):
            self._prove_in_integers(tight[vertex])
        self.vertices.update(masks.tolist())
        self._follow_edges(tight, masks, (-self._normals @ inverses) / np.maximum(slacks, _LEAST_SLACK)[:, :, None])

    def _prove_in_integers(self, tight: Labels) -> None:
        self._doubts += 1
        d = len(self.moves)
        support = [k for k in range(d) if k not in tight]
        best = sorted(int(place) - d for place in tight if place >= d)
        found = equalising_strategy(self._payoffs, support, best) if support else None
        if found is None or not found.strict or self._doubts > _MOST_DOUBTS:
            raise NotSimpleError("some vertex has more tight inequalities than dimensions, or rounding hides it")

    def _follow_edges(self, tight: Labels, masks: Masks, rates: Array) -> None:
        """Note the vertices at the other ends of all edges; `rates` is how fast each slack is used up on each edge."""
        met = rates.argmax(axis=1)
        ends = (masks[:, None] - self._bits[tight] + self._bits[met]).ravel()
        found, places = np.unique(ends, return_index=True)
        fresh = [place for end, place in zip(found.tolist(), places.tolist(), strict=True) if end not in self._seen]
        if fresh:
            vertex, edge = np.divmod(fresh, len(self.moves))
            neighbours = tight[vertex]
            neighbours[np.arange(len(fresh)), edge] = met[vertex, edge]
            self._next_layer.append(neighbours)
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


@np.errstate(over="ignore", invalid="ignore")
def solve_with_bounds(matrices: Array, sides: Array) -> tuple[Array, Array, Array]:
    """Return approximate inverses and solutions of systems of equations, and bounds on the errors of the solutions.

    Parameters
    ----------
    matrices
        Shape (count, d, d); each entry may itself be rounded once.
    sides
        Shape (count, d), exact.

    Returns
    -------
    tuple of three arrays
        Shapes (count, d, d), (count, d) and (count,). No entry of a solution is off by more than its bound; that is
        infinite, and the entries may be no numbers, where the matrix is not proven to have an inverse.
    """
    d = sides.shape[1]
    inverses = _inverses(matrices)
    solutions = (inverses @ sides[:, :, None])[:, :, 0]
    unit = rounding(d)
    weights = np.abs(matrices).sum(axis=2)
    defects = np.abs(inverses @ matrices - np.eye(d)).sum(axis=2)
    defects += unit * (np.abs(inverses) @ weights[:, :, None])[:, :, 0]
    residuals = np.abs((matrices @ solutions[:, :, None])[:, :, 0] - sides).max(axis=1)
    sizes = np.abs(solutions).max(axis=1)
    residuals += unit * (weights.max(axis=1) * sizes + np.abs(sides).max(axis=1))
    errors = 4 * np.abs(inverses).sum(axis=2).max(axis=1) * residuals
    return inverses, solutions, np.where(defects.max(axis=1) <= 0.5, errors, inf)


def _inverses(matrices: Array) -> Array:
    """Return approximate inverses, of no numbers where there seem to be none."""
    try:
        return np.linalg.inv(matrices).astype(np.float64, copy=False)
    except np.linalg.LinAlgError:
        if len(matrices) == 1:
            return np.full_like(matrices, np.nan)
        half = len(matrices) // 2
        return np.concatenate([_inverses(matrices[:half]), _inverses(matrices[half:])])
