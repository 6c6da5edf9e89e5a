"""From a source to a Scenario: a shipped one by name, a file, or standard input.

A text that cannot be used is refused with every fault at once, each with file, line, column and field.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from os import PathLike, fspath
from os.path import exists
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..games.errors import InputError, expect, suggestion
from ..games.normal_form import NormalFormGame
from ..games.numbers import shown
from ..games.orders.codings import Coding
from ..games.scenario.scenario import Scenario
from ..games.sequence.tree import Tree
from ..games.sequence.tree_game import TreeGame
from .assemble import assemble, scenario_of_values
from .faults import Fault
from .files.bimatrix import bimatrix
from .files.contents import content_of, kind_of
from .files.nfg import read_nfg
from .files.page import is_page, scenario_text, setting_in, with_setting
from .files.separated import separated_table
from .files.toml import TomlError, read_toml
from .files.workbook import workbook_table
from .graph.gmcr import gmcr_values
from .positions import Position, Positions, positions
from .problems import Problem, ScenarioError, problem_at
from .sections.coding import coding_or_faults
from .sections.game import WORLD
from .sequence.efg import tree_of_efg

if TYPE_CHECKING:
    from ..studies.sweep.plan import Plan

Sound = TypeVar("Sound")

LONGEST_NAME = 400
"""Characters of a field's name in a message."""


