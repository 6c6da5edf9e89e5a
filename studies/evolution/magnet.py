"""Magnet or repellent: who joins an aligned pair of powers, exactly.

To a neighbour joining is worth a + b y where a share y has joined, and it joins where that is above zero. The signs of
a and a + b decide what becomes of neighbours who are all alike:

    magnet            a > 0 and a + b > 0: all join, wherever they begin
    repellent         a <= 0 and a + b <= 0: nobody does
    bistable          a <= 0 < a + b: all join if more than y* = -a/b have, else nobody does
    self-limiting     a > 0 >= a + b (b is negative): they join until y* = -a/b have, and no more

Neighbours who follow different orders have different a and b; in each round each of them joins or leaves by what it saw
in the last one, as in Granovetter (1978, Threshold models of collective behavior). All numbers are fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ...games.actors import actor_weights, describe, mix
from ...games.arenas.populations.magnet import MAGNET, magnet_worth
from ...games.errors import InputError
from ...games.numbers import read_fraction
from ...games.population import PopulationGame
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.evolution.chosen_dynamic import ChosenDynamic
from ...solvers.evolution.dynamics import Dynamic
from ...solvers.exact.algebraic import Exact, Interval, intervals
from .trajectories import Trajectories

MagnetRegime = Literal["repellent", "bistable", "self-limiting", "magnet"]

REGIMES: tuple[MagnetRegime, ...] = get_args(MagnetRegime)


@dataclass(frozen=True)
class Neighbour:
    """A kind of neighbour, and what joining is worth to it.

    Attributes
    ----------
    name, share
        The order or the mix that it follows, and the share of all neighbours that are of this kind.
    alone, together
        What joining is worth where nobody has joined, a, and where all have, a + b.
    by_restraint
        For each regime the intervals of the pair's restraint, within [0, 1], in which neighbours of this kind alone
        would be in it; the ends are exact.
    """

    name: str
    share: Fraction
    alone: Fraction
    together: Fraction
    by_restraint: tuple[tuple[MagnetRegime, tuple[Interval, ...]], ...]

    @property
    def regime(self) -> MagnetRegime:
        """The regime in which neighbours who are all of this kind would be."""
        return regime_of(self.alone, self.together)

    @property
    def tipping(self) -> Fraction | None:
        """The share y* at which joining is worth nothing; None where it is nowhere in [0, 1], or everywhere."""
        if self.alone == self.together or not 0 <= (share := self.alone / (self.alone - self.together)) <= 1:
            return None
        return share

    @property
    def turns(self) -> tuple[Exact, ...]:
        """The values of the pair's restraint, below 1, at which the regime turns."""
        return tuple(sorted({part.high for _, where in self.by_restraint for part in where} - {1}))

    def joins(self, joined: Fraction) -> bool:
        """Tell whether it joins where this share has joined."""
        return self.alone + (self.together - self.alone) * joined > 0


@dataclass(frozen=True, eq=False, repr=False)
class Adoption(Shown):
    """A magnet scenario, analysed.

    Attributes
    ----------
    typical
        A neighbour whose value weights are the mix of all; its share is 1.
    kinds
        The kinds of neighbours that there are, one for each order in the mix.
    resting
        The shares at which, with these kinds, nobody changes its mind, in increasing order.
    courses
        For the starts 0, 1/10, .., 1 the share that has joined, round by round, until a share comes again.
    """

    scenario: Scenario
    typical: Neighbour
    kinds: tuple[Neighbour, ...]
    resting: tuple[Fraction, ...]
    courses: tuple[tuple[Fraction, ...], ...]

    @property
    def restraint(self) -> Fraction:
        """The pair's restraint."""
        assert isinstance(self.scenario.game, PopulationGame)
        return self.scenario.game.parameters["restraint"]


TENTHS = tuple(Fraction(k, 10) for k in range(11))


def regime_of(alone: Fraction, together: Fraction) -> MagnetRegime:
    """Return the regime from what joining is worth where nobody, and where everybody, has joined.

    Examples
    --------
    >>> regime_of(Fraction(-1), Fraction(2)), regime_of(Fraction(0), Fraction(0))
    ('bistable', 'repellent')
    """
    if alone > 0:
        return "magnet" if together > 0 else "self-limiting"
    return "bistable" if together > 0 else "repellent"


