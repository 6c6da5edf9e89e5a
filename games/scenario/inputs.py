"""What a scenario is given: the game, the actors in it and what they value, as plain frozen fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..actors import AnyActor
from ..arena import ArenaGame
from ..normal_form import NormalFormGame
from ..orders.codings import SAKWA, Coding
from ..orders.matrix import ValueMatrix, default_matrix
from ..ordinal import OrdinalGame
from ..population import PopulationGame
from ..repeated.repetition import Repetition, Strategy
from ..text.labels import Labels
from ..ties.relations import Relation

AnyGame = ArenaGame | OrdinalGame | NormalFormGame | PopulationGame


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
    strategies, plays
        Strategies of the repeated game, and which of them meet: for each play the name of each player's strategy.
    source
        Where the scenario comes from: the name of a shipped one, or a file.
    labels
        What readers call players, actions and outcomes, where it differs from the labels of the arena.
    question
        What the scenario asks, in a sentence; empty where nothing is said.
    """

    title: str
    game: AnyGame
    actors: Mapping[str, AnyActor] = field(default_factory=dict)
    orders: ValueMatrix = field(default_factory=default_matrix)
    coding: Coding = SAKWA
    relations: tuple[Relation, ...] = ()
    status_quo: Mapping[str, str] = field(default_factory=dict)
    repeated: Repetition | None = None
    strategies: tuple[Strategy, ...] = ()
    plays: tuple[tuple[str, ...], ...] = ()
    seed: int = 0
    description: str = ""
    sources: tuple[str, ...] = ()
    source: str = ""
    labels: Labels = field(default_factory=Labels)
    question: str = ""
