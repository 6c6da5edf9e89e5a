"""What a scenario is given: the game, the actors in it and what they value, as plain frozen fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ..actors import Actor, AnyActor
from ..arena import ArenaGame
from ..errors import InputError
from ..graph.graph_game import GraphGame
from ..normal_form import NormalFormGame
from ..orders.codings import SAKWA, Coding
from ..orders.matrix import ValueMatrix, default_matrix
from ..ordinal import OrdinalGame
from ..population import PopulationGame
from ..repeated.repetition import Repetition, Strategy
from ..sequence.tree_game import TreeGame
from ..text.labels import Labels
from ..ties.relations import Relation
from .frozen import frozen


@dataclass(frozen=True, eq=False)
class DerivedGame:
    """A game between others that follows from a scenario as a whole, such as between those who decide in one state.

    Attributes
    ----------
    kind
        What files call it.
    base
        The scenario that it follows from; whatever is set in the game is set there.
    derive
        What makes the game of the base.
    """

    kind: str
    base: ScenarioInputs
    derive: Callable[[Any], NormalFormGame]

    def refusal(self) -> InputError:
        """Return the refusal of what goes over a range of numbers."""
        return InputError(
            f"{self.kind} follows in steps from its numbers and cannot be looked at over a range of them; "
            "whatif --set K=V sets one, for instance p_R=0.4"
        )

    @cached_property
    def built(self) -> NormalFormGame:
        """The game that follows."""
        return self.derive(self.base)

    @property
    def players(self) -> tuple[str, ...]:
        """The players of the game that follows."""
        return self.built.players

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """Their actions."""
        return self.built.actions


OwnGame = ArenaGame | OrdinalGame | NormalFormGame | PopulationGame | GraphGame | TreeGame
"""A game that a scenario file spells out itself."""

AnyGame = OwnGame | DerivedGame


@dataclass(frozen=True, eq=False)
class ScenarioInputs:
    """What a result depends on.

    Attributes
    ----------
    actors
        For each player of an arena its name and its mix of orders, or the types that it may be of; empty for games
        given by payoffs or rankings.
    orders
        The value matrix, complete, with the scenario's own cells in place.
    coding
        The coding from which it comes: the ranges of its cells, and what they rest on.
    status_quo
        For each player the action it plays today; empty where nothing is said.
    irreversible
        For some players actions that they cannot leave again.
    strategies, plays
        Strategies of the repeated game, and which of them meet: for each play the name of each player's strategy.
    order
        For each stage the players who move in it; empty where all move at once.
    hidden
        Pairs (of, from): the second player does not see what the first one did in an earlier stage.
    source
        Where the scenario comes from: the name of a shipped one, or a file.
    labels
        What readers call players, actions and outcomes, where it differs from the labels of the arena.
    question
        What the scenario asks, in a sentence; empty where nothing is said.
    asks
        What the question is about: numbers by their paths in full, and actions as "Russia=hedge".
    """

    title: str
    game: AnyGame
    actors: Mapping[str, AnyActor] = field(default_factory=dict)
    orders: ValueMatrix = field(default_factory=default_matrix)
    coding: Coding = SAKWA
    relations: tuple[Relation, ...] = ()
    status_quo: Mapping[str, str] = field(default_factory=dict)
    irreversible: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    repeated: Repetition | None = None
    strategies: tuple[Strategy, ...] = ()
    plays: tuple[tuple[str, ...], ...] = ()
    seed: int = 0
    description: str = ""
    sources: tuple[str, ...] = ()
    source: str = ""
    order: tuple[tuple[str, ...], ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    labels: Labels = field(default_factory=Labels)
    question: str = ""
    asks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("orders", "status_quo"):
            object.__setattr__(self, name, frozen(getattr(self, name)))
        object.__setattr__(self, "actors", frozen({name: _kept(actor) for name, actor in self.actors.items()}))
        if isinstance(self.game, ArenaGame):
            object.__setattr__(self, "game", replace(self.game, parameters=frozen(self.game.parameters)))
        if isinstance(self.game, PopulationGame):
            kept = replace(self.game, parameters=frozen(self.game.parameters), mix=frozen(self.game.mix))
            object.__setattr__(self, "game", kept)


def _kept(actor: AnyActor) -> AnyActor:
    """Return an actor whose shares stay as they are."""
    if isinstance(actor, Actor):
        return replace(actor, orders=frozen(actor.orders))
    return replace(actor, types=tuple(replace(each, orders=frozen(each.orders)) for each in actor.types))
