"""The contest among the strategies of a tournament: what spreads where strategies are copied by what they earn.

The scores are the payoffs of a population whose members meet one another and each use one strategy. Four questions are
put to it.

    The replicator dynamics, from equal shares: whom does a large population come to consist of? (Axelrod 1984, chapter
    2, had his entrants spread in this way.)
    Rare mutation, under the Fermi process: which strategy does a small population use for how much of the time, and
    which mutants take over more easily than by chance? (Fudenberg and Imhof 2006; Nowak, Sasaki, Taylor and Fudenberg
    2004.)
    alpha-rank: the same where a strategy is judged against those whom it replaces alone, not against its own kind as
    well (Omidshafiei and others 2019).
    Stability: does a population that uses one strategy alone keep out a few mutants of any other one (Maynard Smith
    1982)? One kind of mutant enters at a time; a mixture of several may do what none does alone.

Scores are counted in *payoff ranges*: of the stage game, the greatest payoff less the least one, and the mean of the
two players' where they differ. The intensity of selection and the time are in that unit, so that nothing changes when
all payoffs are multiplied by a number, or one is added to those of a player.
"""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError, expect
from ...games.normal_form import NormalFormGame
from ...games.text.shown import Shown
from ...solvers.evolution.alpha_rank import alpha_rank
from ...solvers.evolution.dynamics import replicator
from ...solvers.evolution.evolutionary_stability import Stability
from ...solvers.evolution.invasion import Invasion, InvasionGraph, invasion
from ...solvers.evolution.rare_mutation import rare_mutation
from ..evolution.trajectories import Trajectories, followed
from .tournament import TIE, Tournament

POPULATION, SELECTION = 50, 10.0
"""What is contested in unless told otherwise."""

TIME, POINTS = 500.0, 101
"""How long the replicator dynamics is followed, in one over a payoff range, and at how many times it is shown."""

ACCURACY = 1e-6
"""How far shares on the path may err."""

FALLEN = 0.1
"""A strategy has fallen where its share is below this part of the equal one that it began with."""

SETTLED = 1e-3
"""Shares have settled where none moves by more than this over the last tenth of the time."""


