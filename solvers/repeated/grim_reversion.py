"""Profiles that the threat of a stage equilibrium for ever can sustain.

Let all players play a pure profile with payoffs u, and after any deviation a pure equilibrium of the stage game with
payoffs v for ever (Friedman 1971). The equilibrium needs no enforcing, so all turns on the profile: a deviation that
pays player i the amount w now does not gain at the discount d when u_i >= (1 - d) w + d v_i. With w_i the best
deviation and u_i > v_i that is d >= (w_i - u_i) / (w_i - v_i), the critical discount of player i. A player who
would rather have the punishment, u_i < v_i, keeps to the profile only while it is impatient, if ever, which bounds the
discount from above.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ...games.normal_form import NormalFormGame, PureProfile
from ..concepts.pure_nash import pure_nash_profiles
from ..exact.algebraic import Interval
from .critical_discount import unilateral

DiscountRange = tuple[Fraction, Fraction]
"""The smallest and the largest discount; a largest of 1 is not reached."""


@dataclass(frozen=True)
class Reversion:
    """A profile under the threat of one stage equilibrium.

    Attributes
    ----------
    punishment
        The pure equilibrium of the stage game that is played for ever after a deviation.
    per_player
        For each player the smallest discount at which it keeps to the profile, or None if there is none.
    discount
        The smallest discount at which all players keep to it, or None.
    interval
        All discounts at which they do, or None.
    binding
        The players for whom no smaller discount than `discount` will do; empty where that is 0 or None.
    """

    punishment: PureProfile
    per_player: tuple[Fraction | None, ...]
    discount: Fraction | None
    interval: Interval | None
    binding: tuple[int, ...]


@dataclass(frozen=True)
class Sustained:
    """A pure profile that reversion to some pure stage equilibrium sustains at some discount.

    Attributes
    ----------
    profile, payoffs
        The profile, and what each player gets from it in each period.
    discount
        The smallest discount at which any of the reversions sustains it.
    punishment, binding
        The stage equilibrium of that reversion, and the players who bind there. Where several sustain it equally
        early, it is the profile itself if that is an equilibrium, else the first.
    reversions
        One for each pure stage equilibrium, in the order of `stage.pure_profiles()`, those that fail too.
    """

    profile: PureProfile
    payoffs: tuple[Fraction, ...]
    discount: Fraction
    punishment: PureProfile
    binding: tuple[int, ...]
    reversions: tuple[Reversion, ...]


def sustainable_profiles(stage: NormalFormGame) -> tuple[Sustained, ...]:
    """Return all pure profiles that grim reversion to a pure stage equilibrium sustains at some discount in [0, 1).

    They come in the order of `stage.pure_profiles()`, the last player's action changing fastest. A profile that is
    missing is sustained by no such threat at any discount; one by other punishments may exist. Without a pure stage
    equilibrium there is no threat and the answer is empty. All numbers are exact.

    Examples
    --------
    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> [(row.profile, str(row.discount), row.binding) for row in sustainable_profiles(dilemma)]
    [((0, 0), '1/2', (0, 1)), ((1, 1), '0', ())]
    """
    equilibria = pure_nash_profiles(stage)
    rows = (_sustained(stage, profile, equilibria) for profile in stage.pure_profiles())
    return tuple(row for row in rows if row is not None)


def reversion(stage: NormalFormGame, profile: PureProfile, punishment: PureProfile) -> Reversion:
    """Return at which discounts the threat of a pure stage equilibrium for ever holds the players to a profile."""
    ranges = [_range(stage, player, profile, punishment) for player in range(stage.n_players)]
    common = _common(ranges)
    low = common[0] if common is not None else None
    return Reversion(
        punishment=punishment,
        per_player=tuple(held[0] if held is not None else None for held in ranges),
        discount=low,
        interval=Interval(*common, high_closed=common[1] < 1) if common is not None else None,
        binding=tuple(i for i, held in enumerate(ranges) if low != 0 and held is not None and held[0] == low),
    )


def _sustained(stage: NormalFormGame, profile: PureProfile, equilibria: Iterable[PureProfile]) -> Sustained | None:
    reversions = tuple(reversion(stage, profile, equilibrium) for equilibrium in equilibria)
    holding = [(held.discount, held) for held in reversions if held.discount is not None]
    if not holding:
        return None
    discount, best = min(holding, key=lambda pair: (pair[0], pair[1].punishment != profile))
    payoffs = tuple(own[profile] for own in stage.exact)
    return Sustained(profile, payoffs, discount, best.punishment, best.binding, reversions)


def _range(stage: NormalFormGame, player: int, profile: PureProfile, punishment: PureProfile) -> DiscountRange | None:
    """Return the discounts at which one player keeps to the profile: u >= (1 - d) w + d v for all its deviations w."""
    u, v = stage.exact[player][profile], stage.exact[player][punishment]
    low, high = Fraction(0), Fraction(1)
    for _, deviating in unilateral(stage, player, profile):
        w = stage.exact[player][deviating]
        if w > v:
            low = max(low, (w - u) / (w - v))
        elif w < v:
            high = min(high, (u - w) / (v - w))
        elif w > u:
            return None
    return (low, high) if low <= high and low < 1 else None


def _common(ranges: Iterable[DiscountRange | None]) -> DiscountRange | None:
    low, high = Fraction(0), Fraction(1)
    for held in ranges:
        if held is None:
            return None
        low, high = max(low, held[0]), min(high, held[1])
    return (low, high) if low <= high else None
