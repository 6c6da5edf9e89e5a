"""Linear programs over the fractions: maximise c.x subject to A x <= b, E x = f, x >= 0, with an exact answer.

Whether an action is dominated can turn on a tie: on whether an optimum is zero or merely small. There a float is no
proof, so this solver answers in fractions. It is meant for a few dozen variables and some hundred constraints; where
floats do, scipy's HiGHS is the better tool.

The method is the two-phase simplex method (Dantzig 1963; Chvatal 1983, chapters 2 and 3) with the least-index rule
of Bland (1977, Mathematics of Operations Research 2), under which it never cycles. The tableau is condensed: one row
for each basic variable, one column for each other. Its entries are integers over one common divisor. A pivot keeps
them integers, as each is a minor of the first tableau (Edmonds 1967; Bareiss 1968; von Stengel 2007, section 3.5,
in Algorithmic Game Theory), so no fraction is ever reduced and no number grows beyond Hadamard's bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Any

from numpy.typing import NDArray

from ...games.numbers import exact_fraction, whole_numbers
from ..deadline import stop_after, tell

Vector = Sequence[Any] | NDArray[Any]
Matrix = Sequence[Vector] | NDArray[Any]


@dataclass(frozen=True)
class Optimum:
    """A program's greatest value, and a vertex at which it is reached (there may be others)."""

    value: Fraction
    point: tuple[Fraction, ...]


@dataclass(frozen=True)
class Infeasible:
    """The answer where no point meets the constraints."""


@dataclass(frozen=True)
class Unbounded:
    """The answer where feasible points have values beyond every bound."""


def maximise(
    objective: Vector,
    upper_matrix: Matrix = (),
    upper_bounds: Vector = (),
    equal_matrix: Matrix = (),
    equal_bounds: Vector = (),
    deadline: float = inf,
) -> Optimum | Infeasible | Unbounded:
    """Solve: maximise objective.x where upper_matrix x <= upper_bounds, equal_matrix x = equal_bounds and x >= 0.

    Parameters
    ----------
    objective
        v numbers. Here and below a float is read as the decimal that prints as it.
    upper_matrix, upper_bounds
        Shapes (k, v) and (k,); bounds of any sign.
    equal_matrix, equal_bounds
        Shapes (l, v) and (l,); rows may depend on one another.
    deadline
        A reading of the clock `time.monotonic` after which no pivot is begun.

    Returns
    -------
    Optimum | Infeasible | Unbounded
        The same input gives the same vertex.

    Raises
    ------
    ValueError
        If the shapes do not fit.
    TimeoutError
        If the deadline passed first.

    Examples
    --------
    >>> maximise([3, 2], [[1, 1], [3, 1]], ["7/2", 6])
    Optimum(value=Fraction(33, 4), point=(Fraction(5, 4), Fraction(9, 4)))
    >>> maximise([1, 0], equal_matrix=[[1, 1]], equal_bounds=[-1])
    Infeasible()
    >>> maximise([1, 0], equal_matrix=[[1, -1]], equal_bounds=[0])
    Unbounded()
    """
    costs = [-exact_fraction(c) for c in objective]
    upper = _equations("upper", upper_matrix, upper_bounds, len(costs))
    equal = _equations("equal", equal_matrix, equal_bounds, len(costs))
    goal, scale = whole_numbers(costs)
    tableau = _first_tableau(goal, upper, equal)
    _climb(tableau, _SHORTFALL, deadline)
    if tableau.rows[_SHORTFALL][-1] != 0:
        return Infeasible()
    _drop_artificial(tableau)
    if not _climb(tableau, _GOAL, deadline):
        return Unbounded()
    values = {label: row[-1] for row, label in zip(tableau.rows, tableau.basic, strict=False)}
    point = tuple(Fraction(values.get(x, 0), tableau.divisor) for x in range(len(costs)))
    return Optimum(Fraction(tableau.rows[_GOAL][-1], tableau.divisor * scale), point)


_SHORTFALL, _GOAL = -2, -1


