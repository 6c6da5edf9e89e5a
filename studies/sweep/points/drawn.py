"""Designs that are drawn: samples of the ranges of factors, and those that measures of sensitivity need.

All are images of points of the unit cube (`unit_points`), with coordinates for each factor in turn. A seed and a row
number determine a point, so nothing depends on chunks.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from ....games.arrays import Floats
from ....games.errors import InputError, whole_number
from ....games.numbers import counted
from ....games.scenario.scenario import Scenario
from .design import MOST_POINTS, Design, Points, SensitivityMethod
from .factors import SIMPLEX, Factor, factors
from .unit_points import SOBOL_BITS, SobolSequence, latin_hypercube, uniforms

DEFAULT_SAMPLES = 1024


@dataclass(frozen=True)
class Drawn(Design):
    """A design over factors.

    Attributes
    ----------
    factors
        What varies.
    samples
        How many points, or groups of points, are drawn.
    seed
        Of all random numbers; 0 or more.

    Raises
    ------
    InputError
        If there are fewer than one samples, or more than the method has, or the seed is negative.
    """

    drawn: ClassVar[bool] = True
    most: ClassVar[int] = MOST_POINTS

    factors: tuple[Factor, ...]
    samples: int
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.samples <= self.most:
            raise InputError(
                f"samples must be from 1 to {counted(self.most)} for {self.name}, got {counted(self.samples)}"
            )
        if self.seed < 0:
            raise InputError(f"seed must be 0 or more, got {self.seed}")

    @classmethod
    def of(cls, scenario: Scenario, over: Mapping[str, Any], samples: int | None, seed: int | None) -> Self:
        """Return the design over ranges; by default of `DEFAULT_SAMPLES` and with the scenario's seed."""
        chosen = whole_number("samples", DEFAULT_SAMPLES if samples is None else samples)
        return cls(factors(scenario, over), chosen, whole_number("seed", scenario.seed if seed is None else seed))

    @classmethod
    def restored(cls, scenario: Scenario, described: Mapping[str, Any]) -> Self:
        """Return the design that `described` describes."""
        over = {name: None if taken == SIMPLEX else tuple(taken) for name, taken in described["over"].items()}
        return cls.of(scenario, over, described["samples"], described["seed"])

    def around(self, scenario: Scenario, samples: int | None, seed: int | None) -> Design:
        """Return the design with other samples and another seed, unless None."""
        samples, seed = self.samples if samples is None else samples, self.seed if seed is None else seed
        return replace(self, samples=samples, seed=seed)

    @property
    def spans(self) -> dict[str, tuple[float, float]]:
        """The lowest and the highest value of each number that varies."""
        return {path: (factor.low, factor.high) for factor in self.factors for path in factor.paths}

    @property
    def factor_paths(self) -> dict[str, tuple[str, ...]]:
        """The paths that vary under each name."""
        return {factor.name: factor.paths for factor in self.factors}

    @property
    def random_seed(self) -> int:
        """The seed of its random numbers."""
        return self.seed

    @property
    def words(self) -> str:
        """What reports call it, with what was drawn."""
        blocks = f"{counted(self.samples)} of them, " if self.block > 1 else ""
        return f"{self.title} ({blocks}seed {self.seed})"

    def __len__(self) -> int:
        return self.samples * self.block

    def points(self, start: int, stop: int) -> Points:
        """Return rows start, .., stop - 1."""
        units, columns = self.units(start, stop), Points()
        for factor, (first, last) in zip(self.factors, pairwise(self._ends), strict=True):
            columns |= factor.values(units[:, first:last])
        return columns

    @abstractmethod
    def units(self, start: int, stop: int) -> Floats:
        """Return rows start, .., stop - 1 in the unit cube, shape (stop - start, coordinates)."""

    def described(self) -> dict[str, Any]:
        """Return all that determines the points, as plain values for JSON."""
        over = {factor.name: factor.described() for factor in self.factors}
        return {"design": self.name, "over": over, "samples": self.samples, "seed": self.seed}

    @property
    def dimensions(self) -> int:
        """How many coordinates a point has in the unit cube."""
        return self._ends[-1]

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        """Where the coordinates of each factor begin, and where the last ones end."""
        return tuple(accumulate((factor.units for factor in self.factors), initial=0))

    @cached_property
    def _owner(self) -> NDArray[np.intp]:
        """The number of the factor to which each coordinate belongs."""
        return np.repeat(np.arange(len(self.factors)), [factor.units for factor in self.factors])

    def _groups(self, start: int, stop: int) -> tuple[slice, NDArray[np.intp], NDArray[np.intp]]:
        """Return which samples the rows belong to, each row's sample counted from the first, and its turn there."""
        sample, turn = np.divmod(np.arange(start, stop), self.block)
        first = start // self.block
        return slice(first, -(-stop // self.block)), sample - first, turn


@dataclass(frozen=True)
class Random(Drawn):
    """Independent points."""

    name: ClassVar[str] = "random"
    title: ClassVar[str] = "independent draws"

    def units(self, start: int, stop: int) -> Floats:
        """Return rows start, .., stop - 1 in the unit cube."""
        return uniforms(self.seed, start, stop, self.dimensions)


@dataclass(frozen=True)
class LatinHypercube(Drawn):
    """One point in each of as many layers as there are points, along every axis."""

    name: ClassVar[str] = "latin_hypercube"
    title: ClassVar[str] = "a Latin hypercube"

    def units(self, start: int, stop: int) -> Floats:
        """Return rows start, .., stop - 1 in the unit cube."""
        return latin_hypercube(self.seed, start, stop, self.dimensions, self.samples)


@dataclass(frozen=True)
class Sobol(Drawn):
    """A scrambled Sobol' sequence; it is balanced where the number of points is a power of two."""

    name: ClassVar[str] = "sobol"
    title: ClassVar[str] = "a Sobol' sequence"
    most: ClassVar[int] = 2**SOBOL_BITS

    def units(self, start: int, stop: int) -> Floats:
        """Return rows start, .., stop - 1 in the unit cube."""
        return self._sequence.points(start, stop)

    @cached_property
    def _sequence(self) -> SobolSequence:
        return SobolSequence(self.dimensions, self.seed, self.samples)


@dataclass(frozen=True)
class Saltelli(Drawn):
    """Blocks for Sobol' indices (Saltelli and others 2010): A, B, and for each factor A with that factor from B.

    A block has as many rows as there are factors, and two more. A and B are the halves of points of a Sobol' sequence
    of twice the dimension. A mix is one factor: all of its coordinates are taken together.
    """

    name: ClassVar[str] = "saltelli"
    title: ClassVar[str] = "blocks for Sobol' indices"
    sensitivity_method: ClassVar[SensitivityMethod | None] = "sobol"
    most: ClassVar[int] = 2**SOBOL_BITS

    @property
    def block(self) -> int:
        """How many rows, one after the other, belong to one sample."""
        return len(self.factors) + 2

    def units(self, start: int, stop: int) -> Floats:
        """Return rows start, .., stop - 1 in the unit cube."""
        blocks, block, turn = self._groups(start, stop)
        both = self._sequence.points(blocks.start, blocks.stop)[block]
        a, b = both[:, : self.dimensions], both[:, self.dimensions :]
        from_b = (turn[:, np.newaxis] == 1) | (turn[:, np.newaxis] - 2 == self._owner)
        return np.where(from_b, b, a)

    @cached_property
    def _sequence(self) -> SobolSequence:
        return SobolSequence(2 * self.dimensions, self.seed, self.samples)


@dataclass(frozen=True)
class Morris(Drawn):
    """Trajectories for screening (Morris 1991): from a random point one factor after the other moves by `step`.

    Points lie on the levels 0, 1 / (levels - 1), .., 1. The order of the factors and the directions are random. A mix
    is one factor: all of its coordinates move at once (Campolongo, Cariboni and Saltelli 2007).
    """

    name: ClassVar[str] = "morris"
    title: ClassVar[str] = "trajectories for screening"
    fills: ClassVar[bool] = False
    sensitivity_method: ClassVar[SensitivityMethod | None] = "morris"
    levels: ClassVar[int] = 4
    step: ClassVar[float] = levels / (2 * (levels - 1))

    @property
    def block(self) -> int:
        """How many rows, one after the other, belong to one sample."""
        return len(self.factors) + 1

    def units(self, start: int, stop: int) -> Floats:
        """Return rows start, .., stop - 1 in the unit cube."""
        trajectories, trajectory, turn = self._groups(start, stop)
        base, up, rank = self._drawn(trajectories.start, trajectories.stop)
        moved = rank[trajectory][:, self._owner] < turn[:, np.newaxis]
        return base[trajectory] + self.step * (moved == up[trajectory])

    def _drawn(self, start: int, stop: int) -> tuple[Floats, NDArray[np.bool_], NDArray[np.intp]]:
        """Return for each trajectory the lower corner, which coordinates rise, and when each factor moves, from 0."""
        d = self.dimensions
        draws = uniforms(self.seed, start, stop, 2 * d + len(self.factors))
        base = np.floor(draws[:, :d] * (self.levels // 2)) / (self.levels - 1)
        return base, draws[:, d : 2 * d] < 0.5, draws[:, 2 * d :].argsort(axis=1).argsort(axis=1)
