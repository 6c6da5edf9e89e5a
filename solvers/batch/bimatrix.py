"""All equilibria of generic two-player games with up to three actions each.

Which own actions are best divides the simplex of the other player's strategies into regions. Signs alone tell which
action is best at a vertex, which two are best together somewhere within an edge, and whether all three are best
together somewhere within the triangle: the signs of the gains D_ab by action a over b at the vertices, and those of the
minors

    M_cd = D_02,c D_12,d - D_02,d D_12,c

on the edges from c to d. By Cramer's rule three actions tie at (M_12, -M_02, M_01) divided by its sum, and at the point
of an edge where two of them tie the third one's deficit is a minor, up to factors of known sign. Where none of these
signs is in doubt, no strategy of k actions has more than k best replies. The game is then non-degenerate (von Stengel
2002), and its equilibria are the pairs of supports of equal size of which each is best together somewhere within the
face that the other spans.

The index of such an equilibrium is (-1)^(k+1) times the signs of det A' and det B' (Shapley 1974), the determinants of
the payoff matrices, made positive, on the supports. They have the signs of the sums of the cofactors, which are D_c - D_d
for two actions and M_12 - M_02 + M_01 for three.
"""

from __future__ import annotations

from functools import partial
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from ..support_profiles import Supports
from .gains import Flags, Floats, tolerance_of, unit_gains
from .kernel import Decisions, Kernel, Weights, pair_weights

Signs = NDArray[np.int8]

_EDGES = {2: ([0], [1]), 3: ([0, 0, 1], [1, 2, 2])}
"""The edges of a simplex, from c to d."""


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
    gains, units = unit_gains(payoffs)
    tolerance = tolerance_of(payoffs, units)
    (row, row_doubt), (column, column_doubt) = (_regions(gain, tolerance) for gain in gains)
    index = np.concatenate(
        [
            (-1) ** k * (own * other.swapaxes(0, 1)).reshape(-1, len(tolerance))
            for k, (own, other) in enumerate(zip(row, column, strict=True))
        ]
    )
    return index.T, row_doubt | column_doubt | (np.add.reduce(index, dtype=np.int8) != 1)


def _regions(gain: Floats, tolerance: Floats) -> tuple[list[Signs], Flags]:
    """Return for each size which own actions are best together within which faces, and the games in doubt.

    A region is given by the sign of det A', shape (sets of own actions, faces, b), and is 0 where there is none.
    """
    minors = _minors(gain)
    above, below, left, right = gain > tolerance, gain < -tolerance, minors > tolerance, minors < -tolerance
    certain, possible = _masks(above, below, left, right), _masks(~below, ~above, ~right, ~left)
    doubts = [(sure != may).reshape(-1, len(tolerance)) for sure, may in zip(certain, possible, strict=True)]
    vertices, *larger = (mask.view(np.int8) for mask in certain)
    regions = [positive - negative for positive, negative in zip(larger[::2], larger[1::2], strict=True)]
    return [vertices, *regions], np.logical_or.reduce(np.concatenate(doubts))


def _minors(gain: Floats) -> Floats:
    """Return M_cd for the edges cd = 01, 02, 12 among those that there are, where there are three own actions."""
    edges = list(combinations(range(gain.shape[1]), 2)) if len(gain) == 3 else []
    minors = np.empty((len(edges), gain.shape[2]))
    for minor, (c, d) in zip(minors, edges, strict=True):
        np.subtract(gain[1, c] * gain[2, d], gain[1, d] * gain[2, c], out=minor)
    return minors


def _masks(above: Flags, below: Flags, left: Flags, right: Flags) -> list[Flags]:
    """Tell which actions are best at which vertices; which two within which edges, which three inside, by sign of det A'.

    The signs are those of the gains, shape (pairs of own actions, n, b), and of the minors, shape (edges, b).
    """
    pairs, n, games = above.shape
    if pairs == 0:
        return [np.ones((1, n, games), dtype=bool)]
    if pairs == 1:
        vertices = np.concatenate([above, below])
        return [vertices, *_changes(above, below)] if n > 1 else [vertices]
    vertices = np.stack([above[0] & above[1], below[0] & above[2], below[1] & below[2]])
    if n == 1:
        return [vertices]
    falls, rises = _changes(above, below)
    edges = [falls & np.stack([left, right, left]), rises & np.stack([right, left, right])]
    if n == 2:
        return [vertices, *edges]
    ties = (above.any(axis=1) & below.any(axis=1)).all(axis=0)
    inside = [ties & left[2] & right[1] & left[0], ties & right[2] & left[1] & right[0]]
    return [vertices, *edges, *(mask[None, None] for mask in inside)]


def _changes(above: Flags, below: Flags) -> tuple[Flags, Flags]:
    """Tell on which edges the gains fall from positive to negative, and on which they rise."""
    c, d = _EDGES[above.shape[1]]
    return above[:, c] & below[:, d], below[:, c] & above[:, d]


def _mix(supports: tuple[Supports, ...], payoffs: Floats, number: int) -> Weights:
    if len(supports[number][0]) == 2:
        return pair_weights(payoffs, supports[number])
    column, row = (np.array([last, -middle, first]) for first, middle, last in map(_minors, unit_gains(payoffs)[0]))
    return [row, column]
