"""The one error that means: what the user gave cannot be used."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from operator import index
from typing import Any

from .text.visible import bounded, visible

MOST_LISTED = 50
"""Known names that a message lists; of more it says how many they are."""


class InputError(ValueError):
    """Something in a file, an option or an argument cannot be used; the message says what, and what was expected.

    As text it is one line of bounded length in which every letter can be seen, whatever the names in it hold.
    """

    def __str__(self) -> str:
        return visible(bounded(super().__str__()))


class OutsideRangeWarning(UserWarning):
    """Numbers of a scenario lie outside the ranges held plausible; they are used all the same."""


class InputErrors(InputError):
    """Several errors of this kind, one below the other."""

    def __init__(self, errors: Iterable[InputError]) -> None:
        super().__init__(*errors)

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))


def expect(given: Any, kinds: type | tuple[type, ...], what: str) -> None:
    """Refuse what is of none of the kinds; `what` says in words what was expected.

    Raises
    ------
    TypeError
        Naming what was expected and what came.

    Examples
    --------
    >>> expect(3, str, "a path as text")
    Traceback (most recent call last):
    TypeError: expected a path as text, got int 3
    """
    if not isinstance(given, kinds):
        raise unexpected(given, what)


def unexpected(given: Any, what: str) -> TypeError:
    """Return the error that says what was expected in words and what came."""
    from .numbers import shown  # NumPy comes with it, which `tetrarchy --help` has no need of

    return TypeError(f"expected {what}, got {type(given).__name__} {shown(given)}")


def whole_number(name: str, value: Any, least: int | None = None) -> int:
    """Return a whole number of any kind as an int.

    Raises
    ------
    InputError
        By its name, if it is none, or below the least that it may be.

    Examples
    --------
    >>> whole_number("samples", 3, 1)
    3
    >>> whole_number("samples", 0, 1)
    Traceback (most recent call last):
    tetrarchy.games.errors.InputError: samples must be 1 or more, got 0
    """
    from .numbers import shown  # NumPy comes with it, which `tetrarchy --help` has no need of

    try:
        read = index(value)
    except TypeError:
        raise InputError(f"{name} must be a whole number, got {shown(value)}") from None
    if least is not None and read < least:
        raise InputError(f"{name} must be {least} or more, got {shown(value)}")
    return read


def suggestion(given: Any, known: Iterable[str]) -> str:
    """Return " (did you mean 'x'?)" where a known name is near the given one, else the empty string.

    Near is a name that becomes the given one by at most two slips, at most one where it has three or four characters,
    and none where it has fewer; a slip is one character changed, left out or added, or two neighbours swapped. Capitals
    and small letters are alike, and so are "-", "_" and a blank. Of several the nearest is offered, of those
    the one that begins most like the given name, and the first.

    Examples
    --------
    >>> suggestion("libral", ["liberal", "mercantilist"]), suggestion("realist", ["liberal", "mercantilist"])
    (" (did you mean 'liberal'?)", '')
    """
    near: list[tuple[int, int, str]] = []
    for name in known if isinstance(given, str) else ():
        allowed = _allowed(len(name))
        if abs(len(name) - len(given)) <= allowed:
            slips = _slips(_folded(given), _folded(name), allowed)
            if slips <= allowed:
                near.append((slips, -_beginning(given, name), name))
    return f" (did you mean {min(near, key=lambda found: found[:2])[2]!r}?)" if near else ""


def unknown(what: str, given: Any, known: Iterable[str]) -> str:
    """Return the sentence that names an unknown thing, the nearest known one, and the known ones."""
    from .numbers import shown  # NumPy comes with it, which `tetrarchy --help` has no need of

    names = known if isinstance(known, Collection) else list(known)
    return f"unknown {what} {shown(given, 100)}{suggestion(given, names)}; known: {_listed(names)}"


def _listed(names: Collection[str]) -> str:
    listed = ", ".join(name for name, _ in zip(names, range(MOST_LISTED), strict=False)) or "none"
    return listed if len(names) <= MOST_LISTED else f"{listed} and {len(names) - MOST_LISTED} more"


def _beginning(given: str, name: str) -> int:
    """Return how many letters two texts begin with alike."""
    return next((place for place, (one, other) in enumerate(zip(given, name, strict=False)) if one != other), len(name))


def _allowed(length: int) -> int:
    return 2 if length > 4 else 1 if length > 2 else 0


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")


def _slips(given: str, name: str, most: int) -> int:
    """Return how many slips part two texts, counted up to one more than `most`.

    It is the distance of optimal string alignment, row by row, with only the places within `most` of the diagonal.
    """
    before: dict[int, int] = {}
    row = {column: column for column in range(most + 1)}
    for place, letter in enumerate(given, 1):
        above, row, two_above = row, {}, before
        for column in range(max(0, place - most), min(len(name), place + most) + 1):
            slips = [above.get(column, most) + 1, row.get(column - 1, most) + 1]
            if column:
                slips.append(above.get(column - 1, most) + (letter != name[column - 1]))
            if column > 1 and place > 1 and (letter, given[place - 2]) == (name[column - 2], name[column - 1]):
                slips.append(two_above.get(column - 2, most) + 1)
            row[column] = min(slips)
        before = above
    return row.get(len(name), most + 1)
