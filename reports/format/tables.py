"""The one place where rows become a table, in any of the formats."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import Literal

from tabulate import tabulate

from ...games.text.cells import no_formula
from ...games.text.labels import code_of
from .blocks import Table
from .escapes import latex_start, markdown_cell
from .widths import filled, fitted, least_widths, room_of

TableFormat = Literal["table", "markdown", "csv", "latex"]

_NUMBER = re.compile(r"[+-]?[0-9.]+(e[+-][0-9]+)?\*?")

_STYLES = {"table": "simple", "markdown": "github", "latex": "latex_booktabs"}


def table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], style: TableFormat = "table", screen: int | None = None
) -> str:
    r"""Return a table as text, without a line break at its end.

    Cells are shown as they are: nothing is read as a number. What Markdown and LaTeX would act on is escaped there, and
    in CSV a cell that a spreadsheet would take for a formula gets an apostrophe in front.

    Parameters
    ----------
    screen
        The columns of a terminal, to which a table of style "table" is fitted: by wrapping its cells; where they are
        too many for that, in several tables, each with the first columns, those of words; else row by row, with a
        line for each cell.

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
    if screen is not None:
        return _on_screen(headers, rows, screen)
    text = tabulate(rows, headers=headers, tablefmt=_STYLES[style], disable_numparse=True)
    return latex_start(text) if style == "latex" else text


def sheet(tables: Iterable[Table]) -> str:
    """Return tables as one table of CSV, with a line break at its end, that reads without any options.

    Marks behind numbers have a column of their own. A table without a caption stands alone, with its own columns. Else
    the first column, `table`, has the caption of the table that a row is from, and the others are the columns of all
    the tables, in the order in which they first come; a row has no more than the cells of its own table.

    Examples
    --------
    >>> print(sheet([Table("A", ("x", ""), (("1", "2"),)), Table("B", ("y", "x"), (("3", "4"),))]), end="")
    table,x,column 2,y
    A,1,2,
    B,4,,3
    """
    parts = list(map(marks_apart, tables))
    if [part.caption for part in parts] == [""]:
        return _csv(parts[0].headers, parts[0].rows) + "\n"
    captions = distinct([code_of(part.caption) for part in parts])
    named = [distinct(column_names(part.headers), ("table",)) for part in parts]
    columns = list(dict.fromkeys(name for names in named for name in names))
    rows = []
    for caption, names, part in zip(captions, named, parts, strict=True):
        cells = [dict(zip(names, row, strict=True)) for row in part.rows]
        rows += [(caption, *(own.get(name, "") for name in columns)) for own in cells]
    return _csv(("table", *columns), rows) + "\n"


def marks_apart(own: Table) -> Table:
    """Return a table in which the marks behind numbers have a column of their own, so that numbers are numbers.

    Examples
    --------
    >>> marks_apart(Table("", ("who", "payoff"), (("Ann", "-1*"), ("Bob", "2")))).rows
    (('Ann', '-1', '*'), ('Bob', '2', ''))
    """
    columns: list[tuple[str, list[str]]] = []
    for place, (header, numbers) in enumerate(zip(own.headers, number_columns(own.rows), strict=False)):
        cells = [row[place] for row in own.rows]
        marks = ["*" if numbers and cell.endswith("*") else "" for cell in cells]
        if not any(marks):
            columns.append((header, cells))
            continue
        columns.append((header, [cell.removesuffix("*") for cell in cells]))
        columns.append((f"{code_of(header)} (marked)", marks))
    if not columns:
        return own
    headers, filled_in = zip(*columns, strict=True)
    return replace(own, headers=headers, rows=tuple(zip(*filled_in, strict=True)))


def column_names(headers: Sequence[str]) -> list[str]:
    """Return a name for each column; many readers take # for the beginning of a comment."""
    names = map(code_of, headers)
    return ["number" if name == "#" else name or f"column {place}" for place, name in enumerate(names, 1)]


def distinct(names: Sequence[str], taken: Sequence[str] = ()) -> list[str]:
    """Return names of which none comes twice, nor is taken: a second one is called "name (2)"."""
    chosen = list(taken)
    for name in names:
        copies = (f"{name} ({number})" for number in count(2))
        chosen.append(name if name not in chosen else next(copy for copy in copies if copy not in chosen))
    return chosen[len(taken) :]


def number_columns(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Tell which columns hold nothing but numbers and empty cells."""
    return [all(not cell or _NUMBER.fullmatch(cell) for cell in column) for column in zip(*rows, strict=True)]


def _on_screen(headers: Sequence[str], rows: Sequence[Sequence[str]], screen: int) -> str:
    if fitting := fitted(headers, rows, screen):
        return tabulate(fitting[1], headers=fitting[0], tablefmt=_STYLES["table"], disable_numparse=True)
    groups = _groups(least_widths(headers, rows), max(1, [*number_columns(rows), True].index(True)), screen)
    return "\n\n".join(
        _on_screen([headers[k] for k in group], [[row[k] for k in group] for row in rows], screen) for group in groups
    ) or _records(headers, rows, screen)


def _groups(widths: Sequence[int], words: int, screen: int) -> list[list[int]]:
    """Return which columns stand together in tables that fit, the first ones in each; none if there is no way."""
    groups: list[list[int]] = []
    for place in range(words, len(widths)):
        if groups and room_of([widths[k] for k in (*groups[-1], place)]) <= screen:
            groups[-1].append(place)
        else:
            groups.append([*range(words), place])
    return groups if all(room_of([widths[k] for k in group]) <= screen for group in groups) else []


def _records(headers: Sequence[str], rows: Sequence[Sequence[str]], screen: int) -> str:
    """Return each row as lines, with the header in front of each cell that is not empty."""
    named = [[(header, cell) for header, cell in zip(headers, row, strict=True) if cell] for row in rows]
    return "\n\n".join(
        "\n".join(filled(f"{header}: {cell}" if header else cell, screen, later="  ") for header, cell in cells)
        for cells in named
    )


def _escaped(cells: Sequence[str]) -> list[str]:
    return [markdown_cell(cell) for cell in cells]


def _csv(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([[no_formula(code_of(cell)) for cell in row] for row in (headers, *rows)])
    return text.getvalue().removesuffix("\n")
