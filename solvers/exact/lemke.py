"""Linear complementarity problems over the whole numbers: z >= 0, w = b + M z >= 0, and z_i w_i = 0 for all i.

Lemke's method (1965, Management Science 11; Cottle and Dantzig 1968) adds d z_0 to w, starts where a great z_0 makes up
for what b lacks, and follows the edge on which one pair is out of step until z_0 is gone. Ties are broken by the
lexicographic rule, so that no basis comes twice. The tableau is condensed and its entries stay whole numbers over one
divisor, as in `linear_program`; rows that a pivot does not touch are left alone while the divisor stays the same.

A long path is followed in floating point first, on a tableau that is worked out anew now and then lest rounding add up.
Which variables are basic where it ends gives a square system, whose exact solution is one of the problem if nothing in
it is negative. Where it is none the path is followed exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..deadline import stop_after
from .lifting import integer_solution

_FEW = 60
"""Variables up to which the path is followed exactly at once."""

_NOUGHT, _ALIKE = 1e-10, 1e-9
"""What part of an entry, or of 1, counts as 0 after a step in floating point; what part tells two numbers apart."""

_LONGEST = 4
"""Pivots for each variable after which a path in floating point is given up."""

_FRESH = 50
"""Pivots after which a tableau in floating point is worked out anew."""


def complementary(matrix: NDArray[np.object_], bounds: Sequence[int], deadline: float = inf) -> list[Fraction] | None:
    """Return a solution z, None where the path ends in a ray.

    Parameters
    ----------
    matrix
        M, shape (n, n), Python's integers.
    bounds
        b, n whole numbers.
    deadline
        A reading of the clock `time.monotonic` after which no pivot is begun.

    Raises
    ------
    TimeoutError
        If the deadline passed first.

    Examples
    --------
    >>> [str(x) for x in complementary(np.array([[2, 1], [1, 2]], dtype=object), [-5, -6]) or ()]
    ['4/3', '7/3']
    """
    n = len(bounds)
    if all(bound >= 0 for bound in bounds):
        return [Fraction(0)] * n
    if n > _FEW:
        rough = _Floats(matrix, bounds)
        if _follow(rough, deadline, _LONGEST * n) and (proven := _proven(matrix, bounds, rough.positive())):
            return proven
    tableau = _Tableau(matrix, bounds)
    return tableau.solution() if _follow(tableau, deadline) else None


def _follow(tableau: _Tableau, deadline: float, most: float = inf) -> bool:
    """Follow the path; tell whether z_0 is gone in the end, not so on a ray or after too many pivots."""
    n = tableau.n
    leaving: int | None = tableau.leave_at_start()
    entering, pivots = 2 * n, 0
    while leaving is not None and pivots < most:
        stop_after(deadline)
        tableau.pivot(leaving, tableau.nonbasic.index(entering))
        pivots += 1
        if (left := tableau.left) == 2 * n:
            return True
        entering = left - n if left >= n else left + n
        leaving = tableau.leave(tableau.nonbasic.index(entering))
    return False


def _proven(matrix: NDArray[np.object_], bounds: Sequence[int], positive: Sequence[int]) -> list[Fraction] | None:
    """Return the exact solution in which z is 0 but at some places, where w is; None if there is none."""
    rows = [{k: int(matrix[i, j]) for k, j in enumerate(positive) if matrix[i, j]} for i in positive]
    found = integer_solution(rows, [-bounds[i] for i in positive])
    if found is None:
        return None
    z = np.zeros(len(bounds), dtype=object)
    z[list(positive)] = found[0]
    w = matrix.dot(z) + np.array(bounds, dtype=object) * found[1]
    return [Fraction(each, found[1]) for each in z] if min(z) >= 0 and min(w) >= 0 else None


class _Tableau:
    """Variables 0 to n - 1 are w, n to 2n - 1 are z, and 2n is z_0.

    Row i, divided by the divisor, says: basic[i] = rows[i][-1] - sum over k of rows[i][k] nonbasic[k].
    """

    def __init__(self, matrix: NDArray[np.object_], bounds: Sequence[int]) -> None:
        n = len(bounds)
        self.n = n
        self.basic = list(range(n))
        self.nonbasic = list(range(n, 2 * n + 1))
        self.left = -1
        self._divisor = 1
        ones = np.full((n, 1), -1, dtype=object)
        self._rows = np.concatenate([-matrix, ones, np.array(bounds, dtype=object)[:, None]], axis=1)

    def leave_at_start(self) -> int:
        """Return the row that z_0 takes: the one that lacks most, of equals the last in the lexicographic order."""
        lacks = self._rows[:, -1]
        return max(i for i in range(self.n) if lacks[i] == min(lacks))

    def leave(self, column: int) -> int | None:
        """Return the row that limits a variable first; z_0 before others, then by the lexicographic order."""
        rows = [i for i in range(self.n) if self._rows[i, column] > 0]
        rows = self._least(rows, column, [self._rows[i, -1] for i in rows])
        if not rows:
            return None
        for i in rows:
            if self.basic[i] == 2 * self.n:
                return i
        place = {variable: k for k, variable in enumerate(self.nonbasic)}
        for variable in range(self.n):
            if len(rows) == 1:
                break
            if variable in place:
                values = [self._rows[i, place[variable]] for i in rows]
            else:
                values = [self._divisor * (self.basic[i] == variable) for i in rows]
            rows = self._least(rows, column, values)
        return rows[0]

    def _least(self, rows: list[int], column: int, values: list[Any]) -> list[int]:
        """Keep the rows with the least ratio of a value to the entry in a column."""
        kept: list[int] = []
        least: tuple[Any, Any] | None = None
        for i, value in zip(rows, values, strict=True):
            entry = self._rows[i, column]
            if least is None or self._less(value * least[1], least[0] * entry):
                kept, least = [i], (value, entry)
            elif not self._less(least[0] * entry, value * least[1]):
                kept.append(i)
        return kept

    def _less(self, one: Any, other: Any) -> bool:
        """Tell whether one number is below another."""
        return one < other

    def pivot(self, row: int, column: int) -> None:
        """Let a nonbasic variable enter in place of the basic one of a row."""
        rows, old = self._rows, self._divisor
        chosen = rows[row].copy()
        new = chosen[column]
        factors = rows[:, column].copy()
        others = np.arange(self.n) != row
        touched = np.flatnonzero(others & (factors != 0))
        rows[touched] = (rows[touched] * new - factors[touched, None] * chosen) // old
        if new != old:
            rest = np.flatnonzero(others & (factors == 0))
            rows[rest] = rows[rest] * new // old
        rows[touched, column] = -factors[touched]
        rows[row, column] = old
        self._divisor = new
        if new < 0:
            self._rows = -rows
            self._divisor = -new
        self.left = self.basic[row]
        self.basic[row], self.nonbasic[column] = self.nonbasic[column], self.left

    def solution(self) -> list[Fraction]:
        """Return z."""
        values = {variable: self._rows[i, -1] for i, variable in enumerate(self.basic)}
        return [Fraction(values.get(self.n + i, 0), self._divisor) for i in range(self.n)]


class _Floats(_Tableau):
    """The same in floating point, with 1 as the divisor; only single sums and products, so that all machines agree."""

    def __init__(self, matrix: NDArray[np.object_], bounds: Sequence[int]) -> None:
        super().__init__(matrix, bounds)
        self._rows = self._rows.astype(float)
        self._problem = matrix, bounds
        self._pivots = 0

    def _less(self, one: Any, other: Any) -> bool:
        return one < other - _ALIKE * max(abs(one), abs(other))

    def pivot(self, row: int, column: int) -> None:
        """Let a nonbasic variable enter in place of the basic one of a row."""
        self._exchange(row, column)
        self._pivots += 1
        if self._pivots % _FRESH == 0:
            self._refresh()

    def _refresh(self) -> None:
        """Work the tableau out anew: from the first one, each basic variable enters at the row with the most of it.

        Where the basic variables are none by now, no row is left that could limit anything: the path ends.
        """
        fresh = _Floats(*self._problem)
        free = np.array([variable not in self.basic for variable in fresh.basic])
        for variable in sorted(variable for variable in self.basic if variable >= self.n):
            column = fresh.nonbasic.index(variable)
            sizes = np.abs(fresh._rows[:, column]) * free
            row = int(np.argmax(sizes))
            if sizes[row] == 0:
                self._rows[:] = 0
                return
            fresh._exchange(row, column)
            free[row] = False
        self._rows, self.basic, self.nonbasic = fresh._rows, fresh.basic, fresh.nonbasic

    def _exchange(self, row: int, column: int) -> None:
        rows = self._rows
        new, factors = rows[row, column], rows[:, column].copy()
        rows[row, column] = 1
        rows[row] /= new
        factors[row] = 0
        rows[:, column] *= np.arange(self.n) == row
        sizes = np.abs(rows)
        rows -= factors[:, None] * rows[row]
        rows[np.abs(rows) < _NOUGHT * np.maximum(sizes, 1)] = 0
        self.left = self.basic[row]
        self.basic[row], self.nonbasic[column] = self.nonbasic[column], self.left

    def positive(self) -> list[int]:
        """Return which z are basic."""
        return sorted(variable - self.n for variable in self.basic if variable >= self.n)