@dataclass(frozen=True, eq=False, repr=False)
class Contest(Shown):
    """What spreads among the k strategies of a tournament, in their order.

    Attributes
    ----------
    tournament
        Whose scores are the payoffs.
    population, selection
        How many individuals there are under rare mutation, and the intensity of selection for each payoff range that
        one earns more than another one.
    path
        The replicator dynamics from equal shares; `.times` are in units of one over a payoff range, `.shares` has shape
        (1, times, k).
    rare_mutation
        The share of time that the finite population spends with everybody using each strategy, shape (k,).
    alpha_rank
        That of alpha-rank with the same population, its alpha being `selection`, shape (k,).
    invasion
        Which mutants take over which residents more easily than by chance, and the sets that nobody leads out of.
    stability
        For each strategy whether a population of it alone keeps out every other one (`evolutionary`), at least does not
        reward it (`neutral`), or neither (None).
    """

    tournament: Tournament
    population: int
    selection: float
    path: Trajectories
    rare_mutation: NDArray[np.float64]
    alpha_rank: NDArray[np.float64]
    invasion: InvasionGraph
    stability: tuple[Stability | None, ...]

    @property
    def final_shares(self) -> NDArray[np.float64]:
        """The shares at the end of the path, shape (k,)."""
        return self.path.last[0]

    @property
    def fallen(self) -> tuple[float | None, ...]:
        """From what time on each share stays below a tenth of what it began with; None for those who survive."""
        above = self.path.shares[0] >= FALLEN / len(self.stability)
        last = len(above) - 1 - above[::-1].argmax(axis=0)
        return tuple(None if k == len(above) - 1 else float(self.path.times[k + 1]) for k in last.tolist())

    @property
    def survivors(self) -> tuple[int, ...]:
        """The strategies that have not fallen by the end of the path."""
        return tuple(k for k, time in enumerate(self.fallen) if time is None)

    def favoured(self, resident: int) -> tuple[Invasion, ...]:
        """Return the mutants that take over from a strategy more easily than by chance, the most favoured first."""
        taking_over = (edge for edge in self.invasion.edges if edge.resident == resident and not edge.neutral)
        return tuple(sorted(taking_over, key=lambda edge: -edge.relative))

    def neutral(self, resident: int) -> tuple[Invasion, ...]:
        """Return the mutants that do so just as easily as by chance."""
        return tuple(edge for edge in self.invasion.edges if edge.resident == resident and edge.neutral)

    @property
    def settled(self) -> bool:
        """Whether the shares have come to rest by the end of the path."""
        return bool(np.ptp(self.path.shares[0, -(POINTS // 10) :], axis=0).max() <= SETTLED)


def contest(played: Tournament, population: int = POPULATION, selection: float = SELECTION) -> Contest:
    """Let the strategies of a tournament spread by what they earn.

    Parameters
    ----------
    played
        A tournament, by `tournament`.
    population
        How many individuals the finite population has, from 2.
    selection
        The intensity of selection, from 0: who compares itself with somebody that earns x payoff ranges more takes over
        that one's strategy with the chance 1 / (1 + exp(-selection x)).

    Raises
    ------
    InputError
        If population or selection are out of their range.

    Notes
    -----
    Deterministic. The scores are floats, and those that differ by no more than `TIE` payoff ranges count as equal where
    stability turns on it.

    Examples
    --------
    >>> from ...games.repeated.strategies import automaton
    >>> from .tournament import tournament
    >>> dilemma = NormalFormGame.symmetric([[3, 0], [5, 1]])
    >>> field = {"tit for tat": automaton("tit_for_tat"), "defector": automaton("always", action=1)}
    >>> result = contest(tournament(dilemma, field, periods=10))
    >>> result.final_shares.round(6).tolist(), result.stability
    ([1.0, 0.0], ('evolutionary', 'evolutionary'))
    """
    expect(played, Tournament, "a tournament")
    scores = (played.scores - played.scores.min()) / payoff_range(played.stage)
    k = len(scores)
    expect(selection, Real, "the intensity of selection as a number")
    if not 0 <= selection < np.inf:
        raise InputError(f"selection must be a number from 0, got {selection}")
    return Contest(
        tournament=played,
        population=population,
        selection=selection,
        rare_mutation=rare_mutation(scores, population, selection),
        alpha_rank=alpha_rank(scores, population, selection),
        invasion=invasion(scores, population, selection),
        path=followed(scores, np.full((1, k), 1 / k), replicator, np.linspace(0, TIME, POINTS), ACCURACY),
        stability=_stability(scores),
    )


def payoff_range(stage: NormalFormGame) -> float:
    """Return the greatest payoff less the least one, the mean of the players' where they differ; 1 where all is one."""
    return float(np.mean([np.ptp(own) for own in stage.payoffs])) or 1.0


def _stability(scores: NDArray[np.float64]) -> tuple[Stability | None, ...]:
    """Return for each strategy what a population of it does to a few mutants of any one other strategy.

    What residents earn more than mutants against residents decides, and where that is nothing, against mutants.
    """
    among = scores.diagonal()
    first, second = among - scores, scores.T - among[:, np.newaxis]
    ties = np.abs(first) <= TIE
    keeps_out = (first > TIE) | (ties & (second > TIE))
    rewards = (first < -TIE) | (ties & (second < -TIE))
    np.fill_diagonal(keeps_out, val=True)
    np.fill_diagonal(rewards, val=False)
    return tuple(_named(keeps_out[:, k].all(), rewards[:, k].any()) for k in range(len(among)))


def _named(keeps_out: np.bool_, rewards: np.bool_) -> Stability | None:
    if keeps_out:
        return "evolutionary"
    return None if rewards else "neutral"
