"""Who plays in a world file: states with their shares of the orders, and their sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from ...games.errors import InputError, suggestion, unknown
from ...games.numbers import number, read_fraction, rounded
from ...games.orders.rows import ORDER_NAMES
from ...games.world.catalogue import CORNERS, WorldActor, anchored
from ...games.world.reading import ROUNDED
from ..faults import Faults
from ..positions import Path as Place
from .catalogue import actor_named, actors
from .folder import absent
from .folder import sizes as folder_sizes
from .schema import StateSection, TiesSection, WorldFile
from .tables import Row, folder_rows

Mixes = dict[str, dict[str, Fraction]]

WINDOWS: Mapping[str, str] = {
    "mixes_2000_2010": "2000-2010",
    "mixes_1991_2000": "1991-2000",
    "mixes_2001_2010": "2001-2010",
    "mixes_2011_2019": "2011-2019",
}
"""Tables of mixes that ship, and the window of years of each."""

SPACES: Mapping[str, Sequence[str]] = {"orders": ORDER_NAMES, "corners": CORNERS}
"""What states mix."""

_TABLE = ("game", "states")


def read_states(form: WorldFile, folder: Path, faults: Faults, notes: list[str]) -> Mixes:
    """Return the shares of each state, by its code."""
    mixes = _table(form, folder, faults)
    for place, code in enumerate(form.game.exclude):
        if faults.check_known("state", code, mixes, ("game", "exclude", place)):
            del mixes[code]
    for code, section in form.states.items():
        if section.orders is not None:
            mixes[code] = _shares(section.orders, form.game.space, ("states", code, "orders"), faults, notes)
        elif code not in mixes:
            faults.add(("states", code), _unknown_state(code, mixes), at_key=True)
    if not mixes and not faults.found:
        faults.add(("states",), 'must name at least 2 states; or game.states = "mixes_2000_2010" takes those that ship')
    return mixes


def _unknown_state(code: str, mixes: Mixes) -> str:
    return f"{unknown('state', code, mixes)}; a state of its own needs orders" if mixes else "orders is missing"


def _table(form: WorldFile, folder: Path, faults: Faults) -> Mixes:
    name = form.game.states
    if name is None:
        return {}
    if name in WINDOWS:
        window = WINDOWS[name]
        return {code: _mix_of(own, window, form.game.space) for code, own in actors().items() if window in own.mixes}
    if not name.endswith(".csv"):
        faults.add(_TABLE, f"{unknown('table of mixes', name, WINDOWS)}; or the name of a file in CSV")
        return {}
    try:
        return _from_csv(folder / name, form.game.space, faults)
    except InputError as error:
        faults.add(_TABLE, str(error))
        return {}


def _mix_of(state: WorldActor, window: str, space: str) -> dict[str, Fraction]:
    return state.mix(window) if space == "orders" else dict(zip(CORNERS, state.mixes[window], strict=True))


def _from_csv(path: Path, space: str, faults: Faults) -> Mixes:
    """Return the mixes of a table with the column iso3 and a column for each order, or for each corner.

    Of a line with a fault the state is kept, so that no other part of the file is told that it does not exist.
    """
    rows = folder_rows(path.parent, path.name, ("iso3",))
    of_corners = all(set(CORNERS) <= row.keys() for row in rows)
    names = CORNERS if of_corners else SPACES[space]
    if not of_corners and not all(set(names) <= row.keys() for row in rows):
        raise InputError(f"{path}: expected the columns {', '.join(names)}, or those of corners")
    mixes: Mixes = {}
    for line, row in enumerate(rows, 2):
        code = row["iso3"]
        if code in mixes:
            faults.add(_TABLE, f"{path}: line {line}: {code} stands there twice")
        shares = [Fraction(1, len(names))] * len(names)
        try:
            shares = _row_shares(row, names)
        except ValueError as error:
            faults.add(_TABLE, f"{path}: line {line}: {error}")
        mixes[code] = (
            anchored(tuple(shares)) if of_corners and space == "orders" else dict(zip(names, shares, strict=True))
        )
    return mixes


def _row_shares(row: Row, names: Sequence[str]) -> list[Fraction]:
    """Return the shares of a row of a table, divided by their sum; a ValueError says what is wrong with them."""
    try:
        shares = [read_fraction(row[name]) for name in names]
    except ValueError as error:
        raise ValueError(f"a share must be a number, {error}") from None
    if min(shares) < 0:
        raise ValueError(f"a share must not be negative, got {rounded(min(shares))}")
    if abs(sum(shares) - 1) > ROUNDED:
        raise ValueError(f"shares must add up to 1, got {number(sum(shares), 4)}")
    return [share / sum(shares) for share in shares]


def _shares(given: Any, space: str, place: Place, faults: Faults, notes: list[str]) -> dict[str, Fraction]:
    """Return shares of all orders from the name of one, from those of some, or from "data:RUS:2000-2010"."""
    names = SPACES[space]
    shares = dict.fromkeys(names, Fraction(0))
    if isinstance(given, str):
        try:
            named = actor_named(given)
        except InputError as error:
            faults.add(place, str(error))
            return shares
        if named is not None:
            return _mix_of(*named, space)
        given = {given: Fraction(1)}
    for order, share in given.items():
        if faults.check_known("order", order, names, (*place, order) if order in given else place):
            shares[order] = share
    if any(fault.path[: len(place)] == place for fault in faults.found):
        return shares
    total = sum(shares.values())
    if min(shares.values()) < 0:
        faults.add(place, f"a share must not be negative, got {rounded(min(shares.values()))}")
    elif abs(total - 1) > ROUNDED:
        faults.add(place, f"shares must add up to 1, got {rounded(total)}")
    elif total != 1:
        notes.append(f"The shares of {place[1]} add up to {number(total, 4)} and are divided by that.")
        shares = {order: share / total for order, share in shares.items()}
    return shares


def read_sizes(form: WorldFile, mixes: Mixes, folder: Path, faults: Faults) -> dict[str, Fraction]:
    """Return the size of each state; those that the file gives stand, the others keep their proportions."""
    own = {code: section.size for code, section in form.states.items() if section.size is not None and code in mixes}
    known = _known_sizes(form, folder, faults)
    rest = {code: known[code] for code in mixes if code not in own and code in known}
    if missing := [code for code in mixes if code not in own and code not in known]:
        named = ", ".join(f"{code}{suggestion(code, known)}" for code in missing[:10])
        faults.add(
            ("game", "size") if form.game.size else ("states", missing[0]),
            f"no size of {named}: give states.{missing[0]}.size, or leave the state out by exclude",
        )
    for code, size in own.items():
        if size <= 0:
            faults.add(("states", code, "size"), f"must be positive, got {rounded(size)}")
    if missing or not mixes:
        return {}
    left = 1 - sum(own.values(), Fraction(0))
    if (left <= 0) if rest else abs(left) > ROUNDED:
        faults.add(("states",), f"sizes must add up to {'less than ' if rest else ''}1, got {rounded(1 - left)}")
        return {}
    scale = left / sum(rest.values(), Fraction(0)) if rest else Fraction(1)
    sizes = own | {code: size * scale for code, size in rest.items()}
    total = sum(sizes.values(), Fraction(0))
    return {code: sizes[code] / total for code in mixes if code in sizes}


def refuse_absent(form: WorldFile, mixes: Mixes, folder: Path, faults: Faults) -> None:
    """Refuse states that did not exist in the year of the sizes or of the ties, as a folder of tables has it."""
    if form.game.data is None:
        return
    year = _size_asked(form).partition(":")[2]
    asked = [("size", int(year))] if year.isdigit() else []
    if isinstance(form.game.ties, TiesSection):
        asked.append(("ties", form.game.ties.year))
    for key, when in asked:
        try:
            gone = absent(folder / form.game.data, when)
        except InputError as error:
            return faults.add(("game", "data"), str(error))
        if named := [f"{code} ({gone[code]})" for code in mixes if code in gone]:
            faults.add(("game", key), f"not alive in {when}: {', '.join(named)}; leave them out by exclude")


def _size_asked(form: WorldFile) -> str:
    """Return which sizes are read, empty where those that the states have in the file are all."""
    return form.game.size or ("cinc:2010" if form.game.states else "")


def _known_sizes(form: WorldFile, folder: Path, faults: Faults) -> Mapping[str, Fraction]:
    asked = _size_asked(form)
    if not asked:
        return {}
    source, _, year = asked.partition(":")
    if source not in ("cinc", "gdp") or not year.isdigit():
        faults.add(("game", "size"), f'expected "cinc:2010" or "gdp:2010", with any year, got {asked!r}')
        return {}
    if form.game.data is None:
        if asked == "cinc:2010":
            return {code: own.size for code, own in actors().items()}
        message = f'{asked} does not ship: name a folder of tables as game.data, or take "cinc:2010"'
        faults.add(("game", "size"), message)
        return {}
    try:
        return folder_sizes(folder / form.game.data, source, int(year))
    except InputError as error:
        faults.add(("game", "size"), str(error))
        return {}


def pushes(states: Mapping[str, StateSection], codes: Sequence[str], names: Sequence[str], faults: Faults) -> Any:
    """Return what pushes each state towards each order, as rows."""
    rows = [[Fraction(0)] * len(names) for _ in codes]
    for code, section in states.items():
        for order, size in section.push.items():
            known = faults.check_known("order", order, names, ("states", code, "push", order), at_key=True)
            if known and code in codes:
                rows[list(codes).index(code)][list(names).index(order)] = size
    return rows
