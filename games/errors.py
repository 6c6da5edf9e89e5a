"""The one error that means: what the user gave cannot be used."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from .text.visible import visible


class InputError(ValueError):
    """Something in a file, an option or an argument cannot be used; the message says what, and what was expected.

    As text it is one line in which every letter can be seen, whatever the names in it hold.
    """

    def __str__(self) -> str:
        return visible(super().__str__())


class InputErrors(InputError):
    """Several errors of this kind, one below the other."""

    def __init__(self, errors: Iterable[InputError]) -> None:
        super().__init__(*errors)

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))


def suggestion(given: str, known: Iterable[str]) -> str:
    """Return " (did you mean 'x'?)" where a known name is near the given one, else the empty string."""
    near = difflib.get_close_matches(given, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""


def unknown(what: str, given: str, known: Iterable[str]) -> str:
    """Return the sentence that names an unknown thing, the nearest known one, and all known ones."""
    names = list(known)
    return f"unknown {what} {given!r}{suggestion(given, names)}; known: {', '.join(names) or 'none'}"
