"""What subgame perfection tells of many games whose players move in an order, or in a tree without chance moves."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....games.arrays import Flags, Floats
from ....games.scenario.scenario import Scenario
from ....games.sequence.given import tree_of_scenario
from ....games.sequence.stages import players_of, read_hidden, read_order
from ....games.sequence.tree import Tree
from ....solvers.best_replies import in_ties
from ....solvers.sequence.staged_batch import subgame_perfect_batch
from ....solvers.sequence.tree_batch import sustained_ends
from ..regimes import joined_name, profile_names
from .games import Games


def sustained_in_sequence(games: Games) -> Flags:
    """Return which outcomes pure subgame-perfect equilibria give; nothing where there is no game."""
    return sustained_outcomes(games.scenario, games.payoffs) & (games.status == 0)


def sustained_outcomes(scenario: Scenario, payoffs: Floats) -> Flags:
    """Return which outcomes pure subgame-perfect equilibria give, in the order of `outcome_names`: shape (outcomes, B).

    `payoffs` are those of B games in strategic form, shape (n, m_1, .., m_n, B). Those in the same billionth of a
    player's range are equal, so that rounding decides nothing.
    """
    whole = np.moveaxis(in_ties(payoffs), -1, 0)
    tree = tree_of_scenario(scenario)
    if tree is None:
        found = subgame_perfect_batch(whole, *moves_of(scenario))
    else:
        found = sustained_ends(tree, payoffs_of_ends(tree, whole))
    return found.reshape(payoffs.shape[-1], -1).T


def outcome_names(scenario: Scenario) -> tuple[str, ...]:
    """Return the outcomes that may be subgame perfect: profiles, or the ways through a tree; none where neither is so.

    The ways through a tree with chance moves are no outcomes, and have no names.
    """
    if scenario.order:
        return profile_names(scenario)
    tree = tree_of_scenario(scenario)
    return () if tree is None or tree.flat.chance else tuple(joined_name(tree.flat.path(end)) for end in tree.flat.ends)


def payoffs_of_ends(tree: Tree, payoffs: NDArray[Any]) -> NDArray[Any]:
    """Return what the ends of a tree without chance moves pay (.., ends), from what its plans do (.., m1..mn)."""
    return np.stack([payoffs[(..., *plans)] for plans in tree.plans_by_end], axis=-1)


def moves_of(scenario: Scenario) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Return a scenario's order and what is hidden in it, by the numbers of the players of the game that is built."""
    names, agents = players_of(scenario)
    staged = read_order(names, scenario.order)
    hidden = read_hidden(names, staged, scenario.hidden)
    order = [[agent for player in stage for agent in agents[player]] for stage in staged]
    return order, sorted((of, blind) for one, other in hidden for of in agents[one] for blind in agents[other])
