"""What can be said of a support profile on which the equilibria are not isolated, or could not be told apart.

From random strategies the Gauss-Newton method goes to solutions of the indifference equations. Those with probabilities
and without gainful deviations are samples of equilibria; the rank that the equations lack there is the apparent
dimension of the set. Nothing is proven.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame, Profile
from .indifference import block_starts, systems_of
from .roots.krawczyk import closed_system
from .support_profiles import ExactGains, Supports

_STARTS = 32
_STEPS = 25
_SOLVED = 1e-12
_RANK = 1e-6
_REGRET = 1e-9


def sample_equilibria(
    game: NormalFormGame, gains: ExactGains, supports: Supports, rng: np.random.Generator
) -> tuple[list[Profile], int]:
    """Look for equilibria with exactly these supports, from a fixed number of random starts.

    Return those that were met, up to rounding, and the apparent dimension of their set, 0 where none was.
    """
    system = systems_of(gains, [supports]).take(np.zeros(_STARTS, dtype=np.intp))
    starts = block_starts(system.widths)
    points = np.concatenate([rng.dirichlet(np.ones(len(own)), _STARTS) for own in supports], axis=1)
    ones = np.ones(points.shape)
    for _ in range(_STEPS):
        values, slopes = closed_system(system, points, ones)
        points = points - (np.linalg.pinv(slopes, rcond=_RANK) @ values[..., None])[..., 0]
        points = np.clip(points, -1, 2)
    values, slopes = closed_system(system, points, ones)
    samples: list[Profile] = []
    dimension = 0
    for k in np.flatnonzero((np.abs(values).max(axis=1) < _SOLVED) & (points.min(axis=1) > 0)):
        profile = full_strategies(gains, supports, points[k], starts)
        if (game.regret(profile) <= _REGRET * np.maximum(game.payoff_range, 1e-300)).all():
            samples.append(profile)
            dimension = max(dimension, int((np.linalg.svd(slopes[k], compute_uv=False) < _RANK).sum()))
    return samples, dimension


def full_strategies(
    gains: ExactGains, supports: Supports, point: NDArray[np.float64], starts: NDArray[np.intp]
) -> Profile:
    """Lay padded coordinates out as probability vectors over all actions."""
    strategies = []
    for player, own in enumerate(supports):
        strategy = np.zeros(gains.whole[player].shape[0])
        strategy[list(own)] = point[starts[player] : starts[player] + len(own)]
        strategies.append(strategy)
    return tuple(strategies)
