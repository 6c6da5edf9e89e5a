"""Regime map: which regime holds where, over two inputs of a study.

The plane is cut into cells. Where the rows form a grid each pair of values is a cell; else both inputs are cut into
cells of the same width. A cell whose rows agree is of that regime; rows on a knife edge are left out of the agreement,
and a cell that has only such rows is a knife edge itself: a grid that meets a border exactly draws no false regime
along it. Cells in which regimes meet are *mixed*; they hold the border, or show that another input decides. A cell that
has rows, but none with a game, is *no game*: where shares do not fit, or a payoff is not finite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....games.errors import InputError
from ..parts import KNIFE_EDGE, Part, Parts, classes, is_solved, numbers, repeatable

MIXED = "mixed"
NO_GAME = "no game"
EMPTY = ""

MOST_CELLS = 10_000
"""A grid of more cells is cut as a sample is."""

MOST_GRID_VALUES = 10_000
"""More different values of an input are not taken for the values of a grid."""


@dataclass(frozen=True, eq=False)
class MapAxis:
    """An input of a map: `edges` are the ends of its n cells, shape (n + 1,).

    `values` are the grid's values, one in each cell, shape (n,); None where the rows are a sample.
    """

    path: str
    edges: NDArray[np.float64]
    values: NDArray[np.float64] | None

    @property
    def middles(self) -> NDArray[np.float64]:
        """Where each cell stands: its value on a grid, its middle else."""
        return (self.edges[1:] + self.edges[:-1]) / 2 if self.values is None else self.values

    def cells(self, values: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return the cell of each value."""
        if self.values is not None:
            return np.searchsorted(self.values, values)
        inner = np.searchsorted(self.edges, values, side="right") - 1
        return np.clip(inner, 0, len(self.edges) - 2)


@dataclass(frozen=True, eq=False)
class RegimeMap:
    """The regimes of a study over two inputs.

    Attributes
    ----------
    x, y
        The inputs, with n_x and n_y cells.
    regimes
        The labels of the regimes, sorted, and last the class of knife edges.
    counts
        The rows of each cell in each of these, shape (n_x, n_y, regimes).
    without_game
        The rows of each cell that have no game, shape (n_x, n_y).
    """

    x: MapAxis
    y: MapAxis
    regimes: tuple[str, ...]
    counts: NDArray[np.intp]
    without_game: NDArray[np.intp]

    @property
    def left_out(self) -> int:
        """Rows that were not solved."""
        return int(self.without_game.sum())

    @property
    def rows(self) -> NDArray[np.intp]:
        """The solved rows of each cell, shape (n_x, n_y)."""
        return self.counts.sum(axis=-1)

    @cached_property
    def majority(self) -> NDArray[np.str_]:
        """The most frequent class of each cell, the first of equals, "" where there is no row: shape (n_x, n_y)."""
        return np.where(self.rows > 0, np.array(self.regimes)[self.counts.argmax(axis=-1)], EMPTY)

    @property
    def share(self) -> NDArray[np.float64]:
        """The share of the most frequent class among the rows of each cell, NaN where there is none: (n_x, n_y)."""
        rows = self.rows
        return np.where(rows > 0, self.counts.max(axis=-1) / np.maximum(rows, 1), np.nan)

    @cached_property
    def labels(self) -> NDArray[np.str_]:
        """What each cell is: a regime, "mixed", "knife edge", "no game", "" where there is no row: shape (n_x, n_y)."""
        decided = self.counts[..., :-1]
        held = (decided > 0).sum(axis=-1)
        only = np.array(self.regimes)[decided.argmax(axis=-1)] if decided.size else self.majority
        bare = np.where(self.without_game > 0, NO_GAME, EMPTY)
        return np.select([self.rows == 0, held == 0, held > 1], [bare, KNIFE_EDGE, MIXED], only)


