"""The states of the shipped catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from ...games.errors import InputError, unknown
from ...games.world.catalogue import CORNERS, MAIN_WINDOW, WorldActor
from .tables import Row, shipped_rows

YEAR = 2010
"""Of the sizes, ties and memberships that ship."""

_WINDOWS = ("1991-2000", "2001-2010", "2011-2019")
_PREFIX = "data:"


@cache
def actors() -> Mapping[str, WorldActor]:
    """Return the states of the catalogue by their codes, in the order of the Correlates of War."""
    mixes = {row["iso3"]: row for row in shipped_rows("mixes_2000_2010")}
    windows = {row["iso3"]: row for row in shipped_rows("mixes_windows")}
    ties, bodies = _ties(), bodies_of(YEAR)
    return MappingProxyType(
        {
            row["iso3"]: WorldActor(
                row["iso3"],
                row["name"],
                row["region"],
                Fraction(row["size_2010"]),
                _mixes(mixes[row["iso3"]], windows.get(row["iso3"])),
                {c: (Fraction(mixes[row["iso3"]][f"{c}_5"]), Fraction(mixes[row["iso3"]][f"{c}_95"])) for c in CORNERS},
                tuple(ties.get(row["iso3"], ())),
                tuple(body for body, members in bodies.items() if row["iso3"] in members),
            )
            for row in shipped_rows("states")
        }
    )


def actor(code: str) -> WorldActor:
    """Return a state by its code.

    Raises
    ------
    InputError
        If the catalogue has no such state.
    """
    if code not in actors():
        raise InputError(unknown("state", code, actors()))
    return actors()[code]


def actor_named(name: str) -> tuple[WorldActor, str] | None:
    """Return the state and the window that "data:RUS:2000-2010" or "data:RUS" means; None where a text means none such.

    Raises
    ------
    InputError
        If the state or the window is unknown.
    """
    if not name.startswith(_PREFIX):
        return None
    code, _, window = name.removeprefix(_PREFIX).partition(":")
    found = actor(code)
    if (window or MAIN_WINDOW) not in found.mixes:
        raise InputError(unknown(f"window of {code}", window, found.mixes))
    return found, window or MAIN_WINDOW


def mix_named(name: str) -> dict[str, Fraction] | None:
    """Return the shares of orders that a text such as "data:RUS:2000-2010" means; errors as in `actor_named`.

    Examples
    --------
    >>> float(mix_named("data:RUS")["liberal"])
    0.2325
    """
    found = actor_named(name)
    return None if found is None else found[0].mix(found[1])


def bodies_of(year: int) -> dict[str, frozenset[str]]:
    """Return the members of each body in a year."""
    members: dict[str, set[str]] = {}
    for row in shipped_rows("memberships"):
        if int(row["from"]) <= year and (not row["to"] or year <= int(row["to"])):
            members.setdefault(row["body"], set()).add(row["iso3"])
    return {body: frozenset(codes) for body, codes in members.items()}


def _ties() -> dict[str, list[str]]:
    ties: dict[str, list[str]] = {}
    for row in shipped_rows("ties_2010"):
        for other in row["tied"].split():
            ties.setdefault(row["iso3"], []).append(other)
            ties.setdefault(other, []).append(row["iso3"])
    return ties


def _mixes(main: Row, windows: Row | None) -> dict[str, tuple[Fraction, ...]]:
    """Return a state's mixes: rounded tables, of which each row is divided by its sum."""
    mixes = {MAIN_WINDOW: _shares([main[corner] for corner in CORNERS])}
    if windows is not None:
        for window in _WINDOWS:
            mixes[window] = _shares([windows[f"{corner}_{window.replace('-', '_')}"] for corner in CORNERS])
    return mixes


def _shares(texts: list[str]) -> tuple[Fraction, ...]:
    shares = [Fraction(text) for text in texts]
    return tuple(share / sum(shares) for share in shares)
