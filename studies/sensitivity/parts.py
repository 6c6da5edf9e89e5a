"""The rows of a study as its answers read them: in parts, each of which holds the columns of consecutive rows.

A column has its name, inputs the full path of what varies. Where a yes/no question is asked of a row a *condition* may
stand for a column: `regime=LABEL` (1 where the regime is that one and no knife edge, else 0), `COLUMN=TEXT`,
`COLUMN<NUMBER` or `COLUMN>NUMBER`. A row whose `status` is not "ok" was not solved: it is left out and counted.

Designs whose rows belong together, Saltelli's and Morris's, are read in blocks. A part may carry the numbers of its
rows in a column `row`; then rows that are missing leave gaps, not a shifted design.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError, unknown

Part = Mapping[str, NDArray[Any]]
"""The columns of a run of consecutive rows, arrays of the same length."""

Parts = Iterable[Part]
"""The parts of a study in the order of its rows."""

Factors = Mapping[str, Sequence[str]]
"""What a design varies: names with the inputs that vary under each, several together for the shares of a mix."""

SOLVED = "ok"
KNIFE_EDGE = "knife edge"

_CONDITION = re.compile(r"(.+?)([=<>])(.+)")


def column(part: Part, name: str) -> NDArray[Any]:
    """Return a column by its name; an InputError if there is none."""
    if name not in part:
        raise InputError(unknown("column", name, part))
    return np.asarray(part[name])


def is_solved(part: Part) -> NDArray[np.bool_]:
    """Tell of each row whether it was solved."""
    return np.asarray(column(part, "status") == SOLVED)


def classes(part: Part) -> NDArray[Any]:
    """Return the regime of each row, or "knife edge" where a tie decides."""
    return np.where(column(part, "knife_edge").astype(bool), KNIFE_EDGE, column(part, "regime"))


def numbers(part: Part, name: str) -> NDArray[np.float64]:
    """Return a column, or whether a condition holds, as floats; NaN where a row says nothing.

    Raises
    ------
    InputError
        If it is neither, holds labels, or a comparison is not with a number.

    Examples
    --------
    >>> part = {"welfare": np.array([0.2, 0.7, np.nan]), "status": np.array(["ok", "ok", "ok"])}
    >>> numbers(part, "welfare>0.5")
    array([ 0.,  1., nan])
    """
    if name in part:
        return _floats(part, name)
    condition = _CONDITION.fullmatch(name)
    if condition is None:
        raise InputError(unknown("column", name, part))
    left, sign, right = condition[1].strip(), condition[2], condition[3]
    if sign == "=":
        texts = classes(part) if left == "regime" else column(part, left)
        return np.asarray(texts == right).astype(np.float64)
    values, bound = _floats(part, left), _bound(name, right.strip())
    holds = values < bound if sign == "<" else values > bound
    return np.where(np.isnan(values), np.nan, holds)


def needed(names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that must be read to tell columns and conditions, `status` among them.

    Raises
    ------
    InputError
        If a name is neither.

    Examples
    --------
    >>> needed(["regime=A", "welfare<0.2"], ["p", "welfare", "regime", "knife_edge", "status"])
    ('status', 'regime', 'knife_edge', 'welfare')
    """
    known, read = dict.fromkeys(known), ["status"]
    for name in names:
        condition = None if name in known else _CONDITION.fullmatch(name)
        left = condition[1].strip() if condition else name
        if left not in known:
            raise InputError(unknown("column", left, known))
        read += [left, "knife_edge"] if left == "regime" else [left]
    return tuple(dict.fromkeys(read))


def repeatable(parts: Parts) -> Parts:
    """Return the parts, for an answer that goes through them again; a TypeError if they are an iterator."""
    if isinstance(parts, Iterator):
        raise TypeError("the parts are gone through more than once: expected a list or the like, got an iterator")
    return parts


def finite_rows(parts: Parts, names: Sequence[str]) -> tuple[NDArray[np.float64], int]:
    """Return columns of the rows that were solved and are finite, shape (rows, columns), and how many were left out.

    An InputError if no row is left, or a name is unknown.
    """
    tables: list[NDArray[np.float64]] = []
    rows = 0
    for part in parts:
        known = is_solved(part)
        table = np.column_stack([numbers(part, name) for name in names])
        rows += len(table)
        tables.append(table[known & np.isfinite(table).all(axis=1)])
    table = np.concatenate(tables) if tables else np.empty((0, len(names)))
    if not len(table):
        raise InputError(f"none of {rows} rows was solved with finite {', '.join(names)}")
    return table, rows - len(table)


def row_blocks(parts: Parts, names: Sequence[str], size: int) -> Iterator[NDArray[np.float64]]:
    """Go through the rows in blocks of `size`, some blocks at a time: shape (blocks, size, columns).

    Rows that failed or are missing are NaN throughout.
    """
    held, expected = np.empty((0, len(names))), 0
    for part in parts:
        table = np.column_stack([numbers(part, name) for name in names])
        table[~is_solved(part)] = np.nan
        held, expected = _placed(part, table, held, expected)
        whole = len(held) - len(held) % size
        yield held[:whole].reshape(-1, size, len(names))
        held = held[whole:]
    if len(held):
        rest = np.full((size - len(held), len(names)), np.nan)
        yield np.concatenate([held, rest])[None]


def short_name(path: str) -> str:
    """Return a path without the words that say only that it is a parameter, or an actor's.

    Examples
    --------
    >>> short_name("game.parameters.pressure"), short_name("actors.US.orders.liberal")
    ('pressure', 'US.orders.liberal')
    """
    return path.removeprefix("game.parameters.").removeprefix("actors.")


def _placed(
    part: Part, table: NDArray[np.float64], held: NDArray[np.float64], expected: int
) -> tuple[NDArray[np.float64], int]:
    """Return the held rows with a part's rows put in their places behind them, and the number of the next row."""
    places = column(part, "row").astype(np.intp) if "row" in part else expected + np.arange(len(table))
    if not len(places):
        return held, expected
    if places[0] < expected or (np.diff(places) < 1).any():
        raise InputError(f"the rows of the study are out of order around row {expected}")
    run = np.full((places[-1] + 1 - expected, table.shape[1]), np.nan)
    run[places - expected] = table
    return np.concatenate([held, run]), int(places[-1]) + 1


def _floats(part: Part, name: str) -> NDArray[np.float64]:
    values = column(part, name)
    if values.dtype.kind in "OU":
        raise InputError(f"{name}: holds labels; expected a column of numbers, or a condition such as {name}=LABEL")
    return values.astype(np.float64)


def _bound(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InputError(f"{name}: expected a number after the sign, got {text!r}") from None
