"""The Markov chain of automata that play each other, and its sums and means.

The joint state, one state of each automaton, moves as a Markov chain. Its states here are all that some history of
play reaches from the start, whether or not the automata themselves would ever bring that history about: the states
off the path are where a profile's credibility is decided.

Every quantity asked of the chain solves x = r + M x, where each row of M falls short of 1 by a known chance of
stopping: x is the expected sum of r until the stop. It is solved by state reduction (Grassmann, Taksar and Heyman
1985), elimination that never subtracts: with r of one sign each component of x is right to about as many digits as a
double has, whatever the discount and however rare the moves between parts of the chain. The same lines solve it in
Fractions. Time grows with the cube of the number of states at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from ..normal_form import PureProfile
from .automata import MOST_AUTOMATON_STATES

JointState = tuple[int, ...]
Chances = Sequence[NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Rules:
    """What makes the chain: the stage payoffs, how each automaton mixes, and how it moves on.

    The numbers are floats, or Fractions in object arrays.

    Attributes
    ----------
    payoffs
        Shape (n, m_1, .., m_n).
    mixes
        For each player the chance that a state brings about each action, shape (states, m_i).
    moves
        For each player the chance of each next state after each profile played, shape (states, m_1, .., m_n, states).
    """

    payoffs: NDArray[Any]
    mixes: tuple[NDArray[Any], ...]
    moves: tuple[NDArray[Any], ...]

    def rows(self, state: JointState) -> tuple[NDArray[Any], ...]:
        """Return the mix that each player plays in a joint state."""
        return tuple(mix[own] for mix, own in zip(self.mixes, state, strict=True))

    def every_profile(self) -> Iterable[PureProfile]:
        """Go through all profiles, those that are off the path too."""
        return np.ndindex(self.payoffs.shape[1:])

    def step(
        self, state: JointState, rows: Chances, profiles: Iterable[PureProfile]
    ) -> tuple[NDArray[Any], dict[JointState, Any]]:
        """Return the mean stage payoffs, shape (n,), and the chances of the next joint states, some of them zero.

        Of `profiles` those may be left out that have no chance.
        """
        chances: dict[JointState, Any] = {}
        mean = np.zeros(len(self.payoffs), dtype=self.payoffs.dtype)
        for profile, chance, followers in self.outcomes(state, rows, profiles):
            mean = mean + chance * self.payoffs[(slice(None), *profile)]
            for after, seen in followers:
                chances[after] = chances.get(after, 0) + chance * seen
        return mean, chances

    def outcomes(
        self, state: JointState, rows: Chances, profiles: Iterable[PureProfile]
    ) -> Iterator[tuple[PureProfile, Any, list[tuple[JointState, Any]]]]:
        """Go through the profiles with their chances, and the next joint states after each with theirs."""
        for profile in profiles:
            chance = prod(row[action] for row, action in zip(rows, profile, strict=True))
            followers = [moves[(own, *profile)] for moves, own in zip(self.moves, state, strict=True)]
            afters = product(*(np.flatnonzero(chances_after).tolist() for chances_after in followers))
            yield profile, chance, [(after, _chance_of(after, followers)) for after in afters]


@dataclass(frozen=True, eq=False)
class JointChain:
    """The chain: its states, the start first, the chances of moves (states, states) and mean payoffs (states, n)."""

    states: tuple[JointState, ...]
    moves: NDArray[Any]
    payoffs: NDArray[Any]


def possible(rows: Chances) -> Iterator[PureProfile]:
    """Go through the profiles that have a chance."""
    return product(*(np.flatnonzero(row).tolist() for row in rows))


def _chance_of(after: JointState, followers: Chances) -> Any:
    return prod(follower[own] for follower, own in zip(followers, after, strict=True))


def joint_chain(rules: Rules, start: JointState) -> JointChain:
    """Return the chain of all joint states that some history reaches from the start.

    Raises
    ------
    InputError
        If there are more than `MOST_AUTOMATON_STATES`.
    """
    steps: dict[JointState, tuple[NDArray[Any], dict[JointState, Any]]] = {}

    def followers(state: JointState) -> Iterable[JointState]:
        steps[state] = rules.step(state, rules.rows(state), rules.every_profile())
        return steps[state][1]

    states = reachable(start, followers, MOST_AUTOMATON_STATES)
    number = {state: k for k, state in enumerate(states)}
    moves = np.zeros((len(states), len(states)), dtype=rules.payoffs.dtype)
    for state in states:
        for after, chance in steps[state][1].items():
            moves[number[state], number[after]] = chance
    return JointChain(states, moves, np.array([steps[state][0] for state in states]))


def reachable(
    start: JointState, followers: Callable[[JointState], Iterable[JointState]], most: int
) -> tuple[JointState, ...]:
    """Return all states that can be reached, nearest first; InputError if they are more than `most`."""
    reached = [start]
    known = {start}
    for state in reached:
        new = [after for after in dict.fromkeys(followers(state)) if after not in known]
        reached += new
        known.update(new)
        if len(reached) > most:
            raise InputError(f"the automata reach more than {most} joint states together, too many for this")
    return tuple(reached)


def discounted_mean(chain: JointChain, discount: Fraction) -> NDArray[Any]:
    """Return the normalised discounted payoffs from each state on, shape (states, n)."""
    keep, stop = np.array([discount, 1 - discount]).astype(chain.payoffs.dtype)
    low = chain.payoffs.min(axis=0)
    stops = np.full(len(chain.states), stop)
    return low + sums_until_stop(keep * chain.moves, stops, stop * (chain.payoffs - low))


def long_run_mean(chain: JointChain) -> NDArray[np.float64]:
    """Return the expected mean payoffs per period over infinitely many periods, from each state on: (states, n).

    A recurrent class has one mean, that of a cycle from any state of it back to itself; periodic ones do too. A
    transient state has the means of the classes in which it may end, weighted with the chances of ending there.
    """
    low = chain.payoffs.min(axis=0)
    means = np.zeros_like(chain.payoffs)
    recurrent = np.zeros(len(chain.states), dtype=bool)
    for inside in recurrent_classes(chain):
        recurrent |= inside
        sums = cycle_sums(chain.moves[np.ix_(inside, inside)], chain.payoffs[inside] - low)[0]
        means[inside] = sums[:-1] / sums[-1]
    ending = chain.moves[np.ix_(~recurrent, recurrent)]
    staying = chain.moves[np.ix_(~recurrent, ~recurrent)]
    means[~recurrent] = sums_until_stop(staying, ending.sum(axis=1), ending @ means[recurrent])
    return low + means


def recurrent_classes(chain: JointChain) -> Iterator[NDArray[np.bool_]]:
    """Go through the sets of states that are never left and within which all lead to all, as masks (states,)."""
    from scipy.sparse.csgraph import connected_components

    n_classes, class_of = connected_components(chain.moves > 0, connection="strong")
    for k in range(n_classes):
        inside = class_of == k
        if not chain.moves[np.ix_(inside, ~inside)].any():
            yield inside


def cycle_sums(moves: NDArray[np.float64], payoffs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the expected payoffs from each state of a class until the first is entered, and last the expected time.

    From the first state on that is a cycle back to it. Shape (states, n + 1).
    """
    back = moves[:, 0]
    onwards = moves.copy()
    onwards[:, 0] = 0
    return sums_until_stop(onwards, back, np.column_stack([payoffs, np.ones(len(moves))]))


