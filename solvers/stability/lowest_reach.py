"""The least number that sequences of moves can end at, from every state at once.

Whether a sanction exists is a question about one number: some state that is no better than s can be reached from s1 if
and only if the least standing that can be reached from s1 is at most that of s. That least number is a fixed point,
found by sweeps over the moves of one player after the other until nothing changes; no matrix of what can be reached
from where is ever made.

In a legal sequence nobody moves twice in a row (Fang, Hipel and Kilgour 1993). Where two moves of a player in a row are
one move of its own, as with rows, that restricts nothing. Else the search runs over pairs of a state and who moved
last.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from ...games.graph.moves import NONE, Arcs, BetterMoves, Integers, Moves
from .concepts import Sanctions


def lowest_reach(movers: Sequence[Moves | BetterMoves], keys: Integers, sanctions: Sanctions = "joint") -> Integers:
    """Return the least key of the states that players can bring about, from each state; of shape (m,) as the keys.

    Parameters
    ----------
    movers
        The moves of each player who may move.
    keys
        A number for each state.
    sanctions
        "joint": by any legal sequence of at least one move; "single": by one move of one of them.

    Returns
    -------
    Integers
        `NONE` where nobody can move. Where all moves are rows, the state itself counts among those brought about.
    """
    if sanctions == "single" or len(movers) < 2:
        return _least([moves.lowest(keys) for moves in movers], keys)
    if any(isinstance(moves, Arcs) for moves in movers):
        return _least(_begun(movers, keys), keys)
    return _settled(movers, keys)


def _least(found: Sequence[Integers], keys: Integers) -> Integers:
    return reduce(np.minimum, found, np.full(len(keys), NONE, dtype=np.int32))


def _settled(movers: Sequence[Moves | BetterMoves], keys: Integers) -> Integers:
    """Lower each number to the least that any mover leads to, until a round changes nothing."""
    values, unchanged, turn = keys, 0, 0
    while unchanged < len(movers):
        lowered = np.minimum(values, movers[turn].lowest(values))
        unchanged = unchanged + 1 if np.array_equal(lowered, values) else 1
        values, turn = lowered, (turn + 1) % len(movers)
    return values


def _begun(movers: Sequence[Moves | BetterMoves], keys: Integers) -> list[Integers]:
    """Return for each mover the least key of sequences that begin with its move."""
    begun = [np.full(len(keys), NONE, dtype=np.int32) for _ in movers]
    unchanged, turn = 0, 0
    while unchanged < len(movers):
        others = [least for place, least in enumerate(begun) if place != turn]
        lowered = movers[turn].lowest(np.minimum(keys, _least(others, keys)))
        unchanged = unchanged + 1 if np.array_equal(lowered, begun[turn]) else 1
        begun[turn], turn = lowered, (turn + 1) % len(movers)
    return begun
