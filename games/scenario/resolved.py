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
from ..graph.graph_game import GraphGame
from ..normal_form import NormalFormGame
from ..numbers import read_fraction
from ..orders.codings import CODINGS, SAKWA, Coding
from ..orders.rows import Weight
from ..ordinal import OrdinalGame
from ..parameters import Parameter
from ..population import ParametricGame, PopulationGame
from ..sequence.tree_game import TreeGame
from ..sequence.written import TreeEffects, WrittenNode, WrittenTree, written_of
from ..text.labels import Labels, plain
from .inputs import DerivedGame, OwnGame
from .scenario import Scenario


def resolved(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as the tables of a scenario file: dicts, lists, text and numbers.

    A number that is no short decimal is written as text, such as "1/3".

    Raises
    ------
    TypeError
        If a number of the scenario is an array or a formula.
    """
    if isinstance(scenario.game, DerivedGame):
        return _as_derived(scenario.game, scenario.underlying)
    values: dict[str, Any] = {"title": scenario.title}
    if scenario.question:
        values["question"] = scenario.question
    if scenario.asks:
        values["asks"] = list(scenario.asks)
    if scenario.description:
        values["description"] = scenario.description
    if scenario.sources:
        values["sources"] = list(scenario.sources)
    values["seed"] = scenario.seed
    today = scenario.game.today if isinstance(scenario.game, GraphGame) else dict(scenario.status_quo)
    if today:
        values["status_quo"] = today
    if scenario.irreversible:
        values["irreversible"] = {player: list(actions) for player, actions in scenario.irreversible.items()}
    if scenario.labels:
        values["labels"] = _labels(scenario.labels)
    values["game"] = _game(scenario.game) | _order(scenario)
    if isinstance(scenario.game, ArenaGame):
        values["actors"] = {player: _actor(actor) for player, actor in scenario.actors.items()}
    if isinstance(scenario.game, ParametricGame):
        values["orders"] = {
            "coding": coding_value(scenario.coding),
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


def _as_derived(game: DerivedGame, base: Scenario) -> dict[str, Any]:
    """Return the tables of the base under the kind of the game, without the player in whose place others decide."""
    values = resolved(base)
    values["game"]["kind"] = game.kind
    del values["actors"][base.game.players[0]]
    return values


def coding_table(coding: Coding) -> dict[str, Any]:
    """Return a coding as the tables of a coding file, which read back as the same coding."""
    rows = {name: {each: _weight(row.weights[each]) for each in DIMENSION_NAMES} for name, row in coding.rows.items()}
    return {**{each: getattr(coding, each) for each in ("name", "title", "meaning", "source")}, "rows": rows}


def coding_value(coding: Coding) -> str | dict[str, Any]:
    """Return what names a coding wherever it is read: the name of a shipped one, another one in full."""
    return coding.name if CODINGS.get(coding.name) == coding else coding_table(coding)


def _weight(weight: Weight) -> dict[str, Any]:
    numbers = {each: plain_number(getattr(weight, each)) for each in ("value", "low", "high")}
    return {**numbers, **{each: getattr(weight, each) for each in ("evidence", "reason", "source")}}


def condensed(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as the tables of a scenario file, without what this version adds by itself.

    They are read back as the same scenario: of an arena's parameters those stay that differ from their defaults or are
    held for the case, of the value matrix the cells that differ from the coding.
    """
    values = resolved(scenario)
    if isinstance(scenario.game, ParametricGame):
        values["orders"] = _own_orders(scenario)
        if isinstance(scenario.game, PopulationGame) or not isinstance(
            scenario.game.arena.effects, ConsequenceList | TreeEffects
        ):
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
    exact = value if isinstance(value, Fraction) else read_fraction(value)
    if exact.denominator == 1:
        return int(exact)
    decimal = float(exact)
    return decimal if read_fraction(decimal) == exact else str(exact)


def _order(scenario: Scenario) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if scenario.order:
        values["order"] = [list(stage) for stage in scenario.order]
    if scenario.hidden:
        values["hidden"] = [{"of": of, "from": blind} for of, blind in scenario.hidden]
    return values


def _game(game: OwnGame) -> dict[str, Any]:
    match game:
        case ArenaGame(arena) if isinstance(arena.effects, ConsequenceList):
            return {
                "kind": arena.name,
                "players": list(arena.players),
                "actions": [list(names) for names in arena.actions],
                "parameters": _spelt_out(game),
                "consequences": [_consequence(entry) for entry in arena.effects.entries],
            }
        case ArenaGame(arena) if isinstance(arena.effects, TreeEffects):
            parameters = _spelt_out(game)
            return {**_written_tree(arena.effects.written), **({"parameters": parameters} if parameters else {})}
        case TreeGame(tree):
            return _written_tree(written_of(tree))
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
        case GraphGame():
            return _written(game.written)
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
    does = {
        player: {name: each.does for name, each in own.items() if each.does} for player, own in labels.actions.items()
    }
    values = {
        "players": {player: each.spoken for player, each in labels.players.items()},
        "plural": [player for player, each in labels.players.items() if each.plural],
        "actions": {player: own for player, own in actions.items() if own},
        "verbs": {player: own for player, own in verbs.items() if own},
        "does": {player: own for player, own in does.items() if own},
        "outcomes": {each.name: _when(each.when) for each in labels.outcomes},
    }
    return {name: value for name, value in values.items() if value}


def _when(when: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    return {player: actions[0] if len(actions) == 1 else list(actions) for player, actions in when.items()}


def _shares(orders: Shares) -> dict[str, Any]:
    return {order: plain_number(share) for order, share in orders.items() if share}


def _spelt_out(game: ArenaGame) -> dict[str, Any]:
    """Return the tables of the parameters of a scenario's own arena; beside the default stands a value for the case."""
    values, held = game.parameters, game.held
    return {
        known.name: _parameter(known, values[known.name], own=known.name in held) for known in game.arena.parameters
    }


def _parameter(known: Parameter, value: Any, *, own: bool) -> dict[str, Any]:
    table: dict[str, Any] = {name: plain_number(getattr(known, name)) for name in ("default", "low", "high")}
    if own or value != known.default:
        table["value"] = plain_number(value)
    return {**table, "meaning": known.meaning, "symbol": known.symbol, "unit": known.unit, "source": known.source}


def _written_tree(written: WrittenTree) -> dict[str, Any]:
    return {
        "kind": "tree",
        "players": list(written.players),
        "start": written.start,
        "nodes": {name: _written_node(name, node) for name, node in written.nodes.items()},
        "ends": {name: _written_node(name, end) for name, end in written.ends.items()},
    }


def _written_node(name: str, node: WrittenNode) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if node.player is not None:
        values = {"player": node.player, "actions": dict(node.moves)}
        if node.set != name:
            values["set"] = node.set
    elif node.moves:
        chances = zip(node.moves, node.chances, strict=True)
        values = {"chance": {label: plain_number(p) for (label, _), p in chances}, "to": dict(node.moves)}
    if node.payoffs:
        values["payoffs"] = {player: plain_number(paid) for player, paid in node.payoffs.items()}
    if node.effects:
        values["effects"] = _touched(node.effects)
    if node.label:
        values["label"] = node.label
    return values


def _touched(effects: Mapping[str, Mapping[str, Formula]]) -> dict[str, Any]:
    return {
        player: {dimension: _formula(formula) for dimension, formula in touched.items()}
        for player, touched in effects.items()
    }


def _consequence(entry: Consequence) -> dict[str, Any]:
    return {"when": _when(entry.when), **_touched(entry.effects)}


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
