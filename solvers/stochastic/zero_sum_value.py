"""The value of a zero-sum stochastic game, and optimal stationary strategies (Shapley 1953).

What one player wins the other loses. For values v of the states to come let (T v)(s) be the value of the matrix game
with the entries (1 - d) u(s, a, b) + d sum over t of P(t | s, a, b) v(t). T brings any two v closer by the factor d, so
it has one fixed point: what player 1 can secure from each state, and player 2 can hold it to, by playing optimally in
these matrix games. From any v, the fixed point is no further from T v than d / (1 - d) times the largest entry of
|T v - v|.

Repeating T is slow where d is near 1. Newton's method for v = T v (Pollatschek and Avi-Itzhak 1969) goes on to the
value of the stationary profile that is optimal in the present matrix games; near the solution it converges
quadratically, but it may also go round in a circle for ever (van der Wal 1978). So a step is taken only if it brings
|T v - v| down, else a shorter one in its direction (Filar and Tolwinski 1991), and if none does, T itself, which always
does. Each T v is computed in fractions by the simplex method, and the bound on the error is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Fractions
from ...games.errors import InputError, expect
from ...games.normal_form import Profile
from ...games.stochastic.stochastic_game import StochasticGame
from ...games.text.shown import Shown
from ..maximin import guarantee

_ENOUGH = Fraction(1, 2**50)
"""The largest entry of |T v - v|, as a share of the payoff range, at which the search ends."""

_MOST_STEPS = 500
_LENGTHS = (Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(1, 8))

_SIMPLE = 10**4
"""The greatest denominator of values, in units of the payoff range, that are tried as fractions."""


@dataclass(frozen=True, eq=False, repr=False)
class ZeroSumValue(Shown):
    """The value of a zero-sum game from each state on, normalised by 1 - discount.

    Attributes
    ----------
    values
        What player 1 gets from each state on, shape (states,); player 2 gets the rest of the constant sum, in a
        zero-sum game the negative.
    error
        The greatest distance of any of them from the true value: proven, 0 where `exact` is known and representable.
    exact
        The true values as Fractions, or None where no rational form is known; they may be irrational.
    strategies
        Optimal stationary strategies, shapes (states, m_1) and (states, m_2): exactly optimal where `exact` is known.
    exact_strategies
        The same in Fractions where `exact` is known, else None.
    residual
        What the strategies leave to gain by a one-shot deviation, in normalised payoffs; computed from the game.
    steps
        How many steps were made.
    """

    game: StochasticGame
    values: NDArray[np.float64]
    error: float
    exact: Fractions | None
    strategies: tuple[NDArray[np.float64], ...]
    exact_strategies: tuple[Fractions, ...] | None
    residual: float
    steps: int


def zero_sum_value(game: StochasticGame) -> ZeroSumValue:
    """Return the value of a two-player zero-sum stochastic game from each state on, with optimal strategies.

    Payoffs may add up to another constant than 0, the same for all states and profiles: to add a number to one player's
    payoffs changes no strategy, and its own values by that number.

    Raises
    ------
    InputError
        If there are not two players, or their payoffs do not add up to the same number everywhere; the message names a
        state and a profile where they do not.

    Examples
    --------
    The Big Match (Gillette 1957): row 2 ends the game. Its discounted value is 1/2 whatever the discount.

    >>> match = np.array([[1, 0], [0, 1]])
    >>> payoffs = np.array([[match, -match], *([[[x, x], [x, x]], [[-x, -x], [-x, -x]]] for x in (0, 1))])
    >>> transitions = np.zeros((3, 2, 2, 3), dtype=int)
    >>> transitions[0, 0, :, 0] = transitions[0, 1, 0, 1] = transitions[0, 1, 1, 2] = 1
    >>> transitions[1, :, :, 1] = transitions[2, :, :, 2] = 1
    >>> found = zero_sum_value(StochasticGame(payoffs, transitions, "9/10"))
    >>> print(*found.exact, *found.exact_strategies[0][0])
    1/2 0 1 10/11 1/11
    """
    _check(game)
    low, high = game.exact_payoffs[:, 0].min(), game.exact_payoffs[:, 0].max()
    unit = _Unit(low, high - low)
    point, steps = _at(game, np.full(game.n_states, low, dtype=object)), 0
    while point.gap > _ENOUGH * unit.spread and steps < _MOST_STEPS:
        point, steps = _next(game, point, unit), steps + 1
    simple = _at(game, unit.simplified(point.values))
    return _measured(game, simple if simple.gap == 0 else point, steps)


@dataclass(frozen=True)
class _Unit:
    """Where player 1's payoffs begin and how far they range: in these terms values are numbers from 0 to 1."""

    low: Fraction
    spread: Fraction

    def rounded(self, values: Fractions) -> Fractions:
        """Return values as near as floats come in these terms, so that their denominators stay small."""
        return np.array([self.low + self.spread * Fraction(x) for x in self._shares(values)], dtype=object)

    def simplified(self, values: Fractions) -> Fractions:
        """Return the nearest values with small denominators in these terms."""
        near = [Fraction(x).limit_denominator(_SIMPLE) for x in self._shares(values)]
        return np.array([self.low + self.spread * x for x in near], dtype=object)

    def _shares(self, values: Fractions) -> list[float]:
        return [float((value - self.low) / self.spread) if self.spread else 0.0 for value in values]


