"""The roles of a workshop: what each player values, can do, would like and does not know, as facts for a card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any

import numpy as np

from ...games.agents import Agent
from ...games.arena import ArenaGame
from ...games.dimensions import DIMENSIONS, Dimension
from ...games.graph.graph_game import GraphGame
from ...games.graph.moves import pairs_of
from ...games.graph.option_form import NOTHING, OptionForm
from ...games.orders.rows import ROW_NAMES, ROWS, Row
from ...games.scenario.scenario import Scenario
from ...games.scenario.state_words import option_words, state_words
from ...games.sequence.given import tree_of_scenario
from ...games.sequence.move_labels import move_labels, way_words
from ...games.text.labels import listed, quoted
from .questions import Questionnaire, Value, ranked_outcomes

BEST = 3
"""Outcomes that a card names; further ones that are as good as the last of them are left out."""

Options = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
"""Where a player has a choice, in words, none where it has one alone; several ways that it cannot tell apart; and what
it can do there."""


@dataclass(frozen=True)
class Unknown:
    """What one does not know of another player: its types by name, each with its chance."""

    player: str
    types: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Role:
    """A player of a workshop, or a type of one.

    Attributes
    ----------
    place
        The number of the player in the game.
    label, spoken
        As a reader knows it, in a table and in a sentence.
    mix
        What it follows, each with its share, the largest first; empty where nothing is said.
    seeks, shuns
        The dimensions of value that it seeks and shuns, the most first.
    options
        What it can do.
    any_of
        Whether it may do several of its options, or none.
    today
        What it does today; empty where nothing is said.
    best, worst
        The outcomes that it likes most, from the best on, and one that it likes least; None where all are equal to it.
    unknown
        What it does not know of the others.
    """

    place: int
    label: str
    spoken: str
    mix: tuple[tuple[Row, Fraction], ...]
    seeks: tuple[Dimension, ...]
    shuns: tuple[Dimension, ...]
    options: Options
    any_of: bool
    today: str
    best: tuple[Value, ...]
    worst: Value | None
    unknown: tuple[Unknown, ...]


def roles(asked: Questionnaire) -> tuple[Role, ...]:
    """Return the roles of a scenario: its players, and for an actor of uncertain type each of its types."""
    scenario = asked.scenario
    if isinstance(scenario.game, GraphGame):
        return tuple(_of_conflict(scenario, scenario.game, place) for place in range(scenario.game.model.n_players))
    return tuple(_of_player(asked, place) for place in range(scenario.names.n_players))


def _of_player(asked: Questionnaire, place: int) -> Role:
    scenario = asked.scenario
    names, today = scenario.names, scenario.today()
    player = names.players[place]
    agent = scenario.agents[place] if isinstance(scenario.game, ArenaGame) else None
    best, worst = _liked(asked, place)
    return Role(
        place,
        names.labels[place],
        names.spoken[place].spoken,
        () if agent is None else _mix(agent),
        *(((), ()) if agent is None else _values(scenario, place)),
        _options(scenario, place),
        False,
        names.would(place, names.actions[place].index(names.term(place, today[player]))) if today else "",
        best,
        worst,
        () if agent is None else tuple(_unknown(scenario, agent)),
    )


def _mix(agent: Agent) -> tuple[tuple[Row, Fraction], ...]:
    shares: list[tuple[Row, Any]] = [(ROWS[row], agent.orders[row]) for row in ROW_NAMES if agent.orders[row]]
    return tuple(sorted(shares, key=lambda each: -each[1]))


def _values(scenario: Scenario, place: int) -> tuple[tuple[Dimension, ...], tuple[Dimension, ...]]:
    weights = scenario.weights()[place]
    order = np.argsort(-np.abs(weights.astype(np.float64)), kind="stable").tolist()
    seeks = tuple(DIMENSIONS[k] for k in order if weights[k] > 0)
    return seeks, tuple(DIMENSIONS[k] for k in order if weights[k] < 0)


def _options(scenario: Scenario, place: int) -> Options:
    """Return what a player can do: its actions, or in a tree the moves at each of its places."""
    tree = tree_of_scenario(scenario)
    if tree is None:
        return (((), tuple(scenario.names.would(place, k) for k in range(len(scenario.names.actions[place])))),)
    known, player = move_labels(tree, scenario.labels), tree.players[place]
    return tuple(
        (
            tuple(quoted(way) for node in each.nodes if (way := way_words(tree, node, known))),
            tuple(known[player][move].label for move in each.actions),
        )
        for each in tree.flat.sets
        if each.player == place
    )


def _liked(asked: Questionnaire, place: int) -> tuple[tuple[Value, ...], Value | None]:
    """Return the outcomes that a player likes most and one that it likes least.

    A type of an actor does not meet the others of it, so that only outcomes are told in which all of them do the same.
    """
    tree = tree_of_scenario(asked.scenario)
    if tree is not None:
        return _ends([each.payoffs[place] for each in tree.ends], range(len(tree.ends)))
    names = asked.scenario.names
    others = [k for k, state in enumerate(names.states) if state == names.states[place]]
    profiles = [each for each in ranked_outcomes(asked.scenario) if len({each[k] for k in others}) == 1]
    payoffs: Any = asked.scenario.build().exact
    return _ends([payoffs[place][profile] for profile in profiles], profiles)


def _ends(worth: Sequence[Any], outcomes: Sequence[Value]) -> tuple[tuple[Value, ...], Value | None]:
    order = sorted(range(len(worth)), key=lambda k: (-worth[k], k))
    if worth[order[0]] == worth[order[-1]]:
        return (), None
    better = [k for k in order if worth[k] > worth[order[-1]]]
    return tuple(outcomes[k] for k in better[:BEST]), outcomes[order[-1]]


def _unknown(scenario: Scenario, own: Agent) -> Iterator[Unknown]:
    """Go through the other players of whom there are several types."""
    game: Any = scenario.game
    for player, name in enumerate(game.players):
        types = [each for each in scenario.types if each.player == player]
        if player != own.player and len(types) > 1:
            named = tuple((scenario.label(each.name), Fraction(each.prior)) for each in types)
            yield Unknown(scenario.spoken(name), named)


def _of_conflict(scenario: Scenario, game: GraphGame, place: int) -> Role:
    player, model = game.players[place], game.model
    if game.form is None:
        pairs = pairs_of(model.controls[place])
        moves = tuple(
            ((quoted(model.states[here]),), tuple(quoted(model.states[there]) for _, there in own))
            for here, own in groupby(sorted(pairs), key=lambda pair: pair[0])
        )
    else:
        own = tuple(option_words(scenario, k) for k in _owned(game.form, player))
        moves = (((), own),) if own else ()
    best, worst = _ends(model.standing[place].tolist(), range(model.n_states))
    today = _today(scenario, game, player)
    any_of = game.form is not None
    label, spoken = scenario.label(player), scenario.spoken(player)
    return Role(place, label, spoken, (), (), (), moves, any_of, today, best, worst, ())


def _owned(form: OptionForm, player: str) -> list[int]:
    """Return the options of a player, by number."""
    return [k for k, name in enumerate(form.names) if name.partition(".")[0] == player]


def _today(scenario: Scenario, game: GraphGame, player: str) -> str:
    """Return which of its options a player takes today, or the state of today where there are none to take."""
    if game.status_quo is None:
        return ""
    if game.form is None:
        return state_words(scenario, game.status_quo)
    taken = [option_words(scenario, k) for k in _owned(game.form, player) if game.form.taken[k, game.status_quo]]
    return listed(taken) or NOTHING
