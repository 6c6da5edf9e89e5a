"""The smallest discount at which given payoffs can be sustained.

With public randomisation the set of subgame-perfect payoffs grows with the discount (Abreu, Pearce and Stacchetti
1990, theorem 6), so the discounts at which it holds the target are all from one on, and halving finds that one. On
the way down the set at a discount comes from outside: once the target is out, nothing more need be computed. Where it
is in, the set is not followed to its end but at the last discount, whose answer holds for those before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import islice
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ....games.numbers import number, rounded
from ....games.scenario.given import GivenScenario, game_of
from ....games.text.shown import Shown
from ...exact.algebraic import between
from .abreu_sannikov import RecursiveSet, shrinking
from .action_table import ActionTable, action_table
from .convex_hull import Polytope
from .hull_programs import distance
from .payoff_set import MOST_AT_DISCOUNT, checked_payoffs, refuse_large

CLOSE = Fraction(1, 2**30)
"""The length at which the interval is short enough."""

NEAR = 3e-10
"""A target this near to the set, in shares of the players' payoff ranges, counts as a point of it."""

RISING = tuple(1 - Fraction(1, 2**power) for power in range(1, 7))
"""The discounts tried first, up to 63/64: sets take about 1 / (1 - d) times as many steps."""

HeldAt = Callable[..., RecursiveSet | None]
"""Gives the set at a discount if it has the target, or None: within a set of a larger discount, after a few steps."""

FIRST_STEPS = 4
"""Steps after which a target that is out at one of these discounts has mostly gone, from all feasible payoffs."""

FEW_STEPS = 2
"""Steps after which a target that is out at a discount near the smallest one has mostly gone, from a set near by."""


@dataclass(frozen=True, repr=False)
class TargetDiscount(Shown):
    """Where the smallest discount lies at which the target is a payoff of an equilibrium.

    Attributes
    ----------
    below
        At this discount the target is not in the set; None if it is at 0 already.
    at
        At this discount it is; None if it is at none that was tried. Where the smallest discount is a simple fraction,
        it is this one: the fraction of the smallest denominator in the interval is tried last.
    reason
        Why `at` is None, or why the two are farther apart than `CLOSE`; else empty.
    """

    below: Fraction | None
    at: Fraction | None
    reason: str = ""

    def about(self) -> str:
        """Return the discount."""
        return "not found" if self.at is None else number(self.at)


NEVER = TargetDiscount(RISING[-1], None, f"not sustained up to {RISING[-1]}")
"""The answer where none of these discounts has the target."""


def smallest_discount(stage: GivenScenario, target: ArrayLike, deadline: float = inf) -> TargetDiscount:
    """Return an interval, no longer than 2^-29, that has the smallest discount at which payoffs can be sustained.

    Sustained by subgame-perfect equilibria in pure actions with public randomisation, the harshest threats included,
    so that it may be smaller than what reversion to a stage equilibrium needs.

    Parameters
    ----------
    stage
        The game that is repeated, of up to three players.
    target
        One payoff for each player, shape (n,); it counts as sustained where the set comes within 3e-10 of the players'
        payoff ranges.
    deadline
        A reading of the clock `time.monotonic` by which the discount must be found; asked between steps.

    Raises
    ------
    ValueError
        If the target has the wrong length, or the game is too large.
    TimeoutError
        If the deadline comes first.

    Examples
    --------
    >>> from ....games.normal_form import NormalFormGame
    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> found = smallest_discount(dilemma, (3, 3))
    >>> found.at, float(found.at - found.below) < 1e-8
    (Fraction(1, 2), True)
    >>> smallest_discount(dilemma, (5, 0)).reason
    'the target is not feasible, or pays a player less than its pure minmax value'
    """
    stage = game_of(stage)
    refuse_large(stage, {n: most for n, most in MOST_AT_DISCOUNT.items() if n <= 3})
    table = action_table(stage)
    shares = table.shares(checked_payoffs("target", stage, target))
    if distance(table.payoffs, shares) > NEAR or (shares < table.pure_minmax() - NEAR).any():
        return TargetDiscount(
            RISING[-1], None, "the target is not feasible, or pays a player less than its pure minmax value"
        )
    held_at = partial(_held, table, shares, deadline)
    if held_at(Fraction(0)):
        return TargetDiscount(None, Fraction(0))
    return _guessed(held_at) or _halved(held_at)


def _first_held(held_at: HeldAt, *most_steps: int) -> tuple[Fraction, Fraction, RecursiveSet] | None:
    """Return the first of the discounts `RISING` that has the target, the one before it, and the set."""
    below = Fraction(0)
    for at in RISING:
        if held := held_at(at, None, *most_steps):
            return below, at, held
        below = at
    return None


def _guessed(held_at: HeldAt) -> TargetDiscount | None:
    """Halve as `_halved`, taking the target for held where a few steps leave it in; None if that is wrong at the end.

    What the steps leave holds the sets of all smaller discounts, so that the next steps go on from there. A target that
    is held at the last discount is held at those before.
    """
    first = _first_held(held_at, FIRST_STEPS)
    if first is None:
        return NEVER
    below, at, held = first
    while at - below > CLOSE:
        middle = (below + at) / 2
        smaller = held_at(middle, held, FEW_STEPS)
        if smaller is None:
            below = middle
        else:
            at, held = middle, smaller
    simplest = between(below, at + CLOSE)
    for discount in sorted({at, min(at, simplest)}):
        last = held_at(discount, held)
        if last and last.converged:
            return TargetDiscount(below, max(discount, simplest))
    return None


def _halved(held_at: HeldAt) -> TargetDiscount:
    """Halve from a set that has the target on: that of a smaller discount lies within it."""
    first = _first_held(held_at)
    if first is None:
        return NEVER
    below, at, held = first
    if not held.converged:
        return TargetDiscount(below, None, _undecided(at))
    while at - below > CLOSE:
        middle = (below + at) / 2
        smaller = held_at(middle, held)
        if smaller is None:
            below = middle
        elif smaller.converged:
            at, held = middle, smaller
        else:
            return TargetDiscount(below, at, _undecided(middle))
    simplest = between(below, at + CLOSE)
    last = held_at(simplest)
    return TargetDiscount(below, simplest if last and last.converged else at)


def _undecided(discount: Fraction) -> str:
    return f"the set at the discount {rounded(discount, 9)} still had the target and still shrank at the last step"


def _held(
    table: ActionTable,
    shares: NDArray[np.float64],
    deadline: float,
    discount: Fraction,
    within: RecursiveSet | None = None,
    most_steps: int | None = None,
) -> RecursiveSet | None:
    """Return the last set at a discount, or that after so many steps, which has the target; None once one has not."""
    last = None
    for last in islice(shrinking(table, float(discount), within, deadline), most_steps):
        if _is_out(last.polytope, shares):
            return None
    return last


def _is_out(polytope: Polytope, shares: NDArray[np.float64]) -> bool:
    """Tell whether the target is out, by the faces at first and then by its nearest point."""
    if len(polytope.vertices) == 0:
        return True
    over = polytope.normals @ shares - polytope.support(polytope.normals)
    return bool(over.max() > NEAR and distance(polytope.vertices, shares) > NEAR)
