"""How far a sweep is, as a value and as a line of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

from ....games.numbers import counted, duration, fixed, several


@dataclass(frozen=True)
class Progress:
    """How far a sweep is.

    Attributes
    ----------
    done
        Rows that are solved, those of an earlier run among them.
    rows
        Rows that are asked for: all of them, or those of a shard.
    failed
        Rows of chunks that were set aside.
    rate
        Rows a second in this run.
    seconds_left
        What the rest takes at this rate; None before the first chunk.
    """

    done: int
    rows: int
    failed: int
    rate: float
    seconds_left: float | None


@dataclass
class Meter:
    """Counts rows as they come, on top of those that an earlier run has done or set aside."""

    rows: int
    done: int = 0
    failed: int = 0
    new: int = 0
    began: float = field(default_factory=perf_counter)

    def count(self, rows: int, failed: bool) -> None:
        """Count the rows of a chunk."""
        self.new += rows
        if failed:
            self.failed += rows
        else:
            self.done += rows

    def progress(self) -> Progress:
        """Return how far it is."""
        rate = self.new / max(perf_counter() - self.began, 1e-9)
        left = self.rows - self.done - self.failed
        return Progress(self.done, self.rows, self.failed, rate, left / rate if rate else None)


Watcher = Callable[[Progress], None]


def progress_line(progress: Progress) -> str:
    """Return progress as one line of plain text.

    Examples
    --------
    >>> progress_line(Progress(done=250_000, rows=1_000_000, failed=0, rate=50_000.0, seconds_left=15.0))
    '250,000 of 1,000,000 rows (25 %), 50,000 rows/s, 15 s left'
    >>> progress_line(Progress(done=0, rows=10, failed=10, rate=0.0, seconds_left=None))
    '0 of 10 rows (0 %), 10 rows failed'
    """
    share = 100 * progress.done // max(progress.rows, 1)
    parts = [f"{counted(progress.done)} of {several(progress.rows, 'row')} ({share} %)"]
    if progress.failed:
        parts.append(f"{several(progress.failed, 'row')} failed")
    if progress.seconds_left is not None:
        parts += [f"{fixed(progress.rate)} rows/s", f"{duration(progress.seconds_left)} left"]
    return ", ".join(parts)
