"""Faults in the plain values of a scenario file, collected until all are known, and pydantic's put in our words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from ..games.errors import suggestion, unknown
from ..games.numbers import shown
from .positions import Path
from .schema import Section, known_keys

AnySection = TypeVar("AnySection", bound=Section)


@dataclass(frozen=True)
class Fault:
    """One fault in the values: where, what, and whether the key rather than the value is at fault.

    `column` is the character of a text at which the fault begins, from 1, where it is not the whole value.
    """

    path: Path
    message: str
    at_key: bool = False
    column: int | None = None


@dataclass
class Faults:
    """The faults found so far; sections are checked one after the other and all of them report here."""

    found: list[Fault] = field(default_factory=list)

    def add(self, path: Path, message: str, *, at_key: bool = False, column: int | None = None) -> None:
        """Note a fault, once."""
        fault = Fault(path, message, at_key, column)
        if fault not in self.found:
            self.found.append(fault)

    def check_known(self, what: str, name: Any, known: Iterable[str], path: Path, *, at_key: bool = False) -> bool:
        """Tell whether a name is one of those known, and note it if not."""
        if name not in (names := tuple(known)):
            self.add(path, unknown(what, str(name), names), at_key=at_key)
        return name in names

    def check_names(self, players: Sequence[str] | None, actions: Sequence[Sequence[str]] | None) -> None:
        """Note every fault in the names of a game's players and actions; either may be left out."""
        if players is not None and actions is not None and len(players) != len(actions):
            message = f"expected a list for each of the {len(players)} players, got {len(actions)}"
            self.add(("game", "actions"), message)
        self._check_repeats(players or (), ("game", "players"), "player")
        for place, names in enumerate(actions or ()):
            if not names:
                self.add(("game", "actions", place), "expected at least one action, got none")
            self._check_repeats(names, ("game", "actions", place), "action")

    def _check_repeats(self, names: Sequence[str], path: Path, what: str) -> None:
        for place, name in enumerate(names):
            if name in names[:place]:
                self.add((*path, place), f"duplicate {what} {name!r}: names must differ")

    def check_profile(self, named: Mapping[str, Any], actions: Mapping[str, Sequence[str]], path: Path) -> None:
        """Note every fault in a table that names an action of every player; `actions` are each player's."""
        for player, action in named.items():
            if self.check_known("player", player, actions, (*path, player), at_key=True):
                self.check_known(f"action of {player}", action, actions[player], (*path, player))
        self.check_complete("an action", named, actions, path)

    def check_complete(self, what: str, named: Container[str], players: Iterable[str], path: Path) -> None:
        """Note every player that a table leaves out in which each should have something."""
        for player in players:
            if player not in named:
                self.add(path, f"must name {what} of every player; {player} is missing")


def sound_form(model: type[AnySection], values: Mapping[str, Any], prefix: Path, faults: Faults) -> AnySection | None:
    """Return the section that the values describe, without the parts that have faults of form; those are noted.

    None where so much is wrong that no section is left.
    """
    sound, known = values, len(faults.found)
    while True:
        try:
            return model.model_validate(sound)
        except ValidationError as error:
            findings = error.errors()
        paths = [tuple(step for step in each["loc"] if not _UNION_STEP.fullmatch(str(step))) for each in findings]
        if len(faults.found) == known:
            for finding, path in zip(findings, paths, strict=True):
                _note(finding, path, model, prefix, faults)
        pruned = sound
        for finding, path in zip(findings, paths, strict=True):
            pruned = _without(pruned, path[:-1] if finding["type"] == "missing" else path)
        if not pruned or pruned == sound:
            return None
        sound = pruned


def _without(values: Any, path: Path) -> Any:
    """Return a copy of nested values in which the place at a path is left out, a list that holds it as a whole."""
    if not path:
        return {}
    head, *rest = path
    if not isinstance(values, Mapping) or head not in values:
        return values
    through_list = bool(rest) and isinstance(values[head], list)
    if not rest or through_list or not isinstance(values[head], Mapping):
        return {key: value for key, value in values.items() if key != head}
    return {**values, head: _without(values[head], tuple(rest))}


def _note(finding: Any, path: Path, model: type[Section], prefix: Path, faults: Faults) -> None:
    place = (*prefix, *path)
    if finding["type"] == "extra_forbidden":
        known = known_keys(model, path[:-1])
        faults.add(place, f"unknown key{suggestion(str(path[-1]), known)}; known: {', '.join(known)}", at_key=True)
    elif finding["type"] == "missing":
        faults.add(place, "is required and is missing")
    elif finding["type"] == "number":
        faults.add(place, finding["msg"])
    elif finding["type"] in ("too_short", "too_long"):
        length = finding["ctx"].get("min_length", finding["ctx"].get("max_length"))
        faults.add(place, f"expected a list of {length}, got a list of {finding['ctx']['actual_length']}")
    else:
        expected = finding["msg"].replace("Input should be", "expected").replace("a valid ", "a ")
        faults.add(place, f"{expected}, got {shown(finding['input'])}")


_UNION_STEP = re.compile(r"str|dict\[.*\]")
"""A step in pydantic's locations that names an option of a union rather than a place in the file."""
