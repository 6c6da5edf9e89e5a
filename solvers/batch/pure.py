"""All pure equilibria of games of any shape.

Payoffs are compared as they are. Floats stand in the order of the decimals that print as them, so that the answer is
exact and nothing is in doubt. A game counts as degenerate where an action that pays the most to within tolerance is not
the only one to do so, against a profile of the others with which it may make an equilibrium.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from .gains import DIGITS_OF_PAYOFFS, HALF_OF_THE_DIGITS, Floats
from .kernel import Decisions, Kernel


def pure(shape: tuple[int, ...]) -> Kernel:
    """Return the search for the pure equilibria of games of a shape.

    Examples
    --------
    >>> pure((4, 2, 2)).supports[:2]
    (((0,), (0,), (0,)), ((0,), (0,), (1,)))
    """
    return Kernel(tuple(tuple((a,) for a in profile) for profile in product(*map(range, shape))), decide=_decide)


def _decide(payoffs: Floats) -> Decisions:
    found = np.ones(payoffs.shape[1:], dtype=bool)
    possible, tied = found.copy(), np.zeros_like(found)
    for player, own in enumerate(np.ascontiguousarray(payoffs)):
        best = own.max(axis=player, keepdims=True)
        gains = best - own.min(axis=player, keepdims=True)
        margin = HALF_OF_THE_DIGITS * _largest(gains) + DIGITS_OF_PAYOFFS * _largest(np.abs(best))
        near = own >= best - margin
        found &= own == best
        possible &= near
        tied |= near.sum(axis=player, keepdims=True, dtype=np.intp) > 1
    games = payoffs.shape[-1]
    tie = np.asarray((possible & tied).reshape(-1, games).any(axis=0))
    return Decisions(found.view(np.int8).reshape(-1, games).T, np.zeros_like(tie), tie)


def _largest(table: Floats) -> Floats:
    return np.asarray(table.reshape(-1, table.shape[-1]).max(axis=0))
