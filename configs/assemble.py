"""From the plain values of a scenario file to a Scenario, or to every fault in them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path as Folder
from typing import Any

from ..games.actors import AnyActor
from ..games.arena import ArenaGame
from ..games.dimensions import DIMENSION_NAMES
from ..games.errors import InputError
from ..games.graph.graph_game import GraphGame
from ..games.normal_form import NormalFormGame
from ..games.numbers import counted, rounded, shown
from ..games.orders.codings import SAKWA, Coding, coding, is_file_name
from ..games.orders.matrix import ValueMatrix, default_matrix
from ..games.orders.rows import ROW_NAMES
from ..games.population import PopulationGame
from ..games.repeated.repetition import Repetition, Strategy
from ..games.scenario.inputs import AnyGame
from ..games.scenario.paths import HIGHEST_WEIGHT, canonical, numeric_paths, payoff_place
from ..games.scenario.scenario import Scenario
from ..games.sequence.move_labels import moves_of_players
from ..games.sequence.tree_game import TreeGame
from ..games.sequence.written import TreeEffects
from ..games.text.labels import Labels
from ..games.ties.relations import Relation
from ..studies.scenario.derived import DERIVED, derived
from .faults import Fault, Faults, Path, sound_form
from .problems import Problem, ScenarioError
from .schema import LabelsSection, OrdersSection, RelationSection, RepeatedSection, ScenarioFile, SequencedSection
from .sections.actors import read_actors
from .sections.coding import read_coding
from .sections.derived import check_derived
from .sections.game import read_game
from .sections.labels import read_labels
from .sections.strategies import read_plays, read_strategies
from .sequence.order import Hidden, Order, read_moves

_NO_ACTIONS: Mapping[type, str] = {
    PopulationGame: "a population game has no players",
    GraphGame: "a conflict has states and moves, no actions",
    TreeGame: "players of a tree have plans, which its nodes make up",
}

MOST_VALUES = 100_000
"""A file with more values, payoffs and rankings aside, is refused before it is looked at."""


def assemble(values: Mapping[str, Any], source: str) -> Scenario | list[Fault]:
    """Return the scenario that plain values describe, or the list of all their faults.

    Parameters
    ----------
    values
        What a TOML reader makes of a scenario file: tables as dicts, decimals as Decimals or floats.
    source
        The name under which results refer to the scenario; a file of a coding that it names lies beside it.
    """
    faults = Faults()
    if (held := _held(values)) > MOST_VALUES:
        return [Fault((), f"holds {counted(held)} values beside its payoffs; at most {counted(MOST_VALUES)} are read")]
    form = sound_form(ScenarioFile, values, (), faults) or ScenarioFile()
    if not form.title and "title" not in {fault.path[0] for fault in faults.found}:
        faults.add(("title",), "is required and is missing")
    game = read_game(form.game, form.status_quo, faults)
    actors = read_actors(form.actors, game, faults)
    chosen = _coding(form.orders.coding, Folder(source).parent, faults)
    orders = _orders(chosen, form.orders, faults)
    relations = tuple(_relation(relation, place, faults) for place, relation in enumerate(form.relations))
    repeated = _repeated(form.repeated, faults)
    order, hidden = _moves(form, game, actors, repeated, faults)
    strategies = _strategies(form, game, faults)
    plays = read_plays(form.plays, form.strategies, tuple(_menus(game)), faults)
    status_quo = _status_quo(form, game, faults)
    _check_irreversible(form, game, faults)
    kind = str(form.game.get("kind"))
    if kind in DERIVED:
        check_derived(kind, form, faults)
    labels = _labels(form.labels, game, faults)
    asked = [_asked_action(text, game, place, faults) for place, text in enumerate(form.asks)]
    if faults.found or game is None:
        return faults.found
    scenario = Scenario(
        title=form.title,
        game=game,
        actors=actors,
        orders=orders,
        coding=chosen,
        relations=relations,
        status_quo=status_quo,
        irreversible={player: tuple(actions) for player, actions in form.irreversible.items()},
        repeated=repeated,
        strategies=strategies,
        plays=plays,
        seed=form.seed,
        description=" ".join(form.description.split()),
        sources=tuple(form.sources),
        source=source,
        order=order,
        hidden=hidden,
        labels=labels,
        question=" ".join(form.question.split()),
    )
    asks = [action or _asked_number(scenario, form.asks[place], place, faults) for place, action in enumerate(asked)]
    if faults.found:
        return faults.found
    scenario = replace(scenario, asks=tuple(asks))
    return derived(kind, scenario) if kind in DERIVED else scenario


def scenario_of_values(values: Mapping[str, Any], source: str) -> Scenario:
    """Return the scenario that plain values describe which stand in no text, so that their faults have no lines.

    Raises
    ------
    ScenarioError
        If they have faults; `problems` lists them.
    """
    found = assemble(values, source)
    if isinstance(found, list):
        named = [(".".join(map(str, fault.path)), fault.message) for fault in found]
        raise ScenarioError([Problem(source, None, None, field, message) for field, message in named])
    return found


def _asked_action(text: str, game: AnyGame | None, place: int, faults: Faults) -> str:
    """Return an action that a question is about as "PLAYER=action"; nothing where it is a number."""
    menus, path = _menus(game), ("asks", place)
    if game is not None and not menus:
        faults.add(path, f"has no effect: {_NO_ACTIONS[type(game)]}")
    player, is_action, action = (part.strip() for part in text.partition("="))
    if not is_action or not menus or not faults.check_known("player", player, menus, path):
        return ""
    faults.check_known(f"action of {player}", action, menus[player], path)
    return f"{player}={action}"


def _asked_number(scenario: Scenario, text: str, place: int, faults: Faults) -> str:
    """Return the full path of a number that a question is about."""
    try:
        path = canonical(scenario, text)
        if isinstance(scenario.game, NormalFormGame) and path.startswith("game.payoffs."):
            payoff_place(scenario.game, path)
            return path
    except InputError as error:
        faults.add(("asks", place), str(error))
        return ""
    faults.check_known("number", path, tuple(numeric_paths(scenario)), ("asks", place))
    return path


def _held(values: Any) -> int:
    """Return how many values are inside nested ones, leaving out what a game lists for every outcome."""
    if isinstance(values, list):
        return len(values) + sum(map(_held, values))
    if not isinstance(values, Mapping):
        return 0
    return len(values) + sum(_held(part) for key, part in values.items() if key not in ("payoffs", "ranking", "moves"))


def _coding(given: str | Mapping[str, Any], folder: Folder, faults: Faults) -> Coding:
    """Return the coding of that name, in that file beside the scenario or in these tables; with a fault noted Sakwa's.

    What is wrong in a file is noted with its places there.
    """
    path = ("orders", "coding")
    if not isinstance(given, str):
        return read_coding(given, path, faults) or SAKWA
    try:
        return coding(folder / given if is_file_name(given) else given)
    except ScenarioError as error:
        for problem in error.problems:
            faults.add(path, str(replace(problem, excerpt="")))
    except InputError as error:
        faults.add(path, str(error))
    return SAKWA


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


def _moves(
    form: ScenarioFile,
    game: AnyGame | None,
    actors: Mapping[str, AnyActor],
    repeated: Repetition | None,
    faults: Faults,
) -> tuple[Order, Hidden]:
    given = {name: form.game[name] for name in ("order", "hidden") if name in form.game}
    section = sound_form(SequencedSection, given, ("game",), Faults()) or SequencedSection()
    return read_moves(section, game, actors, repeated, faults)


def _strategies(form: ScenarioFile, game: AnyGame | None, faults: Faults) -> tuple[Strategy, ...]:
    if game is not None and form.strategies and not _menus(game):
        faults.add(("strategies",), f"has no effect: {_NO_ACTIONS[type(game)]}")
        return ()
    return read_strategies(form.strategies, _menus(game), faults) if game is not None else ()


def _labels(section: LabelsSection, game: AnyGame | None, faults: Faults) -> Labels:
    if isinstance(game, PopulationGame) and section != LabelsSection():
        faults.add(("labels",), "has no effect: a population game has no players")
    if isinstance(game, GraphGame):
        return _conflict_labels(section, game, faults)
    menus = _label_menus(game)
    return read_labels(section, menus, faults) if menus else Labels()


def _label_menus(game: AnyGame | None) -> dict[str, tuple[str, ...]]:
    """Return what of each player can have a label: its actions, in a tree its moves."""
    if isinstance(game, TreeGame):
        return moves_of_players(game.tree)
    if isinstance(game, ArenaGame) and isinstance(game.arena.effects, TreeEffects):
        moves = moves_of_players(game.arena.effects.written.bare)
        return {player: (*dict.fromkeys((*moves[player], *plans)),) for player, plans in _menus(game).items()}
    return _menus(game)


def _conflict_labels(section: LabelsSection, game: GraphGame, faults: Faults) -> Labels:
    """Return the labels of the players of a conflict and of their options; its states are named by these."""
    for table in ("verbs", "outcomes"):
        if getattr(section, table):
            faults.add(("labels", table), "has no effect: the states of a conflict are named by its options")
    menus = dict.fromkeys(game.players, ()) if game.form is None else game.form.options
    return read_labels(section, menus, faults)


def _menus(game: AnyGame | None) -> dict[str, tuple[str, ...]]:
    """Return each player's actions; nothing for a population, a conflict, or a tree, whose plans may be very many."""
    if game is None or isinstance(game, PopulationGame | GraphGame | TreeGame):
        return {}
    return dict(zip(game.players, game.actions, strict=True))