def adoption(scenario: Scenario, dynamic: ChosenDynamic | None = None, time: float | None = None) -> Adoption:
    """Analyse a magnet scenario.

    Raises
    ------
    InputError
        If the scenario is of another kind, or holds arrays or formulas, or a dynamics or a time is asked for.
    """
    if dynamic is not None or time is not None:
        raise InputError("a magnet goes round by round until a share comes again: it takes no dynamic and no time")
    game = scenario.game
    if not isinstance(game, PopulationGame) or game.arena is not MAGNET:
        raise InputError("only a scenario of kind magnet has neighbours that join")
    if not scenario.single:
        raise InputError("a magnet is analysed only at single numbers: this scenario holds arrays or formulas")
    present = {order: share for order, share in game.mix.items() if share}
    kinds = tuple(_neighbour(scenario, game, mix(order), share) for order, share in present.items())
    sums = {sum(chosen, Fraction(0)) for k in range(len(kinds) + 1) for chosen in combinations(present.values(), k)}
    return Adoption(
        scenario=scenario,
        typical=_neighbour(scenario, game, game.mix, Fraction(1)),
        kinds=kinds,
        resting=tuple(sorted(share for share in sums if joined_next(kinds, share) == share)),
        courses=tuple(_course(kinds, start) for start in TENTHS),
    )


def joined_next(kinds: Sequence[Neighbour], joined: Fraction) -> Fraction:
    """Return the share that joins in a round in which the neighbours see this share joined."""
    return sum((kind.share for kind in kinds if kind.joins(joined)), Fraction(0))


def adoption_path(scenario: Scenario, start: Any, dynamic: Dynamic | None, times: NDArray[np.float64]) -> Trajectories:
    """Return the shares (joined, apart) round by round, one round for each time after the first.

    Parameters
    ----------
    start
        The share that has joined, or several of them; 0, 1/10, .., 1 where None.
    dynamic
        Has no part in it.

    Raises
    ------
    ValueError
        If a start is not a share from 0 to 1.
    """
    kinds, rounds = adoption(scenario).kinds, len(times) - 1
    course = [list(TENTHS) if start is None else _joined(start)]
    for _ in range(rounds):
        course.append([joined_next(kinds, joined) for joined in course[-1]])
    joined = np.array(course, dtype=np.float64).T
    return Trajectories(np.arange(rounds + 1.0), np.stack([joined, 1 - joined], axis=-1), np.zeros(len(joined)))


def prolonged(course: Sequence[Fraction], length: int) -> list[float]:
    """Return the first `length` rounds of a course, which repeats itself from where its last share first came."""
    first = course.index(course[-1])
    period = len(course) - 1 - first
    return [float(course[k if k < len(course) else first + (k - first) % period]) for k in range(length)]


def _joined(start: Any) -> list[Fraction]:
    shares = [read_fraction(share) for share in np.atleast_1d(np.asarray(start))]
    if not all(0 <= share <= 1 for share in shares):
        raise ValueError(f"a start is the share that has joined, from 0 to 1, got {start}")
    return shares


def _course(kinds: Sequence[Neighbour], start: Fraction) -> tuple[Fraction, ...]:
    course = [start]
    while course[-1] not in course[:-1]:
        course.append(joined_next(kinds, course[-1]))
    return tuple(course)


def _neighbour(scenario: Scenario, game: PopulationGame, orders: Any, share: Fraction) -> Neighbour:
    weights = actor_weights(orders, scenario.value_matrix())
    alone, more = magnet_worth(game.parameters, weights)
    return Neighbour(describe(orders), share, alone, alone + more, _by_restraint(game, weights))


def _by_restraint(game: PopulationGame, weights: Any) -> tuple[tuple[MagnetRegime, tuple[Interval, ...]], ...]:
    """Return where on the scale of restraint each regime is: what joining is worth is linear in it."""

    def worth(restraint: Fraction) -> tuple[Fraction, Fraction]:
        alone, more = magnet_worth({**game.parameters, "restraint": restraint}, weights)
        return alone, alone + more

    ends = [Fraction(0), Fraction(1)]
    lines = zip(*map(worth, ends), strict=True)
    turns = {low / (low - high) for low, high in lines if low != high and 0 < low / (low - high) < 1}
    points = [ends[0], *sorted(turns), ends[1]]
    places = [place for low, high in pairwise(points) for place in (low, (low + high) / 2)]
    regimes = np.array([regime_of(*worth(place)) for place in [*places, ends[1]]])
    return tuple((regime, intervals(points, regimes == regime)) for regime in REGIMES)
