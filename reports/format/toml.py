"""Plain values as the text of a TOML file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def toml(values: Mapping[str, Any]) -> str:
    """Return tables, lists, text, numbers and truth values as TOML, in the order in which they come.

    Tables of the first and second level get a header of their own; deeper ones stand inline.

    Examples
    --------
    >>> print(toml({"title": "A game", "game": {"kind": "triangle", "parameters": {"mistrust": 0.5}}}), end="")
    title = "A game"
    <BLANKLINE>
    [game]
    kind = "triangle"
    <BLANKLINE>
    [game.parameters]
    mistrust = 0.5
    """
    return "\n".join(_table((), values)).lstrip("\n") + "\n"


def toml_character(character: str) -> str:
    """Return a character of a text of TOML by its number."""
    return f"\\U{ord(character):08x}"


def _table(path: tuple[str, ...], values: Mapping[str, Any]) -> list[str]:
    deep = len(path) < 2
    own = {key: value for key, value in values.items() if not (deep and _has_header(value))}
    lines = [f"{_key(key)} = {_value(value)}" for key, value in own.items()]
    if path and (own or not values):
        lines = ["", f"[{'.'.join(map(_key, path))}]", *lines]
    for key, value in values.items():
        if key in own:
            continue
        if isinstance(value, Mapping):
            lines += _table((*path, key), value)
        else:
            for entry in value:
                lines += ["", f"[[{'.'.join(map(_key, (*path, key)))}]]"]
                lines += [f"{_key(name)} = {_value(part)}" for name, part in entry.items()]
    return lines


def _has_header(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and all(isinstance(entry, Mapping) for entry in value)
    )


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int() | float():
            return repr(value)
        case Mapping():
            entries = ", ".join(f"{_key(key)} = {_value(entry)}" for key, entry in value.items())
            return f"{{ {entries} }}" if entries else "{}"
        case list() | tuple():
            return f"[{', '.join(_value(entry) for entry in value)}]"
        case _:
            raise TypeError(f"TOML has no form for {type(value).__name__}")


def _text(text: str) -> str:
    escaped = "".join(_ESCAPES.get(c, c if c.isprintable() else toml_character(c)) for c in text)
    return f'"{escaped}"'
