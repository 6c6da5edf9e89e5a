"""From a source to the setting of a world: the one that ships, a file, or standard input."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from ...games.errors import InputError, InputErrors, expect
from ...games.world.setting import WorldSetting
from ...games.world.world import World
from ..files.contents import kind_of
from ..files.page import given_in, is_page, scenario_text, setting_in
from ..load import read_source, sound, toml_values
from ..sections.game import WORLD
from .assemble import assemble_world
from .states import WINDOWS

SHIPPED = "world"
"""The name of the world that ships."""

_SUFFIXES = (".toml", ".html", ".htm")


def load_world(source: str | PathLike[str] = SHIPPED) -> World:
    """Return the world that a source describes, before the changes that it may ask about.

    Parameters
    ----------
    source
        "world", which ships; a table of mixes that ships, such as "mixes_1991_2000"; the path of a file, in TOML or a
        page of `tetrarchy explore`; or "-".

    Raises
    ------
    ScenarioError
        If the text cannot be used; `problems` lists every fault.
    InputError
        If there is no such file, or it is no world.

    Examples
    --------
    >>> world = load_world()
    >>> len(world.states), world.orders
    (176, ('liberal', 'transformative', 'mercantilist', 'conservative'))
    """
    return load_setting(source).world


def load_setting(source: str | PathLike[str] = SHIPPED) -> WorldSetting:
    """Return the world that a source describes with what is asked about it; sources and errors as in `load_world`."""
    expect(source, (str, PathLike), "the name or path of a world")
    name = fspath(source)
    if name == SHIPPED or name in WINDOWS:
        return _of_text(_shipped(WINDOWS.keys() & {name}), name)
    content, named = read_source(source)
    kind = None if isinstance(content, bytes) else kind_of(content, named)
    if isinstance(content, bytes) or kind not in ("toml", "page"):
        raise InputError(f'{named}: is no file of a world, which is TOML with game.kind = "{WORLD}"')
    return _of_page(content, named) if kind == "page" else _of_text(content, named)


def is_world(source: str) -> bool:
    """Tell whether a source is the world that ships, or a file of one."""
    if source == SHIPPED:
        return True
    if not source.endswith(_SUFFIXES) or not Path(source).is_file():
        return False
    content, named = read_source(source)
    if isinstance(content, bytes):
        return False
    text = scenario_text(content) if is_page(content) else content if source.endswith(".toml") else ""
    return _kind(toml_values(text, named)) == WORLD


def named_world(words: Sequence[str], file: str) -> tuple[str, list[str]]:
    """Return the source and the codes that words mean: a file of a world, or states of the one that `file` names."""
    if len(words) == 1 and (words[0] in (SHIPPED, "-", *WINDOWS) or is_world(words[0]) or words[0].endswith(_SUFFIXES)):
        return words[0], []
    return file, list(words)


def _shipped(tables: set[str]) -> str:
    text = (resources.files("tetrarchy.configs.world") / "data" / "world.toml").read_text(encoding="utf-8")
    for table in tables:
        text = text.replace('states = "mixes_2000_2010"', f'states = "{table}"').replace("2000-2010", WINDOWS[table])
    return text


def _of_text(text: str, source: str) -> WorldSetting:
    values = toml_values(text, source)
    if (kind := _kind(values)) != WORLD:
        raise InputError(f'{source}: is no world: expected game.kind = "{WORLD}", got {kind!r}')
    return sound(assemble_world(values, source, Path(source).parent), text, source)


def _of_page(page: str, source: str) -> WorldSetting:
    """Return the world inside a page, asked about the numbers that were set when it was saved."""
    found = _of_text(scenario_text(page), source)
    given, saved = given_in(page, source), setting_in(page, source)
    try:
        found = found.with_world(given)
        found.with_world({**found.changes, **saved})
    except InputErrors as error:
        raise InputErrors(InputError(f"{source}: the setting inside the page: {own}") for own in error.args) from None
    return found.asking(saved)


def _kind(values: dict[str, Any]) -> Any:
    game = values.get("game")
    return game.get("kind") if isinstance(game, dict) else None
