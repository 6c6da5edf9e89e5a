"""Results as plain values for JSON: every one names its schema, the version, the seed and the resolved scenario."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from ...games.arena import ArenaGame
from ...games.dimensions import DIMENSION_NAMES, FLOORS
from ...games.normal_form import NormalFormGame
from ...games.population import ParametricGame
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import sequence_of
from ...games.ties.relations import READINGS, thickness
from ...solvers.base import Equilibrium, Solution
from ...solvers.dominance import Dominated
from ...solvers.exact.algebraic import Exact
from ...solvers.welfare import read_payoffs, relative_payoffs
from ...studies.scenario.analysis import Analysis, Solutions
from ...studies.scenario.explanation import Explanation
from ...studies.scenario.page.facts import followed_orders
from ...studies.scenario.unsolved import UnsolvedGame
from ...studies.scenario.what_if import Change, Mover, WhatIf
from ...studies.sequence.analysis import SequenceAnalysis, sequence_analysis
from ..format.json import attributes
from ..format.numbers import exact
from ..format.provenance import LIMITS, provenance
from ..sequence.values import codings_values, sequence_values
from .flagship import flagship_json
from .triangle import capabilities_json, triads_json


def solutions_json(solutions: Solutions) -> dict[str, Any]:
    """Return one solution in the schema tetrarchy.solution/1, several of one scenario in tetrarchy.solutions/1."""
    values = [_solution(solutions.scenario, analysis.solution) for analysis in solutions.analyses]
    if len(values) == 1:
        return {**provenance(solutions.scenario, "solution"), **values[0]}
    return {**provenance(solutions.scenario, "solutions"), "solutions": values}


def game_json(unsolved: UnsolvedGame) -> dict[str, Any]:
    """Return a game before it is solved in the schema tetrarchy.game/1."""
    scenario, values = unsolved.scenario, unsolved_values(unsolved)
    arena = isinstance(scenario.game, ArenaGame)
    return {
        **provenance(scenario, "game"),
        "game": game_values(unsolved.game),
        **({"weights": values["weights"], "consequences": scenario.consequences()} if arena else {}),
        **values,
        **attributes(unsolved, "by_dimension", "by_floor"),
    }


def unsolved_values(unsolved: UnsolvedGame) -> dict[str, Any]:
    """Return what is shown of a game whether or not it is solved; shares and weights by the agents' names."""
    scenario, game, values = unsolved.scenario, unsolved.game, assumptions_values(unsolved.scenario)
    if unsolved.floors is not None:
        weights = zip(game.players, scenario.weights(), strict=True)
        values["weights"] = {player: _by_name(DIMENSION_NAMES, row) for player, row in weights}
        floors = zip(game.players, unsolved.floors, strict=True)
        values["floors"] = {player: _by_name(FLOORS, row) for player, row in floors}
    return {
        **values,
        "relations": [
            {
                "between": relation.between,
                "thickness": thickness(relation),
                "readings": {name: reading(relation) for name, reading in READINGS.items()},
            }
            for relation in scenario.relations
        ],
        "strategic_triangle": triads_json(unsolved),
        "best_replies": unsolved.best_replies,
        "pure_equilibria": [game.name_profile(profile) for profile in unsolved.pure_equilibria],
        "pure_equilibria_by_coding": unsolved.under_codings,
        "status_quo": None
        if unsolved.status_quo is None
        else {
            "profile": game.name_profile(unsolved.status_quo),
            "movers": [_mover(game, mover) for mover in unsolved.leaving],
        },
    }


def assumptions_values(scenario: Scenario) -> dict[str, Any]:
    """Return the parameters and the weights of the orders followed, with their ranges; nothing of other games."""
    asked = scenario.game
    if not isinstance(asked, ParametricGame):
        return {}
    return {
        "parameters": [{**asdict(known), "value": asked.parameters[known.name]} for known in asked.arena.parameters],
        "value_matrix": {
            order: {
                name: {**asdict(scenario.coding.rows[order].weights[name]), "value": scenario.orders[order][name]}
                for name in DIMENSION_NAMES
            }
            for order in followed_orders(scenario)
        },
        "outside_ranges": scenario.outside_ranges(),
    }


