"""All equilibria of a two-player game that is not degenerate, from walks through simple polytopes.

The supports of an equilibrium follow from the labels of its two vertices. Where both polytopes are walked through, the
equilibria are the vertices of one whose labels are just those that a vertex of the other lacks. Where one player has
far more actions than the other, the polytope of more dimensions is left alone: each vertex of the other one says which
actions are best replies to it and which are to be made indifferent, and so leads to one system of as many equations as
unknowns. What is to be shown besides is that the polytope that was left alone is simple too.

Equilibria are solved for in whole numbers, and tested in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray

from ..deadline import counting, stop_after
from ..exact.equalising_strategies import ExactProfile, equalising_strategy
from .degenerate_strategies import degenerate_strategy, ties_are_few
from .simple_polytopes import NotSimpleError, SimplePolytopes, label_bits, rounding, scaled, solve_with_bounds

Matrix = Sequence[Sequence[int]]
Supports = tuple[tuple[int, ...], tuple[int, ...]]

_AT_ONCE = 2_000
"""Vertices whose partners are looked for at once."""


class BothPolytopes:
    """The search that walks through both polytopes.

    Parameters
    ----------
    tables
        What each reply (rows) earns against each move (columns) of the row player, and of the column player: positive
        integers, shapes (n, m) and (m, n).

    Attributes
    ----------
    method
        How equilibria are found, for the reader.
    """

    method = "all vertices of both best-response polytopes, in floating point with a proof of each"

    def __init__(self, tables: tuple[Matrix, Matrix]) -> None:
        replies, moves = _labels(tables)
        apart = [slice(0, 1), slice(1, 2)] if len(tables[0]) != len(tables[1]) else [slice(0, 2)]
        self._walks = [SimplePolytopes(tables[part], replies[part], moves[part]) for part in apart]
        self._columns = moves[1]

    @property
    def complete(self) -> bool:
        """Whether both polytopes are known in full."""
        return all(walk.complete for walk in self._walks)

    def explore(self, halfway: float, deadline: float) -> None:
        """Find the vertices, the row player's until halfway at first; the times are readings of `time.monotonic`.

        Where both players have as many actions their polytopes are walked through together.
        """
        self._walks[0].explore(halfway)
        for walk in reversed(self._walks):
            walk.explore(deadline)

    def supports(self) -> Iterator[Supports]:
        """Go through the supports of the equilibria among the known vertices."""
        row, column = (vertices.tolist() for walk in self._walks for vertices in walk.vertices)
        m, n = self._columns.start, len(self._columns)
        everything = (1 << m + n) - 1
        partners = {everything ^ mask for mask in column}
        for mask in row:
            if mask in partners and mask >> m:
                yield (
                    tuple(label for label in range(m) if not mask >> label & 1),
                    tuple(place for place in range(n) if mask >> m + place & 1),
                )


class OnePolytope:
    """The search that walks through the polytope of the player with fewer actions, and solves for the other's part.

    Parameters
    ----------
    tables
        As for `BothPolytopes`.

    Attributes
    ----------
    polytope
        That of the player with fewer actions, by itself.
    method
        How equilibria are found, for the reader.
    """

    method = "all vertices of one best-response polytope, in floating point with a proof of each, and their partners"

    def __init__(self, tables: tuple[Matrix, Matrix]) -> None:
        self._mover = int(len(tables[0]) < len(tables[1]))
        only = slice(self._mover, self._mover + 1)
        replies, moves = _labels(tables)
        self.polytope = SimplePolytopes(tables[only], replies[only], moves[only])
        self._bits = label_bits((*moves[self._mover], *replies[self._mover]))
        self._other = tables[1 - self._mover]
        self._other_is_simple = False

    @property
    def complete(self) -> bool:
        """Whether the one polytope is known in full, and the other is known to be simple."""
        return self.polytope.complete and self._other_is_simple

    def explore(self, halfway: float, deadline: float) -> None:
        """Find the vertices until halfway, then show that the other polytope is simple, then find what is missing.

        Raises
        ------
        NotSimpleError
            If one of the polytopes is not simple, or rounding leaves too much in doubt.
        """
        self.polytope.explore(halfway)
        try:
            if degenerate_strategy(self._other, deadline):
                raise NotSimpleError("the other polytope has a vertex with more tight inequalities than dimensions")
        except TimeoutError:
            return
        self._other_is_simple = True
        self.polytope.explore(deadline)

    def supports(self) -> Iterator[Supports]:
        """Go through the supports of vertices whose partners are not ruled out: those of all equilibria among them."""
        masks = sorted({*self.polytope.vertices[0].tolist()} - {*self.polytope.origins})
        for start in range(0, len(masks), _AT_ONCE):
            for played, best in self._with_partners(masks[start : start + _AT_ONCE]):
                yield (best, played) if self._mover else (played, best)

    def _with_partners(self, masks: Sequence[int]) -> Iterator[Supports]:
        tight = (np.array(masks, dtype=self._bits.dtype)[:, None] & self._bits) != 0
        fewer = len(self._other)
        unplayed, best = tight[:, :fewer], tight[:, fewer:]
        sizes = fewer - np.count_nonzero(unplayed, axis=1)
        table = scaled(self._other)
        for size in range(1, fewer + 1):
            rows = np.nonzero(~unplayed[sizes == size])[1].reshape(-1, size)
            columns = np.nonzero(best[sizes == size])[1].reshape(-1, size)
            for place in np.flatnonzero(_may_equalise(table, rows, columns)):
                yield tuple(rows[place].tolist()), tuple(columns[place].tolist())


def regular_search(tables: tuple[Matrix, Matrix]) -> BothPolytopes | OnePolytope:
    """Return the search that should be the faster one.

    Examples
    --------
    >>> from numpy import ones
    >>> shapes = ((8, 8), (3, 80))
    >>> [type(regular_search((ones((n, m)).tolist(), ones((m, n)).tolist()))).__name__ for m, n in shapes]
    ['BothPolytopes', 'OnePolytope']
    """
    fewer, more = sorted(map(len, tables))
    if ties_are_few(fewer, more):
        return OnePolytope(tables)
    return BothPolytopes(tables)


def regular_equilibria(
    search: BothPolytopes | OnePolytope, tables: tuple[Matrix, Matrix], deadline: float = inf
) -> Iterator[tuple[ExactProfile, int]]:
    """Go through the equilibria that a search has found, those in which fewer actions are played first, with indices.

    Raises
    ------
    NotSimpleError
        If some strategy has more best replies than actions.
    TimeoutError
        If the clock `time.monotonic` has passed the deadline.
    """
    for rows, columns in counting("pairs of supports", sorted(search.supports(), key=lambda pair: len(pair[0]))):
        stop_after(deadline)
        x = equalising_strategy(tables[0], rows, columns)
        y = equalising_strategy(tables[1], columns, rows)
        if x is not None and y is not None:
            if not (x.strict and y.strict):
                raise NotSimpleError("an equilibrium has more best replies than actions")
            yield (x.strategy, y.strategy), (-1) ** (len(rows) + 1) * x.orientation * y.orientation


def _labels(tables: tuple[Matrix, Matrix]) -> tuple[tuple[range, range], tuple[range, range]]:
    """Return the labels of the rows of both tables, and those of their columns."""
    n, m = map(len, tables)
    rows, columns = range(m), range(m, m + n)
    return (columns, rows), (rows, columns)


@np.errstate(over="ignore", invalid="ignore")
def _may_equalise(table: NDArray[np.float64], best: NDArray[np.intp], support: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell which strategies on the supports that equalise the replies `best` are not proven to fail at something.

    They fail where a weight is negative or another reply earns more. Shapes: table (replies, moves), best and support
    (count, k).
    """
    matrices = table[best[:, :, None], support[:, None, :]]
    _, weights, errors = solve_with_bounds(matrices, np.ones(best.shape))
    earned = np.einsum("rck,ck->cr", table[:, support], weights)
    size = support.shape[1]
    margins = rounding(size) * (1 + size * np.abs(weights).max(axis=1, initial=0)) + size * errors
    return ~((weights < -errors[:, None]).any(axis=1) | (earned > 1 + margins[:, None]).any(axis=1))
