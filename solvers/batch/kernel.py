"""What a closed form for one shape of games is: which supports it knows, how it decides, how it mixes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ..support_profiles import Supports
from .gains import Flags, Floats, Gains

Decisions = tuple[Flags, Flags]
Mixture = tuple[list[Floats], Floats]


@dataclass(frozen=True)
class Kernel:
    """A closed form.

    Attributes
    ----------
    supports
        The support profiles that can hold an equilibrium, in the order of the answers, pure ones first; twice in a
        row where there can be two equilibria.
    decide
        From payoffs (n, m_1, .., m_n, b): which supports hold an equilibrium (S, b), and in which games (b,) one of
        the decisions is within tolerance of a tie.
    mix
        From the gains in games in which the support of a number does: for each player weights (len(own), b) of its
        own actions, proportional to the probabilities and all of one sign; and the index (b,).
    mixed
        Whether the supports are all that can hold an equilibrium, not the pure ones alone.
    """

    supports: tuple[Supports, ...]
    decide: Callable[[Floats], Decisions]
    mix: Callable[[Gains, int], Mixture]
    mixed: bool = True


def pair_mixture(gains: Gains, supports: Supports) -> Mixture:
    """Mix where two players play two actions each and the others one: each makes the other indifferent.

    With gains D_0 and D_1 of opposite signs against the other's two actions, these are played as |D_1| to |D_0|. The
    index is -1 where the two players' gains change sign in the same direction, as in a coordination game, else 1.
    """
    i, j = (player for player, own in enumerate(supports) if len(own) == 2)
    against_j, against_i = _gain_against(gains, supports, i, j), _gain_against(gains, supports, j, i)
    weights = [np.ones_like(against_j[:1]) for _ in supports]
    weights[i], weights[j] = np.abs(against_i[::-1]), np.abs(against_j[::-1])
    return weights, -np.sign(against_i[0]) * np.sign(against_j[0])


def _gain_against(gains: Gains, supports: Supports, i: int, j: int) -> Floats:
    """Return what i's first action of the two pays more than the second against each of j's two, shape (2, b)."""
    actions = range(gains[j].shape[1 + i - (i > j)])
    pair = list(combinations(actions, 2)).index(supports[i])
    others = [list(own) if player == j else own[0] for player, own in enumerate(supports) if player != i]
    return gains[i][pair, *others]
