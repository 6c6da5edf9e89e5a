"""The `[game]` section of a scenario file: an arena, a population, payoffs or a conflict, checked place by place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ...games.actors import mix
from ...games.arena import Arena, ArenaGame
from ...games.arenas import ARENAS, POPULATIONS
from ...games.errors import InputError, unknown
from ...games.normal_form import NormalFormGame
from ...games.numbers import counted, read_fraction, rounded, shown
from ...games.orders.rows import ORDER_NAMES
from ...games.ordinal import OrdinalGame, Ranking, check_ranking
from ...games.parameters import Family, Parameter
from ...games.population import PopulationArena, PopulationGame
from ...games.scenario.inputs import AnyGame
from ...studies.installed import find_arena, installed_arenas
from ...studies.scenario.derived import DERIVED
from ..faults import Faults, Path, sound_form
from ..files.nfg import MOST_PLAYERS
from ..graph.graph_section import read_graph
from ..schema import (
    ArenaSection,
    CustomSection,
    GraphSection,
    NormalFormSection,
    OrdinalSection,
    PopulationSection,
    TreeSection,
    game_sections,
)
from ..sequence.tree import read_tree
from .custom import read_custom

WORLD = "world"
"""The kind of game whose files have a form of their own."""


def read_game(values: Mapping[str, Any], status_quo: Any, faults: Faults) -> AnyGame | None:
    """Return the game that the values of `[game]` describe, a conflict with its status quo; None with faults noted."""
    kind, known = values.get("kind"), game_sections()
    if kind is None:
        faults.add(("game", "kind"), f"is required and is missing; known: {', '.join(known)}")
        return None
    if kind == WORLD:
        faults.add(("game", "kind"), "is a game of all states: tetrarchy world FILE")
        return None
    if not isinstance(kind, str) or kind not in known:
        return _installed(str(kind), values, known, faults)
    match sound_form(known[kind], values, ("game",), faults):
        case ArenaSection() as section:
            return _arena(DERIVED[kind].arena if kind in DERIVED else ARENAS[kind], section, faults)
        case PopulationSection() as section:
            return _population(POPULATIONS[kind], section, faults)
        case NormalFormSection() as section:
            return _normal_form(section, faults)
        case OrdinalSection() as section:
            return _ordinal(section, faults)
        case CustomSection() as section:
            return read_custom(section, faults)
        case GraphSection() as section:
            return read_graph(section, values, status_quo, faults)
        case TreeSection() as section:
            return read_tree(section, faults)
        case _:
            return None


def _installed(kind: str, values: Mapping[str, Any], known: Collection[str], faults: Faults) -> ArenaGame | None:
    """Return the game of an arena that an installed package offers."""
    try:
        arena = find_arena(kind)
    except InputError as error:
        faults.add(("game", "kind"), str(error))
        return None
    if arena is None:
        faults.add(("game", "kind"), unknown("kind of game", kind, [*known, *installed_arenas()]))
        return None
    section = sound_form(ArenaSection, values, ("game",), faults)
    return _arena(arena, section, faults) if section else None


def _arena(arena: Arena, section: ArenaSection, faults: Faults) -> ArenaGame:
    parameters = _parameters(arena, section.parameters, faults)
    named = {known.symbol: known.name for known in arena.parameters} | {name: name for name in parameters}
    held = section.held if section.held is not None else [key for key in section.parameters if key in named]
    for place, key in enumerate(held):
        faults.check_known(f"parameter of {arena.name}", key, named, ("game", "held", place))
    return ArenaGame(arena, parameters, frozenset(named[key] for key in held if key in named))


def _parameters(arena: Family, numbers: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    values = {known.name: known.default for known in arena.parameters}
    given: dict[str, str] = {}
    for key, value in numbers.items():
        path = ("game", "parameters", key)
        if faults.full(path):
            faults.add(path, "")
            break
        try:
            name = arena.parameter(key).name
        except InputError as error:
            faults.add(path, str(error), at_key=True)
            continue
        if name in given:
            faults.add(path, f"is the same parameter as {given[name]}", at_key=True)
        given[name] = key
        _check_bounds(arena.parameter(name), value, path, faults)
        values[name] = value
    return values


def _check_bounds(known: Parameter, value: Any, path: Path, faults: Faults) -> None:
    if known.bounds is not None and not known.bounds[0] <= value <= known.bounds[1]:
        faults.add(path, f"is a share and must lie in [0, 1], got {rounded(value)}")


def _population(arena: PopulationArena, section: PopulationSection, faults: Faults) -> PopulationGame | None:
    parameters = _parameters(arena, section.parameters, faults)
    for key in section.shares:
        faults.check_known(f"shares of {arena.name}", key, [arena.mix_name], ("game", "shares", key), at_key=True)
    try:
        shares = mix(section.shares.get(arena.mix_name, arena.reference_mix), ORDER_NAMES)
        return PopulationGame(arena, parameters, shares)
    except InputError as error:
        faults.add(("game", "shares", arena.mix_name), str(error))
        return None


def _normal_form(section: NormalFormSection, faults: Faults) -> NormalFormGame | None:
    shape = _expected_shape(section)
    before = faults.noted
    if shape[0] > MOST_PLAYERS:
        faults.add(("game", "payoffs"), f"are of {counted(shape[0])} players; a game has at most {MOST_PLAYERS}")
        return None
    _check_payoffs(section.payoffs, shape, ("game", "payoffs"), faults)
    faults.check_names(section.players, section.actions)
    if faults.noted > before:
        return None
    try:
        return NormalFormGame(section.payoffs, section.players, section.actions)
    except ValueError as error:
        faults.add(("game",), str(error))
        return None


def _expected_shape(section: NormalFormSection) -> tuple[int, ...]:
    """Return the shape that the names ask for, or else the one that the first entries of the payoffs have."""
    if section.actions is not None:
        return (len(section.actions), *(len(names) for names in section.actions))
    shape: list[int] = []
    nested: Any = section.payoffs
    while isinstance(nested, list):
        shape.append(len(nested))
        nested = nested[0] if nested else None
    return tuple(shape)


def _check_payoffs(nested: Any, shape: tuple[int, ...], path: Path, faults: Faults) -> None:
    """Note every place where a nested list departs from the shape, and every entry that is no number."""
    if not shape:
        try:
            read_fraction(nested)
        except (TypeError, ValueError) as error:
            faults.add(path, f"expected a finite number, {error}")
        return
    what = f"a list of {shape[0]} (payoffs have shape [player][a1]..[an])"
    if not isinstance(nested, list):
        faults.add(path, f"expected {what}, got {shown(nested)}")
    elif len(nested) != shape[0]:
        faults.add(path, f"expected {what}, got a list of {len(nested)}")
    else:
        for place, part in enumerate(nested):
            _check_payoffs(part, shape[1:], (*path, place), faults)


def _ordinal(section: OrdinalSection, faults: Faults) -> OrdinalGame | None:
    before = faults.noted
    faults.check_names(section.players, section.actions)
    for player in section.ranking:
        faults.check_known("player", player, section.players, ("game", "ranking", player), at_key=True)
    rankings = {player: _ranking(player, section, faults) for player in section.players}
    if faults.noted > before:
        return None
    actions = tuple(tuple(names) for names in section.actions)
    return OrdinalGame(tuple(section.players), actions, rankings)


def _ranking(player: str, section: OrdinalSection, faults: Faults) -> Ranking:
    path = ("game", "ranking", player)
    if player not in section.ranking:
        faults.add(path, "is required and is missing: every player ranks every outcome")
        return ()
    classes = []
    for place, entry in enumerate(section.ranking[player]):
        tied = [entry] if _is_outcome(entry) else entry
        if not isinstance(tied, list) or not tied or not all(_is_outcome(outcome) for outcome in tied):
            faults.add(
                (*path, place), f"expected an outcome, a list of actions, or a list of tied ones, got {shown(entry)}"
            )
            return ()
        classes.append(tuple(tuple(outcome) for outcome in tied))
    try:
        check_ranking(player, classes, section.actions)
    except InputError as error:
        faults.add(path, str(error))
    return tuple(classes)


def _is_outcome(entry: Any) -> bool:
    return isinstance(entry, list) and bool(entry) and all(isinstance(action, str) for action in entry)
