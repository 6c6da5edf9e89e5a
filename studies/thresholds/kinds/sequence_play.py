"""Where along one number each outcome of moves in sequence is a pure subgame-perfect one; all of it exact.

Which outcomes these are depends on the order of each player's payoffs alone. So the range is cut where two payoffs of a
player cross, and at and between these points the game is solved with ranks in the place of payoffs. An outcome of a
game in stages is a profile; one of a tree is the path to an end.
"""

from __future__ import annotations

from functools import partial
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....games.arena import ArenaGame
from ....games.scenario.scenario import Scenario
from ....games.sequence.tree import Tree
from ....games.sequence.written import TreeEffects
from ....solvers.sequence.staged_batch import subgame_perfect_batch
from ....solvers.sequence.tree_batch import seen, sustained_ends
from ...sweep.columns.sequence import moves_of
from ..by_rank.ranks import ranks_along
from ..plays import Holding, Outcome
from ..variables import Variable

MOST_OUTCOMES = 64
"""Outcomes of which every two are compared."""


def followed(scenario: Scenario) -> bool:
    """Tell whether outcomes are followed along a number: all that was done is seen, without chance; they are few."""
    if scenario.order:
        return not scenario.hidden and prod(map(len, scenario.actions)) <= MOST_OUTCOMES
    tree = _tree_of(scenario)
    return tree is not None and seen(tree) and len(tree.flat.ends) <= MOST_OUTCOMES


def outcomes_in_sequence(scenario: Scenario) -> tuple[Outcome, ...]:
    """Return the outcomes of a scenario as in `followed`, in the order in which they are told of."""
    tree = _tree_of(scenario)
    if tree is None:
        return tuple(np.ndindex(*map(len, scenario.actions)))
    return tuple(tuple(tree.path(end).split(" / ")) for end in tree.flat.ends)


def played_in_sequence(scenario: Scenario, over: Variable) -> Holding:
    """Return where each outcome of a scenario as in `followed` is one of pure subgame-perfect play.

    Raises
    ------
    NoValueError
        If a payoff has no value somewhere in the range.
    """
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
