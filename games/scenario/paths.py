"""Dotted paths to the numbers of a scenario: which there are, and how one is set.

A short form is the full one with what goes without saying left out:

    pressure, p, game.parameters.pressure         a parameter of the arena, by name or symbol
    US.orders.liberal, actors.US.orders.liberal   a share of an actor's mix; the other shares keep their proportions
    US.orders                                     a whole mix: the name of an order, or a table of shares
    China.types.0.prior                           the chance of a type; the other chances keep their proportions
    China.types.0.orders, .orders.liberal         the mix of a type, or a share of it
    orders.conservative.autonomy                  a cell of the value matrix
    game.shares.start.liberal                     a share of a population; the other shares keep their proportions
    repeated.discount (.noise, .misperception)    how the game is repeated
    relations.0.norm_agreement                    an input of a relation, by its number in the file
    game.payoffs.0.1.1                            a payoff of a normal-form game: player, then each player's action
    status_quo.US                                 what a player does today
    seed
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from ..actors import Actor, AnyActor, Kind, Shares, UncertainActor, mix, rescaled
from ..dimensions import DIMENSION_NAMES
from ..errors import InputError, suggestion, unknown
from ..normal_form import NormalFormGame
from ..numbers import read_fraction
from ..orders import ORDER_NAMES
from ..population import ParametricGame, PopulationGame
from ..repeated.repetition import Repetition
from ..ties.relations import Relation

if TYPE_CHECKING:
    from .scenario import Scenario

HIGHEST_WEIGHT = 4
"""The value matrix is written on the scale -4 to 4."""


def set_path(scenario: Scenario, path: str, value: Any) -> Scenario:
    """Return a copy of a scenario with the value at one path replaced.

    Raises
    ------
    InputError
        If the path is unknown or the value does not fit it; the message names the path.
    """
    head, *rest = canonical(scenario, path).split(".")
    return _SETTERS[head](scenario, path, rest, value)


def canonical(scenario: Scenario, path: str) -> str:
    """Return the full form of a path, for instance "game.parameters.pressure" for "p".

    Raises
    ------
    InputError
        If a short form names no parameter and no actor.
    """
    head, *rest = path.split(".")
    if head in _SETTERS and (rest or head == "seed"):
        return path
    if not rest and isinstance(scenario.game, ParametricGame):
        return f"game.parameters.{_parameter_name(scenario, path, path)}"
    if head in scenario.actors:
        return f"actors.{path}"
    raise _unknown_path(scenario, path)


def numeric_paths(scenario: Scenario) -> Iterator[str]:
    """Go through the paths of a scenario that hold one number each and can be swept, in their full form."""
    if isinstance(scenario.game, ParametricGame):
        yield from (f"game.parameters.{known.name}" for known in scenario.game.arena.parameters)
    for player, actor in scenario.actors.items():
        if isinstance(actor, Actor):
            yield from (f"actors.{player}.orders.{order}" for order in actor.orders)
            continue
        for number, kind in enumerate(actor.types):
            yield f"actors.{player}.types.{number}.prior"
            yield from (f"actors.{player}.types.{number}.orders.{order}" for order in kind.orders)
    if isinstance(scenario.game, PopulationGame):
        yield from (f"game.shares.{scenario.game.arena.mix_name}.{order}" for order in scenario.game.mix)
    if isinstance(scenario.game, ParametricGame):
        yield from (f"orders.{order}.{name}" for order in ORDER_NAMES for name in DIMENSION_NAMES)


def read_path(scenario: Scenario, path: str) -> Any:
    """Return the number at a path that `numeric_paths` lists, in its full or short form.

    Raises
    ------
    InputError
        If the path holds no number that can be varied.
    """
    parts = canonical(scenario, path).split(".")
    match parts:
        case ["game", "parameters", name]:
            return scenario.game.parameters[_parameter_name(scenario, name, path)]  # type: ignore[union-attr]
        case ["game", "shares", kind, order] if isinstance(scenario.game, PopulationGame):
            if kind == scenario.game.arena.mix_name and order in scenario.game.mix:
                return scenario.game.mix[order]
        case ["actors", player, *rest] if player in scenario.actors:
            value = _read_actor(scenario.actors[player], rest)
            if value is not None:
                return value
        case ["orders", order, dimension] if order in ORDER_NAMES and dimension in DIMENSION_NAMES:
            return scenario.orders[order][dimension]
        case _:
            pass
    raise _unknown_path(scenario, path)


def _set_game(scenario: Scenario, path: str, rest: list[str], value: Any) -> Scenario:
    if rest[0] == "parameters" and len(rest) == 2 and isinstance(scenario.game, ParametricGame):
        name = _parameter_name(scenario, rest[1], path)
        changed = {**scenario.game.parameters, name: _number(path, value)}
        return replace(scenario, game=replace(scenario.game, parameters=changed))
    if isinstance(scenario.game, PopulationGame) and rest[:2] == ["shares", scenario.game.arena.mix_name]:
        changed = _changed_mix(scenario.game.mix, path, rest[2:], value)
        return replace(scenario, game=replace(scenario.game, mix=changed))
    if rest[0] == "payoffs" and isinstance(scenario.game, NormalFormGame):
        return replace(scenario, game=_with_payoff(scenario.game, path, rest[1:], value))
    raise _unknown_path(scenario, path)


def _with_payoff(game: NormalFormGame, path: str, place: list[str], value: Any) -> NormalFormGame:
    shape = game.payoffs.shape
    index = tuple(int(part) for part in place if part.isdecimal())
    if len(index) != len(place) or len(index) != len(shape) or any(k >= m for k, m in zip(index, shape, strict=True)):
        raise InputError(f"{path}: expected a place in the payoffs of shape {shape}, counted from 0")
    payoffs = game.exact.copy()
    payoffs[index] = _single(path, value)
    return NormalFormGame(payoffs, game.players, game.actions, game.title)


def _set_actor(scenario: Scenario, path: str, rest: list[str], value: Any) -> Scenario:
    player = rest[0]
    if player not in scenario.actors:
        raise InputError(f"{path}: {unknown('actor', player, scenario.actors)}")
    changed = _changed_actor(scenario.actors[player], path, rest[1:], value)
    if changed is None:
        raise _unknown_path(scenario, path)
    return replace(scenario, actors={**scenario.actors, player: changed})


def _changed_actor(actor: AnyActor, path: str, rest: list[str], value: Any) -> AnyActor | None:
    """Return the actor with one place changed, or None where there is no such place."""
    match actor, rest:
        case Actor(), ["orders", *order]:
            return replace(actor, orders=_changed_mix(actor.orders, path, order, value))
        case UncertainActor(), ["types", number, *place] if number.isdecimal() and int(number) < len(actor.types):
            kinds = _changed_types(actor.types, int(number), path, place, value)
            return None if kinds is None else replace(actor, types=kinds)
        case _:
            return None


def _changed_types(
    kinds: tuple[Kind, ...], number: int, path: str, place: list[str], value: Any
) -> tuple[Kind, ...] | None:
    match place:
        case ["prior"]:
            chances = {str(k): kind.prior for k, kind in enumerate(kinds)}
            chances = _at(path, rescaled, chances, str(number), _share(path, value))
            return tuple(replace(kind, prior=chances[str(k)]) for k, kind in enumerate(kinds))
        case ["orders", *order]:
            orders = _changed_mix(kinds[number].orders, path, order, value)
            return (*kinds[:number], replace(kinds[number], orders=orders), *kinds[number + 1 :])
        case _:
            return None


def _changed_mix(shares: Shares, path: str, rest: list[str], value: Any) -> Shares:
    if not rest:
        return _at(path, mix, value)
    order = ".".join(rest)
    if order not in ORDER_NAMES:
        raise InputError(f"{path}: {unknown('order', order, ORDER_NAMES)}")
    return _at(path, rescaled, shares, order, _share(path, value))


def _at(path: str, change: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function, and put the path before what it refuses."""
    try:
        return change(*arguments)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _read_actor(actor: AnyActor, rest: list[str]) -> Any | None:
    match actor, rest:
        case Actor(), ["orders", order]:
            return actor.orders.get(order)
        case UncertainActor(), ["types", number, *place] if number.isdecimal() and int(number) < len(actor.types):
            kind = actor.types[int(number)]
            return kind.prior if place == ["prior"] else _read_actor(Actor("", kind.orders), place)
        case _:
            return None