def report_json(analysis: Analysis) -> dict[str, Any]:
    """Return a whole analysis in the schema tetrarchy.report/1; what was not reached in time is null, or left out."""
    in_order = sequence_of(analysis.scenario) is not None
    return report_values(analysis, sequence_analysis(analysis.scenario) if in_order else None)


def report_values(analysis: Analysis, sequence: SequenceAnalysis | None) -> dict[str, Any]:
    """Return the same with what is known to come of the order of moves, where the scenario has one."""
    game, unsolved = analysis.game, UnsolvedGame(analysis.scenario, analysis.game)
    reached = analysis.reach("dominance", "guarantees", "comparison", "lotteries")
    dominance = _dominance(analysis) if "dominance" in reached.parts else {}
    comparison = _comparison(analysis) if "comparison" in reached.parts else {}
    return {
        **provenance(analysis.scenario, "report"),
        "solution": _solution(analysis.scenario, analysis.solution, reached.notes),
        **({} if sequence is None else {"sequence": {**sequence_values(sequence), **codings_values(sequence)}}),
        "explanations": [_explanation(game, explained) for explained in analysis.explanations[: reached.explained]],
        "dominated": dominance.get("dominated"),
        "undominated": dominance.get("undominated"),
        "guarantees": _guarantees(analysis) if "guarantees" in reached.parts else None,
        "pareto_frontier": comparison.get("pareto_frontier"),
        "optima": comparison.get("optima"),
        "favourites": _by_name(game.players, analysis.favourites),
        "rounds_of_elimination": dominance.get("rounds"),
        "limits": LIMITS,
        **unsolved_values(unsolved),
        "capabilities": capabilities_json() if unsolved.triads else [],
        **flagship_json(analysis.scenario),
    }


def _dominance(analysis: Analysis) -> dict[str, Any]:
    game, elimination = analysis.game, analysis.elimination
    return {
        "dominated": [_dominated(game, dominated) for dominated in analysis.dominated],
        "undominated": [
            [names[action] for action in kept] for names, kept in zip(game.actions, elimination.remaining, strict=True)
        ],
        "rounds": len(elimination.rounds),
    }


def _guarantees(analysis: Analysis) -> list[dict[str, Any]]:
    game = analysis.game
    return [
        {
            "player": game.players[security.player],
            "pure": security.pure_value,
            "actions": [game.actions[security.player][action] for action in security.pure_actions],
            "mixed": security.mixed_value,
            "strategy": security.mixed_strategy,
        }
        for security in analysis.securities
    ]


def _comparison(analysis: Analysis) -> dict[str, Any]:
    game = analysis.game
    return {
        "pareto_frontier": [game.name_profile(profile) for profile in analysis.frontier],
        "optima": [
            {
                **attributes(optimum, "criterion", "value"),
                "profiles": [game.name_profile(profile) for profile in optimum.profiles],
            }
            for optimum in analysis.optima
        ],
    }


def what_if_json(result: WhatIf) -> dict[str, Any]:
    """Return a comparison in the schema tetrarchy.whatif/1; its scenario is the one before the change."""
    return {
        **provenance(result.scenario, "whatif"),
        "set": result.settings,
        "before": _solution(result.before.scenario, result.before.solution),
        "after": _solution(result.after.scenario, result.after.solution),
        "changes": [_change(result, change) for change in result.changes],
    }


def exact_values(value: Exact) -> dict[str, Any]:
    """Return an exact number in full, as text, with its decimals beside it."""
    return {"exact": exact(value), "value": float(value)}


def game_values(game: NormalFormGame) -> dict[str, Any]:
    """Return a game: its title, players, actions and payoffs."""
    return attributes(game, "title", "players", "actions", "payoffs")


def _solution(scenario: Scenario, solution: Solution, more_notes: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "concept": solution.concept.name,
        "method": solution.method,
        "game": game_values(solution.game),
        **attributes(solution, "complete", "degenerate"),
        "equilibria": [_equilibrium(scenario, equilibrium) for equilibrium in solution.equilibria],
        "components": [
            {"nash_subsets": [{"vertices": subset} for subset in component.nash_subsets], "index": component.index}
            for component in solution.components
        ],
        "notes": [*solution.notes, *more_notes],
    }


