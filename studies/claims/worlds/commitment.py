"""What comes about when one player commits first, in all worlds at once.

Foreseeing how the others react (`reactions`), the leader chooses what pays it most. Outcomes that pay the leader the
same all count. An action that leaves the others without a pure equilibrium is not committed to.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ....solvers.best_replies import TIE, payoff_ranges
from ....solvers.concepts.commitment.reactions import Reaction, reactions
from .plausible_worlds import Worlds


def committed(worlds: Worlds, leader: str, reaction: Reaction) -> NDArray[np.bool_]:
    """Tell which pure profiles may come about when the leader commits, shape (B, m_1, .., m_n).

    None does where every action leaves the others without a pure equilibrium.
    """
    place = worlds.arena.players.index(leader)
    stable, expected = reactions(worlds.payoffs, place, reaction)
    near = TIE * payoff_ranges(worlds.payoffs, axis=1)[:, place]
    chosen = expected >= expected.max(axis=1 + place, keepdims=True) - near
    return stable & chosen & (np.abs(worlds.payoffs[:, place] - expected) <= near)


def sure(outcomes: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell where there are outcomes and all of them are wanted, shape (B,).

    `outcomes` has shape (B, m_1, .., m_n); `wanted` has it too, or is the same in all worlds: (m_1, .., m_n).
    """
    profiles = tuple(range(1, outcomes.ndim))
    return np.asarray(outcomes.any(axis=profiles) & ~(outcomes & ~wanted).any(axis=profiles))
