"""The one strategy on given actions against which given replies earn the same, found and tested in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import mul
from typing import NamedTuple

from .fraction_free import fraction_free_solution

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
    solution = fraction_free_solution([[payoffs[j][k] for k in support] for j in best], [1] * len(best))
    if solution is None:
        return None
    numerators, determinant = solution
    orientation = 1 if determinant > 0 else -1
    weights = [orientation * numerator for numerator in numerators]
    if min(weights) < 0:
        return None
    earned = [sum(map(mul, map(line.__getitem__, support), weights)) for line in payoffs]
    most = abs(determinant)
    if max(earned) > most:
        return None
    total = sum(weights)
    strategy = [Fraction(0)] * len(payoffs[0])
    for k, weight in zip(support, weights, strict=True):
        strategy[k] = Fraction(weight, total)
    return Equalising(tuple(strategy), orientation, min(weights) > 0 and earned.count(most) == len(best))
