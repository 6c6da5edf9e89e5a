"""The sheet on which a coder weighs what the orders seek: what stands where, and how an empty one is written.

Under the headings there is a line for each row of the value matrix; what stands above them is for those who fill it in.
Lines of several coders may follow one another, each line, or the first of each coder, with the coder's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..games.dimensions import DIMENSIONS
from ..games.orders.rows import LARGEST_WEIGHT, ROWS
from .blank_sheet import BlankSheet, write_sheet
from .claims.claim import CONSERVATIVE, LIBERAL, MERCANTILIST, SOLIDARISM, TRANSFORMATIVE

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

_WHOLE_NUMBERS = {
    "validate": "integer",
    "criteria": "between",
    "minimum": -LARGEST_WEIGHT,
    "maximum": LARGEST_WEIGHT,
    "error_message": f"A whole number from -{LARGEST_WEIGHT} to {LARGEST_WEIGHT}, or nothing.",
}


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
    cells, kept = blank_sheet(), HEADINGS.index(MEANING)
    headings = cells.index(list(HEADINGS))
    weights = (headings + 1, kept + 1, len(cells) - 1, len(HEADINGS) - 1)
    write_sheet(path, BlankSheet("weights", cells, headings, kept, _WIDTHS, {weights: _WHOLE_NUMBERS}))
