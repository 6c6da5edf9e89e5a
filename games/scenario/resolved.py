"""A scenario as plain values in the form of a scenario file, every default written out.

The tables can be read back as a scenario file: they hold everything that a result depends on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

from ..actors import Actor, AnyActor, Shares
from ..arena import ArenaGame
from ..arenas.custom import Consequence, ConsequenceList
from ..dimensions import DIMENSION_NAMES
from ..formulas.formula import Constant, Formula
from ..normal_form import NormalFormGame
from ..numbers import read_fraction
from ..orders.codings import SAKWA
from ..ordinal import OrdinalGame
from ..parameters import Parameter
from ..population import ParametricGame, PopulationGame
from ..text.labels import Labels, plain
from .inputs import AnyGame
from .scenario import Scenario


def resolved(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as the tables of a scenario file: dicts, lists, text and numbers.

    A number that is no short decimal is written as text, such as "1/3".

    Raises
    ------
    TypeError
        If a number of the scenario is an array or a formula.
    """
    values: dict[str, Any] = {"title": scenario.title}
    if scenario.question:
        values["question"] = scenario.question
    if scenario.description:
        values["description"] = scenario.description
    if scenario.sources:
        values["sources"] = list(scenario.sources)
    values["seed"] = scenario.seed
    if scenario.status_quo:
        values["status_quo"] = dict(scenario.status_quo)
    if scenario.labels:
        values["labels"] = _labels(scenario.labels)
    values["game"] = _game(scenario.game)
    if isinstance(scenario.game, ArenaGame):
        values["actors"] = {player: _actor(actor) for player, actor in scenario.actors.items()}
    if isinstance(scenario.game, ParametricGame):
        values["orders"] = {
            "coding": scenario.coding.name,
            **{
                row: {name: plain_number(cells[name]) for name in DIMENSION_NAMES}
                for row, cells in scenario.orders.items()
            },
        }
    if scenario.relations:
        values["relations"] = [
            {"between": list(relation.between), **_fields(relation, leave_out="between")}
            for relation in scenario.relations
        ]
    if scenario.repeated:
        values["repeated"] = _fields(scenario.repeated)
    if scenario.strategies:
        values["strategies"] = {strategy.name: _written(strategy.written) for strategy in scenario.strategies}
    if scenario.plays:
        values["plays"] = [dict(zip(scenario.players, play, strict=True)) for play in scenario.plays]
    return values


