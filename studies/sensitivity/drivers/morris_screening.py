"""Morris screening: which factors matter at all, from few rows.

A trajectory of d + 1 rows moves one factor at each step, each factor once. The change of the outcome over the change of
the factor is an *elementary effect* (Morris 1991); here an input is measured in its range, so that effects compare.
Over the trajectories a factor has the mean of its effects, mu; the mean of their absolute values, mu*, which effects
of both signs do not cancel; and their standard deviation, sigma, which is 0 where the outcome is linear in the factor
and large where it bends or where other factors change the effect. Inputs that move together, as the shares of a mix
do, have no one direction: the effect of such a factor is the absolute change of the outcome over the step, and mu is
mu* (Campolongo, Cariboni and Saltelli 2007). mu* has an interval from drawing trajectories again. A trajectory with a
row that failed is dropped whole and counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ....games.errors import InputError, unknown
from ....games.numbers import rounded
from ...sweep.points.drawn import Morris
from ..parts import Factors, Parts, row_blocks
from .bootstrap import CONFIDENCE, interval, resampled_means

STILL = 1e-9
"""As a share of its range: an input that changes by less has not moved."""


@dataclass(frozen=True)
class ElementaryEffects:
    """What one factor does to one outcome, per range of the factor and in the unit of the outcome.

    Attributes
    ----------
    mean, mean_absolute, deviation
        mu, mu* and sigma.
    low, high
        The ends of the interval of mu*.
    """

    factor: str
    mean: float
    mean_absolute: float
    deviation: float
    low: float
    high: float


@dataclass(frozen=True)
class OutputEffects:
    """The effects on one outcome, in the order of the factors, with the trajectories used and dropped."""

    output: str
    trajectories: int
    dropped: int
    effects: tuple[ElementaryEffects, ...]

    @property
    def ranking(self) -> tuple[str, ...]:
        """The factors by mu*, the largest first."""
        return tuple(item.factor for item in sorted(self.effects, key=lambda item: -item.mean_absolute))


@dataclass(frozen=True)
class MorrisScreening:
    """The effects on several outcomes, and the ranges in which inputs are measured."""

    ranges: Mapping[str, tuple[float, float]]
    outputs: tuple[OutputEffects, ...]
    confidence: float
    resamples: int
    seed: int


def morris_screening(
    parts: Parts,
    factors: Factors,
    outputs: Sequence[str],
    *,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> MorrisScreening:
    """Return the elementary effects of factors on outcomes, from the rows of a Morris design.

    Parameters
    ----------
    parts
        Trajectories of d + 1 consecutive rows.
    factors, outputs, resamples, seed
        As in `sobol_indices`, with trajectories for blocks.
    ranges
        The range of each single input, as (lowest, highest); by default from the lowest to the highest of the rows.

    Raises
    ------
    InputError
        If the rows are not such a design, a name is unknown, or an outcome has fewer than two whole trajectories.
    """
    if not factors or not outputs:
        raise InputError("Morris screening needs at least one factor and one output")
    paths = list(chain.from_iterable(factors.values()))
    width, d = len(factors) + 1, len(paths)
    table = np.concatenate([np.empty((0, width, d + len(outputs))), *row_blocks(parts, [*paths, *outputs], width)])
    spans = _spans(table[..., :d], paths, ranges)
    scaled = table[..., :d] / np.array([high - low for low, high in spans.values()])
    each: list[OutputEffects] = []
    for j, name in enumerate(outputs):
        whole = np.isfinite(scaled).all(axis=(1, 2)) & np.isfinite(table[..., d + j]).all(axis=1)
        if whole.sum() < 2:
            raise InputError(f"{name}: expected at least 2 whole trajectories, got {whole.sum()} of {len(table)}")
        effects = _effects(scaled[whole], table[whole, :, d + j], factors)
        described = tuple(_described(list(factors), effects, resamples, seed))
        each.append(OutputEffects(name, int(whole.sum()), int((~whole).sum()), described))
    return MorrisScreening(spans, tuple(each), CONFIDENCE, resamples, seed)


def _spans(
    points: NDArray[np.float64], paths: Sequence[str], ranges: Mapping[str, tuple[float, float]] | None
) -> dict[str, tuple[float, float]]:
    known = points[np.isfinite(points).all(axis=2)]
    if not len(known):
        raise InputError("no row of the study was solved: there are no effects to measure")
    for path in ranges or {}:
        if path not in paths:
            raise InputError(unknown("input", path, paths))
    ends = zip(paths, known.min(axis=0), known.max(axis=0), strict=True)
    spans = {path: (float(low), float(high)) for path, low, high in ends} | dict(ranges or {})
    for path, (low, high) in spans.items():
        if not low < high:
            raise InputError(f"{path}: expected a range, got {rounded(low)} to {rounded(high)}")
    return spans


def _effects(points: NDArray[np.float64], values: NDArray[np.float64], factors: Factors) -> NDArray[np.float64]:
    """Return the elementary effect of each factor in each trajectory: (r, d + 1, inputs) and (r, d + 1) to (r, d)."""
    steps, sizes = np.diff(points, axis=1), [len(paths) for paths in factors.values()]
    starts = np.cumsum([0, *sizes[:-1]])
    moved = np.logical_or.reduceat(np.abs(steps) > STILL, starts, axis=2)
    if not ((moved.sum(axis=1) == 1).all() and (moved.sum(axis=2) == 1).all()):
        raise InputError(
            f"the rows are not a Morris design: expected trajectories of {points.shape[1]} rows in which each step "
            f"moves one of {', '.join(factors)}, and each of them moves once"
        )
    turn, single = moved.argmax(axis=1), np.array(sizes) == 1
    changes = np.take_along_axis(np.diff(values, axis=1), turn, axis=1)
    moves = np.take_along_axis(steps[..., starts], turn[:, np.newaxis], axis=1)[:, 0]
    return np.where(single, changes, np.abs(changes)) / np.where(single, moves, Morris.step)


def _described(
    factors: Sequence[str], effects: NDArray[np.float64], resamples: int, seed: int
) -> list[ElementaryEffects]:
    low, high = interval(resampled_means(np.abs(effects), resamples, seed))
    columns = [effects.mean(axis=0), np.abs(effects).mean(axis=0), effects.std(axis=0, ddof=1), low, high]
    return [ElementaryEffects(name, *map(float, row)) for name, *row in zip(factors, *columns, strict=True)]
