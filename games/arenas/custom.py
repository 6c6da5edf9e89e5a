"""Arenas that a scenario spells out itself: consequences as formulas, added up over the outcomes that they go with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..arena import Arena, Effects
from ..formulas.formula import Formula
from ..parameters import Parameter


@dataclass(frozen=True)
class Consequence:
    """What some outcomes do.

    Attributes
    ----------
    when
        For some players the actions of which they play one; the others may play anything.
    effects
        For some players the dimensions that are touched, each with the size of the effect.
    """

    when: Mapping[str, tuple[str, ...]]
    effects: Mapping[str, Mapping[str, Formula]]

    def follows(self, played: Mapping[str, str]) -> bool:
        """Tell whether it follows when each player plays the action given for it."""
        return all(played[player] in actions for player, actions in self.when.items())


@dataclass(frozen=True)
class ConsequenceList:
    """The effects of an arena as a list of consequences: those that follow from a profile add up."""

    players: tuple[str, ...]
    entries: tuple[Consequence, ...]

    def __call__(self, actions: tuple[str, ...], p: Any) -> Effects:
        """Return the effects of a profile, given by the names of its actions, in the arithmetic of `p`."""
        played = dict(zip(self.players, actions, strict=True))
        total: dict[str, dict[str, Any]] = {}
        for entry in self.entries:
            if entry.follows(played):
                for player, touched in entry.effects.items():
                    sums = total.setdefault(player, {})
                    for dimension, formula in touched.items():
                        sums[dimension] = sums.get(dimension, 0) + formula.value(p)
        return total


def custom_arena(
    players: Sequence[str],
    actions: Sequence[Sequence[str]],
    parameters: Sequence[Parameter],
    entries: Sequence[Consequence],
) -> Arena:
    """Return the arena, named "custom", that has these parts; it has no reference types."""
    names = tuple(players)
    return Arena(
        name="custom",
        title="The scenario's own arena",
        question="Its players, actions and consequences are spelt out in the scenario.",
        players=names,
        actions=tuple(tuple(own) for own in actions),
        parameters=tuple(parameters),
        reference_types=(),
        effects=ConsequenceList(names, tuple(entries)),
        source="the scenario",
    )
