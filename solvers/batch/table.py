"""The answer in columns: an entry for each game, and a row for each equilibrium."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from .gains import Flags, Floats


class Reason(IntEnum):
    """Why it is not proven that the equilibria of a game are all there."""

    NONE = 0
    """It is proven."""

    PURE_ONLY = 1
    """There is no closed form for games of this shape: mixed equilibria were not searched for."""

    NEAR_TIE = 2
    """A closed form would have to decide a tie, or nearly one; no equilibria of the game are listed."""

    UNSETTLED = 3
    """The exact search could not settle everything, as in some games of three players with a continuum of equilibria."""


@dataclass(frozen=True, eq=False)
class BatchEquilibria:
    """The equilibria of B games in K rows.

    Rows stand in the order of the games, and those of a game in the order of the exact solvers: by number of actions
    played for two players, pure ones first for more, then by supports, then by probabilities.

    Attributes
    ----------
    game
        Shape (K,): the number of the game.
    strategies
        For each player shape (K, m_i): probabilities. Each action's probabilities are contiguous in memory.
    payoffs
        Shape (K, n): each player's expected payoff.
    regret
        Shape (K,): the most that any player could gain by deviating, in that player's payoffs; measured in the game.
    relative_regret
        Shape (K,): the same as a share of the player's payoff range in the game.
    pure
        Shape (K,): whether every player plays one action for certain.
    index
        Shape (K,): +1 or -1; other numbers only occur in degenerate games, and 0 stands where it is not known.
    isolated
        Shape (K,): whether the equilibrium is known to be isolated ...
    count
        Shape (B,): how many rows the game has.
    reason
        Shape (B,): a `Reason`, 0 where the list is proven to be complete.
    degenerate
        Shape (B,): whether ...
    """

    game: NDArray[np.intp]
    strategies: tuple[Floats, ...]
    payoffs: Floats
    regret: Floats
    relative_regret: Floats
    pure: Flags
    index: NDArray[np.int8]
    isolated: Flags
    count: NDArray[np.intp]
    reason: NDArray[np.uint8]
    degenerate: Flags

    @property
    def complete(self) -> Flags:
        """Where it is proven that no equilibrium is missing, shape (B,)."""
        return self.reason == Reason.NONE
