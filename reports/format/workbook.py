"""Tables as an Excel workbook."""

from __future__ import annotations

import re
from io import BytesIO

from ...games.errors import InputError
from ...games.numbers import counted, read_fraction
from ...games.text.cells import fitted, is_too_long, no_formula
from .blocks import Document, Table, tables_of
from .tables import marks_apart

LONGEST_NAME = 31
"""The most characters of a sheet's name that Excel takes."""

MOST_ROWS = 1_048_576
"""The rows of a sheet, that of the headers among them."""

_DECIMAL = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})(?:\.\d+)?(?:e[+-]\d+)?", re.ASCII)
"""A decimal without zeros in front, with no more digits before the point than Excel keeps."""


def workbook(document: Document) -> bytes:
    """Return a workbook with a sheet for each table of a document.

    Of several, each sheet is named by the number and the beginning of the caption of its table. A decimal that a cell
    keeps as it is written is a number, all else text, which says so where it is cut to what a cell keeps; marks behind
    numbers have a column of their own.

    Raises
    ------
    InputError
        If a table has more rows than a sheet.
    """
    from xlsxwriter import Workbook

    whole = BytesIO()
    with Workbook(whole, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": None})
        tables = list(map(marks_apart, tables_of(document)))
        for place, table in enumerate(tables, 1):
            _check_rows(table)
            sheet = book.add_worksheet(_name(place, table.caption) if len(tables) > 1 else None)
            sheet.freeze_panes(1, 0)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            for row, cells in enumerate((table.headers, *table.rows)):
                for column, cell in enumerate(cells):
                    sheet.write(row, column, _cell(cell))
            sheet.autofit()
    return whole.getvalue()


def _name(place: int, caption: str) -> str:
    r"""Return a name that Excel takes: without []:*?/\ and without an apostrophe at either end."""
    return re.sub(r"[\[\]:*?/\\]+", " ", f"{place} {caption}")[:LONGEST_NAME].strip("' ")


def _check_rows(table: Table) -> None:
    if len(table.rows) >= MOST_ROWS:
        rows = counted(len(table.rows) + 1)
        raise InputError(f"a sheet of .xlsx has room for {counted(MOST_ROWS)} rows, got {rows}: write .csv")


def _cell(text: str) -> float | str:
    """Return a decimal as a number, but as text what a number would change, such as the name 007."""
    try:
        exact = read_fraction(text if _DECIMAL.fullmatch(text) else "")
    except ValueError:
        return fitted(no_formula(text))
    return float(exact) if read_fraction(float(exact)) == exact else no_formula(text)


def cut_cells(document: Document) -> int:
    """Return how many cells of a document's tables are cut in its workbook."""
    return sum(is_too_long(cell) for table in tables_of(document) for row in table.rows for cell in row)
