"""Where along one number each outcome of moves in sequence is a pure subgame-perfect one; all of it exact.

Which outcomes these are depends on the order of each player's payoffs alone. So the range is cut where two payoffs of a
player cross, and at and between these points the game is solved with ranks in the place of payoffs. An outcome of a
game in stages is a profile; one of a tree is the path to an end. Where chance moves, see `by_rank.sequence_line`.
"""

from __future__ import annotations

from functools import partial
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....games.arena import ArenaGame
from ....games.normal_form import PureProfile
from ....games.scenario.scenario import Scenario
from ....games.sequence.given import tree_of_scenario
from ....games.sequence.tree import Tree
from ....games.sequence.written import TreeEffects
from ....solvers.sequence.staged_batch import subgame_perfect_batch
from ....solvers.sequence.tree_batch import seen, sustained_ends
from ...sweep.columns.sequence import moves_of
from ..by_rank.ranks import ranks_along
from ..by_rank.sequence_line import plays_of_chance
from ..plays import Holding, Outcome
from ..variables import Variable

MOST_OUTCOMES = 64
"""Outcomes of which every two are compared."""

MOST_ONE_BY_ONE = 16
"""The same, or ends of a tree, where a move is hidden or chance moves, so that every game is solved by itself."""

MOST_SOLVED = 200
"""Trees with chance moves that are solved for one number."""


def followed(scenario: Scenario) -> bool:
    """Tell whether outcomes are followed along a number: there is an order or a tree with effects, and they are few."""
    tree = _tree_of(scenario)
    outcomes = prod(map(len, scenario.actions)) if scenario.order else 0 if tree is None else len(tree.flat.ends)
    return 0 < outcomes <= (MOST_OUTCOMES if solved_at_once(scenario) else MOST_ONE_BY_ONE)


def solved_at_once(scenario: Scenario) -> bool:
    """Tell whether many games in sequence are solved at once: all that was done is seen, and chance does not move."""
    tree = _tree_of(scenario)
    return not scenario.hidden if scenario.order else tree is not None and seen(tree)


def outcomes_in_sequence(scenario: Scenario) -> tuple[Outcome, ...]:
    """Return the outcomes of a scenario as in `followed`, in the order in which they are told of."""
    tree = _tree_of(scenario)
    if tree is None:
        return tuple(np.ndindex(*map(len, scenario.actions)))
    return tuple(tuple(tree.path(end).split(" / ")) for end in tree.flat.ends)


def outcome_of(scenario: Scenario, profile: PureProfile) -> Outcome:
    """Return the outcome, as in `played_in_sequence`, to which a pure profile leads: of actions, or of plans in a tree.

    Examples
    --------
    >>> from tetrarchy import load
    >>> outcome_of(load("snap-back-2025"), (0, 0, 0))
    ('let_lapse',)
    """
    tree = _tree_of(scenario)
    if tree is None:
        return profile
    whole = tree.whole
    plans = [profile[player] for player in whole.movers]
    leaving = zip(whole.exits, whole.cells, strict=True)
    reached = [
        (tree.path(end.node), end.weight)
        for end, cells in leaving
        if all(plan in own for plan, own in zip(plans, cells, strict=True))
    ]
    return tuple(reached) if tree.flat.chance else tuple(reached[0][0].split(" / "))


def played_in_sequence(scenario: Scenario, over: Variable) -> Holding:
    """Return where each outcome of a scenario as in `followed` is one of pure subgame-perfect play.

    Where chance moves, an outcome is the ways through the tree, each with its probability.

    Raises
    ------
    NoValueError
        If a payoff has no value somewhere in the range.
    NotFollowedError
        If chance moves and that is not found out.
    """
    tree = tree_of_scenario(scenario)
    if tree is not None and tree.flat.chance:
        places, plays = plays_of_chance(scenario, over, tree, MOST_SOLVED)
        return Holding(tuple(plays), places, np.array([*plays.values()]).reshape(len(plays), 2 * len(places) - 1))
    points, ranks = ranks_along(scenario, over, partial(_of_outcomes, scenario))
    return Holding(outcomes_in_sequence(scenario), points, _sustained(scenario, ranks).T)


def _of_outcomes(scenario: Scenario, payoffs: NDArray[Any]) -> NDArray[Any]:
    """Return the payoffs of each outcome, shape (n, outcomes, ..), of those of the game in strategic form."""
    tree, shape = _tree_of(scenario), tuple(map(len, scenario.actions))
    if tree is not None:
        return payoffs[(slice(None), *zip(*tree.plans_by_end, strict=True))]
    return payoffs.reshape(len(payoffs), prod(shape), *payoffs.shape[1 + len(shape) :])


def _sustained(scenario: Scenario, payoffs: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which outcomes are sustained at payoffs of shape (columns, n, outcomes), shape (columns, outcomes)."""
    tree = _tree_of(scenario)
    if tree is not None:
        return sustained_ends(tree, payoffs)
    order, hidden = moves_of(scenario)
    staged = payoffs.reshape(*payoffs.shape[:2], *map(len, scenario.actions))
    return subgame_perfect_batch(staged, order, hidden).reshape(len(payoffs), -1)


def _tree_of(scenario: Scenario) -> Tree | None:
    game = scenario.game
    effects = game.arena.effects if isinstance(game, ArenaGame) else None
    return effects.written.bare if isinstance(effects, TreeEffects) else None
