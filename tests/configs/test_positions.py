"""Where keys and values stand in a TOML text, against `tomllib` and against places counted by hand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.configs.positions import Path, Position, excerpt, positions

SCENARIO = """\
title = "US-Russia-China"   # a comment with [brackets] and "quotes"

[game]
kind = "normal_form"
payoffs = [
    [[3, 0], [5, 1]],  # Row
    [[3, 5],
     [0, 1]],
]

[actors.China]
types = [ { prior = 0.7, orders = "conservative" }, { prior = 0.3 } ]

[[relations]]
between = ["Russia", "China"]

[[relations]]
norm_agreement = 0.70
"""

# path, (line, column) of the key, (line, column) of the value
SCENARIO_PLACES: list[tuple[Path, tuple[int, int], tuple[int, int]]] = [
    ((), (1, 1), (1, 1)),
    (("title",), (1, 1), (1, 9)),
    (("game",), (3, 2), (3, 1)),
    (("game", "payoffs"), (5, 1), (5, 11)),
    (("game", "payoffs", 0), (6, 5), (6, 5)),
    (("game", "payoffs", 0, 1, 1), (6, 18), (6, 18)),
    (("game", "payoffs", 1, 0), (7, 6), (7, 6)),
    (("game", "payoffs", 1, 1, 1), (8, 10), (8, 10)),
    (("actors",), (11, 2), (11, 2)),
    (("actors", "China"), (11, 9), (11, 1)),
    (("actors", "China", "types", 0, "prior"), (12, 13), (12, 21)),
    (("actors", "China", "types", 1), (12, 53), (12, 53)),
    (("actors", "China", "types", 1, "prior"), (12, 55), (12, 63)),
    (("relations",), (14, 3), (14, 1)),
    (("relations", 0), (14, 3), (14, 1)),
    (("relations", 0, "between"), (15, 1), (15, 11)),
    (("relations", 0, "between", 1), (15, 22), (15, 22)),
    (("relations", 1), (17, 3), (17, 1)),
    (("relations", 1, "norm_agreement"), (18, 1), (18, 18)),
]

# text, path, (line, column) of the value
TRICKY: dict[str, tuple[str, Path, tuple[int, int]]] = {
    "dotted key": ("a.b = 1\na.c = 2", ("a", "c"), (2, 7)),
    "dotted key with blanks": ("a . \t'b' = 1", ("a", "b"), (1, 12)),
    "quoted key with a dot": ('"a.b".c = 1', ("a.b", "c"), (1, 11)),
    "quoted key with brackets and equals": ('"[x]=#" = 1', ("[x]=#",), (1, 11)),
    "quoted key with escapes": (r'"\u0041\"\t" = 1', ('A"\t',), (1, 16)),
    "literal key keeps its backslash": (r"'a\u0041' = 1", (r"a\u0041",), (1, 13)),
    "empty key": ('"" = 1', ("",), (1, 6)),
    "key of digits is text": ("1.2 = 3", ("1", "2"), (1, 7)),
    "value that looks like a header": ('a = "[x]"\nb = 1', ("b",), (2, 5)),
    "no final line end, comment only": ("a = 1\n# [b]", ("a",), (1, 5)),
    "string with an escaped quote": ('a = ["\\"]", 2]', ("a", 1), (1, 13)),
    "string that ends in a backslash": ('a = ["\\\\", 2]', ("a", 1), (1, 12)),
    "literal string with a backslash": ("a = ['\\', 2]", ("a", 1), (1, 11)),
    "empty strings": ("a = [\"\", '', \"\"\"\"\"\", '''''', 5]", ("a", 4), (1, 30)),
    "text over lines with quotes": ('a = """x""y # ]\n[b]\n\\""" """\nc = 1', ("c",), (4, 5)),
    "text over lines, two quotes before its end": ('a = """x"""""\nc = 1', ("c",), (2, 5)),
    "literal text over lines": ("a = '''\n\\'''\nc = 1", ("c",), (3, 5)),
    "literal text, one quote before its end": ("a = ['''x'''', 2]", ("a", 1), (1, 16)),
    "date with a blank inside": ("a = [1979-05-27 07:32:00, 2]", ("a", 1), (1, 27)),
    "comments and commas in an array": ("a = [ # ], 1\n 1, # 2\n 3,\n]", ("a", 1), (3, 2)),
    "empty array and table in an array": ("a = [[], {}, [ ], { }, 1]", ("a", 4), (1, 24)),
    "dotted keys in an inline table": ("a = { b.c = 1, b.d = { e = 2 } }", ("a", "b", "d", "e"), (1, 28)),
    "inline tables in an array": ("a = [{b = 1},\n{b = [2, 3]}]", ("a", 1, "b", 1), (2, 10)),
    "lines end in CR LF": ("a = 1\r\n\r\n[b]\r\nc = 2\r\n", ("b", "c"), (4, 5)),
    "a tab is one column": ("\ta\t=\t1", ("a",), (1, 6)),
    "a character beyond 16 bits is one column": ('a = ["\U0001f310", 2]', ("a", 1), (1, 11)),
    "a line separator is no line end": ('a = "\u2028\x85"\nb = 1', ("b",), (2, 5)),
    "blanks in a header": ("[ a . 'b' ]\nc = 1", ("a", "b", "c"), (2, 5)),
    "sub-table before its table": ("[a.b]\nc = 1\n[a]\nd = 1", ("a",), (3, 1)),
    "sub-table after its table": ("[a]\nd = 1\n[a.b]\nc = 1", ("a",), (1, 1)),
    "sub-table of the last table of an array": ("[[a]]\n[[a]]\n[a.b]\nc = 1", ("a", 1, "b", "c"), (4, 5)),
    "array of tables in one of an array": ("[[a]]\n[[a.b]]\n[[a.b]]\n[a.b.c]", ("a", 0, "b", 1, "c"), (4, 1)),
    "not there: nearest ancestor": ("[a]\nb = 1", ("a", "c", "d"), (1, 1)),
    "not there: beyond an array": ("a = [1, [2]]", ("a", 1, 5), (1, 9)),
    "not there: below a number": ("a = 1", ("a", 0), (1, 5)),
    "not there at all": ("a = 1", ("b",), (1, 1)),
    "empty text": ("", ("b",), (1, 1)),
}


