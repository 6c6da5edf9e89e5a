"""Whether a fixed amount reaches a threshold, as a number that formulas can be multiplied by.

The indicator 1[x >= q] is 1 where x reaches q and 0 where it does not. An arena may not branch on a parameter, since
its formulas serve single numbers, arrays and symbols alike; where a parameter q is a threshold, it asks here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

ROUNDING = 1e-12
"""How far above a float amount a float threshold may lie and still be reached: far more than a grid's rounding."""


def reaches(amount: Fraction, threshold: Any) -> Any:
    """Return 1 where the amount is at least the threshold, else 0.

    Parameters
    ----------
    amount
        An exact number, so that a sum of decimals such as 0.25 + 0.05 + 0.30 is 0.6 and no neighbour of it.
    threshold
        A Fraction (compared exactly), a float or an array of floats (compared up to `ROUNDING`), or a SymPy expression.

    Returns
    -------
    int, ndarray or Expr
        0 or 1 for a number, floats 0.0 or 1.0 of the same shape for an array, a Piecewise for an expression.

    Examples
    --------
    >>> reaches(Fraction(3, 5), Fraction(3, 5)), reaches(Fraction(3, 5), 0.7)
    (1, 0)
    >>> reaches(Fraction(3, 5), np.array([0.5, 0.6, 0.7]))
    array([1., 1., 0.])
    >>> from sympy import Symbol
    >>> reaches(Fraction(3, 5), Symbol("Q"))
    Piecewise((1, Q <= 3/5), (0, True))
    """
    if hasattr(threshold, "free_symbols"):
        from sympy import Piecewise, Rational

        return Piecewise((1, threshold <= Rational(amount.numerator, amount.denominator)), (0, True))
    if isinstance(threshold, np.ndarray):
        return (threshold <= float(amount) + ROUNDING).astype(np.float64)
    if isinstance(threshold, float):
        return int(threshold <= float(amount) + ROUNDING)
    return int(threshold <= amount)
