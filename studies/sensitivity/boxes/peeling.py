"""Peeling and pasting: from all rows to a box of inputs in which a yes/no target is dense (Friedman and Fisher 1999).

*Peeling* starts from all rows and takes off, again and again, the lowest or the highest twentieth of the rows inside
along one input: that one which raises the density most per row taken off, or lowers it least, for a lower density may
be the way to a higher one. Rows with equal values go together, so grids are peeled by whole values; the cut is put
midway between the last value out and the first one in. It ends where every row inside is a hit or the next peel would
leave too few. *Pasting* then moves the limits of one box out again,
by a hundredth of its rows at a time, as long as its density does not fall: a peel looks at one input at a time and may
cut too deep.

Rows are sorted once for each input and the orders kept through the peels, so that all peels of N rows along d inputs
take about d N log N steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

PEEL = 0.05
PASTE = 0.01

Limits = NDArray[np.float64]
"""The lowest and the highest value inside of each input, infinite where it is free: shape (d, 2)."""


@dataclass(frozen=True, eq=False)
class Peeling:
    """The boxes of a peeling, from all rows to the smallest box.

    Attributes
    ----------
    limits
        Of each box, shape (boxes, d, 2).
    rows, hits
        How many rows lie in each box, and how many of them have the target, shape (boxes,).
    all_rows, all_hits
        Of the whole study; a peeling after the first starts from fewer.
    """

    limits: NDArray[np.float64]
    rows: NDArray[np.intp]
    hits: NDArray[np.intp]
    all_rows: int
    all_hits: int

    @property
    def coverage(self) -> NDArray[np.float64]:
        """Which part of all hits each box covers."""
        return self.hits / self.all_hits

    @property
    def density(self) -> NDArray[np.float64]:
        """Which part of the rows in each box are hits."""
        return self.hits / self.rows

    @property
    def mass(self) -> NDArray[np.float64]:
        """Which part of all rows each box holds."""
        return self.rows / self.all_rows

    @property
    def correlation(self) -> NDArray[np.float64]:
        """How far being in each box goes with being a hit, -1 to 1, among the rows from which the peeling started.

        The phi coefficient of two yes/no questions; 0 for the box of all rows.
        """
        n, k = float(self.rows[0]), float(self.hits[0])
        spread = np.sqrt(self.rows * (n - self.rows) * k * (n - k))
        gain = n * self.hits - k * self.rows
        return np.divide(gain, spread, out=np.zeros(len(gain)), where=spread > 0)


def inside(points: NDArray[np.float64], limits: Limits) -> NDArray[np.bool_]:
    """Tell of each point, shape (N, d), whether it lies in a box."""
    return np.all((points >= limits[:, 0]) & (points <= limits[:, 1]), axis=1)


def peel(points: NDArray[np.float64], hits: NDArray[np.bool_], least: int, all_rows: int, all_hits: int) -> Peeling:
    """Peel a sample: points (N, d), a hit or not (N,), down to boxes of at least `least` rows."""
    limits = np.tile([-inf, inf], (points.shape[1], 1))
    orders = [np.argsort(points[:, i], kind="stable") for i in range(points.shape[1])]
    kept = np.ones(len(points), dtype=bool)
    trail = [(limits.copy(), len(points), int(hits.sum()))]
    while trail[-1][2] < trail[-1][1]:
        cut = _best_cut(points, hits, orders, least, trail[-1][2])
        if cut is None:
            break
        limits[cut.input, cut.side] = cut.limit
        kept[cut.out] = False
        orders = [order[kept[order]] for order in orders]
        trail.append((limits.copy(), len(orders[0]), trail[-1][2] - int(hits[cut.out].sum())))
    boxes, rows, held = (np.array(series) for series in zip(*trail, strict=True))
    return Peeling(boxes, rows, held, all_rows, all_hits)


def paste(points: NDArray[np.float64], hits: NDArray[np.bool_], limits: Limits) -> Limits:
    """Return a box with its limits moved out as far as its density does not fall."""
    limits = limits.copy()
    while (wider := _best_paste(points, hits, limits)) is not None:
        limits = wider
    return limits


@dataclass(frozen=True, eq=False)
class _Cut:
    """A peel: the rows that go out, the limit that puts them out, and the rise of the density per row."""

    input: int
    side: int
    limit: float
    out: NDArray[np.intp]
    gain: float


def _best_cut(
    points: NDArray[np.float64], hits: NDArray[np.bool_], orders: list[NDArray[np.intp]], least: int, held: int
) -> _Cut | None:
    """Return the peel that raises the density most per row, or lowers it least; None where none leaves enough rows."""
    cuts = (cut for i, order in enumerate(orders) for cut in _cuts(points[order, i], hits, order, i, least, held))
    return max(cuts, key=lambda cut: cut.gain, default=None)


def _cuts(
    values: NDArray[np.float64], hits: NDArray[np.bool_], order: NDArray[np.intp], i: int, least: int, held: int
) -> Iterator[_Cut]:
    """Give the peels along input i that leave enough rows, from its sorted values."""
    n = len(values)
    size = max(1, int(PEEL * n))
    below = int(np.searchsorted(values, values[size - 1], side="right"))
    above = int(np.searchsorted(values, values[n - size], side="left"))
    for side, out, left in ((0, slice(0, below), n - below), (1, slice(above, n), above)):
        if left >= max(least, 1):
            rows = order[out]
            gain = ((held - hits[rows].sum()) / left - held / n) / (n - left)
            last, first = (values[below - 1], values[below]) if side == 0 else (values[above], values[above - 1])
            yield _Cut(i, side, _between(last, first), rows, float(gain))


def _between(last_out: float, first_in: float) -> float:
    middle = (last_out + first_in) / 2
    return float(first_in if middle == last_out else middle)


def _best_paste(points: NDArray[np.float64], hits: NDArray[np.bool_], limits: Limits) -> Limits | None:
    """Return the box after the best step out, None where every step lowers the density."""
    beyond = np.stack([points < limits[:, 0], points > limits[:, 1]], axis=2)
    breaches = beyond.sum(axis=(1, 2))
    within = breaches == 0
    rows, held = int(within.sum()), int(hits[within].sum())
    size = max(1, int(PASTE * rows))
    best, wider = (held / rows, 0), None
    for i, side in np.argwhere(np.isfinite(limits)):
        sign = 1 if side else -1
        near = np.flatnonzero((breaches == 1) & beyond[:, i, side])
        moved = _moved_out(sign * points[near, i], size)
        added = near[sign * points[near, i] <= moved]
        reached = ((held + int(hits[added].sum())) / (rows + len(added)), len(added))
        if reached > best:
            best, wider = reached, limits.copy()
            wider[i, side] = sign * moved
    return wider


def _moved_out(beyond: NDArray[np.float64], size: int) -> float:
    """Return the upper limit that takes in the nearest `size` values beyond it, and those equal to them."""
    if len(beyond) <= size:
        return inf
    ranked = np.sort(beyond)
    taken = int(np.searchsorted(ranked, ranked[size - 1], side="right"))
    return _between(ranked[taken], ranked[taken - 1]) if taken < len(ranked) else inf
