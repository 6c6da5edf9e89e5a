"""The polytope of one player's mixed strategies, cut up by what the other player's best replies are.

Let M have one row for each action of the replying player and one column for each action of the moving player, all
entries positive: what each reply earns against each move. The *best-response polytope* {z >= 0 : M z <= 1} holds the
mover's mixed strategies, each scaled so that a best reply earns 1, and the point 0. Every inequality bears a *label*,
the action that it speaks of: z_k = 0 says that move k is not played, (M z)_j = 1 that reply j is a best one. A vertex
is known by the labels of its tight inequalities (von Stengel 2002, "Computing equilibria for two-person games").

All vertices are found by walking along all edges from the vertex 0. Each step is a pivot in integers (Edmonds 1967,
Bareiss 1968): every division leaves no remainder, so nothing is rounded and no fraction is reduced. Ties are broken by
the lexicographic rule, which amounts to *raising* the right-hand side of row j by the (j + 1)-th power of a number
that is as small as need be. The raised polytope is simple: each basis is a vertex of its own, and one edge leaves it
for each column. The graph of a polytope is connected (Balinski 1961), so once no edge is left to follow every vertex
has been seen; and every vertex of the true polytope is the limit of some of the raised one. Nothing is assumed of the
game, degenerate or not.

Raising row j by a factor is the same as dividing the payoffs of reply j by it. The walks through both players'
polytopes therefore also solve a non-degenerate game as near to the given one as one likes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from math import comb, gcd, inf
from time import monotonic
from typing import Any, NamedTuple

from ...games.numbers import whole_numbers
from ..deadline import tell


class Vertex(NamedTuple):
    """A vertex of the raised polytope, with the true vertex that is its limit.

    Attributes
    ----------
    labels
        The tight inequalities of the true vertex: bit k stands for label k.
    basis
        The label of the basic variable of each row.
    values
        What these variables are worth at the true vertex, times a common positive factor.
    """

    labels: int
    basis: tuple[int, ...]
    values: tuple[int, ...]


class Tableau(NamedTuple):
    """Row i reads: scale * basis[i] + sum over c of columns[c][i] * cobasis[c] = columns[-1][i], with scale > 0."""

    basis: tuple[int, ...]
    cobasis: tuple[int, ...]
    columns: Sequence[Sequence[int]]
    scale: int


class _Pivoted(Sequence[Sequence[int]]):
    """The columns of a tableau after a pivot, each worked out when it is first asked for.

    They are tuples, which the garbage collector need not go through once it has seen that they hold numbers.
    """

    def __init__(self, before: Tableau, row: int, place: int) -> None:
        self._before, self._row, self._place = before, row, place
        self._known: list[Sequence[int] | None] = [None] * len(before.columns)

    def __len__(self) -> int:
        return len(self._known)

    def __getitem__(self, place: Any) -> Any:
        known = self._known[place]
        if known is None:
            known = self._known[place] = self._worked_out(place)
        return known

    def _worked_out(self, place: int) -> tuple[int, ...]:
        row, scale = self._row, self._before.scale
        entering = self._before.columns[self._place]
        if place == self._place:
            column = [-e for e in entering]
            column[row] = scale
            return tuple(column)
        column, pivot = self._before.columns[place], entering[row]
        kept = column[row]
        moved = [(pivot * a - kept * e) // scale for a, e in zip(column, entering, strict=True)]
        moved[row] = kept
        return tuple(moved)


MOST_HELD = 30_000_000
"""Numbers in the tableaux and vertices of one polytope: more than a gigabyte of them."""


class BestResponsePolytope:
    """The polytope {z >= 0 : M z <= 1} of the mover's strategies, and those of its vertices that were found so far.

    Parameters
    ----------
    payoffs
        M, positive integers: `payoffs[j][k]` is what reply j earns against move k.
    replies, moves
        The labels of the rows and of the columns of M: different numbers from 0.
    sides
        Where the polytope is {z >= 0 : M z <= sides}, the sides, numbers from 0.
    scale
        A positive number by which M and the sides are multiples of what they stand for, where that is a tableau.

    Attributes
    ----------
    origin
        The labels of the vertex 0, as a bit mask.
    vertices
        The vertices of the raised polytope, by the labels of their non-basic variables as a bit mask. The first is 0,
        then come its neighbours, then theirs: small supports are found early.
    start
        The tableau of the vertex 0, with which `step` begins.

    Examples
    --------
    What the row player's three actions earn against the column player's two in von Stengel's (2007) 3 x 2 game, each
    payoff raised by 1. The column player's polytope is a pentagon:

    >>> polytope = BestResponsePolytope([[4, 4], [3, 6], [1, 7]], replies=(0, 1, 2), moves=(3, 4))
    >>> polytope.explore()
    >>> polytope.complete, len(polytope.vertices), polytope.degenerate_vertex
    (True, 5, None)
    """

    def __init__(
        self,
        payoffs: Sequence[Sequence[int]],
        replies: Iterable[int],
        moves: Iterable[int],
        sides: Sequence[int] | None = None,
        scale: int = 1,
    ) -> None:
        self.replies = tuple(replies)
        self.moves = tuple(moves)
        self.origin = mask_of(self.moves)
        self.vertices: dict[int, Vertex] = {}
        self._edges: set[int] = set()
        self._frontier: deque[Tableau] = deque()
        columns = [[row[k] for row in payoffs] for k in range(len(self.moves))]
        right = [1] * len(self.replies) if sides is None else list(sides)
        self.start = Tableau(self.replies, self.moves, [*columns, right], scale)
        self._visit(self.start, self.origin)

    @property
    def complete(self) -> bool:
        """Whether every vertex was found: no edge is left to follow."""
        return not self._frontier

    @property
    def degenerate_vertex(self) -> Vertex | None:
        """The first vertex found that has more tight inequalities than the polytope has dimensions."""
        return next((vertex for mask, vertex in self.vertices.items() if vertex.labels != mask), None)

    def explore(self, deadline: float = inf) -> None:
        """Find the vertices that are missing, until the clock `time.monotonic` passes the deadline.

        No more is begun once as many numbers are held as `MOST_HELD`.
        """
        size = (len(self.moves) + 1) * len(self.replies)
        while self._frontier and monotonic() < deadline:
            if len(self._frontier) * size + 2 * len(self.vertices) * len(self.replies) > MOST_HELD:
                return
            tell("vertices", len(self.vertices))
            if not self._follow_edges(self._frontier[0], deadline):
                return
            self._frontier.popleft()

    def strategy(self, vertex: Vertex) -> tuple[Fraction, ...]:
        """Return the mover's mixed strategy at a vertex other than 0."""
        value = dict(zip(vertex.basis, vertex.values, strict=True))
        weights = [value.get(move, 0) for move in self.moves]
        total = sum(weights)
        return tuple(Fraction(weight, total) for weight in weights)

    def orientation(self, vertex: Vertex) -> int:
        """Return the sign of the determinant of M cut down to the best replies and to the support, in their orders.

        Both are those of the raised vertex, and equally many. The pivots were positive, so the determinant of the
        basis is positive too; what is left is the sign of the permutation that puts its columns in order.
        """
        support = sorted(set(vertex.basis).intersection(self.moves))
        best = [row for row, reply in enumerate(self.replies) if reply not in vertex.basis]
        place = {reply: row for row, reply in enumerate(self.replies)} | dict(zip(support, best, strict=True))
        return (-1) ** sum(a > b for a, b in combinations((place[label] for label in vertex.basis), 2))

    def step(self, tableau: Tableau, entering: int) -> tuple[Tableau, int]:
        """Follow the edge on which a label is given up; return the tableau of its other end and the label met there."""
        place = tableau.cobasis.index(entering)
        row = self._leaving_row(tableau, place)
        return pivot(tableau, row, place), tableau.basis[row]

    def _visit(self, tableau: Tableau, mask: int) -> None:
        values = tableau.columns[-1]
        tight = mask
        if not all(values):
            tight |= mask_of(label for label, value in zip(tableau.basis, values, strict=True) if not value)
        self._frontier.append(tableau)
        self.vertices[mask] = Vertex(tight, tableau.basis, tuple(values))

    def _follow_edges(self, tableau: Tableau, deadline: float) -> bool:
        """Visit what lies at the other ends of the edges of a vertex; tell whether time was enough for all.

        Of a vertex from which none that is new is reached, as of about every second, only the columns of those edges
        are worked out that were not followed from their other ends.
        """
        here, whole = mask_of(tableau.cobasis), None
        for place, entering in enumerate(tableau.cobasis):
            edge = here ^ (1 << entering)
            if edge not in self._edges:
                if monotonic() > deadline:
                    return False
                row = self._leaving_row(tableau, place)
                there = edge | (1 << tableau.basis[row])
                if there not in self.vertices:
                    whole = whole or _whole(tableau)
                    self._visit(_reached(whole, row, place), there)
                self._edges.add(edge)
        return True

    def _leaving_row(self, tableau: Tableau, place: int) -> int:
        """Return the row that first stops the entering variable: by the true values, then by the raised ones."""
        entries = tableau.columns[place]
        rows = _first_to_stop(range(len(entries)), tableau.columns[-1], entries)
        replies = iter(self.replies)
        while len(rows) > 1:
            rows = _first_to_stop(rows, raised(tableau, next(replies)), entries)
        return rows[0]


