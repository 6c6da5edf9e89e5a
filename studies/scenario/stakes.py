"""What each player has at stake in a game: what lies between its worst and its best outcome."""

from __future__ import annotations

from fractions import Fraction

from ...games.normal_form import NormalFormGame


def at_stake(game: NormalFormGame) -> tuple[Fraction, ...]:
    """Return each player's highest less its lowest payoff, exactly; 0 for a player to whom every outcome is alike.

    Shares of it do not depend on the unit or the origin of a player's payoffs.

    Examples
    --------
    >>> print(*at_stake(NormalFormGame([[[3, 0], [5, 1]], [[3, "1/2"], [0, 1]]])))
    5 3
    """
    return tuple(Fraction(own.max() - own.min()) for own in game.exact)
