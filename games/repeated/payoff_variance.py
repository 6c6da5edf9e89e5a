"""How far the payoffs of automata scatter around their means.

Let V(s) be the mean payoff from the joint state s on. As a period goes by, the play's worth moves from V(s) to what
the period paid plus the worth of the state that it led to; the difference is a surprise, of mean zero whatever went
before. Surprises of different periods are uncorrelated, so the variance of a payoff is the expected sum of their
squares, a payoff of the chain like any other (Sobel 1982). Nothing is subtracted from a mean square, and where nothing
is uncertain there is no surprise and no variance.

For the mean of infinitely many periods V is the relative value of a state, by which the sum of payoffs from there on
exceeds that from the class's first state; each recurrent class has its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats
from .joint_chain import (
    JointChain,
    JointState,
    Rules,
    cycle_sums,
    discounted_mean,
    joint_chain,
    long_run_mean,
    recurrent_classes,
    sums_until_stop,
)


@dataclass(frozen=True, eq=False)
class StepChain:
    """A joint chain with its single steps: each goes from one state to another, by one profile.

    Attributes
    ----------
    chain
        The chain.
    state, after
        The numbers of the joint states before and after each step, shape (steps,).
    chances
        The chance of each step, given the state before it, shape (steps,).
    payoffs
        What the step pays each player, shape (steps, n).
    """

    chain: JointChain
    state: NDArray[np.int64]
    after: NDArray[np.int64]
    chances: Floats
    payoffs: Floats

    def mean_square(self, surprises: Floats) -> Floats:
        """Return the expected square of what a step brings, shape (states, n), of surprises (steps, n)."""
        squares = np.zeros_like(self.chain.payoffs)
        np.add.at(squares, self.state, self.chances[:, None] * surprises**2)
        return squares


def step_chain(rules: Rules, start: JointState) -> StepChain:
    """Return the chain of all joint states that some history reaches from the start, with its steps."""
    chain = joint_chain(rules, start)
    number = {state: k for k, state in enumerate(chain.states)}
    steps = [
        (k, number[after], chance * seen, rules.payoffs[(slice(None), *profile)])
        for k, state in enumerate(chain.states)
        for profile, chance, followers in rules.outcomes(state, rules.rows(state), rules.every_profile())
        for after, seen in followers
    ]
    state, after, chances, payoffs = (np.array(column) for column in zip(*steps, strict=True))
    return StepChain(chain, state, after, chances, payoffs)


def discounted_variance(steps: StepChain, discount: Fraction) -> Floats:
    """Return the variance of the normalised discounted payoffs from the start on, shape (n,)."""
    chain = steps.chain
    values = discounted_mean(chain, discount)
    surprises = float(1 - discount) * steps.payoffs + float(discount) * values[steps.after] - values[steps.state]
    stops = np.full(len(chain.states), float(1 - discount**2))
    return sums_until_stop(float(discount**2) * chain.moves, stops, steps.mean_square(surprises))[0]


def total_variance(steps: StepChain, periods: int) -> Floats:
    """Return the variance of the sums of the payoffs of so many periods from the start on, shape (n,)."""
    chain = steps.chain
    sums, variances = np.zeros_like(chain.payoffs), np.zeros_like(chain.payoffs)
    for _ in range(periods):
        longer = chain.payoffs + chain.moves @ sums
        surprises = steps.payoffs + sums[steps.after] - longer[steps.state]
        variances = steps.mean_square(surprises) + chain.moves @ variances
        sums = longer
    return variances[0]


def long_run_variance(steps: StepChain) -> Floats:
    """Return the variance that one more period adds to a long sum of payoffs, shape (n,).

    It is the mean over the recurrent classes in which play may end, weighted with the chances of that.
    """
    chain = steps.chain
    means, values = long_run_mean(chain), np.zeros_like(chain.payoffs)
    for inside in recurrent_classes(chain):
        values[inside] = _relative_values(chain.moves[np.ix_(inside, inside)], chain.payoffs[inside] - means[inside])
    surprises = steps.payoffs - means[steps.state] + values[steps.after] - values[steps.state]
    return long_run_mean(JointChain(chain.states, chain.moves, steps.mean_square(surprises)))[0]


def _relative_values(moves: Floats, above_mean: Floats) -> Floats:
    """Return by how much more than the mean is paid from each state until the first is entered, 0 for the first."""
    values = cycle_sums(moves, above_mean)[:, :-1]
    values[0] = 0
    return values
