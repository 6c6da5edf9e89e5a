"""TOML texts to plain values, within bounds: `tomllib` alone can be made to take any time and memory.

Its time grows with the square of the parts of a dotted key, it calls itself for every level of brackets, and its
regular expressions keep a place in memory for every digit of a number. So a scan goes over the text first, once, and
refuses what no scenario has use for. It splits the text as the grammar does (TOML 1.0.0), and at the first quote that
is never closed it leaves the rest to `tomllib`, which stops there.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation
from typing import Any

from ...games.numbers import counted
from ..positions import Position

MOST_PARTS = 16
"""The most parts of a dotted key."""

DEEPEST = 64
"""The most levels of brackets inside one another."""

LONGEST_WORD = 4_300
"""Characters of a number or of a key without quotes; Python reads integers of no more digits than that."""

MOST_PIECES = 500_000
"""The most numbers, texts, parts of keys, brackets and lines."""

_TOO_MANY = f"holds more than {counted(MOST_PIECES)} values and lines, the most that is read of a scenario"

_WORD = r"""(?:[\w+-]++|"(?>(?:[^"\\\n]++|\\.)*)"|'[^'\n]*+')"""
_DOT = r"[ \t]*+\.[ \t]*+"
_SOME_PARTS = rf"(?>(?:{_DOT}{_WORD}){{0,1000}})"
"""Every part keeps a place in memory while the next ones are looked for."""
_PIECE = re.compile(
    rf"""  \"\"\"(?>(?:[^"\\]++|\\.|"(?!""))*)"{{3,5}}
         | '''(?>(?:[^']++|'(?!''))*)'{{3,5}}
         | \#[^\n]*+
         | (?P<unclosed> \"\"\" | ''' )
         | (?P<key> {_WORD} {_SOME_PARTS} )
         | (?P<opens> [\[{{] )
         | (?P<closes> [\]}}] )
         | (?P<quote> ["'] )
    """,
    re.VERBOSE | re.DOTALL,
)
_FURTHER = re.compile(_SOME_PARTS, re.DOTALL)
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$| \(at end of document\)$")


class TomlError(ValueError):
    """A text is no TOML; `place` is where, and `message` says what is wrong."""

    def __init__(self, message: str, place: Position) -> None:
        self.message = message
        self.place = place
        super().__init__(message)


class TomlExcess(TomlError):
    """A text is beyond the bounds of what is read."""


def read_toml(text: str) -> dict[str, Any]:
    """Return the plain values of a text in TOML, its decimals as Decimals.

    Raises
    ------
    TomlExcess
        For keys of more than 16 parts, brackets more than 64 deep, numbers of more than 4,300 characters or beyond
        the range of decimals, and more than 500,000 pieces.
    TomlError
        For any other text that is no TOML.
    """
    _check_bounds(text)
    unread: list[str] = []
    try:
        values = tomllib.loads(text, parse_float=lambda written: _decimal(written, unread))
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(text, str(error)) from None
    if unread:
        raise TomlExcess("holds a number beyond the range of decimals", position(text, text.index(unread[0])))
    return values


def position(text: str, at: int) -> Position:
    """Return the line and column of a character."""
    return Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _decimal(written: str, unread: list[str]) -> Decimal:
    try:
        return Decimal(written)
    except InvalidOperation:
        unread.append(written)
        return Decimal(0)


def _check_bounds(text: str) -> None:
    depth, pieces = 0, text.count("\n")
    if pieces > MOST_PIECES:
        raise TomlExcess(_TOO_MANY, Position(1, 1))
    for piece in _PIECE.finditer(text):
        if piece["key"]:
            pieces += _parts(text, piece)
        elif piece["opens"]:
            depth += 1
        elif piece["closes"]:
            depth -= 1
        elif piece["unclosed"] or piece["quote"]:
            return
        pieces += 1
        if depth > DEEPEST:
            raise _excess(text, piece, f"is nested too deeply to be a scenario: more than {DEEPEST} levels of brackets")
        if pieces > MOST_PIECES:
            raise _excess(text, piece, _TOO_MANY)


def _parts(text: str, piece: re.Match[str]) -> int:
    """Return what a key of many parts counts for beyond one piece; a number or a text is a key of one or two."""
    written = piece["key"]
    if "." not in written and len(written) <= LONGEST_WORD:
        return 0
    quoted = written[0] in "\"'"
    parts = len(re.findall(_WORD, written, re.DOTALL)) if not quoted or re.search(rf"[\"']{_DOT}", written) else 1
    if parts > MOST_PARTS:
        parts += _parts_from(text, piece.end())
        raise _excess(text, piece, f"holds a key of {counted(parts)} parts, where at most {MOST_PARTS} are read")
    if len(written) > LONGEST_WORD and not quoted:
        what = (
            "a number of thousands of digits" if written.lstrip("+-")[:1].isdigit() else "a key of thousands of letters"
        )
        raise _excess(text, piece, f"holds {what}")
    return 3 * parts if parts > 2 else 0


def _parts_from(text: str, at: int) -> int:
    """Return how many further parts of a key follow from a place on."""
    parts = 0
    while (some := _FURTHER.match(text, at)) and some[0]:
        parts += len(re.findall(_WORD, some[0], re.DOTALL))
        at = some.end()
    return parts


def _excess(text: str, piece: re.Match[str], message: str) -> TomlExcess:
    return TomlExcess(message, position(text, piece.start()))


def _syntax_error(text: str, message: str) -> TomlError:
    where = _PLACE.search(message)
    lines = text.split("\n")
    place = Position(int(where[1]), int(where[2])) if where and where[1] else Position(len(lines), len(lines[-1]) + 1)
    what = _PLACE.sub("", message)
    return TomlError(f"is not valid TOML: {what[:1].lower()}{what[1:]}", place)
