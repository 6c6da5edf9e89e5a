"""What a cell of a sheet may hold without being taken for a formula."""

from __future__ import annotations

from ..numbers import read_fraction

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
