"""How much room text takes on a terminal: letters of East Asia take two columns, combining ones none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import wcwidth

WIDTH = 100
"""Columns to which prose is wrapped where no terminal says how many it has."""

GAP = 2
"""Columns between two columns of a table."""

BESIDE_HEADER = 2
"""Columns by which a column of a table is wider than its header, at the least."""


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes that holds no control characters."""
    return max(wcwidth.wcswidth(text), 0)


def filled(text: str, width: int, first: str = "", later: str = "") -> str:
    """Return a text wrapped to a width, with something in front of the first line and of the later ones.

    Examples
    --------
    >>> print(filled("as long as it has to be", 14, "- ", "  "))
    - as long as
      it has to be
    """
    return "\n".join(wcwidth.wrap(text, max(width, 1), initial_indent=first, subsequent_indent=later))


def least_widths(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide each column of a table is at the least, with cells wrapped and words whole."""
    return _widths(headers, rows, lambda cell: max(map(columns, cell.split()), default=0))


def room_of(widths: Sequence[int]) -> int:
    """Return how many columns of a terminal a table takes with columns of these widths."""
    return sum(widths) + GAP * (len(widths) - 1)


def fitted(
    headers: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> tuple[list[str], list[list[str]]] | None:
    """Return the headers and the rows of a table with cells wrapped so that it fits into a width.

    None where that would break words.
    """
    least, widths = least_widths(headers, rows), _widths(headers, rows, columns)
    if room_of(least) > width:
        return None
    while room_of(widths) > width:
        widest = max(range(len(widths)), key=lambda place: (widths[place] > least[place], widths[place]))
        widths[widest] -= 1
    names = [filled(header, size - BESIDE_HEADER) for header, size in zip(headers, widths, strict=True)]
    return names, [[filled(cell, size) for cell, size in zip(row, widths, strict=True)] for row in rows]


def _widths(headers: Sequence[str], rows: Sequence[Sequence[str]], width: Callable[[str], int]) -> list[int]:
    by_column = list(zip(*rows, strict=True)) or [()] * len(headers)
    return [
        max(width(header) + BESIDE_HEADER, *map(width, cells), 0)
        for header, cells in zip(headers, by_column, strict=True)
    ]
