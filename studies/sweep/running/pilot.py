"""How many rows make a chunk, and what a sweep will take: from a few rows that are solved and timed beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from time import perf_counter

from ....games.text.shown import Shown
from .chunks import Cut, RowPlan
from .job import Caught, attempt
from .parts import row_bytes, to_table, write_part

FEW = 32
ENOUGH = 0.05
"""Seconds of solving from which the time of a row is told."""

CHUNK_SECONDS = 1.0
CHUNK_BYTES = 2**23
"""The most that the rows of a chunk take in memory."""


@dataclass(frozen=True, repr=False)
class Pilot(Shown):
    """What a sweep is expected to take: `seconds` with so many workers, `size` bytes on the disk."""

    workers: int
    rows: int
    chunk: int
    chunks: int
    seconds: float
    size: int


@dataclass(frozen=True)
class _Trial:
    rows: int
    seconds: float
    size: int


def pilot(plan: RowPlan, *, workers: int = 1, chunk: int | None = None) -> Pilot:
    """Solve the first rows of a plan to say what all of it takes.

    Raises
    ------
    ValueError
        If the first rows cannot be solved.
    """
    trial = _trial(plan)
    cut = Cut(len(plan), chunk or _chunk(plan, trial))
    busy = max(1, min(workers, len(cut)))
    seconds, size = (len(plan) / trial.rows * each for each in (trial.seconds / busy, trial.size))
    return Pilot(workers, len(plan), cut.chunk, len(cut), seconds, round(size))


def chunk_size(plan: RowPlan) -> int:
    """Return how many rows make a chunk of half a second to a second, a power of two; fewer where memory says."""
    trial = attempt(lambda: _trial(plan))
    return largest_chunk(plan) if isinstance(trial, Caught) else _chunk(plan, trial)


def largest_chunk(plan: RowPlan) -> int:
    """Return how many rows a chunk may have for the memory that they take, a power of two."""
    return _power_of_two(CHUNK_BYTES / row_bytes(plan.columns))


def _chunk(plan: RowPlan, trial: _Trial) -> int:
    return min(largest_chunk(plan), _power_of_two(CHUNK_SECONDS * trial.rows / trial.seconds))


def _power_of_two(most: float) -> int:
    return 2 ** (max(1, int(most)).bit_length() - 1)


def _trial(plan: RowPlan) -> _Trial:
    """Return how long rows take and the bytes that they fill: of a few, and then of more until the clock can tell."""
    most = min(len(plan), largest_chunk(plan))
    rows = min(FEW, most)
    _timed(plan, rows)  # what is loaded and made ready at the first call does not count
    while (trial := _timed(plan, rows)).seconds < ENOUGH and rows < most:
        rows = min(8 * rows, most)
    return trial


def _timed(plan: RowPlan, rows: int) -> _Trial:
    file, columns, began = BytesIO(), plan.columns, perf_counter()
    write_part(file, to_table(columns, plan.solve(0, rows)), columns, {})
    return _Trial(rows, max(perf_counter() - began, 1e-9), file.tell())
