"""PAWN: how far the whole distribution of an outcome moves with an input (Pianosi and Wagener 2015).

The rows are cut into slices of an input with the same number of rows each, and the distribution of the outcome in each
slice is set against that in all rows: their distance is the Kolmogorov-Smirnov statistic, the largest gap between the
two distribution functions. The index of the input is the median of these distances, or the largest (Pianosi and
Wagener 2018, which takes any sample). It needs no variance, so it serves outcomes with heavy tails or few values.

Distances within a finite sample are never 0. The *noise floor* is the same index of an input that does nothing: the
slices are dealt out to the rows at random, many times, and the floor is what 95 % of these stay below. An input whose
index does not exceed it shows no effect in this sample.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....games.errors import InputError
from ..parts import Parts, finite_rows, repeatable

FLOOR = 0.95

DUMMIES = 100
"""How many times the noise floor is drawn."""


@dataclass(frozen=True)
class PawnIndex:
    """The index of one input.

    Attributes
    ----------
    statistics
        The Kolmogorov-Smirnov statistic of each slice, in the order of the input's values.
    median, largest
        Over the slices.
    median_floor, largest_floor
        What an input without effect stays below in 95 % of draws.
    """

    input: str
    statistics: tuple[float, ...]
    median: float
    largest: float
    median_floor: float
    largest_floor: float

    @property
    def matters(self) -> bool:
        """Whether the median or the largest distance exceeds its floor."""
        return self.median > self.median_floor or self.largest > self.largest_floor


@dataclass(frozen=True)
class OutputPawn:
    """The indices of one outcome in the order of the inputs, with the rows used and those left out."""

    output: str
    rows: int
    left_out: int
    indices: tuple[PawnIndex, ...]


@dataclass(frozen=True)
class Pawn:
    """The indices of several outcomes, and how their floors were found."""

    outputs: tuple[OutputPawn, ...]
    slices: int
    dummies: int
    seed: int


def pawn(parts: Parts, inputs: Sequence[str], outputs: Sequence[str], *, slices: int = 10, seed: int = 0) -> Pawn:
    """Return the PAWN indices of inputs, from the rows of any sample.

    Parameters
    ----------
    parts
        Not an iterator: they are gone through for each output.
    inputs, outputs
        Columns; an output may be a condition (see `parts`).
    slices
        Into how many slices each input is cut; equal values stay together, so a grid of fewer values has fewer.
    seed
        Of the draws of the noise floor.

    Raises
    ------
    InputError
        If a name is unknown, there are fewer than two slices or fewer rows than slices, or no row was solved.
    """
    if not inputs or not outputs:
        raise InputError("PAWN needs at least one input and one output")
    if slices < 2:
        raise InputError(f"PAWN needs at least 2 slices, got {slices}")
    each = (_output(repeatable(parts), inputs, output, slices, seed) for output in outputs)
    return Pawn(tuple(each), slices, DUMMIES, seed)


def _output(parts: Parts, inputs: Sequence[str], output: str, slices: int, seed: int) -> OutputPawn:
    table, left_out = finite_rows(parts, [*inputs, output])
    if len(table) < slices:
        raise InputError(f"{output}: {len(table)} rows cannot be cut into {slices} slices")
    order = np.argsort(table[:, -1], kind="stable")
    steps = np.append(np.flatnonzero(np.diff(table[order, -1])), len(table) - 1)
    codes = [_slices(table[:, j], slices)[order] for j in range(len(inputs))]
    floors: dict[tuple[int, ...], tuple[float, float]] = {}
    indices = []
    for name, code in zip(inputs, codes, strict=True):
        sizes = tuple(np.bincount(code).tolist())
        if sizes not in floors:
            floors[sizes] = _floor(code, steps, np.random.default_rng(seed))
        distances = _statistics(code, steps)
        middle, largest = float(np.median(distances)), float(distances.max())
        indices.append(PawnIndex(name, tuple(distances.tolist()), middle, largest, *floors[sizes]))
    return OutputPawn(output, len(table), left_out, tuple(indices))


def _slices(values: NDArray[np.float64], slices: int) -> NDArray[np.intp]:
    """Return the slice of each row: equal numbers of rows, equal values together, numbered from 0 without gaps."""
    ranked = np.sort(values)
    inner = ranked[np.arange(1, slices) * len(ranked) // slices]
    return np.unique(np.searchsorted(np.unique(inner), values, side="right"), return_inverse=True)[1]


def _statistics(codes: NDArray[np.intp], steps: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the distance of each slice, from the slices of the rows in the order of the outcome.

    `steps` are the last places of equal outcomes, where a distribution function has made its step.
    """
    overall = (steps + 1) / len(codes)
    counts = (np.cumsum(codes == code) for code in range(codes.max() + 1))
    return np.array([np.abs(own[steps] / own[-1] - overall).max() for own in counts])


def _floor(codes: NDArray[np.intp], steps: NDArray[np.intp], rng: np.random.Generator) -> tuple[float, float]:
    drawn = [_statistics(rng.permutation(codes), steps) for _ in range(DUMMIES)]
    medians, largest = np.median(drawn, axis=1), np.max(drawn, axis=1)
    return float(np.quantile(medians, FLOOR)), float(np.quantile(largest, FLOOR))
