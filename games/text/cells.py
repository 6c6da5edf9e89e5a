"""What a cell of a sheet may hold without being taken for a formula."""

from __future__ import annotations

from ..numbers import counted, read_fraction

LONGEST_CELL = 32_767
"""The most letters of a cell that Excel keeps, those beyond U+FFFF counted twice."""

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r")
"""What the text of a formula begins with in a spreadsheet, in letters of either width."""


def no_formula(cell: str) -> str:
    """Return a cell of a sheet with an apostrophe in front where a spreadsheet would take its text for a formula.

    Numbers, fractions and percentages are no text, and stay as they are.

    Examples
    --------
    >>> print(no_formula("=1+1"), no_formula("-1/3"), no_formula("-1+1"))
    '=1+1 -1/3 '-1+1
    """
    return f"'{cell}" if cell.startswith(_FORMULA) and not _is_number(cell) else cell


def is_too_long(cell: str) -> bool:
    """Tell whether a text is longer than a cell of a workbook keeps."""
    return len(cell) > LONGEST_CELL // 2 and len(_units(cell)) > 2 * LONGEST_CELL


def fitted(cell: str) -> str:
    """Return a text as a cell of a workbook keeps it: its beginning, and how much of it there is, where it is too long.

    Examples
    --------
    >>> fitted("short"), len(fitted("a" * 40_000)), fitted("a" * 40_000)[-53:]
    ('short', 32767, '[cut: CSV and JSON have the whole, of 40,000 letters]')
    """
    if not is_too_long(cell):
        return cell
    end = f" [cut: CSV and JSON have the whole, of {counted(len(cell))} letters]"
    return _units(cell)[: 2 * (LONGEST_CELL - len(end))].decode("utf-16-le", "ignore") + end


def _units(cell: str) -> bytes:
    return cell.encode("utf-16-le", "surrogatepass")


def without_apostrophe(cell: str) -> str:
    """Return the text of which `no_formula` made a cell.

    Examples
    --------
    >>> print(without_apostrophe("'=1+1"), without_apostrophe("'tis"))
    =1+1 'tis
    """
    bare = cell.removeprefix("'")
    return bare if no_formula(bare) == cell else cell


def _is_number(cell: str) -> bool:
    try:
        read_fraction(cell.removesuffix("%"))
    except ValueError:
        return False
    return True