def regime_map(parts: Parts, over: Sequence[str], bins: int = 40) -> RegimeMap:
    """Return the map of a study's regimes over two of its inputs; other inputs are averaged over.

    Parameters
    ----------
    parts
        Not an iterator: they are gone through twice.
    over
        The columns of the two inputs, the one along the map first.
    bins
        The cells along either input where the rows are no grid.

    Raises
    ------
    InputError
        If there are not two different inputs, one is unknown or constant, or no row was solved.

    Examples
    --------
    >>> part = {
    ...     "status": np.full(4, "ok"), "knife_edge": np.zeros(4, bool), "regime": np.array(["A", "A", "B", "B"]),
    ...     "p": np.array([0.0, 0.0, 1.0, 1.0]), "q": np.array([0.0, 1.0, 0.0, 1.0]),
    ... }
    >>> regime_map([part], over=("p", "q")).labels.tolist()
    [['A', 'A'], ['B', 'B']]
    """
    if len(set(over)) != 2 or len(over) != 2 or bins < 1:
        raise InputError(f"a regime map needs two different inputs and at least one cell, got {', '.join(over)}")
    x, y, regimes = _axes(repeatable(parts), over, bins)
    classed = (*regimes, NO_GAME)
    counts = np.zeros((len(x.middles), len(y.middles), len(classed)), dtype=np.intp)
    place = {regime: k for k, regime in enumerate(classed)}
    for part in parts:
        names, inverse = np.unique(_classes(part), return_inverse=True)
        codes = np.array([place[str(name)] for name in names], dtype=np.intp)[inverse]
        flat = np.ravel_multi_index((*(axis.cells(numbers(part, axis.path)) for axis in (x, y)), codes), counts.shape)
        counts += np.bincount(flat, minlength=counts.size).reshape(counts.shape)
    return RegimeMap(x, y, regimes, counts[..., :-1], counts[..., -1])


def _axes(parts: Parts, over: Sequence[str], bins: int) -> tuple[MapAxis, MapAxis, tuple[str, ...]]:
    """Return both axes and the classes of solved rows: a first look at all rows."""
    seen = [np.empty(0), np.empty(0)]
    labels: set[str] = set()
    rows = 0
    for part in parts:
        rows += len(is_solved(part))
        labels |= {str(label) for label in np.unique(_classes(part))}
        seen = [_thinned(np.union1d(old, _input(part, path))) for old, path in zip(seen, over, strict=True)]
    if not labels - {NO_GAME}:
        raise InputError("no row of the study was solved: there is nothing to map")
    grid = len(seen[0]) * len(seen[1]) <= min(rows, MOST_CELLS) and max(map(len, seen)) <= MOST_GRID_VALUES
    x, y = (_axis(path, values, grid, bins) for path, values in zip(over, seen, strict=True))
    return x, y, (*sorted(labels - {KNIFE_EDGE, NO_GAME}), KNIFE_EDGE)


def _classes(part: Part) -> NDArray[Any]:
    """Return the regime of each row, "knife edge", or "no game"."""
    return np.where(is_solved(part), classes(part), NO_GAME)


def _input(part: Part, path: str) -> NDArray[np.float64]:
    values = numbers(part, path)
    if not np.isfinite(values).all():
        raise InputError(f"{path}: expected an input with finite numbers")
    return values


def _thinned(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return sorted values; of more than a grid has, enough to know so and both ends."""
    return values if len(values) <= MOST_GRID_VALUES else np.append(values[:MOST_GRID_VALUES], values[-1])


def _axis(path: str, values: NDArray[np.float64], grid: bool, bins: int) -> MapAxis:
    if len(values) < 2:
        raise InputError(f"{path}: does not vary; a map needs two inputs that do")
    if not grid:
        return MapAxis(path, np.linspace(values[0], values[-1], bins + 1), None)
    middles = (values[1:] + values[:-1]) / 2
    return MapAxis(path, np.concatenate([values[:1], middles, values[-1:]]), values)
