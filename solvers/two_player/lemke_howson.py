"""Single equilibria of a two-player game, at once and exact, by the paths of Lemke and Howson (1964).

A path begins at the vertex 0 of both best-response polytopes, where every label is there: each action is not played. It
gives up one label, and then goes along edges of the two polytopes in turn: whatever label is met is there twice, so the
other polytope gives it up next. Where the first label is met again all are there, at an equilibrium (von Stengel 2002).
By the lexicographic rule no vertex is met twice, so that every path ends, in a degenerate game too. Each label may be
the first one; different ones may lead to different equilibria.

A path is followed in floating point, and only its end is used: the supports say which equations the equilibrium solves.
These are solved in whole numbers, and the solution is tested in whole numbers. Where rounding has led all paths astray,
one is followed in integers. How an equilibrium was found thus plays no part in its proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ...games.normal_form import NormalFormGame
from ..deadline import deadline_after, has_passed
from ..exact.equalising_strategies import ExactProfile, only_strategy
from .best_response_polytopes import BestResponsePolytope, positive_integers
from .covered_actions import uncovered_actions

Matrix = list[list[int]]
Supports = tuple[tuple[int, ...], tuple[int, ...]]
Numbers = NDArray[np.intp]

_MOST_STEPS = 10_000
"""Steps after which a path in floating point is given up."""

_AT_LEAST = 1.0
"""Seconds that the first path has in any case, with the proof of its end."""

_NEGLIGIBLE = 1e-10
"""What counts as a tie or as zero in floating point: a wrong guess is found out, and costs time."""


def lemke_howson_equilibria(game: NormalFormGame, deadline: float = inf) -> Iterator[ExactProfile]:
    """Go through the equilibria to which the paths of Lemke and Howson lead, each once; in time there is one at least.

    Actions that others cover are taken away first. Every label of what is left begins one path.

    Parameters
    ----------
    game
        A game of two players, degenerate or not.
    deadline
        A reading of the clock `time.monotonic` at which paths end, the first one after a second at the earliest.

    Raises
    ------
    TimeoutError
        If an end was to be proven when the deadline passed.

    Examples
    --------
    >>> game = NormalFormGame.two_player([[3, 0], [0, 2]], [[2, 0], [0, 3]])
    >>> for found in lemke_howson_equilibria(game):
    ...     print(*(", ".join(map(str, strategy)) for strategy in found), sep="; ")
    1, 0; 1, 0
    0, 1; 0, 1
    """
    row, column = positive_integers(game.exact[0].tolist()), positive_integers(game.exact[1].T.tolist())
    rows, columns = uncovered_actions(row, column)
    row = [[row[i][j] for j in columns] for i in rows]
    column = [[column[j][i] for i in rows] for j in columns]
    for x, y in _distinct_equilibria(row, column, deadline):
        yield spread(x, rows, game.shape[0]), spread(y, columns, game.shape[1])


def _distinct_equilibria(row: Matrix, column: Matrix, deadline: float) -> Iterator[ExactProfile]:
    """Go through the equilibria at the ends of the paths; where none passes the test, that of one path in integers."""
    seen: set[Supports] = set()
    found: set[ExactProfile] = set()
    floats = _in_floats(column), _in_floats(row)
    until = max(deadline, deadline_after(_AT_LEAST))
    for label in range(len(row) + len(column)):
        if label > 0 and has_passed(until):
            break
        supports = _path_in_floats(floats, label, until)
        if supports is not None and supports not in seen:
            seen.add(supports)
            profile = _equilibrium_on(row, column, supports, until)
            if profile is not None and profile not in found:
                found.add(profile)
                yield profile
        until = deadline
    if not found:
        supports = _path_in_integers(row, column, 0, deadline)
        profile = None if supports is None else _equilibrium_on(row, column, supports, deadline)
        if profile is not None:
            yield profile


def _equilibrium_on(row: Matrix, column: Matrix, supports: Supports, deadline: float = inf) -> ExactProfile | None:
    """Return the strategies that make all actions of the supports equally good, if these are best replies."""
    rows, columns = supports
    x = only_strategy(column, rows, columns, deadline)
    y = None if x is None else only_strategy(row, columns, rows, deadline)
    return None if x is None or y is None else (x, y)


def spread(strategy: Iterable[Fraction], actions: Sequence[int], count: int) -> tuple[Fraction, ...]:
    """Return a strategy on some of so many actions, by their numbers, as one on all of them."""
    probability = dict(zip(actions, strategy, strict=True))
    return tuple(probability.get(action, Fraction(0)) for action in range(count))


def _path_in_integers(row: Matrix, column: Matrix, label: int, deadline: float) -> Supports | None:
    """Return the supports at the end of a path, None where the deadline passed first."""
    m, n = len(row), len(column)
    polytopes = (
        BestResponsePolytope(column, replies=range(m, m + n), moves=range(m)),
        BestResponsePolytope(row, replies=range(m), moves=range(m, m + n)),
    )
    tableaux = [polytope.start for polytope in polytopes]

    def step(turn: int, entering: int) -> int:
        tableaux[turn], leaving = polytopes[turn].step(tableaux[turn], entering)
        return leaving

    if not _follow_path(step, label, m, lambda steps: not has_passed(deadline)):
        return None
    return _supports([tableau.basis for tableau in tableaux], m)


def _path_in_floats(tables: tuple[Floats, Floats], label: int, deadline: float) -> Supports | None:
    """Return the supports at the likely end of a path, None where rounding led it astray, or it is long."""
    column, row = tables
    m, n = len(row), len(column)
    tableaux = (
        _FloatTableau.at_zero(column, range(m, m + n), range(m)),
        _FloatTableau.at_zero(row, range(m), range(m, m + n)),
    )
    try:
        ended = _follow_path(
            lambda turn, entering: tableaux[turn].step(entering),
            label,
            m,
            lambda steps: steps < _MOST_STEPS and not has_passed(deadline),
        )
    except ArithmeticError:
        return None
    return _supports([tableau.basis.tolist() for tableau in tableaux], m) if ended else None


def _follow_path(step: Callable[[int, int], int], label: int, m: int, goes_on: Callable[[int], bool]) -> bool:
    """Give up a label, and in the other polytope each label that is met, until the first is met; tell whether it was.

    `step(turn, entering)` gives up a label in the row player's polytope (0) or in the column player's (1).
    """
    turn, entering, steps = int(label >= m), label, 0
    while goes_on(steps):
        entering = step(turn, entering)
        if entering == label:
            return True
        turn, steps = 1 - turn, steps + 1
    return False


def _supports(bases: Sequence[Sequence[int]], m: int) -> Supports:
    row_basis, column_basis = bases
    return (
        tuple(sorted(label for label in row_basis if label < m)),
        tuple(sorted(label - m for label in column_basis if label >= m)),
    )


def _in_floats(payoffs: Matrix) -> Floats:
    """Return payoffs mapped onto the range from 1 to 2, which leaves all supports alone, with a right-hand side of 1.

    Shape (replies, moves + 1).
    """
    spread = max(map(max, payoffs)) - 1 or 1
    return np.array([[1 + (value - 1) / spread for value in line] + [1.0] for line in payoffs])


@dataclass(eq=False)
class _FloatTableau:
    """Row i reads: basis[i] + sum over c of table[i, c] * cobasis[c] = table[i, -1]."""

    replies: Numbers
    basis: Numbers
    cobasis: Numbers
    table: Floats

    @classmethod
    def at_zero(cls, table: Floats, replies: range, moves: range) -> _FloatTableau:
        """Begin at the vertex 0."""
        return cls(np.array(replies), np.array(replies), np.array(moves), table.copy())

    def step(self, entering: int) -> int:
        """Give up a label; return the one that is met."""
        place = int(np.flatnonzero(self.cobasis == entering)[0])
        row = self._leaving_row(place)
        table, column = self.table, self.table[:, place].copy()
        chosen = table[row] / column[row]
        chosen[place] = 1 / column[row]
        table[:, place] = 0
        table -= np.outer(column, chosen)
        table[row] = chosen
        self.basis[row], self.cobasis[place] = entering, self.basis[row]
        return int(self.cobasis[place])

    def _leaving_row(self, place: int) -> int:
        entries = self.table[:, place]
        rows = np.flatnonzero(entries > _NEGLIGIBLE)
        if not len(rows):
            raise ArithmeticError("rounding has led out of the polytope")
        rows = _smallest(rows, self.table[rows, -1] / entries[rows])
        if len(rows) == 1:
            return int(rows[0])
        first = int(self.replies[0])
        row_of = dict(zip((self.basis[rows] - first).tolist(), rows.tolist(), strict=True))
        column_of = dict(zip((self.cobasis - first).tolist(), range(len(self.cobasis)), strict=True))
        for reply in range(len(self.replies)):
            if len(rows) == 1:
                break
            if reply in column_of:
                rows = _smallest(rows, self.table[rows, column_of[reply]] / entries[rows])
            elif reply in row_of:
                rows = rows[rows != row_of[reply]]
        return int(rows[0])


def _smallest(rows: NDArray[np.intp], ratios: NDArray[np.float64]) -> NDArray[np.intp]:
    return rows[ratios <= ratios.min() + _NEGLIGIBLE]
