"""Stochastic games: the players' actions decide what they get now and in which game they meet next (Shapley 1953).

There are S states. In state s the players pick actions a = (a_1, .., a_n), player i is paid u_i(s, a), and the next
state is t with probability P(t | s, a). A *stationary profile* has each player mix its actions in a way that depends on
the state alone. Its values, normalised by 1 - d so that they are measured in stage payoffs, are the v with

    v_i(s) = (1 - d) u_i(s, x_s) + d sum over t of P(t | s, x_s) v_i(t),

where x_s is what the profile plays in state s. Given the values, each state has an *auxiliary game* in normal form:
whoever plays the pure profile a in it gets (1 - d) u_i(s, a) + d sum over t of P(t | s, a) v_i(t). A stationary profile
is *Markov perfect* when in every state it is a Nash equilibrium of that game: no one-shot deviation gains, hence no
deviation at all (Filar and Vrieze 1997, chapter 4; Fudenberg and Tirole 1991, section 13.2).

All states have the same players and the same numbers of actions. Every number is also held as a fraction; a float is
read as the shortest decimal that prints as it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import InputError, expect
from ..normal_form import NormalFormGame, Profile, PureProfile, average_over, read_only
from ..numbers import number, read_fractions, rounded, several
from ..repeated.joint_chain import JointChain, discounted_mean
from ..repeated.repetition import below_one
from ..text.shown import Shown

_NEARLY_ONE = Fraction(1, 10**9)
"""How far the sum of a row of transitions may be from 1: thirds written as floats do not add up exactly."""


@dataclass(frozen=True, eq=False, repr=False)
class StochasticGame(Shown):
    """A finite stochastic game of n players with discounting, immutable.

    Parameters
    ----------
    payoffs
        Shape (states, n, m_1, .., m_n): numbers, Fractions, or strings such as "1/3".
    transitions
        Shape (states, m_1, .., m_n, states): the chance of each next state after each pure profile. A row may miss 1 by
        1e-9, and is then divided by its sum.
    discount
        The weight of the next period against this one, in [0, 1): a number, Fraction or string such as "9/10".
    players
        n different names; "Player 1" and so on where left out.
    states
        As many different names; "State 1" and so on where left out.
    actions
        For each player m_i different names, the same in all states; "1", "2" and so on where left out.

    Raises
    ------
    InputError
        If the shapes do not fit, a number is not finite, a row of transitions is no probability vector, the discount is
        not in [0, 1), or names are missing or repeated.

    Examples
    --------
    Two players may exhaust a stock: who restrains gets 2 as long as it lasts, who harvests 3, but once.

    >>> payoffs = np.array([[[[2, 0], [3, 1]], [[2, 3], [0, 1]]], np.zeros((2, 2, 2), dtype=int)])
    >>> lasts = np.array([[[1, 0], [0, 0]], [[0, 0], [0, 0]]])
    >>> game = StochasticGame(payoffs, np.stack([lasts, 1 - lasts], axis=-1), discount="1/2")
    >>> restraint = game.pure([(0, 0), (0, 0)])
    >>> print(*game.values(restraint)[0], game.residual(restraint))
    2 2 0
    """

    payoffs: NDArray[np.float64]
    transitions: NDArray[np.float64]
    discount: Fraction
    players: tuple[str, ...]
    states: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    exact_payoffs: NDArray[np.object_]
    exact_transitions: NDArray[np.object_]

    def __init__(
        self,
        payoffs: ArrayLike,
        transitions: ArrayLike,
        discount: Any,
        players: Sequence[str] | None = None,
        states: Sequence[str] | None = None,
        actions: Sequence[Sequence[str]] | None = None,
    ) -> None:
        exact = _read("payoffs", payoffs)
        shape = _checked_shape(exact)
        named = _names(exact[0], players, actions)
        state_names = _checked_states(states, len(exact))
        chances = _checked_chances(_read("transitions", transitions), shape, state_names, named)
        self.__dict__.update(
            payoffs=read_only(exact.astype(np.float64)),
            transitions=read_only(chances.astype(np.float64)),
            discount=below_one("discount", discount),
            players=named.players,
            states=state_names,
            actions=named.actions,
            exact_payoffs=read_only(exact),
            exact_transitions=read_only(chances),
        )

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return f"{', '.join(self.players)}; {several(self.n_states, 'state')}; discount {number(self.discount)}"

    @property
    def n_players(self) -> int:
        """The number of players."""
        return len(self.players)

    @property
    def n_states(self) -> int:
        """The number of states."""
        return len(self.states)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many actions each player has in every state: (m_1, .., m_n)."""
        return self.payoffs.shape[2:]

    @cached_property
    def payoff_range(self) -> NDArray[np.float64]:
        """Each player's highest minus lowest payoff in any state: the unit of its residual. Shape (n,)."""
        table = self.payoffs.swapaxes(0, 1).reshape(self.n_players, -1)
        return table.max(axis=1) - table.min(axis=1)

    @cached_property
    def relative_payoffs(self) -> NDArray[np.float64]:
        """The payoffs with each player's lowest in any state as 0 and its highest as 1; all 0 where they are alike."""
        others = tuple(axis for axis in range(self.exact_payoffs.ndim) if axis != 1)
        low = self.exact_payoffs.min(axis=others, keepdims=True)
        spread = self.exact_payoffs.max(axis=others, keepdims=True) - low
        return read_only(((self.exact_payoffs - low) / np.where(spread == 0, 1, spread)).astype(np.float64))

    @cached_property
    def idle(self) -> NDArray[np.bool_]:
        """Tell in which states a player's actions make no difference to anybody, shape (states, n); decided exactly."""
        return read_only(np.stack([self._makes_no_difference(i) for i in range(self.n_players)], axis=1))

    def pure_profiles(self) -> Iterator[PureProfile]:
        """Go through what the players may do in one state, the last player's action changing fastest."""
        return product(*(range(m) for m in self.shape))

    def pure(self, choices: Sequence[PureProfile] | NDArray[np.intp]) -> Profile:
        """Return a pure stationary profile, `choices` naming a pure profile for each state, in Fractions."""
        numbers = np.array(choices)
        return tuple(_indicators(numbers[:, i], m) for i, m in enumerate(self.shape))

    def values(self, profile: Profile) -> NDArray[Any]:
        """Return each player's normalised value of a stationary profile from each state on, shape (states, n).

        `profile` has for each player the probabilities of its actions, shape (states, m_i). The values are Fractions,
        and exact, where it holds Fractions.

        Raises
        ------
        InputError
            If the profile has not these shapes.
        """
        self._check(profile)
        exact = any(strategy.dtype == object for strategy in profile)
        payoffs, transitions = self._tables(exact)
        plays = [self.in_state(profile, s) for s in range(self.n_states)]
        means = np.array([[average_over(own, x) for own in tables] for tables, x in zip(payoffs, plays, strict=True)])
        moves = np.array([average_over(table, x) for table, x in zip(transitions, plays, strict=True)])
        return discounted_mean(JointChain(tuple((s,) for s in range(self.n_states)), moves, means), self.discount)

    def in_state(self, profile: Profile, state: int) -> Profile:
        """Return what a stationary profile plays in a state: one probability vector for each player."""
        return tuple(strategy[state] for strategy in profile)

    def auxiliary(self, state: int, values: NDArray[Any]) -> NormalFormGame:
        """Return the normal-form game of a state, played once, with `values` of shape (states, n) after it.

        Its payoffs are exact where the values are Fractions.
        """
        payoffs, transitions = self._tables(values.dtype == object)
        keep = self.discount if values.dtype == object else float(self.discount)
        later = np.moveaxis(np.tensordot(transitions[state], values, axes=1), -1, 0)
        return NormalFormGame((1 - keep) * payoffs[state] + keep * later, self.players, self.actions)

    def regrets(self, profile: Profile) -> NDArray[Any]:
        """Return what each player gains by the best one-shot deviation in each state, shape (states, n).

        In normalised payoffs, as the values are: all zero at a Markov-perfect equilibrium, which is a proof where the
        profile holds Fractions.
        """
        values = self.values(profile)
        return np.array(
            [self.auxiliary(s, values).regret(self.in_state(profile, s)) for s in range(self.n_states)],
            dtype=values.dtype,
        )

    def residual(self, profile: Profile) -> Any:
        """Return the largest of the `regrets`: a Fraction where the profile holds Fractions, else a float."""
        return self.regrets(profile).max()

    def _makes_no_difference(self, player: int) -> NDArray[np.bool_]:
        tables = np.moveaxis(self.exact_payoffs, 1, -1), self.exact_transitions
        same = [table == table.take([0], axis=1 + player) for table in tables]
        return np.logical_and.reduce([alike.all(axis=tuple(range(1, alike.ndim))) for alike in same])

    def _tables(self, exact: bool) -> tuple[NDArray[Any], NDArray[Any]]:
        return (self.exact_payoffs, self.exact_transitions) if exact else (self.payoffs, self.transitions)

    def _check(self, profile: Profile) -> None:
        expected = [(self.n_states, m) for m in self.shape]
        came = [np.shape(strategy) for strategy in profile]
        if came != expected:
            raise InputError(f"a stationary profile of this game has arrays of shapes {expected}, got {came}")


