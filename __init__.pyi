# The one table of public names: type checkers read it, and at run time it says where each name lives.

from tetrarchy.configs.load import load as load
from tetrarchy.configs.load import parse as parse
from tetrarchy.configs.problems import ScenarioError as ScenarioError
from tetrarchy.configs.world.load import load_world as load_world
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
from tetrarchy.games.world.world import World as World
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
from tetrarchy.solvers.world.blocs.alignment import align_blocs as align_blocs
from tetrarchy.solvers.world.path import tipping as tipping
from tetrarchy.solvers.world.solution import solve_world as solve_world
from tetrarchy.studies.claims.judge import claims as claims
from tetrarchy.studies.evolution.basins import basins as basins
from tetrarchy.studies.evolution.evolution import evolve as evolve
from tetrarchy.studies.revealed.reveal import reveal as reveal
from tetrarchy.studies.revealed.revealed_mixes import revealed_mixes as revealed_mixes
from tetrarchy.studies.scenario.analysis import analyse as analyse
from tetrarchy.studies.scenario.what_if import what_if as what_if
from tetrarchy.studies.sweep.sweep import sweep as sweep
from tetrarchy.studies.thresholds.thresholds import thresholds as thresholds
from tetrarchy.studies.tournament.contest import contest as contest
from tetrarchy.studies.tournament.entry import standard_field as standard_field
from tetrarchy.studies.tournament.tournament import score_grid as score_grid
from tetrarchy.studies.tournament.tournament import tournament as tournament

__version__: str
from tetrarchy.studies.world.archetypes import estimate_mixes as estimate_mixes
from tetrarchy.studies.world.blocs import align as align
