"""Tetrarchy: games of world order, solved completely and honestly, written out as tables and reports.

    import tetrarchy as tt

    scenario = tt.load("us-russia-china").replace(p=0.8)
    solution = tt.solve(scenario.build())

Names are imported when they are first used, so that the command line answers at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tetrarchy.configs.load import load as load
    from tetrarchy.configs.load import parse as parse
    from tetrarchy.configs.problems import ScenarioError as ScenarioError
    from tetrarchy.games.errors import InputError as InputError
    from tetrarchy.games.normal_form import NormalFormGame as NormalFormGame
    from tetrarchy.games.repeated.automata import Automaton as Automaton
    from tetrarchy.games.repeated.public_signals import PublicSignals as PublicSignals
    from tetrarchy.games.repeated.repeated_game import RepeatedGame as RepeatedGame
    from tetrarchy.games.repeated.strategies import automaton as automaton
    from tetrarchy.games.repeated.strategies import carrot_and_stick as carrot_and_stick
    from tetrarchy.games.repeated.strategies import grim_trigger as grim_trigger
    from tetrarchy.games.repeated.strategies import limited_punishment as limited_punishment
    from tetrarchy.games.scenario.scenario import Scenario as Scenario
    from tetrarchy.games.stochastic.stochastic_game import StochasticGame as StochasticGame
    from tetrarchy.reports.format.nfg import write_nfg as write_nfg
    from tetrarchy.solvers.base import Equilibrium as Equilibrium
    from tetrarchy.solvers.base import Solution as Solution
    from tetrarchy.solvers.batch import solve_batch as solve_batch
    from tetrarchy.solvers.concepts.coalitions.coalition_proof import CoalitionProof as CoalitionProof
    from tetrarchy.solvers.concepts.coalitions.strong import Strong as Strong
    from tetrarchy.solvers.concepts.commitment.stackelberg import Stackelberg as Stackelberg
    from tetrarchy.solvers.concepts.correlated import CoarseCorrelated as CoarseCorrelated
    from tetrarchy.solvers.concepts.correlated import Correlated as Correlated
    from tetrarchy.solvers.concepts.logit.quantal_response import LogitQuantal as LogitQuantal
    from tetrarchy.solvers.concepts.nash import Nash as Nash
    from tetrarchy.solvers.concepts.pure_nash import PureNash as PureNash
    from tetrarchy.solvers.concepts.rationalizable import Rationalizable as Rationalizable
    from tetrarchy.solvers.concepts.refinements.proper import Proper as Proper
    from tetrarchy.solvers.concepts.refinements.trembling_hand import TremblingHand as TremblingHand
    from tetrarchy.solvers.concepts.refinements.undominated import Undominated as Undominated
    from tetrarchy.solvers.concepts.selection.basin import Basin as Basin
    from tetrarchy.solvers.concepts.selection.risk_dominance import RiskDominant as RiskDominant
    from tetrarchy.solvers.concepts.symmetric import Symmetric as Symmetric
    from tetrarchy.solvers.evolution.alpha_rank import alpha_rank as alpha_rank
    from tetrarchy.solvers.evolution.evolutionary_stability import evolutionarily_stable as evolutionarily_stable
    from tetrarchy.solvers.evolution.fixation import fixation as fixation
    from tetrarchy.solvers.evolution.invasion import invasion as invasion
    from tetrarchy.solvers.evolution.one_population import one_population as one_population
    from tetrarchy.solvers.evolution.rare_mutation import rare_mutation as rare_mutation
    from tetrarchy.solvers.evolution.rest_points import rest_points as rest_points
    from tetrarchy.solvers.repeated.critical_discount import critical_discount as critical_discount
    from tetrarchy.solvers.repeated.finite_horizon import finite_payoffs as finite_payoffs
    from tetrarchy.solvers.repeated.minmax import minmax as minmax
    from tetrarchy.solvers.repeated.minmax import minmax_bounds as minmax_bounds
    from tetrarchy.solvers.repeated.payoff_sets.payoff_set import payoff_set as payoff_set
    from tetrarchy.solvers.repeated.payoff_sets.supporting_automaton import supporting_automaton as supporting_automaton
    from tetrarchy.solvers.repeated.payoff_sets.target_discount import smallest_discount as smallest_discount
    from tetrarchy.solvers.repeated.public_monitoring.public_equilibrium_set import (
        public_equilibrium_set as public_equilibrium_set,
    )
    from tetrarchy.solvers.repeated.public_monitoring.score_programs import patient_limit as patient_limit
    from tetrarchy.solvers.solve import solve as solve
    from tetrarchy.solvers.stochastic.markov_perfect import markov_perfect as markov_perfect
    from tetrarchy.solvers.stochastic.zero_sum_value import zero_sum_value as zero_sum_value
    from tetrarchy.studies.claims.judge import claims as claims
    from tetrarchy.studies.evolution.basins import basins as basins
    from tetrarchy.studies.evolution.evolution import evolve as evolve
    from tetrarchy.studies.scenario.analysis import analyse as analyse
    from tetrarchy.studies.scenario.what_if import what_if as what_if
    from tetrarchy.studies.sweep.sweep import sweep as sweep
    from tetrarchy.studies.thresholds.thresholds import thresholds as thresholds
    from tetrarchy.studies.tournament.contest import contest as contest
    from tetrarchy.studies.tournament.entry import standard_field as standard_field
    from tetrarchy.studies.tournament.tournament import score_grid as score_grid
    from tetrarchy.studies.tournament.tournament import tournament as tournament

_HOMES = {
    "Automaton": "games.repeated.automata",
    "Basin": "solvers.concepts.selection.basin",
    "CoalitionProof": "solvers.concepts.coalitions.coalition_proof",
    "CoarseCorrelated": "solvers.concepts.correlated",
    "Correlated": "solvers.concepts.correlated",
    "Equilibrium": "solvers.base",
    "InputError": "games.errors",
    "LogitQuantal": "solvers.concepts.logit.quantal_response",
    "Nash": "solvers.concepts.nash",
    "NormalFormGame": "games.normal_form",
    "Proper": "solvers.concepts.refinements.proper",
    "PublicSignals": "games.repeated.public_signals",
    "PureNash": "solvers.concepts.pure_nash",
    "Rationalizable": "solvers.concepts.rationalizable",
    "RepeatedGame": "games.repeated.repeated_game",
    "RiskDominant": "solvers.concepts.selection.risk_dominance",
    "Scenario": "games.scenario.scenario",
    "ScenarioError": "configs.problems",
    "Solution": "solvers.base",
    "Stackelberg": "solvers.concepts.commitment.stackelberg",
    "StochasticGame": "games.stochastic.stochastic_game",
    "Strong": "solvers.concepts.coalitions.strong",
    "Symmetric": "solvers.concepts.symmetric",
    "TremblingHand": "solvers.concepts.refinements.trembling_hand",
    "Undominated": "solvers.concepts.refinements.undominated",
    "alpha_rank": "solvers.evolution.alpha_rank",
    "analyse": "studies.scenario.analysis",
    "automaton": "games.repeated.strategies",
    "basins": "studies.evolution.basins",
    "carrot_and_stick": "games.repeated.strategies",
    "claims": "studies.claims.judge",
    "contest": "studies.tournament.contest",
    "critical_discount": "solvers.repeated.critical_discount",
    "evolutionarily_stable": "solvers.evolution.evolutionary_stability",
    "evolve": "studies.evolution.evolution",
    "finite_payoffs": "solvers.repeated.finite_horizon",
    "fixation": "solvers.evolution.fixation",
    "grim_trigger": "games.repeated.strategies",
    "invasion": "solvers.evolution.invasion",
    "limited_punishment": "games.repeated.strategies",
    "load": "configs.load",
    "markov_perfect": "solvers.stochastic.markov_perfect",
    "minmax": "solvers.repeated.minmax",
    "minmax_bounds": "solvers.repeated.minmax",
    "one_population": "solvers.evolution.one_population",
    "parse": "configs.load",
    "patient_limit": "solvers.repeated.public_monitoring.score_programs",
    "payoff_set": "solvers.repeated.payoff_sets.payoff_set",
    "public_equilibrium_set": "solvers.repeated.public_monitoring.public_equilibrium_set",
    "rare_mutation": "solvers.evolution.rare_mutation",
    "rest_points": "solvers.evolution.rest_points",
    "score_grid": "studies.tournament.tournament",
    "smallest_discount": "solvers.repeated.payoff_sets.target_discount",
    "solve": "solvers.solve",
    "solve_batch": "solvers.batch",
    "standard_field": "studies.tournament.entry",
    "supporting_automaton": "solvers.repeated.payoff_sets.supporting_automaton",
    "sweep": "studies.sweep.sweep",
    "thresholds": "studies.thresholds.thresholds",
    "tournament": "studies.tournament.tournament",
    "what_if": "studies.scenario.what_if",
    "write_nfg": "reports.format.nfg",
    "zero_sum_value": "solvers.stochastic.zero_sum_value",
}
"""Where each public name lives."""

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"tetrarchy.{_HOMES[name]}"), name)
    if name == "__version__":
        return import_module("tetrarchy.reports.format.provenance").version()
    raise AttributeError(f"module 'tetrarchy' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
