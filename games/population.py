"""Population games: not a few states that choose, but many actors, each with one order, whose shares change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .actors import Shares
from .arena import ArenaGame
from .errors import InputError
from .parameters import Family
from .text.shown import Shown


@dataclass(frozen=True)
class PopulationArena(Family):
    """A family of population games.

    Attributes
    ----------
    mix_name, mix_meaning
        What a scenario's shares of the orders are called, and what they are shares of.
    reference_mix
        The shares where a scenario gives none.
    """

    mix_name: str
    mix_meaning: str
    reference_mix: Mapping[str, Fraction]


@dataclass(frozen=True, repr=False)
class PopulationGame(Shown):
    """A population arena with a value for each of its parameters, by name, and shares of all four orders."""

    arena: PopulationArena
    parameters: Mapping[str, Any]
    mix: Shares

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return self.arena.title

    @property
    def players(self) -> tuple[str, ...]:
        """Refused: a population has no players that could be named."""
        raise self.refusal()

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """Refused, as there are no players."""
        raise self.refusal()

    def refusal(self) -> InputError:
        """Return the error for those who take it for a game between players."""
        return InputError(f"{self.arena.name} is a population game: use tetrarchy evolve")


ParametricGame = ArenaGame | PopulationGame
"""A game that named parameters and the value matrix decide."""
