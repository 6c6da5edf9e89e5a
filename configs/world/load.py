"""From a source to the setting of a world: the one that ships, a file, or standard input."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from ...games.errors import InputError
from ...games.world.setting import WorldSetting
from ...games.world.world import World
from ..files.contents import kind_of
from ..load import read_source, sound, toml_values
from ..sections.game import WORLD
from .assemble import assemble_world
from .states import WINDOWS

SHIPPED = "world"
"""The name of the world that ships."""


def load_world(source: str | PathLike[str] = SHIPPED) -> World:
    """Return the world that a source describes, before the changes that it may ask about.

    Parameters
    ----------
    source
        "world", which ships; a table of mixes that ships, such as "mixes_1991_2000"; the path of a file; or "-".

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
    name = fspath(source)
    if name == SHIPPED or name in WINDOWS:
        return _of_text(_shipped(WINDOWS.keys() & {name}), name)
    content, named = read_source(source)
    if isinstance(content, bytes) or kind_of(content, named) != "toml":
        raise InputError(f'{named}: is no file of a world, which is TOML with game.kind = "{WORLD}"')
    return _of_text(content, named)


def is_world(source: str) -> bool:
    """Tell whether a source is the world that ships, or a file of one."""
    if source == SHIPPED:
        return True
    if not source.endswith(".toml") or not Path(source).is_file():
        return False
    content, named = read_source(source)
    return isinstance(content, str) and _kind(toml_values(content, named)) == WORLD


def named_world(words: Sequence[str], file: str) -> tuple[str, list[str]]:
    """Return the source and the codes that words mean: a file of a world, or states of the one that `file` names."""
    if len(words) == 1 and (words[0] in (SHIPPED, "-", *WINDOWS) or is_world(words[0]) or words[0].endswith(".toml")):
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


def _kind(values: dict[str, Any]) -> Any:
    game = values.get("game")
    return game.get("kind") if isinstance(game, dict) else None
