"""What differs in the inputs of two scenarios, and the first of them with some inputs of the second.

Inputs go by their paths; "order" stands for an order of moves with what is hidden in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np

from ....games.actors import Actor, AnyActor, Shares, describe
from ....games.arena import ArenaGame
from ....games.normal_form import NormalFormGame
from ....games.numbers import percent
from ....games.ordinal import OrdinalGame
from ....games.repeated.repetition import Repetition
from ....games.scenario.scenario import Scenario
from ....games.sequence.given import sequence_of
from ....games.sequence.stages import Stages

T = TypeVar("T")


@dataclass(frozen=True)
class InputDifference:
    """An input that differs: its path in full, and what it is in either scenario, a number or text.

    `bears` says whether the game that is played once depends on it at all.
    """

    path: str
    first: Any
    second: Any
    bears: bool


def input_differences(first: Scenario, second: Scenario) -> Iterator[InputDifference]:
    """Go through the inputs that differ; those that the game played once does not see come last."""
    pairs = zip(_inputs(first), _inputs(second), strict=False)
    for (path, old), (_, new) in pairs:
        if old != new:
            yield InputDifference(path, _worded(old), _worded(new), True)
    for name in (item.name for item in fields(Repetition)):
        old, new = (None if each.repeated is None else getattr(each.repeated, name) for each in (first, second))
        if old != new:
            yield InputDifference(f"repeated.{name}", old, new, False)
    if first.order != second.order or first.hidden != second.hidden:
        yield InputDifference("order", _order(first), _order(second), False)
    for player in first.game.players:
        old, new = (each.status_quo.get(player) for each in (first, second))
        if old != new:
            yield InputDifference(f"status_quo.{player}", old, new, False)
    if first.relations != second.relations:
        old, new = (f"{len(each.relations)} relations" for each in (first, second))
        yield InputDifference("relations", old, new, False)


def _order(scenario: Scenario) -> str | None:
    """Return an order of moves as text; None where all move at once, or a tree says who moves when."""
    moves = sequence_of(scenario)
    if not isinstance(moves, Stages):
        return None
    unseen = [f"{blind} does not see {of}" for of, blind in scenario.hidden]
    return "; ".join([moves.written, *unseen])


def _inputs(scenario: Scenario) -> Iterator[tuple[str, Any]]:
    """Go through the inputs of the game played once, in the same order for all scenarios of the same players."""
    match scenario.game:
        case ArenaGame(parameters=parameters):
            yield from ((f"game.parameters.{name}", value) for name, value in parameters.items())
            yield from ((f"actors.{name}", _sought(scenario.actors[name])) for name in scenario.game.players)
            for order in scenario.orders:
                yield from ((f"orders.{order}.{name}", value) for name, value in scenario.orders[order].items())
        case OrdinalGame(ranking=ranking):
            for player in scenario.players:
                classes = (" = ".join(f"({', '.join(each)})" for each in tied) for tied in ranking[player])
                yield f"game.ranking.{player}", " > ".join(classes)
        case _:
            table = scenario.build().exact
            yield from ((_place(place), table[place]) for place in np.ndindex(table.shape))


def _place(place: tuple[int, ...]) -> str:
    return ".".join(map(str, ("game.payoffs", *place)))


def _sought(actor: AnyActor) -> list[tuple[Any, Shares]]:
    """Return what an actor seeks: the chance of each of its types, and its mix."""
    return [(1, actor.orders)] if isinstance(actor, Actor) else [(each.prior, each.orders) for each in actor.types]


def _worded(value: Any) -> Any:
    """Return what an actor seeks in words; anything else as it is."""
    if not isinstance(value, list):
        return value
    return "; ".join(describe(mix) if prior == 1 else f"{percent(prior)}: {describe(mix)}" for prior, mix in value)


def crossed(first: Scenario, second: Scenario, taken: frozenset[str]) -> Scenario:
    """Return the first scenario with the inputs of some paths taken from the second.

    Raises
    ------
    InputError
        If no scenario has these inputs together.
    """
    first = _arranged(first, second, taken)
    match first.game, second.game:
        case ArenaGame() as game, ArenaGame() as new:
            return replace(
                first,
                game=replace(game, parameters=_chosen("game.parameters", game.parameters, new.parameters, taken)),
                actors=_chosen("actors", first.actors, second.actors, taken),
                orders={
                    order: _chosen(f"orders.{order}", row, second.orders[order], taken)
                    for order, row in first.orders.items()
                },
            )
        case OrdinalGame() as game, OrdinalGame() as new:
            ranking = _chosen("game.ranking", game.ranking, new.ranking, taken)
            return replace(first, game=replace(game, ranking=ranking))
        case _:
            return replace(first, game=_with_payoffs(first, second, taken))


def _chosen(path: str, first: Mapping[str, T], second: Mapping[str, T], taken: frozenset[str]) -> dict[str, T]:
    """Return the values of the first, or of the second where what stands below the path is taken from it."""
    return {name: second[name] if f"{path}.{name}" in taken else value for name, value in first.items()}


def _with_payoffs(first: Scenario, second: Scenario, taken: frozenset[str]) -> NormalFormGame:
    table, other = first.build().exact.copy(), second.build().exact
    for place in np.ndindex(table.shape):
        if _place(place) in taken:
            table[place] = other[place]
    return NormalFormGame(table, first.players, first.actions, first.title)


def _arranged(first: Scenario, second: Scenario, taken: frozenset[str]) -> Scenario:
    """Return the first scenario with the order of moves, and how it is repeated, as far as they are taken."""
    if "order" in taken:
        first = replace(first, order=second.order, hidden=second.hidden)
    new = {item.name for item in fields(Repetition) if f"repeated.{item.name}" in taken}
    if not new:
        return first
    theirs = second.repeated or Repetition()
    return replace(
        first, repeated=replace(first.repeated or Repetition(), **{name: getattr(theirs, name) for name in new})
    )
