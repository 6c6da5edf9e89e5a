"""Chunks on executors: in this process, on processes of our own, or on any `concurrent.futures.Executor`.

A chunk is a pure function of the plan and its number, so it may run anywhere, in any order, and again. When a process
of our own is killed it is started anew and the chunk that it was at is tried again, and no other chunk is blamed; a
chunk whose process dies for the third time is set aside, as is one that raises an error. At most two chunks a worker
are handed out, so that what is in flight does not grow with the sweep. Where there is a folder the worker writes the
rows itself and only says that it did.
"""

from __future__ import annotations

import errno
from collections import Counter, deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait

from .job import Caught, ChunkOutcome, Job, attempt, failure, pickled, run_chunk, solve_chunk
from .lanes import AHEAD, Lane, SweepStopped

TRIES = 3
"""How often a chunk is begun before it is set aside."""


def run_here(job: Job, numbers: Sequence[int]) -> Generator[ChunkOutcome]:
    """Solve chunks in this process, one after another.

    Raises
    ------
    SweepStopped
        If a part cannot be written.
    """
    for number in numbers:
        try:
            outcome = solve_chunk(job, number)
        except OSError as error:
            raise _cannot_write(error) from error
        yield outcome


def run_on(executor: Executor, workers: Callable[[], int], job: Job, numbers: Sequence[int]) -> Generator[ChunkOutcome]:
    """Solve chunks on an executor of the caller's, which stays open; in the order in which they are finished.

    Parameters
    ----------
    workers
        Called when chunks are handed out: how many of them can be worked on at once.

    Raises
    ------
    InputError
        If the job cannot be sent to another process.
    SweepStopped
        If the executor breaks, or a part cannot be written.
    """
    sent, waiting = pickled(job), deque(numbers)
    flight: dict[Future[ChunkOutcome], int] = {}
    try:
        while waiting or flight:
            room = AHEAD * max(workers(), 1) - len(flight)
            for number in [waiting.popleft() for _ in range(min(room, len(waiting)))]:
                flight[executor.submit(run_chunk, sent, number)] = number
            for future in wait(flight, return_when=FIRST_COMPLETED).done:
                yield _outcome(job, flight.pop(future), future)
    except (BrokenExecutor, CancelledError, OSError) as error:
        raise SweepStopped(f"the executor is lost ({type(error).__name__}: {error})") from error
    finally:
        for future in flight:
            future.cancel()


def run_on_processes(workers: int, job: Job, numbers: Sequence[int]) -> Generator[ChunkOutcome]:
    """Solve chunks on processes of our own, in the order in which they are finished.

    Raises
    ------
    InputError
        If the job cannot be sent to another process.
    SweepStopped
        If processes cannot start, or a part cannot be written.
    """
    sent, waiting = pickled(job), deque(numbers)
    deaths: Counter[int] = Counter()
    lanes: list[Lane] = []
    try:
        lanes.extend(Lane(sent) for _ in range(min(workers, len(waiting))))
        while waiting or any(lane.flight for lane in lanes):
            for lane in lanes:
                lane.fill(waiting)
            wait([future for lane in lanes for future in lane.flight], return_when=FIRST_COMPLETED)
            for lane in lanes:
                for number, future in lane.finished():
                    yield _outcome(job, number, future)
                if (guilty := lane.revived(waiting)) is None:
                    continue
                deaths[guilty] += 1
                if deaths[guilty] == TRIES:
                    waiting.remove(guilty)
                    yield failure(job, guilty, Caught("its process died each time: killed, or out of memory"), TRIES)
    except BaseException:
        for lane in lanes:
            lane.kill()
        raise
    finally:
        for lane in lanes:
            lane.close()


def _outcome(job: Job, number: int, future: Future[ChunkOutcome]) -> ChunkOutcome:
    """Return the outcome of a chunk; an error of the executor's own is one more way in which a chunk fails."""
    error = future.exception()
    if isinstance(error, OSError):
        raise _cannot_write(error) from error
    if isinstance(error, BrokenExecutor):
        raise error
    outcome = attempt(future.result)
    return failure(job, number, outcome) if isinstance(outcome, Caught) else outcome


def _cannot_write(error: OSError) -> SweepStopped:
    if error.errno == errno.ENOSPC:
        return SweepStopped("the disk is full")
    return SweepStopped(f"a part cannot be written ({error})")