def _status_quo(form: ScenarioFile, game: AnyGame | None, faults: Faults) -> dict[str, str]:
    """Return the action of today of each player; nothing for a conflict, which has a state of today."""
    if isinstance(game, GraphGame) or form.game.get("kind") == "graph":
        return {}
    if not isinstance(form.status_quo, Mapping):
        faults.add(("status_quo",), f"expected a dictionary, got {shown(form.status_quo)}")
        return {}
    named = {player: action for player, action in form.status_quo.items() if isinstance(action, str)}
    for player, action in form.status_quo.items():
        if player not in named:
            faults.add(("status_quo", player), f"expected a string, got {shown(action)}")
    if isinstance(game, PopulationGame | TreeGame) and named:
        faults.add(("status_quo",), f"has no effect: {_NO_ACTIONS[type(game)]}")
    elif game is not None and named:
        faults.check_profile(named, _menus(game), ("status_quo",))
    return named


def _check_irreversible(form: ScenarioFile, game: AnyGame | None, faults: Faults) -> None:
    path: Path = ("irreversible",)
    if form.irreversible and form.game.get("kind") == "graph":
        faults.add(path, "in a conflict options are irreversible: say so in [game]")
    elif form.irreversible and isinstance(game, PopulationGame | TreeGame):
        faults.add(path, f"has no effect: {_NO_ACTIONS[type(game)]}")
    elif game is not None:
        _check_actions(form.irreversible, _menus(game), path, faults)


def _check_actions(
    named: Mapping[str, Sequence[str]], menus: Mapping[str, Sequence[str]], path: Path, faults: Faults
) -> None:
    for player, actions in named.items():
        if faults.check_known("player", player, menus, (*path, player), at_key=True):
            for place, action in enumerate(actions):
                faults.check_known(f"action of {player}", action, menus[player], (*path, player, place))
