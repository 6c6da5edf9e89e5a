"""The value of a zero-sum tree of two players, between bounds that are proven.

One linear program in sequence form gives both players' plans: maximise v_0 where F'v <= A'x, E x = e and x >= 0, with
the dual as the second plan. It is solved in floating point; the plans are rounded to fractions, and the best replies to
them, found exactly, bound the value from below and above. Where the bounds do not meet in a small tree the program is
solved over the fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack

from ...games.errors import InputError
from ...games.sequence.given import GivenMoves, tree_of
from ...games.sequence.tree import Tree
from ...games.text.shown import Shown
from ..exact.linear_program import Optimum, maximise
from .behaviour import Behaviour
from .realisation import Sequences, payoffs_by_sequence, sequences_of
from .replies import best_value

_DENOMINATORS = (60, 5_000, 10**6, 10**9)
"""To which chances are rounded in turn: the smaller, the likelier the exact ones."""

_LARGE, _SMALL = 20_000, 150
"""Ends from which only the last rounding is tried, and sequences up to which the program is solved exactly."""

_LONGEST_EXACT = 10.0


@dataclass(frozen=True, eq=False, repr=False)
class TreeValue(Shown):
    """The value of a zero-sum tree to its first player.

    Attributes
    ----------
    low, high
        The value lies between them: what the first player's behaviour secures, and what the second's allows.
    behaviour
        The plans of both, by the number of the information set.
    """

    low: Fraction
    high: Fraction
    behaviour: Behaviour

    @property
    def value(self) -> Fraction:
        """The value, where the bounds meet; else the middle between them."""
        return (self.low + self.high) / 2


def zero_sum_tree_value(game: GivenMoves) -> TreeValue:
    """Return the value of a zero-sum game of two players in extensive form, to the first one.

    Raises
    ------
    InputError
        If there are not two players, the payoffs do not add up to 0 at each end, or a player forgets.

    Examples
    --------
    >>> from ...games.normal_form import NormalFormGame
    >>> from ...games.sequence.stages import stages
    >>> pennies = NormalFormGame([[[1, -1], [-1, 2]], [[-1, 1], [1, -2]]])
    >>> str(zero_sum_tree_value(stages(pennies, [[0, 1]])).value)
    '1/5'
    """
    tree = tree_of(game)
    check_two_players(tree)
    if not is_zero_sum(tree):
        end = next(end for end in tree.ends if sum(end.payoffs))
        raise InputError(
            f"the payoffs of a zero-sum tree must add up to 0 at every end, got {', '.join(map(str, end.payoffs))} at "
            f"{end.path!r}"
        )
    one, other = sequences_of(tree, 0), sequences_of(tree, 1)
    plans = _plans(tree, one, other)
    best = _bounded(tree, one, other, plans, _DENOMINATORS[-1])
    if best.low < best.high and len(tree.flat.ends) < _LARGE:
        tried = (_bounded(tree, one, other, plans, digits) for digits in _DENOMINATORS[:-1])
        best = next((found for found in tried if found.low == found.high), best)
    if best.low < best.high and len(one) + len(other) <= _SMALL:
        best = _exact(tree, one, other) or best
    return best


def check_two_players(tree: Tree) -> None:
    """Refuse a tree that has not two players, or in which one forgets."""
    if tree.n_players != 2:
        raise InputError(f"the sequence form is for two players, got {tree.n_players}")
    tree.check_recall()


def is_zero_sum(tree: Tree) -> bool:
    """Tell whether the payoffs of all players add up to 0 at every end."""
    return not tree.paid.sum(axis=1).any()


def _plans(tree: Tree, one: Sequences, other: Sequences) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return both plans in floating point."""
    table = payoffs_by_sequence(tree, one, other)
    largest = max((abs(paid[0]) for paid in table.values()), default=0) or 1
    values = [paid[0] / largest for paid in table.values()]
    columns = ([pair[1] for pair in table], [pair[0] for pair in table])
    paid = csr_matrix((values, columns), shape=(len(other), len(one)))
    own, theirs = _matrix(one), _matrix(other)
    bounds = [(0, None)] * len(one) + [(None, None)] * theirs.shape[0]
    objective = np.zeros(len(bounds))
    objective[len(one)] = -1
    fixed = np.zeros(own.shape[0])
    fixed[0] = 1
    found = linprog(
        objective,
        A_ub=hstack([-paid, theirs.T]).tocsr(),
        b_ub=np.zeros(len(other)),
        A_eq=hstack([own, csr_matrix((own.shape[0], theirs.shape[0]))]).tocsr(),
        b_eq=fixed,
        bounds=bounds,
        method="highs",
    )
    if found.x is None:
        raise InputError(f"the linear program of the tree was not solved: {found.message}")
    return found.x[: len(one)], -found.ineqlin.marginals


def _matrix(sequences: Sequences) -> csr_matrix:
    rows, columns, values = zip(*sequences.constraints(), strict=True)
    return csr_matrix((values, (rows, columns)), shape=(len(sequences.sets) + 1, len(sequences)), dtype=float)


def _bounded(tree: Tree, one: Sequences, other: Sequences, plans: tuple[Any, Any], digits: int | None) -> TreeValue:
    """Return what two plans prove: the best replies to them, exactly."""
    behaviour = one.behaviour(plans[0], digits) | other.behaviour(plans[1], digits)
    high = Fraction(best_value(tree, 0, behaviour, tree.whole)[0]) / tree.unit
    low = -Fraction(best_value(tree, 1, behaviour, tree.whole)[0]) / tree.unit
    return TreeValue(low, high, behaviour)


def _exact(tree: Tree, one: Sequences, other: Sequences) -> TreeValue | None:
    """Solve the program of each player over the fractions; None where that takes too long."""
    table = {pair: paid[0] for pair, paid in payoffs_by_sequence(tree, one, other).items()}
    deadline = monotonic() + _LONGEST_EXACT
    try:
        first = _exact_plan(one, other, table, deadline)
        second = _exact_plan(other, one, {(j, i): -paid for (i, j), paid in table.items()}, deadline)
    except TimeoutError:
        return None
    return _bounded(tree, one, other, (first, second), None)


def _exact_plan(
    own: Sequences, theirs: Sequences, table: dict[tuple[int, int], int], deadline: float
) -> tuple[Fraction, ...]:
    """Return a plan that secures the most; the free variables v stand as differences."""
    width, rows = len(own), len(theirs.sets) + 1
    upper = [[0] * (width + 2 * rows) for _ in range(len(theirs))]
    for (i, j), paid in table.items():
        upper[j][i] = -paid
    for row, column, sign in theirs.constraints():
        upper[column][width + row], upper[column][width + rows + row] = sign, -sign
    equal = [[0] * (width + 2 * rows) for _ in range(len(own.sets) + 1)]
    for row, column, sign in own.constraints():
        equal[row][column] = sign
    goal = [0] * (width + 2 * rows)
    goal[width], goal[width + rows] = 1, -1
    bounds = [int(row == 0) for row in range(len(equal))]
    found = maximise(goal, upper, [0] * len(upper), equal, bounds, deadline)
    assert isinstance(found, Optimum)
    return found.point[:width]