def _equilibrium(scenario: Scenario, equilibrium: Equilibrium) -> dict[str, Any]:
    exact, algebraic, drawn = equilibrium.exact, equilibrium.algebraic, equilibrium.exact_distribution
    return {
        **attributes(equilibrium, "strategies", "payoffs"),
        "sum": None if scenario.ordinal else scenario.total(equilibrium.payoffs),
        "standing": _standing(scenario, equilibrium),
        **attributes(equilibrium, "regret", "pure"),
        "exact": None if exact is None else [[str(p) for p in strategy] for strategy in exact],
        "algebraic": None if algebraic is None else [[_algebraic(p) for p in strategy] for strategy in algebraic],
        **attributes(equilibrium, "certified", "distance", "index", "component", "distribution"),
        "exact_distribution": None if drawn is None else drawn.astype(str),
        "label": equilibrium.label,
    }


def _standing(scenario: Scenario, equilibrium: Equilibrium) -> list[Any] | None:
    """Return how good it is for each player, from 0 at its worst outcome to 1 at its best; None for ranks."""
    if scenario.ordinal:
        return None
    game = scenario.build()
    return list(relative_payoffs(game, read_payoffs(game, equilibrium.payoffs)))


def _algebraic(value: Exact) -> str | dict[str, Any]:
    """Return a fraction as text, an irrational number by its minimal polynomial, the constant first, and an enclosure.

    Coefficients are text as well: they may be too long for the numbers of those who read JSON.
    """
    if isinstance(value, Fraction):
        return str(value)
    return {
        "polynomial": [str(coefficient) for coefficient in value.polynomial],
        "interval": [str(value.low), str(value.high)],
    }


def _explanation(game: NormalFormGame, explanation: Explanation) -> dict[str, Any]:
    values: dict[str, Any] = {
        "moves": [
            {
                "player": game.players[move.player],
                "action": game.actions[move.player][move.action],
                "told": None if move.told is None else game.actions[move.player][move.told],
                "cost": move.cost,
                "pays": explanation.pays(move) if move.told is None else None,
                "by_dimension": None if move.by_dimension is None else _by_name(DIMENSION_NAMES, move.by_dimension),
            }
            for move in explanation.moves
        ],
        "wishes": [
            {"player": game.players[w.player], "profile": game.name_profile(w.profile), "gain": w.gain}
            for w in explanation.wishes
        ],
        "better": [game.name_profile(profile) for profile in explanation.better],
        "lottery": None
        if explanation.lottery is None
        else [
            {"profile": game.name_profile(profile), "probability": chance}
            for profile, chance in zip(explanation.lottery.profiles, explanation.lottery.probabilities, strict=True)
        ],
        "welfare": {"sum": explanation.welfare.utilitarian, "least": explanation.welfare.egalitarian},
    }
    if explanation.contributions is not None and explanation.floors is not None:
        pairs = zip(game.players, explanation.contributions, strict=True)
        values["by_dimension"] = {player: _by_name(DIMENSION_NAMES, row) for player, row in pairs}
        pairs = zip(game.players, explanation.floors, strict=True)
        values["by_floor"] = {player: _by_name(FLOORS, row) for player, row in pairs}
    return values


def _by_name(names: tuple[str, ...], row: Any) -> dict[str, Any]:
    return dict(zip(names, row, strict=True))


def _dominated(game: NormalFormGame, dominated: Dominated) -> dict[str, Any]:
    return {
        "player": game.players[dominated.player],
        "action": game.actions[dominated.player][dominated.action],
        **attributes(dominated, "kind", "by"),
    }


def _change(result: WhatIf, change: Change) -> dict[str, Any]:
    game = result.before.game
    return {
        "kind": change.kind,
        "before": None if change.before is None else _equilibrium(result.before.scenario, change.before),
        "after": None if change.after is None else _equilibrium(result.after.scenario, change.after),
        "gains": change.gains,
        "movers": [_mover(game, mover) for mover in change.movers],
    }


def _mover(game: NormalFormGame, mover: Mover) -> dict[str, Any]:
    action = game.actions[mover.player][mover.action]
    return {"player": game.players[mover.player], "action": action, "gain": mover.gain}
