"""What the recursive methods need of a stage game: for each pure profile the payoffs, and the best deviations from it.

Today's profile a is held up by a promise w, the payoffs from tomorrow on, and the threat of each player's worst payoff
u_i. Nobody gains by deviating when (1 - d) g_i(a) + d w_i >= (1 - d) b_i(a) + d u_i with b_i(a) what the best deviation
pays, which puts a floor under the promise: w_i >= u_i + (1 - d) / d (b_i(a) - g_i(a)) (Abreu, Pearce and Stacchetti
1990, with perfect monitoring).

Payoffs are counted from each player's lowest one in units of its range, in fractions before they are rounded, so that
no answer depends on the unit or origin in which they were given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....games.normal_form import NormalFormGame, PureProfile
from ....games.numbers import nearest_floats
from ...best_replies import deviation_gains

SLACK = 1e-12
"""By so much, in shares of a player's range, a payoff may miss a floor and count as rounded."""


@dataclass(frozen=True, eq=False)
class ActionTable:
    """The pure profiles of a stage game, in shares of each player's payoff range.

    Attributes
    ----------
    profiles
        A pure profiles, in the order of `stage.pure_profiles()`.
    payoffs, best
        What each player gets from a profile, and from its best deviation, shape (A, n).
    low, unit
        The lowest payoff of each player and the length of its range (1 where that is zero), shape (n,).
    """

    profiles: tuple[PureProfile, ...]
    payoffs: NDArray[np.float64]
    best: NDArray[np.float64]
    low: NDArray[np.object_]
    unit: NDArray[np.object_]

    def floors(self, threat: NDArray[np.float64], discount: float) -> NDArray[np.float64]:
        """Return the least promises that hold the players to each profile, shape (A, n)."""
        return threat + (1 - discount) / discount * (self.best - self.payoffs)

    def pure_minmax(self) -> NDArray[np.float64]:
        """Return what each player can secure if the others move first in pure actions, shape (n,)."""
        return self.best.min(axis=0)

    def shares(self, payoffs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return payoffs of the stage game as shares of the ranges."""
        return (payoffs - nearest_floats(self.low)) / nearest_floats(self.unit)

    def restored(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return shares as payoffs of the stage game."""
        return nearest_floats(self.low) + shares * nearest_floats(self.unit)


def action_table(stage: NormalFormGame) -> ActionTable:
    """Return the table of a stage game."""
    exact = stage.exact.reshape(stage.n_players, -1)
    low, width = exact.min(axis=1), exact.max(axis=1) - exact.min(axis=1)
    unit = np.where(width > 0, width, 1)
    best = exact + deviation_gains(stage.exact).reshape(exact.shape)
    return ActionTable(
        profiles=tuple(stage.pure_profiles()),
        payoffs=((exact.T - low) / unit).astype(np.float64),
        best=((best.T - low) / unit).astype(np.float64),
        low=low,
        unit=unit,
    )