def positive_integers(payoffs: Sequence[Sequence[Fraction]]) -> list[list[int]]:
    """Return a player's payoffs in another unit and from another origin, as the smallest positive integers there are.

    Examples
    --------
    >>> positive_integers([[Fraction(-1, 2), Fraction(1, 4)], [Fraction(1), Fraction(-1, 2)]])
    [[1, 2], [3, 1]]
    """
    whole, _ = whole_numbers(value for row in payoffs for value in row)
    lowest = min(whole)
    above = [value - lowest for value in whole]
    unit, moves = gcd(*above) or 1, len(payoffs[0])
    return [[value // unit + 1 for value in above[k : k + moves]] for k in range(0, len(above), moves)]


def most_vertices(dimension: int, facets: int) -> int:
    """Return the greatest number of vertices of a polytope with so many facets: that of the dual cyclic polytope.

    McMullen (1970), the upper bound theorem.

    Examples
    --------
    >>> most_vertices(2, 5), most_vertices(3, 6)
    (5, 8)
    """
    upper, lower = (dimension + 1) // 2, dimension // 2
    return comb(facets - upper, lower) + comb(facets - lower - 1, upper - 1)


def raised(tableau: Tableau, reply: int) -> Sequence[int]:
    """Return what raising a reply's right-hand side adds to each row: its column of the inverse basis, times scale."""
    if reply in tableau.cobasis:
        return tableau.columns[tableau.cobasis.index(reply)]
    return [tableau.scale * (label == reply) for label in tableau.basis]


def _first_to_stop(rows: Iterable[int], values: Sequence[int], entries: Sequence[int]) -> list[int]:
    """Return those of the rows with positive entries where the ratio of value to entry is smallest."""
    first: list[int] = []
    value, entry = 1, 0
    for i in rows:
        slope = entries[i]
        if slope > 0:
            gap = values[i] * entry - value * slope
            if gap < 0:
                first, value, entry = [i], values[i], slope
            elif gap == 0:
                first.append(i)
    return first


def pivot(tableau: Tableau, row: int, place: int) -> Tableau:
    """Exchange the basic variable of a row with the non-basic one at a place, without fractions."""
    return _whole(_reached(tableau, row, place))


def _reached(tableau: Tableau, row: int, place: int) -> Tableau:
    """Return the tableau after a pivot, of which no column is worked out yet."""
    basis, cobasis = list(tableau.basis), list(tableau.cobasis)
    basis[row], cobasis[place] = cobasis[place], basis[row]
    return Tableau(tuple(basis), tuple(cobasis), _Pivoted(tableau, row, place), tableau.columns[place][row])


def _whole(tableau: Tableau) -> Tableau:
    return tableau._replace(columns=[tableau.columns[place] for place in range(len(tableau.columns))])


def mask_of(labels: Iterable[int]) -> int:
    """Return the bit mask of labels."""
    mask = 0
    for label in labels:
        mask |= 1 << label
    return mask
