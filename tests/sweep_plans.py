"""A small plan that the tests of sweeps run in other processes, and that can be told to go wrong there."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tetrarchy.studies.sweep.columns.column import Column, Labelled
from tetrarchy.studies.sweep.study import Study
from tetrarchy.studies.sweep.sweep import solved, solved_again


def run(plan, **means):
    """Return the study of a plan of any kind."""
    return Study(plan, *solved(plan, **means))


def retry(folder, plan, **means):
    """Return the study of a folder in which the chunks that failed are solved again."""
    return Study(plan, *solved_again(folder, plan, **means))


@dataclass(frozen=True)
class Numbers:
    """Row k has the input sin k."""

    rows: int
    paths = ("x",)

    def __len__(self):
        return self.rows

    def points(self, start, stop):
        return {"x": np.sin(np.arange(start, stop, dtype=np.float64))}

    def described(self):
        return {"design": "numbers", "rows": self.rows}


@dataclass(frozen=True)
class Toy:
    """Four columns of each kind; `trouble` comes when row `where` is solved.

    Every process that solves a chunk leaves its number in the folder `notes`. The trouble "killed" comes once for each
    row of `where`, "exit" and "raise" come every time.
    """

    rows: int
    trouble: str = ""
    where: tuple[int, ...] = ()
    seconds: float = 0.0
    notes: str = ""
    name: str = "toy"

    @property
    def design(self):
        return Numbers(self.rows)

    def __len__(self):
        return self.rows

    @property
    def columns(self):
        kinds = {"x": "float", "square": "float", "remainder": "int", "positive": "bool", "name": "label"}
        return tuple(Column(name, kind, name) for name, kind in kinds.items())

    def solve(self, start, stop):
        if self.notes:
            Path(self.notes, f"pid-{os.getpid()}").touch()
        time.sleep(self.seconds)
        for row in self.where:
            if start <= row < stop:
                self._go_wrong(row)
        rows, x = np.arange(start, stop), self.design.points(start, stop)["x"]
        names = np.where(x > 0.9, "top", np.where(rows % 7 == 3, "three", "other"))
        words, codes = np.unique(names, return_inverse=True)
        return {
            "x": x,
            "square": np.where(rows % 11 == 0, np.nan, x * x),
            "remainder": (rows % 5).astype(np.int32),
            "positive": x > 0,
            "name": Labelled(codes.astype(np.int32), tuple(words.tolist())),
        }

    def described(self):
        return {"name": self.name, "design": self.design.described()}

    def _go_wrong(self, row):
        if self.trouble == "raise":
            raise ZeroDivisionError(f"row {row}")
        if self.trouble == "exit":
            os._exit(9)
        marker = Path(self.notes, f"killed-{row}")
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)


def bits(table):
    """Return everything that a table holds, so that equal means equal to the bit, NaN and all."""
    columns = {}
    for name in table.column_names:
        column = table[name].combine_chunks()
        if hasattr(column, "dictionary"):
            columns[name] = (column.indices.to_numpy().tobytes(), column.dictionary.to_pylist())
        else:
            columns[name] = column.to_numpy(zero_copy_only=False).tobytes()
    return str(table.schema), columns


def processes(notes):
    """Return the numbers of the processes that solved chunks."""
    return {int(path.name.removeprefix("pid-")) for path in Path(notes).glob("pid-*")}


def alive(process):
    """Return whether a process is there and is no zombie."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until(condition, seconds=20):
    """Wait for a condition, but not for ever; return whether it came about."""
    end = time.monotonic() + seconds
    while not (met := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return met
