"""The answer in columns: a row for each equilibrium and an entry for each game."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags, Floats
from ...games.numbers import several
from ...games.text.shown import Shown


class Reason(IntEnum):
    """Why the rows of a game are not proven to be all of its equilibria."""

    NONE = 0
    """They are proven to be all."""

    PURE_ONLY = 1
    """There is no closed form for games of this shape: only pure equilibria were searched for, and all were found."""

    NEAR_TIE = 2
    """A closed form would have to decide a tie, or nearly one, so that no equilibria of the game are given."""

    UNSETTLED = 3
    """The exact solver could not settle the game, as where three players have a continuum of equilibria."""


@dataclass(frozen=True, eq=False, repr=False)
class BatchEquilibria(Shown):
    """The equilibria of B games with n players, in K rows.

    The rows stand in the order of the games. Those of one game stand as the exact solvers give them: pure ones first,
    for two players then by number of actions played; then by supports; then by probabilities.

    Attributes
    ----------
    game
        The number of the game, shape (K,), rising.
    strategies
        For each player the probabilities, shape (K, m_i); the K of one action stand together in memory.
    payoffs
        Each player's expected payoff, shape (K, n).
    regret
        The most that any player could gain by a deviation, in that player's payoffs, shape (K,). Measured in the game
        at the strategies as they stand here, so that it is a rounding error where these are no round numbers.
    relative_regret
        The same in units of the player's payoff range in the game, shape (K,).
    pure
        Whether every player plays one action for certain, shape (K,).
    index
        The index of the equilibrium, shape (K,): +1 or -1, in degenerate games any number.
    indexed
        Whether the index is known, shape (K,): always outside degenerate games. Where it is not, `index` holds 0.
    count
        How many rows each game has, shape (B,).
    reason
        Why a game's rows are not proven to be all of its equilibria (in a degenerate game of two players: all extreme
        ones), a `Reason`, shape (B,).
    degenerate
        Whether the game is degenerate, or was not decided because a decision is a tie to within tolerance, shape (B,).
    """

    game: NDArray[np.intp]
    strategies: tuple[Floats, ...]
    payoffs: Floats
    regret: Floats
    relative_regret: Floats
    pure: Flags
    index: NDArray[np.int8]
    indexed: Flags
    count: NDArray[np.intp]
    reason: NDArray[np.uint8]
    degenerate: Flags

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return f"{several(len(self.regret), 'equilibrium', 'equilibria')} of {several(len(self.count), 'game')}"

    @property
    def complete(self) -> Flags:
        """For which games it is proven that no equilibrium is missing, shape (B,)."""
        return self.reason == Reason.NONE
