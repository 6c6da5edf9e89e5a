"""Where the keys and values of a TOML text stand: line and column, for error messages.

`tomllib` says where a syntax error stands, and nothing about a text that it accepts. This module walks over such a
text a second time and notes where every key and every value begins. The text is known to be valid, so nothing is
checked, and no number, date or string is decoded: the walk only has to know where a token ends. It never copies the
rest of the text and never recurses, so time and memory are linear in the text's length at any depth of nesting.

The grammar is TOML 1.0.0 (Preston-Werner, Gedam and others 2021). Lines and columns count from 1; a column is one
character, a tab included, as in the messages of `tomllib`.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field
from unicodedata import combining, east_asian_width

Path = tuple[str | int, ...]

_NOT_BLANK = re.compile(r"[^ \t\r\n]")
_LINE_END = re.compile(r"\n")
_AFTER_BARE_KEY = re.compile(r"[^A-Za-z0-9_-]")
_AFTER_BARE_VALUE = re.compile(r"[,\]}#\n]")
_ESCAPE_OR_END = {
    '"""': re.compile(r'\\.|"{3,5}', re.DOTALL),
    "'''": re.compile(r"'{3,5}"),
    '"': re.compile(r'\\.|"'),
    "'": re.compile(r"'"),
}


@dataclass(frozen=True, order=True)
class Position:
    """A place in a text: `line` and `column`, both from 1."""

    line: int
    column: int


@dataclass
class _Node:
    """Where a key and its value begin, as offsets in the text, and what the value holds."""

    key: int
    value: int
    parts: dict[str | int, _Node] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Positions:
    """The places of all keys and values of one TOML text; made by `positions`.

    A path is a tuple of keys and array indices, such as `("actors", "China", "types", 0, "prior")`; the empty path
    is the whole text. A path that is not in the text stands where its nearest ancestor does.
    """

    _root: _Node
    _line_starts: tuple[int, ...]

    def value(self, path: Path) -> Position:
        """Return where the value begins.

        A table with a `[header]` begins at the bracket, an array of tables at its first header. A table that only
        dotted names make begins at its name.
        """
        return self._position(self._nearest(path).value)

    def key(self, path: Path) -> Position:
        """Return where the key begins.

        The key of a table in an array of tables is the name in its header; that of any other array element is the
        element itself.
        """
        return self._position(self._nearest(path).key)

    def _nearest(self, path: Path) -> _Node:
        node = self._root
        for step in path:
            if step not in node.parts:
                return node
            node = node.parts[step]
        return node

    def _position(self, offset: int) -> Position:
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)


def positions(text: str) -> Positions:
    r"""Return where every key and value of a TOML text stands.

    The text must be one that `tomllib.loads` accepts; for any other the positions are not defined.

    Examples
    --------
    >>> places = positions('[game]\npayoffs = [[3, 0],\n           [5, 1]]')
    >>> places.value(("game", "payoffs", 1, 0))
    Position(line=3, column=13)
    >>> places.key(("game", "payoffs"))
    Position(line=2, column=1)
    >>> places.value(("game", "players"))
    Position(line=1, column=1)
    """
    root = table = _Node(0, 0)
    at = _next_token(text, 0)
    while at < len(text):
        if text[at] == "[":
            table, at = _read_header(text, at, root)
        else:
            node, at = _read_name(text, at, table)
            at = _read_value(text, at, node)
        at = _next_token(text, at)
    return Positions(root, (0, *(end.end() for end in re.finditer("\n", text))))


