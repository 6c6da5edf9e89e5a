"""Sheets with weights of the value matrix, filled in by coders: CSV or workbooks, one coder to a sheet or several.

A sheet has the form of `studies.coding_sheet`. Columns and lines may stand in any order, and names may be written with
capitals and blanks. Every fault is told, with the cell; a sheet that has none is read whatever is wrong with others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import PurePath

import numpy as np

from ...games.arrays import Floats
from ...games.dimensions import DIMENSION_NAMES
from ...games.errors import InputError, InputErrors, unknown
from ...games.numbers import read_fraction, shown
from ...games.orders.rows import LARGEST_WEIGHT, ROW_NAMES
from ...studies.coders import CodedMatrices
from ...studies.coding_sheet import CODER, HEADINGS, ROW
from ..problems import Problem, ScenarioError
from .contents import content_of
from .separated import separated_table
from .table import Table, cell_name, written_number
from .workbook import workbook_tables

Sheet = str | PathLike[str]


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
    found: dict[str, Floats] = {}
    homes: dict[str, str] = {}
    faults: list[InputError] = [] if sheets else [InputError("expected sheets that coders filled in, got none")]
    for sheet in sheets:
        try:
            for coder, home, matrix in _coded(sheet):
                if coder in homes:
                    raise InputError(f"{home}: coder {shown(coder)} has a sheet already, in {homes[coder]}")
                found[coder], homes[coder] = matrix, home
        except InputError as error:
            faults.append(error)
    return (CodedMatrices(found) if found else None), faults


def _coded(sheet: Sheet) -> list[tuple[str, str, Floats]]:
    """Return the coders of a file, each with the sheet that holds its weights and its matrix."""
    content, source = content_of(sheet)
    stem = PurePath(source).stem
    if isinstance(content, str):
        tables = {stem: separated_table(content, source, _separator(content))}
    else:
        titled = workbook_tables(content, source, "a whole number or a text")
        several = len(titled) > 1
        tables = {
            title if several else stem: Table(f"{source}, sheet {title}" if several else source, own.cells)
            for title, own in titled.items()
        }
    read = [(_FilledSheet(own), name) for name, own in tables.items()]
    coded = [(coder, filled.table.source, own) for filled, name in read for coder, own in filled.matrices(name).items()]
    if problems := [problem for filled, _ in read for problem in filled.problems]:
        raise ScenarioError(problems)
    return coded


def _separator(text: str) -> str:
    """Return what parts the headings from one another: the texts below them may hold any mark."""
    lines = text.splitlines()
    return max(",;\t", key=lambda mark: max(map(_headings, (line.split(mark) for line in lines)), default=0))


def _headings(cells: Iterable[str]) -> int:
    """Return how many different headings there are among some cells."""
    return len({_plain(cell.strip('"')) for cell in cells} & set(HEADINGS))


@dataclass(eq=False)
class _FilledSheet:
    """A sheet that is being read, and the problems found in it so far."""

    table: Table
    problems: list[Problem] = field(default_factory=list)

    def matrices(self, default: str) -> dict[str, Floats]:
        """Return the matrix of each coder, shape (5, 9) with nan where a cell is empty; `default` has no name."""
        line = self._headings()
        if line is None:
            return {}
        columns = self._columns(line)
        lines: dict[str, dict[str, int]] = {}
        coder = default
        for number in range(line + 1, len(self.table.cells)):
            coder = self._cell(number, columns.get(CODER)) or coder
            if self.table.cells[number].any():
                self._note_line(number, coder, columns, lines.setdefault(coder, {}))
        for coder, own in lines.items() or {default: {}}.items():
            self._check_complete(coder, own)
        return {coder: self._matrix(coder, own, columns) for coder, own in lines.items()}

    def _headings(self) -> int | None:
        """Return the line that has most of the headings, at least two."""
        counts = [_headings(line) for line in self.table.cells]
        if max(counts, default=0) < 2:
            self._tell(f"expected a line with the headings {ROW}, {', '.join(DIMENSION_NAMES)}")
            return None
        return counts.index(max(counts))

    def _columns(self, line: int) -> Mapping[str, int]:
        """Return the column of each heading."""
        columns: dict[str, int] = {}
        for column, cell in enumerate(self.table.cells[line]):
            heading = _plain(cell)
            if heading in columns:
                first = cell_name(line, columns[heading])
                self._tell(f"{heading} heads two columns, this one and that of {first}", line, column)
            elif heading in HEADINGS:
                columns[heading] = column
            elif cell or self.table.cells[line + 1 :, column].any():
                self._tell(unknown("heading", cell, HEADINGS), line, column)
        for heading in (ROW, *DIMENSION_NAMES):
            if heading not in columns:
                self._tell(f"the column {heading} is missing", line)
        return columns

    def _note_line(self, number: int, coder: str, columns: Mapping[str, int], own: dict[str, int]) -> None:
        """Note which row of the matrix a line holds for a coder."""
        if ROW not in columns:
            return
        written = self._cell(number, columns[ROW])
        row = _plain(written)
        if row not in ROW_NAMES:
            self._tell(unknown("row of the value matrix", written, ROW_NAMES), number, columns[ROW])
        elif row in own:
            first = cell_name(own[row], columns[ROW])
            self._tell(f"{row} comes twice of {coder}, here and in {first}", number, columns[ROW])
        else:
            own[row] = number

    def _check_complete(self, coder: str, own: Mapping[str, int]) -> None:
        missing = [row for row in ROW_NAMES if row not in own]
        if missing:
            self._tell(f"of {coder} the row{'s' if len(missing) > 1 else ''} {', '.join(missing)} missing")

    def _matrix(self, coder: str, lines: Mapping[str, int], columns: Mapping[str, int]) -> Floats:
        matrix = np.full((len(ROW_NAMES), len(DIMENSION_NAMES)), np.nan)
        for place, row in enumerate(ROW_NAMES):
            for column, dimension in enumerate(DIMENSION_NAMES):
                if row in lines and dimension in columns:
                    matrix[place, column] = self._weight(lines[row], columns[dimension], f"{row}, {dimension}")
        if not self.problems and np.isnan(matrix).all():
            self._tell(f"no weight of {coder} is filled in")
        return matrix

    def _weight(self, line: int, column: int, what: str) -> float:
        """Return a weight, or nan where the cell is empty or at fault."""
        cell = self._cell(line, column)
        if not cell:
            return np.nan
        try:
            weight = read_fraction(written_number(cell))
        except ValueError:
            weight = None
        if weight is None or weight.denominator != 1 or abs(weight) > LARGEST_WEIGHT:
            expected = f"a whole number from -{LARGEST_WEIGHT} to {LARGEST_WEIGHT}"
            self._tell(f"{what}: expected {expected}, got {shown(cell)}", line, column)
            return np.nan
        return float(weight)

    def _cell(self, line: int, column: int | None) -> str:
        return "" if column is None else str(self.table.cells[line, column])

    def _tell(self, message: str, line: int | None = None, column: int = 0) -> None:
        if line is None:
            self.problems.append(Problem(self.table.source, None, None, "", message))
        else:
            self.problems.append(self.table.problem(line, column, message))


def _plain(name: str) -> str:
    """Return a name as files write it, however it is written on a sheet."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
