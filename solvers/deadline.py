"""Deadlines: readings of the clock `time.monotonic` at which a piece of work stops with what it has.

A deadline is a number, infinity for none. It is passed down to whatever may take long, and asked for there between
short steps. How far the work is, it tells in the same places to whoever listens (`listening`). That changes no result,
and so is not passed down.
"""

from __future__ import annotations

import signal as signals
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from numbers import Real
from signal import SIG_DFL, SIGINT, default_int_handler, getsignal, signal
from threading import current_thread, main_thread
from time import monotonic
from types import FrameType
from typing import Literal, TypeVar

from ..games.errors import expect

T = TypeVar("T")

Stop = Literal["time limit", "interrupt"]
"""What ended a piece of work before it was done."""

Listener = Callable[[str, int, int | None], object]
"""Is told what is counted, how many of it are done, and of how many where that is known."""

_LISTENER: ContextVar[Listener | None] = ContextVar("_LISTENER", default=None)

PATIENCE = 1.0
"""Seconds; an interrupt from the keyboard that comes later ends a search with what it has, an earlier one is passed on.
"""

GRACE = 0.5
"""Seconds after a deadline at which work is cut off that has not looked at the clock."""

AGAIN = 0.5
"""Seconds after which the work that follows is cut off in its turn."""

AFTER_INTERRUPT = 1.0
"""Seconds that it may take after an interrupt to make something of what was found."""


@dataclass
class _Interrupts:
    """Within how many pieces of work that end with what they have the program is, and whether an interrupt waits."""

    within: int = 0
    waiting: bool = False


_INTERRUPTS: ContextVar[_Interrupts | None] = ContextVar("_INTERRUPTS", default=None)


FOREVER = 1e9
"""Seconds; a longer limit is none."""


def deadline_after(seconds: float | None) -> float:
    """Return the deadline that is so many seconds away; None for no limit, a TypeError for what is no number."""
    if seconds is None:
        return inf
    expect(seconds, Real, "a number of seconds")
    return monotonic() + min(seconds, FOREVER)


def seconds_until(deadline: float) -> float | None:
    """Return the seconds until a deadline, 0 where it has passed; None where there is none."""
    return None if deadline == inf else max(deadline - monotonic(), 0.0)


def has_passed(deadline: float) -> bool:
    """Tell whether a deadline has passed."""
    return deadline != inf and monotonic() > deadline


def stop_after(deadline: float) -> None:
    """Go on until the deadline.

    Raises
    ------
    TimeoutError
        If the deadline has passed.
    """
    if has_passed(deadline):
        raise TimeoutError("the time limit came first")


def kept(steps: Iterable[T], started: float) -> tuple[tuple[T, ...], Stop | None]:
    """Take steps until they end, and return what each gave; where something ended them before, also what it was.

    A TimeoutError ends them, and an interrupt from the keyboard. One that comes within `PATIENCE` of the start, a
    reading of the clock, is passed on. Where one waits (`interrupts_kept`) no step is taken.
    """
    results: list[T] = []
    interrupts = _INTERRUPTS.get() or _Interrupts()
    if interrupts.waiting:
        interrupts.waiting = False
        return (), "interrupt"
    try:
        interrupts.within += 1  # no call on the way in or out, in which a signal could come between the two
        try:
            for result in steps:
                results.append(result)
        finally:
            interrupts.within -= 1
    except TimeoutError:
        return tuple(results), "time limit"
    except (KeyboardInterrupt, SystemError) as error:
        if not is_interrupt(error) or monotonic() - started < PATIENCE:
            raise
        return tuple(results), "interrupt"
    return tuple(results), None


def is_interrupt(error: BaseException) -> bool:
    """Tell whether an error is an interrupt from the keyboard, or what compiled code that meets one makes of it."""
    return isinstance(error, KeyboardInterrupt) or isinstance(error.__cause__, KeyboardInterrupt)


@contextmanager
def interrupts_kept() -> Generator[None]:
    """Let an interrupt from the keyboard that comes between pieces of work that are `kept` wait for the next one.

    A second one is raised wherever it comes, and so is one in the first second. Where the program handles interrupts in
    its own way nothing changes.
    """
    if current_thread() is not main_thread() or getsignal(SIGINT) is not default_int_handler:
        yield
        return
    interrupts, started = _Interrupts(), monotonic()

    def take(number: int, frame: object) -> None:
        if interrupts.within or interrupts.waiting or monotonic() - started < PATIENCE:
            raise KeyboardInterrupt
        interrupts.waiting = True

    token = _INTERRUPTS.set(interrupts)
    signal(SIGINT, take)
    try:
        yield
    finally:
        signal(SIGINT, default_int_handler)
        _INTERRUPTS.reset(token)


@contextmanager
def cut_off(deadline: float) -> Generator[None]:
    """Raise a TimeoutError in work that is `kept` and goes on for `GRACE` after a deadline without a look at the clock.

    Only in the main thread, and where the system has an alarm that nobody else waits for.
    """
    left = seconds_until(deadline)
    if left is None or current_thread() is not main_thread() or not _alarm_is_free():
        yield
        return
    interrupts = _INTERRUPTS.get() or _Interrupts()

    def ring(number: int, frame: FrameType | None) -> None:
        if interrupts.within and not _is_lost_or_harmful(frame):
            raise TimeoutError("the time limit came first")

    token = _INTERRUPTS.set(interrupts)
    signal(signals.SIGALRM, ring)
    signals.setitimer(signals.ITIMER_REAL, left + GRACE, AGAIN)
    try:
        yield
    finally:
        signals.setitimer(signals.ITIMER_REAL, 0)
        signal(signals.SIGALRM, SIG_DFL)
        _INTERRUPTS.reset(token)


def _is_lost_or_harmful(frame: FrameType | None) -> bool:
    """Tell whether an error would leave a module half loaded, or be lost in what an object does at its end."""
    while frame is not None:
        code = frame.f_code
        loads = code.co_filename.startswith("<frozen importlib")
        if loads or code.co_name == "__del__" or code.co_filename.endswith(("weakref.py", "_weakrefset.py")):
            return True
        frame = frame.f_back
    return False


def _alarm_is_free() -> bool:
    return hasattr(signals, "setitimer") and getsignal(signals.SIGALRM) == SIG_DFL


@contextmanager
def listening(listener: Listener) -> Generator[None]:
    """Let a listener be told how far the work is that is done inside.

    Examples
    --------
    >>> with listening(lambda *told: print(*told)):
    ...     list(counting("goals", "ab"))
    goals 0 2
    goals 1 2
    goals 2 2
    ['a', 'b']
    """
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def tell(what: str, done: int, total: int | None = None) -> None:
    """Tell how many of something are done, of how many where that is known."""
    if (listener := _LISTENER.get()) is not None:
        listener(what, done, total)


def counting(what: str, steps: Sequence[T]) -> Iterator[T]:
    """Go through steps, and tell how many of them are done."""
    for done, step in enumerate(steps):
        tell(what, done, len(steps))
        yield step
    tell(what, len(steps), len(steps))
