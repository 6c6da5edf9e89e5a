"""Cells of a table as text, wherever they come from, with the names that spreadsheets give them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.numbers import counted, read_fraction, shown
from ..problems import Problem, ScenarioError

MOST_CELLS = 500_000


@dataclass(frozen=True, eq=False)
class Table:
    """Cells of a file, or a part of them.

    Attributes
    ----------
    source
        The name of the file in errors.
    cells
        Their texts, shape (rows, columns); an empty one is an empty text.
    top, left
        The row and column of the first cell in the file, from 0.
    """

    source: str
    cells: NDArray[np.object_]
    top: int = 0
    left: int = 0

    def part(self, rows: slice, columns: slice) -> Table:
        """Return the cells of some rows and columns, both slices with a start."""
        return Table(self.source, self.cells[rows, columns], self.top + rows.start, self.left + columns.start)

    def trimmed(self) -> Table:
        """Return the part inside the empty rows and columns at the edges."""
        rows, columns = np.nonzero(self.cells != "")
        if not len(rows):
            return self.part(slice(0, 0), slice(0, 0))
        return self.part(slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1))

    def parts(self, axis: int) -> Iterator[Table]:
        """Go through the parts between the empty rows (axis 0) or the empty columns (axis 1)."""
        filled = np.concatenate(([False], (self.cells != "").any(axis=1 - axis), [False]))
        edges = np.flatnonzero(np.diff(filled)).tolist()
        for start, stop in zip(edges[::2], edges[1::2], strict=True):
            run, all_of_it = slice(start, stop), slice(0, None)
            yield (self.part(run, all_of_it) if axis == 0 else self.part(all_of_it, run)).trimmed()

    def error(self, row: int, column: int, message: str) -> ScenarioError:
        """Return the error that names a cell, and says what came in the place of what was expected."""
        came = shown(self.cells[row, column]) if self.cells[row, column] else "nothing"
        return ScenarioError([self.problem(row, column, f"{message}, got {came}")])

    def problem(self, row: int, column: int, message: str) -> Problem:
        """Return what is wrong with a cell, which the problem names as spreadsheets do."""
        return Problem(self.source, None, None, cell_name(self.top + row, self.left + column), message)


def table(source: str, rows: Sequence[Sequence[str]]) -> Table:
    """Return the table of some rows, without the blanks around texts; short rows are filled up with empty cells.

    Raises
    ------
    InputError
        If it would have more than 500,000 cells.
    """
    width = max(map(len, rows), default=0)
    check_size(source, len(rows) * width)
    cells = np.full((len(rows), width), "", dtype=object)
    for line, row in zip(cells, rows, strict=True):
        line[: len(row)] = [text.strip() for text in row]
    return Table(source, cells)


def written_number(text: str) -> str:
    """Return the text of a number with the hyphen for the sign that typography has for minus."""
    return text.replace("\u2212", "-")


def number_in(cell: str) -> Fraction | None:
    """Return the number that a cell holds, None where it holds none."""
    try:
        return read_fraction(written_number(cell))
    except ValueError:
        return None


def check_size(source: str, cells: int) -> None:
    """Refuse more cells than are read."""
    if cells > MOST_CELLS:
        raise InputError(f"{source}: has more than {counted(MOST_CELLS)} cells, the most that is read of a table")


def cell_name(row: int, column: int) -> str:
    """Return what spreadsheets call the cell at a row and column from 0.

    Examples
    --------
    >>> cell_name(2, 1), cell_name(0, 27)
    ('B3', 'AB1')
    """
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
