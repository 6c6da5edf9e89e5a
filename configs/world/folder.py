"""A folder of tables for other years than ship: sizes, ties, and codes of states.

The tables are those of the Correlates of War and of ATOP in the form that docs/how-to/world.md tells; codes are theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from ...games.errors import InputError
from ...games.numbers import read_fraction, shown
from .tables import Row, folder_rows

Pairs = dict[tuple[str, str], Fraction]

KINDS: Mapping[str, str] = {
    "defence": "D",
    "offence": "O",
    "neutrality": "N",
    "nonaggression": "G",
    "consultation": "C",
}
"""Kinds of obligations, by the letters of the table."""

LAST_ALLIANCES, LAST_BODIES = 2018, 2014
"""The last years for which there are ties of each source."""


def codes(folder: Path) -> dict[str, str]:
    """Return codes of three letters by the numbers of the Correlates of War."""
    return {row["cow"]: row["iso3"] for row in folder_rows(folder, "states.csv", ("cow", "iso3"))}


def absent(folder: Path, year: int) -> dict[str, str]:
    """Return the codes of states that were not in the system of states in a year, with the years in which they were.

    The table of states says so in system_from and system_to, where it has them; an empty end is open.

    Raises
    ------
    InputError
        If such an end is no year.
    """
    spells: dict[str, list[tuple[str, str]]] = {}
    for row in folder_rows(folder, "states.csv", ("cow", "iso3")):
        spell = (row.get("system_from", ""), row.get("system_to", ""))
        for end in spell:
            if end and not end.isdigit():
                raise InputError(f"{folder / 'states.csv'}: {row['iso3']}: expected a year, got {shown(end)}")
        spells.setdefault(row["iso3"], []).append(spell)
    return {
        code: ", ".join(f"{start} to {end}" if end else f"from {start}" for start, end in own)
        for code, own in spells.items()
        if not any(int(start or 0) <= year <= int(end or year) for start, end in own)
    }


def alliances(folder: Path, year: int, kinds: Mapping[str, Fraction]) -> Pairs:
    """Return the strength of each pair's obligations in a year: the greatest weight of a kind that they have."""
    named, ties = codes(folder), Pairs()
    for row in folder_rows(folder, "alliances.csv", ("cow_a", "cow_b", "kinds"), ("from", "to")):
        if _lasts(row, year) and {row["cow_a"], row["cow_b"]} <= named.keys():
            met = (weight for kind, weight in kinds.items() if KINDS[kind] in row["kinds"])
            strength = max(met, default=Fraction(0))
            pair = _pair(named[row["cow_a"]], named[row["cow_b"]])
            ties[pair] = max(strength, ties.get(pair, Fraction(0)))
    return {pair: strength for pair, strength in ties.items() if strength}


def shared_bodies(folder: Path, year: int) -> Pairs:
    """Return how many international organisations each pair shared in a year."""
    named, ties = codes(folder), Pairs()
    name = f"shared_igos_{year}.csv"
    for row in folder_rows(folder, name, ("cow",)):
        own = row.pop("cow")
        for other, count in row.items():
            if not count.isdigit() and count:
                raise InputError(f"{folder / name}: {own} and {other}: expected a count, got {shown(count)}")
            if count not in ("", "0") and {own, other} <= named.keys() and own != other:
                ties[_pair(named[own], named[other])] = Fraction(count)
    return ties


def rivals(folder: Path, year: int) -> set[tuple[str, str]]:
    """Return the pairs that were strategic rivals in a year."""
    named = codes(folder)
    return {
        _pair(named[row["cow_a"]], named[row["cow_b"]])
        for row in folder_rows(folder, "rivalries.csv", ("cow_a", "cow_b"), ("from", "to"))
        if _lasts(row, year) and {row["cow_a"], row["cow_b"]} <= named.keys()
    }


def sizes(folder: Path, source: str, year: int) -> dict[str, Fraction]:
    """Return the share of each state in the capabilities ("cinc") or product ("gdp") of all, last known in a year."""
    column = {"cinc": "cinc", "gdp": "gdp_share"}[source]
    named = codes(folder)
    last: dict[str, tuple[int, Fraction]] = {}
    for row in folder_rows(folder, "state_years.csv", ("cow",), ("year",), (column,)):
        when = int(row["year"])
        if row[column] and when <= year and row["cow"] in named and when >= last.get(named[row["cow"]], (0,))[0]:
            last[named[row["cow"]]] = (when, read_fraction(row[column]))
    return {code: share for code, (_, share) in last.items() if share > 0}


def _lasts(row: Row, year: int) -> bool:
    """Tell whether a spell covers a year; one without an end goes on."""
    return int(row["from"] or 0) <= year <= int(row["to"] or year)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
