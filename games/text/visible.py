r"""The one place that says which letters of a text are not shown as they are, and what is shown instead.

Names, titles, paths and notes are data: whatever they hold, a terminal, a page or a sheet must take it for text.
Control characters, marks of direction, letters without width or ink, halves of surrogate pairs and what Unicode has not
assigned are shown as the escapes of Python's strings, such as ``\x1b``; blanks of any width are left as they are.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from unicodedata import category

_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\uffa0\U000e0100-\U000e01ef]")
"""Letters and marks without ink that Unicode counts among what can be printed."""

_LONGEST, _END = 3000, 500
"""Letters of a message, and how many of them are kept for its end where it would be longer."""


def visible(text: str) -> str:
    r"""Return a text as one line in which every letter can be seen.

    Examples
    --------
    >>> print(visible("red\x1b[31m\nline"), visible("plain"))
    red\x1b[31m\nline plain
    """
    if text.isprintable() and (text.isascii() or not _BLANK.search(text)):
        return text
    return rewritten(text, is_hidden, escaped)


def bounded(text: str) -> str:
    """Return a text without its middle where it is longer than 3,000 letters, so that its end is told too.

    Examples
    --------
    >>> len(bounded("a" * 1_000_000)), bounded("plain")
    (3000, 'plain')
    """
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST - _END - 5]} ... {text[-_END:]}"


def is_hidden(character: str) -> bool:
    """Tell whether a character is shown as an escape."""
    if character.isprintable():
        return _BLANK.match(character) is not None
    return category(character) != "Zs"


def escaped(character: str) -> str:
    """Return the escape of a character."""
    return character.encode("unicode_escape").decode("ascii")


def rewritten(text: str, chosen: Callable[[str], bool], written: Callable[[str], str]) -> str:
    """Return a text in which the chosen characters are written in another way."""
    return text.translate({ord(character): written(character) for character in set(text) if chosen(character)})


def encodable(text: str, encoding: str, written: Callable[[str], str] = escaped) -> str:
    r"""Return a text in which what an encoding has no form for is written in another way.

    Examples
    --------
    >>> print(encodable("π and é", "latin-1"), encodable("π", "utf-8"))
    \u03c0 and é π
    """
    return rewritten(text, lambda character: not character.isascii() and not _has(encoding, character), written)


def visible_json(text: str) -> str:
    """Return a text of JSON in which what could not be seen is written by its number, line breaks aside."""
    return rewritten(text, lambda character: character != "\n" and is_hidden(character), json_character)


def json_character(character: str) -> str:
    """Return a character of a text of JSON by its number, in two parts where that is above U+FFFF."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))


def is_utf8(encoding: str) -> bool:
    """Tell whether an encoding is UTF-8, which has a form for every character, by any of its names."""
    return codecs.lookup(encoding).name == "utf-8"


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
