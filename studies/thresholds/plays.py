"""Which outcomes hold as one number varies, under each way of playing: once, for ever, or with a state that moves.

Whatever is asked, the answer turns on signs of polynomials in the number (`preferences`), so that the points at which
it changes are exact.

Played once, an outcome is a pure profile and holds where it is a Nash equilibrium; in an order of moves it holds where
a pure subgame-perfect equilibrium gives it (`sequence_play`). Repeated for ever, a profile s holds at the discount d
where the threat of a pure stage equilibrium e for ever keeps all to it (Friedman 1971): for each player i and each
other action a of its own, u_i(s) - (1 - d) u_i(a, s) - d u_i(e) >= 0. With a state that moves, an outcome is a pure
profile for each state (`moving_play`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame, PureProfile
from ...games.repeated.repetition import Repetition
from ...games.scenario.paths import payoff_place
from ...games.scenario.scenario import Scenario
from ...solvers.best_replies import best_reply_table, pure_equilibria
from ...solvers.concepts.pure_nash import pure_nash_profiles
from ...solvers.exact.algebraic import Exact, Interval, intervals, sign_table
from ...solvers.exact.polynomial import X
from .preferences import differences, replies_from_signs, signs_along
from .variables import Variable, coefficients, pieces

DISCOUNT = "repeated.discount"

Outcome = tuple[Any, ...]
"""A pure profile, or one for each state; or names: the moves along a path in a tree, a coalition and what it picks, how
neighbours behave; or, where chance moves, the ways through a tree, each with its probability."""


def is_play(outcome: Outcome) -> bool:
    """Tell whether an outcome is the ways through a tree in which chance moves."""
    return isinstance(outcome[0], tuple) and isinstance(outcome[0][0], str)


@dataclass(frozen=True)
class IntervalRegime:
    """A maximal interval in which the same outcomes hold; a single point where they turn on a tie."""

    interval: Interval
    profiles: tuple[Outcome, ...]


@dataclass(frozen=True, eq=False)
class Holding:
    """Where outcomes hold: at the first point, up to the second, at the second and so on, to the last.

    `holds` has shape (outcomes, 2 * points - 1), or one column less where the last point is out of range.
    """

    outcomes: tuple[Outcome, ...]
    points: Sequence[Exact]
    holds: NDArray[np.bool_]

    def column(self, number: Fraction) -> int:
        """Return the column in which a number of the range lies."""
        for k, point in enumerate(self.points):
            if number <= point:
                return 2 * k if number == point else 2 * k - 1
        raise ValueError(f"expected a number up to {self.points[-1]}, got {number}")

    @property
    def regimes(self) -> tuple[IntervalRegime, ...]:
        """The range cut into maximal intervals in which the same outcomes hold, in increasing order."""
        return tuple(self._regimes())

    def _regimes(self) -> Iterator[IntervalRegime]:
        columns = self.holds.shape[1]
        starts = np.flatnonzero([True, *(self.holds[:, 1:] != self.holds[:, :-1]).any(axis=0)])
        for start, stop in zip(starts, [*starts[1:], columns], strict=True):
            inside = np.zeros(columns, dtype=bool)
            inside[start:stop] = True
            marked = np.flatnonzero(self.holds[:, start])
            yield IntervalRegime(intervals(self.points, inside)[0], tuple(self.outcomes[k] for k in marked))


def played_once(scenario: Scenario, over: Variable) -> Holding:
    """Return where each pure profile is an equilibrium.

    Raises
    ------
    NoValueError
        If a payoff has no value somewhere in the range.
    """
    if isinstance(scenario.game, NormalFormGame) and over.path.startswith("game.payoffs."):
        return _payoff_moved(scenario.game, over)
    stretches = pieces(scenario, over)
    shape = stretches[0].payoffs.shape[1:]
    points, signs = signs_along(stretches, differences)
    table = np.logical_and.reduce(replies_from_signs(signs, shape))
    return Holding(tuple(np.ndindex(shape)), points, table.reshape(-1, table.shape[-1]))


def _payoff_moved(game: NormalFormGame, over: Variable) -> Holding:
    """Return the same for one payoff of a game: best replies change where it is as high as the best other one."""
    player, *profile = payoff_place(game, over.path)
    line = (player, *profile[:player], slice(None), *profile[player + 1 :])
    payoffs, replies = game.exact[line].copy(), best_reply_table(game.exact)
    rivals = [payoff for action, payoff in enumerate(payoffs) if action != profile[player]]
    points = [over.low, *(best for best in [max(rivals, default=over.low)] if over.low < best < over.high), over.high]
    between = [[low, (low + high) / 2] for low, high in pairwise(points)]
    columns = []
    for value in [*(value for pair in between for value in pair), over.high]:
        payoffs[profile[player]] = value
        replies[line] = payoffs == max(payoffs)
        columns.append(replies.all(axis=0).ravel())
    return Holding(tuple(np.ndindex(replies.shape[1:])), points, np.stack(columns, axis=-1))


def sustained(scenario: Scenario, over: Variable, once: Holding | None = None) -> Holding:
    """Return where reversion to a pure stage equilibrium for ever sustains each profile at the scenario's discount.

    The number is the discount itself, or one on which payoffs depend; `once` is what `played_once` gives of that.

    Raises
    ------
    NoValueError
        If a payoff has no value somewhere in the range.
    """
    if over.path == DISCOUNT:
        return _sustained_by_patience(scenario, over)
    discount = (scenario.repeated or Repetition()).discount
    once, stretches = once or played_once(scenario, over), pieces(scenario, over)
    shape = stretches[0].payoffs.shape[1:]
    threats = np.flatnonzero(once.holds.any(axis=1))
    pairs = list(product(np.ndindex(shape), [once.outcomes[k] for k in threats]))

    def conditions(payoffs: NDArray[np.object_]) -> list[Any]:
        return [*differences(payoffs), *(gap for pair in pairs for gap in _kept(payoffs, *pair, discount))]

    points, signs = signs_along(stretches, conditions)
    asked = len(differences(stretches[0].payoffs))
    stable = np.logical_and.reduce(replies_from_signs(signs[:asked], shape))
    deviations, columns = sum(m - 1 for m in shape), signs.shape[1]
    kept = (signs[asked:].reshape(prod(shape), len(threats), deviations, columns) >= 0).all(axis=2)
    threatened = stable.reshape(prod(shape), columns)[threats]
    return Holding(tuple(np.ndindex(shape)), points, np.asarray((kept & threatened).any(axis=1)))


def sustained_now(scenario: Scenario) -> tuple[PureProfile, ...]:
    """Return the profiles that such reversion sustains at the scenario's own numbers."""
    payoffs, discount = scenario.build().exact, (scenario.repeated or Repetition()).discount
    threats = [tuple(place) for place in np.argwhere(pure_equilibria(payoffs)).tolist()]
    return tuple(
        profile
        for profile in np.ndindex(payoffs.shape[1:])
        if any(all(gap >= 0 for gap in _kept(payoffs, profile, threat, discount)) for threat in threats)
    )


