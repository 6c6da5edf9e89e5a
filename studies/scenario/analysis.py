"""The whole analysis of one scenario: its game, solved under a concept, and everything a report says about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame, PureProfile
from ...games.scenario.scenario import Scenario
from ...solvers.base import Concept, Solution
from ...solvers.concepts.nash import Nash
from ...solvers.dominance import Dominated, Elimination, dominated_actions, iterated_elimination
from ...solvers.maximin import Security, maximin
from ...solvers.pareto import pareto_frontier
from ...solvers.solve import concept_named, solve
from ...solvers.welfare import WelfareOptimum, welfare_optima
from .explanation import Explanation, explain

ORDINAL_NOTE = "Payoffs are ranks: only their order means anything, so only pure equilibria are listed."


@dataclass(frozen=True, eq=False)
class Analysis:
    """One scenario, analysed.

    Attributes
    ----------
    explanations
        One for each equilibrium of the solution, in its order.
    dominated
        The weakly dominated actions, strictly dominated ones among them.
    elimination
        The course of the iterated elimination of strictly dominated actions.
    frontier
        The pure profiles that no pure profile Pareto-dominates.
    """

    scenario: Scenario
    game: NormalFormGame
    solution: Solution
    explanations: tuple[Explanation, ...]
    dominated: tuple[Dominated, ...]
    elimination: Elimination
    securities: tuple[Security, ...]
    frontier: tuple[PureProfile, ...]
    optima: tuple[WelfareOptimum, ...]


def analyse(scenario: Scenario, concept: str | Concept | None = None) -> Analysis:
    """Build a scenario's game, solve it, and work out what explains the solution.

    Parameters
    ----------
    concept
        A concept or its name; left out, Nash equilibria, and for an ordinal game the pure ones among them.

    Raises
    ------
    InputError
        If there is no such concept.
    """
    game = scenario.build()
    solution = solve(game, default_concept(scenario) if concept is None else concept, seed=scenario.seed)
    return Analysis(
        scenario=scenario,
        game=game,
        solution=solution,
        explanations=tuple(explain(scenario, game, equilibrium) for equilibrium in solution.equilibria),
        dominated=dominated_actions(game, "weak"),
        elimination=iterated_elimination(game, "strict"),
        securities=maximin(game),
        frontier=pareto_frontier(game),
        optima=welfare_optima(game),
    )


def default_concept(scenario: Scenario) -> Concept:
    """Return what a scenario is solved for where nothing is asked: Nash, or pure Nash where payoffs are ranks."""
    return concept_named("pure" if scenario.ordinal else "nash")


def concepts_asked(
    scenario: Scenario,
    names: Sequence[str],
    method: str | None = None,
    time_limit: float | None = None,
    exact: bool = False,
) -> tuple[Concept, ...]:
    """Return the concepts of these names, or the scenario's default one; Nash with the options that are given.

    Raises
    ------
    InputError
        If there is no such concept or method, or an option of Nash comes with a concept that has none.
    """
    concepts = tuple(concept_named(name) for name in names) or (default_concept(scenario),)
    options: dict[str, Any] = {"method": method, "time_limit": time_limit, "exact": exact or None}
    given = {name: value for name, value in options.items() if value is not None}
    for concept in concepts:
        if given and not isinstance(concept, Nash):
            raise InputError(f"the concept {concept.name} takes no {' and no '.join(given)}: they belong to nash")
    return tuple(replace(concept, **given) if isinstance(concept, Nash) else concept for concept in concepts)
