"""Tables as an Excel workbook."""

from __future__ import annotations

import re
from io import BytesIO

from ...games.numbers import read_fraction
from ...games.text.cells import no_formula
from .blocks import Document, tables_of
from .tables import marks_apart

LONGEST_NAME = 31
"""The most characters of a sheet's name that Excel takes."""


def workbook(document: Document) -> bytes:
    """Return a workbook with a sheet for each table of a document.

    Of several, each sheet is named by the number and the beginning of the caption of its table. What is a decimal is a
    number, all else text; marks behind numbers have a column of their own.
    """
    from xlsxwriter import Workbook

    whole = BytesIO()
    with Workbook(whole, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": None})
        tables = list(map(marks_apart, tables_of(document)))
        for place, table in enumerate(tables, 1):
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


def _cell(text: str) -> float | str:
    try:
        return float(read_fraction(text)) if "/" not in text else no_formula(text)
    except ValueError:
        return no_formula(text)
