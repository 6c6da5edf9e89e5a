"""A lane: one worker process, and the chunks that it was handed.

Each process is a pool of its own, started afresh (spawn), quiet on Ctrl-C, dead with its parent. Of the chunks in a
lane the oldest one is at work, so that when the process dies it is known which chunk it died of.

A started process normally imports the script that started it, which runs a script without a main guard again, sweep
and all. Workers need nothing from the script unless the plan itself has something that is defined there, so the script
is hidden while they start. A worker that outlives a killed parent would wait for ever; Linux can be asked to kill it
(prctl(2), PR_SET_PDEATHSIG), and as the parent may have died before the asking, its number is checked afterwards.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context

from .job import ChunkOutcome, run_chunk, unpickled

AHEAD = 2
"""Chunks that a worker is handed at once: one to work on, one to go on with."""

STARTS = 3
PATIENCE = 30
"""Seconds that a process has to start before it is given up when everything is to stop."""

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)

PR_SET_PDEATHSIG = 1

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Read by NumPy's libraries when they are loaded: as many threads in each worker would fight for the cores."""

NO_GUARD = (
    "worker processes die as they start; the study has something that the script defines, so that they run the script: "
    "put the sweep under a main guard"
)


class SweepStopped(RuntimeError):
    """A sweep could not go on: the disk is full, workers cannot start, an executor is lost. Finished parts stay."""


class Lane:
    """One worker process that is made anew when it dies; `flight` has its chunks, the oldest first."""

    def __init__(self, sent: bytes) -> None:
        self.flight: dict[Future[ChunkOutcome], int] = {}
        self._sent = sent
        self._starts = 0
        self._start()

    def fill(self, waiting: deque[int]) -> None:
        """Take chunks from those that wait."""
        while waiting and len(self.flight) < AHEAD and not self._broken:
            try:
                self.flight[self._pool.submit(run_chunk, self._sent, waiting[0])] = waiting[0]
            except BrokenExecutor:
                self._broken = True
            else:
                waiting.popleft()

    def finished(self) -> Iterator[tuple[int, Future[ChunkOutcome]]]:
        """Give the chunks that are finished, and forget them; after a death what stays in flight is lost."""
        if self._ready.done():
            self._was_ready()
        if self._broken or any(map(_lost, self.flight)):
            self._broken = True
            self._pool.shutdown()
        for future, number in list(self.flight.items()):
            if future.done() and not _lost(future):
                del self.flight[future]
                yield number, future

    def revived(self, waiting: deque[int]) -> int | None:
        """Where the process died, start another one, put its chunks back, and return the one it died of.

        Raises
        ------
        SweepStopped
            If the process died time and again before it was ready, or cannot read the job.
        """
        if not self._broken:
            return None
        lost = list(self.flight.values())
        self.flight.clear()
        waiting.extendleft(reversed(lost))
        was_ready = self._was_ready()
        self._starts = 0 if was_ready else self._starts
        self._start()
        return lost[0] if was_ready and lost else None

    def kill(self) -> None:
        """Kill the process, whatever it is at."""
        with suppress(CancelledError, TimeoutError, ProcessLookupError):
            if self._ready.exception(timeout=PATIENCE) is None:
                os.kill(self._ready.result(), KILL)

    def close(self) -> None:
        """End the process."""
        self._pool.shutdown(cancel_futures=True)

    def _start(self) -> None:
        needs_script = b"__main__" in self._sent
        if needs_script and self._starts:
            raise SweepStopped(NO_GUARD)
        if self._starts == STARTS:
            raise SweepStopped("worker processes die as they start")
        self._starts += 1
        self._broken = False
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=_prepare, initargs=(os.getpid(),))
        with _starting(needs_script):
            self._ready = self._pool.submit(_ready, self._sent)

    def _was_ready(self) -> bool:
        """Return whether the process had read the job."""
        error = self._ready.exception()
        if error is None or isinstance(error, BrokenExecutor):
            return error is None
        raise SweepStopped(f"a worker process cannot read the study: {error}") from error


def _ready(sent: bytes) -> int:
    unpickled(sent)
    return os.getpid()


def _lost(future: Future[ChunkOutcome]) -> bool:
    return future.done() and isinstance(future.exception(), BrokenExecutor)


@contextmanager
def _starting(main: bool) -> Generator[None]:
    """Let processes that are started meanwhile have single-threaded libraries and, unless `main`, no script."""
    script = sys.modules["__main__"]
    hidden = {} if main else {name: vars(script)[name] for name in ("__file__", "__spec__") if name in vars(script)}
    added = [name for name in ONE_THREAD if name not in os.environ]
    try:
        os.environ.update(dict.fromkeys(added, "1"))
        if hidden:
            vars(script).pop("__file__", None)
            script.__spec__ = None
        yield
    finally:
        vars(script).update(hidden)
        for name in added:
            os.environ.pop(name, None)


def _prepare(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
