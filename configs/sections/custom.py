"""The `[game]` section of kind "custom": an arena of the scenario's own, checked place by place.

Parameters have names that formulas can use. Each entry of `consequences` says, for the outcomes that its `when`
matches, what they do to whom along which dimension of value; a formula that is unsound, or has no value at the
parameters of the file, is reported at the character at which it goes wrong.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from types import SimpleNamespace
from typing import Any

from ...games.arena import ArenaGame
from ...games.arenas.custom import Consequence, custom_arena
from ...games.dimensions import WRITTEN_NAMES
from ...games.errors import InputError
from ...games.formulas.formula import CEILING, Formula
from ...games.numbers import counted, read_fraction, rounded, shown
from ...games.parameters import SHARE, Parameter
from ..expressions import parse_formula
from ..faults import Faults, Path, sound_form
from ..problems import TextError
from ..schema import CustomSection, ParameterSection

MOST_OUTCOMES = 10_000
"""An arena with more pure profiles than this is refused: every one of them is written out."""

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")

_TAKEN = {"one", "seed"}
"""Names that mean something else: the number 1 of an arena's arithmetic, and the path of a scenario's seed."""


def read_custom(section: CustomSection, faults: Faults) -> ArenaGame | None:
    """Return the game that a section describes, without its faulty parts, or None where it has no sound players.

    The faults are noted.
    """
    before = faults.noted
    faults.check_names(section.players, section.actions)
    check_players(section.players, faults)
    outcomes = prod(len(names) for names in section.actions)
    if outcomes > MOST_OUTCOMES:
        faults.add(
            ("game", "actions"), f"make {counted(outcomes)} outcomes; at most {counted(MOST_OUTCOMES)} are written out"
        )
    if faults.noted > before:
        return None
    parameters, values = read_parameters(section.parameters, faults)
    sound = faults.noted == before
    reader = ConsequenceReader(
        actions=dict(zip(section.players, section.actions, strict=True)),
        names=formula_names(section.parameters),
        values=SimpleNamespace(**values, one=Fraction(1)) if sound else None,
        faults=faults,
    )
    entries = [reader.entry(entry, place) for place, entry in enumerate(section.consequences)]
    arena = custom_arena(section.players, section.actions, parameters, entries)
    return ArenaGame(arena, values, held_parameters(section.parameters))


def check_players(players: Sequence[str], faults: Faults) -> None:
    """Note where there are no players, or one whose name means something else in a file."""
    if not players:
        faults.add(("game", "players"), "expected at least one player, got none")
    for place, player in enumerate(players):
        if player == "when" or "." in player:
            faults.add(("game", "players", place), f"expected a name without a dot, other than 'when', got {player!r}")


def formula_names(sections: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the names that formulas may use, each with the name of the parameter; faulty parameters are known too."""
    symbols = {str(table["symbol"]): name for name, table in sections.items() if "symbol" in table}
    return symbols | {name: name for name in sections}


def read_parameters(
    sections: Mapping[str, Mapping[str, Any]], faults: Faults
) -> tuple[list[Parameter], dict[str, Fraction]]:
    """Return the sound parameters and the value that each of them has here."""
    parameters: list[Parameter] = []
    values: dict[str, Fraction] = {}
    taken = {name: name for name in sections}
    for name, table in sections.items():
        path = ("game", "parameters", name)
        _check_identifier(name, path, faults, at_key=True)
        section = sound_form(ParameterSection, table, path, faults)
        if section is None:
            continue
        if section.symbol is not None:
            _check_identifier(section.symbol, (*path, "symbol"), faults, at_key=False)
            if (other := taken.setdefault(section.symbol, name)) != name:
                faults.add((*path, "symbol"), f"{section.symbol!r} stands for the parameter {other} too")
        _check_range(section, path, faults)
        symbol = section.symbol or name
        limits = (section.default, section.low, section.high)
        parameters.append(Parameter(name, symbol, *limits, section.meaning, section.unit, section.source))
        values[name] = section.default if section.value is None else section.value
    return parameters, values


