"""From a source to a Scenario: a shipped one by name, a file, or standard input.

A text that cannot be used is refused with every fault at once, each with file, line, column and field.
"""

from __future__ import annotations

import sys
from importlib import resources
from importlib.resources.abc import Traversable
from os import PathLike, fspath
from os.path import exists
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..games.errors import InputError, suggestion
from ..games.normal_form import NormalFormGame
from ..games.numbers import counted, shown
from ..games.scenario.scenario import Scenario
from .assemble import assemble
from .faults import Fault
from .files.bimatrix import bimatrix
from .files.contents import decoded, is_zip, kind_of
from .files.page import scenario_text, setting_in, with_setting
from .files.separated import separated_table
from .files.toml import TomlError, read_toml
from .files.workbook import workbook_table
from .nfg import read_nfg
from .positions import Position, Positions, positions
from .problems import Problem, ScenarioError, problem_at

if TYPE_CHECKING:
    from ..studies.sweep.plan import Plan

Sound = TypeVar("Sound")

LARGEST_FILE = 8_000_000
"""Bytes; a larger file is refused before it is read."""

LONGEST_NAME = 400
"""Characters of a field's name in a message."""


def load(source: str | PathLike[str]) -> Scenario:
    """Return the scenario that a source describes.

    Parameters
    ----------
    source
        The name of a shipped scenario, the path of a file, or "-" for standard input. What is in a file is told by its
        content: a scenario in TOML, or in a page of `tetrarchy explore`; a game in Gambit's .nfg form; or a game of two
        players in CSV or an Excel workbook.

    Raises
    ------
    ScenarioError
        If the text cannot be used; `problems` lists every fault.
    InputError
        If there is no such scenario or file, or it cannot be read.

    Examples
    --------
    >>> load("prisoners-dilemma").title
    "Prisoner's dilemma"
    """
    return _parsed(*_read(source))[0]


def load_study(source: str | PathLike[str]) -> Plan | None:
    """Return the sweep that the `[study]` of a source describes, None where it has none.

    Sources and errors are those of `load`. A table that the study names is looked for beside the file.
    """
    return _parse_both(*_read(source))[1]


def load_both(source: str | PathLike[str]) -> tuple[Scenario, Plan | None]:
    """Return the scenario of a source and the sweep of its `[study]`, if it has one; errors as in `load_study`."""
    return _parse_both(*_read(source))


def parse(text: str, source: str) -> Scenario:
    """Return the scenario that a text describes: TOML, Gambit's .nfg form where it begins with "NFG", or CSV.

    Parameters
    ----------
    source
        The name that error messages and results give to the text.

    Raises
    ------
    ScenarioError
        If the text cannot be used; `problems` lists every fault.
    """
    return _parsed(text, source)[0]


def parse_study(text: str, source: str) -> Plan | None:
    """Return the sweep that the `[study]` of a text describes, None where it has none; errors as in `parse`."""
    return _parse_both(text, source)[1]


def shipped() -> tuple[str, ...]:
    """Return the names of the scenarios that ship with the package, sorted."""
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in _folder().iterdir() if entry.name.endswith(".toml"))
    )


def _parse_both(content: str | bytes, source: str) -> tuple[Scenario, Plan | None]:
    from .sections.study import read_study

    scenario, values = _parsed(content, source)
    if isinstance(content, bytes) or "study" not in values:
        return scenario, None
    return scenario, _sound(read_study(values["study"], scenario, Path(source).parent), content, source)


def _read(source: str | PathLike[str]) -> tuple[str | bytes, str]:
    """Return the text of a source, or the bytes of a workbook, and the name that messages give it."""
    name = fspath(source)
    if name == "-":
        if sys.stdin is None:
            raise InputError("standard input: cannot be read: it is closed")
        return _content(sys.stdin.buffer.read(LARGEST_FILE + 1), "<stdin>"), "<stdin>"
    if name in shipped():
        return (_folder() / f"{name}.toml").read_text(encoding="utf-8"), name
    path = Path(name)
    if not path.suffix and not exists(name):
        known = ", ".join(shipped())
        raise InputError(
            f"no scenario or file {shown(name, 200)}{suggestion(name, shipped())}; shipped scenarios: {known}"
        )
    return _content(_bytes_of(path), name), name


def _parsed(content: str | bytes, source: str) -> tuple[Scenario, dict[str, Any]]:
    """Return the scenario that a content describes, and the plain values of its text if it is in TOML."""
    if isinstance(content, bytes):
        return _of_game(bimatrix(workbook_table(content, source)), source), {}
    match kind_of(content, source):
        case "nfg":
            return _of_game(read_nfg(content, source), source), {}
        case "table":
            return _of_game(bimatrix(separated_table(content, source)), source), {}
        case "toml":
            values = _values(content, source)
            return _sound(assemble(values, source), content, source), values
        case "page":
            return _of_page(content, source), {}


def _of_page(page: str, source: str) -> Scenario:
    """Return the scenario inside a page, with the numbers that were set when it was saved."""
    text = scenario_text(page)
    values = _values(text, source)
    scenario = _sound(assemble(values, source), text, source)
    if not (setting := setting_in(page, source)):
        return scenario
    values = with_setting(values, setting, scenario, source)
    return _sound(assemble(values, source), text, source)


def _of_game(game: NormalFormGame, source: str) -> Scenario:
    return Scenario(title=game.title or source, game=game, source=source)


def _values(text: str, source: str) -> dict[str, Any]:
    """Return the plain values of a text in TOML."""
    try:
        return read_toml(text)
    except TomlError as error:
        raise ScenarioError([problem_at(error.place, text, source, error.message)]) from None


def _sound(read: Sound | list[Fault], text: str, source: str) -> Sound:
    """Return what was read of a text, or raise its faults."""
    if not isinstance(read, list):
        return read
    places = positions(text if any(fault.path for fault in read) else "")
    raise ScenarioError([_fault_problem(fault, source, text, places) for fault in read])


def _folder() -> Traversable:
    return resources.files("tetrarchy.configs") / "scenarios"


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        what = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"{path}: cannot be read: {what}") from None


def _content(content: bytes, source: str) -> str | bytes:
    if len(content) > LARGEST_FILE:
        raise InputError(f"{source}: is larger than {counted(LARGEST_FILE)} bytes, the most that is read as a scenario")
    return content if is_zip(content) else decoded(content, source)


def _fault_problem(fault: Fault, source: str, text: str, places: Positions) -> Problem:
    place = places.key(fault.path) if fault.at_key else places.value(fault.path)
    if fault.column is not None:
        place = _within(text, place, fault.column)
    steps = (step if step.isprintable() else repr(step)[1:-1] for step in map(str, fault.path))
    name = ".".join(steps)
    return problem_at(
        place, text, source, fault.message, name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}..."
    )


def _within(text: str, place: Position, column: int) -> Position:
    """Return where a character of a quoted text stands, or the quote where it cannot be told from the line alone."""
    written = text.split("\n", place.line)[place.line - 1][place.column - 1 :]
    if written.startswith(('"""', "'''")) or "\\" in written[:column]:
        return place
    return Position(place.line, place.column + column)
