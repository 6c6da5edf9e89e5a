"""A conflict made ready to be explored: small enough to be solved anew whenever somebody comes to like other things."""

from __future__ import annotations

from dataclasses import dataclass

from ...games.arrays import Flags
from ...games.errors import InputError
from ...games.graph.graph_game import GraphGame
from ...games.numbers import counted
from ...games.scenario.scenario import Scenario
from ..conflict.swaps import truths_of

MOST_STATES = 200
MOST_MOVES = 8_000
"""A conflict of more is no page that is solved anew at every change."""


@dataclass(frozen=True, eq=False)
class ExplorableConflict:
    """A conflict that can be solved anew for any preferences.

    Attributes
    ----------
    truths
        For each player of which states its statements are true, the most important first; None for a player that is
        not ranked by statements.
    """

    scenario: Scenario
    game: GraphGame
    truths: tuple[list[Flags] | None, ...]


def explorable_conflict(scenario: Scenario) -> ExplorableConflict:
    """Return a conflict ready to be explored.

    Raises
    ------
    InputError
        If it is no conflict, is given an order of moves, has more states or moves than a page solves at every change,
        or leaves comparisons unknown or tells great preferences apart, which a change on the page would blur.
    """
    game = scenario.game
    if not isinstance(game, GraphGame):
        raise InputError("a page of a conflict needs states and moves, and this scenario has actions")
    if scenario.order:
        raise InputError("a conflict has no order of moves: whoever controls a move may make it at any time")
    moves = sum(own.count for own in game.model.controls)
    for name, most, count in (("states", MOST_STATES, game.model.n_states), ("moves", MOST_MOVES, moves)):
        if count > most:
            raise InputError(f"a page shows conflicts of at most {counted(most)} {name}, this one has {counted(count)}")
    doubtful = any(wish.unknown for own in game.wishes.values() for wish in own)
    if doubtful or not game.model.all_known or any(game.model.cuts):
        raise InputError(
            "a page shows conflicts in which every comparison is known and none is of great preference; "
            "tetrarchy stability tells of the others"
        )
    return ExplorableConflict(scenario, game, tuple(truths_of(scenario, each) for each in range(len(game.players))))
