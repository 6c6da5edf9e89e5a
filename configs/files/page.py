"""The scenario inside a page of `tetrarchy explore`, with the numbers and the order that were set when it was saved."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ...games.errors import InputError, unknown
from ...games.graph.graph_game import GraphGame
from ...games.numbers import shown
from ...games.scenario.scenario import Scenario
from ...studies.explore.explorable import dials_of, orders_of
from ..graph.page_setting import with_conflict_setting

ORDER = "~order"
"""Under which a setting has the place of the chosen order of moves among those of the page."""

_PART = r"<script[^>]*\bid=\"?%s\"?[^>]*>(.*?)</script>"


def is_page(text: str) -> bool:
    """Tell whether a text is a page with a scenario inside."""
    return re.match(r"\s*<!doctype html", text, re.IGNORECASE) is not None and _part(text, "scenario") is not None


def scenario_text(text: str) -> str:
    """Return the scenario of a page, each line of it where it stands in the page."""
    found = _part(text, "scenario")
    return "" if found is None else "\n" * text.count("\n", 0, found.start(1)) + found[1]


def setting_in(text: str, source: str) -> Mapping[str, str]:
    """Return what was set when a page was saved: numbers by the keys of their dials, and under `ORDER` the order.

    Raises
    ------
    InputError
        If they are no table of texts in JSON.
    """
    return _table_in(text, source, "setting", str)


def given_in(text: str, source: str) -> Mapping[str, Any]:
    """Return what was set of a world when its page was made: numbers as text, names and tables by their paths.

    Raises
    ------
    InputError
        If they are no such table in JSON.
    """
    return _table_in(text, source, "given", str | dict)


def _table_in(text: str, source: str, name: str, kinds: Any) -> Mapping[str, Any]:
    found = _part(text, name)
    try:
        table: Any = json.loads(found[1]) if found else {}
    except (ValueError, RecursionError):
        table = None
    if not isinstance(table, dict) or not all(isinstance(value, kinds) for value in table.values()):
        what = shown(found[1].strip() if found else "")
        raise InputError(f"{source}: the setting inside the page: expected a table of numbers as text, got {what}")
    return table


def with_setting(values: dict[str, Any], setting: Mapping[str, str], scenario: Scenario, source: str) -> dict[str, Any]:
    """Return the plain values of a scenario with some of its numbers, and another of its orders of moves, set.

    Of a conflict it is preferences and the state of today that are set.

    Raises
    ------
    InputError
        If the scenario has no such number or order, or the conflict no such player, state or statement.
    """
    if isinstance(scenario.game, GraphGame):
        try:
            return with_conflict_setting(values, setting, scenario.game)
        except InputError as error:
            raise InputError(f"{source}: the setting inside the page: {error}") from None
    paths = {dial.key: dial.path for dial in dials_of(scenario)}
    for key, number in setting.items():
        if key == ORDER:
            values = _with_order(values, number, scenario, source)
            continue
        if key not in paths:
            raise InputError(f"{source}: the setting inside the page: {unknown('number', key, paths)}")
        values = _put(values, paths[key], number)
    return values


def _with_order(values: dict[str, Any], place: str, scenario: Scenario, source: str) -> dict[str, Any]:
    choices = {str(number): choice for number, choice in enumerate(orders_of(scenario))}
    if place not in choices:
        raise InputError(f"{source}: the setting inside the page: {unknown('order of moves', place, choices)}")
    order, hidden = choices[place]
    unseen = [{"of": of, "from": blind} for of, blind in hidden]
    game = {**values["game"], "order": [list(stage) for stage in order], "hidden": unseen}
    return {**values, "game": game}


def _put(values: Any, path: tuple[str | int, ...], number: str) -> Any:
    """Return tables and lists with a number at a path, the rest as it is; a table that is missing is made."""
    if not path:
        return number
    first, *rest = path
    if isinstance(first, int):
        return [_put(part, tuple(rest), number) if place == first else part for place, part in enumerate(values)]
    return {**values, first: _put(values.get(first, {}), tuple(rest), number)}


def _part(text: str, name: str) -> re.Match[str] | None:
    return re.search(_PART % name, text, re.DOTALL | re.IGNORECASE)
