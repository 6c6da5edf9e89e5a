"""The discounts at which a profile of automata is subgame perfect, exactly.

Under perfect monitoring a profile is subgame perfect when no one-shot deviation gains in any joint state that some
history reaches (Mailath and Samuelson 2006, chapter 2). Let automata play pure actions. A player who deviates once
in state s sets off another sequence of joint states than one who conforms; let e_t be the conforming payoff less the
deviating one after t periods. The pair of joint states moves by a finite rule, so e_t repeats with some period c from
some t = l on, and the deviation does not gain at the discount d when the sum of e_t d^t is not negative. Times
1 - d^c, which is positive, the sum is the polynomial

    sum over t < l + c of (e_t - e_{t-c}) d^t,        e_{t-c} = 0 for t < c,

with the fractions of the payoffs in it. So the profile is subgame perfect where finitely many polynomials are not
negative. Their roots in (0, 1) are isolated exactly; between two roots no sign changes, past a root of odd
multiplicity its polynomial's sign does, and no number is ever rounded to tell. The set is a union of intervals, and
need not be one: patience can also undo a profile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame, PureProfile
from ...games.numbers import number
from ...games.repeated.automata import Automaton, check_automata
from ...games.repeated.joint_chain import JointState, reachable
from ...games.scenario.given import GivenScenario, game_of
from ...games.text.shown import Shown
from ..exact.algebraic import Coefficients, Interval, Root, intervals, primitive, sign_table

if TYPE_CHECKING:
    from sympy import Expr


MOST_STATES = 200
"""The most joint states: each brings polynomials, whose degree may be as large."""


@dataclass(frozen=True)
class Temptation:
    """A one-shot deviation: `player` plays `action` once in the joint state `state`."""

    player: int
    state: JointState
    action: int


@dataclass(frozen=True, repr=False)
class CriticalDiscount(Shown):
    """The discounts at which a profile of automata is subgame perfect.

    Attributes
    ----------
    intervals
        The whole set in increasing order. Every end belongs to it but 1, which is no discount. An interval may be a
        single point.
    value
        The smallest discount of the set, or None if it is empty. Larger discounts need not belong to it.
    per_player
        For each player the smallest discount at which no deviation of its own gains in any state, or None. Where the
        set is empty each of them may still be a number.
    binding
        The deviations that gain at discounts just below `value`, and at `value` gain nothing; empty where `value` is
        0 or None.
    closed_form
        `value` as a SymPy expression in radicals, or None where it has no such form of low degree or is None.
    """

    intervals: tuple[Interval, ...]
    value: Fraction | Root | None
    per_player: tuple[Fraction | Root | None, ...]
    binding: tuple[Temptation, ...]
    closed_form: Expr | None

    def about(self) -> str:
        """Return from which discount on the profile is kept."""
        return "at no discount" if self.value is None else f"from {number(self.value)}"


def critical_discount(stage: GivenScenario, automata: Sequence[Automaton]) -> CriticalDiscount:
    """Return the exact set of discounts at which the automata are a subgame-perfect equilibrium.

    Parameters
    ----------
    stage
        The game that is repeated; its payoffs are read as fractions.
    automata
        One for each player, playing pure actions; everybody sees what was played.

    Raises
    ------
    ValueError
        If an automaton mixes, the automata cannot play this game, or they reach more than 200 joint states.

    Examples
    --------
    In the prisoner's dilemma with payoffs 4, 3, 1, 0 the threat of defection for ever needs a discount of 1/3, that
    of defection for two periods one of (sqrt(3) - 1) / 2.

    >>> from ...games.repeated.strategies import grim_trigger, limited_punishment
    >>> dilemma = NormalFormGame([[[3, 0], [4, 1]], [[3, 4], [0, 1]]])
    >>> critical_discount(dilemma, grim_trigger(dilemma, (0, 0), (1, 1))).value
    Fraction(1, 3)
    >>> critical_discount(dilemma, limited_punishment(dilemma, (0, 0), (1, 1), length=2)).closed_form
    -1/2 + sqrt(3)/2
    """
    from sympy import sympify

    stage = game_of(stage)
    check_automata(stage, automata)
    for player, automaton in zip(stage.players, automata, strict=True):
        if not automaton.pure:
            raise ValueError(f"critical_discount needs automata of pure actions, that of {player} mixes")
    conditions = _conditions(stage, automata)
    points, signs = sign_table(list(conditions.values()))
    holds = signs >= 0
    temptations = list(conditions)
    players = np.array([temptation.player for temptation in temptations])
    value = _smallest(points, holds)
    return CriticalDiscount(
        intervals=intervals([*points, Fraction(1)], np.logical_and.reduce(holds, axis=0)),
        value=value,
        per_player=tuple(_smallest(points, holds[players == i]) for i in range(stage.n_players)),
        binding=tuple(temptations[k] for k in _failing_below(holds)),
        closed_form=value.in_radicals() if isinstance(value, Root) else sympify(value),
    )


def _conditions(stage: NormalFormGame, automata: Sequence[Automaton]) -> dict[Temptation, Coefficients]:
    """Return each one-shot deviation, and the polynomial that is negative at the discounts at which it gains."""
    plans = [automaton.probabilities(m).argmax(axis=1) for automaton, m in zip(automata, stage.shape, strict=True)]

    def plan(state: JointState) -> PureProfile:
        return tuple(int(actions[own]) for actions, own in zip(plans, state, strict=True))

    def follower(state: JointState, profile: PureProfile) -> JointState:
        return tuple(int(a.transitions[(own, *profile)]) for a, own in zip(automata, state, strict=True))

    def losses(player: int, state: JointState, deviating: PureProfile) -> Coefficients:
        payoffs = stage.exact[player]
        conforming = plan(state)
        stream = [payoffs[conforming] - payoffs[deviating]]
        pair = follower(state, conforming), follower(state, deviating)
        seen: dict[tuple[JointState, JointState], int] = {}
        while pair not in seen:
            seen[pair] = len(stream)
            left, right = (plan(at) for at in pair)
            stream.append(payoffs[left] - payoffs[right])
            pair = follower(pair[0], left), follower(pair[1], right)
        period = len(stream) - seen[pair]
        return primitive([e - (stream[t - period] if t >= period else 0) for t, e in enumerate(stream)])

    start = tuple(automaton.start for automaton in automata)
    states = reachable(
        start, lambda state: (follower(state, profile) for profile in stage.pure_profiles()), MOST_STATES
    )
    return {
        Temptation(player, state, action): losses(player, state, deviating)
        for player in range(stage.n_players)
        for state in states
        for action, deviating in unilateral(stage, player, plan(state))
    }


def unilateral(stage: NormalFormGame, player: int, profile: PureProfile) -> Iterator[tuple[int, PureProfile]]:
    """Go through the player's other actions, and the profiles to which they turn this one."""
    for action in range(stage.shape[player]):
        if action != profile[player]:
            yield action, (*profile[:player], action, *profile[player + 1 :])


def _smallest(points: Sequence[Fraction | Root], holds: NDArray[np.bool_]) -> Fraction | Root | None:
    columns = np.flatnonzero(holds.all(axis=0))
    return points[columns[0] // 2] if len(columns) else None


def _failing_below(holds: NDArray[np.bool_]) -> list[int]:
    """Return the rows that do not hold just below the first column in which all rows hold."""
    columns = np.flatnonzero(holds.all(axis=0))
    if len(columns) == 0 or columns[0] == 0:
        return []
    return np.flatnonzero(~holds[:, columns[0] - 1]).tolist()
