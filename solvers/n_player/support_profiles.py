"""Support profiles of an n-player game, pruned by conditional dominance.

A *support profile* names for each player the actions that are played with positive probability. Every equilibrium has
exactly one, so a search through all of them misses nothing. Most can be struck out at once: where player i gives
action a positive probability while some action b of that player pays at least as much against every profile in the
others' supports, and more against one of them, a is no best reply to any strategies with these supports (conditional
dominance: Shoham & Leyton-Brown 2009, section 4.2.4; Porter, Nudelman & Shoham 2008). The comparisons are made on
whole numbers, so they hold exactly; a pure profile that survives them is an equilibrium.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame, Profile
from ...games.numbers import whole_numbers

Supports = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class ExactGains:
    """What a player gains by one action over another, against each pure profile of the others.

    `whole[i][a, b, ..]` is u_i(a, ..) - u_i(b, ..) in whole numbers, on a scale of player i's own; the axes after the
    first two are those of the other players, in order. `scale[i]` is player i's payoff range on that scale, or 1.
    """

    whole: tuple[NDArray[Any], ...]
    scale: tuple[int, ...]

    @cached_property
    def signs(self) -> tuple[NDArray[np.int8], ...]:
        """The signs of the gains, exact."""
        return tuple((gain > 0).astype(np.int8) - (gain < 0).astype(np.int8) for gain in self.whole)

    @cached_property
    def floats(self) -> tuple[NDArray[np.float64], ...]:
        """The gains in units of each player's payoff range, each correctly rounded."""
        return tuple((gain / scale).astype(np.float64) for gain, scale in zip(self.whole, self.scale, strict=True))


def exact_gains(game: NormalFormGame) -> ExactGains:
    """Return every gain by a change of action, in whole numbers."""
    whole, scale = [], []
    for player, table in enumerate(game.exact):
        numbers = np.array(whole_numbers(table.flat)[0], dtype=object)
        own_first = np.moveaxis(numbers.reshape(table.shape), player, 0)
        whole.append(own_first[:, None] - own_first[None])
        scale.append(max(max(numbers) - min(numbers), 1))
    return ExactGains(tuple(whole), tuple(scale))


def count_support_profiles(shape: tuple[int, ...]) -> int:
    """Return how many support profiles a game of this shape has.

    Examples
    --------
    >>> count_support_profiles((3, 3, 3))
    343
    """
    return prod(2**m - 1 for m in shape)


def undominated_supports(gains: ExactGains) -> list[Supports]:
    """Return the support profiles in which no played action is conditionally dominated.

    Sorted by number of actions played, then lexicographically. Time and memory grow with the number of profiles.

    Examples
    --------
    Of the prisoners' dilemma with a bystander only mutual defection is left.

    >>> dilemma = NormalFormGame([[[[3], [0]], [[5], [1]]], [[[3], [5]], [[0], [1]]], [[[0], [0]], [[0], [0]]]])
    >>> undominated_supports(exact_gains(dilemma))
    [((1,), (1,), (0,))]
    """
    shape = tuple(gain.shape[0] for gain in gains.whole)
    choices = [list(subsets(m)) for m in shape]
    masks = [np.array([[a in own for a in range(m)] for own in subsets(m)]) for m in shape]
    alive = np.ones([len(own) for own in choices], dtype=bool)
    for player, sign in enumerate(gains.signs):
        others = [masks[j] for j in range(len(shape)) if j != player]
        hopeless = _dominated(sign, others)
        struck = masks[player].astype(np.float32) @ hopeless.reshape(shape[player], -1) > 0
        sizes = [len(own) for own in choices]
        struck = struck.reshape([sizes[player], *(size for j, size in enumerate(sizes) if j != player)])
        alive &= ~np.moveaxis(struck, 0, player)
    left = [tuple(own[k] for own, k in zip(choices, place, strict=True)) for place in np.argwhere(alive)]
    return sorted(left, key=lambda supports: (sum(map(len, supports)), supports))


def subsets(m: int) -> Iterator[tuple[int, ...]]:
    """Go through the sets of some of m things, by number: small ones first, then lexicographically; none is empty."""
    for size in range(1, m + 1):
        yield from combinations(range(m), size)


def _dominated(sign: NDArray[np.int8], others: list[NDArray[np.bool_]]) -> NDArray[np.float32]:
    """Mark, for each own action and each choice of supports by the others, whether another action dominates it."""
    better, worse = (_counted(sign == 1, others), _counted(sign == -1, others))
    return ((better > 0) & (worse == 0)).any(axis=0).astype(np.float32)


def _counted(cells: NDArray[np.bool_], others: list[NDArray[np.bool_]]) -> NDArray[np.float32]:
    """Count the marked cells within each choice of supports: shape (m, m, choices of the others ..)."""
    count = cells.astype(np.float32)
    for mask in others:
        count = np.tensordot(count, mask.astype(np.float32), axes=(2, 1))
    return count


def supports_of(profile: Profile) -> Supports:
    """Return the numbers of the actions that each player plays with positive probability."""
    return tuple(tuple(np.flatnonzero(strategy).tolist()) for strategy in profile)


def mixing(supports: Supports) -> tuple[int, ...]:
    """Return the players who play more than one action."""
    return tuple(player for player, chosen in enumerate(supports) if len(chosen) > 1)
