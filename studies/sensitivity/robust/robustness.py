"""Robustness: what holds up over the plausible world, whichever part of it turns out to be true (Lempert 2019).

*Of an equilibrium*: the share of rows in which it is one.

*Of an action*: an actor commits to it before it knows which row is true, and the others reply (`commitment_payoffs`).
This gives each action a payoff in each row, and each measure turns these into one number (McPhail et al. 2018 compare
them), of which more is better but for regret:

    maximin         the payoff in the worst row (Wald 1950)
    hurwicz         alpha times the worst and 1 - alpha times the best payoff (Hurwicz 1951)
    mean_variance   the mean less a multiple of the standard deviation; a difference, not a quotient of the two, so
                    that the unit and origin of payoffs do not matter
    regret_max      the largest regret, by how much the best action of a row pays more (Savage 1954)
    regret_90       the regret that nine rows of ten stay at or below
    satisficing     the share of rows in which the action pays at least a threshold (Starr 1963)

Where two measures rank two actions in opposite orders, the ranking is *reversed*: the choice then turns on the measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from ....games.errors import InputError, unknown
from ....games.numbers import rounded
from ....games.scenario.scenario import Scenario
from ...sweep.columns.pure import TIE
from ..parts import Parts, column, is_solved, numbers
from .commitment_payoffs import committed_payoffs

EQUILIBRIUM = "pure."


@dataclass(frozen=True)
class RowShare:
    """How many of how many rows have something: `count` of `rows`.

    Examples
    --------
    >>> share = RowShare(30, 120)
    >>> share.value, round(share.standard_error, 4)
    (0.25, 0.0395)
    """

    count: int
    rows: int

    @property
    def value(self) -> float:
        """The share itself, 0 to 1."""
        return self.count / self.rows

    @property
    def standard_error(self) -> float:
        """The binomial standard error."""
        return sqrt(self.value * (1 - self.value) / self.rows)


@dataclass(frozen=True)
class Survival:
    """The share of solved rows in which a pure profile is an equilibrium; in `knife_edges` of them a tie decides.

    `profile` is what it is called in columns (`profiles_by_name` has its actions).
    """

    profile: str
    share: RowShare
    knife_edges: int


@dataclass(frozen=True)
class ActionMeasures:
    """The measures of one action, each over all rows; see the module."""

    action: str
    maximin: float
    hurwicz: float
    mean_variance: float
    regret_max: float
    regret_90: float
    satisficing: RowShare

    def goodness(self) -> Mapping[str, float]:
        """Return each measure by its name, regrets negated, so that more is better."""
        return {
            "maximin": self.maximin,
            "hurwicz": self.hurwicz,
            "mean_variance": self.mean_variance,
            "regret_max": -self.regret_max,
            "regret_90": -self.regret_90,
            "satisficing": self.satisficing.value,
        }


@dataclass(frozen=True)
class Reversal:
    """Two measures that disagree on two actions: `first` ranks `better` before `worse`, `second` the other way."""

    first: str
    second: str
    better: str
    worse: str


@dataclass(frozen=True)
class ActionRobustness:
    """The robustness of a player's actions.

    Attributes
    ----------
    rows
        How many rows the measures are over.
    threshold
        The payoff that satisfies.
    pessimism, risk_aversion
        The alpha of Hurwicz, and the multiple of the standard deviation.
    actions
        In the order of the game.
    ranks
        By each measure the rank of each action, from 1 for the best; as good actions share a rank.
    reversals
        The pairs of measures and of actions that are ranked in opposite orders.
    """

    player: str
    rows: int
    threshold: float
    pessimism: float
    risk_aversion: float
    actions: tuple[ActionMeasures, ...]
    ranks: Mapping[str, tuple[int, ...]]
    reversals: tuple[Reversal, ...]


def equilibrium_robustness(parts: Parts) -> tuple[Survival, ...]:
    """Return the survival of each pure profile that is an equilibrium somewhere, the most robust first.

    An InputError if no row was solved.
    """
    holds, edges = Counter[str](), Counter[str]()
    rows = 0
    for part in parts:
        known = is_solved(part)
        tied = column(part, "knife_edge").astype(bool)
        rows += int(known.sum())
        for name in part:
            if name.startswith(EQUILIBRIUM):
                stands = known & (numbers(part, name) == 1)
                holds[name] += int(stands.sum())
                edges[name] += int((stands & tied).sum())
    if not rows:
        raise InputError("no row of the study was solved")
    return tuple(
        Survival(name.removeprefix(EQUILIBRIUM), RowShare(count, rows), edges[name])
        for name, count in holds.most_common()
        if count
    )


def action_robustness(scenario: Scenario, parts: Parts, paths: Sequence[str], player: str) -> ActionRobustness:
    """Return the robustness of a player's actions over the solved rows of a study, whose games are built again.

    Parameters
    ----------
    paths
        The inputs of the study, by their full paths: what is set in the scenario for each row.
    player
        One of the players of the scenario's game.

    Raises
    ------
    InputError
        If the player or a path is unknown, or no row was solved.
    """
    if player not in scenario.players:
        raise InputError(unknown("player", player, scenario.players))
    place = scenario.players.index(player)
    table = committed_payoffs(scenario, parts, paths, place)
    return measure_actions(player, scenario.actions[place], table)


def measure_actions(
    player: str,
    actions: Sequence[str],
    table: NDArray[np.float64],
    threshold: float | None = None,
    pessimism: float = 0.5,
    risk_aversion: float = 1.0,
) -> ActionRobustness:
    """Return the measures of actions from their payoffs in each row, shape (rows, actions).

    Parameters
    ----------
    threshold
        The payoff that satisfies; by default the median over all rows and actions.
    pessimism, risk_aversion
        The alpha of Hurwicz in [0, 1], and the multiple of the standard deviation.

    Raises
    ------
    InputError
        If there is no row, or the pessimism lies outside [0, 1].
    """
    if not len(table):
        raise InputError("no row of the study was solved")
    if not 0 <= pessimism <= 1:
        raise InputError(f"the pessimism must lie in [0, 1], got {rounded(pessimism)}")
    enough = float(np.median(table)) if threshold is None else threshold
    slack = TIE * float(table.max() - table.min())
    regret = table.max(axis=1, keepdims=True) - table
    measures = tuple(
        ActionMeasures(
            name,
            maximin=float(paid.min()),
            hurwicz=float(pessimism * paid.min() + (1 - pessimism) * paid.max()),
            mean_variance=_mean_less_spread(paid, risk_aversion),
            regret_max=float(lost.max()),
            regret_90=float(np.quantile(lost, 0.9, method="inverted_cdf")),
            satisficing=RowShare(int((paid >= enough - slack).sum()), len(paid)),
        )
        for name, paid, lost in zip(actions, table.T, regret.T, strict=True)
    )
    ranks = _ranks(measures, slack)
    reversals = tuple(_reversals(actions, ranks))
    return ActionRobustness(player, len(table), enough, pessimism, risk_aversion, measures, ranks, reversals)


def _mean_less_spread(paid: NDArray[np.float64], risk_aversion: float) -> float:
    """Return the mean less a multiple of the standard deviation, whose squares neither overflow nor vanish.

    It is reckoned in the power of two next above the largest payoff, which rounds nothing.
    """
    exponent = int(np.frexp(np.abs(paid).max())[1])
    scaled = np.ldexp(paid, -exponent)
    return float(np.ldexp(scaled.mean() - risk_aversion * scaled.std(), exponent))


def _ranks(measures: Sequence[ActionMeasures], slack: float) -> dict[str, tuple[int, ...]]:
    """Return each action's rank by each measure, from 1; actions that are as good share a rank."""
    goodness = [own.goodness() for own in measures]
    slacks = dict.fromkeys(goodness[0], slack) | {"satisficing": 0.0}
    return {
        name: tuple(1 + sum(other[name] > own[name] + apart for other in goodness) for own in goodness)
        for name, apart in slacks.items()
    }


def _reversals(actions: Sequence[str], ranks: Mapping[str, tuple[int, ...]]) -> Iterator[Reversal]:
    for first, second in combinations(ranks, 2):
        for a, b in permutations(range(len(actions)), 2):
            if ranks[first][a] < ranks[first][b] and ranks[second][a] > ranks[second][b]:
                yield Reversal(first, second, actions[a], actions[b])
