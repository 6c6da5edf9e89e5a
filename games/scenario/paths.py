"""Dotted paths to the numbers of a scenario: which there are, how one is read, and how they are set.

A short form is the full one with what goes without saying left out:

    p_R, game.parameters.pressure_on_russia       a parameter of the arena, by symbol or name
    US.orders.liberal, actors.US.orders.liberal   a share of an actor's mix; the other shares keep their proportions
    US.orders                                     a whole mix: the name of an order, or a table of shares
    China.types.0.prior                           the chance of a type; the other chances keep their proportions
    China.types.0.orders, .orders.liberal         the mix of a type, or a share of it
    orders                                        the coding of the value matrix, by name or file
    orders.conservative.autonomy                  a cell of the value matrix
    game.shares.start.liberal                     a share of a population; the other shares keep their proportions
    repeated.discount (.noise, .misperception)    how the game is repeated
    relations.0.norm_agreement                    an input of a relation, by its number in the file
    game.payoffs.0.1.1                            a payoff of a normal-form game: player, then each player's action
    status_quo.US                                 what a player does today
    seed
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np

from ..actors import Actor, AnyActor, Shares, UncertainActor, mix, rescaled
from ..arena import ArenaGame
from ..dimensions import DIMENSION_NAMES
from ..errors import InputError, suggestion, unknown
from ..normal_form import NormalFormGame
from ..numbers import read_fraction, rounded, shown
from ..orders.codings import Coding, coding
from ..orders.matrix import ValueMatrix, default_matrix
from ..orders.rows import HALF_WIDTHS, LARGEST_WEIGHT, ROW_NAMES
from ..population import ParametricGame, PopulationGame
from ..repeated.repetition import Repetition
from ..ties.relations import Relation
from .inputs import AnyGame, DerivedGame, ScenarioInputs

Changed = TypeVar("Changed", bound=ScenarioInputs)

HIGHEST_WEIGHT = LARGEST_WEIGHT + max(HALF_WIDTHS.values())
"""As far as the range of a weight may reach."""


LONGEST_PATH = 200

_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


def set_paths(scenario: Changed, values: Mapping[str, Any]) -> Changed:
    """Return a copy of a scenario with the values at some paths replaced, one after the other.

    The payoffs of a normal-form game that are set make one new table together, so many of them cost as much as one.

    Raises
    ------
    InputError
        If a path is unknown or a value does not fit it, or two paths lead to one number; the message names the path.
    """
    if isinstance(scenario.game, DerivedGame):
        for path in values:
            _check_felt(scenario.game, path)
        base = set_paths(scenario.game.base, values)
        game = replace(scenario.game, base=base)
        return replace(scenario, game=game, orders=base.orders, coding=base.coding, seed=base.seed)
    payoffs: dict[tuple[int, ...], Fraction] = {}
    known: dict[str, str] = {}
    for path, value in values.items():
        full = canonical(scenario, path)
        if known.setdefault(full, path) != path:
            raise InputError(f"{path}: is set twice, also as {known[full]}")
        head, *rest = full.split(".")
        if head == "game" and rest[0] == "payoffs" and isinstance(scenario.game, NormalFormGame):
            payoffs[payoff_place(scenario.game, path)] = _single(path, value)
        else:
            scenario = replace(scenario, **_changed(scenario, path, head, rest, value))
    if payoffs and isinstance(scenario.game, NormalFormGame):
        game, table = scenario.game, scenario.game.exact.copy()
        for place, payoff in payoffs.items():
            table[place] = payoff
        return replace(scenario, game=NormalFormGame(table, game.players, game.actions, game.title))
    return scenario


def _check_felt(game: DerivedGame, path: str) -> None:
    """Refuse a path whose value has no effect on a game that follows from a scenario."""
    head, *rest = canonical(game.base, path).split(".")
    decided = game.base.game.players[0]
    if head in ("repeated", "relations") or (head == "actors" and rest[0] == decided):
        raise InputError(f"{path}: has no effect on {game.kind}, in which others decide in the place of {decided}")


def _changed(scenario: ScenarioInputs, path: str, head: str, rest: list[str], value: Any) -> Mapping[str, Any]:
    """Return the fields of a scenario that are others once the value at a path is."""
    if head == "orders" and not rest:
        if not isinstance(scenario.game, ParametricGame):
            raise InputError(f"{path}: what the orders seek has no effect on a game that is given by payoffs")
        chosen = _at(path, coding, value if isinstance(value, Coding) else str(value))
        return {"coding": chosen, "orders": default_matrix(chosen.rows)}
    return {head: _CHANGES[head](scenario, path, rest, value)}


def canonical(scenario: ScenarioInputs, path: object) -> str:
    """Return the full form of a path, for instance "game.parameters.pressure_on_russia" for "p_R".

    Raises
    ------
    InputError
        If a short form names no parameter and no actor, or it is longer than any path or no text.
    """
    if not isinstance(path, str):
        raise InputError(f"expected a path as text, such as 'seed', got {shown(path)}")
    if isinstance(scenario.game, DerivedGame):
        return canonical(scenario.game.base, path)
    if len(path) > LONGEST_PATH:
        raise _unknown_path(scenario, path)
    head, *rest = path.split(".")
    parametric = isinstance(scenario.game, ParametricGame)
    if parametric and path.startswith("game.parameters.") and len(rest) == 2:
        return f"game.parameters.{_parameter_name(scenario, rest[1], path)}"
    if head in _CHANGES and (rest or head in ("seed", "orders")):
        return path
    if not rest and parametric:
        return f"game.parameters.{_parameter_name(scenario, path, path)}"
    if head in scenario.actors:
        return f"actors.{path}"
    raise _unknown_path(scenario, path)


def numeric_paths(scenario: ScenarioInputs) -> Iterator[str]:
    """Go through the paths of a scenario that hold one number each and can be swept, in their full form."""
    if isinstance(scenario.game, ParametricGame):
        yield from (f"game.parameters.{known.name}" for known in scenario.game.arena.parameters)
    for player, actor in scenario.actors.items():
        if isinstance(actor, Actor):
            yield from (f"actors.{player}.orders.{order}" for order in actor.orders)
            continue
        for number, own in enumerate(actor.types):
            yield f"actors.{player}.types.{number}.prior"
            yield from (f"actors.{player}.types.{number}.orders.{order}" for order in own.orders)
    if isinstance(scenario.game, PopulationGame):
        yield from (f"game.shares.{scenario.game.arena.mix_name}.{order}" for order in scenario.game.mix)
    if isinstance(scenario.game, ParametricGame):
        followed = scenario.game.mix if isinstance(scenario.game, PopulationGame) else ROW_NAMES
        yield from (f"orders.{order}.{name}" for order in followed for name in DIMENSION_NAMES)


def read_path(scenario: ScenarioInputs, path: str) -> Any:
    """Return the number at a path that `numeric_paths` lists, in its full or short form.

    Raises
    ------
    InputError
        If the path holds no number that can be varied.
    """
    if isinstance(scenario.game, DerivedGame):
        return read_path(scenario.game.base, path)
    parts = canonical(scenario, path).split(".")
    match parts:
        case ["game", "parameters", name]:
            return scenario.game.parameters[_parameter_name(scenario, name, path)]  # type: ignore[union-attr]
        case ["game", "shares", mix_name, order] if isinstance(scenario.game, PopulationGame):
            if mix_name == scenario.game.arena.mix_name and order in scenario.game.mix:
                return scenario.game.mix[order]
        case ["actors", player, *rest] if player in scenario.actors:
            value = _read_actor(scenario.actors[player], rest)
            if value is not None:
                return value
        case ["orders", order, dimension] if order in ROW_NAMES and dimension in DIMENSION_NAMES:
            return scenario.orders[order][dimension]
        case _:
            pass
    raise _unknown_path(scenario, path)


def _changed_game(scenario: ScenarioInputs, path: str, rest: list[str], value: Any) -> AnyGame:
    match scenario.game, rest:
        case ArenaGame() as game, ["parameters", name]:
            known = _parameter_name(scenario, name, path)
            parameters = {**game.parameters, known: _bounded(path, value, game.arena.parameter(known).bounds)}
            return replace(game, parameters=parameters, held=game.held | {known})
        case PopulationGame() as game, ["parameters", name]:
            known = _parameter_name(scenario, name, path)
            parameters = {**game.parameters, known: _bounded(path, value, game.arena.parameter(known).bounds)}
            return replace(game, parameters=parameters)
        case PopulationGame() as game, ["shares", mix_name, *order] if mix_name == game.arena.mix_name:
            return replace(game, mix=_changed_mix(game.mix, path, order, value))
        case _:
            raise _unknown_path(scenario, path)


def payoff_place(game: NormalFormGame, path: str) -> tuple[int, ...]:
    """Return where in a game's payoffs the number at a path `game.payoffs.PLAYER.ACTION..` stands.

    Raises
    ------
    InputError
        If it names no place in them.
    """
    shape, place = game.payoffs.shape, path.split(".")[2:]
    if len(place) != len(shape) or not all(_is_place(k, range(m)) for k, m in zip(place, shape, strict=True)):
        raise InputError(f"{path}: expected a place in the payoffs of shape {shape}, counted from 0")
    return tuple(map(int, place))


def _changed_actors(scenario: ScenarioInputs, path: str, rest: list[str], value: Any) -> Mapping[str, AnyActor]:
    player, *place = rest
    _check_known(path, "actor", player, scenario.actors)
    changed: AnyActor
    match scenario.actors[player], place:
        case Actor() as actor, ["orders", *order]:
            changed = replace(actor, orders=_changed_mix(actor.orders, path, order, value))
        case UncertainActor(types=types) as actor, ["types", number, "prior"] if _is_place(number, types):
            chances = {str(k): own.prior for k, own in enumerate(types)}
            chances = _at(path, rescaled, chances, str(int(number)), _between(path, value, 0, 1))
            changed = replace(actor, types=tuple(replace(own, prior=chances[str(k)]) for k, own in enumerate(types)))
        case UncertainActor(types=types) as actor, ["types", number, "orders", *order] if _is_place(number, types):
            own = types[int(number)]
            own = replace(own, orders=_changed_mix(own.orders, path, order, value))
            changed = replace(actor, types=(*types[: int(number)], own, *types[int(number) + 1 :]))
        case _:
            raise _unknown_path(scenario, path)
    return {**scenario.actors, player: changed}


def _is_place(number: str, parts: Sequence[Any]) -> bool:
    """Tell whether a text is the number of a part, counted from 0 and written in the one way that paths have for it."""
    return _NUMBER.fullmatch(number) is not None and int(number) < len(parts)


def _changed_mix(shares: Shares, path: str, rest: list[str], value: Any) -> Shares:
    if not rest:
        return _at(path, mix, value, tuple(shares))
    order = ".".join(rest)
    _check_known(path, "order", order, shares)
    return _at(path, rescaled, shares, order, _between(path, value, 0, 1))


def _at(path: str, change: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function, and put the path before what it refuses; the faults of a file say themselves where they are."""
    try:
        return change(*arguments)
    except InputError as error:
        if type(error) is not InputError:
            raise
        raise InputError(f"{path}: {error}") from None


