"""All checks, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ....games.errors import InputError, expect, unknown
from ....games.text.shown import Shown
from .corners import corners
from .drift import drift
from .landscape import landscape
from .outcomes import outcomes
from .pressure import pressure
from .record import Check, WorldRecord

CHECKS: Mapping[str, Callable[[WorldRecord], Check]] = {
    "E1": corners,
    "E2": outcomes,
    "E3": drift,
    "E4": pressure,
    "E5": landscape,
}
"""The checks by name."""


@dataclass(frozen=True, repr=False)
class Evidence(Shown):
    """What the checks found."""

    checks: tuple[Check, ...]


def checked(record: WorldRecord, names: Sequence[str]) -> Evidence:
    """Put checks to a record; figures are the same for the same record."""
    return Evidence(tuple(CHECKS[name](record) for name in names))


def checks_named(names: Sequence[str]) -> tuple[str, ...]:
    """Return the checks that are asked for, all where none is.

    Raises
    ------
    InputError
        If there is no such check.
    """
    expect(names, Iterable, "names of checks")
    for name in names:
        expect(name, str, "the name of a check")
        if name not in CHECKS:
            raise InputError(unknown("check", name, CHECKS))
    return tuple(dict.fromkeys(names)) or tuple(CHECKS)
