"""Candidates for mixed Markov-perfect equilibria: from the ends of logit paths, and from supports.

Paths of logit responses lead to some equilibria and never to others, such as the mixed one between two conventions.
Newton's method with given supports reaches these too. In almost all games the supports of an equilibrium are *balanced*
in each state: nobody mixes more freely than all others together, as with two players, who play equally many actions
each. All balanced supports are tried where they are not too many, else some drawn at random, each from a few starts;
and then those that differ from the supports of a known equilibrium in one state, as equilibria often do from others.

In an equilibrium the actions of a player's support in a state pay the same, their probabilities add up to 1, and other
actions have probability 0: as many equations as probabilities. Newton's method solves them; where equilibria form a
continuum, its steps are the shortest ones. What it finds has equal payoffs on the supports, but need be no equilibrium:
that is measured in the game.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ...games.stochastic.stochastic_game import StochasticGame
from ..n_player.support_profiles import subsets
from .logit_path import follow_logit_paths
from .one_shot import OneShot

PATHS = 24
"""How many paths are followed."""

_SPREAD = 2.0
"""The standard deviation of the log-odds at which paths begin."""

_END = 1e4
"""The precision at which paths end, per unit of the payoff range and 1 - discount."""

_PLAYED = (1e-2, 1e-4, 1e-6)
"""Probabilities from which on an action at the end of a path may belong to the support."""

_STARTS = 3
_WORK = 10**7
"""The number of supports times the cube of the number of probabilities."""

_FEWEST, _MOST = 20, 1_000
"""Supports that are tried."""

_MOST_STEPS = 25
_CONVERGED = 1e-13

_LEAST_PROBABILITY = -1e-9
"""Less than this is no rounding error."""

_ROUNDING = 1e-12
"""A probability of no more than this is taken for 0."""

SupportMasks = NDArray[np.bool_]
"""Which actions are played, shape (B, K)."""


@dataclass(frozen=True, eq=False)
class Tried:
    """Supports of shape (B, K), out of so many balanced ones that mix."""

    supports: SupportMasks
    total: int

    @property
    def all(self) -> bool:
        """Whether none was left out."""
        return len(self.supports) == self.total


def supports_to_try(game: StochasticGame, one_shot: OneShot, rng: np.random.Generator) -> Tried:
    """Return the balanced supports in which somebody mixes, all that there are or some drawn at random."""
    choices = [_balanced(game.shape, idle) for idle in game.idle]
    counts = [len(choice) for choice in choices]
    total = prod(counts)
    most = _bearable(one_shot)
    if total <= most:
        picked = np.stack(np.unravel_index(np.arange(total), counts), axis=1)
    else:
        picked = np.unique(rng.integers(0, counts, (most, len(counts))), axis=0)
    rows = [[choice[k] for choice, k in zip(choices, row, strict=True)] for row in picked]
    masks = tuple(np.array([[support[i] for support in row] for row in rows]) for i in range(game.n_players))
    supports = one_shot.joined(masks) > 0
    mixing = supports[supports.sum(axis=1) > game.n_states * game.n_players]
    pure = prod(sum(all(own.sum() == 1 for own in support) for support in choice) for choice in choices)
    return Tried(mixing, total - pure)


def from_supports(one_shot: OneShot, supports: SupportMasks, rng: np.random.Generator) -> Floats:
    """Return where Newton's method leads with these supports, from equal probabilities and from others."""
    if not len(supports):
        return np.zeros((0, len(one_shot.place)))
    starts = [np.ones(supports.shape), *rng.exponential(size=(_STARTS - 1, *supports.shape))]
    return np.concatenate([_sharpened(one_shot, start, supports) for start in starts])


def from_neighbours(game: StochasticGame, one_shot: OneShot, profiles: Floats, rng: np.random.Generator) -> Floats:
    """Return where Newton's method leads from profiles with other balanced supports in one of the states.

    Where these are too many, some are drawn at random.
    """
    changes = [
        (number, state, support)
        for number, (state, idle) in product(range(len(profiles)), enumerate(game.idle))
        for support in _balanced(game.shape, idle)
    ]
    most = 2 * _bearable(one_shot)
    picked = rng.choice(len(changes), most, replace=False) if len(changes) > most else range(len(changes))
    starts: list[Floats] = []
    for number, state, support in (changes[k] for k in picked):
        strategies = one_shot.split(profiles[[number]])
        for strategy, played in zip(strategies, support, strict=True):
            strategy[0, state] = played / played.sum()
        starts.append(one_shot.joined(strategies)[0])
    unknown = np.array(starts)
    return _sharpened(one_shot, unknown, unknown > 0)