def condensed(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as the tables of a scenario file, without what this version adds by itself.

    They are read back as the same scenario: of an arena's parameters those stay that differ from their defaults or are
    held for the case, of the value matrix the cells that differ from the coding.
    """
    values = resolved(scenario)
    if isinstance(scenario.game, ParametricGame):
        values["orders"] = _own_orders(scenario)
        if isinstance(scenario.game, PopulationGame) or not isinstance(scenario.game.arena.effects, ConsequenceList):
            values["game"] = _own_numbers(scenario.game, values["game"])
    empty = [name for name, value in values.items() if value == {}]
    return {name: value for name, value in values.items() if name not in empty}


def _own_orders(scenario: Scenario) -> dict[str, Any] | str:
    """Return the coding, with the cells that differ from it."""
    named = scenario.coding.name
    rows = {
        row: {
            name: plain_number(cells[name])
            for name in DIMENSION_NAMES
            if cells[name] != scenario.coding.rows[row].weights[name].value
        }
        for row, cells in scenario.orders.items()
    }
    own = {row: cells for row, cells in rows.items() if cells}
    return {"coding": named, **own} if own else ({} if named == SAKWA.name else named)


def _own_numbers(game: ParametricGame, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table of a game with those parameters that differ from their defaults, or are held."""
    held = game.held if isinstance(game, ArenaGame) else frozenset[str]()
    kept = {
        known.name: plain_number(game.parameters[known.name])
        for known in game.arena.parameters
        if known.name in held or game.parameters[known.name] != known.default
    }
    implied = held == kept.keys() or isinstance(game, PopulationGame)
    own = {key: value for key, value in table.items() if key != "parameters" and not (key == "held" and implied)}
    return {**own, **({"parameters": kept} if kept else {})}


def plain_number(value: Any) -> int | float | str:
    """Return a number as an integer or a decimal that reads back as the same number, else as text.

    Examples
    --------
    >>> plain_number(Fraction(3, 5)), plain_number(Fraction(4)), plain_number(Fraction(1, 3))
    (0.6, 4, '1/3')
    """
    if not isinstance(value, int | float | Fraction):
        raise TypeError(f"a scenario can be written out only with single numbers, got {type(value).__name__}")
    exact = read_fraction(value)
    if exact.denominator == 1:
        return int(exact)
    decimal = float(exact)
    return decimal if read_fraction(decimal) == exact else str(exact)


def _game(game: AnyGame) -> dict[str, Any]:
    match game:
        case ArenaGame(arena, parameters) if isinstance(arena.effects, ConsequenceList):
            return {
                "kind": arena.name,
                "players": list(arena.players),
                "actions": [list(names) for names in arena.actions],
                "parameters": {known.name: _parameter(known, parameters[known.name]) for known in arena.parameters},
                "consequences": [_consequence(entry) for entry in arena.effects.entries],
            }
        case ArenaGame(arena, parameters, held):
            numbers = {name: plain_number(value) for name, value in parameters.items()}
            return {"kind": arena.name, "held": sorted(held), "parameters": numbers}
        case PopulationGame(arena, parameters, mix):
            numbers = {name: plain_number(value) for name, value in parameters.items()}
            return {"kind": arena.name, "parameters": numbers, "shares": {arena.mix_name: _shares(mix)}}
        case OrdinalGame(players, actions, ranking):
            return {
                "kind": "ordinal",
                "players": list(players),
                "actions": [list(names) for names in actions],
                "ranking": {player: [_tied(classes) for classes in ranking[player]] for player in players},
            }
        case NormalFormGame():
            return {
                "kind": "normal_form",
                "players": list(game.players),
                "actions": [list(names) for names in game.actions],
                "payoffs": _nested(game.exact),
            }


def _actor(actor: AnyActor) -> dict[str, Any]:
    rivals = {} if actor.rivals is None else {"rivals": list(actor.rivals)}
    return {"name": actor.name, **_mixes(actor), **rivals}


def _mixes(actor: AnyActor) -> dict[str, Any]:
    if isinstance(actor, Actor):
        return {"orders": _shares(actor.orders)}
    named = [({"name": own.name} if own.name else {}, own) for own in actor.types]
    return {"types": [{**name, "prior": plain_number(own.prior), "orders": _shares(own.orders)} for name, own in named]}


def _labels(labels: Labels) -> dict[str, Any]:
    """Return labels in the tables of a scenario file, without those that are empty."""
    actions = {
        player: {name: each.label for name, each in own.items() if each.label != plain(name)}
        for player, own in labels.actions.items()
    }
    verbs = {
        player: {name: each.verb for name, each in own.items() if each.verb != actions[player].get(name)}
        for player, own in labels.actions.items()
    }
    values = {
        "players": {player: each.spoken for player, each in labels.players.items()},
        "plural": [player for player, each in labels.players.items() if each.plural],
        "actions": {player: own for player, own in actions.items() if own},
        "verbs": {player: own for player, own in verbs.items() if own},
        "outcomes": {each.name: _when(each.when) for each in labels.outcomes},
    }
    return {name: value for name, value in values.items() if value}


def _when(when: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    return {player: actions[0] if len(actions) == 1 else list(actions) for player, actions in when.items()}


def _shares(orders: Shares) -> dict[str, Any]:
    return {order: plain_number(share) for order, share in orders.items() if share}


def _parameter(known: Parameter, value: Any) -> dict[str, Any]:
    """Return the table of a custom arena's parameter; a value that is not the default is written beside it."""
    table: dict[str, Any] = {name: plain_number(getattr(known, name)) for name in ("default", "low", "high")}
    if value != known.default:
        table["value"] = plain_number(value)
    return {**table, "meaning": known.meaning, "symbol": known.symbol, "unit": known.unit, "source": known.source}


def _consequence(entry: Consequence) -> dict[str, Any]:
    effects = {
        player: {dimension: _formula(formula) for dimension, formula in touched.items()}
        for player, touched in entry.effects.items()
    }
    return {"when": _when(entry.when), **effects}


def _formula(formula: Formula) -> int | float | str:
    return plain_number(formula.tree.number) if isinstance(formula.tree, Constant) else formula.text


def _tied(outcomes: tuple[tuple[str, ...], ...]) -> list[Any]:
    return list(outcomes[0]) if len(outcomes) == 1 else [list(outcome) for outcome in outcomes]


def _nested(table: Any) -> Any:
    return [_nested(part) for part in table] if getattr(table, "ndim", 0) else plain_number(table)


def _written(value: Any) -> Any:
    """Return what a scenario file said, with its numbers as they are written out."""
    match value:
        case Mapping():
            return {key: _written(part) for key, part in value.items()}
        case list():
            return [_written(part) for part in value]
        case str():
            return value
        case _:
            return plain_number(read_fraction(value))


def _fields(record: Any, leave_out: str = "") -> dict[str, Any]:
    names = [item.name for item in fields(record) if item.name != leave_out]
    return {name: plain_number(value) for name in names if (value := getattr(record, name)) is not None}
