"""The answers of many settings of one scenario: which outcomes hold in each.

What holds is a pure equilibrium where all move at once, an outcome of pure subgame-perfect play where they move one
after the other, and a state of a conflict that nobody leaves, by Nash or SEQ. Games with numbers are solved many at a
time, and payoffs that differ by at most a billionth of a player's range are equal; games of rankings exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from math import prod
from typing import Any

import numpy as np

from ...games.arrays import Floats
from ...games.graph.graph_game import GraphGame
from ...games.graph.graph_model import GraphModel
from ...games.normal_form import NormalFormGame
from ...games.ordinal import OrdinalGame
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import has_tree, tree_of
from ...solvers.best_replies import pure_equilibria
from ...solvers.sequence.subgame_perfect import subgame_perfect
from ...solvers.stability.stability import stability
from ..sweep.columns.games import games_at
from ..sweep.columns.pure import replies
from ..sweep.columns.sequence import sustained_in_sequence
from .heads import Head, Setting, setting_of
from .questions import NUMBERS, Questionnaire, Value, ranked_outcomes

Answer = tuple[Value, ...]
"""The outcomes that hold, in their order: profiles of action numbers, or numbers of outcomes, counted from 0."""

CELLS_AT_ONCE = 2_000_000
"""Payoffs of games that are solved together."""


def answers_of(asked: Questionnaire, settings: Iterable[Setting]) -> list[Answer]:
    """Return what holds in each setting; nothing where a game has no value, as where a formula divides by zero."""
    scenario = asked.scenario
    if isinstance(scenario.game, OrdinalGame | GraphGame):
        return [_of_rankings(scenario, scenario.game, setting) for setting in settings]
    if has_tree(scenario):
        return [_of_tree(asked, setting) for setting in settings]
    size = max(1, CELLS_AT_ONCE // (len(scenario.players) * prod(map(len, scenario.actions))))
    left, solved = iter(settings), list[Answer]()
    while part := list(islice(left, size)):
        solved += held_at(scenario, _columns(asked, part), len(part))
    return solved


def held_at(scenario: Scenario, values: Mapping[str, Floats], count: int) -> list[Answer]:
    """Return what holds at `count` points of a game in which some numbers vary, each given by its column."""
    games = games_at(scenario, values, count)
    held = sustained_in_sequence(games) if scenario.order else replies(games.payoffs).equilibria & (games.status == 0)
    profiles = ranked_outcomes(scenario)
    return [tuple(profiles[place] for place in np.flatnonzero(column).tolist()) for column in held.T]


def _columns(asked: Questionnaire, settings: Sequence[Setting]) -> dict[str, Floats]:
    rows = [dict(_numbers(asked, setting)) for setting in settings]
    return {path: np.array([float(row[path]) for row in rows]) for path in (rows[0] if rows else ())}


def _numbers(asked: Questionnaire, setting: Setting) -> Iterator[tuple[str, Fraction]]:
    """Go through the numbers of a setting, each with its path in full; the shares of a mix are all there."""
    for section in asked.entering:
        for place, question in enumerate(section.questions):
            value: Any = setting[question.key if section.kind == NUMBERS else section.key]
            yield question.key, value if section.kind == NUMBERS else value[place]


def head_scenario(asked: Questionnaire, head: Head) -> Scenario | None:
    """Return the scenario of a head, with its name as the source; None for a game that is given by rankings.

    Raises
    ------
    InputError
        If what was written cannot all hold.
    """
    if isinstance(asked.scenario.game, OrdinalGame | GraphGame):
        return None
    return replace(scenario_at(asked, setting_of(asked, head)), source=head.name)


def scenario_at(asked: Questionnaire, setting: Setting) -> Scenario:
    """Return the scenario of an arena in which a setting holds, exactly.

    Raises
    ------
    InputError
        If a value does not fit, such as a parameter beyond its bounds.
    """
    values: dict[str, Any] = {}
    for section in asked.entering:
        own: Any = setting.get(section.key)
        if section.kind == NUMBERS:
            values |= {each.key: setting[each.key] for each in section.questions}
        elif section.key.endswith(".orders"):
            names = (each.key.rpartition(".")[2] for each in section.questions)
            values[section.key] = dict(zip(names, own, strict=True))
    return _with_chances(asked.scenario.replace(values), asked, setting)


def _with_chances(scenario: Scenario, asked: Questionnaire, setting: Setting) -> Scenario:
    actors = dict(scenario.actors)
    for section in asked.entering:
        if section.kind == "shares" and section.key.endswith(".types"):
            player, chances = section.key.split(".")[1], setting[section.key]
            actor: Any = actors[player]
            types = zip(actor.types, chances, strict=True)  # type: ignore[arg-type]
            actors[player] = replace(actor, types=tuple(replace(own, prior=chance) for own, chance in types))
    return replace(scenario, actors=actors)


def _of_tree(asked: Questionnaire, setting: Setting) -> Answer:
    """Return the outcomes of pure subgame-perfect play: the numbers of the ends; in words where chance splits one."""
    found = subgame_perfect(tree_of(scenario_at(asked, setting)), mixed=False)
    ends = {path: number for number, path in enumerate(asked.outcomes)}
    return tuple(
        ends[each.path]
        if each.path is not None
        else "; ".join(f"{path} ({chance})" for path, chance in each.distribution)
        for each in found.outcomes
    )


def _of_rankings(scenario: Scenario, game: OrdinalGame | GraphGame, setting: Setting) -> Answer:
    places: dict[str, Any] = {player: setting.get(f"game.ranking.{player}") for player in game.players}
    if isinstance(game, GraphGame):
        found = stability(_ranked(game.model, places), ("nash", "seq"))
        return tuple(sorted({*found.equilibria("nash"), *found.equilibria("seq")}))
    built = scenario.build()
    ranks = [
        built.payoffs[k] if places[player] is None else -np.array(places[player]).reshape(built.shape)
        for k, player in enumerate(scenario.players)
    ]
    stable = pure_equilibria(NormalFormGame(np.array(ranks, dtype=np.int64)).exact)
    return tuple(tuple(place) for place in np.argwhere(stable).tolist())


def _ranked(model: GraphModel, places: Mapping[str, Any]) -> GraphModel:
    """Return a conflict with other rankings; red lines and what is not known stay where a ranking is the old one."""
    own = [
        standing if places[player] is None else max(places[player]) - np.array(places[player])
        for player, standing in zip(model.players, model.standing, strict=True)
    ]
    same = [np.array_equal(new, old) for new, old in zip(own, model.standing, strict=True)]
    unknown = [pairs if kept else () for pairs, kept in zip(model.unknown, same, strict=True)]
    cuts = [lines if kept else () for lines, kept in zip(model.cuts, same, strict=True)]
    standing = np.array(own, dtype=np.int32)
    return GraphModel.ranked(
        model.players, model.states, model.controls, standing, unknown=unknown, cuts=cuts, choices=model.choices
    )