def _bearable(one_shot: OneShot) -> int:
    """Return how many supports may be tried at once."""
    return int(np.clip(_WORK // len(one_shot.place) ** 3, _FEWEST, _MOST))


def _balanced(shape: tuple[int, ...], idle: NDArray[np.bool_]) -> list[tuple[NDArray[np.bool_], ...]]:
    """Return the supports of a state in which nobody mixes more than the others together, idle players playing one."""
    own = [
        [np.isin(np.arange(m), played) for played in subsets(1 if alike else m)]
        for m, alike in zip(shape, idle, strict=True)
    ]
    balanced: list[tuple[NDArray[np.bool_], ...]] = []
    for support in product(*own):
        free = [int(played.sum()) - 1 for played in support]
        if 2 * max(free) <= sum(free):
            balanced.append(support)
    return balanced


def from_paths(game: StochasticGame, one_shot: OneShot, rng: np.random.Generator) -> Floats:
    """Return what Newton's method makes of the ends of logit paths; the first path begins at equal probabilities."""
    width = sum(game.n_states * (m - 1) for m in game.shape)
    biases = _SPREAD * rng.standard_normal((PATHS, width))
    biases[0] = 0
    ends, _ = follow_logit_paths(one_shot, biases, _END / float(1 - game.discount))
    ends = _first_where_idle(game, one_shot, ends[np.isfinite(ends).all(axis=1)])
    return np.concatenate([_sharpened(one_shot, ends, ends >= least) for least in _PLAYED])


def _first_where_idle(game: StochasticGame, one_shot: OneShot, profiles: Floats) -> Floats:
    strategies = one_shot.split(profiles.copy())
    for i, strategy in enumerate(strategies):
        strategy[:, game.idle[:, i]] = np.eye(game.shape[i])[0]
    return one_shot.joined(strategies)


def _sharpened(one_shot: OneShot, profiles: Floats, supports: SupportMasks) -> Floats:
    """Return the profiles to which Newton's method leads from these, with these supports; those that it loses are gone.

    `profiles` and `supports` have shape (B, K), in the coordinates of `one_shot`.
    """
    points = np.where(supports, profiles, 0)
    points = points / (points @ one_shot.together)
    under_way = np.arange(len(points))
    converged = np.zeros(len(points), dtype=bool)
    with np.errstate(all="ignore"):
        for _ in range(_MOST_STEPS):
            if not len(under_way):
                break
            change = _steps(one_shot, points[under_way], supports[under_way])
            points[under_way] += change
            length = np.abs(change).max(axis=1)
            converged[under_way[length < _CONVERGED]] = True
            under_way = under_way[(length >= _CONVERGED) & (length < 10)]
    converged &= points.min(axis=1) >= _LEAST_PROBABILITY
    positive = np.where(supports & (points > _ROUNDING), points, 0)[converged]
    return positive / (positive @ one_shot.together)


def _steps(one_shot: OneShot, points: Floats, supports: SupportMasks) -> Floats:
    """Return the steps of Newton's method, shape (B, K)."""
    pays, slopes = one_shot.at(points)
    rows = np.arange(len(points))[:, np.newaxis]
    compared = _first_of_block(one_shot, supports)
    is_first = compared == np.arange(points.shape[1])
    values = np.where(supports, pays - pays[rows, compared], points)
    values = np.where(is_first, points @ one_shot.together - 1, values)
    slopes = slopes - slopes[rows, compared]
    slopes = np.where(supports[..., np.newaxis], slopes, np.eye(points.shape[1]))
    slopes = np.where(is_first[..., np.newaxis], one_shot.together, slopes)
    usable = np.isfinite(slopes).all(axis=(1, 2)) & np.isfinite(values).all(axis=1)
    steps = np.full_like(points, np.inf)
    inverses = np.linalg.pinv(slopes[usable], rcond=1e-11)
    steps[usable] = -(inverses @ values[usable][..., np.newaxis])[..., 0]
    return steps


def _first_of_block(one_shot: OneShot, supports: SupportMasks) -> NDArray[np.intp]:
    """Return for each coordinate the first one of its block that lies in the support."""
    numbers = np.where(supports, np.arange(supports.shape[1]), supports.shape[1])
    return np.minimum.reduceat(numbers, one_shot.starts, axis=1)[:, one_shot.place]
