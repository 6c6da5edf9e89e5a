"""What a closed form for one shape of games must answer: on which supports there are equilibria, and how they mix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags, Floats
from ..n_player.support_profiles import Supports

Signs = NDArray[np.int8]
Weights = list[Floats]


class Decisions(NamedTuple):
    """What signs say of b games.

    Attributes
    ----------
    indices
        The index of the equilibrium with each support, 0 where there is none, shape (b, S).
    doubtful
        Where some support cannot be told to hold an equilibrium or not, shape (b,).
    degenerate
        Where the game is degenerate to within tolerance, shape (b,); its equilibria may still be beyond doubt.
    """

    indices: Signs
    doubtful: Flags
    degenerate: Flags


@dataclass(frozen=True)
class Kernel:
    """A closed form, or a search for pure equilibria alone.

    Attributes
    ----------
    supports
        The S support profiles that can hold an equilibrium, in the order of the answers, pure ones first; named twice
        where there can be two equilibria.
    decide
        From payoffs (n, m_1, .., m_n, b) to decisions; may meet infinities and NaN, of which none has a certain sign.
    mix
        From the payoffs of b games that have an equilibrium with the support of a number: for each player weights
        (actions played, b), all of one sign, in proportion to the probabilities. None where all supports are pure.
    """

    supports: tuple[Supports, ...]
    decide: Callable[[Floats], Decisions]
    mix: Callable[[Floats, int], Weights] | None = None

    @property
    def n_pure(self) -> int:
        """How many of the supports are pure profiles."""
        return sum(all(len(own) == 1 for own in profile) for profile in self.supports)


def pair_weights(payoffs: Floats, supports: Supports) -> Weights:
    """Mix where two players play two actions each and the others one: each makes the other indifferent.

    A player who gains D_0 and D_1, of opposite signs, against the other's two actions is indifferent where these are
    played as |D_1| to |D_0|.
    """
    i, j = (player for player, own in enumerate(supports) if len(own) == 2)
    weights = [np.ones((1, payoffs.shape[-1]))] * len(supports)
    weights[i] = np.abs(_gains_against(payoffs[j], supports, j, i))[::-1]
    weights[j] = np.abs(_gains_against(payoffs[i], supports, i, j))[::-1]
    return weights


def _gains_against(table: Floats, supports: Supports, i: int, j: int) -> Floats:
    """Return what i's first action pays more than its second against each of j's two, shape (2, b)."""
    first, second = supports[j]
    place: list[int | slice] = [own[0] for own in supports]
    place[j] = slice(first, second + 1, second - first)
    better = table[tuple(place)]
    place[i] = supports[i][1]
    return better - table[tuple(place)]
