"""Strict equilibria: pure profiles from which every deviation costs something (Harsanyi 1973)."""

from __future__ import annotations

from fractions import Fraction

from ....games.normal_form import NormalFormGame, PureProfile
from ..pure_nash import pure_nash_profiles


def strict_equilibria(game: NormalFormGame) -> tuple[PureProfile, ...]:
    """Return the action numbers of all strict equilibria, the last player's action changing fastest; exact.

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
