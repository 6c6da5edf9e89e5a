"""The whole analysis of one scenario: its game, solved under a concept, and everything a report says about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame, PureProfile
from ...games.numbers import number
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.scenario import Scenario
from ...solvers.base import Concept, Solution
from ...solvers.concepts.nash import Nash
from ...solvers.dominance import Dominated, Elimination, dominance, dominated_actions, iterated_elimination
from ...solvers.maximin import Security, maximin
from ...solvers.pareto import pareto_frontier
from ...solvers.solve import concept_named, solve
from ...solvers.welfare import WelfareOptimum, welfare_optima
from .explanation import Explanation, explain, valued_consequences

ORDINAL_NOTE = "Payoffs are ranks: only their order means anything, so only pure equilibria are listed."


@dataclass(frozen=True, eq=False)
class Analysis:
    """One scenario, solved; what explains the solution is worked out when it is first asked for."""

    scenario: Scenario
    game: NormalFormGame
    solution: Solution

    @cached_property
    def favourites(self) -> tuple[tuple[int, ...], ...]:
        """For each player the equilibria that pay it most, by their numbers; payoffs that read alike are alike."""
        paid = [equilibrium.payoffs for equilibrium in self.solution.equilibria]
        favourites: list[tuple[int, ...]] = []
        for player in range(self.game.n_players):
            ranked = sorted(range(len(paid)), key=lambda place: -paid[place][player])
            read = [number(paid[place][player]) for place in ranked]
            favourites.append(tuple(place for place, text in zip(ranked, read, strict=True) if text == read[0]))
        return tuple(favourites)

    @cached_property
    def explanations(self) -> tuple[Explanation, ...]:
        """One for each equilibrium of the solution, in its order."""
        values = valued_consequences(self.scenario)
        return tuple(explain(self.game, equilibrium, values) for equilibrium in self.solution.equilibria)

    @cached_property
    def dominated(self) -> tuple[Dominated, ...]:
        """The weakly dominated actions, strictly dominated ones among them."""
        return dominated_actions(self.game, "weak")

    @cached_property
    def dominated_in_play(self) -> tuple[Dominated, ...]:
        """Those of the weakly dominated actions that some equilibrium of the solution plays."""
        supports = {own for equilibrium in self.solution.equilibria for own in enumerate(equilibrium.supports)}
        played = sorted({(player, action) for player, own in supports for action in own})
        verdicts = (dominance(self.game, player, action, "weak") for player, action in played)
        return tuple(dominated for dominated in verdicts if dominated is not None)

    @cached_property
    def elimination(self) -> Elimination:
        """The course of the iterated elimination of strictly dominated actions."""
        return iterated_elimination(self.game, "strict")

    @cached_property
    def securities(self) -> tuple[Security, ...]:
        """What each player can guarantee itself."""
        return maximin(self.game)

    @cached_property
    def frontier(self) -> tuple[PureProfile, ...]:
        """The pure profiles that no pure profile Pareto-dominates."""
        return pareto_frontier(self.game)

    @cached_property
    def optima(self) -> tuple[WelfareOptimum, ...]:
        """The pure profiles of greatest welfare, by each criterion."""
        return welfare_optima(self.game)


@dataclass(frozen=True, eq=False)
class Solutions:
    """A scenario, analysed under each of the concepts asked for."""

    scenario: Scenario
    analyses: tuple[Analysis, ...]


def analyse(scenario: GivenScenario, concept: str | Concept | None = None) -> Analysis:
    """Build a scenario's game and solve it.

    Parameters
    ----------
    scenario
        A scenario, a game, or the name or path of one.
    concept
        A concept or its name; left out, Nash equilibria, and for an ordinal game the pure ones among them.

    Raises
    ------
    InputError
        If there is no such concept.
    """
    scenario = scenario_of(scenario)
    game = scenario.build()
    solution = solve(game, default_concept(scenario) if concept is None else concept, seed=scenario.seed)
    return Analysis(scenario, game, solution)


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
