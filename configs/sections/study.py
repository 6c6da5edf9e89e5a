"""The `[study]` of a scenario file: a sweep of the scenario, or every fault in its description at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from ...games.errors import InputError, unknown
from ...games.scenario.over import DECLARED, read_over
from ...games.scenario.scenario import Scenario
from ...studies.sweep.columns.concepts import questions
from ...studies.sweep.columns.pure import SELECTIONS
from ...studies.sweep.plan import Plan
from ...studies.sweep.points.design import Design
from ...studies.sweep.points.designs import DESIGNS, read_table
from ..faults import Fault, Faults
from ..faults import Path as Place
from ..schema import StudySection

Built = TypeVar("Built")


def read_study(values: Any, scenario: Scenario, folder: Path) -> Plan | list[Fault]:
    """Return the sweep that `[study]` describes, or the list of all its faults.

    Parameters
    ----------
    values
        The table as a TOML reader gives it, of sound form.
    folder
        Where a table that it names is looked for.
    """
    section, faults = StudySection.model_validate(values), Faults()
    if section.selection not in SELECTIONS:
        faults.add(("study", "selection"), unknown("selection", section.selection, SELECTIONS))
    for number, concept in enumerate(section.concepts):
        _attempt(("study", "concepts", number), faults, questions, scenario, [concept])
    design = _design(section, scenario, folder, faults)
    if design is None or faults.found:
        return faults.found
    plan = _attempt(("study",), faults, Plan, scenario, design, tuple(section.concepts), section.selection)
    return faults.found if plan is None else plan


def _design(section: StudySection, scenario: Scenario, folder: Path, faults: Faults) -> Design | None:
    if section.design not in DESIGNS:
        faults.add(("study", "design"), unknown("design", section.design, DESIGNS))
        return None
    kind = DESIGNS[section.design]
    if not kind.drawn:
        for name in ("samples", "seed"):
            if getattr(section, name) is not None:
                faults.add(("study", name), f"has no effect: the points of a {section.design} are listed", at_key=True)
    if section.file is not None:
        return _table(section, section.file, scenario, folder, faults)
    places = _places(section.over, faults)
    for path, (place, span) in places.items():
        _attempt(place, faults, kind.of, scenario, {path: span}, None, None)
    if faults.found:
        return None
    over = {path: span for path, (_, span) in places.items()}
    return _attempt(("study", "over"), faults, kind.of, scenario, over, section.samples, section.seed)


def _table(section: StudySection, file: str, scenario: Scenario, folder: Path, faults: Faults) -> Design | None:
    if section.design != "table":
        faults.add(("study", "file"), f'is for the design "table", not for "{section.design}"', at_key=True)
    if section.over is not None:
        faults.add(("study", "over"), "has no effect: the file names the paths", at_key=True)
    return _attempt(("study", "file"), faults, read_table, scenario, folder / file)


def _places(over: Any, faults: Faults) -> dict[str, tuple[Place, Any]]:
    """Return for each path where it stands in the file, and what it takes."""
    match over:
        case None:
            faults.add(("study",), "must say what varies: over or file is missing")
            return {}
        case list():
            entries = ((("study", "over", number), str(path), DECLARED) for number, path in enumerate(over))
        case dict():
            entries = _entries(over, ("study", "over"))
        case _:
            faults.add(("study", "over"), f"expected a list of paths or a table, got {over!r}")
            return {}
    places: dict[str, tuple[Place, Any]] = {}
    for place, path, taken in entries:
        if path in places:
            faults.add(place, f"{path} is varied twice")
        span = _attempt(place, faults, _span, path, taken)
        if span is not None:
            places[path] = (place, span[0])
    return places


def _entries(table: Mapping[str, Any], place: Place, path: str = "") -> Iterator[tuple[Place, str, Any]]:
    """Go through the paths of a table, whether their dots are in quoted keys or make tables of their own."""
    for key, taken in table.items():
        full = f"{path}.{key}" if path else key
        if isinstance(taken, dict):
            yield from _entries(taken, (*place, key), full)
        else:
            yield (*place, key), full, taken


def _span(path: str, taken: Any) -> tuple[Any]:
    """Return what a path takes, alone in a tuple: None is for the range held plausible."""
    text = ",".join(str(value) for value in taken) if isinstance(taken, list) else taken
    if not isinstance(text, str):
        raise InputError(f'expected "{DECLARED}", "LO:HI", "LO:HI:N", "A,B,C" or a list of numbers, got {taken!r}')
    return tuple(read_over({path: text}).values())


def _attempt(place: Place, faults: Faults, make: Callable[..., Built], *arguments: Any) -> Built | None:
    """Return what a function makes, or note why it refuses."""
    try:
        return make(*arguments)
    except InputError as error:
        faults.add(place, str(error))
        return None
