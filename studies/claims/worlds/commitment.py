"""What comes about when one player commits first (von Stackelberg 1934), in all worlds at once.

Once the leader's action is known, the others react with a pure equilibrium among themselves: of several, one that is
best for the leader, or one that is worst for it. Foreseeing that, the leader chooses what pays it most.
Outcomes that pay the leader the same all count. An action that leaves the others without a pure equilibrium is not
committed to.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .plausible_worlds import TIE, Worlds

Reaction = Literal["best", "worst"]


def committed(worlds: Worlds, leader: str, reaction: Reaction) -> NDArray[np.bool_]:
    """Tell which pure profiles may come about when the leader commits, shape (B, m_1, .., m_n).

    None does where every action leaves the others without a pure equilibrium.
    """
    place = worlds.arena.players.index(leader)
    rest = [k for k in range(len(worlds.arena.players)) if k != place]
    others = tuple(1 + k for k in rest)
    stable = worlds.replies[:, rest].all(axis=1)
    own = worlds.payoffs[:, place]
    if reaction == "best":
        expected = np.where(stable, own, -np.inf).max(axis=others, keepdims=True)
    else:
        expected = np.where(stable, own, np.inf).min(axis=others, keepdims=True)
        expected = np.where(np.isinf(expected), -np.inf, expected)
    chosen = expected >= expected.max(axis=1 + place, keepdims=True) - TIE
    return stable & chosen & (np.abs(own - expected) <= TIE)


def sure(outcomes: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell where there are outcomes and all of them are wanted, shape (B,).

    `outcomes` has shape (B, m_1, .., m_n); `wanted` has it too, or is the same in all worlds: (m_1, .., m_n).
    """
    profiles = tuple(range(1, outcomes.ndim))
    return np.asarray(outcomes.any(axis=profiles) & ~(outcomes & ~wanted).any(axis=profiles))
