"""The tournament of a scenario, the contest among its strategies, and who would win it at other noise and discounts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import prod

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.numbers import number
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ..watch import UNWATCHED, Watch
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


@dataclass(frozen=True, eq=False, repr=False)
class TournamentAnalysis(Shown):
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
    notes
        What of `ranks` and `winners` was not reached, and why.
    """

    scenario: Scenario
    entry: Entry
    played: Tournament
    contest: Contest
    rank_noises: tuple[Fraction, ...]
    ranks: NDArray[np.int64]
    winners: Winners
    notes: tuple[str, ...] = ()

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
    scenario: Scenario,
    periods: int | None = None,
    population: int = POPULATION,
    selection: float = SELECTION,
    watch: Watch = UNWATCHED,
) -> TournamentAnalysis:
    """Play the tournament of a scenario, at the discount and noise of its `[repeated]` section.

    Parameters
    ----------
    periods
        How many periods each pair plays; the discount does not count then.
    population, selection
        As in `contest`.
    watch
        Until when other noises and discounts are begun, and who is told of it; the scenario's own are played in any
        case.

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
    watch.tell("every strategy against every one")
    played = tournament(entry.stage, entry.automata, noise, discount, periods)
    spread = contest(played, population, selection)
    noises = sorted({*RANK_NOISES, Fraction(noise)} - {played.noise})
    ranks = watch.take(
        (f"ranks at noise {number(each)}", partial(_ranks, entry, each, discount, periods)) for each in noises
    )
    at_noise = dict(sorted([(played.noise, played.ranks), *zip(noises, ranks.results, strict=False)]))
    grid = [(f"winners at noise {number(each)}", partial(_winners, entry, each)) for each in NOISES]
    rows = watch.take([] if ranks.stopped else grid)
    parts = (("ranks", noises[len(ranks.results) :]), ("winners", NOISES[len(rows.results) :]))
    left = [f"the {what} from noise {number(rest[0])} on" for what, rest in parts if rest]
    return TournamentAnalysis(
        scenario=scenario,
        entry=entry,
        played=played,
        contest=spread,
        rank_noises=tuple(at_noise),
        ranks=np.array(list(at_noise.values())),
        winners=Winners(NOISES[: len(rows.results)], DISCOUNTS, rows.results),
        notes=ranks.note(left) or rows.note(left),
    )


def _ranks(entry: Entry, noise: Fraction, discount: Fraction | None, periods: int | None) -> NDArray[np.int64]:
    return tournament(entry.stage, entry.automata, noise, discount, periods).ranks


def _refuse_large(entry: Entry) -> None:
    sizes = sorted(automaton.n_states for automaton in entry.automata.values())[-2:]
    if len(sizes) == 2 and prod(sizes) > MOST_STATES:
        raise InputError(
            f"strategies of {sizes[0]} and {sizes[1]} states may have {prod(sizes)} states together: "
            f"a tournament takes at most {MOST_STATES}"
        )


def _winners(entry: Entry, noise: Fraction) -> tuple[tuple[int, ...], ...]:
    """Return who has the best mean score over the whole field at a noise and each discount."""
    means = score_grid(entry.stage, entry.automata, [noise], DISCOUNTS)[0].mean(axis=-1)
    best = means >= means.max(axis=-1, keepdims=True) - TIE * payoff_range(entry.stage)
    return tuple(tuple(np.flatnonzero(cell).tolist()) for cell in best)
