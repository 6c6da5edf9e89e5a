"""A conflict as plain values for JSON; states and players are numbered from 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.graph.graph_game import GraphGame
from ...studies.conflict.conflict_analysis import ConflictAnalysis, Reason, UnsolvedConflict, WholeConflict
from ...studies.conflict.status_quo import Paths
from ...studies.conflict.what_holds import Held
from ..format.json import as_text, attributes
from ..format.provenance import provenance
from .model import MOST_SHOWN


def conflict_json(analysis: ConflictAnalysis) -> dict[str, Any]:
    """Return what is found of a conflict in the schema tetrarchy.stability/1."""
    found, model = analysis.stability, analysis.model
    return {
        **provenance(analysis.scenario, "stability"),
        "players": list(model.players),
        "states": list(model.states),
        "status_quo": analysis.status_quo,
        "sanctions": found.sanctions,
        "stable": {name: [_numbers(own) for own in found.of(name)] for name in found.concepts},
        "equilibria": {name: list(found.equilibria(name)) for name in found.concepts},
        "reasons": [attributes(each, "state", "player", "concepts", "text") for each in _reasons(analysis)],
        "coalitions": {
            each.concept: {"+".join(map(str, group)): _numbers(own) for group, own in each.stable.items()}
            for each in analysis.coalitions
        },
        "coalition_equilibria": {each.concept: list(each.equilibria) for each in analysis.coalitions},
        "consistent": _listed(analysis.consistent),
        "stable_sets": _listed(analysis.stable_sets),
        "non_myopic": None
        if analysis.far_sighted is None
        else [_numbers(own) for own in analysis.far_sighted.of("non_myopic")],
        "paths": None if analysis.paths is None else _paths(analysis.paths),
        "theory_of_moves": None
        if analysis.moves_theory is None
        else attributes(analysis.moves_theory, "survivors", "outcomes", "two_sided", "equilibria"),
        "threats": [attributes(each, "player", "kind", "action", "outcome", "breakdown") for each in analysis.threats],
        "hypergame": None
        if analysis.hypergame is None
        else attributes(analysis.hypergame, "concept", "equilibria", "known_equilibria"),
        **_hold_values(analysis),
        "notes": [*found.notes, *analysis.notes],
    }


def _reasons(analysis: ConflictAnalysis) -> Iterator[Reason]:
    """Go through the reasons for every concept of the states that a report tells of."""
    for state in list(analysis.shown)[:MOST_SHOWN] if analysis.reasoned else ():
        yield from analysis.reasons(state, analysis.stability.concepts)


def _paths(paths: Paths) -> dict[str, Any]:
    return {
        **attributes(paths, "moves", "improvements"),
        "any_moves": attributes(paths.any_moves, "last_movers", "shortest"),
        "by_improvements": attributes(paths.by_improvements, "last_movers", "shortest"),
    }


def _hold_values(analysis: ConflictAnalysis) -> dict[str, Any]:
    if analysis.hold is None:
        return {}
    return {"held_state": analysis.hold, "held_by": analysis.told, "hold": [_held(each) for each in analysis.held]}


def _held(held: Held) -> dict[str, Any]:
    return {
        "share": as_text(held.share),
        "demotions": [sorted(demotion) for demotion in held.demotions],
        "complete": held.complete,
        "swaps": list(held.swaps),
    }


def _numbers(flags: NDArray[np.bool_]) -> list[int]:
    return np.flatnonzero(flags).tolist()


def _listed(numbers: Iterable[Any] | None) -> list[Any] | None:
    return None if numbers is None else list(numbers)


def whole_json(whole: WholeConflict) -> dict[str, Any]:
    """Return the same of a whole report, with each player's place for each state."""
    game = whole.scenario.game
    return {**conflict_json(whole.analysis), **(_model_values(game) if isinstance(game, GraphGame) else {})}


def unsolved_json(unsolved: UnsolvedConflict) -> dict[str, Any]:
    """Return a conflict before anything is asked of it in the schema tetrarchy.conflict/1."""
    model = unsolved.game.model
    return {
        **provenance(unsolved.scenario, "conflict"),
        "players": list(model.players),
        "states": list(model.states),
        "status_quo": unsolved.game.status_quo,
        **_model_values(unsolved.game),
    }


def _model_values(game: GraphGame) -> dict[str, Any]:
    model = game.model
    return {
        "moves": [list(own) for own in model.moves],
        "move_counts": [len(own) for own in model.moves],
        "rankings": [list(own) for own in model.preferences],
        "places": [(int(own.max()) - own + 1).tolist() for own in model.standing],
    }
