"""Repeated games: a stage game played again and again by automata, without end or for a number of periods.

The discounted payoff is normalised, (1 - d) times the sum of d^t u(a_t) over t = 0, 1, .., so that it is measured in
stage payoffs; the long-run payoff is the mean per period over infinitely many of them. Nothing is simulated: all
payoffs come out of linear equations on the chain of joint states (`joint_chain`).

Two errors can disturb play. *Noise* strikes the hand: with this chance, in each period and for each player by
itself, the intended action is replaced by one of the player's others, each as likely; everybody then sees what was
played. *Misperception* strikes the eye: with this chance each player sees each other player's action as one of that
player's others, each as likely, each observer by itself and in private; payoffs follow what was played. With
*public signals* nobody sees actions: all see the same signal, drawn after what was played (`public_signals`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..normal_form import NormalFormGame
from ..numbers import nearest_floats, number
from ..text.shown import Shown
from .automata import Automaton, check_automata
from .joint_chain import JointChain, JointState, Rules, discounted_mean, joint_chain, long_run_mean, possible, totals
from .payoff_variance import StepChain, discounted_variance, long_run_variance, step_chain, total_variance
from .public_signals import PublicRules, PublicSignals, check_signals
from .repetition import below_one, whole_periods


@dataclass(frozen=True)
class Deviation:
    """What a player gains by intending `action` once in a joint state, and following its automaton from then on.

    `gain` is in normalised payoffs and exact; a negative one is the loss that keeps the player from it.
    """

    player: int
    state: JointState
    action: int
    gain: Fraction


@dataclass(frozen=True, eq=False)
class Deviations:
    """The one-shot deviations of a profile of automata, from every joint state that some history reaches.

    Attributes
    ----------
    states
        The joint states, one state number for each player; the start first.
    values
        Each player's normalised discounted payoff from each joint state on, shape (states, n).
    gains
        For each player what one deviation gains, shape (states, m_i); 0 for an action that the state plays for certain.
    tempting
        The deviation with the largest gain, the first in the order of players, states and actions among equals; None
        in a game where nobody has a second action.
    """

    states: tuple[JointState, ...]
    values: NDArray[np.float64]
    gains: tuple[NDArray[np.float64], ...]
    tempting: Deviation | None

    @property
    def equilibrium(self) -> bool:
        """Whether no deviation gains, decided in fractions: the automata are an equilibrium after all histories."""
        return self.tempting is None or self.tempting.gain <= 0


@dataclass(frozen=True, eq=False, repr=False)
class RepeatedGame(Shown):
    """A stage game that is repeated, immutable.

    Parameters
    ----------
    stage
        The game of each period.
    discount
        The weight of the next period against this one, in [0, 1): a number, Fraction or string such as "2/3".
    noise
        The chance per period that a player's intended action is replaced by another one, in [0, 1).
    misperception
        The chance per period that a player sees another player's action wrongly, in [0, 1).
    signals
        What all see in place of the actions; the automata then move on signals. None where they see the actions.

    Raises
    ------
    ValueError
        If one of the three numbers is not in [0, 1), the signals are those of a game of another shape, or there are
        both signals and misperception: a public signal is seen alike by all, and its errors are in its chances.
        Every method that is given automata raises it too, if they cannot play this game.

    Examples
    --------
    Two players of tit for tat, one of whom starts with a defection, take turns:

    >>> from .strategies import automaton
    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> pair = automaton("tit_for_tat"), automaton("suspicious_tit_for_tat", player=1)
    >>> game = RepeatedGame(dilemma, discount="1/2")
    >>> game.payoffs(pair).round(6), game.average(pair), game.total(pair, periods=3)
    (array([1.666667, 3.333333]), array([2.5, 2.5]), array([ 5., 10.]))
    """

    stage: NormalFormGame
    discount: Fraction
    noise: Fraction
    misperception: Fraction
    signals: PublicSignals | None

    def __init__(
        self,
        stage: NormalFormGame,
        discount: Any,
        noise: Any = 0.0,
        misperception: Any = 0.0,
        signals: PublicSignals | None = None,
    ) -> None:
        numbers = {"discount": discount, "noise": noise, "misperception": misperception}
        checked = {name: below_one(name, number) for name, number in numbers.items()}
        self.__dict__.update(stage=stage, signals=signals, **checked)
        if signals is not None:
            check_signals(stage, signals, self.misperception)

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return f"{self.stage.about()}; discount {number(self.discount)}"

    def payoffs(self, automata: Sequence[Automaton]) -> NDArray[np.float64]:
        """Return each player's discounted payoff, normalised by 1 - discount, shape (n,)."""
        return discounted_mean(self._chain(automata), self.discount)[0]

    def average(self, automata: Sequence[Automaton]) -> NDArray[np.float64]:
        """Return each player's expected mean payoff per period over infinitely many periods, shape (n,).

        Where play may settle in one of several recurrent classes, their means are weighted with the chances of that.
        """
        return long_run_mean(self._chain(automata))[0]

    def total(self, automata: Sequence[Automaton], periods: int) -> NDArray[np.float64]:
        """Return each player's expected sum of payoffs, not discounted, over so many periods, shape (n,).

        Raises
        ------
        ValueError
            If `periods` is not a whole number of 0 or more.
        """
        return totals(self._chain(automata), whole_periods(periods, least=0))[0]

    def variance(self, automata: Sequence[Automaton]) -> NDArray[np.float64]:
        """Return the variance of each player's discounted payoff, normalised by 1 - discount, shape (n,).

        In squared units of the stage payoffs. Zero where neither mixing nor an error makes play uncertain.
        """
        return discounted_variance(self._steps(automata), self.discount)

    def total_variance(self, automata: Sequence[Automaton], periods: int) -> NDArray[np.float64]:
        """Return the variance of each player's sum of payoffs over so many periods, shape (n,).

        Time grows with the number of periods.

        Raises
        ------
        ValueError
            If `periods` is not a whole number of 0 or more.
        """
        return total_variance(self._steps(automata), whole_periods(periods, least=0))

    def long_run_variance(self, automata: Sequence[Automaton]) -> NDArray[np.float64]:
        """Return the variance that one more period adds to a long sum of each player's payoffs, shape (n,).

        A mean over T periods, for large T, has this variance over T around the mean of the recurrent class in which
        play has settled. Where it may settle in one of several, their variances are weighted with the chances of
        that; that the means of the classes differ is not counted.
        """
        return long_run_variance(self._steps(automata))

    def deviations(self, automata: Sequence[Automaton]) -> Deviations:
        """Return what each player gains by deviating once, in each joint state that some history reaches.

        Where nobody gains the automata are a subgame-perfect equilibrium, or with noise or signals a perfect public
        one, and only then (the one-shot deviation principle: Mailath and Samuelson 2006, chapters 2 and 7).
        Computed in fractions, so that a discount of exactly the critical value counts as enough.

        Raises
        ------
        ValueError
            If there is misperception: the states are then private, and no check of public states decides.
        """
        if self.misperception > 0:
            raise ValueError(
                "deviations need a misperception of 0: a player who may have seen wrongly does not know the joint "
                f"state, and one-shot deviations do not prove an equilibrium, got {self.misperception}"
            )
        rules = self._rules(automata, self.stage.exact)
        chain = joint_chain(rules, _start(automata))
        values = discounted_mean(chain, self.discount)
        gains = tuple(self._gains(player, rules, chain, values[:, player]) for player in range(self.stage.n_players))
        return Deviations(
            states=chain.states,
            values=nearest_floats(values),
            gains=tuple(map(nearest_floats, gains)),
            tempting=_most_tempting(gains, automata, chain.states),
        )

    def _gains(self, player: int, rules: Rules, chain: JointChain, values: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return the exact gains of one player, shape (states, m_i), from its values of the joint states."""
        value_of = dict(zip(chain.states, values, strict=True))
        intentions = _replaced(self.stage.shape[player], self.noise)
        gains = np.empty((len(chain.states), len(intentions)), dtype=object)
        for (k, state), (action, intended) in product(enumerate(chain.states), enumerate(intentions)):
            rows = rules.rows(state)
            mixes = (*rows[:player], intended, *rows[player + 1 :])
            now, chances = rules.step(state, mixes, possible(mixes))
            later = sum((chance * value_of[after] for after, chance in chances.items()), Fraction(0))
            gains[k, action] = (1 - self.discount) * now[player] + self.discount * later - value_of[state]
        return gains

    def _chain(self, automata: Sequence[Automaton]) -> JointChain:
        return joint_chain(self._rules(automata, self.stage.payoffs), _start(automata))

    def _steps(self, automata: Sequence[Automaton]) -> StepChain:
        return step_chain(self._rules(automata, self.stage.payoffs), _start(automata))

    def _rules(self, automata: Sequence[Automaton], payoffs: NDArray[Any]) -> Rules:
        """Return the rules of the chain in the number type of the payoffs."""
        check_automata(self.stage, automata, None if self.signals is None else self.signals.n_signals)
        chances = [
            automaton.probabilities(m) @ _replaced(m, self.noise)
            for automaton, m in zip(automata, self.stage.shape, strict=True)
        ]
        mixes = tuple(mix.astype(payoffs.dtype) for mix in chances)
        moves = tuple(_next_states(automaton, i, self.misperception) for i, automaton in enumerate(automata))
        if self.signals is None:
            return Rules(payoffs, mixes, moves)
        return PublicRules(payoffs, mixes, moves, self.signals.exact.astype(payoffs.dtype))


def _start(automata: Sequence[Automaton]) -> JointState:
    return tuple(automaton.start for automaton in automata)


def _replaced(m: int, chance: Fraction) -> NDArray[np.object_]:
    """Return the chances that action a becomes action b, shape (m, m): one of the others, with the given chance."""
    if m == 1:
        return np.array([[Fraction(1)]], dtype=object)
    chances = np.full((m, m), chance / (m - 1), dtype=object)
    np.fill_diagonal(chances, 1 - chance)
    return chances


def _next_states(automaton: Automaton, player: int, misperception: Fraction) -> NDArray[Any]:
    """Return the chance of each next state after all that may be seen, the transitions' shape and one axis more."""
    chances = np.eye(automaton.n_states, dtype=int)[automaton.transitions]
    if misperception == 0:
        return chances
    for other, m in enumerate(automaton.transitions.shape[1:]):
        if other != player:
            seen = _replaced(m, misperception).astype(np.float64)
            chances = np.moveaxis(np.tensordot(seen, chances, axes=(1, other + 1)), 0, other + 1)
    return chances


def _most_tempting(
    gains: Sequence[NDArray[np.object_]], automata: Sequence[Automaton], states: Sequence[JointState]
) -> Deviation | None:
    tempting = None
    for player, (table, automaton) in enumerate(zip(gains, automata, strict=True)):
        planned = automaton.probabilities(table.shape[1])
        for (k, state), action in product(enumerate(states), range(table.shape[1])):
            gain = table[k, action]
            if planned[state[player], action] < 1 and (tempting is None or gain > tempting.gain):
                tempting = Deviation(player, state, action, gain)
    return tempting