def _read_actor(actor: AnyActor, rest: list[str]) -> Any | None:
    match actor, rest:
        case Actor(), ["orders", order]:
            return actor.orders.get(order)
        case UncertainActor(), ["types", number, *place] if _is_place(number, actor.types):
            own = actor.types[int(number)]
            return own.prior if place == ["prior"] else _read_actor(Actor("", own.orders), place)
        case _:
            return None


def _changed_orders(scenario: ScenarioInputs, path: str, rest: list[str], value: Any) -> ValueMatrix:
    if len(rest) != 2:
        raise _unknown_path(scenario, path)
    order, dimension = rest
    _check_known(path, "order", order, ROW_NAMES)
    _check_known(path, "dimension", dimension, DIMENSION_NAMES)
    number = _between(path, value, -HIGHEST_WEIGHT, HIGHEST_WEIGHT)
    row = {**scenario.orders[order], dimension: number}
    return {**scenario.orders, order: row}


def _changed_repeated(scenario: ScenarioInputs, path: str, rest: list[str], value: Any) -> Repetition:
    known = [item.name for item in fields(Repetition)]
    _check_known(path, "setting of repeated", ".".join(rest), known)
    number = _number(path, value)
    if not hasattr(number, "free_symbols") and not np.all((number >= 0) & (number < 1)):
        raise InputError(f"{path}: must lie in [0, 1), got {value}")
    return replace(scenario.repeated or Repetition(), **{rest[0]: number})


