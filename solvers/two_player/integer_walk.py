"""The search for the equilibria of any two-player game, degenerate or not, by walks in integers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from .best_response_polytopes import BestResponsePolytope, most_vertices
from .degenerate_strategies import degenerate_strategy, ties_are_few

Matrix = Sequence[Sequence[int]]

_FEW_VERTICES = 500
"""A polytope that may have no more is walked through as it is."""


class IntegerWalk:
    """The search that walks through both polytopes, or through one and the faces of the other that can have partners.

    Let x be a vertex of the polytope of fewer dimensions. In equilibrium with x only best replies to x are played.
    Often these are few of the moves of the other polytope: without the rest it is a face of few dimensions. Where all
    these faces together are less work than the other polytope, they are walked through in its place.

    Parameters
    ----------
    tables
        What each reply (rows) earns against each move (columns) of the row player, and of the column player: positive
        integers, shapes (n, m) and (m, n).

    Attributes
    ----------
    polytopes
        The row player's and the column player's.
    complete
        Whether every vertex was found that may belong to an equilibrium, and degeneracy is decided.
    method
        How equilibria are found, for the reader.
    """

    def __init__(self, tables: tuple[Matrix, Matrix]) -> None:
        n, m = map(len, tables)
        rows, columns = range(m), range(m, m + n)
        self.polytopes = (
            BestResponsePolytope(tables[0], replies=columns, moves=rows),
            BestResponsePolytope(tables[1], replies=rows, moves=columns),
        )
        self.complete = False
        self.method = "all vertices of both best-response polytopes, by pivots in integers"
        self._first = int(n < m)
        self._tables = tables
        self._elsewhere: tuple[Fraction, ...] | None = None

    def explore(self, halfway: float, deadline: float) -> None:
        """Find the vertices, one polytope's until halfway at first; the times are readings of `time.monotonic`."""
        first, other = self.polytopes[self._first], self.polytopes[1 - self._first]
        first.explore(halfway)
        supports = _best_replies(first, other) if first.complete else ()
        if _faces_are_less_work(supports, first, other):
            self.method = "all vertices of one best-response polytope and all partners of each, by pivots in integers"
            self.complete = other.explore_faces(supports, deadline) and self._decide_degeneracy(deadline)
        else:
            other.explore(deadline)
            first.explore(deadline)
            self.complete = first.complete and other.complete

    def degenerate_strategy(self) -> tuple[int, tuple[Fraction, ...]] | None:
        """Return a player and a strategy with more best replies than actions, if one is known."""
        for player, polytope in enumerate(self.polytopes):
            if vertex := polytope.degenerate_vertex:
                return player, polytope.strategy(vertex)
        return None if self._elsewhere is None else (1 - self._first, self._elsewhere)

    def _decide_degeneracy(self, deadline: float) -> bool:
        """Look for ties in what was left out of the walk, where none is known; tell whether time was enough."""
        if self.degenerate_strategy() is None:
            try:
                found = degenerate_strategy(self._tables[1 - self._first], deadline)
            except TimeoutError:
                return False
            self._elsewhere = None if found is None else found.strategy
        return True


def _best_replies(first: BestResponsePolytope, other: BestResponsePolytope) -> list[int]:
    """Return the sets of best replies to the vertices of a polytope, as bit masks; sets within others are left out."""
    kept: list[int] = []
    distinct = {vertex.labels & other.origin for vertex in first.vertices.values()}
    for replies in sorted(distinct, key=lambda replies: (-replies.bit_count(), replies)):
        if not any(replies & ~larger == 0 for larger in kept):
            kept.append(replies)
    return kept


def _faces_are_less_work(supports: Sequence[int], first: BestResponsePolytope, other: BestResponsePolytope) -> bool:
    """Tell whether some supports are known and their faces should have fewer vertices in all than the polytope.

    The polytope is reckoned to have as great a share as the first one of the vertices that it could have.
    """
    fewer, more = len(first.moves), len(other.moves)
    most = most_vertices(more, fewer + more)
    ties_are_many = first.degenerate_vertex is None and not ties_are_few(fewer, more)
    if not supports or most <= _FEW_VERTICES or ties_are_many:
        return False
    in_faces = sum(most_vertices(s.bit_count(), s.bit_count() + fewer) for s in supports)
    return in_faces < most * len(first.vertices) / most_vertices(fewer, fewer + more)