def _set_order(scenario: Scenario, path: str, rest: list[str], value: Any) -> Scenario:
    if len(rest) != 2:
        raise _unknown_path(scenario, path)
    order, dimension = rest
    if order not in ORDER_NAMES:
        raise InputError(f"{path}: {unknown('order', order, ORDER_NAMES)}")
    if dimension not in DIMENSION_NAMES:
        raise InputError(f"{path}: {unknown('dimension', dimension, DIMENSION_NAMES)}")
    number = _between(path, value, -HIGHEST_WEIGHT, HIGHEST_WEIGHT)
    row = {**scenario.orders[order], dimension: number}
    return replace(scenario, orders={**scenario.orders, order: row})


def _set_repeated(scenario: Scenario, path: str, rest: list[str], value: Any) -> Scenario:
    known = [item.name for item in fields(Repetition)]
    if len(rest) != 1 or rest[0] not in known:
        raise InputError(f"{path}: {unknown('setting of repeated', '.'.join(rest), known)}")
    number = _number(path, value)
    if not hasattr(number, "free_symbols") and not np.all((number >= 0) & (number < 1)):
        raise InputError(f"{path}: must lie in [0, 1), got {value}")
    return replace(scenario, repeated=replace(scenario.repeated or Repetition(), **{rest[0]: number}))


