"""The least energy of some two dozen states in blocs, proven by branching.

States are placed one after the other, all open branches at once. A branch is cut where its energy so far, the best
that each state still free can do against those placed, and the least energy that the free states have among themselves
together exceed the best energy known; that last part is worked out the same way, from the last state backwards
(Verfaillie, Lemaitre and Schiex 1996, "Russian doll search").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

import numpy as np

from ...deadline import has_passed
from .pull import Pull, Whole

MOST_BRANCHES = 400_000


def branched(
    landscape: Pull,
    values: Sequence[int],
    fixed: Mapping[int, int],
    known: Sequence[int],
    deadline: float = inf,
) -> tuple[tuple[int, ...], ...] | None:
    """Return every configuration of least energy, up to rounding; None where branches get too many.

    Parameters
    ----------
    landscape
        The states and their energy.
    values
        What a state can choose.
    fixed
        The values of states that do not move.
    known
        A configuration whose energy is not to be exceeded.
    deadline
        A reading of the clock `time.monotonic` after which no branch is followed: None then.
    """
    order = np.argsort(-np.abs(landscape.whole_weights).sum(axis=1), kind="stable")
    weights, costs = landscape.whole_weights[np.ix_(order, order)], landscape.whole_costs[order]
    options = [(fixed[int(state)],) if int(state) in fixed else tuple(values) for state in order]
    start = np.array([known[state] for state in order])
    tails = [0]
    found = None
    for first in reversed(range(len(order))):
        part = slice(first, None)
        limit = _energy(weights[part, part], costs[part], start[part]) + (2 * landscape.error if first == 0 else 0)
        found = _placed(weights[part, part], costs[part], options[part], tails, limit, deadline)
        if found is None:
            return None
        tails.insert(0, int(found[1].min()))
    assert found is not None
    kept = found[0][found[1] <= tails[0] + 2 * landscape.error]
    back = np.argsort(order)
    return tuple(tuple(map(int, each)) for each in kept[:, back])


def _energy(weights: Whole, costs: Whole, blocs: Any) -> int:
    return int((np.triu(weights, 1) * (1 - np.outer(blocs, blocs))).sum() + (costs * blocs**2).sum())


def _placed(
    weights: Whole,
    costs: Whole,
    options: Sequence[Sequence[int]],
    tails: Sequence[int],
    limit: int,
    deadline: float,
) -> tuple[Any, Any] | None:
    """Return the configurations within a limit, and their energies; `tails` is the least of the states after each."""
    count = len(costs)
    blocs, energies = np.zeros((1, 0), dtype=np.int64), np.zeros(1, dtype=np.int64)
    fields = np.zeros((1, count), dtype=np.int64)
    for state in range(count):
        met = int(weights[state, :state].sum())
        parts = []
        for value in options[state]:
            now = energies + met - value * fields[:, state] + int(costs[state]) * value**2
            grown = fields + value * weights[state]
            rest = _alone(weights, options, grown, state + 1) + tails[state]
            kept = now + rest <= limit
            own = np.full((int(kept.sum()), 1), value)
            parts.append((np.hstack([blocs[kept], own]), now[kept], grown[kept]))
        blocs, energies, fields = (np.concatenate(each) for each in zip(*parts, strict=True))
        if len(blocs) > MOST_BRANCHES or has_passed(deadline):
            return None
    return blocs, energies


def _alone(weights: Whole, options: Sequence[Sequence[int]], fields: Whole, placed: int) -> Whole:
    """Return the sum of the least that each free state can have with those placed."""
    total = np.zeros(len(fields), dtype=np.int64)
    for state in range(placed, len(weights)):
        met = int(weights[state, :placed].sum())
        total += np.min([met - value * fields[:, state] for value in options[state]], axis=0)
    return total
