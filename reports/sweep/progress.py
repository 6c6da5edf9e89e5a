"""How far a sweep is, and what it will take: lines while it runs, documents for `status` and `--dry-run`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from ...games.numbers import counted, duration, fixed, number, several
from ...studies.sweep.running.pilot import Pilot
from ...studies.sweep.running.progress import Progress, progress_line
from ...studies.sweep.running.store import Status
from ..format.blocks import Block, Heading, Paragraph, Table
from ..format.provenance import version

QUIET = 2.0
"""Seconds in which nothing is said: a short sweep speaks through its result."""

APART = 10.0
"""Seconds after which something is said, whether or not a tenth of the rows was solved."""


@dataclass
class ProgressLines:
    """Tells progress in lines: one for each tenth of the rows, or for ten seconds without one.

    A sweep that has said nothing when its last rows come speaks through its result.
    """

    say: Callable[[str], object]
    began: float = field(default_factory=perf_counter)
    told: float = field(default_factory=perf_counter)
    tenths: int = 0
    silent: bool = True

    def __call__(self, progress: Progress) -> None:
        """Say how far it is, if it is time."""
        now, tenths = perf_counter(), 10 * progress.done // max(progress.rows, 1)
        if self.silent and progress.done + progress.failed >= progress.rows:
            return
        if now - self.began >= QUIET and (tenths > self.tenths or now - self.told >= APART):
            self.told, self.tenths, self.silent = now, tenths, False
            self.say(progress_line(progress))


def pilot_report(pilot: Pilot) -> Iterator[Block]:
    """Give what a sweep is expected to take."""
    yield Heading("Dry run: nothing is solved but a few rows, to time them", 1)
    rows = (
        ("rows", counted(pilot.rows)),
        ("chunks", f"{counted(pilot.chunks)} of up to {several(pilot.chunk, 'row')}"),
        ("time", f"{duration(pilot.seconds)} with {several(pilot.workers, 'process', 'processes')}"),
        ("size on disk", size_words(pilot.size)),
    )
    yield Table("What the sweep is expected to take", ("", ""), rows)


def pilot_json(pilot: Pilot) -> dict[str, Any]:
    """Return what a sweep is expected to take in the schema tetrarchy.sweep-pilot/1; seconds, and bytes."""
    return {"schema": "tetrarchy.sweep-pilot/1", "version": version(), **asdict(pilot)}


def status_report(status: Status) -> Iterator[Block]:
    """Give how far the study of a folder is, and what to do about it."""
    yield Heading(f"Sweep in {status.folder}: {status.described['scenario']['title']}", 1)
    counts = {"rows": status.rows, "solved": status.done, "failed": status.failed, "left": status.left}
    rows = [(name, counted(count)) for name, count in counts.items()]
    yield Table(
        f"{status.described['design']['design']}, in chunks of up to {several(status.chunk, 'row')}",
        ("", ""),
        (*rows, ("size on disk", size_words(status.size))),
    )
    if status.failed:
        yield Paragraph(
            f"Failed rows are noted in {Path(status.folder) / 'failed'}; "
            f"tetrarchy sweep retry {status.folder} solves them again."
        )
    if status.left:
        yield Paragraph("The command that began the study goes on with what is left.")


def status_json(status: Status) -> dict[str, Any]:
    """Return how far the study of a folder is in the schema tetrarchy.sweep-status/1."""
    values = asdict(status)
    study = values.pop("described")
    return {"schema": "tetrarchy.sweep-status/1", "version": version(), **values, "study": study}


def size_words(size: float) -> str:
    """Return a number of bytes in the unit that fits it.

    Examples
    --------
    >>> size_words(900), size_words(2_500_000), size_words(12e9)
    ('900 B', '2.5 MB', '12 GB')
    """
    for unit, least in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= least:
            return f"{number(size / least, 1)} {unit}"
    return f"{fixed(size)} B"
