"""A folder of data as the record that the checks of the evidence are put to, and the votes that mixes come from."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import numpy as np

from ...games.errors import InputError, expect
from ...games.world.catalogue import MAIN_WINDOW
from ...studies.world.evidence.checks import Evidence, checked, checks_named
from ...studies.world.evidence.record import Spell, WorldRecord
from .catalogue import actors, window_mixes
from .folder import codes
from .tables import Row, folder_rows

_VOTES = {"y": 1.0, "a": 0.0, "n": -1.0, ".": np.nan}

_FIGURES = ("cinc", "gdp_share", "gdp_pc", "polyarchy", "ideal_point")


def world_evidence(folder: str | PathLike[str] | None = None, checks: Sequence[str] = ()) -> Evidence:
    """Put the world game to a folder of data.

    Parameters
    ----------
    folder
        The folder; without one nothing is checked, and what was found before is told.
    checks
        E1 to E5; all where left out.

    Raises
    ------
    InputError
        If the folder cannot be read, or there is no such check.

    Examples
    --------
    >>> world_evidence().checks
    ()
    """
    names = checks_named(checks)
    if folder is not None:
        expect(folder, (str, PathLike), "a folder as text or path")
    return Evidence(()) if folder is None else checked(read_record(Path(folder)), names)


def read_record(folder: Path) -> WorldRecord:
    """Return the record of a folder; the mixes are those that ship.

    Raises
    ------
    InputError
        Naming the first table or column that is missing, or a line that cannot be read.
    """
    named = codes(folder)
    rows = folder_rows(folder, "states.csv", ("cow", "iso3"))
    votes = _votes(folder, len(rows))
    calls = [row for row in folder_rows(folder, "roll_calls.csv", ("rcid", "date")) if row["rcid"] in votes]
    for row in calls:
        if not row["date"][:4].isdigit():
            raise InputError(f"{folder / 'roll_calls.csv'}: {row['rcid']}: expected a date that begins with its year")
    events: dict[str, set[str]] = {}
    for row in folder_rows(folder, "events.csv", ("event", "iso3")):
        events.setdefault(row["event"], set()).add(row["iso3"])
    return WorldRecord(
        tuple(row["iso3"] for row in rows),
        np.array([int(row["date"][:4]) for row in calls]),
        np.array([votes[row["rcid"]] for row in calls]),
        {
            (named[row["cow"]], int(row["year"])): {name: float(row[name]) for name in _FIGURES if row[name]}
            for row in folder_rows(folder, "state_years.csv", ("cow",), ("year",), _FIGURES)
            if row["cow"] in named
        },
        _spells(folder, "alliances.csv", "kinds", named),
        _spells(folder, "rivalries.csv", "kinds", named),
        _spells(folder, "contiguity.csv", "type", named),
        events,
        tuple(
            (row["iso3"], int(row["year"])) for row in folder_rows(folder, "sanctions_onsets.csv", ("iso3",), ("year",))
        ),
        {code: tuple(map(float, own.mixes[MAIN_WINDOW])) for code, own in actors().items()},
        {code: tuple(tuple(map(float, mix)) for mix in mixes) for code, mixes in window_mixes().items()},
    )


def _votes(folder: Path, states: int) -> dict[str, Sequence[float]]:
    """Return the votes of each call by its number, a letter for each state in the order of states.csv."""
    files = sorted(folder.glob("votes_*.csv"))
    if not files:
        raise InputError(f"{folder}: expected tables votes_*.csv of roll calls, got none")
    votes: dict[str, Sequence[float]] = {}
    for path in files:
        for row in folder_rows(folder, path.name, ("rcid", "votes")):
            letters = row["votes"]
            if len(letters) != states or not set(letters) <= _VOTES.keys():
                expected = f"{states} letters of {', '.join(_VOTES)}"
                raise InputError(f"{path}: votes on {row['rcid']}: expected {expected}, got {len(letters)}")
            votes[row["rcid"]] = [_VOTES[letter] for letter in letters]
    return votes


def _spells(folder: Path, name: str, kinds: str, named: dict[str, str]) -> tuple[Spell, ...]:
    def spell(row: Row) -> Spell:
        return Spell(
            named[row["cow_a"]], named[row["cow_b"]], int(row["from"] or 0), int(row["to"] or 9999), row[kinds]
        )

    rows = folder_rows(folder, name, ("cow_a", "cow_b", kinds), ("from", "to"))
    return tuple(spell(row) for row in rows if {row["cow_a"], row["cow_b"]} <= named.keys())
