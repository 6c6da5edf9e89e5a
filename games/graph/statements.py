"""Statements about options, such as "US.withdraw if Russia.retain", and rankings made of them.

A statement is true or false of a state, that is, of the options taken. A list of statements, the most important first,
ranks states: of two states the better is the one of which the first statement is true on which they differ (Hipel,
Fang, Kilgour and Peng 1997). "x if y" is true unless y is true and x is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags
from .moves import Integers


@dataclass(frozen=True)
class Taken:
    """That an option is taken; the option by its number."""

    option: int


@dataclass(frozen=True)
class Not:
    """That a statement is false."""

    statement: Statement


@dataclass(frozen=True)
class Joined:
    """Two statements and a word between them: "and", "or", "if" or "iff"."""

    word: str
    first: Statement
    second: Statement


Statement = Taken | Not | Joined

WORDS: Mapping[str, Callable[[Flags, Flags], Flags]] = {
    "and": np.logical_and,
    "or": np.logical_or,
    "if": lambda first, second: first | ~second,
    "iff": np.equal,
}
"""What each word makes of the truth of two statements."""


@dataclass(frozen=True)
class Wish:
    """A statement that a decision maker would like to be true.

    Attributes
    ----------
    statement
        What is wished for.
    text
        As it is written.
    unknown
        It is not known whether the decision maker likes it: what it decides is unknown.
    """

    statement: Statement
    text: str
    unknown: bool = False


def truth(statement: Statement, taken: Flags) -> Flags:
    """Return for each state whether a statement is true of it, shape (m,); `taken` has shape (options, m).

    Examples
    --------
    >>> truth(Joined("if", Taken(0), Taken(1)), np.array([[0, 1, 0, 1], [0, 0, 1, 1]], dtype=bool)).tolist()
    [True, True, False, True]
    """
    match statement:
        case Taken(option):
            return taken[option]
        case Not(inner):
            return ~truth(inner, taken)
        case Joined(word, first, second):
            return WORDS[word](truth(first, taken), truth(second, taken))


def standing_by(truths: Sequence[Flags], n_states: int) -> Integers:
    """Return how high each state stands by the truth of statements, the most important first: 0 for the worst."""
    standing = np.zeros(n_states, dtype=np.int64)
    for true in truths:
        standing = np.unique(2 * standing + true, return_inverse=True)[1]
    return standing.astype(np.int32)
