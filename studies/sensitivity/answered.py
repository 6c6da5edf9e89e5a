"""All that a sweep answers, as far as its design and its size allow, and where they do not, why.

What goes over every row is counted over every row: regimes, statuses, equilibria. What needs many rows in memory at
once is computed from `MOST_ROWS` of them; the study's own methods take them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from ...games.errors import InputError
from ...games.numbers import counted
from ...games.text.shown import Shown
from ..sweep.study import Study
from .boxes.prim import Boxes
from .column_summaries import ColumnSummary, column_summaries
from .parts import Part
from .regimes.refined_thresholds import RefinedThresholds, refined_thresholds
from .regimes.regime_map import RegimeMap, regime_map
from .robust.robustness import ActionRobustness, Survival
from .robust.xlrm import Xlrm, xlrm
from .study_answers import Sensitivity, action_measures, boxes, leading_regimes, sensitivity, survival
from .study_rows import study_rows

MOST_ROWS = 100_000
"""Rows that answers of more than one pass are computed from."""

FEWEST_ROWS = 100
"""Fewer rows say little on what drives an outcome; from these on it is asked."""

FINEST_MAP, ROWS_IN_A_CELL = 40, 10
"""Cells along either axis of the map of a sample: as many as leave some rows in each."""

JUDGED = ("regime", "selected", "welfare", "pareto", "regret", "complete")

REPEATED = ("discount", "sustained")

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Answers:
    """What a study answers; None and empty where the design does not allow it or the rows are too few.

    Attributes
    ----------
    spans
        Between which values each path varies.
    statuses
        How many rows have each status.
    tipping
        Over one path: the sampled changes with the exact tipping points.
    map
        Over two paths.
    sensitivity, boxes
        Of the most frequent regimes; the sensitivity of the welfare too.
    survival, actions
        The robustness of equilibria, and of each player's actions.
    further
        The columns on repetition and on the concepts asked for, in a few numbers.
    used
        How many rows sensitivity, boxes, the robustness of actions and the map of a sample were computed from.
    open
        Why an answer that could be expected is not there.
    """

    study: Study
    spans: Mapping[str, tuple[float, float]]
    statuses: Mapping[str, int]
    tipping: RefinedThresholds | None
    map: RegimeMap | None
    sensitivity: Sensitivity | None
    boxes: tuple[Boxes, ...]
    survival: tuple[Survival, ...]
    actions: tuple[ActionRobustness, ...]
    further: tuple[ColumnSummary, ...]
    xlrm: Xlrm
    used: int
    open: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class AnsweredStudy(Shown):
    """A study with its answers, which are worked out when they are asked for."""

    study: Study

    @cached_property
    def answers(self) -> Answers:
        """All that the rows answer, as far as the design and their number allow."""
        study, inquiry, statuses = self.study, _Inquiry(self.study, []), _statuses(self.study)
        spans, solved = study.plan.design.spans, statuses.get("ok", 0)
        covers = solved > 0 and study.plan.design.sensitivity_method is not None
        return Answers(
            study,
            spans,
            statuses,
            inquiry.tipping() if solved else None,
            inquiry.map() if covers else None,
            inquiry.sensitivity() if covers and solved >= FEWEST_ROWS else None,
            tuple(inquiry.boxes()) if covers and solved >= FEWEST_ROWS else (),
            survival(study) if covers else (),
            tuple(inquiry.actions()) if covers else (),
            _further(study),
            xlrm(study.scenario, spans, _judged(study)),
            min(MOST_ROWS, len(study)),
            tuple(inquiry.open),
        )


@dataclass(frozen=True, eq=False)
class _Inquiry:
    """The questions whose answer may be that they cannot be asked."""

    study: Study
    open: list[str]

    def tipping(self) -> RefinedThresholds | None:
        paths = self.study.plan.design.paths
        if len(paths) != 1:
            return None
        if len(self.study) > MOST_ROWS:
            self.open.append(
                f"Tipping points are refined for up to {counted(MOST_ROWS)} rows; ask `thresholds` for them."
            )
            return None
        return self._tried("Tipping points", refined_thresholds, self.study.scenario, self._rows, paths[0])

    def map(self) -> RegimeMap | None:
        paths = self.study.plan.design.paths
        if len(paths) != 2:
            return None
        bins = min(FINEST_MAP, max(2, round(np.sqrt(len(self.study) / ROWS_IN_A_CELL))))
        return self._tried("The map", regime_map, self._rows, paths, bins)

    def sensitivity(self) -> Sensitivity | None:
        if len(self.study.plan.design.paths) == 1:
            return None
        return self._tried("Sensitivity", sensitivity, self.study, (), self._rows)

    def boxes(self) -> Iterator[Boxes]:
        if not self.study.plan.design.fills or len(self.study.plan.design.paths) == 1:
            return
        for regime in leading_regimes(self.study):
            discovered = self._tried("Boxes", boxes, self.study, regime, self._rows)
            if discovered is not None and discovered.boxes:
                yield discovered

    def actions(self) -> Iterator[ActionRobustness]:
        for player in self.study.scenario.players:
            measures = self._tried("Robust actions", action_measures, self.study, player, self._rows)
            if measures is not None:
                yield measures

    @cached_property
    def _rows(self) -> list[Part]:
        """As many rows as are held in memory, with the columns that the answers need."""
        return list(study_rows(self.study, [*self.study.plan.design.paths, "regime", "welfare"], MOST_ROWS))

    def _tried(self, name: str, ask: Callable[..., T], *arguments: Any) -> T | None:
        """Return an answer, or note why there is none."""
        try:
            return ask(*arguments)
        except InputError as error:
            self.open.append(f"{name}: {error}.")
            return None


def _statuses(study: Study) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for part in study.parts(["status"]):
        for pair in part.column("status").combine_chunks().value_counts().to_pylist():
            counts[pair["values"]] += pair["counts"]
    return dict(counts.most_common())


def _further(study: Study) -> tuple[ColumnSummary, ...]:
    asked = study.plan.concepts
    named = {*REPEATED, *(concept.partition(":")[0] for concept in asked)}
    meanings = {
        column.name: column.meaning
        for column in study.plan.columns
        if column.kind != "label" and (column.name in asked or column.name.partition(".")[0] in named)
    }
    return column_summaries(study_rows(study, meanings), meanings, asked) if meanings else ()


def _judged(study: Study) -> dict[str, str]:
    """Return the columns by which outcomes are judged, with what they mean."""
    return {
        column.name: column.meaning
        for column in study.plan.columns
        if column.name in JUDGED or column.name.startswith("payoff.")
    }