@dataclass
class _Tableau:
    """Equations between variables, which go by number: those of the program, then slacks, then artificial ones.

    Row k, divided by `divisor` (> 0), says: `basic[k]` + sum over j of rows[k][j] * `other[j]` = rows[k][-1]. Two more
    rows follow: minus the sum of the artificial variables, and the objective, each as a variable to be made great.
    """

    rows: list[list[int]]
    basic: list[int]
    other: list[int]
    first_artificial: int
    divisor: int = 1

    def pivot(self, row: int, column: int) -> None:
        """Make `other[column]` basic in place of `basic[row]`."""
        chosen, old = self.rows[row], self.divisor
        new = chosen[column]
        for k, line in enumerate(self.rows):
            if k != row:
                factor = line[column]
                self.rows[k] = [(new * x - factor * y) // old for x, y in zip(line, chosen, strict=True)]
                self.rows[k][column] = -factor
        chosen[column] = old
        self.divisor = new
        if new < 0:
            self.rows = [[-x for x in line] for line in self.rows]
            self.divisor = -new
        self.basic[row], self.other[column] = self.other[column], self.basic[row]


def _equations(name: str, matrix: Matrix, bounds: Vector, n_variables: int) -> list[list[int]]:
    """Return the rows with their bounds at the end, each multiplied so that it holds integers."""
    if len(matrix) != len(bounds):
        raise ValueError(f"{name}_bounds must have length {len(matrix)}, one for each row, got {len(bounds)}")
    equations: list[list[int]] = []
    for k, (row, bound) in enumerate(zip(matrix, bounds, strict=True)):
        if len(row) != n_variables:
            raise ValueError(f"{name}_matrix[{k}] must have length {n_variables} as the objective has, got {len(row)}")
        equations.append(whole_numbers(exact_fraction(x) for x in (*row, bound))[0])
    return equations


def _first_tableau(costs: list[int], upper: list[list[int]], equal: list[list[int]]) -> _Tableau:
    """Make the slack basic where the bound allows it, elsewhere an artificial variable."""
    slack = range(len(costs), len(costs) + len(upper))
    surplus = [s for s, row in zip(slack, upper, strict=True) if row[-1] < 0]
    artificial = len(costs) + len(upper)
    rows: list[list[int]] = []
    basic: list[int] = []
    shortfall = [0] * (len(costs) + len(surplus) + 1)
    for label, (*row, bound) in zip((*slack, *[None] * len(equal)), (*upper, *equal), strict=True):
        sign = -1 if bound < 0 else 1
        line = [sign * x for x in (*row, *(int(s == label) for s in surplus), bound)]
        rows.append(line)
        if label is None or bound < 0:
            basic.append(artificial + len(basic))
            shortfall = [x - y for x, y in zip(shortfall, line, strict=True)]
        else:
            basic.append(label)
    other = [*range(len(costs)), *surplus]
    return _Tableau([*rows, shortfall, [*costs, *[0] * (len(surplus) + 1)]], basic, other, artificial)


def _climb(tableau: _Tableau, aim: int, deadline: float) -> bool:
    """Pivot by Bland's rule until the variable of row `aim` is greatest; tell whether there is a greatest."""
    pivots = 0
    while True:
        stop_after(deadline)
        tell("pivots", pivots)
        pivots += 1
        better = [(tableau.other[j], j) for j, x in enumerate(tableau.rows[aim][:-1]) if x < 0]
        if not better:
            return True
        column = min(better)[1]
        limits = [
            (Fraction(row[-1], row[column]), label, k)
            for k, (row, label) in enumerate(zip(tableau.rows, tableau.basic, strict=False))
            if row[column] > 0
        ]
        if not limits:
            return False
        tableau.pivot(min(limits)[2], column)


def _drop_artificial(tableau: _Tableau) -> None:
    """Take the artificial variables out of a tableau in which all are zero; an equation 0 = 0 stays, harmless."""
    for k in range(len(tableau.basic)):
        if tableau.basic[k] >= tableau.first_artificial:
            columns = (j for j, label in enumerate(tableau.other) if label < tableau.first_artificial)
            column = next((j for j in columns if tableau.rows[k][j] != 0), None)
            if column is not None:
                tableau.pivot(k, column)
    kept = [j for j, label in enumerate(tableau.other) if label < tableau.first_artificial]
    tableau.other = [tableau.other[j] for j in kept]
    tableau.rows = [[*(row[j] for j in kept), row[-1]] for row in tableau.rows]