def load(source: str | PathLike[str]) -> Scenario:
    """Return the scenario that a source describes.

    Parameters
    ----------
    source
        The name of a shipped scenario, the path of a file, or "-" for standard input. What is in a file is told by its
        content: a scenario in TOML, or in a page of `tetrarchy explore`; a game or a tree in Gambit's .nfg or .efg
        form; a two-player game in CSV or an Excel workbook; or a conflict in the JSON of GMCR+ (.gmcr).

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
    return _parsed(*read_source(source))[0]


def load_study(source: str | PathLike[str]) -> Plan | None:
    """Return the sweep that the `[study]` of a source describes, None where it has none.

    Sources and errors are those of `load`. A table that the study names is looked for beside the file.
    """
    return _parse_both(*read_source(source))[1]


def load_both(source: str | PathLike[str]) -> tuple[Scenario, Plan | None]:
    """Return the scenario of a source and the sweep of its `[study]`, if it has one; errors as in `load_study`."""
    return _parse_both(*read_source(source))


def load_coding(source: str | PathLike[str]) -> Coding:
    """Return the coding of the value matrix that a file in TOML holds, as `tetrarchy coders` writes one.

    Parameters
    ----------
    source
        The path of the file, or "-" for standard input.

    Raises
    ------
    ScenarioError
        If the text cannot be used; `problems` lists every fault.
    InputError
        If there is no such file, or it cannot be read.
    """
    content, name = content_of(source)
    if isinstance(content, bytes):
        raise InputError(f"{name}: is a zip archive; a coding is read from TOML")
    return sound(coding_or_faults(toml_values(content, name)), content, name)


def parse(text: str, source: str) -> Scenario:
    """Return the scenario that a text describes: TOML, Gambit's forms where it begins with "NFG" or "EFG", or CSV.

    Parameters
    ----------
    source
        The name that error messages and results give to the text.

    Raises
    ------
    ScenarioError
        If the text cannot be used; `problems` lists every fault.
    """
    expect(text, str, "a scenario as text")
    expect(source, str, "a name for the text")
    return _parsed(text, source)[0]


def parse_study(text: str, source: str) -> Plan | None:
    """Return the sweep that the `[study]` of a text describes, None where it has none; errors as in `parse`."""
    return _parse_both(text, source)[1]


def shipped() -> tuple[str, ...]:
    """Return the names of the scenarios that ship with the package, sorted."""
    return tuple(sorted(_shipped()))


def rooms() -> Mapping[str, str]:
    """Return for each shipped scenario the room that it stands in, a folder of `configs/scenarios`."""
    return {name: room for name, (room, _) in sorted(_shipped().items())}


def _parse_both(content: str | bytes, source: str) -> tuple[Scenario, Plan | None]:
    from .sections.study import read_study

    scenario, values = _parsed(content, source)
    if isinstance(content, bytes) or "study" not in values:
        return scenario, None
    text = scenario_text(content) if is_page(content) else content
    return scenario, sound(read_study(values["study"], scenario, Path(source).parent), text, source)


def read_source(source: str | PathLike[str]) -> tuple[str | bytes, str]:
    """Return the text of a source, or the bytes of a workbook, and the name that messages give it.

    Sources are those of `load`; an InputError if there is none, or it cannot be read.
    """
    expect(source, (str, PathLike), "the name of a scenario or the path of a file")
    name = fspath(source)
    if name in (found := _shipped()):
        return found[name][1].read_text(encoding="utf-8"), name
    if name != "-" and not Path(name).suffix and not exists(name):
        if name == WORLD:
            raise InputError(
                f"{name}: is a world of states, no scenario; from Python load_world reads it and solve_world solves "
                "it, on the command line tetrarchy world"
            )
        known = ", ".join(shipped())
        raise InputError(
            f"no scenario or file {shown(name, 200)}{suggestion(name, shipped())}; shipped scenarios: {known}"
        )
    return content_of(name)


def _parsed(content: str | bytes, source: str) -> tuple[Scenario, dict[str, Any]]:
    """Return the scenario that a content describes, and the plain values of its text if it is in TOML."""
    if isinstance(content, bytes):
        return _of_game(bimatrix(workbook_table(content, source)), source), {}
    match kind_of(content, source):
        case "nfg":
            return _of_game(read_nfg(content, source), source), {}
        case "efg":
            return _of_tree(tree_of_efg(content, source), source), {}
        case "table":
            return _of_game(bimatrix(separated_table(content, source)), source), {}
        case "gmcr":
            return scenario_of_values(gmcr_values(content, source), source), {}
        case "toml":
            values = toml_values(content, source)
            return sound(assemble(values, source), content, source), values
        case "page":
            return _of_page(content, source)


def _of_page(page: str, source: str) -> tuple[Scenario, dict[str, Any]]:
    """Return the scenario inside a page, with the numbers that were set when it was saved, and its plain values."""
    text = scenario_text(page)
    values = toml_values(text, source)
    scenario = sound(assemble(values, source), text, source)
    if not (setting := setting_in(page, source)):
        return scenario, values
    values = with_setting(values, setting, scenario, source)
    return sound(assemble(values, source), text, source), values


def _of_game(game: NormalFormGame, source: str) -> Scenario:
    return Scenario(title=game.title or source, game=game, source=source)


def _of_tree(tree: Tree, source: str) -> Scenario:
    return Scenario(title=tree.title or source, game=TreeGame(tree), source=source)


def toml_values(text: str, source: str) -> dict[str, Any]:
    """Return the plain values of a text in TOML."""
    try:
        return read_toml(text)
    except TomlError as error:
        raise ScenarioError([problem_at(error.place, text, source, error.message)]) from None


def sound(read: Sound | list[Fault], text: str, source: str) -> Sound:
    """Return what was read of a text, or raise its faults."""
    if not isinstance(read, list):
        return read
    places = positions(text if any(fault.path for fault in read) else "")
    raise ScenarioError([_fault_problem(fault, source, text, places) for fault in read])


@cache
def _shipped() -> Mapping[str, tuple[str, Traversable]]:
    """Return the room and the file of each shipped scenario."""
    rooms = [each for each in (resources.files("tetrarchy.configs") / "scenarios").iterdir() if each.is_dir()]
    return {
        file.name.removesuffix(".toml"): (room.name, file)
        for room in rooms
        for file in room.iterdir()
        if file.name.endswith(".toml")
    }


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
