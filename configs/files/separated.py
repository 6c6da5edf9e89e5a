"""Tables in text: cells with tabs, semicolons or commas between them, as spreadsheets write CSV.

A text with a tab has tabs between its cells, else one with a semicolon semicolons, else commas; what stands in quotes
does not count. Where it is not commas, a comma between digits is a decimal one, as European spreadsheets write it.
"""

from __future__ import annotations

import csv
import re
from io import StringIO

import numpy as np

from ...games.errors import InputError
from .table import Table, check_size, table

_QUOTED = re.compile(r'"[^"]*+"')
_DECIMAL = re.compile(r"[+\-\u2212]?[0-9]*([.,])[0-9]+(?:[eE][+-]?[0-9]+)?\s*%?")


def separated_table(text: str, source: str, separator: str | None = None) -> Table:
    """Return the cells of a text, with points for decimal commas.

    Parameters
    ----------
    source
        The name that messages give to the text.
    separator
        What stands between cells, where it is known.

    Raises
    ------
    ScenarioError
        If a comma between digits may be decimal or not.
    InputError
        If there are too many cells, or quotes that end nowhere.
    """
    separator = separator or separator_of(_QUOTED.sub("", text))
    read = separated_cells(text, source, separator)
    write_points(read, separator)
    return read


def separated_cells(text: str, source: str, separator: str) -> Table:
    """Return the cells of a text as they are written; errors as in `separated_table`, but for decimal commas."""
    bare = _QUOTED.sub("", text)
    check_size(source, bare.count(separator) + bare.count("\n") + bare.count("\r"))
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=separator, skipinitialspace=separator != "\t", strict=True
    )
    try:
        rows = list(reader)
    except csv.Error as error:
        raise InputError(f"{source}: is no table of cells: line {reader.line_num}: {error}") from None
    return table(source, rows)


def separator_of(bare: str) -> str:
    """Return what stands between the cells of a text without quoted parts."""
    return next((mark for mark in "\t;" if mark in bare), ",")


def write_points(cells: Table, separator: str) -> None:
    """Put points in the place of decimal commas, if there are no other points among the numbers.

    Raises
    ------
    ScenarioError
        If there are, or a comma between digits may part cells.
    """
    decimals = {
        (row, column): match[1]
        for (row, column), cell in np.ndenumerate(cells.cells)
        if (match := _DECIMAL.fullmatch(cell))
    }
    commas = [place for place, mark in decimals.items() if mark == ","]
    if commas and separator == ",":
        raise cells.error(*commas[0], "expected a decimal with a point (3.5), or a pair with a blank (3, 5)")
    for place, mark in decimals.items() if commas else ():
        if mark == ".":
            raise cells.error(*place, "expected a decimal comma, as elsewhere in this table")
        cells.cells[place] = str(cells.cells[place]).replace(",", ".")
