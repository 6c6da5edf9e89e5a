"""Plausible worlds of an arena as its formulas state it: payoffs and replies in plain arrays, nothing of the package.

Everything has one number for each of B worlds. Players follow mixes of rows, as `{"K": 0.85, "M": 0.15}`. A reply is a
best one if no other is worth more by more than 1e-12.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

sys.path.append(str(Path(__file__).parents[2] / "games" / "arenas"))
oracle = import_module("ledger_oracle")

LETTERS = "LTMKS"
TIE = 1e-12


def weights(mix: Mapping[str, Any], matrix: Any) -> Any:
    """Return what a mix of rows seeks, shape (B, 9): each row over the sum of its absolute values, by its share."""
    rows = matrix / np.abs(matrix).sum(axis=2, keepdims=True)
    return sum(float(share) * rows[:, LETTERS.index(letter)] for letter, share in mix.items())


@dataclass(frozen=True, eq=False)
class StatedWorlds:
    """B worlds of an arena: its numbers by symbol (B,), the value matrices (B, 5, 9), and whom each player follows."""

    name: str
    numbers: Mapping[str, Any]
    matrix: Any
    types: tuple[Mapping[str, Any], ...]

    @property
    def arena(self) -> Any:
        return oracle.STATED[self.name]

    def given(self, types: Mapping[str, Mapping[str, Any]] | None = None, **numbers: Any) -> "StatedWorlds":
        """Return the worlds with some numbers set, and some players of other types."""
        own = zip(self.arena.players, self.types, strict=True)
        changed = tuple((types or {}).get(player, mix) for player, mix in own)
        return replace(self, numbers={**self.numbers, **numbers}, types=changed)

    def indifferent(self, letter: str, dimension: str) -> "StatedWorlds":
        """Return the worlds in which a row seeks nothing on a dimension."""
        matrix = self.matrix.copy()
        matrix[:, LETTERS.index(letter), oracle.DIMENSIONS.index(dimension)] = 0
        return replace(self, matrix=matrix)

    def effects(self, player: str, *profile: str) -> Any:
        """Return what a profile does to a player, shape (B, 9)."""
        effects = self.arena.effects(SimpleNamespace(**self.numbers), profile)
        own, felt = effects[player], np.zeros((len(self.matrix), 9))
        for place, name in enumerate(oracle.DIMENSIONS):
            felt[:, place] = own.get(name, 0) + (name == "sec") * own.get("home", 0)
        others = [effects[peer].get("gain", 0) for peer in self.arena.peers if peer != player]
        if player in self.arena.peers and others:
            felt[:, 1] = own.get("gain", 0) - sum(others) / len(others)
        return felt

    def u(self, player: str, *profile: str) -> Any:
        """Return what a profile is worth to a player, shape (B,)."""
        if (player, profile) not in self._worth:
            self._worth[player, profile] = (self._sought[player] * self.effects(player, *profile)).sum(axis=1)
        return self._worth[player, profile]

    def best(self, player: str, *profile: str) -> Any:
        """Tell where a player's action in a profile is a best reply to the others'."""
        return np.all([self.u(player, *profile) >= other - TIE for other in self._deviations(player, profile)], axis=0)

    def only(self, player: str, *profile: str) -> Any:
        """Tell where it is the only best reply."""
        return np.all([self.u(player, *profile) > other + TIE for other in self._deviations(player, profile)], axis=0)

    def among(self, players: tuple[str, ...], *profile: str) -> Any:
        """Tell where a profile is an equilibrium among some players."""
        return np.all([self.best(player, *profile) for player in players], axis=0)

    def nash(self, *profile: str) -> Any:
        """Tell where a profile is an equilibrium."""
        return self.among(self.arena.players, *profile)

    def dominant(self, player: str, action: str) -> Any:
        """Tell where an action is the only best reply whatever the others do."""
        own = self.arena.players.index(player)
        profiles = [profile for profile in self.arena.profiles() if profile[own] == action]
        return np.all([self.only(player, *profile) for profile in profiles], axis=0)

    def _deviations(self, player: str, profile: tuple[str, ...]) -> list[Any]:
        own = self.arena.players.index(player)
        others = [action for action in self.arena.actions[own] if action != profile[own]]
        return [self.u(player, *profile[:own], action, *profile[own + 1 :]) for action in others]

    @cached_property
    def _sought(self) -> dict[str, Any]:
        return {player: weights(mix, self.matrix) for player, mix in zip(self.arena.players, self.types, strict=True)}

    @cached_property
    def _worth(self) -> dict[Any, Any]:
        return {}
