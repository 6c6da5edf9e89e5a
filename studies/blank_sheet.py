"""A sheet to fill in, as CSV or as a workbook: cells with one line of headings among them, the same bytes each time."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from ..games.errors import InputError, unknown
from ..games.text.cells import fitted
from .destination import destination

Cells = tuple[int, int, int, int]
"""The first row and column of a block of cells, and the last ones, from 0."""


@dataclass(frozen=True)
class BlankSheet:
    """What stands on a sheet, and how a workbook shows it.

    Attributes
    ----------
    title
        The name of the sheet in a workbook.
    cells
        Line by line; the first cell says how to fill the sheet in, and is shown over the width of the headings.
    headings
        The number of the line of headings, which is in sight wherever one reads on.
    kept
        How many columns are in sight too.
    widths
        Of the columns of a workbook, in characters.
    rules
        What may be written in which cells, as `xlsxwriter` takes a validation.
    bold
        Further lines in bold type.
    """

    title: str
    cells: Sequence[Sequence[str | float]]
    headings: int
    kept: int
    widths: Sequence[int]
    rules: Mapping[Cells, Mapping[str, Any]] = field(default_factory=dict)
    bold: frozenset[int] = frozenset()


def write_sheet(path: Path, sheet: BlankSheet) -> None:
    """Write a sheet to a new file, as CSV or as a workbook.

    Raises
    ------
    InputError
        If the name ends neither in .csv nor in .xlsx, the file exists already, or it cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SHEET_WRITERS:
        raise InputError(f"{path}: {unknown('suffix', path.suffix, SHEET_WRITERS)}")
    if path.exists():
        raise InputError(f"{path}: exists already; choose another name or remove it")
    with destination(path) as file:
        file.write(SHEET_WRITERS[suffix](sheet))


def _csv(sheet: BlankSheet) -> bytes:
    """Return a sheet as CSV, beyond ASCII with the mark without which spreadsheets take it for an older encoding."""
    text = StringIO(newline="")
    csv.writer(text).writerows(sheet.cells)
    written = text.getvalue()
    return written.encode("ascii" if written.isascii() else "utf-8-sig")


def _xlsx(sheet: BlankSheet) -> bytes:
    from xlsxwriter import Workbook

    whole, last = BytesIO(), len(sheet.cells[sheet.headings]) - 1
    with Workbook(whole, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        own, wrapped, bold = book.add_worksheet(sheet.title), book.add_format(_WRAPPED), book.add_format({"bold": True})
        for column, width in enumerate(sheet.widths):
            own.set_column(column, column, width, wrapped)
        for number, row in enumerate(sheet.cells):
            fitting = [fitted(cell) if isinstance(cell, str) else cell for cell in row]
            own.write_row(number, 0, fitting, bold if number in {sheet.headings, *sheet.bold} else wrapped)
        own.merge_range(0, 0, 0, last, fitted(str(sheet.cells[0][0])), wrapped)
        own.set_row(0, 34)
        own.freeze_panes(sheet.headings + 1, sheet.kept)
        for place, rule in sheet.rules.items():
            own.data_validation(*place, dict(rule))
    return whole.getvalue()


_WRAPPED = {"text_wrap": True, "valign": "top"}

SHEET_WRITERS: Mapping[str, Callable[[BlankSheet], bytes]] = {".csv": _csv, ".xlsx": _xlsx}
"""What makes a file of a sheet, by the end of its name."""
