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

WINDOWS = ("1991-2000", "2001-2010", "2011-2019")
"""Windows of years whose mixes are in the corners of the first."""

_PREFIX = "data:"


@cache
def actors() -> Mapping[str, WorldActor]:
    """Return the states of the catalogue by their codes, in the order of the Correlates of War."""
    mixes = {row["iso3"]: row for row in shipped_rows("mixes_2000_2010")}
    windows = window_mixes()
    pairs = [_pairs(column) for column in ("tied", "defence", "rivals")]
    bodies = bodies_of(YEAR)
    return MappingProxyType(
        {
            row["iso3"]: WorldActor(
                row["iso3"],
                row["name"],
                row["region"],
                Fraction(row["size_2010"]),
                {
                    MAIN_WINDOW: _mixes_of(mixes[row["iso3"]]),
                    **dict(zip(WINDOWS, windows.get(row["iso3"], ()), strict=False)),
                },
                {c: (Fraction(mixes[row["iso3"]][f"{c}_5"]), Fraction(mixes[row["iso3"]][f"{c}_95"])) for c in CORNERS},
                *(tuple(own.get(row["iso3"], ())) for own in pairs),
                bodies=tuple(body for body, members in bodies.items() if row["iso3"] in members),
            )
            for row in shipped_rows("states")
        }
    )


def window_mixes() -> dict[str, tuple[tuple[Fraction, ...], ...]]:
    """Return the shares of the corners of every state in each of `WINDOWS`, by its code."""
    return {
        row["iso3"]: tuple(_mixes_of(row, f"_{window.replace('-', '_')}") for window in WINDOWS)
        for row in shipped_rows("mixes_windows")
    }


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


def _pairs(column: str) -> dict[str, list[str]]:
    """Return for each state those with which it makes a pair of a kind."""
    pairs: dict[str, list[str]] = {}
    for row in shipped_rows("ties_2010"):
        for other in row[column].split():
            pairs.setdefault(row["iso3"], []).append(other)
            pairs.setdefault(other, []).append(row["iso3"])
    return pairs


def _mixes_of(row: Row, window: str = "") -> tuple[Fraction, ...]:
    """Return the shares of a row of rounded tables, divided by their sum."""
    shares = [Fraction(row[f"{corner}{window}"]) for corner in CORNERS]
    return tuple(share / sum(shares) for share in shares)
