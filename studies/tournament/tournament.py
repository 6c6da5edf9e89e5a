"""Tournaments: every automaton of a field meets every one, itself included (Axelrod 1984), and nothing is simulated.

An automaton is entered as the first of two players. In the second player's place it is mirrored: it plays the actions
of the same numbers and sees every profile turned round, so the stage game must give both players equally many actions.
In a symmetric stage game the place makes no difference. In any other each automaton plays both roles against each
opponent, and its score is the mean of the two.

The scores are exact but for rounding: means over the joint chains of all pairs at once (`field_chain`), not samples.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ...games.errors import InputError, expect
from ...games.normal_form import NormalFormGame, read_only
from ...games.numbers import several
from ...games.repeated.automata import Automaton, check_automata
from ...games.repeated.field_chain import discounted_means, field_chain, long_run_means, meetings, period_totals
from ...games.repeated.repeated_game import RepeatedGame
from ...games.repeated.repetition import whole_periods
from ...games.scenario.given import GivenScenario, game_of
from ...games.text.shown import Shown
from ...solvers.best_replies import TIE

Field = Mapping[str, Automaton] | Sequence[Automaton]


@dataclass(frozen=True, eq=False, repr=False)
class Tournament(Shown):
    """A round robin, played out.

    Attributes
    ----------
    stage
        The game of each period.
    names
        Of the k automata, in the order in which they were given.
    noise, discount, periods
        What was played: with neither discount nor periods, the long run.
    scores
        `scores[i, j]` is what i gets per period against j, the mean of its two roles, shape (k, k): discounted and
        normalised by 1 - discount, or the mean of so many periods, or that of infinitely many.
    by_role
        `by_role[0, i, j]` is what i gets per period as the first player against j, `by_role[1, i, j]` as the second,
        shape (2, k, k). In a symmetric stage game both are the scores.
    """

    stage: NormalFormGame
    names: tuple[str, ...]
    noise: Fraction
    discount: Fraction | None
    periods: int | None
    scores: Floats
    by_role: Floats

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return several(len(self.names), "strategy", "strategies")

    @property
    def totals(self) -> Floats | None:
        """What i gets against j in all periods together, shape (k, k); None where their number is not given."""
        return None if self.periods is None else self.scores * self.periods

    @property
    def mean_scores(self) -> Floats:
        """The mean score of each automaton over the whole field, its own twin included, shape (k,)."""
        return self.scores.mean(axis=1)

    @property
    def mean_scores_against_others(self) -> Floats:
        """The mean score of each automaton over all others, its own twin left out, shape (k,)."""
        others = len(self.names) - 1
        return (self.scores.sum(axis=1) - self.scores.diagonal()) / others

    @property
    def mean_scores_by_role(self) -> Floats:
        """The mean score of each automaton as the first and as the second player, shape (2, k)."""
        return self.by_role.mean(axis=2)

    @property
    def ranks(self) -> NDArray[np.int64]:
        """The rank of each automaton by `mean_scores`, shape (k,): 1 is the best, and equals share the better rank."""
        means = self.mean_scores
        order = np.argsort(-means, kind="stable")
        falls = -np.diff(means[order]) > TIE * np.ptp(self.stage.payoffs)
        place = np.arange(len(means))
        ranks = np.empty_like(place)
        ranks[order] = 1 + np.maximum.accumulate(np.where(np.append(True, falls), place, 0))
        return ranks


def tournament(
    stage: GivenScenario, automata: Field, noise: Any = 0.0, discount: Any = None, periods: int | None = None
) -> Tournament:
    """Let every automaton of a field meet every one, itself included.

    Parameters
    ----------
    stage
        A game of two players with equally many actions.
    automata
        Two or more, each written for the first of two players: under names, or in a sequence and then called "1", "2"
        and so on.
    noise
        The chance per period that a player's intended action is replaced by another one, in [0, 1).
    discount
        The weight of the next period against this one, in [0, 1).
    periods
        How many periods each pair plays, 1 or more. Give this, or a discount, or neither for the long run.

    Raises
    ------
    InputError
        If the stage game is not of that kind, an automaton does not fit it, or the arguments do not go together.
    ValueError
        If noise or discount is not in [0, 1).

    Examples
    --------
    >>> from ...games.repeated.strategies import automaton
    >>> dilemma = NormalFormGame.symmetric([[3, 0], [5, 1]])
    >>> field = {"tit for tat": automaton("tit_for_tat"), "defector": automaton("always", action=1)}
    >>> result = tournament(dilemma, field, periods=10)
    >>> result.scores.tolist(), result.ranks.tolist()
    ([[3.0, 0.9], [1.4, 1.0]], [1, 2])
    """
    if discount is not None and periods is not None:
        raise InputError("a tournament has a discount or a number of periods, not both")
    stage = game_of(stage)
    names, entrants = _read_field(stage, automata)
    game = RepeatedGame(stage, 0 if discount is None else discount, noise)
    pairs = _pairs(stage, len(entrants))
    chain = field_chain(meetings(entrants, pairs), stage.payoffs, float(game.noise))
    if periods is not None:
        number = whole_periods(periods, least=1)
        payoffs = period_totals(chain, number) / number
    elif discount is not None:
        (payoffs,) = discounted_means(chain, [game.discount])
    else:
        payoffs = long_run_means(chain)
    by_role = _by_role(stage, pairs, payoffs, len(entrants))
    return Tournament(
        stage=stage,
        names=names,
        noise=game.noise,
        discount=None if discount is None else game.discount,
        periods=periods,
        scores=read_only(by_role.mean(axis=0)),
        by_role=read_only(by_role),
    )


def score_grid(stage: GivenScenario, automata: Field, noises: Sequence[Any], discounts: Sequence[Any]) -> Floats:
    """Return the scores of a tournament at each noise and discount, shape (noises, discounts, k, k).

    Parameters
    ----------
    stage
        The game of one period.
    automata
        The k strategies that meet, as in `tournament`.
    noises, discounts
        The chances that an act goes wrong, and what the next period counts for beside this one; each in [0, 1).

    Raises
    ------
    InputError
        If the stage game or an automaton is not as `tournament` needs it, or there is no noise or no discount.
    ValueError
        If a noise or a discount is not in [0, 1).
    """
    for numbers, what in ((noises, "noises"), (discounts, "discounts")):
        expect(numbers, Sized, f"a list of {what}")
    if not len(noises) or not len(discounts):
        raise InputError("a grid needs one noise and one discount at least")
    stage = game_of(stage)
    _, entrants = _read_field(stage, automata)
    errors = [RepeatedGame(stage, 0, noise).noise for noise in noises]
    weights = [RepeatedGame(stage, discount).discount for discount in discounts]
    pairs = _pairs(stage, len(entrants))
    met = meetings(entrants, pairs)
    grid = np.empty((len(noises), len(discounts), len(entrants), len(entrants)))
    for i, noise in enumerate(errors):
        means = discounted_means(field_chain(met, stage.payoffs, float(noise)), weights)
        grid[i] = [_by_role(stage, pairs, payoffs, len(entrants)).mean(axis=0) for payoffs in means]
    return grid


def _pairs(stage: NormalFormGame, size: int) -> NDArray[np.int64]:
    """Return who meets whom, shape (p, 2): in a symmetric stage game each two once, else in both orders."""
    symmetric = np.array_equal(stage.payoffs[1], stage.payoffs[0].T)
    pairs = combinations_with_replacement(range(size), 2) if symmetric else product(range(size), repeat=2)
    return np.array(list(pairs))


def _by_role(stage: NormalFormGame, pairs: NDArray[np.int64], payoffs: Floats, size: int) -> Floats:
    """Return what each gets in each role, shape (2, k, k), from the payoffs of the pairs, shape (p, 2)."""
    first, second = pairs.T
    by_role = np.empty((2, size, size))
    by_role[0, first, second], by_role[1, second, first] = payoffs.T
    if len(pairs) < size**2:
        by_role[0, second, first], by_role[1, first, second] = payoffs[:, 1], payoffs[:, 0]
    return by_role


def _read_field(stage: NormalFormGame, automata: Field) -> tuple[tuple[str, ...], list[Automaton]]:
    if stage.n_players != 2 or len(set(stage.shape)) != 1:
        raise InputError(
            f"a tournament needs a stage game of two players with equally many actions, got shape {stage.shape}"
        )
    expect(automata, (Mapping, Iterable), "automata by name, or a list of them")
    named = automata if isinstance(automata, Mapping) else {str(k): each for k, each in enumerate(automata, start=1)}
    if len(named) < 2:
        raise InputError(f"a tournament needs two automata or more, got {len(named)}")
    for name, automaton in named.items():
        try:
            check_automata(stage, (automaton, automaton))
        except ValueError as error:
            raise InputError(f"{name} cannot play in this tournament: {error}") from None
    return tuple(named), list(named.values())
