"""A sheet of assumptions that was filled in, read back as changes of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from fractions import Fraction
from os import PathLike, fspath
from typing import Any

from ..games.errors import InputError
from ..games.normal_form import NormalFormGame
from ..games.numbers import read_fraction, rounded
from ..games.repeated.repetition import Repetition
from ..games.scenario.given import GivenScenario, scenario_of
from ..games.scenario.paths import canonical, payoff_place, read_path
from ..games.scenario.scenario import Scenario
from .files.contents import content_of
from .files.filled_sheet import heading_separator
from .files.separated import separated_table
from .files.table import Table
from .files.workbook import workbook_table
from .options import settings

COLUMNS = ("path", "value")
"""Those of a sheet that are read; all others are for people."""


def read_changes(scenario: GivenScenario, path: str | PathLike[str]) -> dict[str, Any]:
    """Return what a sheet of assumptions changes, as paths and values that `Scenario.replace` takes.

    Parameters
    ----------
    scenario
        The scenario, or the name or path of one, of which the sheet is.
    path
        A CSV file or an Excel workbook with the columns `path` and `value`, as `tetrarchy assumptions` writes it; all
        other columns are for people.

    Returns
    -------
    dict
        The values that are others than the scenario's. Where a share of a mix differs, the whole mix.

    Raises
    ------
    InputError
        If the file cannot be read, lacks a column, names a path that the scenario has not, or holds no number there;
        if the shares of a mix that changed do not sum to 1.
    """
    scenario, name = scenario_of(scenario), fspath(path)
    content, name = content_of(name)
    if isinstance(content, bytes):
        asked = _asked(workbook_table(content, name, dates=True))
    else:
        asked = _asked(separated_table(content, name, heading_separator(content, COLUMNS)))
    changed = {where: value for where, value in asked.items() if float(value) != float(_current(scenario, where, name))}
    whole = {where.rpartition(".")[0] for where in changed if ".orders." in where}
    values: dict[str, Any] = {where: value for where, value in changed.items() if ".orders." not in where}
    for mix in whole:
        values[mix] = {where.rpartition(".")[2]: value for where, value in _mix(scenario, mix, asked, changed).items()}
    _check(scenario, changed, values, name)
    return values


def changes(scenario: Scenario, texts: Iterable[str]) -> dict[str, Any]:
    """Return paths and values from the texts of `--set`: K=V, or @FILE for what a sheet of assumptions changes.

    What is set by itself stands above what sheets change; errors are those of `settings` and of `read_changes`.
    """
    files, given = parted(texts)
    return with_sheets(scenario, files, settings(given))


def parted(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return of the texts of `--set` the files that stand behind an @, and the other texts.

    Examples
    --------
    >>> parted(["p=1", "@sheet.csv"])
    (['sheet.csv'], ['p=1'])
    """
    texts = list(texts)
    files = [text[1:] for text in texts if text.startswith("@")]
    return files, [text for text in texts if not text.startswith("@")]


def with_sheets(scenario: Scenario, files: Iterable[str], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return what sheets of assumptions change, as paths and values, and above it what is set by itself."""
    values: dict[str, Any] = {}
    for file in files:
        values |= read_changes(scenario, file)
    named = {canonical(scenario, path) for path in own} if values else set()
    return {path: value for path, value in values.items() if canonical(scenario, path) not in named} | {**own}


def _asked(table: Table) -> dict[str, Fraction]:
    headers = [str(text).lower() for text in table.cells[0]] if len(table.cells) else []
    missing = [name for name in COLUMNS if name not in headers]
    if missing:
        raise InputError(f"{table.source}: expected columns path and value, {' and '.join(missing)} is missing")
    where, what = map(headers.index, COLUMNS)
    asked: dict[str, Fraction] = {}
    for row in range(1, len(table.cells)):
        path = str(table.cells[row, where])
        if not path:
            continue
        if path in asked:
            raise table.error(row, where, "expected each path once")
        try:
            asked[path] = read_fraction(table.cells[row, what])
        except ValueError:
            raise table.error(row, what, "expected a number") from None
    return asked


def _current(scenario: Scenario, path: str, name: str) -> Fraction:
    try:
        return _number_at(scenario, path)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None


def _number_at(scenario: Scenario, path: str) -> Fraction:
    match path.split("."):
        case ["game", "payoffs", *_] if isinstance(scenario.game, NormalFormGame):
            return scenario.game.exact[payoff_place(scenario.game, path)]
        case ["repeated", name] if name in (item.name for item in fields(Repetition)):
            return read_fraction(getattr(scenario.repeated or Repetition(), name))
        case _:
            return read_fraction(read_path(scenario, path))


def _mix(scenario: Scenario, mix: str, asked: dict[str, Fraction], changed: dict[str, Fraction]) -> dict[str, Fraction]:
    """Return the shares of a mix that the sheet gives, exact where they are the scenario's."""
    own = {where: value for where, value in asked.items() if where.rpartition(".")[0] == mix}
    return {where: changed.get(where, _number_at(scenario, where)) for where in own}


def _check(scenario: Scenario, changed: dict[str, Fraction], values: dict[str, Any], name: str) -> None:
    """Refuse values that cannot all hold, such as chances of types that do not sum to 1."""
    try:
        after = scenario.replace(values)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    for where, value in changed.items():
        if (found := _number_at(after, where)) != value:
            raise InputError(
                f"{name}: {where}: {rounded(value)} does not go with the other values of the sheet, which leave "
                f"{rounded(found)}"
            )
