"""The record that the checks are put to: votes, yearly figures, pairs of states, events."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ....games.arrays import Floats

IDEAL_POINT = "ideal_point"


class Spell(NamedTuple):
    """Years in which two states had something; `kinds` says what."""

    one: str
    other: str
    first: int
    last: int
    kinds: str


@dataclass(frozen=True, eq=False)
class WorldRecord:
    """What is known of states.

    Attributes
    ----------
    states
        Codes, in the order of the votes; None where a state has none.
    years
        The year of each roll call, shape (calls,).
    votes
        1, 0, -1, or NaN; shape (calls, states).
    yearly
        By code and year the figures of a state.
    alliances, rivalries, neighbours
        Spells.
    events
        For each event the codes of the states that took part.
    sanctions
        The code and year of each first Western measure.
    mixes
        Shares of corners of 2000-2010, by code.
    windows
        Shares of corners of three windows, by code, in their order.
    """

    states: tuple[str, ...]
    years: NDArray[np.int64]
    votes: Floats
    yearly: Mapping[tuple[str, int], Mapping[str, float]]
    alliances: tuple[Spell, ...]
    rivalries: tuple[Spell, ...]
    neighbours: tuple[Spell, ...]
    events: Mapping[str, Collection[str]]
    sanctions: tuple[tuple[str, int], ...]
    mixes: Mapping[str, tuple[float, ...]]
    windows: Mapping[str, tuple[tuple[float, ...], ...]]

    def window(self, first: int, last: int) -> Floats:
        """Return the votes of a window of years, shape (calls, states)."""
        return self.votes[(self.years >= first) & (self.years <= last)]

    def figure(self, code: str, year: int, name: str) -> float:
        """Return a figure of a state, NaN where it is not known."""
        return self.yearly.get((code, year), {}).get(name, np.nan)


def partners(spells: Collection[Spell], code: str, year: int) -> set[str]:
    """Return the states that a state has spells with in a year."""
    return {
        spell.other if spell.one == code else spell.one
        for spell in spells
        if code in (spell.one, spell.other) and spell.first <= year <= spell.last
    }


class Check(NamedTuple):
    """A check: its rule, set beforehand, whether it holds, and the figures by name."""

    name: str
    question: str
    rule: str
    passes: bool
    figures: Mapping[str, float]
    verdict: str
