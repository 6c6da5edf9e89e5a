"""The search for the equilibria of any two-player game, degenerate or not, by walks in integers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from time import monotonic
from typing import NamedTuple

from .best_response_polytopes import BestResponsePolytope, Vertex, most_vertices
from .degenerate_strategies import degenerate_strategy, ties_are_few
from .equilibrium_faces import raised_partner, vertices_of_face

Matrix = Sequence[Sequence[int]]

_FEW_VERTICES = 500
"""A polytope that may have no more is walked through as it is."""

_VERTICES_FOR_A_FACE = 8
"""How many vertices are visited in the time in which one face is looked at."""


class RaisedEquilibrium(NamedTuple):
    """An equilibrium of the raised game: the labels of the vertices to which it tends, and its index as a sign."""

    row_labels: int
    column_labels: int
    sign: int


class IntegerWalk:
    """The search that walks through both polytopes, or through one and the faces of the other that hold its partners.

    A face takes a walk of its own for each vertex of the polytope of fewer dimensions. Where the other polytope should
    have far more vertices than that it is left alone.

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
        self._other_table = tables[1 - self._first]
        self._partners: dict[int, list[Vertex]] | None = None
        self._tie: tuple[Fraction, ...] | None = None

    def explore(self, halfway: float, deadline: float) -> None:
        """Find the vertices, one polytope's until halfway at first; the times are readings of `time.monotonic`."""
        first, other = self.polytopes[self._first], self.polytopes[1 - self._first]
        first.explore(halfway)
        if _faces_are_less_work(first, other):
            self.method = "all vertices of one best-response polytope and all partners of each, by pivots in integers"
            self._partners = {}
            self.complete = self._find_partners(deadline) and self._decide_degeneracy(deadline)
        else:
            other.explore(deadline)
            first.explore(deadline)
            self.complete = first.complete and other.complete

    def extreme_equilibria(self) -> Iterator[tuple[Vertex, Vertex]]:
        """Go through the pairs of known vertices, the row player's first, that have all labels between them."""
        row, column = self.polytopes
        xs = {x.labels: x for x in row.vertices.values()}
        if self._partners is not None:
            known = {vertex.labels: vertex for vertex in self.polytopes[self._first].vertices.values()}
            for labels, partners in self._partners.items():
                for partner in partners:
                    yield (partner, known[labels]) if self._first else (known[labels], partner)
            return
        ys = {y.labels: y for y in column.vertices.values()}
        if row.degenerate_vertex or column.degenerate_vertex:
            pairs = _completely_labelled(list(xs), list(ys))
        else:
            pairs = ((raised.row_labels, raised.column_labels) for raised in self.raised_equilibria())
        for x, y in pairs:
            if (x, y) != (row.origin, column.origin):
                yield xs[x], ys[y]

    def raised_equilibria(self) -> Iterator[RaisedEquilibrium]:
        """Go through the equilibria of the raised game: each vertex has just the labels that the other lacks."""
        first, other = self.polytopes[self._first], self.polytopes[1 - self._first]
        everything = first.origin | other.origin
        for labels, vertex in first.vertices.items():
            partner = None if labels == first.origin else self._raised_partner(vertex, everything ^ labels)
            if partner is not None:
                partner_labels, orientation = partner
                actions = (first.origin & ~labels).bit_count()
                sign = (-1) ** (actions + 1) * first.orientation(vertex) * orientation
                row, column = (vertex.labels, partner_labels)[:: -1 if self._first else 1]
                yield RaisedEquilibrium(row, column, sign)

    def degenerate_strategy(self) -> tuple[int, tuple[Fraction, ...]] | None:
        """Return a player and a strategy with more best replies than actions, if one is known."""
        for player, polytope in enumerate(self.polytopes):
            if vertex := polytope.degenerate_vertex:
                return player, polytope.strategy(vertex)
        return None if self._tie is None else (1 - self._first, self._tie)

    def _raised_partner(self, vertex: Vertex, labels: int) -> tuple[int, int] | None:
        """Return the true labels and the orientation of the other polytope's raised vertex with given labels."""
        other = self.polytopes[1 - self._first]
        if self._partners is not None:
            near = any(labels & ~partner.labels == 0 for partner in self._partners.get(vertex.labels, ()))
            return raised_partner(other, labels) if near else None
        partner = other.vertices.get(labels)
        return None if partner is None else (partner.labels, other.orientation(partner))

    def _find_partners(self, deadline: float) -> bool:
        """Find what is in equilibrium with each vertex of the first polytope; tell whether time was enough."""
        first, other = self.polytopes[self._first], self.polytopes[1 - self._first]
        partners: dict[int, list[Vertex]] = {}
        self._partners = partners
        for labels in {vertex.labels: None for vertex in first.vertices.values()}:
            if labels != first.origin:
                played = first.origin & ~labels
                partners[labels], complete = vertices_of_face(other, labels & other.origin, played, deadline)
                if not complete or monotonic() > deadline:
                    return False
        return True

    def _decide_degeneracy(self, deadline: float) -> bool:
        """Look for ties in what was left out of the walk, where none is known; tell whether time was enough."""
        if self.degenerate_strategy() is None:
            try:
                found = degenerate_strategy(self._other_table, deadline)
            except TimeoutError:
                return False
            self._tie = None if found is None else found.strategy
        return True


def _faces_are_less_work(first: BestResponsePolytope, other: BestResponsePolytope) -> bool:
    """Tell whether the faces that may hold partners of a polytope's vertices should be less work than the other one.

    The other one is reckoned to have as great a share of the vertices that it could have as the first one has. Where
    nothing is degenerate yet all ties have to be ruled out besides.
    """
    fewer, more = len(first.moves), len(other.moves)
    most = most_vertices(more, fewer + more)
    if not first.complete or most <= _FEW_VERTICES or not (first.degenerate_vertex or ties_are_few(fewer, more)):
        return False
    faces = len({vertex.labels for vertex in first.vertices.values()})
    return _VERTICES_FOR_A_FACE * faces < most * len(first.vertices) / most_vertices(fewer, fewer + more)


def _completely_labelled(xs: Sequence[int], ys: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Go through the pairs of label sets that have all labels between them; 0 of both polytopes is among them.

    For each label a bit mask says which of `ys` have it. Those that can go with x are the intersection of the masks of
    all labels that x lacks.
    """
    labels = range((xs[0] | ys[0]).bit_length())
    holders = [int("".join("1" if y >> label & 1 else "0" for y in reversed(ys)), base=2) for label in labels]
    for x in xs:
        partners = (1 << len(ys)) - 1
        for label in labels:
            if not x >> label & 1:
                partners &= holders[label]
        while partners:
            lowest = partners & -partners
            yield x, ys[lowest.bit_length() - 1]
            partners ^= lowest
