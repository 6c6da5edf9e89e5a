"""Excel workbooks to tables of cells: the values of the sheets that have any, of formulas what was worked out last.

A workbook is a zip archive of XML files, which can unpack to any size and hold any number of empty elements. So the
sizes that the archive declares, and `zipfile` keeps to, and the tags in it are counted before openpyxl reads them.
"""

from __future__ import annotations

import re
import warnings
from datetime import date, time
from io import BytesIO
from math import isfinite
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from ...games.errors import InputError
from ...games.numbers import counted, read_fraction, shown
from ..faults import MOST_OF_A_KIND
from ..problems import Problem, ScenarioError
from .table import Table, cell_name, check_size, table

LARGEST_UNPACKED = 16_000_000
"""Bytes of all files in the archive together."""

MOST_FILES = 500

MOST_SHEETS = 20

MOST_TAGS = 400_000
"""Tags of cells, rows and texts, those of a sheet once for every sheet there is; a number takes four."""

MOST_OTHER_TAGS = 20_000
"""Tags of anything else, such as styles."""

_Rows = tuple[list[list[str]], list[tuple[int, int, str]]]

_TAG = re.compile(rb"<[^!?]")
_CELL_TAG = re.compile(rb"</?(?:\w+:)?(?:c|v|f|is|t|si|row)[\s/>]")


def workbook_table(content: bytes, source: str, dates: bool = False) -> Table:
    """Return the cells of the one sheet of a workbook that has any; errors as in `workbook_sheets`.

    Raises
    ------
    InputError
        If several have any.
    ScenarioError
        If cells hold neither a number nor text but a date, say, or a formula that was never worked out.
    """
    sheets = workbook_sheets(content, source, "a number or the name of an action", dates)
    if len(sheets) != 1:
        found = f"{len(sheets)}: {', '.join(sheets)}"
        raise InputError(f"{source}: expected a workbook with one sheet that has cells, got {shown(found, 100)}")
    (sheet,) = sheets.values()
    if sheet.foreign:
        raise ScenarioError(sheet.foreign)
    return sheet.table


class WorkbookSheet(NamedTuple):
    """The cells of a sheet, empty where they are foreign: neither a number nor text but a date, say; and these told."""

    table: Table
    foreign: list[Problem]


def workbook_sheets(
    content: bytes, source: str, expected: str, dates: bool = False, percents: bool = False
) -> dict[str, WorkbookSheet]:
    """Return each sheet of a workbook that has cells, by its title; at least one. Several are told apart by it.

    Parameters
    ----------
    expected
        What a cell holds, in the words of messages.
    dates
        Whether dates, times and truth values are read too, as text.
    percents
        Whether a number that a workbook shows as a percentage is read as one: "60%", not 0.6.

    Raises
    ------
    InputError
        If it is no workbook, is too large, or has no sheet with cells.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_archive(archive, source)
        sheets = _sheets(content, source, expected, dates, percents)
    except InputError:
        raise
    except Exception as error:  # whatever zipfile, expat and openpyxl raise at a damaged file
        what = shown(str(error) or type(error).__name__, 100)
        raise InputError(f"{source}: cannot be read as an Excel workbook: {what}") from None
    if not sheets:
        raise InputError(f"{source}: expected a workbook with one sheet that has cells, got 'none'")
    named = {title: source if len(sheets) == 1 else f"{source}, sheet {title}" for title in sheets}
    return {title: _sheet(named[title], *own) for title, own in sheets.items()}


def _sheet(source: str, rows: list[list[str]], foreign: list[tuple[int, int, str]]) -> WorkbookSheet:
    problems = [Problem(source, None, None, cell_name(row, column), what) for row, column, what in foreign]
    return WorkbookSheet(table(source, rows), problems)


def _check_archive(archive: ZipFile, source: str) -> None:
    files = archive.infolist()
    if "[Content_Types].xml" not in archive.namelist():
        raise InputError(f"{source}: is a zip archive, but no Excel workbook; save a sheet as .xlsx or CSV")
    size, sheets, cells, others = sum(file.file_size for file in files), 0, 0, 0
    if size > LARGEST_UNPACKED or len(files) > MOST_FILES:
        raise InputError(
            f"{source}: unpacks to {counted(len(files))} files of {counted(size)} bytes, where at most "
            f"{counted(MOST_FILES)} of {counted(LARGEST_UNPACKED)} are read"
        )
    for file in files:
        if file.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise InputError(f"{source}: is packed in a way that no spreadsheet uses")
        content = archive.read(file)
        of_cells = len(_CELL_TAG.findall(content))
        cells, others = cells + of_cells, others + len(_TAG.findall(content)) - of_cells
        sheets += content.count(b"sheetId")
    if cells * max(sheets, 1) > MOST_TAGS or others > MOST_OTHER_TAGS or sheets > MOST_SHEETS:
        raise InputError(f"{source}: holds more cells and styles than are read of a workbook; save the sheet as CSV")


def _sheets(content: bytes, source: str, expected: str, dates: bool, percents: bool) -> dict[str, _Rows]:
    """Return the rows of each sheet that has any."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of openpyxl, about parts that it does not read
        values, formulas = (
            load_workbook(BytesIO(content), read_only=True, data_only=worked_out, keep_links=False)
            for worked_out in (True, False)
        )
        read = {
            sheet.title: _rows(source, sheet, formula, expected, dates, percents)
            for sheet, formula in zip(values.worksheets, formulas.worksheets, strict=True)
        }
    return {name: own for name, own in read.items() if any(own)}


def _rows(source: str, sheet: Any, formulas: Any, expected: str, dates: bool, percents: bool) -> _Rows:
    """Return the texts of a sheet's cells up to the last row that has any; what it says of its size is not believed.

    Beside them come the foreign cells: their rows and columns, and what came.
    """
    rows: list[list[str]] = []
    foreign: list[tuple[int, int, str]] = []
    size = filled = 0
    sheet.reset_dimensions()
    formulas.reset_dimensions()
    for row, (cells, written) in enumerate(zip(sheet.iter_rows(), formulas.iter_rows(), strict=True)):
        size += max(len(cells), 5)
        check_size(source, size)
        pairs = enumerate(zip(cells, written, strict=True))
        texts = [(column, cell, _text(cell, formula, dates, percents)) for column, (cell, formula) in pairs]
        for column, cell, _ in (found for found in texts if found[2] is None and len(foreign) < MOST_OF_A_KIND):
            foreign.append((row, column, f"expected {expected}, got {_came(cell)}"))
        rows.append([text or "" for _, _, text in texts])
        filled = len(rows) if any(rows[-1]) else filled
    return rows[:filled], foreign


def _text(cell: Any, formula: Any, dates: bool, percents: bool) -> str | None:
    """Return what a cell holds as text, a number as one that reads back as itself; None where it is neither."""
    value = cell.value
    if value is None and formula.data_type != "f":
        return ""
    if isinstance(value, str) and cell.data_type != "e":
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        as_percentage = percents and cell.number_format.endswith("%")
        return f"{float(100 * read_fraction(value))!r}%" if as_percentage else repr(value)
    return str(value) if dates and isinstance(value, date | time | bool) else None


def _came(cell: Any) -> str:
    if cell.value is None:
        return "a formula that was never worked out; open and save the workbook in a spreadsheet"
    return cell.value if isinstance(cell.value, str) else shown(cell.value)
