"""All equilibria of generic two-player games with up to three actions each.

Cut the simplex of the other player's strategies into the regions where each own action is best. Three things can be
told of it from signs alone: which action is best at a vertex, from the signs of gains D; which two actions are best
together somewhere within an edge, from two gains of opposite sign and from the side of that point on which the third
action pays less; and whether all three are best together somewhere within the triangle. The last two turn on the minors

    M_cd = D_02,c D_12,d - D_02,d D_12,c

for the edges from c to d: by Cramer's rule the point where three actions tie is (M_12, -M_02, M_01) divided by its
sum, and the third action's deficit at the point where two of them tie is a minor up to factors of known sign. In a
game where none of these signs is in doubt, no strategy of k actions has more than k best replies. Such a game is
non-degenerate (von Stengel 2002), and its equilibria are the pairs of such regions that fit: each pair of supports of
equal size in which each player's support is best against a mixture of all of the other's.

The index of an equilibrium is (-1)^(k+1) times the sign of det A' det B' (Shapley 1974), where the determinants of the
positive payoff matrices on the support have the signs of the sums of their cofactors: of D_c - D_d for two actions, of
M_12 - M_02 + M_01 for three.
"""

from __future__ import annotations

from functools import partial
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from ..support_profiles import Supports
from .gains import Flags, Floats, Gains, unit_gains
from .kernel import Decisions, Kernel, Mixture, pair_mixture


def bimatrix(m: int, n: int) -> Kernel:
    """Return the closed form for m x n games, m and n up to 3.

    Examples
    --------
    >>> len(bimatrix(3, 3).supports), bimatrix(2, 2).supports[-1]
    (19, ((0, 1), (0, 1)))
    """
    supports = tuple(
        (own, other)
        for size in range(1, min(m, n) + 1)
        for own, other in product(combinations(range(m), size), combinations(range(n), size))
    )
    return Kernel(supports, decide=_decide, mix=partial(_mix, supports))


def _decide(payoffs: Floats) -> Decisions:
    (row, column), tolerance = unit_gains(payoffs)
    row_best, row_doubt = _best_together(row, tolerance)
    column_best, column_doubt = _best_together(column, tolerance)
    found = [
        (own & np.swapaxes(other, 0, 1)).reshape(-1, len(tolerance))
        for own, other in zip(row_best, column_best, strict=False)
    ]
    return np.concatenate(found), row_doubt | column_doubt


def _best_together(gain: Floats, tolerance: Floats) -> tuple[list[Flags], Flags]:
    """Return for each size which sets of own actions are best within which faces (sets, faces, b), and doubts (b,)."""
    minors = _minors(gain)
    above, below = gain > tolerance, gain < -tolerance
    left, right = minors > tolerance, minors < -tolerance
    certain = _regions(above, below, left, right)
    possible = _regions(~below, ~above, ~right, ~left)
    doubts = [(sure ^ may).reshape(-1, len(tolerance)).any(axis=0) for sure, may in zip(certain, possible, strict=True)]
    return certain, np.logical_or.reduce(doubts)


def _minors(gain: Floats) -> Floats:
    """Return M_cd for the edges cd = 01, 02, 12, where there are three own actions; else nothing."""
    edges = list(combinations(range(gain.shape[1]), 2)) if len(gain) == 3 else []
    minors = np.empty((len(edges), gain.shape[2]))
    for minor, (c, d) in zip(minors, edges, strict=True):
        np.subtract(gain[1, c] * gain[2, d], gain[1, d] * gain[2, c], out=minor)
    return minors


def _regions(above: Flags, below: Flags, left: Flags, right: Flags) -> list[Flags]:
    """Read the regions off the signs of gains (pairs, n, b) and of minors (edges, b)."""
    pairs, n, games = above.shape
    if pairs == 0:
        return [np.ones((1, n, games), dtype=bool)]
    if pairs == 1:
        vertices = np.stack([above[0], below[0]])
    else:
        vertices = np.stack([above[0] & above[1], below[0] & above[2], below[1] & below[2]])
    if n == 1:
        return [vertices]
    c, d = np.triu_indices(n, 1)
    falls, rises = above[:, c] & below[:, d], below[:, c] & above[:, d]
    if pairs == 1:
        return [vertices, falls | rises]
    edges = falls & np.stack([left, right, left]) | rises & np.stack([right, left, right])
    if n == 2:
        return [vertices, edges]
    inside = left[2] & right[1] & left[0] | right[2] & left[1] & right[0]
    ties = above.any(axis=1) & below.any(axis=1)
    return [vertices, edges, (inside & ties.all(axis=0))[None, None]]


def _mix(supports: tuple[Supports, ...], gains: Gains, number: int) -> Mixture:
    if len(supports[number][0]) == 2:
        return pair_mixture(gains, supports[number])
    row, column = ([last, -middle, first] for first, middle, last in map(_minors, gains))
    return [np.array(column), np.array(row)], np.sign(sum(row) * sum(column))
