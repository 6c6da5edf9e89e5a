"""How the moves of a scenario follow one another: its tree, its stages, or all at once."""

from __future__ import annotations

from ..arena import ArenaGame
from ..scenario.scenario import Scenario
from .stages import Stages, stages
from .tree import Tree
from .tree_game import TreeGame
from .written import TreeEffects


def has_tree(scenario: Scenario) -> bool:
    """Tell whether a scenario is given by a tree, so that its actions are plans."""
    game = scenario.game
    return isinstance(game, TreeGame) or (isinstance(game, ArenaGame) and isinstance(game.arena.effects, TreeEffects))


def tree_of_scenario(scenario: Scenario) -> Tree | None:
    """Return the tree of a scenario that is given by one, with its payoffs; None for any other.

    Raises
    ------
    InputError
        If a number of the scenario is no single number.
    """
    if isinstance(scenario.game, TreeGame):
        return scenario.game.tree
    if not isinstance(scenario.game, ArenaGame) or not isinstance(scenario.game.arena.effects, TreeEffects):
        return None
    effects, values = scenario.game.arena.effects, scenario.game.parameters
    return effects.written.with_payoffs(
        effects.payoffs(values, scenario.weights(), scenario.game.arena), scenario.title
    )


def sequence_of(scenario: Scenario) -> Tree | Stages | None:
    """Return the tree of a scenario, or its game in stages; None where all move at once.

    Raises
    ------
    InputError
        As for `tree_of_scenario` and `stages`.
    """
    tree = tree_of_scenario(scenario)
    if tree is not None:
        return tree
    return stages(scenario, scenario.order, scenario.hidden) if scenario.order else None