def held_parameters(sections: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the parameters to which a file gives a value for its case beside the default."""
    return frozenset(name for name, table in sections.items() if table.get("value") is not None)


def _check_identifier(name: str, path: Path, faults: Faults, *, at_key: bool) -> None:
    if not _IDENTIFIER.fullmatch(name):
        faults.add(path, f"expected a letter, then letters, digits and _, got {shown(name)}", at_key=at_key)
    elif keyword.iskeyword(name) or name in _TAKEN:
        faults.add(path, f"{name!r} has another meaning in formulas or settings; choose another name", at_key=at_key)


def _check_range(section: ParameterSection, path: Path, faults: Faults) -> None:
    least, most = (0, 1) if section.unit == SHARE else (-CEILING, CEILING)
    for name in ("default", "low", "high", "value"):
        number = getattr(section, name)
        if number is not None and not least <= number <= most:
            faults.add((*path, name), f"must lie in [{rounded(least)}, {rounded(most)}]")
            return
    low, high = float(section.low), float(section.high)
    if section.low > section.high:
        faults.add((*path, "high"), f"must not lie below low, {rounded(low)}, got {rounded(high)}")
    elif not section.low <= section.default <= section.high:
        faults.add((*path, "default"), f"must lie in [{rounded(low)}, {rounded(high)}], got {rounded(section.default)}")


@dataclass(frozen=True)
class ConsequenceReader:
    """Reads the entries of `consequences`.

    Attributes
    ----------
    actions
        Each player's actions.
    names
        The names that formulas may use, each with the name of the parameter.
    values
        The parameters as attributes, for a trial of each formula; None where they are faulty themselves.
    """

    actions: Mapping[str, Sequence[str]]
    names: Mapping[str, str]
    values: SimpleNamespace | None
    faults: Faults

    def entry(self, entry: Mapping[str, Any], place: int) -> Consequence:
        """Return the sound parts of an entry."""
        path, known = ("game", "consequences", place), ("when", *self.actions)
        effects = {
            player: self.effects(touched, (*path, player))
            for player, touched in entry.items()
            if player != "when" and self.faults.check_known("player", player, known, (*path, player), at_key=True)
        }
        if entry.keys() <= {"when"}:
            self.faults.add(path, f"names no player that it affects; known: {', '.join(self.actions)}")
        return Consequence(self.when(entry.get("when", {}), (*path, "when")), effects)

    def when(self, when: Any, path: Path) -> dict[str, tuple[str, ...]]:
        """Return for some players the actions of which they play one."""
        if not isinstance(when, Mapping):
            self.faults.add(path, f"expected a table from players to actions, got {shown(when)}")
            return {}
        return {
            player: self.choice(player, actions, (*path, player))
            for player, actions in when.items()
            if self.faults.check_known("player", player, self.actions, (*path, player), at_key=True)
        }

    def choice(self, player: str, actions: Any, path: Path) -> tuple[str, ...]:
        """Return the actions that are meant by one name or a list of names."""
        names = [actions] if isinstance(actions, str) else actions
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            self.faults.add(path, f"expected an action or a list of actions, got {shown(actions)}")
            return ()
        for place, name in enumerate(names):
            where = path if isinstance(actions, str) else (*path, place)
            self.faults.check_known(f"action of {player}", name, self.actions[player], where)
        return tuple(names)

    def effects(self, touched: Any, path: Path) -> dict[str, Formula]:
        """Return what an entry does to a player."""
        if not isinstance(touched, Mapping):
            self.faults.add(path, f"expected a table from dimensions to numbers or formulas, got {shown(touched)}")
            return {}
        if "relative_gain" in touched:
            message = "is worked out from the gains of all players; set gain"
            self.faults.add((*path, "relative_gain"), message, at_key=True)
        formulas = {
            dimension: self.formula(written, (*path, dimension))
            for dimension, written in touched.items()
            if dimension != "relative_gain"
            and self.faults.check_known("dimension", dimension, WRITTEN_NAMES, (*path, dimension), at_key=True)
        }
        return {dimension: formula for dimension, formula in formulas.items() if formula is not None}

    def formula(self, written: Any, path: Path) -> Formula | None:
        """Return a formula from text or a number, tried at the parameters of the file."""
        try:
            formula = parse_formula(written, self.names) if isinstance(written, str) else _constant(written)
            if self.values is not None:
                formula.value(self.values)
        except TextError as error:
            self.faults.add(path, error.message, column=error.column)
        except InputError as error:
            self.faults.add(path, str(error))
        else:
            return formula
        return None


def _constant(written: Any) -> Formula:
    try:
        return Formula.constant(read_fraction(written))
    except (TypeError, ValueError) as error:
        raise InputError(f"expected a number or a formula, {error}") from None
