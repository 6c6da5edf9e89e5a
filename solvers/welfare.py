"""Welfare: one number for what all the players get.

*Utilitarian* welfare is the sum of the payoffs, *egalitarian* welfare the least of them (Moulin 1988, chapters 1 and
2). Both compare the payoffs of different players, and the units of those have no common measure: a game stays the same
when one player's payoffs are multiplied by ten, but its utilitarian optimum need not. The *relative* versions
therefore measure each player's payoff first on the scale on which its lowest payoff in the game is 0 and its highest
1 (relative utilitarianism: Dhillon and Mertens 1999). They do not change with the units, but with the range: an action
that nobody would ever take can move them. Neither scale is the right one; where they disagree, welfare is a matter of
judgement.

There is no price of anarchy here. A ratio of welfares means something only where payoffs have a natural zero that all
players share, such as a cost in money, and payoffs in these games have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ..games.normal_form import NormalFormGame, PureProfile
from ..games.numbers import read_fraction

Criterion = Literal["utilitarian", "egalitarian", "relative_utilitarian", "relative_egalitarian"]


@dataclass(frozen=True)
class Welfare:
    """The welfare of one payoff vector by each criterion.

    Attributes
    ----------
    utilitarian, egalitarian
        The sum and the least of the payoffs as they are given.
    relative_utilitarian, relative_egalitarian
        The same of the payoffs on each player's scale from 0 to 1; between 0 and n, and between 0 and 1, for every
        payoff vector that a mixed or correlated profile can give.
    """

    utilitarian: Fraction
    egalitarian: Fraction
    relative_utilitarian: Fraction
    relative_egalitarian: Fraction


@dataclass(frozen=True)
class WelfareOptimum:
    """The pure profiles of greatest welfare by one criterion, in the order of `pure_profiles`, and that welfare."""

    criterion: Criterion
    value: Fraction
    profiles: tuple[PureProfile, ...]


def welfare(game: NormalFormGame, payoffs: Sequence[Any] | NDArray[Any]) -> Welfare:
    """Return the welfare of a payoff vector by each criterion; exact.

    Parameters
    ----------
    payoffs
        n numbers, such as `game.expected_payoffs(profile)`; a float is read as the decimal that prints as it.

    Examples
    --------
    >>> prisoners_dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> print(welfare(prisoners_dilemma, [1, 1]).relative_utilitarian)
    2/5
    """
    return Welfare(*_measures(game, read_payoffs(game, payoffs), read_payoffs(game, [1] * game.n_players)))


def welfare_optima(game: NormalFormGame, chances: Sequence[Any] | None = None) -> tuple[WelfareOptimum, ...]:
    """Return, for each criterion, the pure profiles of greatest welfare; exact, ties included.

    Parameters
    ----------
    chances
        How much each player counts in a sum, as where some of them are types of one actor; None for all alike.

    Examples
    --------
    >>> chicken = NormalFormGame([[[3, 1], [4, 0]], [[3, 4], [1, 0]]])
    >>> [optimum.profiles for optimum in welfare_optima(chicken)]
    [((0, 0),), ((0, 0),), ((0, 0),), ((0, 0),)]
    """
    counts = read_payoffs(game, [1] * game.n_players if chances is None else chances)
    measured = zip(get_args(Criterion), _measures(game, game.exact, counts), strict=True)
    return tuple(
        WelfareOptimum(criterion, table.max(), tuple(map(tuple, np.argwhere(table == table.max()).tolist())))
        for criterion, table in measured
    )


def relative_payoffs(game: NormalFormGame, payoffs: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return payoffs on each player's scale, on which its lowest payoff in the game is 0 and its highest 1; exact.

    A player whose payoff never varies always gets its highest, and so 1.

    Parameters
    ----------
    payoffs
        Fractions; the first axis names the player: a vector of shape (n,), or a table such as `game.exact`.

    Examples
    --------
    >>> game = NormalFormGame([[[0, 8]], [[5, 5]]])
    >>> print(*relative_payoffs(game, read_payoffs(game, [2, 5])))
    1/4 1
    """
    own = game.exact.reshape(game.n_players, -1, *[1] * (payoffs.ndim - 1))
    lowest = own.min(axis=1)
    spread = own.max(axis=1) - lowest
    constant = (spread == 0).astype(int)
    return (payoffs - lowest) / (spread + constant) + constant


def read_payoffs(game: NormalFormGame, payoffs: Sequence[Any] | NDArray[Any]) -> NDArray[np.object_]:
    """Return a payoff vector as Fractions, shape (n,); ValueError if it has not one entry for each player."""
    if len(payoffs) != game.n_players:
        raise ValueError(f"payoffs must have {game.n_players} entries, one for each player, got {len(payoffs)}")
    return np.array([read_fraction(payoff) for payoff in payoffs], dtype=object)


def _measures(
    game: NormalFormGame, payoffs: NDArray[np.object_], counts: NDArray[np.object_]
) -> tuple[Any, Any, Any, Any]:
    """Return the welfare by each criterion, in the order of `Criterion`: payoffs of shape (n, ..) give shape (..)."""
    relative = relative_payoffs(game, payoffs)
    total, relative_total = (np.tensordot(counts, each, axes=1)[()] for each in (payoffs, relative))
    return total, payoffs.min(axis=0), relative_total, relative.min(axis=0)