def _sustained_by_patience(scenario: Scenario, over: Variable) -> Holding:
    stage = scenario.build()
    threats = pure_nash_profiles(stage)
    profiles = tuple(stage.pure_profiles())
    pairs = list(product(range(len(profiles)), threats))
    asked = [list(_kept(stage.exact, profiles[k], threat, X)) for k, threat in pairs]
    points, signs = sign_table([coefficients(gap) for gaps in asked for gap in gaps], over.low, over.high)
    holds = np.zeros((len(profiles), signs.shape[1]), dtype=bool)
    ends = np.cumsum([len(gaps) for gaps in asked])
    for (k, _), gaps, end in zip(pairs, asked, ends, strict=True):
        holds[k] |= (signs[end - len(gaps) : end] >= 0).all(axis=0)
    return Holding(profiles, [*points, over.high], holds)


def _kept(payoffs: NDArray[np.object_], profile: PureProfile, threat: PureProfile, discount: Any) -> Iterator[Any]:
    """Go through what keeping to a profile brings more than a deviation and the threat, at a discount."""
    for player, own in enumerate(payoffs):
        line = own[(*profile[:player], slice(None), *profile[player + 1 :])]
        for action in range(len(line)):
            if action != profile[player]:
                yield line[profile[player]] - (1 - discount) * line[action] - discount * own[threat]
