"""Relations in compartments: several automata side by side, one for each region, none of which sees the others.

Two players meet in several regions at once. An action of the stage game is one choice for each region, numbered like
digits, the last region's changing fastest: with two choices in two regions the actions 0, 1, 2, 3 are the choices
(0, 0), (0, 1), (1, 0), (1, 1). A player who keeps the regions apart answers in each only what was done there, whatever
goes on elsewhere; the states of its automaton are one state for each region.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from .automata import Automaton


def compartments(regions: Sequence[Automaton], player: int) -> Automaton:
    """Return the strategy of one of two players that follows each automaton in its own region.

    Where the automata mix they do so independently of each other.

    Parameters
    ----------
    regions
        One automaton for each region, moving on the choices made there, shape (states, m_1, m_2).
    player
        0 or 1, whose automata they are.

    Examples
    --------
    Tit for tat in both of two regions answers the other's action 1, a transgression in the second, with the same:

    >>> tit_for_tat = Automaton(actions=[0, 1], transitions=[[[0, 1], [0, 1]], [[0, 1], [0, 1]]])
    >>> both = compartments([tit_for_tat, tit_for_tat], player=0)
    >>> both.n_states, int(both.transitions[0, 0, 1])
    (4, 1)
    """
    return reduce(lambda one, more: _side_by_side(one, more, player), regions)


def _side_by_side(one: Automaton, more: Automaton, player: int) -> Automaton:
    mixes = [automaton.probabilities(automaton.transitions.shape[1 + player]) for automaton in (one, more)]
    moves = more.n_states * one.transitions[:, None, :, None, :, None] + more.transitions[None, :, None, :, None, :]
    states, first, second = (a * b for a, b in zip(one.transitions.shape, more.transitions.shape, strict=True))
    return Automaton(np.kron(*mixes), moves.reshape(states, first, second), more.n_states * one.start + more.start)
