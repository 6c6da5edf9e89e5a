"""Public signals: what everybody sees in place of the actions.

Under imperfect public monitoring nobody sees what the others did. After each period a signal y, one of finitely many,
is drawn with a chance rho(y | a) that depends on the profile a, and all players see it. A strategy that depends on
the history of signals alone is public, and so is an automaton that moves on signals: all players know the joint
state. A profile of public strategies from which nobody gains by deviating after any history of signals is a perfect
public equilibrium (Fudenberg, Levine and Maskin 1994; Mailath and Samuelson 2006, chapter 7). The stage payoffs are
the expected ones of a profile: what a player is paid must not tell it more than its own action and the signal do.

Perfect monitoring is the case in which each profile is a signal of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import expect
from ..normal_form import NormalFormGame, PureProfile, read_only
from ..text.shown import Shown
from .automata import read_mix
from .joint_chain import Chances, JointState, Rules


@dataclass(frozen=True, eq=False, repr=False)
class PublicSignals(Shown):
    """The chance of each public signal after each pure profile, immutable.

    Parameters
    ----------
    probabilities
        Shape (m_1, .., m_n, S), summing to 1 over the S signals: numbers, Fractions or strings such as "1/3".

    Raises
    ------
    ValueError
        If the shape is wrong, or the chances after a profile are not probabilities that sum to 1.

    Examples
    --------
    A good signal comes with the chance 9/10 where both make an effort, with 1/2 where one does, with 1/5 where none:

    >>> good = np.array([["9/10", "1/2"], ["1/2", "1/5"]])
    >>> bad = np.array([["1/10", "1/2"], ["1/2", "4/5"]])
    >>> signals = PublicSignals(np.stack([good, bad], axis=-1))
    >>> signals.shape, signals.n_signals
    ((2, 2), 2)
    """

    probabilities: NDArray[np.float64]
    exact: NDArray[np.object_]
    """The probabilities as Fractions, same shape."""

    def __init__(self, probabilities: ArrayLike) -> None:
        given = np.array(probabilities, dtype=object)
        if given.ndim < 2 or 0 in given.shape:
            raise ValueError(
                "probabilities must have shape (m1, .., mn, S), one axis for each player's actions and one for the "
                f"signals, got {given.shape}"
            )
        exact = np.empty(given.shape, dtype=object)
        for profile in np.ndindex(given.shape[:-1]):
            exact[profile] = read_mix(f"probabilities{list(profile)}", given[profile])
        self.__dict__.update(exact=read_only(exact), probabilities=read_only(exact.astype(np.float64)))

    @classmethod
    def perfect(cls, shape: tuple[int, ...]) -> PublicSignals:
        """Return the signals that tell the profile: signal k stands for the k-th, the last action changing fastest."""
        n_profiles = prod(shape)
        return cls(np.eye(n_profiles, dtype=int).reshape(*shape, n_profiles))

    @property
    def shape(self) -> tuple[int, ...]:
        """How many actions each player has: (m_1, .., m_n)."""
        return self.exact.shape[:-1]

    @property
    def n_signals(self) -> int:
        """The number of signals."""
        return self.exact.shape[-1]


def check_signals(stage: NormalFormGame, signals: PublicSignals, misperception: Fraction) -> None:
    """Refuse signals that do not fit the stage game, or errors of private sight beside them.

    Raises
    ------
    ValueError
        If the signals are those of a game of another shape, or there is misperception.
    """
    expect(signals, PublicSignals, "public signals")
    if signals.shape != stage.shape:
        raise ValueError(f"signals must be those of a game of shape {stage.shape}, got shape {signals.shape}")
    if misperception > 0:
        raise ValueError(f"misperception must be 0 where all see the same public signal, got {misperception}")


@dataclass(frozen=True, eq=False)
class PublicRules(Rules):
    """The rules of a chain in which all automata move on one public signal.

    `moves` holds for each player the chance of each next state after each signal, shape (states, S, states), here 0
    or 1; `signals` the chances of the signals, shape (m_1, .., m_n, S).
    """

    signals: NDArray[Any]

    def outcomes(
        self, state: JointState, rows: Chances, profiles: Iterable[PureProfile]
    ) -> Iterator[tuple[PureProfile, Any, list[tuple[JointState, Any]]]]:
        """Go through the profiles with their chances, and the joint state after each possible signal with its."""
        own_states = [moves[own].argmax(axis=1).tolist() for moves, own in zip(self.moves, state, strict=True)]
        after = list(zip(*own_states, strict=True))
        for profile in profiles:
            chance = prod(row[action] for row, action in zip(rows, profile, strict=True))
            seen = self.signals[profile]
            yield profile, chance, [(after[signal], seen[signal]) for signal in np.flatnonzero(seen).tolist()]
