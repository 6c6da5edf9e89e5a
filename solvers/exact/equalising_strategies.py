"""The one strategy on given actions against which given replies earn the same, found and tested in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import inf
from operator import mul
from typing import NamedTuple

from .fraction_free import fraction_free_solution
from .lifting import integer_solution

ExactProfile = tuple[tuple[Fraction, ...], tuple[Fraction, ...]]


class Equalising(NamedTuple):
    """A vertex of a best-response polytope other than 0, solved from its tight inequalities.

    Attributes
    ----------
    strategy
        The mover's mixed strategy: a probability for each move.
    orientation
        The sign of the determinant of the payoffs cut down to the replies and the support, in the order given.
    strict
        Whether all of the support is played and no other reply is as good: no further inequality is tight.
    """

    strategy: tuple[Fraction, ...]
    orientation: int
    strict: bool


def equalising_strategy(
    payoffs: Sequence[Sequence[int]], support: Sequence[int], best: Sequence[int]
) -> Equalising | None:
    """Return the one strategy on a support against which the replies `best` earn the same and no other earns more.

    Parameters
    ----------
    payoffs
        What each reply (rows) earns against each move (columns): positive integers.
    support, best
        Equally many numbers of moves and of replies, one at least.

    Returns
    -------
    Equalising or None
        None where there is none, or more than one.

    Examples
    --------
    >>> found = equalising_strategy([[3, 1], [1, 2]], support=[0, 1], best=[0, 1])
    >>> print(*found.strategy, found.orientation, found.strict)
    1/3 2/3 1 True
    """
    solution = fraction_free_solution(_equations(payoffs, support, best), [1] * len(best))
    if solution is None:
        return None
    numerators, determinant = solution
    orientation = 1 if determinant > 0 else -1
    tested = _tested(payoffs, support, [orientation * numerator for numerator in numerators], abs(determinant))
    if tested is None:
        return None
    strategy, tied = tested
    played = sum(map(bool, strategy))
    return Equalising(strategy, orientation, played == tied == len(best))


def only_strategy(
    payoffs: Sequence[Sequence[int]], support: Sequence[int], best: Sequence[int], deadline: float = inf
) -> tuple[Fraction, ...] | None:
    """Return the strategy of `equalising_strategy` alone: quick on large supports; a TimeoutError after the deadline.

    Examples
    --------
    >>> print(*only_strategy([[3, 1], [1, 2]], support=[0, 1], best=[0, 1]))
    1/3 2/3
    """
    rows = [dict(enumerate(row)) for row in _equations(payoffs, support, best)]
    solution = integer_solution(rows, [1] * len(best), deadline)
    tested = None if solution is None else _tested(payoffs, support, *solution)
    return None if tested is None else tested[0]


def _equations(payoffs: Sequence[Sequence[int]], support: Sequence[int], best: Sequence[int]) -> list[list[int]]:
    return [[payoffs[j][k] for k in support] for j in best]


def _tested(
    payoffs: Sequence[Sequence[int]], support: Sequence[int], weights: Sequence[int], most: int
) -> tuple[tuple[Fraction, ...], int] | None:
    """Return a strategy by its weights on a support, and how many replies earn `most`; None where it is none.

    It is none where a weight is negative, or a reply earns more.
    """
    if min(weights) < 0:
        return None
    earned = [sum(map(mul, map(line.__getitem__, support), weights)) for line in payoffs]
    if max(earned) > most:
        return None
    total = sum(weights)
    strategy = [Fraction(0)] * len(payoffs[0])
    for k, weight in zip(support, weights, strict=True):
        strategy[k] = Fraction(weight, total)
    return tuple(strategy), earned.count(most)
