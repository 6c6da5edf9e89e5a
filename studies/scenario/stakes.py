"""What each player has at stake in a game: what lies between its worst and its best outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache

from ...games.normal_form import NormalFormGame


@lru_cache(maxsize=1)
def at_stake(game: NormalFormGame) -> tuple[Fraction, ...]:
    """Return each player's highest less its lowest payoff, exactly; 0 for a player to whom every outcome is alike.

    Shares of it do not depend on the unit or the origin of a player's payoffs.

    Examples
    --------
    >>> print(*at_stake(NormalFormGame([[[3, 0], [5, 1]], [[3, "1/2"], [0, 1]]])))
    5 3
    """
    return tuple(_extreme(game, i, max) - _extreme(game, i, min) for i in range(game.n_players))


def _extreme(game: NormalFormGame, player: int, pick: Callable[[Iterable[Fraction]], Fraction]) -> Fraction:
    """Return the highest or lowest payoff: rounding keeps the order, so that it is among those that round to it."""
    rounded = game.payoffs[player]
    return Fraction(pick(game.exact[player][rounded == pick(rounded.flat)]))
