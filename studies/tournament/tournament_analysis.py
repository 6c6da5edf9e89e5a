"""The tournament of a scenario, the contest among its strategies, and who would win it at other noise and discounts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.scenario.scenario import Scenario
from .contest import POPULATION, SELECTION, Contest, contest, payoff_range
from .entry import Entry, tournament_entry
from .tournament import TIE, Tournament, score_grid, tournament

RANK_NOISES = tuple(Fraction(k, 100) for k in (0, 1, 2, 5, 10))
"""The noises at which ranks are compared, beside the scenario's own."""

NOISES = tuple(Fraction(k, 100) for k in range(11))
DISCOUNTS = tuple(Fraction(k, 20) for k in range(20))
"""The grid over which winners are told."""

MOST_PERIODS = 100_000
"""The most periods that are played one by one: some seconds for the standard field."""

MOST_STATES = 400
"""The most joint states of two strategies that the whole grid of winners is worked out for, in half a minute."""


@dataclass(frozen=True, eq=False)
class Winners:
    """Who has the best mean score at each noise and discount.

    `cells[i][j]` are the winners at `noises[i]` and `discounts[j]`, by their numbers: several where they tie.
    """

    noises: tuple[Fraction, ...]
    discounts: tuple[Fraction, ...]
    cells: tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, eq=False)
class TournamentAnalysis:
    """A tournament, the contest among its strategies, and its winners at other noise and discounts.

    Attributes
    ----------
    scenario, entry
        Where stage game and strategies come from.
    played, contest
        The round robin, and what spreads among its strategies.
    rank_noises, ranks
        Noises, the scenario's own among them, and the ranks at each, all else as here; shape (noises, k).
    winners
        Who would win at other noises and discounts.
    """

    scenario: Scenario
    entry: Entry
    played: Tournament
    contest: Contest
    rank_noises: tuple[Fraction, ...]
    ranks: NDArray[np.int64]
    winners: Winners

    @property
    def symmetric(self) -> bool:
        """Whether the two players are paid alike."""
        own, other = self.entry.stage.exact
        return np.array_equal(own, other.T)

    @property
    def ranked(self) -> tuple[int, ...]:
        """The strategies by their ranks, those that share a rank in the order of the field."""
        return tuple(np.argsort(self.played.ranks, kind="stable").tolist())


def tournament_analysis(
    scenario: Scenario, periods: int | None = None, population: int = POPULATION, selection: float = SELECTION
) -> TournamentAnalysis:
    """Play the tournament of a scenario, at the discount and noise of its `[repeated]` section.

    Parameters
    ----------
    periods
        How many periods each pair plays; the discount does not count then.
    population, selection
        As in `contest`.

    Raises
    ------
    InputError
        If the scenario brings no field to a tournament (see `tournament_entry`), a number is out of its range, or two
        strategies may have more than `MOST_STATES` joint states.

    Examples
    --------
    >>> from tetrarchy import load
    >>> result = tournament_analysis(load("prisoners-dilemma"), periods=200)
    >>> result.played.names[result.played.mean_scores.argmax()]
    'two periods of punishment'
    """
    if periods is not None and periods > MOST_PERIODS:
        raise InputError(f"at most {MOST_PERIODS} periods are played, got {periods}: take a discount near 1 instead")
    entry = tournament_entry(scenario)
    _refuse_large(entry)
    noise, discount = entry.repetition.noise, entry.repetition.discount if periods is None else None
    noises = tuple(sorted({*RANK_NOISES, Fraction(noise)}))
    rounds = {each: tournament(entry.stage, entry.automata, each, discount, periods) for each in noises}
    return TournamentAnalysis(
        scenario=scenario,
        entry=entry,
        played=rounds[noise],
        contest=contest(rounds[noise], population, selection),
        rank_noises=noises,
        ranks=np.array([played.ranks for played in rounds.values()]),
        winners=_winners(entry),
    )


def _refuse_large(entry: Entry) -> None:
    sizes = sorted(automaton.n_states for automaton in entry.automata.values())[-2:]
    if len(sizes) == 2 and prod(sizes) > MOST_STATES:
        raise InputError(
            f"strategies of {sizes[0]} and {sizes[1]} states may have {prod(sizes)} states together: "
            f"a tournament takes at most {MOST_STATES}"
        )


def _winners(entry: Entry) -> Winners:
    """Return who has the best mean score over the whole field at each noise and discount."""
    means = score_grid(entry.stage, entry.automata, NOISES, DISCOUNTS).mean(axis=-1)
    best = means >= means.max(axis=-1, keepdims=True) - TIE * payoff_range(entry.stage)
    cells = tuple(tuple(tuple(np.flatnonzero(cell).tolist()) for cell in row) for row in best)
    return Winners(NOISES, DISCOUNTS, cells)
