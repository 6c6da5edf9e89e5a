"""Square systems of linear equations in whole numbers, solved without fractions (Bareiss 1968).

Every division of the elimination leaves no remainder, as each entry is a minor of the matrix: no number grows beyond
Hadamard's bound, and none is rounded or reduced.
"""

from __future__ import annotations

from collections.abc import Sequence


def fraction_free_solution(matrix: Sequence[Sequence[int]], sides: Sequence[int]) -> tuple[list[int], int] | None:
    """Return the solution of matrix x = sides as numerators and a common denominator, the determinant.

    Parameters
    ----------
    matrix
        Shape (k, k).
    sides
        k numbers.

    Returns
    -------
    tuple of list of int and int, or None
        The k numerators and the determinant, with its sign; None where that is 0.

    Examples
    --------
    >>> fraction_free_solution([[0, 2], [3, 1]], [1, 1])
    ([-1, -3], -6)
    >>> fraction_free_solution([[1, 2], [2, 4]], [1, 1]) is None
    True
    """
    rows = [[*row, side] for row, side in zip(matrix, sides, strict=True)]
    size = len(rows)
    sign = divisor = 1
    for k in range(size):
        pivot_row = next((i for i in range(k, size) if rows[i][k]), None)
        if pivot_row is None:
            return None
        if pivot_row != k:
            rows[k], rows[pivot_row] = rows[pivot_row], rows[k]
            sign = -sign
        pivot, chosen = rows[k][k], rows[k][k + 1 :]
        for i in range(k + 1, size):
            factor = rows[i][k]
            rows[i][k + 1 :] = [
                (pivot * x - factor * y) // divisor for x, y in zip(rows[i][k + 1 :], chosen, strict=True)
            ]
        divisor = pivot
    numerators = [0] * size
    for i in reversed(range(size)):
        row = rows[i]
        known = sum(row[j] * numerators[j] for j in range(i + 1, size))
        numerators[i] = (divisor * row[-1] - known) // row[i]
    return [sign * numerator for numerator in numerators], sign * divisor
