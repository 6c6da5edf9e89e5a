"""Tables as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from ...games.numbers import read_fraction
from ...games.text.cells import no_formula
from .blocks import Table


def workbook(tables: Iterable[Table]) -> bytes:
    """Return a workbook with a sheet for each table; what is a decimal is a number in it, all else text."""
    from xlsxwriter import Workbook

    whole = BytesIO()
    with Workbook(whole, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": None})
        for table in tables:
            sheet = book.add_worksheet()
            sheet.freeze_panes(1, 0)
            for row, cells in enumerate((table.headers, *table.rows)):
                for column, cell in enumerate(cells):
                    sheet.write(row, column, _cell(cell))
            sheet.autofit()
    return whole.getvalue()


def _cell(text: str) -> float | str:
    try:
        return float(read_fraction(text)) if "/" not in text else no_formula(text)
    except ValueError:
        return no_formula(text)
