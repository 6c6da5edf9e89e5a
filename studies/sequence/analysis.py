"""A scenario whose moves follow one another: its subgame-perfect equilibria, and what they lean on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Any

from ...games.arena import ArenaGame
from ...games.errors import InputError
from ...games.orders.codings import CODINGS
from ...games.ordinal import ranked
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import has_tree, sequence_of, tree_of
from ...games.sequence.stages import Order, Stages, players_of, read_hidden, read_order
from ...games.sequence.tree import MOST_CELLS, Tree
from ...games.sequence.tree_game import TreeGame
from ...games.text.shown import Shown
from ...solvers.deadline import seconds_until
from ...solvers.sequence.subgame_perfect import SubgamePerfection, subgame_perfect
from ...solvers.sequence.threats import Threats, threats
from ..watch import UNWATCHED, Watch

LISTED = 100
"""Equilibria that are listed."""


@dataclass(frozen=True, eq=False, repr=False)
class SequenceAnalysis(Shown):
    """The analysis of a scenario in sequence.

    Attributes
    ----------
    moves
        Its tree, or its game in stages.
    found
        The subgame-perfect equilibria.
    watch
        Until when it may take.
    """

    scenario: Scenario
    moves: Tree | Stages
    found: SubgamePerfection
    watch: Watch = UNWATCHED

    @property
    def tree(self) -> Tree:
        """The tree; of stages the one that they make."""
        return self.found.tree

    @cached_property
    def at_stake(self) -> tuple[Fraction, ...]:
        """What each player has at stake: the most less the least that it can get at an end."""
        return tuple(best - worst for worst, best in self._ends)

    @cached_property
    def _ends(self) -> tuple[tuple[Fraction, Fraction], ...]:
        by_player = zip(*(end.payoffs for end in self.tree.ends), strict=True)
        return tuple((min(own), max(own)) for own in by_player)

    def good_for(self, payoffs: Sequence[Fraction]) -> tuple[Fraction, ...]:
        """Return payoffs from 0 at each player's worst end to 1 at its best; 1 for one to whom all are alike."""
        pairs = zip(payoffs, self._ends, strict=True)
        return tuple((own - worst) / (best - worst) if best > worst else Fraction(1) for own, (worst, best) in pairs)

    @cached_property
    def threats(self) -> Threats:
        """What outcomes lean on off their paths."""
        return threats(self.moves, seconds_until(self.watch.deadline))

    @cached_property
    def moves_at(self) -> tuple[frozenset[int], ...]:
        """For each information set the actions that some pure equilibrium of those listed takes there."""
        taken: list[set[int]] = [set() for _ in self.tree.flat.sets]
        for each in self.found.equilibria:
            if each.pure:
                for place, chances in each.choices.items():
                    taken[place].add(chances.index(1))
        return tuple(map(frozenset, taken))

    @cached_property
    def reached(self) -> frozenset[int]:
        """The information sets through which the outcomes of pure equilibria lead, by number."""
        flat = self.tree.flat
        nodes = [flat.ends[self._places[path]] for each in self.found.outcomes for path, _ in each.distribution]
        above = set(nodes)
        while nodes:
            nodes = [flat.parent[node] for node in nodes if flat.parent[node] >= 0]
            above.update(nodes)
        return frozenset(place for place, each in enumerate(flat.sets) if above.intersection(each.nodes))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {end.path: place for place, end in enumerate(self.tree.ends)}

    @cached_property
    def under_codings(self) -> Mapping[str, SequenceAnalysis]:
        """The pure equilibria under each coding of the orders, its own first; nothing where orders decide nothing."""
        if not isinstance(self.scenario.game, ArenaGame):
            return {}
        own = self.scenario.coding.name
        rivals = {name: self.scenario.replace({"orders": name}) for name in CODINGS if name != own}
        return {own: self, **{name: sequence_analysis(each, False, self.watch) for name, each in rivals.items()}}


def sequence_analysis(scenario: GivenScenario, mixed: bool = True, watch: Watch = UNWATCHED) -> SequenceAnalysis:
    """Analyse a scenario with an order of moves, or with a tree.

    Raises
    ------
    InputError
        If all of its players move at once.
    """
    scenario = scenario_of(scenario)
    moves = sequence_of(scenario)
    if moves is None:
        raise InputError(f"{scenario.source or scenario.title}: all players move at once; give an order of moves")
    found = subgame_perfect(moves, mixed=mixed, limit=LISTED, time_limit=seconds_until(watch.deadline))
    return SequenceAnalysis(scenario, moves, found, watch)


def with_order(scenario: Scenario, order: Order, hidden: Iterable[Any] = ()) -> Scenario:
    """Return a scenario whose players move in another order, once.

    Raises
    ------
    InputError
        For a tree, and if the order does not fit.
    """
    if has_tree(scenario):
        raise InputError("a tree says itself who moves when: an order is for games without a tree")
    names = players_of(scenario)[0]
    staged = read_order(names, order)
    unseen = sorted(read_hidden(names, staged, hidden))
    return replace(
        scenario,
        order=tuple(tuple(names[player] for player in stage) for stage in staged),
        hidden=tuple((names[of], names[blind]) for of, blind in unseen),
        repeated=None,
    )


def beyond_plans(scenario: Scenario) -> bool:
    """Tell whether a scenario is a tree with more plans than can be written out as a game in strategic form."""
    return isinstance(scenario.game, TreeGame) and prod(scenario.game.tree.whole.shape()) > MOST_CELLS


def as_played(scenario: Scenario) -> Scenario:
    """Return a scenario with an order of moves with plans as actions, any other as it is."""
    return in_plans(scenario) if scenario.order else scenario


def in_plans(scenario: Scenario) -> Scenario:
    """Return a scenario in sequence with plans as actions, so that it can be solved as a game in strategic form.

    Of rankings that is a game of rankings.
    """
    moves = sequence_of(scenario)
    if moves is None:
        return scenario
    tree = tree_of(moves)
    game = ranked(tree.reduced()) if scenario.ordinal else TreeGame(tree)
    return replace(scenario, game=game, actors={}, relations=(), status_quo={}, order=(), hidden=())
