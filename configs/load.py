"""From a source to a Scenario: a shipped one by name, a TOML or .nfg file, or standard input.

A text that cannot be used is refused with every fault at once, each with file, line, column and field.
"""

from __future__ import annotations

import re
import sys
import tomllib
from decimal import Decimal
from importlib import resources
from importlib.resources.abc import Traversable
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..games.errors import InputError, suggestion
from ..games.numbers import counted
from ..games.scenario.scenario import Scenario
from .assemble import assemble
from .faults import Fault
from .nfg import read_nfg
from .positions import Position, Positions, positions
from .problems import Problem, ScenarioError, problem_at

if TYPE_CHECKING:
    from ..studies.sweep.plan import Plan

Sound = TypeVar("Sound")

LARGEST_FILE = 8_000_000
"""Bytes; a larger file is refused before it is read."""


def load(source: str | PathLike[str]) -> Scenario:
    """Return the scenario that a source describes.

    Parameters
    ----------
    source
        The name of a shipped scenario, the path of a `.toml` or `.nfg` file, or "-" for a scenario in TOML (or a game
        in .nfg form) on standard input.

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
    return parse(*_read(source))


def load_study(source: str | PathLike[str]) -> Plan | None:
    """Return the sweep that the `[study]` of a source describes, None where it has none.

    Sources and errors are those of `load`. A table that the study names is looked for beside the file.
    """
    return parse_study(*_read(source))


def load_both(source: str | PathLike[str]) -> tuple[Scenario, Plan | None]:
    """Return the scenario of a source and the sweep of its `[study]`, if it has one; errors as in `load_study`."""
    return _parse_both(*_read(source))


def parse(text: str, source: str) -> Scenario:
    """Return the scenario that a text describes: TOML, or Gambit's .nfg form where it begins with "NFG".

    Parameters
    ----------
    source
        The name that error messages and results give to the text.

    Raises
    ------
    ScenarioError
        If the text cannot be used; `problems` lists every fault.
    """
    if _in_nfg_form(text, source):
        return _parse_nfg(text, source)
    return _sound(assemble(_values(text, source), source), text, source)


def parse_study(text: str, source: str) -> Plan | None:
    """Return the sweep that the `[study]` of a text describes, None where it has none; errors as in `parse`."""
    return _parse_both(text, source)[1]


def shipped() -> tuple[str, ...]:
    """Return the names of the scenarios that ship with the package, sorted."""
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in _folder().iterdir() if entry.name.endswith(".toml"))
    )


def _parse_both(text: str, source: str) -> tuple[Scenario, Plan | None]:
    from .sections.study import read_study

    if _in_nfg_form(text, source):
        return _parse_nfg(text, source), None
    values = _values(text, source)
    scenario = _sound(assemble(values, source), text, source)
    if "study" not in values:
        return scenario, None
    return scenario, _sound(read_study(values["study"], scenario, Path(source).parent), text, source)


def _read(source: str | PathLike[str]) -> tuple[str, str]:
    """Return the text of a source, and the name that messages give it."""
    name = fspath(source)
    if name == "-":
        return _decoded(sys.stdin.buffer.read(LARGEST_FILE + 1), "<stdin>"), "<stdin>"
    if name in shipped():
        return (_folder() / f"{name}.toml").read_text(encoding="utf-8"), name
    path = Path(name)
    if not path.suffix and not path.exists():
        raise InputError(
            f"no scenario or file {name!r}{suggestion(name, shipped())}; shipped scenarios: {', '.join(shipped())}"
        )
    return _decoded(_bytes_of(path), name), name


def _values(text: str, source: str) -> dict[str, Any]:
    """Return the plain values of a text in TOML."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError([_syntax_problem(text, source, str(error))]) from None
    except ValueError:
        raise ScenarioError([Problem(source, None, None, "", "holds an integer of thousands of digits")]) from None
    except RecursionError:
        raise ScenarioError([Problem(source, None, None, "", "is nested too deeply to be a scenario")]) from None


def _sound(read: Sound | list[Fault], text: str, source: str) -> Sound:
    """Return what was read of a text, or raise its faults."""
    if not isinstance(read, list):
        return read
    places = positions(text)
    raise ScenarioError([_fault_problem(fault, source, text, places) for fault in read])


def _in_nfg_form(text: str, source: str) -> bool:
    return source.endswith(".nfg") or text.lstrip().startswith("NFG")


def _folder() -> Traversable:
    return resources.files("tetrarchy.configs") / "scenarios"


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def _decoded(content: bytes, source: str) -> str:
    if len(content) > LARGEST_FILE:
        raise InputError(f"{source}: is larger than {counted(LARGEST_FILE)} bytes, the most that is read as a scenario")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        what = f"expected UTF-8 text, got the byte 0x{content[error.start]:02x}"
        raise ScenarioError([Problem(source, line, column, "", what)]) from None


def _parse_nfg(text: str, source: str) -> Scenario:
    game = read_nfg(text, source)
    return Scenario(title=game.title or source, game=game, source=source)


def _syntax_problem(text: str, source: str, message: str) -> Problem:
    where = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    lines = text.split("\n")
    place = Position(int(where[1]), int(where[2])) if where else Position(len(lines), len(lines[-1]) + 1)
    what = re.sub(r" \(at [^()]*\)$", "", message)
    return problem_at(place, text, source, f"is not valid TOML: {what[:1].lower()}{what[1:]}")


def _fault_problem(fault: Fault, source: str, text: str, places: Positions) -> Problem:
    place = places.key(fault.path) if fault.at_key else places.value(fault.path)
    if fault.column is not None:
        place = _within(text, place, fault.column)
    return problem_at(place, text, source, fault.message, ".".join(str(step) for step in fault.path))


def _within(text: str, place: Position, column: int) -> Position:
    """Return where a character of a quoted text stands, or the quote where it cannot be told from the line alone."""
    written = text.split("\n")[place.line - 1][place.column - 1 :]
    if written.startswith(('"""', "'''")) or "\\" in written[:column]:
        return place
    return Position(place.line, place.column + column)
