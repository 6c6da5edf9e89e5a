"""Linear complementarity problems over the whole numbers: z >= 0, w = b + M z >= 0, and z_i w_i = 0 for all i.

Lemke's method (1965, Management Science 11; Cottle and Dantzig 1968) adds d z_0 to w, starts where a great z_0 makes up
for what b lacks, and follows the edge on which one pair is out of step until z_0 is gone. Ties are broken by the
lexicographic rule, so that no basis comes twice. The tableau is condensed and its entries stay whole numbers over one
divisor, as in `linear_program`; rows that a pivot does not touch are left alone while the divisor stays the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..deadline import stop_after


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
    tableau = _Tableau(matrix, bounds)
    leaving = tableau.leave_at_start()
    entering = 2 * n
    while True:
        stop_after(deadline)
        tableau.pivot(leaving, tableau.nonbasic.index(entering))
        if (left := tableau.left) == 2 * n:
            return tableau.solution()
        entering = left - n if left >= n else left + n
        found = tableau.leave(tableau.nonbasic.index(entering))
        if found is None:
            return None
        leaving = found


class _Tableau:
    """Variables 0 to n - 1 are w, n to 2n - 1 are z, and 2n is z_0.

    Row i, divided by the divisor, says: basic[i] = rows[i][-1] - sum over k of rows[i][k] nonbasic[k].
    """

    def __init__(self, matrix: NDArray[np.object_], bounds: Sequence[int]) -> None:
        n = len(bounds)
        self.basic = list(range(n))
        self.nonbasic = list(range(n, 2 * n + 1))
        self.left = -1
        self._n, self._divisor = n, 1
        ones = np.full((n, 1), -1, dtype=object)
        self._rows = np.concatenate([-matrix, ones, np.array(bounds, dtype=object)[:, None]], axis=1)

    def leave_at_start(self) -> int:
        """Return the row that z_0 takes: the one that lacks most, of equals the last in the lexicographic order."""
        lacks = self._rows[:, -1]
        return max(i for i in range(self._n) if lacks[i] == min(lacks))

    def leave(self, column: int) -> int | None:
        """Return the row that limits a variable first; z_0 before others, then by the lexicographic order."""
        rows = [i for i in range(self._n) if self._rows[i, column] > 0]
        rows = self._least(rows, column, [self._rows[i, -1] for i in rows])
        if not rows:
            return None
        for i in rows:
            if self.basic[i] == 2 * self._n:
                return i
        place = {variable: k for k, variable in enumerate(self.nonbasic)}
        for variable in range(self._n):
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
            order = 0 if least is None else value * least[1] - least[0] * entry
            if least is None or order < 0:
                kept, least = [i], (value, entry)
            elif order == 0:
                kept.append(i)
        return kept

    def pivot(self, row: int, column: int) -> None:
        """Let a nonbasic variable enter in place of the basic one of a row."""
        rows, old = self._rows, self._divisor
        chosen = rows[row].copy()
        new = chosen[column]
        factors = rows[:, column].copy()
        others = np.arange(self._n) != row
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
        return [Fraction(values.get(self._n + i, 0), self._divisor) for i in range(self._n)]
