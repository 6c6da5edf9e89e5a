"""How the moves of a scenario follow one another: its tree, its stages, or all at once."""

from __future__ import annotations

from typing import Any

from ..arena import ArenaGame
from ..normal_form import NormalFormGame
from ..numbers import shown
from ..scenario.given import GivenScenario, scenario_of
from ..scenario.scenario import Scenario
from .stages import Stages, players_of, stages
from .tree import Tree
from .tree_game import TreeGame
from .written import TreeEffects

GivenMoves = Tree | Stages | GivenScenario
"""A tree, a game in stages, or a scenario or a game, in which all move at once where it does not say otherwise."""


def moves_of(given: GivenMoves) -> Tree | Stages:
    """Return the tree or the game in stages that is meant.

    Raises
    ------
    TypeError
        If nothing of the kind is given.
    InputError
        As for `scenario_of` and `stages`.

    Examples
    --------
    >>> moves_of(NormalFormGame([[[3, 0], [0, 1]], [[1, 0], [0, 3]]], ["He", "She"])).written
    'He+She'
    """
    meant: Any = given
    if isinstance(meant, Tree | Stages):
        return meant
    if not isinstance(meant, Scenario | NormalFormGame | str) and not hasattr(meant, "__fspath__"):
        raise TypeError(f"expected a tree, a game in stages or a scenario, got {type(meant).__name__} {shown(meant)}")
    scenario = scenario_of(meant)
    moves = sequence_of(scenario)
    return moves if moves is not None else stages(scenario, [players_of(scenario)[0]])


def tree_of(given: GivenMoves) -> Tree:
    """Return the tree that is meant, that of stages where these are; errors as in `moves_of`."""
    moves = moves_of(given)
    return moves if isinstance(moves, Tree) else moves.tree()


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
    paid = effects.payoffs(values, scenario.weights(), scenario.game.arena, scenario.rivals)
    return effects.written.with_payoffs(paid, scenario.title)


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
