"""Texts for programs that take fewer than ours: told apart, and in printable ASCII."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence


def told_apart(labels: Sequence[str]) -> list[str]:
    """Return labels with a number behind those that are empty or equal, as Gambit does: "L_1", "L_2"; "_1".

    An underscore is added for as long as another label has the name.

    Examples
    --------
    >>> told_apart(["L", "R", "L", ""])
    ['L_1', 'R', 'L_2', '_1']
    """
    count, taken, given = Counter(labels), set(labels), Counter[str]()
    kept: list[str] = []
    for label in labels:
        given[label] += 1
        name = label
        if not label.strip() or count[label] > 1:
            name = f"{label}_{given[label]}"
            while name in taken:
                name += "_"
        taken.add(name)
        kept.append(name)
    return kept


def in_ascii(text: str) -> str:
    r"""Return a text in printable ASCII, without blanks at its ends, quotes and backslashes.

    Accents are left out; a character without a Latin letter to it becomes its number.

    Examples
    --------
    >>> in_ascii(" Türkiye: \"non\" "), in_ascii("Ж")
    ("Turkiye: 'non'", '(U+0416)')
    """
    plain = unicodedata.normalize("NFKD", text.replace('"', "'").replace("\\", "/"))
    return "".join(map(_in_ascii, plain)).strip()


def _in_ascii(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    if character.isspace():
        return " "
    return character if " " <= character <= "~" else f"(U+{ord(character):04X})"
