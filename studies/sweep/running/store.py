"""The folder of a study: a manifest, one Parquet file for each chunk of rows, a note on each chunk that failed.

    manifest.json               the study in full, its columns and versions, their hash; rows, and rows in a chunk
    parts/part-000123.parquet   the rows of one chunk, whole or not there
    failed/000123.json          a chunk that could not be solved: its rows' inputs, the error

File names are the only state. A file is written under another name, synced to the disk and then renamed, so that what
has its name is whole, whenever the writer was stopped. On top of that every file has the checksum of its own bytes
(`seals`), and a part its place in the study; both are checked whenever a file is read, and a file that does not belong
is refused. The size of a chunk is settled by the manifest and is no part of the hash: the rows are the same however
they are cut.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ....games.errors import InputError
from ....games.numbers import counted, fixed
from ....games.text.shown import Shown
from ..columns.column import Column
from .chunks import Cut, Failure, RowPlan
from .durable import clear, durable, first_wins, is_temporary
from .parts import damaged, is_whole, read_part, row_bytes, write_part
from .seals import read_json, sealed_json

SCHEMA = "tetrarchy.sweep-folder/1"
VERSIONS = ("tetrarchy", "numpy", "scipy")
MANIFEST = "manifest.json"
MOST_DIFFERENCES = 5
LONGEST_VALUE = 60


class NotAStudy(InputError):
    """A folder holds something else than a study; nothing in it was touched."""


class DifferentStudy(InputError):
    """A folder holds another study than the one asked for; the message says what differs."""


@dataclass(frozen=True)
class Survey:
    """The chunks of a folder: those that are solved, and those that were set aside."""

    whole: frozenset[int]
    failed: frozenset[int]


@dataclass(frozen=True, repr=False)
class Status(Shown):
    """How far the study of a folder is; `described` is the study in full.

    Attributes
    ----------
    folder
        As it was given.
    done, failed, left
        Rows whose part is whole, rows of chunks that were set aside, and rows to solve.
    size
        Bytes of all parts.
    """

    folder: str
    described: Mapping[str, Any]
    rows: int
    done: int
    failed: int
    left: int
    chunk: int
    size: int


@dataclass(frozen=True, eq=False)
class Store:
    """The folder of one study; `cut` is how its rows are cut into parts, `identity` the hash of what they rest on."""

    path: Path
    identity: str
    columns: tuple[Column, ...]
    cut: Cut
    described: Mapping[str, Any]

    def part(self, number: int) -> Path:
        """Return where the rows of a chunk are."""
        return self.path / "parts" / f"part-{number:06d}.parquet"

    def note(self, number: int) -> Path:
        """Return where a chunk that failed is noted."""
        return self.path / "failed" / f"{number:06d}.json"

    def write(self, number: int, table: Any) -> None:
        """Write the rows of a chunk, and drop the note that it failed."""
        with durable(self.part(number)) as file:
            write_part(file, table, self.columns, self._place(number))
        self.note(number).unlink(missing_ok=True)

    def read(self, number: int, names: Sequence[str] | None = None) -> Any:
        """Return the rows of a chunk as an Arrow table, or some of their columns; errors as in `read_part`."""
        return read_part(self.part(number), self.cut.size(number), self._place(number), names)

    def record(self, failure: Failure, inputs: Mapping[str, Any]) -> None:
        """Note a chunk that failed, with the inputs of its rows."""
        note = {"schema": "tetrarchy.sweep-failure/1", "study": self.identity, **asdict(failure), "inputs": inputs}
        with durable(self.note(failure.number)) as file:
            file.write(sealed_json(note))

    def failures(self, numbers: Iterable[int]) -> tuple[Failure, ...]:
        """Return chunks that failed, as they were noted.

        Raises
        ------
        NotAStudy
            If a note cannot be read, is not as it was written, or is on another chunk.
        """
        return tuple(map(self._failure, sorted(numbers)))

    def survey(self, checked: Container[int] | None = None) -> Survey:
        """Look at every part and every note; a part counts for more than a note that its chunk failed.

        Parameters
        ----------
        checked
            The chunks whose files are checked byte for byte, all of them where left out. Others are checked when they
            are read.

        Raises
        ------
        InputError
            If a file is damaged, cannot be read, or is none of the study's; the message names it.
        """
        whole, noted = self._present("parts", self.part), self._present("failed", self.note)
        asked = sorted(number for number in whole if checked is None or number in checked)
        if broken := [self.part(number) for number in asked if not self._whole(number)]:
            raise damaged(broken)
        self.failures(number for number in noted if checked is None or number in checked)
        return Survey(whole, noted - whole)

    def tidy(self) -> None:
        """Remove half-written files of processes of this machine that are dead."""
        for place in (self.path, self.path / "parts", self.path / "failed"):
            clear(place)

    def _failure(self, number: int) -> Failure:
        path = self.note(number)
        try:
            note = read_json(path)
        except InputError as error:
            raise NotAStudy(f"{error}; without it the chunk is solved") from error
        if (note.get("study"), note.get("number")) != (self.identity, number):
            raise NotAStudy(f"{path}: is no note on this chunk; without it the chunk is solved")
        return Failure(**{name: note[name] for name in Failure.__dataclass_fields__})

    def _present(self, place: str, path_of: Callable[[int], Path]) -> frozenset[int]:
        """Return the chunks that have a file in a place; what is hidden there is not looked at."""
        numbers = set[int]()
        for path in sorted((self.path / place).glob("[!.]*")):
            digits = re.search(r"\d{6,}", path.name)
            number = int(digits[0]) if digits else -1
            if not 0 <= number < len(self.cut) or path_of(number).name != path.name:
                raise NotAStudy(f"{path}: is no file of this study; remove it")
            numbers.add(number)
        return frozenset(numbers)

    def _whole(self, number: int) -> bool:
        return is_whole(self.part(number), self.cut.size(number), self._place(number))

    def _place(self, number: int) -> dict[str, str]:
        return {"study": self.identity, "first_row": str(self.cut.bounds(number)[0])}


def open_store(path: Path, plan: RowPlan, chunk: Callable[[], int]) -> Store:
    """Return the folder of a plan, made where it is not there; an existing one keeps its size of chunks.

    Raises
    ------
    NotAStudy
        If the path is a file, or a folder with other things in it.
    DifferentStudy
        If the folder holds another study.
    InputError
        If the folder cannot be written, or the rows would not fit on the disk even at half their size in memory.
    """
    path = path.resolve()
    if not (path / MANIFEST).exists():
        _check_free(path)
        _check_space(path, plan)
        try:
            _create(path, plan, chunk())
        except OSError as error:
            raise InputError(f"{path}: cannot be written ({error})") from error
    return join_store(path, plan)


def join_store(path: Path, plan: RowPlan) -> Store:
    """Return the folder of a plan that is there.

    Raises
    ------
    NotAStudy
        If there is no manifest, or one that cannot be read.
    DifferentStudy
        If the folder holds another study.
    """
    store = read_store(path)
    if store.identity != identity(plan):
        raise DifferentStudy(f"{path} holds another study: {_differences(path, plan)}; give another folder")
    for place in ("parts", "failed"):
        (store.path / place).mkdir(exist_ok=True)
    return store


def read_store(path: Path) -> Store:
    """Return the folder of a study that is there.

    Raises
    ------
    NotAStudy
        If there is no manifest, or one that cannot be read or is not as it was written.
    """
    manifest = _manifest(path.resolve())
    try:
        columns = tuple(Column(c["name"], c["kind"], c["meaning"], tuple(c["labels"])) for c in manifest["columns"])
        cut = Cut(manifest["rows"], manifest["chunk"])
        return Store(path.resolve(), manifest["identity"], columns, cut, manifest["study"])
    except (KeyError, TypeError) as error:
        raise NotAStudy(f"{path / MANIFEST}: is no manifest of a study ({error})") from error


def status(folder: str | Path) -> Status:
    """Say how far the study of a folder is.

    Raises
    ------
    NotAStudy
        If the folder holds no study.
    InputError
        If a part is damaged.
    """
    store = read_store(Path(folder))
    survey = store.survey()
    done, failed = store.cut.total(survey.whole), store.cut.total(survey.failed)
    size = sum(store.part(number).stat().st_size for number in survey.whole)
    rows, chunk = store.cut.rows, store.cut.chunk
    return Status(str(folder), store.described, rows, done, failed, rows - done - failed, chunk, size)


def identity(plan: RowPlan) -> str:
    """Return the SHA-256 of everything that the rows depend on: the study, the columns, the versions."""
    return hashlib.sha256(json.dumps(_essence(plan), sort_keys=True).encode()).hexdigest()


def _create(path: Path, plan: RowPlan, chunk: int) -> None:
    """Write the manifest; where shards start together the first one settles the size of a chunk."""
    path.mkdir(parents=True, exist_ok=True)
    columns = [asdict(column) for column in plan.columns]
    essence = {**_essence(plan), "columns": columns}
    manifest = {"schema": SCHEMA, "identity": identity(plan), "rows": len(plan), "chunk": chunk, **essence}
    with durable(path / MANIFEST, first_wins) as file:
        file.write(sealed_json(manifest))


def _essence(plan: RowPlan) -> dict[str, Any]:
    columns = [[column.name, column.kind] for column in plan.columns]
    return {"study": plan.described(), "columns": columns, "versions": {name: version(name) for name in VERSIONS}}


def _manifest(path: Path) -> dict[str, Any]:
    if not (path / MANIFEST).exists():
        raise NotAStudy(f"{path}: holds no study (there is no {MANIFEST})")
    try:
        manifest = read_json(path / MANIFEST)
    except ValueError as error:
        raise NotAStudy(f"{error}; give another folder") from error
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        raise NotAStudy(f"{path / MANIFEST}: expected the schema {SCHEMA}")
    return manifest


def _check_free(path: Path) -> None:
    if path.is_file():
        raise NotAStudy(f"{path}: expected a folder, got a file")
    names = sorted(entry.name for entry in path.iterdir()) if path.exists() else []
    if others := [name for name in names if not is_temporary(name)]:
        raise NotAStudy(f"{path}: holds other things and no study ({', '.join(others[:3])}); give a new folder")


def _check_space(path: Path, plan: RowPlan) -> None:
    there = next(place for place in (path, *path.parents) if place.exists())
    free, needed = shutil.disk_usage(there).free, row_bytes(plan.columns) * len(plan) / 2
    if needed > free:
        raise InputError(
            f"{counted(len(plan))} rows need more than {fixed(needed / 1e9, 1)} GB; {there} has "
            f"{fixed(free / 1e9, 1)} GB"
        )


def _differences(path: Path, plan: RowPlan) -> str:
    there, here = _manifest(path), json.loads(json.dumps(_essence(plan)))
    there["columns"] = [[column["name"], column["kind"]] for column in there["columns"]]
    told = [f"{name}: {a} there, {b} here" for key in here for name, a, b in _compared(key, there.get(key), here[key])]
    more = f" and {len(told) - MOST_DIFFERENCES} more" if len(told) > MOST_DIFFERENCES else ""
    return "; ".join(told[:MOST_DIFFERENCES]) + more


def _compared(name: str, there: Any, here: Any) -> Iterator[tuple[str, str, str]]:
    """Go through the places at which two nested values differ, with the values there, shortened."""
    if isinstance(there, dict) and isinstance(here, dict):
        for key in dict.fromkeys([*there, *here]):
            yield from _compared(f"{name}.{key}", there.get(key), here.get(key))
    elif there != here:
        yield name, _short(there), _short(here)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 3]}..."
