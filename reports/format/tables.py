"""The one place where rows become a table, in any of the formats."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Literal

from tabulate import tabulate

TableFormat = Literal["table", "markdown", "csv", "latex"]

_STYLES = {"table": "simple", "markdown": "github", "latex": "latex_booktabs"}


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], style: TableFormat = "table") -> str:
    r"""Return a table as text, without a line break at its end.

    Cells are shown as they are: nothing is read as a number. A pipe is escaped in Markdown, LaTeX's special characters
    in LaTeX, and in CSV a cell that a spreadsheet would take for a formula gets an apostrophe in front.

    Examples
    --------
    >>> print(table(["player", "payoff"], [["US|EU", "0.5"]], "markdown"))
    | player   | payoff   |
    |----------|----------|
    | US\|EU   | 0.5      |
    """
    if style == "csv":
        return _csv(headers, rows)
    if style == "markdown":
        headers, rows = _escaped(headers), [_escaped(row) for row in rows]
    return tabulate(rows, headers=headers, tablefmt=_STYLES[style], disable_numparse=True)


def _escaped(cells: Sequence[str]) -> list[str]:
    return [cell.replace("|", "\\|").replace("\n", " ") for cell in cells]


def _csv(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([[_no_formula(cell) for cell in row] for row in rows])
    return text.getvalue().removesuffix("\n")


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "@") or (cell[:1] in ("+", "-") and not _is_number(cell)) else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
