"""Conflicts in the JSON form of the program GMCR+ (`.gmcr`), as the plain values of a scenario file.

Its options stand in one list, to which players, infeasible patterns and preferences refer by place; a pattern is a list
of pairs of an option and "Y" or "N". Names become such as statements can speak of. Rankings made by hand number the
feasible states from 1, in the order of the binary numbers that the options write, the first as the lowest bit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import compress
from pathlib import PurePath
from typing import Any

import numpy as np

from ...games.errors import InputError
from ...games.graph.option_form import MOST_OPTIONS
from ...games.numbers import counted, shown
from ..positions import Position
from ..problems import ScenarioError, problem_at

_BY_HAND = {"useManualPreferenceRanking": "preferenceRanking", "useManualPreferenceVectors": "preferenceVector"}
"""What says that rankings are made by hand, and where these are: of later and of earlier versions."""

_WAYS = {"fwd": "taken", "back": "dropped"}


def gmcr_values(text: str, source: str) -> dict[str, Any]:
    """Return the plain values of a scenario file with the conflict that a text in JSON describes.

    Raises
    ------
    ScenarioError
        If it is no JSON, with line and column.
    InputError
        If it is another form than that of GMCR+, or holds what a scenario file has no form for.
    """
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise ScenarioError([problem_at(Position(error.lineno, error.colno), text, source, message)]) from None
    except (RecursionError, ValueError):
        raise InputError(f"{source}: is nested too deeply, or holds a number of thousands of digits") from None
    if isinstance(found, dict) and str(found.get("schema", "")).startswith("tetrarchy."):
        raise InputError(
            f"{source}: is a result in JSON ({found['schema']}), no scenario; give the scenario that it is a result of"
            f"{f', {given}' if isinstance(given := found.get('source'), str) else ''}"
        )
    try:
        return _Conflict(found).values(PurePath(source).stem or source)
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, InputError):
            raise InputError(f"{source}: {error}") from None
        known = "decisionMakers, options and infeasibles"
        raise InputError(f"{source}: is JSON, but no conflict of GMCR+: expected {known}") from None


class _Conflict:
    """A conflict as the file holds it."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self.found = found
        self.players: list[Mapping[str, Any]] = list(found["decisionMakers"])
        self.options: list[Mapping[str, Any]] = list(found["options"])
        self.names: dict[int, str] = {}
        for player in self.players:
            for option in player["options"]:
                self.names[int(option)] = f"{_name(player['name'])}.{_name(self.options[option]['name'])}"

    def values(self, title: str) -> dict[str, Any]:
        """Return the plain values of a scenario file."""
        self._check()
        return {"title": title, "game": {"kind": "graph", **self._game()}}

    def _check(self) -> None:
        ownerless = [own["name"] for place, own in enumerate(self.options) if place not in self.names]
        if ownerless:
            raise InputError(f"the option {shown(ownerless[0])} is nobody's")
        self._check_apart()
        if any(player.get("misperceptions") for player in self.players):
            raise InputError("holds misperceptions, which are not read: write them as views in a scenario file")

    def _check_apart(self) -> None:
        """Refuse two decision makers of one name, and an option that two of them have."""
        owners: dict[int, Any] = {}
        names: dict[str, Any] = {}
        for player in self.players:
            written, name = player["name"], _name(player["name"])
            if name in names:
                raise InputError(f"two decision makers are called {name}: {shown(names[name])} and {shown(written)}")
            names[name] = written
            for option in player["options"]:
                if owners.setdefault(option, written) != written:
                    both = f"{shown(owners[option])} and {shown(written)}"
                    raise InputError(f"the option {shown(self.options[option]['name'])} belongs to {both}")

    def _game(self) -> dict[str, Any]:
        return {
            "infeasible": [self._pattern(pattern) for pattern in self.found["infeasibles"]],
            "irreversible": [
                {"option": self.names[place], "once": _WAYS[own["permittedDirection"]]}
                for place, own in enumerate(self.options)
                if own.get("permittedDirection", "both") != "both"
            ],
            "options": {
                _name(player["name"]): [_name(self.options[option]["name"]) for option in player["options"]]
                for player in self.players
            },
            "preferences": {_name(player["name"]): self._preference(player) for player in self.players},
        }

    def _preference(self, player: Mapping[str, Any]) -> dict[str, Any]:
        for by_hand, ranking in _BY_HAND.items():
            if self.found.get(by_hand) and player.get(ranking):
                feasible = self._feasible()
                return {"ranking": [self._ranked(entry, feasible) for entry in player[ranking]]}
        statements = [self._statement(entry) for entry in player.get("preferences", ())]
        return {"statements": statements} if statements else {"weights": {}}

    def _statement(self, entry: Any) -> str:
        """Return a preference as a statement: one pattern, or several of which any may hold."""
        patterns = entry["members"] if isinstance(entry, Mapping) else [entry]
        parts = [self._pattern(pattern) for pattern in patterns]
        return parts[0] if len(parts) == 1 else " or ".join(f"({part})" for part in parts)

    def _pattern(self, pattern: Sequence[Any]) -> str:
        words = {"Y": "", "N": "not "}
        return " and ".join(f"{words[taken]}{self.names[option]}" for option, taken in pattern)

    def _ranked(self, entry: Any, feasible: Sequence[list[str]]) -> Any:
        if isinstance(entry, list):
            return [self._ranked(each, feasible) for each in entry]
        if not 1 <= entry <= len(feasible):
            raise InputError(f"ranks the state {shown(entry)}; feasible states are 1 to {counted(len(feasible))}")
        return feasible[entry - 1]

    def _feasible(self) -> list[list[str]]:
        """Return the options taken in each feasible state, in the order of the file."""
        count = len(self.options)
        if count > MOST_OPTIONS:
            raise InputError(f"has {count} options; at most {MOST_OPTIONS} are taken")
        codes = np.arange(1 << count)
        taken = np.array([codes >> place & 1 for place in range(count)], dtype=np.bool_).reshape(count, len(codes))
        for pattern in self.found["infeasibles"]:
            matched = np.all([taken[option] == (value == "Y") for option, value in pattern], axis=0)
            taken = taken[:, ~matched]
        names = [self.names[place] for place in range(count)]
        return [list(compress(names, state)) for state in taken.T.tolist()]


def _name(written: str) -> str:
    """Return a name that statements can speak of: letters, digits, _ and -, a letter first."""
    name = re.sub(r"[^\w-]+", "_", written).strip("_-")
    return name if re.match(r"[^\W\d_]", name) else f"x_{name}"