@dataclass(frozen=True, eq=False)
class _Point:
    """Values v, T v, the strategies that are optimal in the matrix games, and the largest entry of |T v - v|."""

    values: Fractions
    improved: Fractions
    strategies: tuple[Fractions, ...]

    @property
    def gap(self) -> Fraction:
        return abs(self.improved - self.values).max()


def _at(game: StochasticGame, values: Fractions) -> _Point:
    """Solve the matrix game of each state, exactly."""
    matrices = (1 - game.discount) * game.exact_payoffs[:, 0] + game.discount * (game.exact_transitions @ values)
    rows, columns = [guarantee(m) for m in matrices], [guarantee(-m.T) for m in matrices]
    return _Point(
        values=values,
        improved=np.array([value for value, _ in rows], dtype=object),
        strategies=tuple(np.array([mix for _, mix in side], dtype=object) for side in (rows, columns)),
    )


def _next(game: StochasticGame, point: _Point, unit: _Unit) -> _Point:
    """Make a step of Newton's method, a shorter one, or one of T: the first that brings the gap down enough."""
    floats: Profile = tuple(strategy.astype(np.float64) for strategy in point.strategies)
    newton = np.array([Fraction(value) for value in game.values(floats)[:, 0].tolist()], dtype=object)
    for length in _LENGTHS:
        ahead = _at(game, unit.rounded(point.values + length * (newton - point.values)))
        if ahead.gap < (1 - length / 4) * point.gap:
            return ahead
    return _at(game, unit.rounded(point.improved))


def _measured(game: StochasticGame, point: _Point, steps: int) -> ZeroSumValue:
    exact = point.gap == 0
    values = point.improved.astype(np.float64)
    rounding = max(abs(Fraction(x) - value) for x, value in zip(values.tolist(), point.improved, strict=True))
    bound = game.discount / (1 - game.discount) * point.gap + rounding
    strategies = tuple(strategy.astype(np.float64) for strategy in point.strategies)
    return ZeroSumValue(
        game=game,
        values=values,
        error=float(np.nextafter(float(bound), np.inf)) if bound else 0.0,
        exact=point.improved if exact else None,
        strategies=strategies,
        exact_strategies=point.strategies if exact else None,
        residual=float(game.residual(point.strategies if exact else strategies)),
        steps=steps,
    )


def _check(game: StochasticGame) -> None:
    expect(game, StochasticGame, "a stochastic game")
    if game.n_players != 2:
        raise InputError(f"zero_sum_value needs a game of 2 players, got {game.n_players}")
    sums: Any = game.exact_payoffs.sum(axis=1)
    first = sums.flat[0]
    for state, *profile in np.ndindex(sums.shape):
        total = sums[(state, *profile)]
        if total != first:
            played = ", ".join(names[action] for names, action in zip(game.actions, profile, strict=True))
            raise InputError(
                f"zero_sum_value needs payoffs with a constant sum: it is {first} in {game.states[0]}, "
                f"but {total} in {game.states[state]} at ({played})"
            )
