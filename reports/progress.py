"""What a command is doing, as a line on a terminal that is cleared at its end."""

from __future__ import annotations

from collections.abc import Callable
from shutil import get_terminal_size
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self, TextIO

from ..games.numbers import counted, duration
from ..games.text.visible import visible

QUIET = 5.0
"""Seconds in which nothing is said: a short command speaks through its result."""

APART = 0.5
"""Seconds between two lines."""

_CLEAR = "\r\x1b[K"


class ProgressLine:
    """Shows what is being done and for how long, in one line that is written over; a thread of its own writes it.

    Until something is told it says that the command is at work.

    Parameters
    ----------
    stream
        A terminal.
    clock
        Seconds from any origin.

    Examples
    --------
    >>> import sys
    >>> line = ProgressLine(sys.stdout, clock=iter([0.0, 2.0, 65.0]).__next__)
    >>> line.tell("dominance")
    >>> line.count("actions", 7, 40)
    >>> line.words(), line.words()
    ('', 'dominance, 7 of 40 actions; 1 min 5 s so far')
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._began, self._what, self._over = clock(), "at work", Event()
        self._counts: dict[str, tuple[int, int | None]] = {}
        self._thread = Thread(target=self._show, daemon=True)

    def tell(self, what: str) -> None:
        """Take what is being done from now on; of what is new nothing is counted yet."""
        if visible(what) != self._what:
            self._what, self._counts = visible(what), {}

    def count(self, what: str, done: int, total: int | None) -> None:
        """Take how many of something are done, of how many where that is known."""
        self._counts[what] = done, total

    def words(self, columns: int | None = None) -> str:
        """Return what there is to say now, nothing in the first seconds; of few columns most are for how far it is."""
        elapsed = self._clock() - self._began
        if elapsed < QUIET:
            return ""
        counts = [f", {_count_words(what, *count)}" for what, count in self._counts.copy().items()]
        far = f"{''.join(counts)}; {duration(elapsed)} so far"
        room = len(self._what) if columns is None else max(columns - len(far), 0)
        return (self._what[:room] + far)[:columns]

    def __enter__(self) -> Self:
        """Begin to show the line."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the line."""
        self._over.set()
        self._thread.join()

    def _show(self) -> None:
        shown = ""
        while not self._over.wait(APART):
            shown = self.words(get_terminal_size().columns - 1)
            if shown:
                self._stream.write(_CLEAR + shown)
                self._stream.flush()
        if shown:
            self._stream.write(_CLEAR)
            self._stream.flush()


def _count_words(what: str, done: int, total: int | None) -> str:
    return f"{counted(done)} {what}" if total is None else f"{counted(done)} of {counted(total)} {what}"
