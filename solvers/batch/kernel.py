"""What a closed form for one shape of games must answer: on which supports there are equilibria, and how they mix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags, Floats
from ..n_player.support_profiles import Supports

Signs = NDArray[np.int8]
Weights = list[Floats]
Sizes = tuple[int, ...]
Mix = Callable[[Floats, int], Weights]


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
        where there can be two equilibria. None where each pure profile can, in their order, and nothing else is sought.
    decide
        From payoffs (n, m_1, .., m_n, b) to decisions; may meet infinities and NaN, of which none has a certain sign.
    mix
        From the payoffs of b games, cut down to supports of equal sizes on which each has an equilibrium, and from
        whether it is the first or the second one there (0 or 1): for each player weights (actions played, b), all of
        one sign, in proportion to the probabilities. None where only pure profiles are sought.
    """

    supports: tuple[Supports, ...]
    decide: Callable[[Floats], Decisions]
    mix: Mix | None = None

    @property
    def n_pure(self) -> int:
        """How many of the supports are pure profiles."""
        return sum(all(len(own) == 1 for own in profile) for profile in self.supports)

    @cached_property
    def kinds(self) -> tuple[tuple[Sizes, int], ...]:
        """For each support how many actions the players play, and how often it was named before: what `mix` goes by."""
        return tuple(
            (tuple(map(len, profile)), self.supports[:number].count(profile))
            for number, profile in enumerate(self.supports)
        )


def pair_weights(payoffs: Floats) -> Weights:
    """Mix where two players have two actions each and the others one: each makes the other indifferent.

    A player who gains D_0 and D_1, of opposite signs, against the other's two actions is indifferent where these are
    played as |D_1| to |D_0|.
    """
    i, j = (player for player, size in enumerate(payoffs.shape[1:-1]) if size == 2)
    weights = [np.ones((1, payoffs.shape[-1]))] * len(payoffs)
    weights[i] = np.abs(_gains_of(payoffs, j))[::-1]
    weights[j] = np.abs(_gains_of(payoffs, i))[::-1]
    return weights


def _gains_of(payoffs: Floats, player: int) -> Floats:
    """Return what the player's first action pays more than its second against each of the other's two, shape (2, b)."""
    first, second = np.moveaxis(payoffs[player], player, 0)
    return (first - second).reshape(2, payoffs.shape[-1])
