"""All equilibria of generic two-player games with up to three actions each.

The other player's strategies form a simplex. Signs alone tell which own action is best at a vertex of it, which two are
best together somewhere within an edge, and whether all three are best together somewhere within the triangle: the signs
of the gains D_ab by action a over b at the vertices, and those of the minors

    M_cd = D_02,c D_12,d - D_02,d D_12,c

on the edges from c to d. By Cramer's rule three actions tie at (M_12, -M_02, M_01) divided by its sum, and at the point
of an edge where two of them tie the third one's deficit is a minor, up to factors of known sign.

Where none of these signs is in doubt, no strategy of k actions has more than k best replies. The game is then
non-degenerate (von Stengel 2002), and its equilibria are the pairs of supports of equal size of which each is best
together somewhere within the face that the other spans. Where some are, it is enough that no pair of supports hangs on
them. For let there be an equilibrium that is not one of those above. If its supports are of equal size, that pair is in
doubt. Else all actions of the larger support J are best replies to the smaller one, I; move the strategy on J, within
what keeps I best, until an action drops out of it or one outside I becomes best as well. After at most two such moves
the sizes are equal, and some sign of that pair is zero.

The index of an equilibrium is (-1)^(k+1) times the signs of det A' and det B' (Shapley 1974), the determinants of the
payoff matrices, made positive, on the supports. They are the signs of the sums of cofactors: D_c - D_d for two actions,
M_12 - M_02 + M_01 for three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags, Floats
from ..n_player.support_profiles import Supports
from .gains import tolerance_of, unit_gains
from .kernel import Decisions, Kernel, Signs, Weights, pair_weights

_EDGES: Mapping[int, tuple[list[int], list[int]]] = {1: ([], []), 2: ([0], [1]), 3: ([0, 0, 1], [1, 2, 2])}
"""Where the edges of a simplex start, and where they end."""


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
    row, column = (_regions(gain, tolerance) for gain in gains)
    columns = [sign.swapaxes(0, 1) for sign in column.signs]
    indices = _joined(s * r * c for s, r, c in zip((1, -1, 1), row.signs, columns, strict=False))
    possible = _joined(r & c.swapaxes(0, 1) for r, c in zip(row.possible, column.possible, strict=True))
    doubtful = _any(possible & (indices == 0)) | (np.add.reduce(indices, dtype=np.int8) != 1)
    return Decisions(indices.T, doubtful, doubtful | row.doubtful | column.doubtful)


@dataclass(frozen=True, eq=False)
class _Regions:
    """Which sets of own actions are best together within which faces, for each size an array (sets, faces, b).

    `signs` holds the sign of det A', or 0 where there is no such region for certain, `possible` where there may be one;
    `doubtful`, shape (b,), tells where these differ.
    """

    signs: list[Signs]
    possible: list[Flags]
    doubtful: Flags


def _regions(gain: Floats, tolerance: Floats) -> _Regions:
    minors = _minors(gain)
    above, below, left, right = gain > tolerance, gain < -tolerance, minors > tolerance, minors < -tolerance
    certain, possible = _masks(above, below, left, right), _masks(~below, ~above, ~right, ~left)
    return _Regions(
        signs=_by_size([mask.view(np.int8) for mask in certain], np.subtract),
        possible=_by_size(possible, np.logical_or),
        doubtful=_any(_joined(sure != may for sure, may in zip(certain, possible, strict=True))),
    )


def _minors(gain: Floats) -> Floats:
    """Return M_cd for each edge where there are three own actions, else nothing; shape (edges, b)."""
    edges = list(zip(*_EDGES[gain.shape[1]], strict=True)) if len(gain) == 3 else []
    minors = np.empty((len(edges), gain.shape[2]))
    for minor, (c, d) in zip(minors, edges, strict=True):
        np.subtract(gain[1, c] * gain[2, d], gain[1, d] * gain[2, c], out=minor)
    return minors


def _masks(above: Flags, below: Flags, left: Flags, right: Flags) -> list[Flags]:
    """Tell which actions are best together within which faces, from the signs of gains (pairs, n, b) and of minors.

    First for one action at the vertices, then for two within edges, then for three inside, where the signs of det A'
    stand apart: positive, negative.
    """
    pairs, n, games = above.shape
    if pairs == 0:
        return [np.ones((1, n, games), dtype=bool)]
    c, d = _EDGES[n]
    falls, rises = above[:, c] & below[:, d], below[:, c] & above[:, d]
    if pairs == 1:
        return [np.concatenate([above, below]), falls, rises][: 2 * n - 1]
    vertices = np.stack([above[0] & above[1], below[0] & above[2], below[1] & below[2]])
    falls &= np.stack([left, right, left])
    rises &= np.stack([right, left, right])
    if n < 3:
        return [vertices, falls, rises][: 2 * n - 1]
    ties = (above.any(axis=1) & below.any(axis=1)).all(axis=0)
    positive, negative = left[2] & right[1] & left[0] & ties, right[2] & left[1] & right[0] & ties
    return [vertices, falls, rises, positive[None, None], negative[None, None]]


def _by_size(masks: list[NDArray[Any]], combine: Callable[..., Any]) -> list[Any]:
    """Return one array for each size."""
    return [masks[0], *map(combine, masks[1::2], masks[2::2])]


def _joined(tables: Iterable[NDArray[Any]]) -> NDArray[Any]:
    """Return tables (.., b) as one of shape (all in front, b)."""
    return np.concatenate([table.reshape(-1, table.shape[-1]) for table in tables])


def _any(flags: Flags) -> Flags:
    return np.asarray(flags.any(axis=0))


def _mix(supports: tuple[Supports, ...], payoffs: Floats, number: int) -> Weights:
    if len(supports[number][0]) == 2:
        return pair_weights(payoffs, supports[number])
    column, row = (np.array([last, -middle, first]) for first, middle, last in map(_minors, unit_gains(payoffs)[0]))
    return [row, column]
