r"""The words of which Gambit's files are made: marks, quoted text, numbers; and the place where one is not as expected.

In quoted text `\"` is a quote and `\\` a backslash. Numbers are exact: 0.1 is one tenth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple, NoReturn

from ..positions import Position
from ..problems import ScenarioError, problem_at

LONGEST_NUMBER = 400

_TOKEN = re.compile(r'[{},"]|[^\s{},"\ufeff]+')
_ESCAPE = re.compile(r'\\([\\"])')
_ESCAPE_OR_QUOTE = re.compile(rf'{_ESCAPE.pattern}|"')
_INTEGER = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+/0*[1-9][0-9]*|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)")


class Token(NamedTuple):
    """A piece of the file: `kind` is word, text (what was in quotes), end, or the mark itself."""

    kind: str
    text: str
    at: int

    def __str__(self) -> str:
        if self.kind == "end":
            return "the end of the file"
        return repr(self.text if len(self.text) <= 40 else f"{self.text[:40]}...")


class GambitReader:
    """Goes through the tokens of a file from a place on, one at a time: `token` is the next one."""

    token: Token

    def __init__(self, text: str, name: str, at: int = 0) -> None:
        self._text = text
        self._name = name
        self._at = at
        self._numbers: dict[str, Fraction] = {}
        self._tokens = self._split()
        self.advance()

    def advance(self) -> None:
        """Go on to the next token."""
        self.token = next(self._tokens)

    def take(self, kind: str, expected: str) -> str:
        """Take a token of a kind."""
        if self.token.kind != kind:
            self.fail(expected)
        text = self.token.text
        self.advance()
        return text

    def take_number(self, what: str) -> Fraction:
        """Take a number and the comma behind it, if there is one."""
        number = self._numbers.get(self.token.text) if self.token.kind == "word" else None
        if number is None:
            number = self._numbers[self.token.text] = self._number(what)
        self._advance_past_comma()
        return number

    def _number(self, what: str) -> Fraction:
        """Return the number that the next token is."""
        number = read_number(self.token.text) if self.token.kind == "word" else None
        if number is None:
            self.fail(f"{what}, a number such as 2, -0.5, 1e-3 or 1/3")
        try:
            float(number)
        except OverflowError:
            self.fail(f"{what}, a number within the range of floating point (about 1e308)")
        return number

    def take_integer(self, least: int, most: int, expected: str) -> int:
        """Take an integer within bounds and the comma behind it, if there is one."""
        token = self.token
        if token.kind != "word" or not _INTEGER.fullmatch(token.text) or not least <= int(token.text) <= most:
            self.fail(expected)
        self._advance_past_comma()
        return int(token.text)

    def fail(self, expected: str, got: str | None = None, at: int | None = None) -> NoReturn:
        """Refuse the file at the next token, or at a given place."""
        self.refuse(f"expected {expected}, got {self.token if got is None else got}", at)

    def refuse(self, message: str, at: int | None = None) -> NoReturn:
        """Refuse the file with a sentence, at the next token or at a given place."""
        at = self.token.at if at is None else at
        place = Position(self._text.count("\n", 0, at) + 1, at - self._text.rfind("\n", 0, at))
        raise ScenarioError([problem_at(place, self._text, self._name, message)])

    def _advance_past_comma(self) -> None:
        self.advance()
        if self.token.kind == ",":
            self.advance()

    def _split(self) -> Iterator[Token]:
        at = self._at
        while piece := _TOKEN.search(self._text, at):
            start, at = piece.span()
            text = piece[0]
            if text == '"':
                at = self._closing_quote(start)
                yield Token("text", unescaped(self._text[start + 1 : at - 1]), start)
            else:
                yield Token(text if text in "{}," else "word", text, start)
        while True:
            yield Token("end", "", at)

    def _closing_quote(self, start: int) -> int:
        """Return where the quoted text that begins at `start` ends."""
        first = self._text.find('"', start + 1)
        if first >= 0 and "\\" not in self._text[start:first]:
            return first + 1
        marks = _ESCAPE_OR_QUOTE.finditer(self._text, start + 1)
        end = next((mark.end() for mark in marks if mark[0] == '"'), None)
        if end is None:
            self.fail("a closing quote for the text that begins here", "the end of the file", start)
        return end


def unescaped(quoted: str) -> str:
    """Return what a quoted text says."""
    return _ESCAPE.sub(r"\1", quoted) if "\\" in quoted else quoted


def read_number(word: str) -> Fraction | None:
    """Return a number as it is written in a file, None for any other word."""
    return Fraction(word) if len(word) <= LONGEST_NUMBER and _NUMBER.fullmatch(word) else None
