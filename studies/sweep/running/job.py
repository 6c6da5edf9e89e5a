"""What a worker does: solve one chunk of a job, and write its rows or hand them back.

An error while a chunk is solved is an outcome; an error while its part is written is not, as every other part would
meet it too (the disk is full, or is not the worker's).
"""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from ....games.errors import InputError
from .chunks import Cut, Failure, RowPlan
from .parts import to_table
from .store import Store

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Job:
    """What a worker must know; without a store the rows come back."""

    plan: RowPlan
    cut: Cut
    store: Store | None


@dataclass(frozen=True, eq=False)
class Done:
    """A chunk that is solved; `table` has its rows where there is no folder."""

    number: int
    table: Any | None


@dataclass(frozen=True)
class Caught:
    """An error that was caught: in one line, and where it happened."""

    error: str
    traceback: str = ""


ChunkOutcome = Done | Failure


def solve_chunk(job: Job, number: int) -> ChunkOutcome:
    """Solve a chunk, and write its part where the job has a folder."""
    table = attempt(lambda: to_table(job.plan.columns, job.plan.solve(*job.cut.bounds(number))))
    if isinstance(table, Caught):
        return failure(job, number, table)
    if job.store is None:
        return Done(number, table)
    job.store.write(number, table)
    return Done(number, None)


def attempt(work: Callable[[], T]) -> T | Caught:
    """Return what a function returns, or the error that it raises."""
    try:
        return work()
    except Exception as error:
        return Caught(f"{type(error).__name__}: {error}", traceback.format_exc())


def failure(job: Job, number: int, caught: Caught, tries: int = 1) -> Failure:
    """Return a chunk that failed."""
    return Failure(number, *job.cut.bounds(number), tries, caught.error, caught.traceback)


def pickled(job: Job) -> bytes:
    """Return a job as it is sent to workers.

    Raises
    ------
    InputError
        If it holds what cannot be sent: a function defined in a function, an open file.
    """
    try:
        return pickle.dumps(job)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise InputError(f"this study cannot be sent to other processes: {error}") from error


def run_chunk(sent: bytes, number: int) -> ChunkOutcome:
    """Solve a chunk of a job that was sent to this process."""
    return solve_chunk(unpickled(sent), number)


@lru_cache(maxsize=1)
def unpickled(sent: bytes) -> Job:
    """Return a job that was sent to this process, where it is kept ready."""
    return pickle.loads(sent)