def _indicators(chosen: NDArray[np.intp], m: int) -> NDArray[np.object_]:
    return np.array([[Fraction(int(action == k)) for k in range(m)] for action in chosen], dtype=object)


def _read(what: str, numbers: ArrayLike) -> NDArray[np.object_]:
    try:
        return read_fractions(what, np.array(numbers, dtype=object))
    except ValueError as error:
        raise InputError(str(error)) from None


def _checked_shape(payoffs: NDArray[Any]) -> tuple[int, ...]:
    shape = payoffs.shape
    if len(shape) < 3 or shape[1] != len(shape) - 2 or 0 in shape:
        raise InputError(
            "payoffs must have shape (states, n, m1, .., mn) (states, players, then one axis for each player's "
            f"actions), got {shape}"
        )
    return shape[2:]


def _names(stage: NDArray[Any], players: Any, actions: Any) -> NormalFormGame:
    """Check the names of players and actions as those of a normal-form game are, and return a game that has them."""
    try:
        return NormalFormGame(stage, players, actions)
    except ValueError as error:
        raise InputError(str(error)) from None


def _checked_states(states: Sequence[str] | None, n: int) -> tuple[str, ...]:
    if states is not None:
        expect(states, Iterable, "states as a list of names")
    names = tuple(f"State {s + 1}" for s in range(n)) if states is None else tuple(states)
    for name in names:
        expect(name, Hashable, "each of the states as a name")
    if len(names) != n or len(set(names)) != n:
        raise InputError(f"states must be {n} different names, as many as the payoffs have states, got {list(names)}")
    return names


def _checked_chances(
    chances: NDArray[np.object_], shape: tuple[int, ...], states: tuple[str, ...], named: NormalFormGame
) -> NDArray[np.object_]:
    expected = (len(states), *shape, len(states))
    if chances.shape != expected:
        raise InputError(
            f"transitions must have shape {expected} (states, one axis for each player's actions, next states), "
            f"got {chances.shape}"
        )
    sums = chances.sum(axis=-1)
    for state, *profile in np.ndindex(sums.shape):
        row, total = chances[(state, *profile)], sums[(state, *profile)]
        if min(row) < 0 or abs(total - 1) > _NEARLY_ONE:
            came = f"a chance of {rounded(min(row))}" if min(row) < 0 else f"a sum of {rounded(total, 10)}"
            played = ", ".join(named.name_profile(tuple(profile)))
            raise InputError(
                f"transitions from {states[state]} after ({played}) must add up to 1, none negative: {came}"
            )
    return chances / sums[..., np.newaxis]