def _changed_relations(scenario: ScenarioInputs, path: str, rest: list[str], value: Any) -> tuple[Relation, ...]:
    known = [item.name for item in fields(Relation) if item.name != "between"]
    if len(rest) != 2 or not _is_place(rest[0], scenario.relations):
        raise InputError(f"{path}: expected relations.NUMBER.INPUT with a number below {len(scenario.relations)}")
    _check_known(path, "input of a relation", rest[1], known)
    changed = list(scenario.relations)
    changed[int(rest[0])] = replace(changed[int(rest[0])], **{rest[1]: _between(path, value, 0, 1)})
    return tuple(changed)


def _changed_status_quo(scenario: ScenarioInputs, path: str, rest: list[str], value: Any) -> Mapping[str, str]:
    player = ".".join(rest)
    _check_known(path, "player", player, scenario.game.players)
    actions = scenario.game.actions[scenario.game.players.index(player)]
    if value not in actions:
        raise InputError(f"{path}: {unknown(f'action of {player}', str(value), actions)}")
    return {**scenario.status_quo, player: value}


def _changed_seed(scenario: ScenarioInputs, path: str, rest: list[str], value: Any) -> int:
    number = _single(path, value)
    if rest or number < 0 or number.denominator != 1:
        raise InputError(f"{path}: expected a whole number from 0, got {value}")
    return int(number)


