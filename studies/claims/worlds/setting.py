"""The two halves of plausible worlds: what every profile does to whom, and what that is worth to those who judge it.

The first hangs on the parameters of an arena alone, the second on the value matrix alone. So what is worked out of one
serves all worlds that differ in the other: placebos, other types of a player.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from ....games.actors import mix, mixed_rows
from ....games.arena import Arena, consequences
from ....games.arrays import Floats
from ....games.dimensions import POSITION
from ....games.orders.matrix import normalised
from ....games.orders.rows import ROW_NAMES

Kind = str | Mapping[str, Any]
"""Whom a player follows: an order, the security state, or a mix of them."""


@dataclass(frozen=True, eq=False)
class Setting:
    """An arena in B worlds.

    Attributes
    ----------
    parameters
        For each parameter, by name, its values: arrays of shape (B,).
    repeats
        How many times the worlds go through the same values, one time after the other.
    """

    arena: Arena
    parameters: Mapping[str, Floats]
    repeats: int = 1

    def given(self, values: Mapping[str, Any]) -> Setting:
        """Return the worlds in which some parameters have other values, numbers or arrays of shape (B,)."""
        if not values:
            return self
        size = len(next(iter(self.parameters.values())))
        columns = {
            self.arena.parameter(name).name: np.broadcast_to(np.float64(value), size).copy()
            for name, value in values.items()
        }
        repeats = 1 if any(np.ndim(value) for value in values.values()) else self.repeats
        return replace(self, parameters={**self.parameters, **columns}, repeats=repeats)

    @cached_property
    def consequences(self) -> Floats:
        """What every profile does to every player, (B / repeats, n, m_1, .., m_n, 9): the first time through."""
        columns = {name: column[: len(column) // self.repeats] for name, column in self.parameters.items()}
        return consequences(self.arena, columns)


@dataclass(frozen=True, eq=False)
class Values:
    """The value matrices of B worlds, shape (B, 5, 9)."""

    matrices: Floats

    def weighing(self, row: str, dimension: str, weight: float) -> Values:
        """Return the worlds in which a row has this weight on a dimension."""
        matrices = self.matrices.copy()
        matrices[:, ROW_NAMES.index(row), POSITION[dimension]] = weight
        return Values(matrices)

    def weights(self, kind: Kind) -> Floats:
        """Return the value weights of an order, or of a mix of them, shape (B, 9)."""
        shares = _shares(kind if isinstance(kind, str) else tuple(kind.items()))
        return mixed_rows(dict(shares), self._rows)

    @cached_property
    def _rows(self) -> Floats:
        return normalised(self.matrices)


@lru_cache(maxsize=64)
def _shares(kind: str | tuple[tuple[str, Any], ...]) -> tuple[tuple[str, float], ...]:
    """Return the shares of a mix that are not 0."""
    shares = mix(kind if isinstance(kind, str) else dict(kind))
    return tuple((name, float(share)) for name, share in shares.items() if share)
