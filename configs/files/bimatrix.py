"""Two-player games as tables of cells, the way spreadsheets hold them.

Three forms are read:

    3 0            3 0   3 5            (3, 3)  (0, 5)
    5 1            5 1   0 1            (5, 0)  (1, 1)

    3 5
    0 1

A block holds the payoffs of one player, first those of the row player, who picks the row; an empty row or an empty
column parts the two blocks. Or each cell holds a pair, the row player's payoff first. The first row and column of a
block may name the actions: a row or column of names has a cell that is no number, or an empty corner before it.
All else is refused, so that no table is read in one of two ways.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame, unnamed
from ...games.numbers import counted, read_fraction, shown
from .table import Table, written_number

FORMS = (
    "a two-player game is two blocks of numbers with an empty row or column between them, the row player's payoffs "
    "first, or one block of pairs such as (3, 0)"
)

_NUMBER = re.compile(r"[+-]?\.?[0-9][0-9._eE/+-]*+")
_IN_BRACKETS = re.compile(rf"\s*({_NUMBER.pattern})\s*[,;]\s*({_NUMBER.pattern})\s*")
_BARE_PAIR = re.compile(rf"({_NUMBER.pattern})\s*(?:;\s*|,\s+)({_NUMBER.pattern})")

Names = tuple[str, ...] | None


@dataclass(frozen=True, eq=False)
class _Block:
    """Cells with numbers or pairs of them, not yet read, and each player's names if any."""

    body: Table
    names: tuple[Names, Names]

    @property
    def paired(self) -> bool:
        """Whether the first cell holds a pair, as all must then."""
        return _pair(self.body.cells[0, 0]) is not None


def bimatrix(table: Table) -> NormalFormGame:
    """Return the game that a table holds, its payoffs as Fractions, its actions by their names where it has any.

    Raises
    ------
    ScenarioError
        If a cell is not what it should be.
    InputError
        If the table has none of the three forms, or a name comes twice.
    """
    parts = list(table.parts(0))
    parts = list(parts[0].parts(1)) if len(parts) == 1 else parts
    if len(parts) > 2:
        raise InputError(f"{table.source}: holds {counted(len(parts))} blocks of payoffs; {FORMS}")
    blocks = [_block(part) for part in parts]
    tables = _payoffs(table.source, blocks)
    actions = [_names(table.source, [block.names[player] for block in blocks]) for player in (0, 1)]
    menus = [names or unnamed(count) for names, count in zip(actions, tables[0].shape, strict=True)]
    try:
        return NormalFormGame.two_player(*tables, actions=menus)
    except ValueError as error:
        raise InputError(f"{table.source}: {error}") from None


def _payoffs(source: str, blocks: Sequence[_Block]) -> list[NDArray[np.object_]]:
    """Return the row player's and the column player's payoffs."""
    pairs = [block.paired for block in blocks]
    if pairs == [True]:
        return list(np.moveaxis(_numbers(blocks[0].body, 2), -1, 0))
    if len(blocks) != 2 or any(pairs):
        what = f"{'one block' if len(blocks) == 1 else f'{len(blocks)} blocks'} of payoffs" if blocks else "no payoffs"
        raise InputError(f"{source}: holds {what}{' with pairs among them' if any(pairs) else ''}; {FORMS}")
    shapes = [block.body.cells.shape for block in blocks]
    if shapes[0] != shapes[1]:
        sizes = " and ".join(" x ".join(map(str, shape)) for shape in shapes)
        raise InputError(f"{source}: holds two blocks of different sizes, {sizes}; {FORMS}")
    return [_numbers(block.body, 1)[..., 0] for block in blocks]


def _names(source: str, given: Sequence[Names]) -> Names:
    """Return the names that the blocks give a player's actions, which must not differ."""
    different = list(dict.fromkeys(names for names in given if names is not None))
    if len(different) > 1:
        first, second = (shown(", ".join(names), 100) for names in different)
        raise InputError(f"{source}: the two blocks name actions differently, {first} and {second}")
    return different[0] if different else None


def _block(part: Table) -> _Block:
    """Return the payoffs of a part without empty rows and columns, and the names before them."""
    cells = part.cells
    rows, columns = cells.shape
    corner = cells[0, 0] == ""
    header = corner or any(map(_is_name, cells[0, 1:])) or (columns == 1 and _is_name(cells[0, 0]))
    stub = corner or any(map(_is_name, cells[1:, 0])) or (not header and _is_name(cells[0, 0]))
    if header + 1 > rows or stub + 1 > columns:
        raise InputError(f"{part.source}: holds names without payoffs; {FORMS}")
    body = part.part(slice(int(header), rows), slice(int(stub), columns))
    names = (
        _labels(part.part(slice(int(header), rows), slice(0, 1))) if stub else None,
        _labels(part.part(slice(0, 1), slice(int(stub), columns))) if header else None,
    )
    return _Block(body, names)


def _labels(line: Table) -> Names:
    """Return the names in a row or column."""
    for (row, column), cell in np.ndenumerate(line.cells):
        if not cell:
            raise line.error(row, column, "expected the name of an action")
    return tuple(line.cells.ravel())


def _numbers(body: Table, count: int) -> NDArray[np.object_]:
    """Return the numbers of a block, so many in each cell: shape (rows, columns, count)."""
    numbers = np.empty((*body.cells.shape, count), dtype=object)
    for (row, column), cell in np.ndenumerate(body.cells):
        written = _pair(cell) if count == 2 else (cell,)
        try:
            read = [_number(text) for text in written or ()]
        except ValueError:
            read = []
        if not read:
            expected = "a pair of numbers such as (3, 0)" if count == 2 else "a number such as 2, -0.5, 1e-3 or 1/3"
            raise body.error(row, column, f"expected {expected}")
        numbers[row, column] = read
    return numbers


def _is_name(cell: str) -> bool:
    return bool(cell) and not _NUMBER.fullmatch(written_number(cell)) and _pair(cell) is None


def _pair(cell: str) -> tuple[str, str] | None:
    """Return the numbers of a pair as text: in brackets, or with a semicolon or a comma and a blank between them."""
    bracketed = cell[:1] + cell[-1:] in ("()", "[]")
    match = (_IN_BRACKETS if bracketed else _BARE_PAIR).fullmatch(written_number(cell[1:-1] if bracketed else cell))
    return (match[1], match[2]) if match else None


def _number(text: str) -> Fraction:
    return read_fraction(written_number(text))