_CHANGES: Mapping[str, Callable[[ScenarioInputs, str, list[str], Any], Any]] = {
    "game": _changed_game,
    "actors": _changed_actors,
    "orders": _changed_orders,
    "repeated": _changed_repeated,
    "relations": _changed_relations,
    "status_quo": _changed_status_quo,
    "seed": _changed_seed,
}
"""For each field of a scenario that holds numbers, what returns it with the number at a path in it replaced."""


def _parameter_name(scenario: ScenarioInputs, name: str, path: str) -> str:
    game = scenario.game
    if not isinstance(game, ParametricGame):
        raise _unknown_path(scenario, path)
    try:
        return game.arena.parameter(name).name
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _number(path: str, value: Any) -> Any:
    """Return a Fraction for a number, a float array for a list or an array, and a formula as it is."""
    if isinstance(value, list | tuple | np.ndarray):
        try:
            array = np.asarray(value, dtype=np.float64)
        except (TypeError, ValueError):
            raise InputError(f"{path}: expected finite numbers in one row, got {shown(value)}") from None
        if array.ndim == 1 and np.isfinite(array).all():
            return array
        if array.ndim:
            raise InputError(f"{path}: expected finite numbers in one row, got shape {array.shape}")
    return value if hasattr(value, "free_symbols") else _single(path, value)


def _single(path: str, value: Any) -> Fraction:
    try:
        return read_fraction(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"{path}: expected a number, {error}") from None


def bounds(scenario: ScenarioInputs, path: str) -> tuple[Fraction, Fraction] | None:
    """Return between which numbers that at a path in full must lie by what it is; None where any number has a meaning.

    Raises
    ------
    InputError
        If the path names a parameter that there is not.
    """
    match path.split("."):
        case ["game", "parameters", name] if isinstance(scenario.game, ParametricGame):
            return scenario.game.arena.parameter(_parameter_name(scenario, name, path)).bounds
        case ["actors", *_]:
            return Fraction(0), Fraction(1)
        case _:
            return None


def _bounded(path: str, value: Any, ends: tuple[Fraction, Fraction] | None) -> Any:
    return _number(path, value) if ends is None else _between(path, value, *ends)


def _between(path: str, value: Any, low: Fraction | int, high: Fraction | int) -> Any:
    number = _number(path, value)
    if not hasattr(number, "free_symbols") and not np.all((low <= number) & (number <= high)):
        raise InputError(f"{path}: must lie in [{rounded(low)}, {rounded(high)}], got {value}")
    return number


def _check_known(path: str, what: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise InputError(f"{path}: {unknown(what, name, known)}")


def _unknown_path(scenario: ScenarioInputs, path: str) -> InputError:
    known = [*numeric_paths(scenario), *(name.rsplit(".", 1)[-1] for name in numeric_paths(scenario))]
    kinds = "a parameter of the game, ACTOR.orders.ORDER, orders.ORDER.DIMENSION, repeated.discount, seed"
    return InputError(f"unknown path {shown(path, 200)}{suggestion(path, known)}; expected {kinds}")
