"""Statements about options in scenario files: from text to a `Statement`, or to an error with its column.

    statement   either [ ("if" | "iff") either ]
    either      both { "or" both }
    both        single { "and" single }
    single      "not" single | "(" statement ")" | PLAYER.OPTION

`if` and `iff` do not chain: which of two is meant first is said by parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from ...games.errors import unknown
from ...games.graph.statements import Joined, Not, Statement, Taken
from ...games.numbers import counted, shown
from ..problems import TextError

LONGEST = 1000
"""Characters."""

DEEPEST = 40
"""Levels of parentheses and negations inside one another."""

NAME = r"[^\W\d][\w-]*"
"""What players and options are called that statements speak of: letters, digits, _ and -, a letter first."""

_TOKEN = re.compile(rf"[()]|{NAME}(?:\.{NAME})*|[^\s()]+")
_WORDS = ("not", "and", "or", "if", "iff")


_fault = partial(TextError, "statement")


class _Token(NamedTuple):
    text: str
    column: int


def parse_statement(text: str, options: Sequence[str]) -> Statement:
    """Return the statement that a text makes about options, which are named as in "US.withdraw".

    Raises
    ------
    TextError
        If the text is no statement, is too long or too deep, or names an option that is not one of these.

    Examples
    --------
    >>> parse_statement("US.deploy and not US.withdraw", ["US.withdraw", "US.deploy"])
    Joined(word='and', first=Taken(option=1), second=Not(statement=Taken(option=0)))
    """
    if len(text) > LONGEST:
        message = f"a statement has at most {counted(LONGEST)} characters, got {counted(len(text))}"
        raise _fault(text, LONGEST + 1, message)
    return _Parser(text, options).whole()


class _Parser:
    """Reads a text from left to right."""

    def __init__(self, text: str, options: Sequence[str]) -> None:
        self.text, self.options = text, options
        self.tokens = [_Token(found[0], found.start() + 1) for found in _TOKEN.finditer(text)]
        self.end = _Token("", len(text.rstrip()) + 1)
        self.at = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else self.end

    def whole(self) -> Statement:
        """Return the statement that the whole text makes."""
        found = self.statement(1)
        if self.token.text in ("if", "iff"):
            raise self.error("'if' and 'iff' do not follow one another: put one of them in parentheses")
        if self.token.text == ")":
            raise self.error("this parenthesis closes none")
        if self.token is not self.end:
            raise self.error(f"expected 'and', 'or', 'if', 'iff' or the end, got {shown(self.token.text, 40)}")
        return found

    def statement(self, depth: int) -> Statement:
        """Read a statement at a level of nesting."""
        first = self.either(depth)
        if self.token.text not in ("if", "iff"):
            return first
        word = self.taken().text
        return Joined(word, first, self.either(depth))

    def either(self, depth: int) -> Statement:
        """Read what "or" joins."""
        return self.chain("or", self.both, depth)

    def both(self, depth: int) -> Statement:
        """Read what "and" joins."""
        return self.chain("and", self.single, depth)

    def chain(self, word: str, part: Callable[[int], Statement], depth: int) -> Statement:
        """Read parts that a word joins."""
        found = part(depth)
        while self.token.text == word:
            self.taken()
            found = Joined(word, found, part(depth))
        return found

    def single(self, depth: int) -> Statement:
        """Read an option, something in parentheses, or the contrary of one of these."""
        if depth > DEEPEST:
            raise self.error(f"a statement is nested at most {DEEPEST} levels deep")
        if self.token.text == "not":
            self.taken()
            return Not(self.single(depth + 1))
        return self.bracketed(depth) if self.token.text == "(" else self.option()

    def bracketed(self, depth: int) -> Statement:
        """Read a statement in parentheses."""
        opening = self.taken()
        found = self.statement(depth + 1)
        if self.token is self.end:
            raise _fault(self.text, opening.column, "this parenthesis is never closed")
        if self.token.text != ")":
            raise self.error(f"expected 'and', 'or', 'if', 'iff' or ')', got {shown(self.token.text, 40)}")
        self.taken()
        return found

    def option(self) -> Statement:
        """Read the name of an option."""
        token = self.token
        if token is self.end:
            ends = "the statement ends where an option was expected"
            message = ends if self.tokens else "expected a statement, got none"
            raise _fault(self.text, max(len(self.text.rstrip()), 1), message)
        if token.text in (*_WORDS, ")") or not re.fullmatch(rf"{NAME}(?:\.{NAME})*", token.text):
            raise self.error(f"expected an option such as {self.options[0]}, got {shown(token.text, 40)}")
        if token.text not in self.options:
            raise self.error(unknown("option", token.text, self.options))
        self.taken()
        return Taken(self.options.index(token.text))

    def taken(self) -> _Token:
        """Return the next token and go past it."""
        token = self.token
        self.at += 1
        return token

    def error(self, message: str) -> TextError:
        """Return an error at the next token."""
        return _fault(self.text, self.token.column, message)