def totals(chain: JointChain, periods: int) -> NDArray[np.float64]:
    """Return the expected sums of the payoffs of so many periods, from each state on, by doubling: (states, n)."""
    sums = np.zeros_like(chain.payoffs)
    power = np.eye(len(chain.states))
    for bit in f"{periods:b}":
        sums, power = sums + power @ sums, power @ power
        if bit == "1":
            sums, power = chain.payoffs + chain.moves @ sums, chain.moves @ power
    return sums


def sums_until_stop(moves: NDArray[Any], stops: NDArray[Any], rewards: NDArray[Any]) -> NDArray[Any]:
    """Solve x = rewards + moves x by state reduction.

    The states are taken out one by one, the last first: whoever came to the state is sent on to where it leads, and
    given what is earned there. Then the sums are put together, the first state first.

    Parameters
    ----------
    moves
        Shape (k, k), none negative; the diagonal is not read.
    stops
        Shape (k,), what each row of `moves` falls short of 1. Every state must lead to a stop.
    rewards
        Shape (k, r).
    """
    moves, stops, sums = moves.copy(), stops.copy(), rewards.copy()
    for k in reversed(range(len(moves))):
        leaving = stops[k] + moves[k, :k].sum()
        moves[k, :k] /= leaving
        stops[k] /= leaving
        sums[k] /= leaving
        before, after = np.flatnonzero(moves[:k, k]), np.flatnonzero(moves[k, :k])
        coming = moves[before, k]
        moves[np.ix_(before, after)] += np.outer(coming, moves[k, after])
        stops[before] += coming * stops[k]
        sums[before] += np.outer(coming, sums[k])
    for k in range(1, len(moves)):
        sums[k] += moves[k, :k] @ sums[:k]
    return sums
