"""What a repeated game can pay at all: the floors, the sets of payoffs, and what a known end leaves of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame, PureProfile
from ...solvers.repeated.finite_horizon import FinitePayoffs, finite_payoffs
from ...solvers.repeated.minmax import MinmaxBounds, minmax, minmax_bounds
from ...solvers.repeated.payoff_sets.payoff_set import MOST_FEASIBLE, PayoffSet, payoff_set
from ...solvers.repeated.payoff_sets.target_discount import TargetDiscount, smallest_discount
from ..watch import UNWATCHED, Watch

MOST_PLAYERS = 3
"""With more players the set at a discount is only bounded, and that takes minutes."""

MOST_PROFILES = 100
"""Games with more profiles are too large to be looked at in passing; each function takes larger ones when called."""

ENDS = (2, 3, 5)
"""Numbers of periods of the games with a known end."""

MOST_TARGETS = 4
"""Profiles for whose payoffs the smallest discount is sought."""


@dataclass(frozen=True, eq=False)
class Floors:
    """What each player can be held down to, shape (n,): by one action of each of the others, by mixing, together."""

    pure: NDArray[np.float64]
    mixed: MinmaxBounds
    correlated: NDArray[np.float64]


@dataclass(frozen=True)
class Reach:
    """A pure profile whose payoffs are sustained from some discount on, whatever the threats that it takes."""

    profile: PureProfile
    discount: TargetDiscount


@dataclass(frozen=True, eq=False)
class SustainablePayoffs:
    """What can be paid in a repeated game.

    Attributes
    ----------
    patient
        The feasible and individually rational payoffs.
    sustained
        What subgame-perfect equilibria pay at the discount; None where the game is too large, or it was not reached.
    reaches
        For the pure profiles that are best for all together the smallest discount that sustains their payoffs.
    ends
        For each number of periods what equilibria with a known end pay in total; an error where that is too much.
    notes
        What was left out.
    unreached
        What was not reached, and why, in a sentence.
    """

    floors: Floors
    patient: PayoffSet
    sustained: PayoffSet | None
    reaches: tuple[Reach, ...]
    ends: tuple[tuple[int, FinitePayoffs | InputError], ...]
    notes: tuple[str, ...]
    unreached: tuple[str, ...] = ()


def sustainable_payoffs(
    stage: NormalFormGame, discount: Fraction, watch: Watch = UNWATCHED
) -> SustainablePayoffs | None:
    """Return what a stage game can pay when it is repeated; None where it is too large to be looked at in passing.

    What the watch leaves no time for is named. A TimeoutError is raised where that is the floors, or what very patient
    players can hope for.
    """
    if np.prod(stage.shape) > MOST_PROFILES or stage.n_players not in MOST_FEASIBLE:
        return None
    small = stage.n_players <= MOST_PLAYERS
    floors = Floors(minmax(stage, "pure"), minmax_bounds(stage, watch.deadline), minmax(stage, "correlated"))
    patient = payoff_set(stage, deadline=watch.deadline)
    steps = [*_ends(stage), *(_at_discounts(stage, discount, watch.deadline) if small else ())]
    taken = watch.ask(steps)
    note = f"with more than {MOST_PLAYERS} players the set at a discount is only bounded: payoff_set does it in minutes"
    return SustainablePayoffs(
        floors=floors,
        patient=patient,
        sustained=next((each for each in taken.results if isinstance(each, PayoffSet)), None),
        reaches=tuple(each for each in taken.results if isinstance(each, Reach)),
        ends=tuple(each for each in taken.results if isinstance(each, tuple)),
        notes=() if small else (note,),
        unreached=taken.note([what for what, _ in steps[len(taken.results) :]]),
    )


def _at_discounts(
    stage: NormalFormGame, discount: Fraction, deadline: float
) -> Iterator[tuple[str, Callable[[], PayoffSet | Reach]]]:
    """Go through what is found of play without a known end: at the discount, then from which discount on."""
    yield "what equilibria pay at the discount", partial(payoff_set, stage, discount, deadline)
    sums = stage.payoffs.sum(axis=0)
    best = sorted(stage.pure_profiles(), key=lambda profile: -sums[profile])[:MOST_TARGETS]
    for number, profile in enumerate(best, 1):
        yield (
            f"the smallest discount that pays profile {number} of the {len(best)} best",
            partial(_reach, stage, profile, deadline),
        )


def _reach(stage: NormalFormGame, profile: PureProfile, deadline: float) -> Reach:
    return Reach(profile, smallest_discount(stage, stage.payoffs[(slice(None), *profile)], deadline))


def _ends(stage: NormalFormGame) -> Iterator[tuple[str, Callable[[], tuple[int, FinitePayoffs | InputError]]]]:
    for periods in ENDS:
        yield f"a known end after {periods} periods", partial(_end, stage, periods)


def _end(stage: NormalFormGame, periods: int) -> tuple[int, FinitePayoffs | InputError]:
    try:
        return periods, finite_payoffs(stage, periods)
    except InputError as error:
        return periods, error
