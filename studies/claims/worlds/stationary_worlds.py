"""Arenas with a course in plausible worlds: which pure stationary profiles are Markov perfect in how many of them.

A pure stationary profile names a pure profile for each state. Its values solve a linear equation in each world, and it
is Markov perfect where no one-shot deviation in any state gains (Filar and Vrieze 1997, chapter 4). All profiles of a
list are put to all worlds at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ....games.arena import transitions
from ....games.normal_form import PureProfile
from ....games.stochastic.course import Course
from ....solvers.best_replies import pure_equilibria
from .plausible_worlds import Worlds

DISCOUNT = 0.9
"""Of the periods of these predictions, years."""

Stationary = tuple[PureProfile, ...]
"""For each state a pure profile, by numbers."""

Wanted = Callable[[Stationary], bool]
"""Tells of a stationary profile whether it is as a prediction wants it."""


def where_markov_perfect(
    worlds: Worlds, profiles: Sequence[Stationary], discount: float = DISCOUNT
) -> NDArray[np.bool_]:
    """Return which pure stationary profiles are Markov perfect in which worlds, shape (B, profiles).

    The arena must have a course. What the worlds say of the parameter that moves has no effect.
    """
    payoffs = _payoffs(worlds)
    moves = transitions(worlds.arena, _course(worlds), worlds.parameters)
    moves = np.ascontiguousarray(np.moveaxis(moves, 0, -1))
    states = np.arange(len(payoffs))
    found = np.empty((len(worlds), len(profiles)), dtype=bool)
    for k, profile in enumerate(profiles):
        chosen = tuple(np.array(profile).T)
        played, following = payoffs[(states, slice(None), *chosen)], moves[(states, *chosen)]
        system = np.eye(len(states)) - discount * np.moveaxis(following, -1, 0)
        values = np.linalg.solve(system, (1 - discount) * np.moveaxis(played, -1, 0))
        later = np.einsum("s...tb,tib->si...b", moves, np.ascontiguousarray(np.moveaxis(values, 0, -1)))
        stands = pure_equilibria((1 - discount) * payoffs + discount * later, axis=1)
        found[:, k] = stands[(states, *chosen)].all(axis=0)
    return found


def monotone(worlds: Worlds, low: str, high: str) -> tuple[Stationary, ...]:
    """Return the pure stationary profiles in which each player plays `low` below some state and `high` from it on."""
    n = len(_course(worlds).states)
    plans = [
        [tuple(names.index(low if state < turn else high) for state in range(n)) for turn in range(n + 1)]
        for names in worlds.arena.actions
    ]
    return tuple(tuple(zip(*plan, strict=True)) for plan in product(*plans))


def every(worlds: Worlds) -> tuple[Stationary, ...]:
    """Return all pure stationary profiles."""
    return tuple(product(np.ndindex(*worlds.arena.shape), repeat=len(_course(worlds).states)))


def in_some(found: NDArray[np.bool_], profiles: Sequence[Stationary], wanted: Wanted) -> NDArray[np.bool_]:
    """Tell in which worlds some Markov-perfect profile is as wanted, shape (B,)."""
    return np.asarray(found[:, [wanted(profile) for profile in profiles]].any(axis=1))


def in_all(found: NDArray[np.bool_], profiles: Sequence[Stationary], wanted: Wanted) -> NDArray[np.bool_]:
    """Tell in which worlds there is a Markov-perfect profile and every one of them is as wanted, shape (B,)."""
    others = found[:, [not wanted(profile) for profile in profiles]]
    return np.asarray(found.any(axis=1) & ~others.any(axis=1))


def _payoffs(worlds: Worlds) -> NDArray[np.float64]:
    """Return the payoffs of each state, shape (states, n, m_1, .., m_n, B)."""
    course = _course(worlds)
    by_state = (worlds.given(**{course.parameter: float(value)}).payoffs for _, value in course.states)
    return np.stack([np.moveaxis(payoffs, 0, -1) for payoffs in by_state])


def _course(worlds: Worlds) -> Course:
    course = worlds.arena.course
    assert course is not None
    return course
