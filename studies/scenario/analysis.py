"""The whole analysis of one scenario: its game, solved under a concept, and everything a report says about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, Literal

import numpy as np

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame, PureProfile
from ...games.numbers import duration, number
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import has_tree
from ...games.text.shown import Shown
from ...solvers.base import Concept, Solution
from ...solvers.concepts.nash import Nash
from ...solvers.cost import OUT_OF_REACH, WORTH_SAYING
from ...solvers.deadline import counting, seconds_until, stop_after
from ...solvers.dominance import (
    Dominated,
    Elimination,
    dominance,
    dominated_actions,
    iterated_elimination,
    plays_undominated,
)
from ...solvers.maximin import Security, maximin
from ...solvers.pareto import pareto_frontier
from ...solvers.solve import concept_named, solve
from ...solvers.welfare import WelfareOptimum, welfare_optima
from ..watch import UNWATCHED, Watch
from .explanation import Explanation, valued_by_floor, valued_consequences

SEARCH_SHARE = 0.8
"""The share of the time that is left which a search for equilibria may take; the rest is for what explains them."""

Part = Literal["dominance in play", "dominance", "guarantees", "comparison", "explanations", "lotteries"]
"""A part of an analysis that takes time, named as a reader knows it.

"dominance in play" is of the actions played alone; "explanations" are what a report tells of each equilibrium,
"lotteries" the same with the better lottery in any case.
"""

UNSEARCHED = "Not searched: an interrupt came before."

ORDINAL_NOTE = "Payoffs are ranks: only their order means anything, so only pure equilibria are listed."


@dataclass(frozen=True)
class Reached:
    """How far an analysis came.

    Attributes
    ----------
    parts
        The parts that were worked out whole.
    explained
        How many of the equilibria are explained, from the first on.
    notes
        A sentence on what was not reached, and why; none where everything was.
    """

    parts: frozenset[Part]
    explained: int
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Analysis(Shown):
    """One scenario, solved; what explains the solution is worked out when it is first asked for.

    What is asked for after the deadline of the `watch`, if it takes long, is a TimeoutError: see `reach`.
    """

    scenario: Scenario
    game: NormalFormGame
    solution: Solution
    watch: Watch = UNWATCHED

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
        values, by_floor = valued_consequences(self.scenario), valued_by_floor(self.scenario)
        deadline = self.watch.deadline
        return tuple(Explanation(self.game, found, values, by_floor, deadline) for found in self.solution.equilibria)

    @cached_property
    def dominated(self) -> tuple[Dominated, ...]:
        """The weakly dominated actions, strictly dominated ones among them."""
        return dominated_actions(self.game, "weak", self.watch.deadline)

    @cached_property
    def dominated_in_play(self) -> tuple[Dominated, ...]:
        """Those of the weakly dominated actions that some equilibrium of the solution plays."""
        deadline = self.watch.deadline
        doubtful = counting("actions played", sorted(self._perhaps_dominated()))
        verdicts = (dominance(self.game, player, action, "weak", deadline) for player, action in doubtful)
        return tuple(dominated for dominated in verdicts if dominated is not None)

    def _perhaps_dominated(self) -> set[tuple[int, int]]:
        """Return the players and actions that are played, without those that are seen at once not to be dominated."""
        played = [
            (equilibrium, player, {(player, action) for action in own})
            for equilibrium in self.solution.equilibria
            for player, own in enumerate(equilibrium.supports)
        ]
        doubtful = set[tuple[int, int]]().union(*(own for _, _, own in played))
        for equilibrium, player, own in played:
            if equilibrium.exact is not None and equilibrium.grounds == "best_replies" and own & doubtful:
                stop_after(self.watch.deadline)
                if plays_undominated(self.game, player, tuple(map(np.array, equilibrium.exact))):
                    doubtful -= own
        return doubtful

    @cached_property
    def elimination(self) -> Elimination:
        """The course of the iterated elimination of strictly dominated actions."""
        return iterated_elimination(self.game, "strict", self.watch.deadline)

    @cached_property
    def securities(self) -> tuple[Security, ...]:
        """What each player can guarantee itself."""
        return maximin(self.game, self.watch.deadline)

    @cached_property
    def frontier(self) -> tuple[PureProfile, ...]:
        """The pure profiles that no pure profile Pareto-dominates."""
        return pareto_frontier(self.game, self.watch.deadline)

    @cached_property
    def optima(self) -> tuple[WelfareOptimum, ...]:
        """The pure profiles of greatest welfare, by each criterion; types count by their chances."""
        return welfare_optima(self.game, self.scenario.chances)

    def reach(self, *asked: Part) -> Reached:
        """Work out the parts in this order, until the deadline passes or an interrupt comes from the keyboard."""
        steps = list(self._steps(asked))
        taken = self.watch.take((words, work) for _, words, work in steps)
        done = len(taken.results)
        left: list[tuple[Part, str]] = [(part, words) for part, words, _ in steps[done:]]
        explained = sum(part in _EXPLAINING for part, *_ in steps[:done])
        parts = frozenset(asked) - {part for part, _ in left}
        return Reached(parts, explained, taken.note(list(self._left_in_words(left))))

    def _steps(self, asked: Sequence[Part]) -> Iterator[tuple[Part, str, Callable[[], object]]]:
        """Go through the steps of the work: the part, what is being done, and the work itself."""
        for part in asked:
            if part in _EXPLAINING:
                for place, explanation in enumerate(self.explanations, 1):
                    words = f"explanation of equilibrium {place} of {len(self.explanations)}"
                    yield part, words, partial(_EXPLAINING[part], explanation)
            elif self.explanations or part != "dominance in play":
                yield part, _WORDS[part], partial(_worked_out, self, _ATTRIBUTES[part])

    def _left_in_words(self, left: Sequence[tuple[Part, str]]) -> Iterator[str]:
        explained = len(self.explanations)
        first = explained + 1 - sum(part in _EXPLAINING for part, _ in left)
        yield from (words for part, words in left if part not in _EXPLAINING)
        if first == explained:
            yield f"the explanation of equilibrium {first}"
        elif first < explained:
            yield f"the explanations of equilibria {first} to {explained}"


def _worked_out(analysis: Analysis, attributes: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(analysis, name) for name in attributes)


def _told(explanation: Explanation) -> object:
    """Work out what a report tells of an equilibrium."""
    if explanation.equilibrium.grounds == "beliefs":
        return explanation.moves
    return explanation.moves, explanation.better or explanation.lottery


def _told_in_full(explanation: Explanation) -> object:
    return explanation.moves, explanation.better, explanation.lottery


_EXPLAINING: Mapping[Part, Callable[[Explanation], object]] = {"explanations": _told, "lotteries": _told_in_full}

_ATTRIBUTES: Mapping[Part, tuple[str, ...]] = {
    "dominance in play": ("dominated_in_play",),
    "dominance": ("dominated", "elimination"),
    "guarantees": ("securities",),
    "comparison": ("frontier", "optima"),
}

_WORDS: Mapping[Part, str] = {
    "dominance in play": "dominance of the actions played",
    "dominance": "dominance",
    "guarantees": "what each player can guarantee itself",
    "comparison": "which outcomes are efficient, and best for all together",
}


@dataclass(frozen=True, eq=False, repr=False)
class Solutions(Shown):
    """A scenario, analysed under each of the concepts asked for."""

    scenario: Scenario
    analyses: tuple[Analysis, ...]


def analyse(scenario: GivenScenario, concept: str | Concept | None = None, watch: Watch = UNWATCHED) -> Analysis:
    """Build a scenario's game and solve it.

    Parameters
    ----------
    scenario
        A scenario, a game, or the name or path of one.
    concept
        A concept or its name; left out, Nash equilibria, and for an ordinal game the pure ones among them.
    watch
        Until when the analysis may take, and who is told what it does. The search has four fifths of that time.

    Raises
    ------
    InputError
        If there is no such concept.
    """
    scenario = scenario_of(scenario)
    asked = default_concept(scenario) if concept is None else concept
    return solutions(scenario, [concept_named(asked) if isinstance(asked, str) else asked], watch).analyses[0]


def solutions(scenario: Scenario, concepts: Sequence[Concept], watch: Watch = UNWATCHED) -> Solutions:
    """Build a scenario's game and solve it under several concepts, the first ones first; `watch` as in `analyse`.

    After a search that an interrupt ended no other is begun.
    """
    game, analyses = scenario.build(), list[Analysis]()
    for place, concept in enumerate(concepts):
        if analyses and analyses[-1].solution.interrupted:
            analyses.append(unsearched(scenario, concept, watch))
            continue
        watch.tell(f"search for {concept.name} equilibria{_forecast(concept.seconds(game))}")
        left = seconds_until(watch.deadline)
        share = None if left is None else left * SEARCH_SHARE / (len(concepts) - place)
        solution = solve(game, concept, seed=scenario.seed, time_limit=share)
        analyses.append(Analysis(scenario, game, solution, watch))
    return Solutions(scenario, tuple(analyses))


def unsearched(scenario: Scenario, concept: Concept, watch: Watch) -> Analysis:
    """Return the analysis of a scenario whose search an interrupt has forestalled."""
    game = scenario.build()
    solution = Solution(game, concept, "no search", (), False, notes=(UNSEARCHED,), interrupted=True)
    return Analysis(scenario, game, solution, watch)


def _forecast(seconds: float) -> str:
    """Return how long a search may take, where that is some seconds and not out of reach."""
    return f" (about {duration(seconds)} expected)" if WORTH_SAYING <= seconds <= OUT_OF_REACH else ""


def default_concept(scenario: Scenario) -> Concept:
    """Return what a scenario is solved for where nothing is asked: Nash, or pure Nash of ranks and of plans in a tree.

    Mixtures of plans mean little: most say only what would be done where play never comes.
    """
    return concept_named("pure" if scenario.ordinal or has_tree(scenario) else "nash")


def concepts_asked(
    scenario: Scenario,
    names: Sequence[str],
    method: str | None = None,
    exact: bool = False,
) -> tuple[Concept, ...]:
    """Return the concepts of these names, or the scenario's default one; Nash with the options that are given.

    Raises
    ------
    InputError
        If there is no such concept or method, or an option of Nash comes with a concept that has none.
    """
    concepts = tuple(concept_named(name) for name in names) or (default_concept(scenario),)
    options: dict[str, Any] = {"method": method, "exact": exact or None}
    given = {name: value for name, value in options.items() if value is not None}
    for concept in concepts:
        if given and not isinstance(concept, Nash):
            raise InputError(f"the concept {concept.name} takes no {' and no '.join(given)}: they belong to nash")
    return tuple(replace(concept, **given) if isinstance(concept, Nash) else concept for concept in concepts)