def _set_relation(scenario: Scenario, path: str, rest: list[str], value: Any) -> Scenario:
    known = [item.name for item in fields(Relation) if item.name != "between"]
    if len(rest) != 2 or not rest[0].isdigit() or int(rest[0]) >= len(scenario.relations):
        raise InputError(f"{path}: expected relations.NUMBER.INPUT with a number below {len(scenario.relations)}")
    if rest[1] not in known:
        raise InputError(f"{path}: {unknown('input of a relation', rest[1], known)}")
    changed = list(scenario.relations)
    changed[int(rest[0])] = replace(changed[int(rest[0])], **{rest[1]: _share(path, value)})
    return replace(scenario, relations=tuple(changed))


def _set_status_quo(scenario: Scenario, path: str, rest: list[str], value: Any) -> Scenario:
    player = ".".join(rest)
    if player not in scenario.game.players:
        raise InputError(f"{path}: {unknown('player', player, scenario.game.players)}")
    actions = scenario.game.actions[scenario.game.players.index(player)]
    if value not in actions:
        raise InputError(f"{path}: {unknown(f'action of {player}', str(value), actions)}")
    return replace(scenario, status_quo={**scenario.status_quo, player: value})


def _set_seed(scenario: Scenario, path: str, rest: list[str], value: Any) -> Scenario:
    number = _single(path, value)
    if rest or number < 0 or number.denominator != 1:
        raise InputError(f"{path}: expected a whole number from 0, got {value}")
    return replace(scenario, seed=int(number))


_SETTERS: Mapping[str, Callable[[Scenario, str, list[str], Any], Scenario]] = {
    "game": _set_game,
    "actors": _set_actor,
    "orders": _set_order,
    "repeated": _set_repeated,
    "relations": _set_relation,
    "status_quo": _set_status_quo,
    "seed": _set_seed,
}


def _parameter_name(scenario: Scenario, name: str, path: str) -> str:
    game = scenario.game
    if not isinstance(game, ParametricGame):
        raise _unknown_path(scenario, path)
    try:
        return game.arena.parameter(name).name
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _number(path: str, value: Any) -> Any:
    """Return a Fraction for a number, a float array for a list or an array, and a formula as it is."""
    if np.ndim(value) > 0:
        array = np.asarray(value, dtype=np.float64)
        if array.ndim != 1 or not np.isfinite(array).all():
            raise InputError(f"{path}: expected finite numbers in one row, got shape {array.shape}")
        return array
    return value if hasattr(value, "free_symbols") else _single(path, value)


def _single(path: str, value: Any) -> Fraction:
    try:
        return read_fraction(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"{path}: expected a number, {error}") from None


def _between(path: str, value: Any, low: int, high: int) -> Any:
    number = _number(path, value)
    if not hasattr(number, "free_symbols") and not np.all((low <= number) & (number <= high)):
        raise InputError(f"{path}: must lie in [{low}, {high}], got {value}")
    return number


def _share(path: str, value: Any) -> Any:
    return _between(path, value, 0, 1)


def _unknown_path(scenario: Scenario, path: str) -> InputError:
    known = [*numeric_paths(scenario), *(name.rsplit(".", 1)[-1] for name in numeric_paths(scenario))]
    kinds = "a parameter of the game, ACTOR.orders.ORDER, orders.ORDER.DIMENSION, repeated.discount, seed"
    return InputError(f"unknown path {path!r}{suggestion(path, known)}; expected {kinds}")
