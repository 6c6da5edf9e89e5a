"""Nash equilibria in pure strategies: nobody gains by another action, given what the others play (Nash 1951)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame, Profile, PureProfile, payoff_ranks
from ..base import Candidate, Findings
from ..best_replies import pure_equilibria
from ..cost import profiles_seconds


@dataclass(frozen=True)
class PureNash:
    """All Nash equilibria in which every player plays one action for certain, for any number of players.

    Every profile is compared with every deviation in fractions, so the list is complete and ties are decided.
    """

    name: ClassVar[str] = "pure"
    meaning: ClassVar[str] = "Nash equilibria in which every player plays one action for certain"

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return all pure equilibria, in the order of `game.pure_profiles()`."""
        return Findings(
            candidates=tuple(Candidate(exact_pure(game, profile)) for profile in pure_nash_profiles(game)),
            complete=True,
            method="every pure profile against every deviation, in fractions",
        )

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        return profiles_seconds(game.shape)


def pure_nash_profiles(game: NormalFormGame) -> tuple[PureProfile, ...]:
    """Return the action numbers of all pure equilibria, the last player's action changing fastest.

    Examples
    --------
    >>> pure_nash_profiles(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]]))
    ((0, 0), (1, 1))
    """
    return tuple(tuple(int(a) for a in profile) for profile in np.argwhere(pure_equilibria(payoff_ranks(game))))


def strict_equilibria(game: NormalFormGame) -> tuple[PureProfile, ...]:
    """Return the action numbers of all strict equilibria, at which every deviation costs something (Harsanyi 1973).

    Examples
    --------
    >>> strict_equilibria(NormalFormGame([[[4, 0], [4, 2]], [[4, 3], [0, 2]]]))
    ((1, 1),)
    """
    return tuple(profile for profile in pure_nash_profiles(game) if all(deviation_losses(game, profile)))


def deviation_losses(game: NormalFormGame, profile: PureProfile) -> tuple[Fraction, ...]:
    """Return what each player loses at least by another action, at a pure equilibrium; exact.

    A player with one action, who cannot deviate, counts with the range of its payoffs, or 1 where that is 0.
    """
    losses = []
    for player, action in enumerate(profile):
        table = game.exact[player]
        reach = tuple(slice(None) if i == player else a for i, a in enumerate(profile))
        others = [value for other, value in enumerate(table[reach]) if other != action]
        losses.append(table[profile] - max(others) if others else (table.max() - table.min()) or Fraction(1))
    return tuple(losses)


def exact_pure(game: NormalFormGame, profile: PureProfile) -> Profile:
    """Return a pure profile as vectors of Fractions."""
    return tuple(unit_vectors(m)[action] for m, action in zip(game.shape, profile, strict=True))


def unit_vectors(m: int) -> NDArray[np.object_]:
    """Return the strategies that play one of m actions for certain, as Fractions: shape (m, m)."""
    return np.eye(m, dtype=object) * Fraction(1)
