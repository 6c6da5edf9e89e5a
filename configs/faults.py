"""Faults in the plain values of a scenario file, collected until all are known, and pydantic's put in our words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from ..games.errors import suggestion, unknown
from ..games.numbers import counted, shown
from .files.nfg import MOST_PLAYERS
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


MOST_OF_A_KIND = 20
"""Faults of one section that are told one by one; of more it is said that there are more."""


@dataclass
class Faults:
    """The faults found so far; sections are checked one after the other and all of them report here."""

    found: list[Fault] = field(default_factory=list)
    noted: int = 0
    """How often a fault was noted, told or not."""

    _counts: Counter[Path] = field(default_factory=Counter)

    def add(self, path: Path, message: str, *, at_key: bool = False, column: int | None = None) -> None:
        """Note a fault, once; of a section with very many the first, and that there are more."""
        self.noted += 1
        fault = Fault(path, message, at_key, column)
        if self.full(path) or fault in self.found:
            return
        self._counts[_kind(path)] += 1
        if self.full(path):
            fault = Fault(path, f"{message} (more faults like this may follow)", at_key, column)
        self.found.append(fault)

    def full(self, path: Path) -> bool:
        """Tell whether so many faults of the section of a place are noted that no more are."""
        return self._counts[_kind(path)] >= MOST_OF_A_KIND

    def check_known(self, what: str, name: Any, known: Iterable[str], path: Path, *, at_key: bool = False) -> bool:
        """Tell whether a name is one of those known, and note it if not."""
        names = known if isinstance(known, Collection) else tuple(known)
        if name not in names:
            self.add(path, "" if self.full(path) else unknown(what, str(name), names), at_key=at_key)
        return name in names

    def check_names(self, players: Sequence[str] | None, actions: Sequence[Sequence[str]] | None) -> None:
        """Note every fault in the names of a game's players and actions; either may be left out."""
        for name, named in (("players", players), ("actions", actions)):
            if named is not None and len(named) > MOST_PLAYERS:
                self.add(("game", name), f"are of {counted(len(named))} players; a game has at most {MOST_PLAYERS}")
        if players is not None and actions is not None and len(players) != len(actions):
            message = f"expected a list for each of the {len(players)} players, got {len(actions)}"
            self.add(("game", "actions"), message)
        self._check_repeats(players or (), ("game", "players"), "player")
        for place, names in enumerate(actions or ()):
            if not names:
                self.add(("game", "actions", place), "expected at least one action, got none")
            self._check_repeats(names, ("game", "actions", place), "action")

    def _check_repeats(self, names: Sequence[str], path: Path, what: str) -> None:
        seen = set[str]()
        for place, name in enumerate(names):
            if name in seen:
                self.add((*path, place), f"duplicate {what} {name!r}: names must differ")
            seen.add(name)

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
    sound, known = values, faults.noted
    while True:
        try:
            return model.model_validate(sound)
        except ValidationError as error:
            findings = _telling(error.errors(include_url=False))
        paths = [tuple(step for step in each["loc"] if not _is_option(step)) for each in findings]
        if faults.noted == known:
            for finding, path in zip(findings, paths, strict=True):
                _note(finding, path, model, prefix, faults)
        missing = [finding["type"] == "missing" for finding in findings]
        pruned = _without(sound, {path[:-1] if gone else path for path, gone in zip(paths, missing, strict=True)})
        if not pruned or pruned == sound:
            return None
        sound = pruned


def _without(values: Any, paths: Collection[Path]) -> Any:
    """Return a copy of nested values without the places at some paths; a list that holds one is left out whole."""
    if () in paths:
        return {}
    deeper: dict[Any, set[Path]] = {}
    for head, *rest in paths:
        deeper.setdefault(head, set()).add(tuple(rest))
    kept: dict[Any, Any] = {}
    for key, value in values.items():
        if key not in deeper:
            kept[key] = value
        elif isinstance(value, Mapping) and () not in deeper[key]:
            kept[key] = _without(value, deeper[key])
    return kept


def _telling(findings: Sequence[Any]) -> list[Any]:
    """Return findings without those that a value is of another kind where an option of its kind says what is wrong."""
    told = [(_options_at(each), each["type"] in _OTHER_KIND and _is_option(each["loc"][-1])) for each in findings]
    fitting = {place for options, other in told if not other for place in options}
    return [each for each, (options, other) in zip(findings, told, strict=True) if not other or not options & fitting]


def _options_at(finding: Any) -> set[Path]:
    """Return the places above a finding at which the form has options."""
    return {tuple(finding["loc"][:at]) for at, step in enumerate(finding["loc"]) if _is_option(step)}


def _is_option(step: Any) -> bool:
    return _UNION_STEP.fullmatch(str(step)) is not None


def _note(finding: Any, path: Path, model: type[Section], prefix: Path, faults: Faults) -> None:
    place = (*prefix, *path)
    if faults.full(place):
        faults.add(place, "")
    elif finding["type"] == "extra_forbidden":
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
        expected = _INPUT.sub("expected", finding["msg"])
        expected = expected.replace("a valid integer", "a whole number").replace("a valid ", "a ")
        expected = "expected a table" if finding["type"] == "model_type" else expected
        faults.add(place, f"{expected}, got {shown(finding['input'])}")


_INPUT = re.compile(r"^(Input should be|(String|List) should have)")

_OTHER_KIND = ("string_type", "list_type", "dict_type", "model_type")

_UNION_STEP = re.compile(r"str|(?:dict|list)\[.*\]|[A-Z]\w*Section|\[key\]")
"""A step in pydantic's locations that names an option of a union rather than a place in the file."""


def _kind(path: Path) -> Path:
    """Return the section that a place belongs to: "game.payoffs", "actors", nothing for a key of the file itself."""
    return path[:-1][: 2 if path[:1] == ("game",) else 1]
