"""The game of all states with what is known beside its numbers: names, intervals, blocs, counterfactuals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from .changes import changed
from .world import World


@dataclass(frozen=True)
class AlignmentTerms:
    """How blocs are asked for: what states can choose, what a bloc costs, who does not move."""

    values: tuple[int, ...] = (-1, 1)
    cost: Any = Fraction(0)
    anchors: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class WorldSetting:
    """A world as it is told in a file.

    Attributes
    ----------
    world
        The game.
    names
        For codes of states what they are called.
    intervals
        For codes of states the 5-95% interval of each corner that their mix was estimated with.
    drift
        For codes of states their shares of the orders in each window of years.
    alignment
        How blocs are asked for.
    changes
        The counterfactual that is asked about, empty where none is.
    notes
        What a reader must know of the inputs.
    regions
        For codes of states the regions that they lie in, where known.
    given
        The inputs that were set in the place of the source's.
    values
        The source as plain values that need no other file, without its changes; empty where it is no file.
    """

    title: str
    world: World
    names: Mapping[str, str] = field(default_factory=dict)
    intervals: Mapping[str, Mapping[str, tuple[Fraction, Fraction]]] = field(default_factory=dict)
    drift: Mapping[str, Mapping[str, Mapping[str, Fraction]]] = field(default_factory=dict)
    alignment: AlignmentTerms = AlignmentTerms()
    changes: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    description: str = ""
    source: str = ""
    regions: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def name(self, code: str) -> str:
        """Return what a state is called."""
        return self.names.get(code, code)

    def with_world(self, changes: Mapping[str, Any]) -> WorldSetting:
        """Return the setting of a world in which some inputs are replaced; a replaced mix has no interval."""
        if not changes:
            return self
        world = changed(self.world, changes)
        mixes, before = (dict(zip(each.states, each.theta.tolist(), strict=True)) for each in (world, self.world))
        intervals = {code: own for code, own in self.intervals.items() if mixes.get(code) == before.get(code)}
        return replace(self, world=world, intervals=intervals, given={**self.given, **changes})

    def asking(self, changes: Mapping[str, Any]) -> WorldSetting:
        """Return the setting with more counterfactual changes asked about."""
        return replace(self, changes={**self.changes, **changes}) if changes else self