def place(position: Position) -> tuple[int, int]:
    return position.line, position.column


@pytest.mark.parametrize(("path", "key", "value"), SCENARIO_PLACES)
def test_every_part_of_a_scenario_is_found(path: Path, key: tuple[int, int], value: tuple[int, int]) -> None:
    places = positions(SCENARIO)

    assert (place(places.key(path)), place(places.value(path))) == (key, value)


@pytest.mark.parametrize(("text", "path", "value"), TRICKY.values(), ids=TRICKY)
def test_tricky_texts(text: str, path: Path, value: tuple[int, int]) -> None:
    tomllib.loads(text)

    assert place(positions(text).value(path)) == value


@pytest.mark.parametrize("nested", ["[" * 20_000 + "]" * 20_000, "{a=" * 20_000 + "1" + "}" * 20_000])
def test_nesting_has_no_limit(nested: str) -> None:
    places = positions(f"x = {nested}\ny = 1")

    assert place(places.value(("y",))) == (2, 5)


def test_a_comment_of_any_length_costs_no_recursion() -> None:
    assert place(positions("# x\n" * 20_000 + "a = 1").value(("a",))) == (20_001, 5)


# Documents: data first, then one of the many ways to write it.

KEYS = st.text(st.sampled_from("ab-_1.=[]#'\"\\ \té\U0001f310"), max_size=4)
TEXTS = st.text(st.sampled_from("ab,=[]{}#'\"\\ \t\r\né\u2028\U0001f310"), max_size=8)
ZONES = st.none() | st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
SCALARS = (
    TEXTS
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.datetimes(min_value=datetime(1000, 1, 1), timezones=ZONES)
    | st.dates(min_value=date(1000, 1, 1))
    | st.times()
)


