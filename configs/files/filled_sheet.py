"""Sheets that people filled in: which cells a file holds, which column is which, and every fault with its cell.

Columns may stand in any order, and headings may be written with capitals and blanks; what stands above the line of
headings is for people. A sheet is read to its end whatever is wrong with it, so that all faults are told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import PurePath
from typing import TypeVar

from ...games.errors import InputError, unknown
from ...games.numbers import shown
from ..problems import Problem, ScenarioError
from .contents import content_of
from .separated import separated_cells, write_points
from .table import Table, cell_name
from .workbook import workbook_sheets

Sheet = str | PathLike[str]

Found = TypeVar("Found")


@dataclass(eq=False)
class FilledSheet:
    """A sheet that is being read, and the problems found in it so far.

    Attributes
    ----------
    name
        The sheet in a workbook with several, else the file without its suffix.
    headings
        Those that its line of headings may have.
    separator
        What stands between the cells of a text; empty for a workbook.
    """

    name: str
    table: Table
    headings: Collection[str]
    separator: str = ""
    problems: list[Problem] = field(default_factory=list)

    def heading_line(self, least: int, expected: str) -> int | None:
        """Return the line that has most of the headings, at least so many; None where there is none, which is told."""
        counts = [_headings(line, self.headings) for line in self.table.cells]
        if max(counts, default=0) < least:
            self.tell(f"expected a line with the headings {expected}")
            return None
        return counts.index(max(counts))

    def columns(self, line: int, needed: Iterable[str]) -> Mapping[str, int]:
        """Return the column of each heading in a line; headings that are doubled, unknown or missing are told."""
        columns: dict[str, int] = {}
        for column, cell in enumerate(self.table.cells[line]):
            heading = plain_name(cell)
            if heading in columns:
                first = cell_name(line, columns[heading])
                self.tell(f"{heading} heads two columns, this one and that of {first}", line, column)
            elif heading in self.headings:
                columns[heading] = column
            elif cell or self.table.cells[line + 1 :, column].any():
                self.tell(unknown("heading", cell, self.headings), line, column)
        for heading in needed:
            if heading not in columns:
                self.tell(f"the column {heading} is missing", line)
        return columns

    def with_points(self, column: int, first: int) -> None:
        """Put points in the place of decimal commas in a column from a line on, where no comma stands between cells."""
        if self.separator in ("", ","):
            return
        try:
            write_points(self.table.part(slice(first, None), slice(column, column + 1)), self.separator)
        except ScenarioError as error:
            self.problems += error.problems

    def cell(self, line: int, column: int | None) -> str:
        """Return what a cell holds; nothing where there is no such column."""
        return "" if column is None else str(self.table.cells[line, column])

    def tell(self, message: str, line: int | None = None, column: int = 0) -> None:
        """Note a problem of a cell, or of the sheet as a whole."""
        if line is None:
            self.problems.append(Problem(self.table.source, None, None, "", message))
        else:
            self.problems.append(self.table.problem(line, column, message))


def read_sheets_of(
    files: Iterable[Sheet], read: Callable[[Sheet], Iterable[tuple[FilledSheet, Mapping[str, Found]]]]
) -> tuple[dict[str, Found], list[InputError]]:
    """Return what stands on the sheets of some files that have no fault, by whose it is, and the faults of the others.

    Parameters
    ----------
    read
        Returns each sheet of a file with what stands on it; a sheet tells its faults itself.
    """
    found: dict[str, Found] = {}
    homes: dict[str, str] = {}
    faults: list[InputError] = []
    for file in files:
        try:
            sheets = list(read(file))
        except InputError as error:
            faults.append(error)
            continue
        for sheet, own in sheets:
            home = sheet.table.source
            if sheet.problems:
                faults.append(ScenarioError(sheet.problems))
                continue
            twice = [name for name in own if name in homes]
            faults += [InputError(f"{home}: {shown(name)} has a sheet already, in {homes[name]}") for name in twice]
            found |= {name: each for name, each in own.items() if name not in twice}
            homes |= {name: home for name in own if name not in twice}
    return found, faults


def filled_sheets(sheet: Sheet, headings: Collection[str], *, decimals: bool = True) -> list[FilledSheet]:
    """Return the sheets of a file that have cells: a text has one, a workbook any number.

    Parameters
    ----------
    sheet
        A file in CSV, or a workbook; "-" is standard input.
    headings
        Those that may be in the line of headings; they tell what stands between the cells of a text.
    decimals
        Whether points are put in the place of decimal commas wherever these stand; else the percentages of a workbook
        stay such too, as those of a text do.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    content, source = content_of(sheet)
    stem = PurePath(source).stem
    if isinstance(content, str):
        separator = heading_separator(content, headings)
        cells = separated_cells(content, source, separator)
        if decimals:
            write_points(cells, separator)
        return [FilledSheet(stem, cells, headings, separator)]
    expected = "a whole number or a text" if decimals else "a number or a text"
    titled = workbook_sheets(content, source, expected, percents=not decimals)
    return [
        FilledSheet(stem if len(titled) == 1 else title, own.table, headings, problems=own.foreign)
        for title, own in titled.items()
    ]


def plain_name(name: str) -> str:
    """Return a name as files write it, however it is written on a sheet."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def heading_separator(text: str, headings: Collection[str]) -> str:
    """Return what parts the headings from one another: the texts below them may hold any mark."""
    lines = text.splitlines()
    return max(",;\t", key=lambda mark: max((_headings(line.split(mark), headings) for line in lines), default=0))


def _headings(cells: Iterable[str], known: Collection[str]) -> int:
    """Return how many different headings there are among some cells."""
    return len({plain_name(cell.strip('"')) for cell in cells} & set(known))
