"""Support profiles, strategies and curves of equilibria in words, by the names of players and actions."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import Any

from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame, Profile
from ...games.numbers import rounded
from .exact_supports import Curve
from .support_profiles import Supports


def supports_in_words(game: NormalFormGame, supports: Supports) -> str:
    """Write a support profile with the names of players and actions."""
    parts = (
        f"{player}: {', '.join(names[a] for a in own)}"
        for player, names, own in zip(game.players, game.actions, supports, strict=True)
    )
    return f"({'; '.join(parts)})"


def profile_in_words(profile: Profile) -> str:
    """Write a profile, its probabilities to four digits."""
    return f"({', '.join('(' + ', '.join(f'{rounded(p, 4)}' for p in strategy) + ')' for strategy in profile)})"


def arc_in_words(game: NormalFormGame, supports: Supports, curve: Curve, between: tuple[Fraction, Fraction]) -> str:
    """Say with which probabilities, as functions of a parameter, the players mix along an arc."""
    parts = []
    for player, (one, other) in curve.items():
        named = f"{game.players[player]} plays {game.actions[player][supports[player][0]]}"
        parts.append(f"{named} with probability {_ratio(one, one + other)}")
    where = f"Supports {supports_in_words(game, supports)}: the equilibria are a curve"
    return f"{where}, on which {', '.join(parts[:-1])} and {parts[-1]}, for t from {between[0]} to {between[1]}."


def _ratio(above: NDArray[Any], below: NDArray[Any]) -> str:
    """Write a quotient of two polynomials of degree 1 in t, in lowest terms."""
    common = gcd(*above, *below) * (-1 if below[0] < 0 or (below[0] == 0 and below[1] < 0) else 1)
    (a, b), (c, d) = above // common, below // common
    if d == 0 and b == 0:
        return str(Fraction(a, c))
    return _linear(a, b) if (c, d) == (1, 0) else f"({_linear(a, b)}) / ({_linear(c, d)})"


def _linear(constant: int, slope: int) -> str:
    term = {1: "t", -1: "t"}.get(slope, f"{abs(slope)} t")
    if constant == 0:
        return term if slope > 0 else f"-{term}"
    return str(constant) if slope == 0 else f"{constant} {'+' if slope > 0 else '-'} {term}"
