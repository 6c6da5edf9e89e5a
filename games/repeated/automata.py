"""Automata: strategies of a repeated game that need finitely many states.

An automaton plays what its state says, sees the pure profile that was played, and moves to its next state. Two
tables are the whole strategy: `actions` says what each state plays, `transitions[state, a_1, .., a_n]` which state
follows when the profile (a_1, .., a_n) is seen. The axes of a profile stand in the order of the players, as in the
stage game's payoffs; an automaton does not know which player it is, its place among the automata of a play says so.

Automata that read the same state off every history, as grim trigger does, make that state public: the *joint state*,
one state for each player, is then all that matters for what follows (Mailath and Samuelson 2006, section 2.3).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import index
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import InputError, expect
from ..normal_form import NormalFormGame, read_only
from ..numbers import counted, read_fraction
from ..text.shown import Shown

MOST_AUTOMATON_STATES = 1_000
"""The most states of an automaton, and of automata together: the chances of moves make a table of the square of it."""

ROUNDING = Fraction(1, 10**9)
"""How far probabilities may sum from 1 and still count as rounded; they are then scaled to sum to 1."""


@dataclass(frozen=True, eq=False, repr=False)
class Automaton(Shown):
    """A strategy with finitely many states, immutable.

    Parameters
    ----------
    actions
        What each state plays: own action numbers, shape (states,), or probabilities, shape (states, m_i), as
        numbers, Fractions or strings such as "1/3".
    transitions
        Shape (states, m_1, .., m_n): the next state after each pure profile that is seen. Where the players see
        one of S public signals instead, shape (states, S).
    start
        The state of the first period.

    Raises
    ------
    ValueError
        If a shape is wrong, probabilities do not sum to 1, or a state or action number cannot be one.

    Examples
    --------
    Tit for tat of the first of two players: action 0 cooperates, and the next state is what the other just did.

    >>> tit_for_tat = Automaton(actions=[0, 1], transitions=[[[0, 1], [0, 1]], [[0, 1], [0, 1]]])
    >>> tit_for_tat.n_states, tit_for_tat.pure
    (2, True)
    """

    actions: NDArray[Any]
    transitions: NDArray[np.int64]
    start: int
    exact: NDArray[np.object_] | None
    """The probabilities as Fractions, shape (states, m_i); None where `actions` are action numbers."""

    def __init__(self, actions: ArrayLike | Sequence[Sequence[Any]], transitions: ArrayLike, start: int = 0) -> None:
        played, exact = _read_actions(actions)
        moves = _checked_transitions(transitions, len(played))
        if start not in range(len(played)):
            raise ValueError(f"start must be a state from 0 to {len(played) - 1}, got {start!r}")
        self.__dict__.update(actions=played, transitions=moves, start=int(start), exact=exact)

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return f"{counted(self.n_states)} {'state' if self.n_states == 1 else 'states'}, from state {self.start}"

    @property
    def n_states(self) -> int:
        """The number of states."""
        return len(self.actions)

    @property
    def pure(self) -> bool:
        """Whether every state plays one action for certain."""
        return self.exact is None or bool((self.exact == 1).any(axis=1).all())

    def probabilities(self, n_actions: int) -> NDArray[np.object_]:
        """Return each state's probabilities of the player's `n_actions` actions, as Fractions (states, n_actions)."""
        if self.exact is not None:
            return self.exact
        unit = np.array([[Fraction(int(a == b)) for b in range(n_actions)] for a in range(n_actions)], dtype=object)
        return unit[self.actions]


def check_automata(stage: NormalFormGame, automata: Sequence[Automaton], n_signals: int | None = None) -> None:
    """Refuse automata that cannot play the stage game together; with `n_signals` they move on public signals.

    Raises
    ------
    ValueError
        If there is not one automaton for each player, one does not fit the actions of the game, or it has more than
        `MOST_AUTOMATON_STATES` states.
    """
    expect(automata, Collection, "a list of automata, one for each player")
    if len(automata) != stage.n_players:
        raise ValueError(f"this game needs {stage.n_players} automata, one for each player, got {len(automata)}")
    for player, automaton, m in zip(stage.players, automata, stage.shape, strict=True):
        expect(automaton, Automaton, f"an automaton for {player}")
        if automaton.n_states > MOST_AUTOMATON_STATES:
            raise InputError(
                f"the automaton of {player} may have at most {MOST_AUTOMATON_STATES} states, got {automaton.n_states}"
            )
        seen = automaton.transitions.shape[1:]
        if n_signals is not None and seen != (n_signals,):
            raise ValueError(
                f"the automaton of {player} must move on public signals, transitions of shape "
                f"({automaton.n_states}, {n_signals}), got {automaton.transitions.shape}"
            )
        if n_signals is None and seen != stage.shape:
            raise ValueError(
                f"the automaton of {player} must move on profiles of shape {stage.shape}, as the stage game has, "
                f"got {seen}"
            )
        _check_own_actions(player, automaton.actions, m)


def _check_own_actions(player: str, actions: NDArray[Any], m: int) -> None:
    if actions.ndim == 2 and actions.shape[1] != m:
        raise ValueError(
            f"the automaton of {player} must give {m} probabilities in each state, one for each action, "
            f"got {actions.shape[1]}"
        )
    if actions.ndim == 1 and actions.max() >= m:
        state = int(actions.argmax())
        raise ValueError(
            f"the automaton of {player} must play actions 0 to {m - 1}, got action {actions[state]} in state {state}"
        )


def _read_actions(actions: ArrayLike | Sequence[Sequence[Any]]) -> tuple[NDArray[Any], NDArray[np.object_] | None]:
    """Return what the states play, and the probabilities as Fractions where there are any."""
    given = np.array(actions, dtype=object)
    if given.ndim not in (1, 2) or 0 in given.shape:
        raise ValueError(
            "actions must have shape (states,), own action numbers, or (states, m_i), probabilities, "
            f"got shape {given.shape}"
        )
    if given.ndim == 1:
        return read_only(_whole_numbers("actions", "an action number", given)), None
    exact = np.array([read_mix(f"actions[{state}]", row) for state, row in enumerate(given)], dtype=object)
    return read_only(exact.astype(np.float64)), read_only(exact)


def read_mix(what: str, row: NDArray[Any]) -> list[Fraction]:
    """Return probabilities as Fractions that sum to 1; ValueError, which names them `what`, where they do not."""
    try:
        mix = [read_fraction(p) for p in row]
    except (TypeError, ValueError) as error:
        raise ValueError(f"{what} must be probabilities, {error}") from None
    total = sum(mix, Fraction(0))
    if min(mix) < 0 or abs(total - 1) > ROUNDING:
        raise ValueError(f"{what} must be probabilities that sum to 1, got {[str(p) for p in row]}")
    return [p / total for p in mix]


def _checked_transitions(transitions: ArrayLike, n_states: int) -> NDArray[np.int64]:
    given = np.array(transitions, dtype=object)
    if given.ndim < 2 or len(given) != n_states or 0 in given.shape:
        raise ValueError(
            f"transitions must have shape ({n_states}, m1, .., mn), one table of next states for each of the "
            f"{n_states} states that actions has, got shape {given.shape}"
        )
    numbers = _whole_numbers("transitions", "a state number", given)
    if numbers.max() >= n_states:
        place = tuple(int(k) for k in np.argwhere(numbers >= n_states)[0])
        raise ValueError(f"transitions{list(place)} must be a state from 0 to {n_states - 1}, got {numbers[place]}")
    return read_only(numbers)


def _whole_numbers(what: str, meaning: str, given: NDArray[Any]) -> NDArray[np.int64]:
    for place in np.ndindex(given.shape):
        try:
            number = index(given[place])
        except TypeError:
            number = -1
        if number < 0:
            raise ValueError(f"{what}{list(place)} must be {meaning}, a whole number from 0 on, got {given[place]!r}")
    return given.astype(np.int64)
