"""Games between others that follow from a scenario of an arena as a whole, by the kind under which files name them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from ...games.actors import mix
from ...games.arena import Arena
from ...games.arenas.powers.triangle import TRIANGLE
from ...games.normal_form import NormalFormGame
from ...games.scenario.inputs import DerivedGame
from ...games.scenario.scenario import Scenario
from .order_choice import VOTES, backing_game


@dataclass(frozen=True)
class Derivation:
    """What a kind of game follows from: a scenario of an arena, whose first player others decide for, and how.

    `votes` are the shares of those who decide.
    """

    arena: Arena
    title: str
    votes: Mapping[str, Fraction]
    derive: Callable[[Scenario], NormalFormGame]

    @property
    def decided(self) -> str:
        """The player in whose place others decide."""
        return self.arena.players[0]


DERIVED: Mapping[str, Derivation] = {
    "order_choice": Derivation(
        TRIANGLE,
        "Order choice: which posture of the triangle do liberals, mercantilists and the security state back at home?",
        VOTES,
        backing_game,
    )
}


def derived(kind: str, base: Scenario) -> Scenario:
    """Return the scenario of the game of a kind that follows from a base, whose actors are of known types."""
    derivation = DERIVED[kind]
    decided = replace(base.actors[derivation.decided], orders=mix(derivation.votes))
    base = replace(base, actors={**base.actors, derivation.decided: decided})
    return replace(base, game=DerivedGame(kind, base, derivation.derive), actors={}, status_quo={})
