"""Critical discounts in many games at once: what the threat of a stage equilibrium for ever sustains.

All players intend a pure profile T with expected payoffs u, and once another profile has been seen, a pure equilibrium
E of the stage game with payoffs v for ever (Friedman 1971). With noise, an intended action is replaced by another one
with chance e, uniformly; u and v are then means over what is played, and E must be an equilibrium in them. T is seen
with chance q = (1 - e)^n where all intend it, and with chance q' = (1 - e)^(n - 1) e / (m_i - 1) where player i intends
another action, which pays it w. The value of the agreement less that of its end is (1 - d) (u - v) / (1 - d q), so the
deviation does not gain at the discount d when

    w - u <= d ((w - u) q + (q - q') (u - v)),

which without noise is u >= (1 - d) w + d v. Only a player's best deviation can bind. Where u > v the condition holds
from (w - u) / ((w - u) q + (q - q') (u - v)) on; a player who would rather have the punishment, u < v, keeps to T only
while it is impatient, if ever. Gains and losses below a billionth of the player's payoff range count as none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....games.arrays import Floats
from ....solvers.best_replies import TIE
from .pure import replies


@dataclass(frozen=True, eq=False)
class Reversions:
    """What grim reversion sustains in B games, of P pure profiles.

    Attributes
    ----------
    critical
        For each profile the smallest discount at which the threat of some pure equilibrium sustains it, shape (P, B);
        NaN where none does below 1.
    sustained
        Whether some threat sustains it at the game's own discount, give or take a billionth, shape (P, B).
    """

    critical: Floats
    sustained: NDArray[np.bool_]


def reversions(payoffs: Floats, discount: Floats, noise: Floats, profiles: Sequence[int] | None = None) -> Reversions:
    """Return what grim reversion sustains.

    Parameters
    ----------
    payoffs
        Shape (n, m_1, .., m_n, B).
    discount, noise
        Of each game, in [0, 1), shape (B,).
    profiles
        The numbers of the pure profiles that are asked about, the last player's action changing fastest; all where left
        out.

    Examples
    --------
    >>> dilemma = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])[..., np.newaxis]
    >>> grim = reversions(dilemma, np.array([0.4]), np.zeros(1))
    >>> grim.critical[:, 0], grim.sustained[:, 0]
    (array([0.5, nan, nan, 0. ]), array([False, False, False,  True]))
    """
    stage = trembled(payoffs, noise)
    best = replies(stage)
    tables = stage.reshape(len(stage), *best.equilibria.shape)
    asked = slice(None) if profiles is None else list(profiles)
    shape = best.equilibria[asked].shape
    thresholds = [_Player(stage, player, noise, best.ranges[player], asked) for player in range(len(stage))]
    critical, sustained = np.full(shape, np.inf), np.zeros(shape, dtype=bool)
    for punishment in np.flatnonzero(best.equilibria.any(axis=1)):
        low, high = np.zeros(shape), np.ones(shape)
        for threshold, own in zip(thresholds, tables, strict=True):
            threshold.narrow(low, high, own[punishment])
        holds = best.equilibria[punishment] & (low <= high + TIE) & (low < 1)
        np.minimum(critical, np.where(holds, low, np.inf), out=critical)
        sustained |= holds & (low <= discount + TIE) & (discount <= high + TIE)
    critical[np.isinf(critical)] = np.nan
    return Reversions(critical, sustained)


def trembled(payoffs: Floats, noise: Floats) -> Floats:
    """Return expected payoffs where each intended action is replaced with the chance of noise, shape of `payoffs`."""
    for axis, actions in enumerate(payoffs.shape[1:-1], start=1):
        if actions > 1:
            others = (payoffs.sum(axis=axis, keepdims=True) - payoffs) / (actions - 1)
            payoffs = (1 - noise) * payoffs + noise * others
    return payoffs


class _Player:
    """One player's best deviations from the profiles that are asked about, and what they mean for the discount."""

    def __init__(self, stage: Floats, player: int, noise: Floats, spread: Floats, asked: slice | list[int]) -> None:
        n, actions, games = len(stage), stage.shape[1 + player], stage.shape[-1]
        self._payoffs = stage[player].reshape(-1, games)[asked]
        self._margin = TIE * spread
        self._seen = (1 - noise) ** n
        self._noticed = self._seen - (1 - noise) ** (n - 1) * noise / max(actions - 1, 1)
        gains = _best_other(stage[player], player).reshape(-1, games)[asked] - self._payoffs
        self._gains = np.where(np.abs(gains) <= self._margin, 0, gains)

    def narrow(self, low: Floats, high: Floats, punishment: Floats) -> None:
        """Narrow the discounts (P, B) at which all keep to each profile, given what the punishment pays, (B,)."""
        if not np.isfinite(self._gains).all():
            return
        stake = self._payoffs - punishment
        stake = self._noticed * np.where(np.abs(stake) <= self._margin, 0, stake)
        slope = self._gains * self._seen + stake
        with np.errstate(divide="ignore", invalid="ignore"):
            bound = self._gains / slope
        np.maximum(low, np.where(self._gains > 0, np.where(slope > 0, bound, np.inf), 0), out=low)
        np.minimum(high, np.where((self._gains <= 0) & (stake < 0), bound, 1), out=high)


def _best_other(own: Floats, axis: int) -> Floats:
    """Return the best payoff by another action, shape of `own`; minus infinity where there is no other."""
    table = np.moveaxis(own, axis, 0)
    best = np.empty_like(table)
    for action in range(len(table)):
        best[action] = np.delete(table, action, axis=0).max(axis=0, initial=-np.inf)
    return np.moveaxis(best, 0, axis)
