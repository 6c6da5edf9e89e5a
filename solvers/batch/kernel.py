"""What a closed form for one shape of games is: which supports it knows, how it decides, and how it mixes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ..support_profiles import Supports
from .gains import Flags, Floats, Gains

Decisions = tuple[NDArray[np.int8], Flags]
Weights = list[Floats]


@dataclass(frozen=True)
class Kernel:
    """A closed form.

    Attributes
    ----------
    supports
        The S support profiles that can hold an equilibrium, in the order of the answers, pure ones first; named twice
        where there can be two equilibria.
    decide
        From payoffs (n, m_1, .., m_n, b): the index of the equilibrium with each support, 0 where there is none,
        shape (S, b); and in which games (b,) a decision is in doubt.
    mix
        From the gains in games in which the support of a number holds an equilibrium: for each player weights
        (actions played, b), all of one sign, in proportion to the probabilities. None where all supports are pure,
        because others were not searched.
    """

    supports: tuple[Supports, ...]
    decide: Callable[[Floats], Decisions]
    mix: Callable[[Gains, int], Weights] | None = None

    @property
    def n_pure(self) -> int:
        """How many of the supports are pure profiles."""
        return sum(all(len(own) == 1 for own in profile) for profile in self.supports)


def pair_weights(gains: Gains, supports: Supports) -> Weights:
    """Mix where two players play two actions each and the others one: each makes the other indifferent.

    Where a player gains D_0 and D_1, of opposite signs, against the other's two actions, these are played as |D_1| to
    |D_0|.
    """
    i, j = (player for player, own in enumerate(supports) if len(own) == 2)
    weights = [np.ones((1, gains[0].shape[-1]))] * len(supports)
    weights[i] = np.abs(_gains_against(gains, supports, j, i)[::-1])
    weights[j] = np.abs(_gains_against(gains, supports, i, j)[::-1])
    return weights


def _gains_against(gains: Gains, supports: Supports, i: int, j: int) -> Floats:
    """Return what i's first action pays more than its second against each of j's two, shape (2, b)."""
    actions = range(gains[j].shape[1 + i - (i > j)])
    pair = list(combinations(actions, 2)).index((supports[i][0], supports[i][1]))
    others = (list(own) if player == j else own[0] for player, own in enumerate(supports) if player != i)
    return gains[i][(pair, *others)]
