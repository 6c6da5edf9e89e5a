"""From the plain values of a scenario file to a Scenario, or to every fault in them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import Any

from ..games.actors import Actor, ActorType, AnyActor, Shares, UncertainActor, describe, mix
from ..games.arena import ArenaGame
from ..games.dimensions import DIMENSION_NAMES
from ..games.errors import InputError
from ..games.numbers import counted, rounded
from ..games.orders.codings import CODINGS, SAKWA, Coding
from ..games.orders.matrix import ValueMatrix, default_matrix
from ..games.orders.rows import ORDER_NAMES, ROW_NAMES
from ..games.population import PopulationGame
from ..games.repeated.repetition import Repetition, Strategy
from ..games.scenario.inputs import AnyGame
from ..games.scenario.paths import HIGHEST_WEIGHT
from ..games.scenario.scenario import Scenario
from ..games.text.labels import Labels
from ..games.ties.relations import Relation
from .faults import Fault, Faults, Path, sound_form
from .nfg import MOST_PLAYERS, MOST_PROFILES
from .schema import (
    ActorSection,
    LabelsSection,
    OrdersSection,
    RelationSection,
    RepeatedSection,
    ScenarioFile,
    TypeSection,
)
from .sections.game import read_game
from .sections.labels import read_labels
from .sections.strategies import read_plays, read_strategies

MOST_VALUES = 100_000
"""A file with more values, payoffs and rankings aside, is refused before it is looked at."""


def assemble(values: Mapping[str, Any], source: str) -> Scenario | list[Fault]:
    """Return the scenario that plain values describe, or the list of all their faults.

    Parameters
    ----------
    values
        What a TOML reader makes of a scenario file: tables as dicts, decimals as Decimals or floats.
    source
        The name under which results refer to the scenario.
    """
    faults = Faults()
    if (held := sum(_held(values))) > MOST_VALUES:
        return [Fault((), f"holds {counted(held)} values beside its payoffs; at most {counted(MOST_VALUES)} are read")]
    form = sound_form(ScenarioFile, values, (), faults) or ScenarioFile()
    if not form.title and "title" not in {fault.path[0] for fault in faults.found}:
        faults.add(("title",), "is required and is missing")
    game = read_game(form.game, faults)
    actors = _actors(form.actors, game, faults)
    _check_size(actors, game, faults)
    coding = _coding(form.orders.coding, faults)
    orders = _orders(coding, form.orders, faults)
    relations = tuple(_relation(relation, place, faults) for place, relation in enumerate(form.relations))
    repeated = _repeated(form.repeated, faults)
    strategies = _strategies(form, game, faults)
    plays = read_plays(form.plays, form.strategies, tuple(_menus(game)), faults)
    _check_status_quo(form.status_quo, game, faults)
    labels = _labels(form.labels, game, faults)
    if faults.found or game is None:
        return faults.found
    return Scenario(
        title=form.title,
        game=game,
        actors=actors,
        orders=orders,
        coding=coding,
        relations=relations,
        status_quo=form.status_quo,
        repeated=repeated,
        strategies=strategies,
        plays=plays,
        seed=form.seed,
        description=" ".join(form.description.split()),
        sources=tuple(form.sources),
        source=source,
        labels=labels,
        question=" ".join(form.question.split()),
    )


def _held(values: Any) -> Iterator[int]:
    """Go through the values inside nested ones, a 1 for each, leaving out what a game lists for every outcome."""
    parts = values.items() if isinstance(values, Mapping) else enumerate(values) if isinstance(values, list) else ()
    for key, part in parts:
        yield 1
        if key not in ("payoffs", "ranking"):
            yield from _held(part)


def _actors(sections: Mapping[str, ActorSection], game: AnyGame | None, faults: Faults) -> dict[str, AnyActor]:
    if not isinstance(game, ArenaGame):
        for player in sections if game is not None else ():
            faults.add(("actors", player), "has no effect: this game is not played by actors who mix orders")
        return {}
    for player in sections:
        faults.check_known(f"player of {game.arena.name}", player, game.players, ("actors", player), at_key=True)
        for place, rival in enumerate(sections[player].rivals or ()):
            among = [other for other in game.players if other != player]
            faults.check_known(f"other player of {game.arena.name}", rival, among, ("actors", player, "rivals", place))
    reference = dict(zip(game.players, game.arena.reference_types, strict=False))
    return {
        player: _actor(player, sections.get(player, ActorSection()), reference.get(player), faults)
        for player in game.players
    }


def _check_size(actors: Mapping[str, AnyActor], game: AnyGame | None, faults: Faults) -> None:
    """Refuse a game of more agents or profiles than are written out, a type of an actor being an agent."""
    if not isinstance(game, ArenaGame):
        return
    menus = zip(actors.values(), game.actions, strict=True)
    types = [(len(actor.types) if isinstance(actor, UncertainActor) else 1, len(names)) for actor, names in menus]
    agents, profiles = sum(count for count, _ in types), prod(m**count for count, m in types if count <= MOST_PLAYERS)
    if agents > MOST_PLAYERS or profiles > MOST_PROFILES:
        limits = f"at most {MOST_PLAYERS} agents and {counted(MOST_PROFILES)} outcomes are written out"
        faults.add(("actors",), f"have too many types: each is an agent of its own, and {limits}")


def _actor(player: str, section: ActorSection, reference: Any, faults: Faults) -> AnyActor:
    path, name = ("actors", player), section.name or player
    rivals = None if section.rivals is None else tuple(dict.fromkeys(section.rivals))
    if section.types is None:
        given = section.orders if section.orders is not None else reference
        return Actor(name, _mix(given, (*path, "orders"), faults), rivals)
    if section.orders is not None:
        faults.add((*path, "types"), "an actor has either orders or types, not both")
    return UncertainActor(name, _types(section.types, (*path, "types"), faults), rivals)


def _types(sections: Sequence[TypeSection], path: Path, faults: Faults) -> tuple[ActorType, ...]:
    types = tuple(
        ActorType(section.prior, _mix(section.orders, (*path, place, "orders"), faults), section.name or "")
        for place, section in enumerate(sections)
    )
    seen = set[str]()
    for place, own in enumerate(types):
        if own.name and own.name in [earlier.name for earlier in types[:place]]:
            faults.add((*path, place, "name"), f"is the name of an earlier type too, {own.name!r}")
        if not 0 <= own.prior <= 1:
            faults.add((*path, place, "prior"), f"must lie in [0, 1], got {rounded(own.prior)}")
        if (described := describe(own.orders)) in seen:
            faults.add((*path, place, "orders"), f"is the same as that of an earlier type, {described}")
        seen.add(described)
    total = sum(own.prior for own in types)
    if total != 1:
        faults.add(path, f"the chances of the types must sum to 1, got {rounded(total)}")
    return types


def _mix(orders: Any, path: Path, faults: Faults) -> Shares:
    """Return the mix, or with a fault noted an arbitrary one."""
    if orders is None:
        if {path, path[:2]}.isdisjoint(fault.path for fault in faults.found):
            faults.add(path, "is required and is missing: a custom arena names no orders of its own")
        return mix(ORDER_NAMES[0])
    try:
        return mix(orders)
    except InputError as error:
        faults.add(path, str(error))
        return mix(ORDER_NAMES[0])


def _coding(name: str, faults: Faults) -> Coding:
    """Return the coding of that name, or with a fault noted the one after Sakwa."""
    known = faults.check_known("coding of the orders", name, CODINGS, ("orders", "coding"))
    return CODINGS[name] if known else SAKWA


def _orders(coding: Coding, section: OrdersSection, faults: Faults) -> ValueMatrix:
    matrix = {order: dict(row) for order, row in default_matrix(coding.rows).items()}
    limit = rounded(HIGHEST_WEIGHT)
    for order in ROW_NAMES:
        for dimension, value in getattr(section, order).items():
            path = ("orders", order, dimension)
            if not faults.check_known("dimension", dimension, DIMENSION_NAMES, path, at_key=True):
                continue
            if not -HIGHEST_WEIGHT <= value <= HIGHEST_WEIGHT:
                faults.add(path, f"must lie in [-{limit}, {limit}], got {rounded(value)}")
            else:
                matrix[order][dimension] = value
        if not any(matrix[order].values()):
            faults.add(("orders", order), "must have a weight that is not 0")
    return matrix


def _relation(section: RelationSection, place: int, faults: Faults) -> Relation:
    given = {name: value for name, value in section if value is not None and name != "between"}
    for name, value in given.items():
        if not 0 <= value <= 1:
            faults.add(("relations", place, name), f"must lie in [0, 1], got {rounded(value)}")
    if section.between[0] == section.between[1]:
        faults.add(("relations", place, "between"), f"must name two different states, got {section.between[0]!r} twice")
    return Relation((section.between[0], section.between[1]), **given)


def _repeated(section: RepeatedSection | None, faults: Faults) -> Repetition | None:
    if section is None:
        return None
    given = {name: value for name, value in section if value is not None}
    for name, value in given.items():
        if not 0 <= value < 1:
            faults.add(("repeated", name), f"must lie in [0, 1), got {rounded(value)}")
    return Repetition(**given)


def _strategies(form: ScenarioFile, game: AnyGame | None, faults: Faults) -> tuple[Strategy, ...]:
    if game is not None and form.strategies and not _menus(game):
        faults.add(("strategies",), "has no effect: a population game has no players")
        return ()
    return read_strategies(form.strategies, _menus(game), faults) if game is not None else ()


def _labels(section: LabelsSection, game: AnyGame | None, faults: Faults) -> Labels:
    if isinstance(game, PopulationGame) and section != LabelsSection():
        faults.add(("labels",), "has no effect: a population game has no players")
    return read_labels(section, _menus(game), faults) if _menus(game) else Labels()


def _menus(game: AnyGame | None) -> dict[str, tuple[str, ...]]:
    """Return each player's actions; nothing for a population."""
    if game is None or isinstance(game, PopulationGame):
        return {}
    return dict(zip(game.players, game.actions, strict=True))


def _check_status_quo(status_quo: Mapping[str, str], game: AnyGame | None, faults: Faults) -> None:
    if game is None or not status_quo:
        return
    if isinstance(game, PopulationGame):
        faults.add(("status_quo",), "has no effect: a population game has no players")
        return
    faults.check_profile(status_quo, _menus(game), ("status_quo",))
