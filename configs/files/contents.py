"""What a file holds: read up to a size, and told by its first words, not by its name."""

from __future__ import annotations

import re
import sys
from io import StringIO
from os import PathLike, fspath
from pathlib import Path, PurePath
from typing import Literal

from ...games.errors import InputError, expect
from ...games.numbers import counted
from ..problems import Problem, ScenarioError
from .page import is_page

LARGEST_FILE = 8_000_000
"""Bytes; a larger file is refused before it is read."""

Kind = Literal["toml", "nfg", "efg", "table", "gmcr", "page"]

_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

_REFUSED_BYTES = {
    b"\xd0\xcf\x11\xe0": "is an Excel workbook in the old form (.xls) or under a password; save it as .xlsx or CSV",
    b"PAR1": "is a table in Parquet; a game is read from TOML, .nfg, CSV or .xlsx",
    b"\x1f\x8b": "is compressed with gzip; unpack it first",
    b"%PDF": "is a PDF; a game is read from TOML, .nfg, CSV or .xlsx",
}

_REFUSED_TEXTS = {
    r"#B?AGG\b": "is an action-graph game of Gambit (.agg); save it as .nfg, as with pygambit: "
    'read_agg("FILE").to_nfg()',
    r"(<\?xml[^>]*+>\s*+)?(?>(?:(?><!--.*?-->)\s*+)*)<gambit:document": "is a workspace of Gambit's window (.gbt); "
    "export the game from there as .nfg",
    r"<": "is XML or HTML; a game is read from TOML, .nfg, CSV or .xlsx",
}

_BY_SUFFIX: dict[str, Kind] = {".toml": "toml", ".nfg": "nfg", ".efg": "efg"}

_TOML_LINE = re.compile(r"""\[\s*[\[\w"']|(?:[\w.-]|"[^"]*"|'[^']*'|\s)+=""")
_UNLIKE_CELLS = re.compile(r"""\[+[^],;\t]+\]|(?:[\w.-]|\s)+=\s*["'\[{]""")
_CELLS_LINE = re.compile(r"(?:[-+(.]?[0-9][0-9.eE+/-]* *)?[,;\t]")
_TABLE_LINE = re.compile(r"[^\n]*[,;\t]|[-+(.]?[0-9]")


def content_of(source: str | PathLike[str]) -> tuple[str | bytes, str]:
    """Return the text of a file, or of standard input where it is "-", and the name that messages give it.

    A zip archive, such as a workbook, comes as its bytes.

    Raises
    ------
    ScenarioError
        If it is no text in a known encoding.
    InputError
        If it cannot be read, is too large, or is a file of another program that is known.
    """
    expect(source, (str, PathLike), "the path of a file")
    name = "<stdin>" if fspath(source) == "-" else fspath(source)
    content = _bytes_of(source)
    if len(content) > LARGEST_FILE:
        raise InputError(f"{name}: is larger than {counted(LARGEST_FILE)} bytes, the most that is read of a file")
    return content if is_zip(content) else decoded(content, name), name


def _bytes_of(source: str | PathLike[str]) -> bytes:
    if fspath(source) == "-":
        if sys.stdin is None:
            raise InputError("standard input: cannot be read: it is closed")
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    try:
        with Path(source).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        what = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"{source}: cannot be read: {what}") from None


def is_zip(content: bytes) -> bool:
    """Tell whether bytes are a zip archive, as workbooks are."""
    return content.startswith(b"PK\x03\x04")


def decoded(content: bytes, source: str) -> str:
    """Return the text of bytes in UTF-8, or in UTF-16 behind a byte order mark.

    Raises
    ------
    ScenarioError
        If they are no such text, with the place of the first byte that is not.
    InputError
        If they are a file of another program that is known.
    """
    for magic, message in _REFUSED_BYTES.items():
        if content.startswith(magic):
            raise InputError(f"{source}: {message}")
    if any(set(content[start:16:2]) == {0} for start in (0, 1)):
        raise InputError(f"{source}: looks like UTF-16 without a byte order mark; save it as UTF-8")
    encoding = _BYTE_ORDER_MARKS.get(content[:2], "utf-8-sig")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        expected = f"expected {encoding.upper().removesuffix('-SIG')} text"
        what = f"{expected}, got the byte 0x{content[error.start]:02x}; save it as UTF-8"
        line = column = None
        if encoding == "utf-8-sig":
            line = content.count(b"\n", 0, error.start) + 1
            column = error.start - content.rfind(b"\n", 0, error.start)
        raise ScenarioError([Problem(source, line, column, "", what)]) from None


def kind_of(text: str, source: str) -> Kind:
    """Return what a text is: TOML, by itself or in a page, a game or tree in Gambit's forms, payoffs, or a conflict.

    The first words decide. Where they leave it open, as in a file with faults, the end of its name does, and at last it
    is taken for TOML.

    Raises
    ------
    InputError
        If it is a file of another program that is known.
    """
    if is_page(text):
        return "page"
    opening = text.lstrip("\ufeff \t\r\n")[:10_000]
    for pattern, message in _REFUSED_TEXTS.items():
        if re.match(pattern, opening, re.DOTALL):
            raise InputError(f"{source}: {message}")
    if gambit := re.match(r"(NFG|EFG)\b", opening):
        return "nfg" if gambit[1] == "NFG" else "efg"
    if opening.startswith("{"):
        return "gmcr"
    return _kind_of_line(_first_line(text), PurePath(source).suffix.lower())


def _kind_of_line(first: str, suffix: str) -> Kind:
    """Return what a text is by its first line: cells, or TOML; by the end of its name where either may be meant."""
    if _CELLS_LINE.match(first):
        return "table"
    if suffix in (".csv", ".tsv"):
        return "toml" if _UNLIKE_CELLS.match(first) else "table"
    if _TOML_LINE.match(first):
        return "toml"
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    return "table" if _TABLE_LINE.match(first) else "toml"


def _first_line(text: str) -> str:
    """Return the beginning of the first line that is neither blank nor a comment."""
    lines = (line.strip("\ufeff \r\n") for line in StringIO(text))
    return next((line[:1000] for line in lines if line.strip() and not line.startswith("#")), "")