def tables(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    if depth == 0:
        return st.dictionaries(KEYS, SCALARS, max_size=2)
    inner = tables(depth - 1)
    arrays = st.lists(SCALARS | st.lists(SCALARS | inner, max_size=3), max_size=3)
    kinds = st.sampled_from([SCALARS, arrays, inner, inner, st.lists(inner, max_size=3)])
    return st.dictionaries(KEYS, kinds.flatmap(lambda kind: kind), max_size=3)


class Writer:
    """Writes tables as TOML, choosing at random among the ways that the grammar leaves open."""

    def __init__(self, choice: Random) -> None:
        self.choice = choice

    def often(self) -> bool:
        return self.choice.random() < 0.5

    def document(self, table: dict[str, Any]) -> str:
        text = "".join(self.blocks(table, "", ""))
        text = text.removesuffix("\n") if self.often() else text
        return text.replace("\n", "\r\n") if self.often() else text

    def blocks(self, table: dict[str, Any], path: str, header: str) -> list[str]:
        """Return the table's own lines below its header, and the blocks of its sub-tables after or before them."""
        lines: list[str] = []
        below: list[str] = []
        for key, value in table.items():
            name = self.key(key)
            inner = self.dotted(path, name)
            if isinstance(value, dict) and self.often():
                below += self.blocks(value, inner, f"[{self.blank()}{inner}{self.blank()}]")
            elif is_array_of_tables(value) and self.often():
                below += [block for element in value for block in self.blocks(element, inner, f"[[{inner}]]")]
            else:
                lines += [self.blank() + pair + self.line_end() for pair in self.pairs(name, value)]
        self.choice.shuffle(lines)
        if not header:
            return [*lines, *below]
        if not header.startswith("[[") and below and self.often():
            return [*below, header + self.line_end(), *lines] if lines else below
        return [header + self.line_end(), *lines, *below]

    def pairs(self, name: str, value: Any) -> list[str]:
        """Return one pair `name = value`, or one with a dotted name for each part of a table."""
        if isinstance(value, dict) and value and self.often():
            return [pair for key, part in value.items() for pair in self.pairs(self.dotted(name, self.key(key)), part)]
        return [f"{name}{self.blank()}={self.blank()}{self.value(value)}"]

    def value(self, value: Any) -> str:
        if isinstance(value, dict):
            pairs = [pair for key, part in value.items() for pair in self.pairs(self.key(key), part)]
            return "{" + ",".join(self.blank() + pair + self.blank() for pair in pairs) + "}"
        if isinstance(value, list):
            items = [self.gap() + self.value(item) + self.gap() for item in value]
            return "[" + ",".join(items) + "," * (items != [] and self.often()) + self.gap() + "]"
        return self.scalar(value)

    def scalar(self, value: Any) -> str:
        if isinstance(value, str):
            return self.choice.choice(ways_to_write_text(value, self.choice))
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int):
            return self.choice.choice([f"{value:+d}", f"{value:_d}", f"0x{value:X}" if value >= 0 else str(value)])
        if isinstance(value, datetime):
            return value.isoformat(sep=self.choice.choice("T "))
        return repr(value) if isinstance(value, float) else value.isoformat()

    def key(self, name: str) -> str:
        ways = [basic_text(name, self.choice)]
        ways += [name] * (re.fullmatch("[A-Za-z0-9_-]+", name) is not None)
        ways += [f"'{name}'"] * ("'" not in name)
        return self.choice.choice(ways)

    def dotted(self, path: str, name: str) -> str:
        return f"{path}{self.blank()}.{self.blank()}{name}" if path else name

    def blank(self) -> str:
        return self.choice.choice(["", "", " ", "\t "])

    def line_end(self) -> str:
        return self.choice.choice(["\n", " \n", "\t# [x] = '''\n", "\n\n#\n"])

    def gap(self) -> str:
        return self.choice.choice(["", "", " ", "\n ", '# ], """\n'])


def is_array_of_tables(value: Any) -> bool:
    return isinstance(value, list) and value != [] and all(isinstance(element, dict) for element in value)


def ways_to_write_text(text: str, choice: Random) -> list[str]:
    over_lines = basic_text_over_lines(text, choice)
    ways = [basic_text(text, choice), f'"""\n{over_lines}"""']
    ways += [f'"""{over_lines}"""'] * (not text.startswith("\n"))
    ways += [f"'''\n{text}'''"] * ("\r" not in text and "'''" not in text)
    ways += [f"'{text}'"] * (not set(text) & set("'\r\n"))
    return ways


