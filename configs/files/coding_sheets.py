"""Sheets with weights of the value matrix, filled in by coders: CSV or workbooks, one coder to a sheet or several.

A sheet has the form of `studies.coding_sheet`. Columns and lines may stand in any order, and names may be written with
capitals and blanks. Every fault is told, with the cell; a sheet that has none is read whatever is wrong with others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...games.arrays import Floats
from ...games.dimensions import DIMENSION_NAMES
from ...games.errors import InputError, InputErrors, unknown
from ...games.numbers import shown
from ...games.orders.rows import LARGEST_WEIGHT, ROW_NAMES
from ...studies.coders import CodedMatrices
from ...studies.coding_sheet import CODER, HEADINGS, ROW
from .filled_sheet import FilledSheet, Sheet, filled_sheets, plain_name, read_sheets_of
from .table import cell_name, number_in


def coders(*sheets: Sheet) -> CodedMatrices:
    """Return what coders wrote on some sheets.

    Parameters
    ----------
    sheets
        Files in CSV, or workbooks of which every sheet with cells is read; "-" is standard input.

    Raises
    ------
    InputError
        If any of them cannot be used; the message tells every fault of every sheet.

    Examples
    --------
    >>> coders("no-such-sheet.csv")
    Traceback (most recent call last):
    tetrarchy.games.errors.InputErrors: no-such-sheet.csv: cannot be read: No such file or directory
    """
    coded, faults = read_sheets(sheets)
    if faults or coded is None:
        raise InputErrors(faults)
    return coded


def read_sheets(sheets: Sequence[Sheet]) -> tuple[CodedMatrices | None, list[InputError]]:
    """Return what was written on the sheets without fault, None where none is, and the faults of the others."""
    found, faults = read_sheets_of(sheets, _coded)
    if not sheets:
        faults = [InputError("expected sheets that coders filled in, got none")]
    return (CodedMatrices(found) if found else None), faults


def _coded(sheet: Sheet) -> Iterator[tuple[FilledSheet, Mapping[str, Floats]]]:
    """Go through the sheets of a file, each with the matrices of its coders."""
    for filled in filled_sheets(sheet, HEADINGS):
        yield filled, _CoderSheet(filled).matrices()


@dataclass(frozen=True, eq=False)
class _CoderSheet:
    """A sheet with the weights of one coder or of several."""

    filled: FilledSheet

    def matrices(self) -> dict[str, Floats]:
        """Return the matrix of each coder, shape (5, 9) with nan where a cell is empty.

        A coder who has no name is called as the sheet is.
        """
        filled, default = self.filled, self.filled.name
        line = filled.heading_line(2, f"{ROW}, {', '.join(DIMENSION_NAMES)}")
        if line is None:
            return {}
        columns = filled.columns(line, (ROW, *DIMENSION_NAMES))
        lines: dict[str, dict[str, int]] = {}
        coder = default
        for number in range(line + 1, len(filled.table.cells)):
            coder = filled.cell(number, columns.get(CODER)) or coder
            if filled.table.cells[number].any():
                self._note_line(number, coder, columns, lines.setdefault(coder, {}))
        for coder, own in lines.items() or {default: {}}.items():
            self._check_complete(coder, own)
        return {coder: self._matrix(coder, own, columns) for coder, own in lines.items()}

    def _note_line(self, number: int, coder: str, columns: Mapping[str, int], own: dict[str, int]) -> None:
        """Note which row of the matrix a line holds for a coder."""
        if ROW not in columns:
            return
        written = self.filled.cell(number, columns[ROW])
        row = plain_name(written)
        if row not in ROW_NAMES:
            self.filled.tell(unknown("row of the value matrix", written, ROW_NAMES), number, columns[ROW])
        elif row in own:
            first = cell_name(own[row], columns[ROW])
            self.filled.tell(f"{row} comes twice of {coder}, here and in {first}", number, columns[ROW])
        else:
            own[row] = number

    def _check_complete(self, coder: str, own: Mapping[str, int]) -> None:
        missing = [row for row in ROW_NAMES if row not in own]
        if missing:
            self.filled.tell(f"of {coder} the row{'s' if len(missing) > 1 else ''} {', '.join(missing)} missing")

    def _matrix(self, coder: str, lines: Mapping[str, int], columns: Mapping[str, int]) -> Floats:
        matrix = np.full((len(ROW_NAMES), len(DIMENSION_NAMES)), np.nan)
        for place, row in enumerate(ROW_NAMES):
            for column, dimension in enumerate(DIMENSION_NAMES):
                if row in lines and dimension in columns:
                    matrix[place, column] = self._weight(lines[row], columns[dimension], f"{row}, {dimension}")
        if not self.filled.problems and np.isnan(matrix).all():
            self.filled.tell(f"no weight of {coder} is filled in")
        return matrix

    def _weight(self, line: int, column: int, what: str) -> float:
        """Return a weight, or nan where the cell is empty or at fault."""
        cell = self.filled.cell(line, column)
        if not cell:
            return np.nan
        weight = number_in(cell)
        if weight is None or weight.denominator != 1 or abs(weight) > LARGEST_WEIGHT:
            expected = f"a whole number from -{LARGEST_WEIGHT} to {LARGEST_WEIGHT}"
            self.filled.tell(f"{what}: expected {expected}, got {shown(cell)}", line, column)
            return np.nan
        return float(weight)
