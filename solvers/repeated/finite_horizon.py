"""All that pure subgame-perfect equilibria of a finitely repeated game can pay.

The last period is an equilibrium of the stage game. Where the stage game has several, what is played last can depend
on what was played before, and so hold players to profiles that are no equilibria (Benoit and Krishna 1985). Let V_t
be the set of total payoffs that t periods can have, V_0 = {0}. Then u(a) + d v belongs to V_{t+1} for each pure
profile a and each v in V_t such that no player i gains by another action b:

    u_i(a) + d v_i >= u_i(b, a_-i) + d w_i,     w_i the least that V_t has for player i.

The worst continuation for the one who deviated is all that is needed. Everybody sees the profile, and one that differs
from a in a single action names its deviator, so each such profile may be followed by the worst of that player alone;
where several deviate at once any continuation will do, as no single player could have brought it about. The same
recursion is that of Abreu, Pearce and Stacchetti (1990), without end there and without public randomisation here.

The sets are finite and are kept in whole numbers: payoffs are multiplied by their common denominator, and with the
discount p/q those of t periods by q^(t-1) as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame, PureProfile, read_only
from ...games.numbers import counted, nearest_floats, read_fraction
from ...games.repeated.repetition import whole_periods
from ...games.scenario.given import GivenScenario, game_of
from ...games.text.shown import Shown
from .critical_discount import unilateral

LARGEST = 100_000
"""How many different payoffs a number of periods may have."""

Total = tuple[int, ...]
"""What each player gets in all periods, in whole numbers."""

Totals = dict[Total, list[PureProfile]]
"""Each total with the pure profiles with which an equilibrium that pays it may begin."""


@dataclass(frozen=True, eq=False, repr=False)
class FinitePayoffs(Shown):
    """What pure subgame-perfect equilibria of a finitely repeated game pay in total, each payoff once.

    Attributes
    ----------
    payoffs
        Shape (k, n), in increasing order, the first player's payoff first; k is 0 where there is no such equilibrium.
    exact
        The same as Fractions.
    profiles
        For each payoff the pure profiles with which an equilibrium that pays it may begin.
    """

    payoffs: NDArray[np.float64]
    exact: NDArray[np.object_]
    profiles: tuple[tuple[PureProfile, ...], ...]

    def about(self) -> str:
        """Return how many there are."""
        return f"different payoffs: {counted(len(self.payoffs))}"

    @property
    def first(self) -> tuple[PureProfile, ...]:
        """The pure profiles with which any of the equilibria may begin."""
        return tuple(dict.fromkeys(profile for profiles in self.profiles for profile in profiles))


def finite_payoffs(stage: GivenScenario, periods: int, discount: Any = 1.0) -> FinitePayoffs:
    """Return all pure subgame-perfect total payoffs of the stage game played for so many periods.

    Parameters
    ----------
    stage
        The game of each period; its payoffs are read as fractions, and ties count as no gain.
    periods
        A whole number of 1 or more.
    discount
        The weight of each period against the one before it, in (0, 1]: a number, Fraction or string such as "2/3".
        The total is the plain sum of the weighted payoffs, not an average.

    Raises
    ------
    InputError
        If `periods` or `discount` is out of its range, or a set outgrows `LARGEST` points.

    Examples
    --------
    Two periods of a game with the equilibria (1, 1) and (3, 3): the promise of the better one sustains (4, 4) first.

    >>> stage = NormalFormGame.symmetric([[1, 5, 0], [0, 4, 0], [0, 0, 3]])
    >>> finite_payoffs(stage, periods=2).payoffs.tolist()
    [[2.0, 2.0], [3.0, 8.0], [4.0, 4.0], [6.0, 6.0], [7.0, 7.0], [8.0, 3.0]]
    """
    stage = game_of(stage)
    length, weight = whole_periods(periods, least=1), _checked_discount(discount)
    scale = lcm(*(payoff.denominator for payoff in stage.exact.ravel().tolist()))
    payoffs = stage.exact * scale
    points: Totals = {(0,) * stage.n_players: []}
    for period in range(1, length + 1):
        points = _collected(_one_more_period(stage, payoffs, weight.numerator, points), period)
        payoffs = payoffs * weight.denominator
    return _in_order(stage.n_players, points, scale * weight.denominator ** (length - 1))


def _one_more_period(
    stage: NormalFormGame, payoffs: NDArray[Any], weight: int, later: Totals
) -> Iterator[tuple[PureProfile, Total]]:
    """Put one more period before the points of `later`; go through the profiles to begin with and the new points."""
    continuations = [tuple(weight * v for v in point) for point in later]
    worst = [min(own) for own in zip(*continuations, strict=True)]
    for profile in stage.pure_profiles() if later else ():
        now = [int(own[profile]) for own in payoffs]
        needed = [
            worst[i] + max((int(own[other]) - now[i] for _, other in unilateral(stage, i, profile)), default=0)
            for i, own in enumerate(payoffs)
        ]
        for continuation in continuations:
            if all(v >= least for v, least in zip(continuation, needed, strict=True)):
                yield profile, tuple(u + v for u, v in zip(now, continuation, strict=True))


def _collected(beginnings: Iterable[tuple[PureProfile, Total]], period: int) -> Totals:
    by_total: Totals = {}
    for profile, point in beginnings:
        profiles = by_total.setdefault(point, [])
        if profiles[-1:] != [profile]:
            profiles.append(profile)
        if len(by_total) > LARGEST:
            raise InputError(
                f"pure subgame-perfect equilibria of {period} periods have more than {LARGEST} different payoffs; "
                f"periods must be {period - 1} or less in this game"
            )
    return by_total


def _in_order(n_players: int, points: Totals, unit: int) -> FinitePayoffs:
    ordered = sorted(points)
    exact = np.array([Fraction(v, unit) for point in ordered for v in point], dtype=object).reshape(-1, n_players)
    return FinitePayoffs(
        payoffs=read_only(nearest_floats(exact)),
        exact=read_only(exact),
        profiles=tuple(tuple(points[point]) for point in ordered),
    )


def _checked_discount(discount: Any) -> Fraction:
    try:
        weight = read_fraction(discount)
    except (TypeError, ValueError) as error:
        raise InputError(f"discount must be a number in (0, 1], {error}") from None
    if not 0 < weight <= 1:
        raise InputError(f"discount must be in (0, 1], got {discount}")
    return weight
