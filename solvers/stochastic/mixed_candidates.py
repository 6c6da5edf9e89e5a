"""Candidates for mixed Markov-perfect equilibria: from the ends of logit paths, and from supports.

Paths of logit responses lead to some equilibria and never to others, such as the mixed one between two conventions.
Newton's method with given supports reaches these too. In almost all games the supports of an equilibrium are *balanced*
in each state: nobody mixes more freely than all others together, as with two players, who play equally many actions
each. All balanced supports are tried where they are not too many, else some drawn at random, each from a few starts;
and then those that differ from the supports of a known equilibrium in one state, as equilibria often do from others.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from ...games.stochastic.stochastic_game import StochasticGame
from ..n_player.support_profiles import subsets
from .logit_path import follow_logit_paths
from .one_shot import Floats, OneShot
from .support_newton import Supports, sharpened

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


@dataclass(frozen=True, eq=False)
class Tried:
    """Supports of shape (B, K), out of so many balanced ones that mix."""

    supports: Supports
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


def from_supports(one_shot: OneShot, supports: Supports, rng: np.random.Generator) -> Floats:
    """Return where Newton's method leads with these supports, from equal probabilities and from others."""
    if not len(supports):
        return np.zeros((0, len(one_shot.place)))
    starts = [np.ones(supports.shape), *rng.exponential(size=(_STARTS - 1, *supports.shape))]
    return np.concatenate([sharpened(one_shot, start, supports) for start in starts])


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
    return sharpened(one_shot, unknown, unknown > 0)


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
    return np.concatenate([sharpened(one_shot, ends, ends >= least) for least in _PLAYED])


def _first_where_idle(game: StochasticGame, one_shot: OneShot, profiles: Floats) -> Floats:
    strategies = one_shot.split(profiles.copy())
    for i, strategy in enumerate(strategies):
        strategy[:, game.idle[:, i]] = np.eye(game.shape[i])[0]
    return one_shot.joined(strategies)
