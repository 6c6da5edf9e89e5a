"""Tables of the catalogue and of a folder of data, row by row; a code such as NA is a text like any other."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from ...games.errors import InputError, unknown
from ...games.numbers import read_fraction, shown
from ..files.separated import separated_table, separator_of

Row = dict[str, str]


def shipped_rows(name: str) -> list[Row]:
    """Return the rows of a table that ships with the package, by its columns."""
    text = (resources.files("tetrarchy.configs.world") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return rows_of(text, name, ())


def folder_rows(
    folder: Path, name: str, columns: Sequence[str], whole: Sequence[str] = (), numbers: Sequence[str] = ()
) -> list[Row]:
    """Return the rows of a table of a folder, by its columns.

    Parameters
    ----------
    columns
        Columns that must be there.
    whole, numbers
        Columns, which must be there too, of whole numbers and of numbers; a cell may be empty.

    Raises
    ------
    InputError
        If the file cannot be read, a column is missing, or a cell is no such number.
    """
    path = folder / name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "is no UTF-8"
        raise InputError(f"{path}: cannot be read: {what}") from None
    rows = rows_of(text, str(path), [*columns, *whole, *numbers])
    for line, row in enumerate(rows, 2):
        for column in (*whole, *numbers):
            _check(path, line, column, row[column], column in whole)
    return rows


def _check(path: Path, line: int, column: str, cell: str, whole: bool) -> None:
    try:
        sound = not cell or not whole or read_fraction(cell).denominator == 1
        if cell:
            read_fraction(cell)
    except ValueError:
        sound = False
    if not sound:
        what = "a whole number" if whole else "a number"
        raise InputError(f"{path}: line {line}: {column} must be {what}, got {shown(cell)}")


def rows_of(text: str, source: str, columns: Sequence[str]) -> list[Row]:
    """Return the rows of a text in CSV whose first line names the columns."""
    cells = separated_table(text, source, separator_of(text.partition("\n")[0])).cells
    names = [str(name) for name in cells[0]] if len(cells) else []
    for column in columns:
        if column not in names:
            raise InputError(f"{source}: {unknown('column', column, names).removeprefix('unknown ')}: it must be there")
    return [dict(zip(names, map(str, row), strict=True)) for row in cells[1:]]
