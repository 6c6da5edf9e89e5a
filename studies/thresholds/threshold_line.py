"""Where along one variable each pure profile is an equilibrium, and where best replies switch; all of it exact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import PureProfile
from ...games.scenario.scenario import Scenario
from ...solvers.exact.algebraic import Exact, Interval, intervals
from .closed_forms import SymbolicGame, symbolic_game
from .preferences import Switch, differences, profiles, replies_from_signs, signs_along, switches
from .sequence_line import SequenceLine, sequence_line
from .support_ranges import SupportRange, searchable, support_ranges
from .variables import GivenRange, Stretch, Variable, pieces, to_rational, variable, without_effect

if TYPE_CHECKING:
    from sympy import Expr


@dataclass(frozen=True)
class Tipping:
    """A switch of best replies at a tipping point.

    `closed_form` is the tipping point as a formula in the names of the parameters and weights (`closed_forms`), or
    None where the player's indifference is not linear in the variable, or the payoffs jump there.
    """

    switch: Switch
    closed_form: Expr | None


@dataclass(frozen=True)
class TippingPoint:
    """A value at which best replies switch, who switches, and which pure equilibria appear and disappear there."""

    value: Exact
    tippings: tuple[Tipping, ...]
    appears: tuple[PureProfile, ...]
    disappears: tuple[PureProfile, ...]

    @property
    def deciding(self) -> tuple[Tipping, ...]:
        """The switches that make equilibria appear or disappear."""
        return tuple(tip for tip in self.tippings if tip.switch.decides((*self.appears, *self.disappears)))


@dataclass(frozen=True)
class IntervalRegime:
    """A maximal interval with one set of pure equilibria; a single point where the set turns on a tie."""

    interval: Interval
    profiles: tuple[PureProfile, ...]


@dataclass(frozen=True, eq=False)
class Thresholds:
    """What one variable decides.

    Attributes
    ----------
    over
        The variable, with its range.
    equilibria
        For each pure profile the intervals in which it is an equilibrium, in increasing order; empty where it never is.
    regimes
        The range cut into maximal intervals with the same pure equilibria, in increasing order.
    tipping_points
        The values inside the range at which best replies switch, in increasing order.
    mixed
        The mixed equilibria of a two-player game by their supports, or None where they were not searched.
    """

    scenario: Scenario
    over: Variable
    equilibria: Mapping[PureProfile, tuple[Interval, ...]]
    regimes: tuple[IntervalRegime, ...]
    tipping_points: tuple[TippingPoint, ...]
    mixed: tuple[SupportRange, ...] | None

    @property
    def spans(self) -> dict[str, Stretch]:
        """The lowest and the highest value of the number that varies, by its path in full."""
        return {self.over.path: (self.over.low, self.over.high)}

    @cached_property
    def sequence(self) -> SequenceLine | None:
        """What the variable decides where players move in the scenario's order; None where all move at once."""
        return sequence_line(self.scenario, self.over) if self.scenario.order else None

    @property
    def without_effect(self) -> tuple[Variable, ...]:
        """The variable, if no payoff depends on it."""
        return without_effect(self.scenario, [self.over])


def threshold_line(scenario: Scenario, path: str, between: GivenRange | None = None) -> Thresholds:
    """Return what the number at a path decides; see `thresholds`."""
    over = variable(scenario, path, between)
    stretches = pieces(scenario, over)
    shape = stretches[0].payoffs.shape[1:]
    points, signs = signs_along(stretches, differences)
    replies = replies_from_signs(signs, shape)
    table = np.logical_and.reduce(replies)
    symbolic = symbolic_game(scenario, [over])
    return Thresholds(
        scenario,
        over,
        {profile: intervals(points, table[profile]) for profile in np.ndindex(shape)},
        tuple(_regimes(points, table)),
        tuple(_tipping_points(points, replies, over, symbolic)),
        tuple(support_ranges(stretches)) if searchable(shape) else None,
    )


def _regimes(points: Sequence[Exact], table: NDArray[np.bool_]) -> Iterator[IntervalRegime]:
    columns = table.reshape(-1, table.shape[-1])
    starts = np.flatnonzero([True, *(columns[:, 1:] != columns[:, :-1]).any(axis=0)])
    for start, stop in zip(starts, [*starts[1:], columns.shape[1]], strict=True):
        holds = np.zeros(columns.shape[1], dtype=bool)
        holds[start:stop] = True
        yield IntervalRegime(intervals(points, holds)[0], profiles(table[..., start]))


def _tipping_points(
    points: Sequence[Exact], replies: NDArray[np.bool_], over: Variable, symbolic: SymbolicGame
) -> Iterator[TippingPoint]:
    for k, value in enumerate(points[1:-1], start=1):
        before, after = replies[..., 2 * k - 1], replies[..., 2 * k + 1]
        exact = to_rational(value) if isinstance(value, Fraction) else None
        near = {switch: {over.symbol: exact} for switch in switches(before, after)}
        tippings = tuple(Tipping(*pair) for pair in symbolic.closed_forms(near, over, exact).items())
        if tippings:
            old, new = np.logical_and.reduce(before), np.logical_and.reduce(after)
            yield TippingPoint(value, tippings, profiles(new & ~old), profiles(old & ~new))
