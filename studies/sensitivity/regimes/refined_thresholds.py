"""Sampled changes of regime, each with the exact tipping points that it brackets.

A sweep along one path sees the regime at its points only: a change lies somewhere between two of them, and two changes
between the same points may undo each other unseen. The exact thresholds (`studies.thresholds`) say where the change
is, and which changes the sweep has missed. Points on a knife edge stand on a border; they lie inside the bracket.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ....games.errors import InputError
from ....games.numbers import read_fraction
from ....games.scenario.paths import canonical
from ....games.scenario.scenario import Scenario
from ...thresholds.threshold_line import TippingPoint
from ...thresholds.thresholds import thresholds
from ..parts import KNIFE_EDGE, Parts, classes, is_solved, numbers


@dataclass(frozen=True)
class SampledChange:
    """A change between two neighbouring points, knife edges between them left out.

    Attributes
    ----------
    low, high
        The points, and `before` and `after` their regimes; these are the same where only a knife edge lies between.
    tipping_points
        The exact values from `low` to `high` at which equilibria appear or disappear. Where there is none, the regime
        holds more than pure equilibria, or the change lies within rounding of a point.
    """

    low: float
    high: float
    before: str
    after: str
    tipping_points: tuple[TippingPoint, ...]


@dataclass(frozen=True)
class RefinedThresholds:
    """The changes of a sweep along one path, in order, and the exact tipping points that no bracket holds."""

    path: str
    rows: int
    left_out: int
    changes: tuple[SampledChange, ...]
    missed: tuple[TippingPoint, ...]


def refined_thresholds(scenario: Scenario, parts: Parts, path: str) -> RefinedThresholds:
    """Return each sampled change of regime along a path with the exact tipping points inside its bracket.

    Raises
    ------
    InputError
        If the path is unknown, the sweep has fewer than two values of it, more than one row for a value, or a range in
        which payoffs have no value.
    """
    full = canonical(scenario, path)
    values, regimes, left_out = _line(parts, full)
    exact = thresholds(scenario, full, (read_fraction(values[0]), read_fraction(values[-1])))
    tips = [point for point in exact.tipping_points if point.appears or point.disappears]
    changes = tuple(_changes(values, regimes, tips))
    held = {id(tip) for change in changes for tip in change.tipping_points}
    missed = tuple(tip for tip in tips if id(tip) not in held)
    return RefinedThresholds(full, len(values), left_out, changes, missed)


def _line(parts: Parts, path: str) -> tuple[NDArray[np.float64], list[str], int]:
    """Return the values of the path in order, the regime at each, and how many rows were not solved."""
    seen: list[tuple[float, str]] = []
    left_out = 0
    for part in parts:
        known = is_solved(part)
        left_out += int((~known).sum())
        pairs = zip(numbers(part, path)[known], classes(part)[known], strict=True)
        seen.extend((float(value), str(regime)) for value, regime in pairs)
    seen.sort()
    values = np.array([value for value, _ in seen])
    if len(values) < 2 or (np.diff(values) <= 0).any():
        raise InputError(
            f"{path}: expected a sweep along this path alone, with two values at least and one row for each"
        )
    return values, [regime for _, regime in seen], left_out


def _changes(values: NDArray[np.float64], regimes: list[str], tips: list[TippingPoint]) -> Iterator[SampledChange]:
    decided = [k for k, regime in enumerate(regimes) if regime != KNIFE_EDGE]
    for k, after in pairwise(decided):
        if regimes[k] != regimes[after] or after > k + 1:
            low, high = read_fraction(values[k]), read_fraction(values[after])
            inside = tuple(tip for tip in tips if tip.value >= low and tip.value <= high)
            yield SampledChange(float(values[k]), float(values[after]), regimes[k], regimes[after], inside)
