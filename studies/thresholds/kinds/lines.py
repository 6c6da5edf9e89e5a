"""What holds along a number in which everything is linear: it changes where two of the things compared cross."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from fractions import Fraction
from itertools import pairwise

import numpy as np

from ....games.arrays import Fractions
from ..plays import Holding, Outcome
from ..variables import Variable


def along_line(
    over: Variable,
    ends: tuple[Fractions, Fractions],
    gaps: Callable[[Fractions], Iterable[Fraction]],
    answer: Callable[[Fractions], Collection[Outcome]],
) -> Holding:
    """Return where each outcome holds.

    Parameters
    ----------
    ends
        The numbers that decide, at the ends of the variable's range; linear between them.
    gaps
        Linear in these: what holds changes only where one of them is zero.
    answer
        What holds at such numbers.
    """
    first, last = ends
    pairs = zip(gaps(first), gaps(last), strict=True)
    inner = {start / (start - end) for start, end in pairs if start * end < 0}
    places = [Fraction(0), *sorted(inner), Fraction(1)]
    columns = [place for low, high in pairwise(places) for place in (low, (low + high) / 2)]
    found = [answer(first + place * (last - first)) for place in [*columns, places[-1]]]
    outcomes = tuple(dict.fromkeys(outcome for held in found for outcome in held))
    holds = np.array([[outcome in held for held in found] for outcome in outcomes], dtype=bool)
    points = [over.low + place * (over.high - over.low) for place in places]
    return Holding(outcomes, points, holds.reshape(len(outcomes), len(found)))
