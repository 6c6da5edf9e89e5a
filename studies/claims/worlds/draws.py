"""Draws of everything that is uncertain: parameters, and one value matrix for each world that all arenas share.

Every number is uniform over its range and independent of the others. Each has a stream of its own, keyed by the seed
and its name, so that what is drawn for it hangs on nothing else: not on which arenas are asked for, nor on how many
worlds are drawn after it.

A placebo is the same worlds with something of the theory taken away. Under `labels` the rows of the four orders change
places at random in each world: what orders there are, how far apart and how heavy stays; only which order stands where
is lost. Under `columns` the four weights on each dimension change places, one dimension at a time. Under `free` every
weight may be anything on the scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar, Literal, get_args
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ....games.arrays import Flags, Floats
from ....games.orders.codings import Coding
from ....games.orders.matrix import value_matrix
from ....games.orders.rows import LARGEST_WEIGHT, ORDER_NAMES, Row, Weight, weight_cells
from ....games.parameters import Parameter

Arm = Literal["theory", "labels", "columns", "free"]
"""The worlds as the theory has them, or one of the placebos."""

ARMS: tuple[Arm, ...] = get_args(Arm)

BLOCK = 4096
"""Worlds drawn at once: bounds the memory that any number of them takes."""

AT_ONCE = 512
"""Worlds of a block put to a model at once, under each arm: few enough for the memory close to a processor."""


@dataclass(frozen=True)
class Draws:
    """Worlds `block * BLOCK` and following, `size` of them, under the theory or a placebo.

    `ranges` is the part of each range, about its default, from which numbers are drawn.
    """

    coding: Coding
    seed: int
    block: int
    size: int
    arm: Arm = "theory"
    ranges: Fraction = Fraction(1)
    repeats: ClassVar[int] = 1

    @property
    def under_placebo(self) -> Flags:
        """Which worlds are those of a placebo, shape (B,)."""
        return np.full(self.size, self.arm != "theory")

    def values(self, owner: str, parameters: Sequence[Parameter]) -> Mapping[str, Floats]:
        """Return a column (B,) for each parameter, by name; `owner` is what has them, such as an arena."""
        return {
            known.name: self._about(f"{owner}.{known.name}", known.default, known.low, known.high)
            for known in parameters
        }

    def between(self, name: str, low: float, high: float) -> Floats:
        """Return what is drawn for a number, shape (B,)."""
        return low + (high - low) * self.uniform(name)

    def _about(self, name: str, default: Fraction, low: Fraction, high: Fraction) -> Floats:
        ends = (default + self.ranges * (end - default) for end in (low, high))
        return self.between(name, *map(float, ends))

    def uniform(self, name: str, *shape: int) -> Floats:
        """Return the stream of a name, numbers from 0 to 1, shape (B, *shape)."""
        stream = np.random.default_rng([self.seed, crc32(name.encode()), self.block])
        return stream.random((BLOCK, *shape))[: self.size]

    @cached_property
    def matrices(self) -> Floats:
        """The value matrices, shape (B, 5, 9)."""
        cells = np.stack([self._cell(row, name, cell) for row, name, cell in weight_cells(self.coding.rows)], axis=-1)
        matrices = cells.reshape(self.size, len(self.coding.rows), -1)
        if self.arm in ("labels", "columns"):
            orders = matrices[:, : len(ORDER_NAMES)]
            matrices[:, : len(ORDER_NAMES)] = np.take_along_axis(orders, self._places(matrices.shape[-1]), axis=1)
        return matrices

    def _cell(self, row: Row, name: str, cell: Weight) -> Floats:
        if self.arm == "free":
            return self.between(f"free.{row.name}.{name}", -LARGEST_WEIGHT, LARGEST_WEIGHT)
        return self._about(f"orders.{row.name}.{name}", Fraction(cell.value), cell.low, cell.high)

    def _places(self, dimensions: int) -> NDArray[np.intp]:
        """Return where each order has its weights from, shape (B, 4, 9 or 1)."""
        columns = dimensions if self.arm == "columns" else 1
        return self.uniform(self.arm, len(ORDER_NAMES), columns).argsort(axis=1)


@dataclass(frozen=True)
class Arms:
    """Worlds `start` to `stop` of a block under several arms, one arm after the other; all have the same parameters."""

    draws: Sequence[Draws]
    start: int
    stop: int

    @property
    def repeats(self) -> int:
        """How many times the parameters of the worlds are gone through."""
        return len(self.draws)

    @property
    def size(self) -> int:
        """How many worlds there are, those of all arms together."""
        return self.repeats * (self.stop - self.start)

    @property
    def under_placebo(self) -> Flags:
        """Which worlds are those of a placebo, shape (B,)."""
        return self._beside(draws.under_placebo for draws in self.draws)

    def values(self, owner: str, parameters: Sequence[Parameter]) -> Mapping[str, Floats]:
        """Return a column (B,) for each parameter, by name."""
        drawn = self.draws[0].values(owner, parameters)
        return {name: self._repeated(column) for name, column in drawn.items()}

    def uniform(self, name: str) -> Floats:
        """Return the stream of a name, numbers from 0 to 1, shape (B,)."""
        return self._repeated(self.draws[0].uniform(name))

    @cached_property
    def matrices(self) -> Floats:
        """The value matrices, shape (B, 5, 9)."""
        return self._beside(draws.matrices for draws in self.draws)

    def _repeated(self, column: Floats) -> Floats:
        return self._beside([column] * self.repeats)

    def _beside(self, columns: Iterable[NDArray[Any]]) -> NDArray[Any]:
        return np.concatenate([column[self.start : self.stop] for column in columns])


@dataclass(frozen=True)
class Defaults:
    """The one world in which every number has its default."""

    coding: Coding
    size: ClassVar[int] = 1
    repeats: ClassVar[int] = 1

    def values(self, owner: str, parameters: Sequence[Parameter]) -> Mapping[str, Floats]:
        """Return a column (1,) for each parameter, by name."""
        return {known.name: np.array([float(known.default)]) for known in parameters}

    @cached_property
    def matrices(self) -> Floats:
        """The value matrix, shape (1, 5, 9)."""
        return value_matrix(self.coding.rows).astype(np.float64)[np.newaxis]


Numbers = Draws | Arms | Defaults
"""Where the numbers of worlds come from."""


def side_by_side(draws: Sequence[Draws]) -> Iterator[Arms]:
    """Go through the worlds of a block under several arms, so few at once that a processor has them at hand."""
    for start in range(0, draws[0].size, AT_ONCE):
        yield Arms(draws, start, min(start + AT_ONCE, draws[0].size))


def blocks(coding: Coding, seed: int, samples: int, ranges: Fraction = Fraction(1)) -> Iterator[Draws]:
    """Go through the draws of so many worlds, block by block."""
    for block, start in enumerate(range(0, samples, BLOCK)):
        yield Draws(coding, seed, block, min(BLOCK, samples - start), ranges=ranges)
