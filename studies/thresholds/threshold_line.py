"""Where along one variable each pure profile is an equilibrium, and where best replies switch; all of it exact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import PureProfile
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import has_tree
from ...games.text.shown import Shown
from ...solvers.deadline import deadline_after
from ...solvers.exact.algebraic import Exact, Interval, intervals
from ..watch import UNWATCHED, Watch
from .by_rank.sequence_line import SequenceLine, sequence_line
from .by_rank.stability_line import StabilityLine, stability_line
from .closed_forms import SymbolicGame, symbolic_game
from .plays import Holding, IntervalRegime
from .preferences import Switch, differences, profiles, replies_from_signs, signs_along, switches
from .support_ranges import SupportRange, searchable, support_pairs, support_range
from .variables import GivenRange, Stretch, Variable, pieces, to_rational, variable, without_effect

if TYPE_CHECKING:
    from sympy import Expr

LEAST_SECONDS = 1.0
"""What it may take in any case to find where pure profiles are equilibria, without which nothing can be said."""


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


@dataclass(frozen=True, eq=False, repr=False)
class Thresholds(Shown):
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
    notes
        Which closed forms and mixed equilibria were not reached, and why.
    stability
        Where each profile is stable in the concept that was asked for; None where equilibria alone were.
    """

    scenario: Scenario
    over: Variable
    equilibria: Mapping[PureProfile, tuple[Interval, ...]]
    regimes: tuple[IntervalRegime, ...]
    tipping_points: tuple[TippingPoint, ...]
    mixed: tuple[SupportRange, ...] | None
    notes: tuple[str, ...] = ()
    stability: StabilityLine | None = None

    @property
    def spans(self) -> dict[str, Stretch]:
        """The lowest and the highest value of the number that varies, by its path in full."""
        return {self.over.path: (self.over.low, self.over.high)}

    @cached_property
    def sequence(self) -> SequenceLine | None:
        """What the variable decides where players move in an order or in a tree; None where all move at once."""
        in_sequence = self.scenario.order or has_tree(self.scenario)
        return sequence_line(self.scenario, self.over) if in_sequence else None

    @property
    def without_effect(self) -> tuple[Variable, ...]:
        """The variable, if no payoff depends on it."""
        return without_effect(self.scenario, [self.over])


def threshold_line(
    scenario: Scenario,
    path: str,
    between: GivenRange | None = None,
    watch: Watch = UNWATCHED,
    concept: str = "nash",
) -> Thresholds:
    """Return what the number at a path decides; see `thresholds`."""
    over = variable(scenario, path, between)
    stability = None if concept == "nash" else stability_line(scenario, over, concept)
    what = f"where the equilibria change over {over.name}"
    watch.tell(what)
    stretches = pieces(scenario, over)
    shape = stretches[0].payoffs.shape[1:]
    pure = max(watch.deadline, deadline_after(LEAST_SECONDS))
    found = replace(watch, deadline=pure).take([(what, partial(signs_along, stretches, differences, pure))])
    if not found.results:
        left = ["where pure profiles are equilibria", "tipping points", "mixed equilibria"]
        return Thresholds(scenario, over, {}, (), (), (), found.note(left))
    ((points, signs),) = found.results
    replies = replies_from_signs(signs, shape)
    table = np.logical_and.reduce(replies)
    turns = list(_tipping_points(points, replies))
    symbolic = symbolic_game(scenario, [over])
    solved = watch.take(("the formulas of tipping points", partial(_solved, turn, symbolic, over)) for turn in turns)
    pairs = list(support_pairs(shape)) if searchable(shape) else []
    asked = [] if solved.stopped else pairs
    mixed = watch.take(("mixed equilibria", partial(support_range, stretches, *pair)) for pair in asked)
    later = f"the formulas of the tipping points from number {len(solved.results) + 1} on"
    unsearched = len(pairs) - len(mixed.results)
    left = [f"mixed equilibria on {unsearched} of {len(pairs)} pairs of supports"] if unsearched else []
    return Thresholds(
        scenario,
        over,
        {profile: intervals(points, table[profile]) for profile in np.ndindex(shape)},
        Holding(tuple(np.ndindex(shape)), points, table.reshape(-1, table.shape[-1])).regimes,
        (*solved.results, *turns[len(solved.results) :]),
        tuple(found for found in mixed.results if found is not None) if searchable(shape) else None,
        solved.note([later, *left]) or mixed.note(left),
        stability,
    )


def _tipping_points(points: Sequence[Exact], replies: NDArray[np.bool_]) -> Iterator[TippingPoint]:
    """Go through the tipping points, still without closed forms."""
    for k, value in enumerate(points[1:-1], start=1):
        before, after = replies[..., 2 * k - 1], replies[..., 2 * k + 1]
        tippings = tuple(Tipping(switch, None) for switch in switches(before, after))
        if tippings:
            old, new = np.logical_and.reduce(before), np.logical_and.reduce(after)
            yield TippingPoint(value, tippings, profiles(new & ~old), profiles(old & ~new))


def _solved(turn: TippingPoint, symbolic: SymbolicGame, over: Variable) -> TippingPoint:
    """Return a tipping point with its closed forms."""
    exact = to_rational(turn.value) if isinstance(turn.value, Fraction) else None
    near = {tip.switch: {over.symbol: exact} for tip in turn.tippings}
    return replace(turn, tippings=tuple(Tipping(*pair) for pair in symbolic.closed_forms(near, over, exact).items()))
