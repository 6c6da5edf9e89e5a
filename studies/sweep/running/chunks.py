"""Rows in chunks: which rows a chunk has, where they are, and the record of a chunk that cannot be solved.

Chunk k has rows k c, .., min((k + 1) c, rows) - 1, where c is the size of a chunk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from ..columns.column import Column, ColumnValues
from ..points.design import Design


class RowPlan(Protocol):
    """What is solved at every row of a design: a function of the row's number alone, with columns known beforehand."""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""
        ...

    @property
    def design(self) -> Design:
        """Where the rows lie."""
        ...

    def __len__(self) -> int: ...

    def solve(self, start: int, stop: int) -> dict[str, ColumnValues]:
        """Return the columns of rows start, .., stop - 1, at least one row, in the order of `columns`."""
        ...

    def described(self) -> dict[str, Any]:
        """Return everything that the rows depend on, as plain values for JSON."""
        ...


class RowSource(Protocol):
    """Where the rows of chunks are: in a folder, or in memory."""

    def read(self, number: int, names: Sequence[str] | None = None) -> Any:
        """Return the rows of a chunk as an Arrow table, or some of their columns."""
        ...


@dataclass(frozen=True)
class Failure:
    """A chunk that was set aside: rows start, .., stop - 1.

    Attributes
    ----------
    tries
        How often it was begun.
    error
        What went wrong, in one line.
    traceback
        Where, as Python tells it; empty where the process died.
    """

    number: int
    start: int
    stop: int
    tries: int
    error: str
    traceback: str


@dataclass(frozen=True)
class Cut:
    """How rows are cut into chunks."""

    rows: int
    chunk: int

    def __len__(self) -> int:
        return (self.rows + self.chunk - 1) // self.chunk

    def bounds(self, number: int) -> tuple[int, int]:
        """Return the first row of a chunk and the one after its last."""
        return number * self.chunk, min((number + 1) * self.chunk, self.rows)

    def size(self, number: int) -> int:
        """Return how many rows a chunk has."""
        start, stop = self.bounds(number)
        return stop - start

    def total(self, numbers: Iterable[int]) -> int:
        """Return how many rows chunks have together."""
        return sum(map(self.size, numbers))
