"""A conflict as a graph of states in GraphML, which programs for graphs read: networkx, yEd, Gephi.

A node is a state, an edge a move of one player. What is known of them are attributes by name; beside these stands what
yEd draws: a place, a label, an arrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any
from xml.etree import ElementTree

import numpy as np

from ...games.errors import InputError
from ...games.graph.graph_game import GraphGame
from ...games.graph.graph_model import GraphModel
from ...games.graph.moves import pairs_of
from ...games.graph.of_game import graph_model
from ...games.numbers import counted
from ...games.scenario.scenario import Scenario
from ...games.text.visible import visible
from ...studies.conflict.conflict_analysis import ConflictAnalysis, conflict_analysis
from ..figures.drawing import colour
from ..figures.layered_graph import graph_rows, layered_places
from .report import state_name

MOST_MOVES = 100_000
"""Moves of a graph that is written; programs for graphs take no more."""

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_YED = "http://www.yworks.com/xml/graphml"
_APART = 120
"""Between two places of the drawing, in pixels."""

Attributes = Mapping[str, Any]
_TYPES = {bool: "boolean", int: "int", str: "string"}


def graphml(scenario: Scenario) -> str:
    """Return the graph of states of a scenario as a conflict in GraphML.

    Every node has `number`, counted from 1, `state`, its name, `label`, both together, and `status_quo`; for each
    option, by its name, whether it is taken, or with `action_` before the name of each player of a game what it does;
    for each concept, by its name in JSON, whether the state is stable for all, and with `_leaving` behind who would
    leave; with `place_` before the name of a player its place in the player's ranking, 1 the best. Every edge has
    `player`; `preference`, how the end compares for the mover with the state that it leaves; `improvement`, whether it
    is known to be better; `reversible`, whether the mover can go back.

    Raises
    ------
    InputError
        If there are too many moves, or the scenario is of no game with moves.
    """
    model = graph_model(scenario)
    moves = sum(own.count for own in model.controls)
    if moves > MOST_MOVES:
        raise InputError(f"graphml: the conflict has {counted(moves)} moves, at most {counted(MOST_MOVES)} are written")
    analysis = conflict_analysis(scenario)
    nodes, edges = list(_nodes(analysis)), list(_edges(model))
    root = ElementTree.Element("graphml", {"xmlns": _NAMESPACE, "xmlns:y": _YED})
    _keys(root, "node", nodes[0] if nodes else {})
    _keys(root, "edge", next((own for _, _, own in edges), {}))
    graph = ElementTree.SubElement(root, "graph", {"id": "states", "edgedefault": "directed"})
    places = _places(analysis, edges)
    for state, own in enumerate(nodes):
        node = ElementTree.SubElement(graph, "node", {"id": f"s{state + 1}"})
        _values(node, "node", own)
        _shape(node, places[state], own)
    for number, (source, target, own) in enumerate(edges):
        ends = {"id": f"m{number + 1}", "source": f"s{source + 1}", "target": f"s{target + 1}"}
        edge = ElementTree.SubElement(graph, "edge", ends)
        _values(edge, "edge", own)
        _line(edge, colour(model.players.index(own["player"])), own)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _nodes(analysis: ConflictAnalysis) -> Iterator[Attributes]:
    """Go through what is said of each state."""
    model, found = analysis.model, analysis.stability
    names = model.states if analysis.scenario.graph else [state_name(analysis, k) for k in range(model.n_states)]
    stable = {concept: found.of(concept) for concept in found.concepts}
    left = {concept: found.would_leave(concept) for concept in found.concepts}
    for state, choices in enumerate(_choices(analysis)):
        leaving = {
            f"{concept}_leaving": ", ".join(p for p, own in zip(model.players, flags[:, state], strict=True) if own)
            for concept, flags in left.items()
        }
        yield {
            "number": state + 1,
            "state": names[state],
            "label": f"{state + 1} ({names[state]})",
            "status_quo": state == analysis.status_quo,
            **choices,
            **{concept: bool(flags[:, state].all()) for concept, flags in stable.items()},
            **leaving,
            **{f"place_{player}": int(own.max() - own[state]) + 1 for player, own in _standing(model)},
        }


def _choices(analysis: ConflictAnalysis) -> Iterator[Attributes]:
    """Go through what is done in each state: the options taken, the actions of a game; nothing of bare states."""
    game = analysis.scenario.game
    if not isinstance(game, GraphGame):
        built = analysis.scenario.build()
        names = [f"action_{player}" for player in built.players]
        yield from (dict(zip(names, actions, strict=True)) for actions in product(*built.actions))
    elif game.form is not None:
        yield from (dict(zip(game.form.names, map(bool, own), strict=True)) for own in game.form.taken.T)
    else:
        yield from ({} for _ in range(analysis.model.n_states))


def _standing(model: GraphModel) -> Iterator[tuple[str, Any]]:
    yield from zip(model.players, model.standing, strict=True)


def _edges(model: GraphModel) -> Iterator[tuple[int, int, Attributes]]:
    """Go through the moves: from where, to where, and what is said of each."""
    for player, (name, controls) in enumerate(zip(model.players, model.controls, strict=True)):
        pairs = list(pairs_of(controls))
        back = set(pairs)
        for source, target in pairs:
            preference = model.comparison(player, target, source)
            own = {"player": name, "preference": preference, "improvement": preference.endswith("better")}
            yield source, target, {**own, "reversible": (target, source) in back}


def _keys(root: ElementTree.Element, kind: str, own: Attributes) -> None:
    for place, (name, value) in enumerate(own.items()):
        named = {"id": f"{kind}{place}", "for": kind, "attr.name": visible(name), "attr.type": _TYPES[type(value)]}
        ElementTree.SubElement(root, "key", named)
    ElementTree.SubElement(root, "key", {"id": f"{kind}graphics", "for": kind, "yfiles.type": f"{kind}graphics"})


def _values(element: ElementTree.Element, kind: str, own: Attributes) -> None:
    for place, value in enumerate(own.values()):
        text = str(value).lower() if isinstance(value, bool) else visible(str(value))
        ElementTree.SubElement(element, "data", {"key": f"{kind}{place}"}).text = text


def _places(analysis: ConflictAnalysis, edges: Iterable[tuple[int, int, Attributes]]) -> Any:
    liked = {(s, t) for s, t, own in edges if own["improvement"]}
    rests = analysis.stability.equilibria(analysis.told)
    across, up = layered_places(graph_rows(analysis.model.n_states, liked, rests)).T
    return (np.column_stack([across, up.max() - up]) * _APART).astype(np.int64)


def _shape(node: ElementTree.Element, place: Any, own: Attributes) -> None:
    shape = ElementTree.SubElement(_graphics(node, "node"), "y:ShapeNode")
    x, y = map(str, place.tolist())
    ElementTree.SubElement(shape, "y:Geometry", {"x": x, "y": y, "width": "90", "height": "40"})
    ElementTree.SubElement(shape, "y:NodeLabel").text = visible(own["label"])


def _line(edge: ElementTree.Element, colour_: str, own: Attributes) -> None:
    line = ElementTree.SubElement(_graphics(edge, "edge"), "y:PolyLineEdge")
    kind = "line" if own["improvement"] else "dotted"
    ElementTree.SubElement(line, "y:LineStyle", {"color": colour_, "type": kind, "width": "1.0"})
    ElementTree.SubElement(line, "y:Arrows", {"source": "none", "target": "standard"})


def _graphics(element: ElementTree.Element, kind: str) -> ElementTree.Element:
    return ElementTree.SubElement(element, "data", {"key": f"{kind}graphics"})
