"""Who watches a study while it runs: until when it may take, and who is told what is being done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Generic, TypeVar

from ..games.errors import InputError
from ..games.numbers import rounded
from ..solvers.deadline import Stop, deadline_after, kept, seconds_until, stop_after

T = TypeVar("T")

_LEFT: Mapping[Stop, str] = {"time limit": "within the time limit", "interrupt": "before the interrupt"}


def _unheard(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Taken(Generic[T]):
    """The steps of a piece of work that were taken.

    Attributes
    ----------
    results
        What each of them gave, in order.
    stopped
        What came before the rest, "within the time limit" or "before the interrupt"; None where all were taken.
    """

    results: tuple[T, ...]
    stopped: str | None

    def note(self, left: Sequence[str]) -> tuple[str, ...]:
        """Return a sentence that names what is left, where something is."""
        return (f"Not reached {self.stopped}: {', '.join(left)}.",) if self.stopped else ()


@dataclass(frozen=True)
class Watch:
    """A study's end in time, and its listener.

    Attributes
    ----------
    deadline
        A reading of the clock `time.monotonic` after which nothing more is begun; infinity for none.
    tell
        Is called with what begins, in a few words.
    """

    deadline: float = inf
    tell: Callable[[str], object] = _unheard

    def begin(self, what: str) -> None:
        """Tell what begins.

        Raises
        ------
        TimeoutError
            If the deadline has passed.
        """
        stop_after(self.deadline)
        self.tell(what)

    def take(self, steps: Iterable[tuple[str, Callable[[], T]]]) -> Taken[T]:
        """Take steps, each with words for it, until the deadline passes or an interrupt comes from the keyboard."""
        results, stop = kept(self._taking(steps), -inf)
        return Taken(results, stop and _LEFT[stop])

    def ask(self, steps: Iterable[tuple[str, Callable[[], T]]]) -> Taken[T]:
        """Take steps, but where nobody watches pass an interrupt on: whoever asks then takes the results for whole."""
        if self is UNWATCHED:
            return Taken(tuple(step() for _, step in steps), None)
        return self.take(steps)

    def _taking(self, steps: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
        for what, step in steps:
            self.begin(what)
            yield step()

    def half(self) -> Watch:
        """Return a watch over half of the time that is left."""
        left = seconds_until(self.deadline)
        return self if left is None else replace(self, deadline=self.deadline - left / 2)


UNWATCHED = Watch()
"""No limit, and nobody who is told."""


def watch(time_limit: float | None = None, tell: Callable[[str], object] = _unheard) -> Watch:
    """Return a watch that begins now; None for no limit.

    Raises
    ------
    InputError
        If the limit is no number of seconds from 0.
    """
    if time_limit is not None and not time_limit >= 0:
        raise InputError(f"the time limit must be a number of seconds from 0, got {rounded(time_limit)}")
    return Watch(deadline_after(time_limit), tell)
