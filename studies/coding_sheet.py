"""The sheet on which a coder weighs what the orders seek: what stands where, and how an empty one is written.

Under the headings there is a line for each row of the value matrix; what stands above them is for those who fill it in.
Lines of several coders may follow one another, each line, or the first of each coder, with the coder's name.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

from ..games.dimensions import DIMENSIONS
from ..games.errors import InputError, unknown
from ..games.orders.rows import LARGEST_WEIGHT, ROWS
from .claims.claim import CONSERVATIVE, LIBERAL, MERCANTILIST, SOLIDARISM, TRANSFORMATIVE
from .destination import destination

CODER, ROW, MEANING = "coder", "row", "meaning"
HEADINGS = (CODER, ROW, MEANING, *(dimension.name for dimension in DIMENSIONS))

HOW_TO = (
    f"Write in each cell how much the row seeks what the column means: a whole number from -{LARGEST_WEIGHT} (shunned) "
    f"over 0 (indifferent) to {LARGEST_WEIGHT} (sought above all). Only proportions within a row count. Leave empty "
    "what you cannot judge. The name of the coder may be left out: that of the file or sheet stands for it then."
)

PLACES: Mapping[str, str] = {
    "liberal": LIBERAL,
    "transformative": TRANSFORMATIVE,
    "mercantilist": MERCANTILIST,
    "conservative": CONSERVATIVE,
    "security_state": f"{MERCANTILIST}; {SOLIDARISM}",
}
"""Where the paper describes each row. What the row seeks is for the coder to say, so the sheet does not."""

_WIDTHS = (14, 16, 44, *(14 for _ in DIMENSIONS))
"""Of the columns of a workbook, in characters."""


def blank_sheet() -> list[list[str]]:
    """Return the cells of a sheet to fill in: how to, what dimensions measure, the headings, a line for each row."""
    return [
        [HOW_TO],
        ["", "", "", *(dimension.meaning for dimension in DIMENSIONS)],
        list(HEADINGS),
        *(["", row.name, f"{row.title}: {PLACES[row.name]}", *("" for _ in DIMENSIONS)] for row in ROWS.values()),
    ]


def write_blank_sheet(path: Path) -> None:
    """Write a sheet to fill in, as CSV or as a workbook; the same bytes each time.

    Raises
    ------
    InputError
        If the name ends neither in .csv nor in .xlsx, the file exists already, or it cannot be written.
    """
    if path.suffix not in _WRITERS:
        raise InputError(f"{path}: {unknown('suffix', path.suffix, _WRITERS)}")
    if path.exists():
        raise InputError(f"{path}: exists already; choose another name or remove it")
    with destination(path) as file:
        file.write(_WRITERS[path.suffix](blank_sheet()))


def _csv(cells: list[list[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows(cells)
    return text.getvalue().encode()


def _xlsx(cells: list[list[str]]) -> bytes:
    from xlsxwriter import Workbook

    whole, headings = BytesIO(), cells.index(list(HEADINGS))
    with Workbook(whole, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        sheet, wrapped, bold = book.add_worksheet("weights"), book.add_format(_WRAPPED), book.add_format({"bold": True})
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width, wrapped)
        for number, row in enumerate(cells):
            sheet.write_row(number, 0, row, bold if number == headings else wrapped)
        sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, HOW_TO, wrapped)
        sheet.set_row(0, 34)
        sheet.freeze_panes(headings + 1, HEADINGS.index(MEANING))
        weights = (headings + 1, HEADINGS.index(MEANING) + 1, len(cells) - 1, len(HEADINGS) - 1)
        sheet.data_validation(*weights, _WHOLE_NUMBERS)
    return whole.getvalue()


_WRAPPED = {"text_wrap": True, "valign": "top"}

_WHOLE_NUMBERS = {
    "validate": "integer",
    "criteria": "between",
    "minimum": -LARGEST_WEIGHT,
    "maximum": LARGEST_WEIGHT,
    "error_message": f"A whole number from -{LARGEST_WEIGHT} to {LARGEST_WEIGHT}, or nothing.",
}

_WRITERS: Mapping[str, Callable[[list[list[str]]], bytes]] = {".csv": _csv, ".xlsx": _xlsx}
