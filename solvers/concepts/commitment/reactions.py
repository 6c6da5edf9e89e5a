"""How the others react when one player commits to an action first (von Stackelberg 1934), in many games at once.

They play a pure equilibrium among themselves: of several, one that is best for the leader, or one that is worst for it,
as in the pessimistic reading (Leitmann 1978).
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...best_replies import best_reply_table

Reaction = Literal["best", "worst"]


def reactions(
    payoffs: NDArray[np.float64], leader: int, reaction: Reaction
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return how the others may react to each action of a leader, and what the action pays it then.

    Parameters
    ----------
    payoffs
        Of B games, shape (B, n, m_1, .., m_n).

    Returns
    -------
    stable
        At which profiles the others play an equilibrium of the game that the leader's action leaves them, shape
        (B, m_1, .., m_n).
    values
        What each action pays, of several reactions the best or the worst, in that shape with axes of length 1 for the
        others; minus infinity where they have no pure equilibrium.
    """
    others = tuple(1 + k for k in range(payoffs.shape[1]) if k != leader)
    stable = np.asarray(np.delete(best_reply_table(payoffs, axis=1), leader, axis=1).all(axis=1))
    sign = 1 if reaction == "best" else -1
    picked = sign * np.where(stable, sign * payoffs[:, leader], -np.inf).max(axis=others, keepdims=True)
    return stable, np.where(np.isinf(picked), -np.inf, picked)