def excerpt(text: str, position: Position, width: int = 100) -> str:
    """Return the line of a position with a caret below it, two lines in all.

    Of a line longer than `width` characters a piece of that width around the position is shown, dots for the rest.
    Tabs stay tabs in both lines, and what cannot be printed is shown as U+FFFD.

    Examples
    --------
    >>> print(excerpt('orders = "konservative"', Position(1, 10)))
    orders = "konservative"
             ^
    """
    line = text.split("\n", position.line)[position.line - 1].removesuffix("\r")
    start = max(0, min(position.column - 1 - width // 2, len(line) - width))
    before, after = "..." if start > 0 else "", "..." if start + width < len(line) else ""
    piece = "".join(c if c.isprintable() or c == "\t" else "\ufffd" for c in line[start : start + width])
    margin = "".join(_space_below(c) for c in before + piece[: position.column - 1 - start])
    return f"{before}{piece}{after}\n{margin}^"


def _space_below(character: str) -> str:
    """Return blanks that take as much room on a terminal as the character."""
    if character == "\t":
        return "\t"
    if combining(character):
        return ""
    return "  " if east_asian_width(character) in "WF" else " "


def _read_header(text: str, at: int, root: _Node) -> tuple[_Node, int]:
    """Read `[a.b]` or `[[a.b]]`; return the table that it opens and where the header ends."""
    brackets = 2 if text.startswith("[[", at) else 1
    names, end = _read_key(text, at + brackets)
    node = root
    for name, place in names[:-1]:
        node = _last_table(node.parts.setdefault(name, _Node(place, place)))
    name, place = names[-1]
    table = node.parts.setdefault(name, _Node(place, at))
    if brackets == 2:
        array, table = table, _Node(place, at)
        array.parts[len(array.parts)] = table
    else:
        table.key, table.value = place, at
    return table, end + brackets


def _last_table(node: _Node) -> _Node:
    """Return the last table where a node is an array of tables, else the node itself."""
    return node.parts.get(len(node.parts) - 1, node)


def _read_name(text: str, at: int, table: _Node) -> tuple[_Node, int]:
    """Read `a.b.c =` inside a table; return the node of c and where its value begins."""
    names, end = _read_key(text, at)
    node = table
    for name, place in names:
        node = node.parts.setdefault(name, _Node(place, place))
    return node, _next_token(text, end + 1)


def _read_key(text: str, at: int) -> tuple[list[tuple[str, int]], int]:
    """Return the parts of a dotted key, each with its place, and where the token after the key begins."""
    names: list[tuple[str, int]] = []
    while True:
        at = _next_token(text, at)
        end = _string_end(text, at) if text[at] in "\"'" else _find(_AFTER_BARE_KEY, text, at)
        names.append((_plain_key(text[at:end]), at))
        at = _next_token(text, end)
        if text[at] != ".":
            return names, at
        at += 1


def _plain_key(written: str) -> str:
    """Return a key without its quotes and escapes."""
    if written[0] == '"' and "\\" in written:
        return next(iter(tomllib.loads(f"{written} = 0")))
    return written[1:-1] if written[0] in "\"'" else written


def _read_value(text: str, at: int, node: _Node) -> int:
    """Note where the value of a node and all that it holds begin; return where it ends."""
    unclosed: list[_Node] = []
    while True:
        node.value = at
        if text[at] in "[{":
            unclosed.append(node)
            at += 1
        else:
            at = _scalar_end(text, at)
        at = _close_brackets(text, at, unclosed)
        if not unclosed:
            return at
        node, at = _read_item(text, at, unclosed[-1])


def _close_brackets(text: str, at: int, unclosed: list[_Node]) -> int:
    """Go past commas and closing brackets to the next item; stop where the outermost bracket is closed."""
    while unclosed:
        at = _next_token(text, at)
        if text[at] in "]}":
            unclosed.pop()
        elif text[at] != ",":
            break
        at += 1
    return at


def _read_item(text: str, at: int, container: _Node) -> tuple[_Node, int]:
    """Return a new node for the next item of an array or inline table, and where its value begins."""
    if text[container.value] == "{":
        return _read_name(text, at, container)
    node = container.parts[len(container.parts)] = _Node(at, at)
    return node, at


def _scalar_end(text: str, at: int) -> int:
    return _string_end(text, at) if text[at] in "\"'" else _find(_AFTER_BARE_VALUE, text, at)


def _string_end(text: str, at: int) -> int:
    mark = text[at : at + 3] if text[at : at + 3] in _ESCAPE_OR_END else text[at]
    pieces = _ESCAPE_OR_END[mark].finditer(text, at + len(mark))
    return next(piece.end() for piece in pieces if not piece[0].startswith("\\"))


def _next_token(text: str, at: int) -> int:
    """Go past white space and comments."""
    at = _find(_NOT_BLANK, text, at)
    while text.startswith("#", at):
        at = _find(_NOT_BLANK, text, _find(_LINE_END, text, at))
    return at


def _find(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return where the pattern next matches, or the end of the text."""
    match = pattern.search(text, at)
    return match.start() if match else len(text)
