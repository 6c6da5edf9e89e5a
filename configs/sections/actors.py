"""The `[actors]` of a scenario file: mixes of orders and uncertain types, checked against the game that they play."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from ...games.actors import Actor, ActorType, AnyActor, Shares, UncertainActor, describe, mix
from ...games.arena import ArenaGame
from ...games.errors import InputError
from ...games.numbers import counted, rounded
from ...games.orders.rows import ORDER_NAMES
from ...games.scenario.inputs import AnyGame
from ...games.sequence.written import TreeEffects
from ..faults import Faults, Path
from ..files.nfg import MOST_PLAYERS, MOST_PROFILES
from ..schema import ActorSection, TypeSection
from ..world.catalogue import mix_named


def read_actors(sections: Mapping[str, ActorSection], game: AnyGame | None, faults: Faults) -> dict[str, AnyActor]:
    """Return the actors of a game that is played by actors; faults are noted, those of the game with them too."""
    actors = _actors(sections, game, faults)
    _check_size(actors, game, faults)
    _check_types(actors, game, faults)
    return actors


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
    types = [
        (game.arena.deciding_kinds(player) * (len(actor.types) if isinstance(actor, UncertainActor) else 1), len(names))
        for (player, actor), names in zip(actors.items(), game.actions, strict=True)
    ]
    agents, profiles = sum(count for count, _ in types), prod(m**count for count, m in types if count <= MOST_PLAYERS)
    if agents > MOST_PLAYERS or profiles > MOST_PROFILES:
        limits = f"at most {MOST_PLAYERS} agents and {counted(MOST_PROFILES)} outcomes are written out"
        faults.add(("actors",), f"have too many types: each is an agent of its own, and {limits}")


def _check_types(actors: Mapping[str, AnyActor], game: AnyGame | None, faults: Faults) -> None:
    """Refuse types in a tree, where what a player does tells others of its type."""
    if isinstance(game, ArenaGame) and isinstance(game.arena.effects, TreeEffects):
        for player, actor in actors.items():
            if isinstance(actor, UncertainActor):
                faults.add(
                    ("actors", player, "types"),
                    "an actor in a tree has orders, not types: a chance node at the start tells types apart",
                )


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
        return mix((mix_named(orders) or orders) if isinstance(orders, str) else orders)
    except InputError as error:
        faults.add(path, str(error))
        return mix(ORDER_NAMES[0])
