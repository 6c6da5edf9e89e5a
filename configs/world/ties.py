"""What ties the states of a world file: obligations, shared organisations, or ties of the file's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from ...games.arrays import Fractions
from ...games.errors import InputError, unknown
from ...games.numbers import read_fraction, shown
from ..faults import Faults
from ..positions import Path as Place
from . import folder as tables
from .catalogue import YEAR, actors
from .folder import Pairs
from .schema import TiesSection, WorldFile
from .tables import folder_rows

_PLACE = ("game", "ties")


def read_ties(form: WorldFile, codes: Collection[str], folder: Path, faults: Faults, notes: list[str]) -> Fractions:
    """Return a_ij for the states in their order, symmetric, shape (n, n)."""
    places = {code: place for place, code in enumerate(codes)}
    strengths = np.full((len(places), len(places)), Fraction(0), dtype=object)
    for (one, other), strength in _pairs(form, places, folder, faults, notes).items():
        if one in places and other in places:
            strengths[places[one], places[other]] = strengths[places[other], places[one]] = strength
    alone = [code for code, place in places.items() if not strengths[place].any()]
    if alone and len(alone) < len(places):
        notes.append(f"Without ties: {', '.join(alone)}; recognition does not move them.")
    return strengths


def read_bonds(form: WorldFile, codes: Collection[str], folder: Path) -> Any:
    """Return which pairs have a pact of defence (1) or are rivals (-1), shape (n, n); None where signs of ties do."""
    listed = (form.game.pacts, form.game.rivals)
    asked = TiesSection() if form.game.ties is None and form.game.states else form.game.ties
    if not isinstance(asked, TiesSection) and listed == (None, None):
        return None
    found: tuple[Collection[Any], Collection[Any]] = ((), ())
    if isinstance(asked, TiesSection):
        found = _pacts_and_rivals(asked, form, folder)
    places = {code: place for place, code in enumerate(codes)}
    bonds = np.zeros((len(places), len(places)), dtype=int)
    for own, of_source, bond in zip(listed, found, (1, -1), strict=True):
        for one, other in of_source if own is None else own:
            if one in places and other in places:
                bonds[places[one], places[other]] = bonds[places[other], places[one]] = bond
    return bonds


def check_pairs(form: WorldFile, codes: Collection[str], faults: Faults) -> None:
    """Note what is wrong with the pacts and rivals that a file lists."""
    for name, pairs in (("pacts", form.game.pacts), ("rivals", form.game.rivals)):
        for row, pair in enumerate(pairs or []):
            path = ("game", name, row)
            for code in pair:
                faults.check_known("state", code, codes, path)
            if len({*pair}) != 2 or len(pair) != 2:
                faults.add(path, f"expected two different states, got {shown(pair)}")


def _pacts_and_rivals(asked: TiesSection, form: WorldFile, folder: Path) -> tuple[Collection[Any], Collection[Any]]:
    if form.game.data is None:
        pacts = [(code, other) for code, own in actors().items() for other in own.pacts]
        return pacts, [(code, other) for code, own in actors().items() for other in own.rivals]
    home = folder / form.game.data
    return tables.alliances(home, asked.year, {"defence": Fraction(1)}), tables.rivals(home, asked.year)


def _pairs(form: WorldFile, places: Mapping[str, int], folder: Path, faults: Faults, notes: list[str]) -> Pairs:
    asked = form.game.ties
    if asked is None:
        asked = TiesSection() if form.game.states else []
    try:
        if isinstance(asked, TiesSection):
            return _of_source(asked, form, folder, notes)
        if isinstance(asked, str):
            rows = folder_rows((folder / asked).parent, (folder / asked).name, ("a", "b", "weight"))
            told = [(_PLACE, f"{folder / asked}: line {line}: ") for line, _ in enumerate(rows, 2)]
            return _listed([[row["a"], row["b"], row["weight"]] for row in rows], told, places, faults)
    except InputError as error:
        faults.add(_PLACE, str(error))
        return {}
    return _listed(asked, [((*_PLACE, row), "") for row, _ in enumerate(asked)], places, faults)


def _of_source(asked: TiesSection, form: WorldFile, folder: Path, notes: list[str]) -> Pairs:
    last = tables.LAST_ALLIANCES if asked.source == "atop" else tables.LAST_BODIES
    if asked.year > last:
        notes.append(f"There is no data on ties of source {asked.source} after {last}.")
    if form.game.data is None:
        if (asked.source, asked.year, asked.kinds) != ("atop", YEAR, None):
            raise InputError(
                f"only obligations of any kind in {YEAR} ship: name a folder of tables as game.data for others"
            )
        return {(code, other): Fraction(1) for code, own in actors().items() for other in own.ties if code < other}
    if asked.source == "igos":
        return tables.shared_bodies(folder / form.game.data, asked.year)
    kinds: Any = dict.fromkeys(tables.KINDS, Fraction(1)) if asked.kinds is None else asked.kinds
    return tables.alliances(folder / form.game.data, asked.year, kinds)


def _listed(
    asked: Sequence[Sequence[object]], told: Sequence[tuple[Place, str]], places: Mapping[str, int], faults: Faults
) -> Pairs:
    """Return ties listed as [a, b, weight]; of each `told` says at which place and after which words its faults are."""
    pairs: Pairs = {}
    strange = set[str]()
    for tie, (path, words) in zip(asked, told, strict=True):
        if len(tie) not in (2, 3) or not all(isinstance(code, str) for code in tie[:2]):
            faults.add(path, f'{words}expected ["RUS", "CHN"] or ["RUS", "CHN", 1], got {shown(tie)}')
            continue
        one, other = sorted(map(str, tie[:2]))
        for code in sorted({one, other} - places.keys() - strange):
            faults.add(path, f"{words}{unknown('state', code, places)}")
        strange |= {one, other} - places.keys()
        if one == other:
            faults.add(path, f"{words}{one} has a tie to itself")
        if (one, other) in pairs:
            faults.add(path, f"{words}the tie of {one} and {other} stands there twice")
        pairs[one, other] = Fraction(1)
        try:
            pairs[one, other] = read_fraction(tie[2]) if len(tie) == 3 else Fraction(1)
        except (TypeError, ValueError) as error:
            faults.add(path, f"{words}the weight of a tie must be a number, {error}")
    return pairs
