"""Pareto efficiency: whether somebody could get more without anybody getting less.

One payoff vector *dominates* another when no player gets less in it and some player gets more. The *Pareto frontier*
is the set of pure profiles whose payoffs are dominated by those of no other pure profile (Pareto 1906). The comparison
is made player by player, so it does not depend on the units of payoffs.

A pure profile can be on the frontier and still be dominated by a *lottery* over pure profiles: players who could tie
their play to a signal that all see would do better. Finding such a lottery is the same problem as finding a mixture
that dominates an action. Here the pure profiles are what is mixed, and the mixture must serve every player, as there
it must serve against every profile of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..games.normal_form import NormalFormGame, PureProfile, payoff_ranks
from .deadline import stop_after
from .dominance import Strictness, mixed_dominator
from .welfare import read_payoffs


@dataclass(frozen=True)
class Lottery:
    """A lottery over pure profiles that dominates a payoff vector.

    Attributes
    ----------
    kind
        "strict" where every player whose payoffs vary gets more, "weak" where only some can.
    profiles, probabilities
        What may be drawn, in the order of `pure_profiles`, and how likely it is (positive, with sum 1).
    payoffs
        What each player expects.
    gains
        What each player expects more than in the dominated vector, as shares of its payoff range in the game.
    """

    kind: Strictness
    profiles: tuple[PureProfile, ...]
    probabilities: tuple[Fraction, ...]
    payoffs: tuple[Fraction, ...]
    gains: tuple[Fraction, ...]


def pareto_frontier(game: NormalFormGame, deadline: float = inf) -> tuple[PureProfile, ...]:
    """Return the pure profiles that no pure profile dominates, in the order of `pure_profiles`; exact, at least one.

    A deadline, on the clock `time.monotonic`, that passes first is a TimeoutError.

    Examples
    --------
    >>> prisoners_dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> pareto_frontier(prisoners_dilemma)
    ((0, 0), (0, 1), (1, 0))
    """
    ranks = payoff_ranks(game).reshape(game.n_players, -1).T
    dominated: list[bool] = []
    for own in ranks:
        stop_after(deadline)
        dominated.append(bool(((ranks >= own).all(axis=1) & (ranks > own).any(axis=1)).any()))
    return tuple(profile for profile, gone in zip(game.pure_profiles(), dominated, strict=True) if not gone)


def dominators(game: NormalFormGame, payoffs: Sequence[Any] | NDArray[Any]) -> tuple[PureProfile, ...]:
    """Return the pure profiles that dominate a payoff vector, in the order of `pure_profiles`; exact.

    Parameters
    ----------
    payoffs
        n numbers, such as `game.expected_payoffs(profile)`; a float is read as the decimal that prints as it. Round
        payoffs that are known only approximately to the digits that are known: a tie is a matter of the last one.

    Examples
    --------
    >>> prisoners_dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> dominators(prisoners_dilemma, [1, 1])
    ((0, 0),)
    """
    gains = _gains(game, payoffs)
    better = np.asarray((gains >= 0).all(axis=0) & (gains > 0).any(axis=0))
    return tuple(profile for profile, chosen in zip(game.pure_profiles(), better, strict=True) if chosen)


def better_lottery(
    game: NormalFormGame, payoffs: Sequence[Any] | NDArray[Any], deadline: float = inf
) -> Lottery | None:
    """Return a lottery over pure profiles that dominates a payoff vector, or None if none does; exact.

    Where all players can gain at once, the lottery makes the least of their gains as great as it can be, each measured
    as a share of the player's payoff range. Otherwise it makes the sum of these gains as great as it can be without a
    loss for anybody. None means that even correlated play cannot improve on the vector.

    Parameters
    ----------
    payoffs
        As in `dominators`.
    deadline
        A reading of the clock `time.monotonic`.

    Raises
    ------
    TimeoutError
        If the deadline passed first.

    Examples
    --------
    >>> battle_of_the_sexes = NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]])
    >>> lottery = better_lottery(battle_of_the_sexes, ["2/3", "2/3"])
    >>> print(lottery.profiles, *lottery.probabilities, *lottery.payoffs)
    ((0, 0), (1, 1)) 1/2 1/2 3/2 3/2
    """
    profiles = tuple(game.pure_profiles())
    outcomes = game.exact.reshape(game.n_players, -1)
    spread = outcomes.max(axis=1) - outcomes.min(axis=1)
    gains = (_gains(game, payoffs) / np.where(spread == 0, 1, spread)[:, np.newaxis]).T
    at_stake = (gains != 0).any(axis=0)
    dominator = mixed_dominator(gains[:, at_stake], "weak", deadline) if at_stake.any() else None
    if dominator is None:
        return None
    mixture = np.array(dominator.mixture, dtype=object)
    drawn = [k for k, probability in enumerate(dominator.mixture) if probability > 0]
    return Lottery(
        kind=dominator.kind,
        profiles=tuple(profiles[k] for k in drawn),
        probabilities=tuple(dominator.mixture[k] for k in drawn),
        payoffs=tuple(outcomes @ mixture),
        gains=tuple(mixture @ gains),
    )


def _gains(game: NormalFormGame, payoffs: Sequence[Any] | NDArray[Any]) -> NDArray[np.object_]:
    """Return how much more than these payoffs each pure profile pays, shape (n, profiles); exact."""
    return game.exact.reshape(game.n_players, -1) - read_payoffs(game, payoffs)[:, np.newaxis]
