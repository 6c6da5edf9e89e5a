"""Results of moves in sequence as plain values for JSON, in the schemas tetrarchy.sequence/1 and tetrarchy.orders/1."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ...games.sequence.stages import Stages
from ...games.sequence.tree import Tree
from ...solvers.sequence.subgame_perfect import Outcome, SubgamePerfection, TreeEquilibrium
from ...solvers.sequence.threats import Threat
from ...studies.sequence.analysis import SequenceAnalysis
from ...studies.sequence.order_values import Interval, OrderOutcome, OrderValues, order_values, verdict
from ...studies.sequence.what_if import SequenceWhatIf
from ..format.provenance import provenance


def sequence_json(analysis: SequenceAnalysis) -> dict[str, Any]:
    """Return the analysis of a scenario in sequence; exact numbers as text."""
    return {**provenance(analysis.scenario, "sequence"), **sequence_values(analysis)}


def sequence_values(analysis: SequenceAnalysis) -> dict[str, Any]:
    """Return the same without what every result begins with."""
    moves, tree, found = analysis.moves, analysis.tree, analysis.found
    return {
        "players": list(tree.players),
        "order": _order(moves) if isinstance(moves, Stages) else None,
        "hidden": _hidden(moves) if isinstance(moves, Stages) else None,
        "tree": None if isinstance(moves, Stages) else _tree(tree),
        "information_sets": [
            {"player": each.player, "name": each.name, "actions": list(each.actions), "subgame": each.subgame}
            for each in tree.information_sets
        ],
        **_found(found),
        "good_for": [list(map(str, analysis.good_for(outcome.payoffs))) for outcome in found.outcomes],
        "threats": [_threat(each) for each in analysis.threats],
        "deeper_threats": [_threat(each) for each in analysis.threats.deeper],
        "values": _values(order_values(analysis.scenario, [])) if isinstance(moves, Stages) else None,
        "notes": [*found.notes, *analysis.threats.notes],
    }


def codings_values(analysis: SequenceAnalysis) -> dict[str, Any]:
    """Return under each coding of the orders the outcomes, and what some pure equilibrium does where somebody moves."""
    return {
        "under_codings": {
            name: {
                "outcomes": [_outcome(outcome) for outcome in each.found.outcomes],
                "moves": [
                    {"player": own.player, "set": own.name, "actions": [own.actions[action] for action in sorted(done)]}
                    for own, done in zip(each.tree.information_sets, each.moves_at, strict=True)
                ],
            }
            for name, each in analysis.under_codings.items()
        }
    }


def what_if_json(result: SequenceWhatIf) -> dict[str, Any]:
    """Return a scenario in sequence before and after a change, in the schema tetrarchy.sequence_what_if/1."""
    return {
        **provenance(result.before.scenario, "sequence_what_if"),
        "settings": {path: str(value) for path, value in result.settings.items()},
        "before": sequence_values(result.before),
        "after": sequence_values(result.after),
        "changes": [
            {
                "kind": change.kind,
                "before": None if change.before is None else _outcome(change.before),
                "after": None if change.after is None else _outcome(change.after),
            }
            for change in result.changes
        ],
    }


def order_json(values: OrderValues) -> dict[str, Any]:
    """Return the comparison of orders."""
    return {
        **provenance(values.scenario, "orders"),
        "players": list(values.outcomes[0].staged.players),
        "orders": [_under(each) for each in values.outcomes],
        "values": _values(values),
        "verdicts": {
            "first": {player: verdict(value) for player, value in values.first.items()},
            "last": {player: verdict(value) for player, value in values.last.items()},
            "seen": {player: verdict(value) for player, value in values.seen.items()},
            "commitment": {player: verdict(value) for player, value in values.commitment.items()},
        },
    }


def _under(each: OrderOutcome) -> dict[str, Any]:
    return {
        "order": _order(each.staged),
        "hidden": _hidden(each.staged),
        "outcomes": [_outcome(outcome) for outcome in each.found.outcomes],
        "low": None if each.low is None else list(map(str, each.low)),
        "high": None if each.high is None else list(map(str, each.high)),
        "number": each.found.number,
        "complete_pure": each.found.complete_pure,
        "complete": each.found.complete,
    }


def _found(found: SubgamePerfection) -> dict[str, Any]:
    return {
        "outcomes": [_outcome(outcome) for outcome in found.outcomes],
        "equilibria": [_equilibrium(each) for each in found.equilibria],
        "number": found.number,
        "complete_pure": found.complete_pure,
        "complete": found.complete,
        "continuum": found.continuum,
    }


def _tree(tree: Tree) -> dict[str, Any]:
    return {
        "nodes": [
            {"path": each.path, "kind": each.kind, "player": each.player, "set": each.set, "moves": list(each.moves)}
            for each in tree.nodes
        ],
        "ends": [{"path": end.path, "payoffs": list(map(str, end.payoffs))} for end in tree.ends],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "path": outcome.path,
        "distribution": [[path, str(chance)] for path, chance in outcome.distribution],
        "payoffs": list(map(str, outcome.payoffs)),
        "profiles": outcome.profiles,
    }


def _equilibrium(each: TreeEquilibrium) -> dict[str, Any]:
    behaviour = [
        {"player": player, "set": name, "actions": {action: str(chance) for action, chance in chances.items()}}
        for (player, name), chances in each.behaviour.items()
    ]
    return {"behaviour": behaviour, "payoffs": list(map(str, each.payoffs)), "pure": each.pure}


def _threat(each: Threat) -> dict[str, Any]:
    return {
        "outcome": each.outcome,
        "player": each.player,
        "set": each.set,
        "action": each.action,
        "instead": each.instead,
        "loses": str(each.loses),
        "credible": each.credible,
        "works": each.works,
    }


def _order(staged: Stages) -> list[list[str]]:
    return [[staged.players[player] for player in stage] for stage in staged.order]


def _hidden(staged: Stages) -> list[dict[str, str]]:
    return [{"of": staged.players[of], "from": staged.players[blind]} for of, blind in sorted(staged.hidden)]


def _values(values: OrderValues) -> dict[str, Any]:
    return {
        "first": _intervals(values.first),
        "last": _intervals(values.last),
        "seen": _intervals(values.seen),
        "commitment": _intervals(values.commitment),
    }


def _intervals(worth: Mapping[str, Interval | None]) -> dict[str, list[str] | None]:
    return {player: None if value is None else [_text(end) for end in value] for player, value in worth.items()}


def _text(value: Fraction) -> str:
    return str(value)
