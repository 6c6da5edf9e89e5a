"""Several people code the value matrix: how far they agree, and the coding that follows from them.

Each coder fills a sheet with a weight from -4 to 4 for every row and dimension, or leaves a cell empty. Only
proportions within a row count, so each coder's row is first divided by the sum of its absolute values, as in payoffs. A
row with empty cells is brought to the part that the others, filled in, make up of it with those who coded it in full;
where nobody did, or that part is nothing, an empty cell is taken to weigh as much as one that is filled in.

Agreement of these shares is Krippendorff's alpha for interval data (Krippendorff 2011, Computing Krippendorff's
Alpha-Reliability): 1 where all agree, 0 where they agree no more than shares drawn at random from all that were given.
For a single cell it is one less the disagreement in the cell over the disagreement to be expected in the whole matrix.

The coding takes the median of each cell, in thousandths, with the row brought to the sum that it has in the shipped
coding, or so near to it that no coder passes the ends of the scale. Its range reaches to the weight farthest from it on
both sides, and half a point at least, as weights are whole numbers; it is cut where the ranges of weights end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from statistics import median

import krippendorff
import numpy as np
from numpy.typing import NDArray

from ..games.arrays import Floats
from ..games.dimensions import DIMENSION_NAMES
from ..games.errors import InputError, InputErrors
from ..games.orders.codings import CODINGS, Coding
from ..games.orders.rows import LARGEST_WEIGHT, ROW_NAMES, ROWS, Weight
from ..games.scenario.paths import HIGHEST_WEIGHT
from ..games.text.shown import Shown

LEAST_OFF = Fraction(1, 2)
"""By how much a weight may be off although all coders agree."""


@dataclass(frozen=True, eq=False, repr=False)
class CodedMatrices(Shown):
    """What the coders wrote: for each, by name, a value matrix of shape (5, 9) with nan where a cell is empty."""

    sheets: Mapping[str, Floats]

    @property
    def alpha(self) -> float | None:
        """Agreement over the whole matrix; None where nothing can be compared."""
        return interval_alpha(self._table)

    @property
    def by_row(self) -> Mapping[str, float | None]:
        """Agreement over each row."""
        return {row: interval_alpha(self._table[:, place]) for place, row in enumerate(ROW_NAMES)}

    @property
    def by_dimension(self) -> Mapping[str, float | None]:
        """Agreement over each dimension."""
        return {name: interval_alpha(self._table[:, :, place]) for place, name in enumerate(DIMENSION_NAMES)}

    @property
    def by_cell(self) -> Mapping[str, Mapping[str, float | None]]:
        """Agreement in each cell, by row and dimension; alpha of all is their mean, by the weights in each."""
        expected = _disagreement(self._table[:, (~np.isnan(self._table)).sum(axis=0) > 1])
        return {
            row: {
                name: None
                if expected is None or expected == 0 or (own := _disagreement(self._table[:, place, column])) is None
                else 1 - own / expected
                for column, name in enumerate(DIMENSION_NAMES)
            }
            for place, row in enumerate(ROW_NAMES)
        }

    @cached_property
    def shares(self) -> NDArray[np.object_]:
        """The weights of each coder as shares of a row: Fractions, None where empty, shape (coders, 5, 9)."""
        rows = zip(*self.sheets.values(), strict=True)
        return np.stack([_row_shares(own) for own in rows], axis=1)

    @cached_property
    def sums(self) -> Mapping[str, Fraction]:
        """To which sum of absolute values each row of the coding is brought."""
        return {row: self._sum(row) for row in ROW_NAMES}

    def _sum(self, row: str) -> Fraction:
        shipped = sum(map(abs, ROWS[row].values()))
        shares: list[Fraction] = self.shares[:, ROW_NAMES.index(row)].ravel().tolist()
        largest = max((abs(each) for each in shares if each), default=Fraction(0))
        return min(Fraction(shipped), LARGEST_WEIGHT / largest) if largest else Fraction(shipped)

    @cached_property
    def _table(self) -> Floats:
        return self.shares.astype(np.float64)

    @property
    def empty(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For each coder who left cells empty these cells, by row and dimension."""
        return {
            coder: tuple((ROW_NAMES[row], DIMENSION_NAMES[column]) for row, column in np.argwhere(np.isnan(sheet)))
            for coder, sheet in self.sheets.items()
            if np.isnan(sheet).any()
        }

    @cached_property
    def cells(self) -> Mapping[str, Mapping[str, Weight | None]]:
        """What follows for each cell, by row and dimension; None where nobody coded it."""
        return {row: {name: self._weight(row, name) for name in DIMENSION_NAMES} for row in ROW_NAMES}

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why no coding follows; empty where one does."""
        return tuple(self._obstacles())

    def _obstacles(self) -> Iterator[str]:
        for row, cells in self.cells.items():
            yield from (f"{row}, {name}: no coder gave a weight" for name, cell in cells.items() if cell is None)
            if not any(cell is None or cell.value for cell in cells.values()):
                yield f"{row}: must have a weight that is not 0"

    def coding(self, name: str) -> Coding:
        """Return the coding that follows, under a name.

        Raises
        ------
        InputError
            If it is the name of a shipped coding, nobody coded some cell, or a row has no weight but 0.
        """
        if name in CODINGS:
            raise InputError(f"{name} is the name of a shipped coding; choose another one")
        if obstacles := self.obstacles:
            raise InputErrors(map(InputError, obstacles))
        rows = {
            row: replace(ROWS[row], weights={each: cell for each, cell in cells.items() if cell is not None}, floors={})
            for row, cells in self.cells.items()
        }
        title = "one coder" if len(self.sheets) == 1 else f"{len(self.sheets)} coders"
        return Coding(name, title, "The median of what the coders wrote.", ", ".join(self.sheets), rows)

    def _weight(self, row: str, dimension: str) -> Weight | None:
        given = self.shares[:, ROW_NAMES.index(row), DIMENSION_NAMES.index(dimension)]
        weights = [round(share * self.sums[row], 3) for share in given if share is not None]
        if not weights:
            return None
        middle = Fraction(median(weights))
        off = max(LEAST_OFF, *(abs(each - middle) for each in weights))
        low, high = max(middle - off, -HIGHEST_WEIGHT), min(middle + off, HIGHEST_WEIGHT)
        reason = "one coder" if len(weights) == 1 else f"the median of {len(weights)} coders"
        return Weight(middle, low, high, "judgement", reason, "coders")


def _row_shares(given: Sequence[Floats]) -> NDArray[np.object_]:
    """Return what each coder wrote in a row as shares of it, shape (coders, 9); None where a cell is empty."""
    written = [{place: Fraction(each) for place, each in enumerate(own.tolist()) if each == each} for own in given]
    sums = [sum(map(abs, own.values())) for own in written]
    complete = [k for k, own in enumerate(written) if len(own) == len(DIMENSION_NAMES) and sums[k]]
    shares = np.full((len(written), len(DIMENSION_NAMES)), None, dtype=object)
    for coder, own in enumerate(written):
        told = [abs(written[k][place]) / sums[k] for k in complete for place in own]
        part = Fraction(sum(told), len(complete) or 1) or Fraction(len(own), len(DIMENSION_NAMES))
        for place, each in own.items():
            shares[coder, place] = each * part / (sums[coder] or 1)
    return shares


def interval_alpha(table: Floats) -> float | None:
    """Return alpha of weights by coder, first axis the coders; None where too little was coded or all is the same."""
    data = table.reshape(len(table), -1)
    if len(np.unique(data[~np.isnan(data)])) < 2 or not ((~np.isnan(data)).sum(axis=0) > 1).any():
        return None
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="interval"))


def _disagreement(values: Floats) -> float | None:
    """Return the mean squared difference of pairs of weights; None where there are fewer than two."""
    known = values[~np.isnan(values)]
    if len(known) < 2:
        return None
    return float(2 * np.var(known, ddof=1))
