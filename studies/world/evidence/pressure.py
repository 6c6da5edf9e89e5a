"""E4: whether states under sanctions come nearer to China and Russia in their votes.

Differences in differences: how the distance changes from the three years before a first measure to the three after,
less the same of ten states that were never under measures and were most like it in the year before. Draws of states
that were never under measures, at the same years, are the placebo.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from ....games.arrays import Floats
from ....games.numbers import number
from .record import IDEAL_POINT, Check, WorldRecord

SPAN, MATCHES, DRAWS = 3, 10, 1_000

PROTAGONISTS = {"CHN": "China", "RUS": "Russia"}


def pressure(record: WorldRecord) -> Check:
    """Return the check on pressure."""
    figures: dict[str, float] = {}
    sought = True
    told = []
    for protagonist, name in PROTAGONISTS.items():
        gaps = _Gaps(record, protagonist)
        moved = [gap for state, year in record.sanctions if (gap := gaps.difference(state, year)) is not None]
        estimate = float(np.mean(moved))
        share = float((gaps.placebo() <= estimate).mean())
        sought &= estimate < 0 and share < 0.05
        figures |= {f"{name}: onsets": float(len(moved)), f"{name}: distance": estimate, f"{name}: one-sided p": share}
        told.append(f"{name} {number(estimate)} (p {number(share, 2)})")
    rule = "distance to both falls, p below .05"
    return Check("E4", "Does pressure drive states to China and Russia?", rule, sought, figures, ", ".join(told))


class _Gaps:
    """Distances in votes to a protagonist, and differences in differences of them."""

    def __init__(self, record: WorldRecord, protagonist: str) -> None:
        self.record, self.protagonist = record, protagonist
        sanctioned = {state for state, _ in record.sanctions}
        states = {state for state, _ in record.yearly}
        self.free = sorted(states - sanctioned - PROTAGONISTS.keys())

    def difference(self, state: str, year: int) -> float | None:
        """Return a state's change of distance less that of its matches, None where a year is missing."""
        own = self._change(state, year)
        if own is None or state == self.protagonist:
            return None
        others = [(other, change) for other in self.free if other != state if (change := self._change(other, year))]
        likeness = self._unlike(state, [other for other, _ in others], year)
        nearest = np.argsort(likeness, kind="stable")[:MATCHES]
        return own[1] - own[0] - float(np.mean([others[place][1][1] - others[place][1][0] for place in nearest]))

    def placebo(self) -> Floats:
        """Return the estimates of draws of states that were never under measures, shape (DRAWS,)."""
        rng = np.random.default_rng(0)
        years = [year for state, year in self.record.sanctions if self.difference(state, year) is not None]
        known = {
            year: [gap for own in self.free if (gap := self.difference(own, year)) is not None] for year in {*years}
        }
        return np.mean([rng.choice(known[year], DRAWS) for year in years], axis=0)

    def _change(self, state: str, year: int) -> tuple[float, float] | None:
        """Return the mean distance before and after a year."""
        before, after = (
            float(np.mean([self._distance(state, year + sign * step) for step in range(1, SPAN + 1)]))
            for sign in (-1, 1)
        )
        return None if np.isnan([before, after]).any() else (before, after)

    def _distance(self, state: str, year: int) -> float:
        figure = self.record.figure
        return abs(figure(state, year, IDEAL_POINT) - figure(self.protagonist, year, IDEAL_POINT))

    def _unlike(self, state: str, others: Collection[str], year: int) -> Any:
        """Return how unlike others are in ideal point and income in the year before, in standard deviations."""
        rows = np.array([self._profile(own, year - 1) for own in (state, *others)])
        scaled = (rows[1:] - rows[0]) / (np.nanstd(rows[1:], axis=0) + 1e-12)
        return np.nansum(scaled**2, axis=1) + 1e3 * np.isnan(scaled).any(axis=1)

    def _profile(self, state: str, year: int) -> tuple[float, float]:
        figure = self.record.figure
        return figure(state, year, IDEAL_POINT), float(np.log(figure(state, year, "gdp_pc")))
