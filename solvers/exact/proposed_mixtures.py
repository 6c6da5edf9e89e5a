"""Mixtures of the rows of a table, and of its columns: proposed in floating point and proven in whole numbers.

Let one side mix the rows, to make the least column great, and the other the columns, to make the greatest row small:
two linear programs, with one solution in floats. What it proposes is rounded, and a product in whole numbers tells
whether it does what it should. The best mixture is found exactly, too, and known to be the only one: floats say which
columns hold it down and which rows are as good as any against these, equations in whole numbers how both are mixed, and
no other mixture of rows is as good where each of these columns has weight and all other rows pay less against them.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ...games.numbers import whole_numbers
from ..deadline import seconds_until
from .equalising_strategies import equalising_strategy

_DIGITS = 2**40
"""A mixture is rounded to this share of the whole."""

_NOTHING = 1e-9
"""Weights in floats, and what rows pay less than the best, that are not above this count as nothing."""

_MOST_EQUATIONS = 60
"""Up to so many are solved in a fraction of a second."""


class Proposal(NamedTuple):
    """Weights of the rows that make the least column great, and of the columns that make the greatest row small.

    They are floats, and all 0 where the program is not solved.
    """

    rows: Floats
    columns: Floats


def whole_table(table: NDArray[Any]) -> tuple[NDArray[np.object_], int]:
    """Return Fractions as whole numbers, each so many times as great, and how many times."""
    values, unit = whole_numbers(table.flat)
    return np.array(values, dtype=object).reshape(table.shape), unit


def proposed(table: NDArray[Any], deadline: float = inf) -> Proposal:
    """Return what floats propose for a table of whole numbers, shape (rows, columns), not all of them 0.

    They propose nothing after a deadline, a reading of the clock `time.monotonic`.
    """
    from scipy.optimize import linprog

    rows, columns = table.shape
    goal = np.append(np.zeros(columns), 1.0)
    least = np.column_stack([_shares(table), -np.ones(rows)])
    together = [np.append(np.ones(columns), 0.0)]
    bounds = [*[(0, None)] * columns, (None, None)]
    options = {"time_limit": seconds_until(deadline)}
    found = linprog(goal, least, np.zeros(rows), together, [1.0], bounds, method="highs", options=options)
    if found.status != 0:
        return Proposal(np.zeros(rows), np.zeros(columns))
    return Proposal(-found.ineqlin.marginals, found.x[:-1])


def slightly_positive(table: NDArray[Any], deadline: float = inf) -> Floats:
    """Return weights of the rows that may make every column positive, however slightly; all 0 where none are found."""
    from scipy.optimize import linprog

    rows, columns = table.shape
    options = {"time_limit": seconds_until(deadline)}
    found = linprog(np.ones(rows), -_shares(table).T, -np.ones(columns), method="highs", options=options)
    return np.asarray(found.x if found.status == 0 else np.zeros(rows))


def _shares(table: NDArray[Any]) -> Floats:
    """Return numbers in units of the greatest."""
    return (table / abs(table).max()).astype(np.float64)


def rounded(weights: Floats) -> NDArray[np.object_]:
    """Return weights in proportion, as whole numbers that are not negative."""
    return np.array([max(int(weight), 0) for weight in np.rint(weights * _DIGITS)], dtype=object)


def only_best(table: NDArray[np.object_], columns: Floats) -> tuple[Fraction, ...] | None:
    """Return the mixture of rows whose least entry is greatest, where proposed columns prove that it is the only one.

    Examples
    --------
    >>> table = np.array([[3, 0], [0, 6], [1, 1]], dtype=object)
    >>> print(*only_best(table, proposed(table).columns))
    2/3 1/3 0
    """
    held = np.flatnonzero(columns > _NOTHING).tolist()
    paid = _shares(table) @ columns
    mixed = np.flatnonzero(paid > paid.max() - _NOTHING).tolist()
    if not 0 < len(mixed) == len(held) <= _MOST_EQUATIONS:
        return None
    belief = equalising_strategy((table - table.min() + 1).tolist(), support=held, best=mixed)
    if belief is None or not belief.strict:
        return None
    mixture = equalising_strategy((table.max() + 1 - table).T.tolist(), support=mixed, best=held)
    return None if mixture is None else mixture.strategy
