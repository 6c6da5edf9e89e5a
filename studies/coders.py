"""Several people code the value matrix: how far they agree, and the coding that follows from them.

Each coder fills a sheet with a weight from -4 to 4 for every row and dimension, or leaves a cell empty. Agreement is
Krippendorff's alpha for interval data (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability): 1 where all
agree, 0 where they agree no more than weights drawn at random from all that were given. For a single cell it is one
less the disagreement in the cell over the disagreement to be expected in the whole matrix.

The coding takes the median of each cell. Its range reaches to the weight farthest from it, and half a point at least,
as weights are whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from statistics import median

import krippendorff
import numpy as np

from ..games.arrays import Floats
from ..games.dimensions import DIMENSION_NAMES
from ..games.errors import InputError
from ..games.orders.codings import Coding
from ..games.orders.rows import ROW_NAMES, ROWS, Weight

LEAST_OFF = Fraction(1, 2)
"""By how much a weight may be off although all coders agree."""


@dataclass(frozen=True, eq=False)
class CodedMatrices:
    """What the coders wrote: for each, by name, a value matrix of shape (5, 9) with nan where a cell is empty."""

    sheets: Mapping[str, Floats]

    @property
    def alpha(self) -> float | None:
        """Agreement over the whole matrix; None where nothing can be compared."""
        return _alpha(self._table)

    @property
    def by_row(self) -> Mapping[str, float | None]:
        """Agreement over each row."""
        return {row: _alpha(self._table[:, place]) for place, row in enumerate(ROW_NAMES)}

    @property
    def by_dimension(self) -> Mapping[str, float | None]:
        """Agreement over each dimension."""
        return {name: _alpha(self._table[:, :, place]) for place, name in enumerate(DIMENSION_NAMES)}

    @property
    def by_cell(self) -> Mapping[str, Mapping[str, float | None]]:
        """Agreement in each cell, by row and dimension."""
        expected = _disagreement(self._table.ravel())
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
    def _table(self) -> Floats:
        return np.stack(list(self.sheets.values()))

    def coding(self, name: str) -> Coding:
        """Return the coding that follows, under a name.

        Raises
        ------
        InputError
            If nobody coded some cell, or a row has no weight but 0.
        """
        rows = {
            row: replace(
                ROWS[row],
                weights={each: self._weight(row, each) for each in DIMENSION_NAMES},
                floors={},
            )
            for row in ROW_NAMES
        }
        for row in rows.values():
            if not any(cell.value for cell in row.weights.values()):
                raise InputError(f"{row.name}: must have a weight that is not 0")
        title = f"{len(self.sheets)} coders"
        return Coding(name, title, "The median of what the coders wrote.", ", ".join(self.sheets), rows)

    def _weight(self, row: str, dimension: str) -> Weight:
        given = self._table[:, ROW_NAMES.index(row), DIMENSION_NAMES.index(dimension)]
        weights = [Fraction(each) for each in given[~np.isnan(given)].tolist()]
        if not weights:
            raise InputError(f"{row}, {dimension}: no coder gave a weight")
        middle = Fraction(median(weights))
        off = max(LEAST_OFF, *(abs(each - middle) for each in weights))
        reason = f"the median of {len(weights)} coders"
        return Weight(middle, middle - off, middle + off, "judgement", reason, "coders")


def _alpha(table: Floats) -> float | None:
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
    return float(np.mean([(one - other) ** 2 for one, other in combinations(known, 2)]))