def basic_text(text: str, choice: Random) -> str:
    return '"' + "".join(written(c, c in '"\\\r\n' or choice.random() < 0.2) for c in text) + '"'


def basic_text_over_lines(text: str, choice: Random) -> str:
    """Leave quotes bare where fewer than three meet, and break a line before a letter now and then."""
    lines = ""
    for c in text:
        lines += "\\\n  " * (c in "ab" and choice.random() < 0.3)
        lines += written(c, c in "\\\r" or (c == '"' and (lines.endswith('""') or choice.random() < 0.3)))
    return lines


def written(character: str, escaped: bool) -> str:
    if not escaped:
        return character
    return f"\\{character}" if character in '"\\' else f"\\U{ord(character):08x}"


def offset_of(text: str, position: Position) -> int:
    return sum(len(line) + 1 for line in text.split("\n")[: position.line - 1]) + position.column - 1


def first_that_parses(text: str, start: int, end: str, document: str) -> dict[str, Any]:
    """Read, within a document, the shortest piece from `start` to before an `end` that `tomllib` accepts."""
    for stop in re.compile(rf"{end}|\Z").finditer(text, start + 1):
        with suppress(tomllib.TOMLDecodeError):
            return tomllib.loads(document % text[start : stop.start()])
    raise AssertionError(f"nothing to read at {text[start : start + 20]!r}")


def value_at(text: str, position: Position) -> Any:
    return first_that_parses(text, offset_of(text, position), r"(?:[,\]}#]|\r?\n)", "value = %s")["value"]


def key_at(text: str, position: Position) -> str:
    (key,) = first_that_parses(text, offset_of(text, position), r"[\s.=\]]", "%s = 0")
    return key


def parts(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Go through all tables, arrays and leaves of a document with their paths."""
    yield path, value
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in steps:
        yield from parts(part, (*path, step))


def noted_paths(node: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    for step, part in node.parts.items():
        yield from noted_paths(part, (*path, step))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(tables(3), st.randoms(use_true_random=True))
def test_every_path_that_tomllib_reads_is_noted_at_its_key_and_value(table: dict[str, Any], choice: Random) -> None:
    text = Writer(choice).document(table)
    assert tomllib.loads(text) == table

    places = positions(text)

    assert sorted(noted_paths(places._root), key=repr) == sorted((path for path, _ in parts(table)), key=repr)
    for path, value in parts(table):
        if not isinstance(value, dict | list):
            assert value_at(text, places.value(path)) == value
        if path and isinstance(path[-1], str):
            assert key_at(text, places.key(path)) == path[-1]


class TestExcerpt:
    """The line of a position, with a caret below the column."""

    def test_a_short_line_is_shown_whole(self) -> None:
        assert excerpt("a = 1\r\nb = true\r\n", Position(2, 5)) == "b = true\n    ^"

    def test_tabs_stay_so_that_the_caret_stands_below(self) -> None:
        assert excerpt("\ta\t= 1", Position(1, 4)) == "\ta\t= 1\n\t \t^"

    def test_wide_and_combining_characters_take_their_room(self) -> None:
        assert excerpt('"\u4e2de\u0301" = x', Position(1, 8)) == '"\u4e2de\u0301" = x\n' + " " * 7 + "^"

    @pytest.mark.parametrize("column", [1, 40, 51, 52, 500, 950, 951, 960, 1000])
    def test_a_long_line_is_cut_around_the_caret(self, column: int) -> None:
        line = "".join(chr(ord("A") + k) for k in range(1000) if chr(ord("A") + k).isprintable())[:500] * 2

        shown, caret = excerpt(line, Position(1, column), width=100).split("\n")

        assert shown.removeprefix("...").removesuffix("...") in line
        assert len(shown) == 100 + 3 * shown.startswith("...") + 3 * shown.endswith("...")
        assert caret == " " * shown.index(line[column - 1]) + "^"

    def test_what_would_command_a_terminal_is_replaced(self) -> None:
        assert excerpt("a\x1b[2J\u202eb", Position(1, 1)) == "a\ufffd[2J\ufffdb\n^"

    def test_the_end_of_the_text_is_a_place(self) -> None:
        assert excerpt("a = 1\n", Position(2, 1)) == "\n^"
