"""What a sweep gives: its rows, part by part or as one table, and the regimes into which they fall.

Whatever is asked of a study goes over its parts one at a time, with only the columns that it needs, so that a study in
a folder may be larger than memory; only `sensitivity`, `boxes` and `robustness` hold the columns that they need. An
answer of another kind is a function of `Study.parts` or `Study.arrays`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError, expect, unexpected, unknown
from ...games.numbers import several
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ..sensitivity.boxes.prim import Boxes
from ..sensitivity.robust.robustness import ActionRobustness
from ..sensitivity.study_answers import Sensitivity, action_measures, boxes, sensitivity
from .plan import Plan
from .regimes import REGIME_COLUMNS, Regime, numbered, regimes_of, tally
from .running.chunks import Cut, Failure, RowSource
from .running.parts import one_table, to_arrays


@dataclass(frozen=True, eq=False)
class InMemory:
    """Parts in memory, by the number of the chunk."""

    tables: Mapping[int, Any]

    def read(self, number: int, names: Sequence[str] | None = None) -> Any:
        """Return the rows of a chunk as an Arrow table, or some of their columns."""
        table = self.tables[number]
        return table if names is None else table.select(list(names))


@dataclass(frozen=True, eq=False, repr=False)
class Study(Shown):
    """The rows of a sweep that are solved; iteration gives them part by part, in order, as Arrow tables.

    Attributes
    ----------
    plan
        What was solved: the scenario, the design and the columns.
    cut
        How its rows are cut into chunks.
    numbers
        The chunks that are there: all of them, unless some failed or were left to other shards.
    failed
        The chunks that were set aside.
    source
        Where the rows are.
    """

    plan: Plan
    cut: Cut
    numbers: tuple[int, ...]
    failed: tuple[Failure, ...]
    source: RowSource

    def about(self) -> str:
        """Return what was swept, over what, and how many points are there."""
        return f"{self.scenario.title}: {several(len(self), 'point')} over {', '.join(self.plan.design.spans)}"

    def __len__(self) -> int:
        return self.cut.total(self.numbers)

    def __iter__(self) -> Iterator[Any]:
        return self.parts()

    @property
    def scenario(self) -> Scenario:
        """The scenario that was varied."""
        return self.plan.scenario

    @property
    def complete(self) -> bool:
        """Whether every row of the plan is there."""
        return len(self.numbers) == len(self.cut)

    def parts(self, names: Sequence[str] | None = None) -> Iterator[Any]:
        """Go through the parts in the order of their rows: Arrow tables, with only the columns named."""
        chosen = None if names is None else self._columns(names)
        return (self.source.read(number, chosen) for number in self.numbers)

    def arrays(self, names: Sequence[str] | None = None) -> Iterator[dict[str, NDArray[Any]]]:
        """Go through the parts as NumPy arrays by column; labels are arrays of str objects."""
        return map(to_arrays, self.parts(names))

    def to_arrow(self, names: Sequence[str] | None = None) -> Any:
        """Return all rows, or some of their columns, as one pyarrow Table.

        Labels are dictionary-coded in the order in which the rows first have them, so that the table is the same
        however the rows were cut into chunks.
        """
        known = {column.name: column for column in self.plan.columns}
        return one_table(list(self.parts(names)), [known[name] for name in (known if names is None else names)])

    def _columns(self, names: Sequence[str]) -> list[str]:
        """Return the names of columns, which must be known."""
        expect(names, Collection, "a list of columns")
        if isinstance(names, str):
            raise unexpected(names, "a list of columns")
        known = [column.name for column in self.plan.columns]
        if strange := [name for name in names if name not in known]:
            raise InputError(unknown("column", str(strange[0]), known))
        return list(names)

    def to_pandas(self, names: Sequence[str] | None = None) -> Any:
        """Return all rows as a pandas data frame; needs pandas."""
        return self.to_arrow(names).to_pandas()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """Hand all rows to a library that takes Arrow's C stream, such as polars or DuckDB."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def plot(self) -> Any:
        """Return the first picture of the report on the study, for a notebook to show.

        Raises
        ------
        ValueError
            If there is none: most studies have one whose rows vary one or two numbers.
        """
        return import_module("tetrarchy.reports.notebook").picture(self)

    def to_numpy(self, names: Sequence[str] | None = None) -> dict[str, NDArray[Any]]:
        """Return all rows as NumPy arrays by column; labels are arrays of str objects."""
        return to_arrays(self.to_arrow(names))

    def regimes(self) -> tuple[Regime, ...]:
        """Return the sets of pure equilibria that occur, the most frequent first."""
        return self._regimes

    def regime_of_points(self) -> NDArray[np.intp]:
        """Return the number of each point's regime in `regimes()`, -1 where it has no game; shape (B,)."""
        return np.concatenate([np.empty(0, dtype=np.intp), *numbered(self.parts(REGIME_COLUMNS), self._regimes)])

    def sensitivity(self, outputs: Sequence[str] = ()) -> Sensitivity:
        """Return what outcomes depend on, as the design allows: Sobol' indices, elementary effects or PAWN indices.

        Outputs are columns or conditions such as "regime=LABEL"; left out, the most frequent regimes and the welfare.
        Errors as in `study_answers.sensitivity`.
        """
        return sensitivity(self, outputs)

    def boxes(self, target: str | None = None, *, chosen: Sequence[int] = ()) -> Boxes:
        """Return boxes of inputs in which a target holds, by default the most frequent regime.

        A target is a yes/no column or a condition such as "welfare<0.2"; `chosen` takes other boxes of the peelings.
        Errors as in `study_answers.boxes`.
        """
        return boxes(self, target, chosen=chosen)

    def robustness(self, player: str) -> ActionRobustness:
        """Return how a player's actions fare over the rows by several measures; errors as in `action_robustness`."""
        return action_measures(self, player)

    @cached_property
    def inputs(self) -> dict[str, NDArray[np.float64]]:
        """For each path that varies, in full, its value at every point; arrays of shape (B,)."""
        return self.to_numpy(self.plan.design.paths)

    @cached_property
    def knife_edge(self) -> NDArray[np.bool_]:
        """Where a tie decides, shape (B,)."""
        return self.to_numpy(["knife_edge"])["knife_edge"]

    @cached_property
    def equilibria(self) -> NDArray[np.bool_]:
        """Which pure profiles are equilibria at every point: shape (B, m_1, .., m_n)."""
        table, numbers = np.zeros((len(self), *map(len, self.scenario.actions)), dtype=bool), self.regime_of_points()
        for number, regime in enumerate(self._regimes):
            for profile in regime.profiles:
                table[(numbers == number, *profile)] = True
        return table

    @cached_property
    def _regimes(self) -> tuple[Regime, ...]:
        return regimes_of(self.scenario, tally(self.parts(REGIME_COLUMNS)), self.plan.design.independent)
