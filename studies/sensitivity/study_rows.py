"""The rows of a sweep as its answers read them: some columns, again each time, and of many rows a part.

Of a design whose rows each stand for themselves a part is drawn row by row: whether a row is in depends on its number
alone, not on the chunks. Of a design whose rows belong together, Saltelli's and Morris's, a part is the groups that
come first; of Saltelli's, whose points are a Sobol' sequence, that is the design with fewer samples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..sweep.plan import Plan
from ..sweep.points.unit_points import uniforms
from ..sweep.regimes import Regime
from ..sweep.running.chunks import Cut, RowSource
from ..sweep.running.parts import to_arrays
from .parts import needed

DRAW_SEED = 0


class SolvedRows(Protocol):
    """The rows of a plan that are solved, such as a `Study`: what its answers need of it."""

    @property
    def plan(self) -> Plan:
        """What was solved."""
        ...

    @property
    def cut(self) -> Cut:
        """How its rows are cut into chunks."""
        ...

    @property
    def numbers(self) -> tuple[int, ...]:
        """The chunks that are there."""
        ...

    @property
    def source(self) -> RowSource:
        """Where their rows are."""
        ...

    def regimes(self) -> tuple[Regime, ...]:
        """Return the sets of pure equilibria that occur, the most frequent first."""
        ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, eq=False)
class StudyRows:
    """Columns of a study, part by part, with the number of each row as `row`; may be gone through again and again.

    Attributes
    ----------
    names
        The columns that are read.
    most
        How many rows are read, about; None for all of them.
    """

    study: SolvedRows
    names: tuple[str, ...]
    most: int | None = None

    def __iter__(self) -> Iterator[dict[str, NDArray[Any]]]:
        for number in self.study.numbers:
            start, stop = self.study.cut.bounds(number)
            kept = self._kept(start, stop)
            if kept.any():
                table = self.study.source.read(number, self.names)
                part = to_arrays(table if kept.all() else table.filter(kept))
                yield {"row": np.arange(start, stop)[kept], **part}

    def _kept(self, start: int, stop: int) -> NDArray[np.bool_]:
        design, rows = self.study.plan.design, len(self.study)
        if self.most is None or self.most >= rows:
            return np.ones(stop - start, dtype=bool)
        if design.block > 1:
            return np.arange(start, stop) < self.most - self.most % design.block
        return uniforms(DRAW_SEED, start, stop, 1)[:, 0] < self.most / rows


def study_rows(study: SolvedRows, names: Iterable[str], most: int | None = None) -> StudyRows:
    """Return the rows of a study with the columns that columns and conditions need; errors as in `needed`."""
    known = [column.name for column in study.plan.columns]
    return StudyRows(study, needed(names, known), most)
