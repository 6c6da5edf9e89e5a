"""Sweeps: the pure equilibria of a scenario over a grid of values, and the regimes into which the grid falls.

Every point is one game; all of them are built and solved at once, as arrays. A *regime* is a set of pure equilibria.
A point at which some player at an equilibrium has another action that pays the same, to a billionth of its payoff
range, is a knife edge: the set turns on a tie there, and such points are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.dimensions import DIMENSION_NAMES
from ...games.errors import InputError
from ...games.normal_form import PureProfile
from ...games.paths import canonical
from ...games.scenario import Scenario
from ...solvers.best_replies import best_reply_table

TIE = 1e-9
"""As a share of a player's payoff range: closer payoffs are a tie."""

LARGEST_BLOCK = 2**22
"""Consequences of games that are built and solved at once: bounds the memory that a sweep takes."""

MOST_POINTS = 10_000_000


@dataclass(frozen=True)
class Regime:
    """A set of pure equilibria, and how many points of the sweep have it; `knife_edge` where ties decide."""

    profiles: tuple[PureProfile, ...]
    knife_edge: bool
    points: int


@dataclass(frozen=True, eq=False)
class Study:
    """The points of a sweep.

    Attributes
    ----------
    inputs
        For each path, in full, its value at every point: arrays of shape (B,).
    equilibria
        Which pure profiles are equilibria at every point: shape (B, m_1, .., m_n).
    knife_edge
        Where a tie decides: shape (B,).
    payoffs
        The payoffs of every point at the pure equilibrium that comes first, NaN where there is none: shape (B, n).
    """

    scenario: Scenario
    inputs: Mapping[str, NDArray[np.float64]]
    equilibria: NDArray[np.bool_]
    knife_edge: NDArray[np.bool_]
    payoffs: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.knife_edge)

    @cached_property
    def _codes(self) -> tuple[NDArray[np.bool_], NDArray[np.intp], NDArray[np.intp]]:
        """Return the different rows of (knife edge, equilibria), the row of each point, and how often each occurs."""
        rows = np.column_stack([self.knife_edge, self.equilibria.reshape(len(self), -1)])
        packed = np.packbits(rows, axis=1)
        _, first, inverse, counts = np.unique(
            packed, axis=0, return_index=True, return_inverse=True, return_counts=True
        )
        return rows[first], inverse.reshape(-1), counts

    def regimes(self) -> tuple[Regime, ...]:
        """Return the regimes, the most frequent first."""
        return tuple(sorted(self._regimes(), key=lambda regime: (-regime.points, regime.profiles)))

    def regime_of_points(self) -> NDArray[np.intp]:
        """Return the number of each point's regime in `regimes()`, shape (B,)."""
        place = {(regime.profiles, regime.knife_edge): k for k, regime in enumerate(self.regimes())}
        own = np.array([place[regime.profiles, regime.knife_edge] for regime in self._regimes()], dtype=np.intp)
        return own[self._codes[1]]

    def to_numpy(self) -> dict[str, NDArray[Any]]:
        """Return the columns: inputs, the number of equilibria, the regime, the knife edge, first payoffs."""
        flat = self.equilibria.reshape(len(self), -1)
        columns: dict[str, NDArray[Any]] = dict(self.inputs)
        columns["equilibria"] = flat.sum(axis=1)
        columns["regime"] = self.regime_of_points()
        columns["knife_edge"] = self.knife_edge
        for player, name in enumerate(self.scenario.players):
            columns[f"payoff.{name}"] = self.payoffs[:, player]
        return columns

    def to_arrow(self) -> Any:
        """Return the columns of `to_numpy` as a pyarrow Table."""
        import pyarrow as pa

        return pa.table(self.to_numpy())

    def _regimes(self) -> Iterator[Regime]:
        rows, _, counts = self._codes
        shape = self.equilibria.shape[1:]
        for row, points in zip(rows, counts, strict=True):
            profiles = tuple(tuple(int(a) for a in profile) for profile in np.argwhere(row[1:].reshape(shape)))
            yield Regime(profiles, bool(row[0]), int(points))


def sweep(scenario: Scenario, over: Mapping[str, ArrayLike]) -> Study:
    """Solve a scenario for its pure equilibria over the grid of all combinations of values.

    Parameters
    ----------
    over
        For each path the values it takes; with several paths the last one changes fastest.

    Raises
    ------
    InputError
        If a path is unknown or given twice, a value does not fit, or the grid has too many points.

    Examples
    --------
    >>> from tetrarchy import load
    >>> study = sweep(load("us-russia-china"), over={"p": np.linspace(0, 1, 11)})
    >>> [(regime.profiles, regime.points) for regime in study.regimes()]
    [(((0, 0, 0),), 7), (((3, 0, 0), (3, 1, 1)), 3), (((0, 0, 0), (3, 1, 1)), 1)]
    """
    inputs = _grid(scenario, over)
    points, block = len(next(iter(inputs.values()))), _block_size(scenario)
    blocks = [_solve(scenario, inputs, slice(start, start + block)) for start in range(0, points, block)]
    equilibria, knife_edge, payoffs = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    return Study(scenario, inputs, equilibria, knife_edge, payoffs)


def _block_size(scenario: Scenario) -> int:
    outcomes = prod(len(names) for names in scenario.actions)
    return max(1, LARGEST_BLOCK // (len(scenario.players) * outcomes * len(DIMENSION_NAMES)))


def _grid(scenario: Scenario, over: Mapping[str, ArrayLike]) -> dict[str, NDArray[np.float64]]:
    if not over:
        raise InputError("a sweep needs at least one path to vary")
    axes: dict[str, NDArray[np.float64]] = {}
    for path, values in over.items():
        full = canonical(scenario, path)
        if full in axes:
            raise InputError(f"{path}: is given twice, also as {full}")
        axes[full] = np.asarray(values, dtype=np.float64).reshape(-1)
        if not len(axes[full]):
            raise InputError(f"{path}: expected at least one value, got none")
    points = int(np.prod([len(values) for values in axes.values()], dtype=np.float64))
    if points > MOST_POINTS:
        raise InputError(f"the grid has {points:,} points; at most {MOST_POINTS:,} are solved in one call")
    mesh = np.meshgrid(*axes.values(), indexing="ij")
    return {path: values.reshape(-1) for path, values in zip(axes, mesh, strict=True)}


def _solve(
    scenario: Scenario, inputs: Mapping[str, NDArray[np.float64]], points: slice
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.float64]]:
    """Return the equilibria, the knife edges and the payoffs at the first equilibrium, for one block of points."""
    payoffs = scenario.replace({path: values[points] for path, values in inputs.items()}).payoffs()
    replies = best_reply_table(payoffs, tolerance=TIE, batch_axes=1)
    found = np.all(replies, axis=1, keepdims=True)[:, 0]
    games, n = payoffs.shape[:2]
    tied = found & (_alternatives(replies) > 1).any(axis=1)
    flat = found.reshape(games, -1)
    first = payoffs.reshape(games, n, -1)[np.arange(games), :, flat.argmax(axis=1)]
    return found, tied.reshape(games, -1).any(axis=1), np.where(flat.any(axis=1)[:, None], first, np.nan)


def _alternatives(replies: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return how many best replies each player has in each profile's line along its own actions."""
    counts = [replies[:, i].sum(axis=1 + i, keepdims=True) for i in range(replies.shape[1])]
    return np.stack([np.broadcast_to(count, replies[:, 0].shape) for count in counts], axis=1)
