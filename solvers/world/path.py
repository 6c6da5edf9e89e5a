"""Equilibria along a push: t(tau) = t + tau d, and where who practises what changes.

With strong monotonicity the equilibrium is unique at every tau and piecewise affine in it. On a piece, with y_ik the
share of an order that state i practises and the slack F_ik - lambda_i of one that it does not, y(tau) = y + tau dy
stays positive; the piece ends at the least tau at which some y_ik meets 0. There those entries change sides for which
the next piece would otherwise turn negative: the least index first, again and again, which ends as every principal
minor is positive (Murty 1974, Linear Algebra and its Applications 9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

import numpy as np

from ...games.arrays import Flags, Floats, Fractions
from ...games.errors import InputError, expect
from ...games.numbers import read_fraction, read_fractions, shown
from ...games.text.shown import Shown
from ...games.world.world import World
from ..deadline import stop_after
from .active_set import balance
from .solution import solve_world
from .steps import dense
from .uniqueness import monotonicity

MOST_EXACT = 40
"""Shares of a world (states times orders) up to which a path is in fractions where it is not said."""

MOST_PIECES = 20_000

_ZERO = 1e-11
_REFRESH = 128


@dataclass(frozen=True)
class TippingPoint:
    """Where the set of positive shares changes: tau, and the places (state, order) that come in and drop out."""

    tau: Any
    entered: tuple[tuple[int, int], ...]
    left: tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False, repr=False)
class Tipping(Shown):
    """The path of equilibria along a push.

    Attributes
    ----------
    direction
        d, shape (n, K).
    tipping_points
        Strictly between the ends, ascending.
    knots
        The ends and every tau at which the path bends, ascending; the last is below the high end where a deadline
        came first.
    practices
        The equilibria at the knots, between which it is affine, each of shape (n, K).
    exact
        Whether all numbers are Fractions.
    """

    world: World
    direction: Fractions
    tipping_points: tuple[TippingPoint, ...]
    knots: tuple[Any, ...]
    practices: tuple[Any, ...]
    exact: bool

    def about(self) -> str:
        """Return how many tipping points there are."""
        return f"{len(self.tipping_points)} tipping points"

    @property
    def points(self) -> tuple[Any, ...]:
        """The tau of each tipping point, ascending."""
        return tuple(point.tau for point in self.tipping_points)

    def first(self, quantity: Callable[[Any], Any]) -> Any:
        """Return the least tau after which a quantity, linear in the practice, is above 0; None where it never is."""
        values = [quantity(practice) for practice in self.practices]
        for place in range(len(values) - 1):
            before, after = values[place], values[place + 1]
            if before > 0 or after > 0:
                step = (self.knots[place + 1] - self.knots[place]) * (0 if before >= 0 else before / (before - after))
                return self.knots[place] + step
        return None


def tipping(
    world: World, direction: Any, low: Any, high: Any, exact: bool | None = None, deadline: float = inf
) -> Tipping:
    """Follow the equilibrium as targets move along a direction, from `low` to `high`.

    Parameters
    ----------
    world
        The game; tau counts from it as it is given.
    direction
        What is added to the pushes for each unit of tau, shape (n, K).
    low, high
        The ends, `low` below `high`.
    exact
        Whether to answer in fractions; where left out, up to `MOST_EXACT` shares.
    deadline
        A reading of the clock `time.monotonic` at which the path ends with the pieces that it has.

    Raises
    ------
    InputError
        If the arguments do not fit, or it is not proven that the equilibrium is unique all along.
    TimeoutError
        If in fractions not even the first piece was found by the deadline; without them it is in any case.

    Examples
    --------
    >>> world = World([[1, 0], [0, 1]], [[0, 1], [1, 0]], ["1/2", "1/2"], "1/2", 0, 0, 0, 0)
    >>> tipping(world, [[-1, 1], [0, 0]], 0, 2).points
    (Fraction(1, 4), Fraction(3, 4))
    """
    towards, start, end = _asked(world, direction, low, high)
    proof = monotonicity(world)
    if proof is None:
        raise InputError(
            "tipping points need an equilibrium that is proven unique, and of this world there is no proof"
        )
    as_fractions = world.theta.size <= MOST_EXACT if exact is None else exact
    pieces = _ExactPieces(world, towards, deadline) if as_fractions else _FloatPieces(world, towards)
    begun = world.replace(push=world.push + start * towards)
    begin = solve_world(begun, as_fractions, deadline)
    if begin.cut_short:
        raise TimeoutError("the time limit came before an equilibrium in fractions")
    ends = (start, end) if as_fractions else (float(start), float(end))
    return _followed(pieces, world, towards, begin.active, *ends, deadline)


def _asked(world: World, direction: Any, low: Any, high: Any) -> tuple[Fractions, Fraction, Fraction]:
    expect(world, World, "a world, as load_world gives it")
    try:
        towards = read_fractions("direction", np.asarray(direction))
        start, end = read_fraction(low), read_fraction(high)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"a path needs a table of numbers for its direction, and numbers for its ends: {error}"
        ) from None
    if towards.shape != world.theta.shape:
        raise InputError(f"direction must have shape {world.theta.shape} (states, orders), got {towards.shape}")
    if start >= end:
        raise InputError(f"a path goes from a low to a higher number, got {shown(low)} and {shown(high)}")
    return towards, start, end


class _ExactPieces:
    """The pieces of a path in fractions."""

    exact, zero = True, Fraction(0)

    def __init__(self, world: World, direction: Fractions, deadline: float) -> None:
        self.world, self.direction, self.deadline = world, direction, deadline

    def piece(self, active: Flags) -> tuple[Any, Any]:
        """Return y at tau = 0 and dy, each of shape (n, K)."""
        return self._solved(active, None), self._solved(active, self.direction)

    def _solved(self, active: Flags, targets: Fractions | None) -> Any:
        solution = balance(self.world, active, targets, self.deadline)
        assert solution is not None  # every principal minor of a monotone world is positive
        chosen = np.where(active, solution.practice, solution.slack)
        return np.frompyfunc(lambda number: Fraction(number) / solution.divisor, 1, 1)(chosen)


class _FloatPieces:
    """The pieces of a path in floating-point numbers, by an inverse that is changed a column at a time."""

    exact, zero = False, _ZERO

    def __init__(self, world: World, direction: Fractions) -> None:
        numbers = world.decimals
        states, orders = numbers.targets.shape
        self.size, self.shape = states * orders, numbers.targets.shape
        members = np.kron(np.eye(states), np.ones((orders, 1)))
        levels = np.vstack([-members, np.zeros((states, states))])
        self.shares = np.vstack([dense(numbers), members.T])
        self.slacks = np.vstack([-np.eye(self.size), np.zeros((states, self.size))])
        self.levels = levels
        self.sides = np.zeros((self.size + states, 2))
        self.sides[: self.size] = np.stack([numbers.targets.ravel(), direction.astype(float).ravel()], axis=1)
        self.sides[self.size :, 0] = 1
        self.active: Flags | None = None
        self.inverse: Floats = np.empty(0)
        self.changes = 0

    def piece(self, active: Flags) -> tuple[Any, Any]:
        """Return y at tau = 0 and dy, each of shape (n, K)."""
        flat = active.ravel()
        turned = [] if self.active is None else np.flatnonzero(flat != self.active)
        if self.active is None or self.changes + len(turned) > _REFRESH:
            system = np.hstack([np.where(flat, self.shares, self.slacks), self.levels])
            self.inverse = np.asarray(np.linalg.inv(system), dtype=np.float64)
            self.changes = 0
        else:
            for place in turned:
                column = self.shares[:, place] if flat[place] else self.slacks[:, place]
                self._replace(int(place), np.asarray(column, dtype=np.float64))
        self.active = flat.copy()
        values = self.inverse @ self.sides
        return values[: self.size, 0].reshape(self.shape), values[: self.size, 1].reshape(self.shape)

    def _replace(self, place: int, column: Floats) -> None:
        image = self.inverse @ column
        row = self.inverse[place] / image[place]
        image[place] = 0
        self.inverse -= np.multiply.outer(image, row)
        self.inverse[place] = row
        self.changes += 1


AnyPieces = _ExactPieces | _FloatPieces


class _Piece(NamedTuple):
    """Where the path is affine: from a tau to another, who may practise what and who does, y at tau = 0 and dy."""

    start: Any
    end: Any
    active: Flags
    positive: Flags
    values: Any
    slopes: Any

    def at(self, tau: Any) -> Any:
        """Return the practice at a tau, shape (n, K)."""
        return _shares(self.active, self.values + tau * self.slopes)


def _followed(
    pieces: AnyPieces, world: World, direction: Fractions, active: Flags, low: Any, high: Any, deadline: float
) -> Tipping:
    found: list[_Piece] = []
    try:
        for piece in _along(pieces, active, low, high, deadline):
            found.append(piece)
    except TimeoutError:
        if not found:
            raise
    points = [
        TippingPoint(
            after.start, _places(after.positive & ~before.positive), _places(before.positive & ~after.positive)
        )
        for before, after in pairwise(found)
        if (after.positive != before.positive).any()
    ]
    knots = (low, *(piece.end for piece in found))
    practices = (found[0].at(low), *(piece.at(piece.end) for piece in found))
    return Tipping(world, direction, tuple(points), knots, practices, pieces.exact)


def _along(pieces: AnyPieces, active: Flags, tau: Any, high: Any, deadline: float) -> Iterator[_Piece]:
    """Go from piece to piece of the path; after the first a TimeoutError where the deadline has passed."""
    values, slopes = pieces.piece(active)
    for _ in range(MOST_PIECES):
        open_ = np.abs(values + tau * slopes) <= pieces.zero
        active, values, slopes = _turned(pieces, active, open_, values, slopes)
        until = _next(values, slopes, open_, tau, high, pieces.zero)
        positive = active & (values + (tau + until) / 2 * slopes > pieces.zero)
        yield _Piece(tau, until, active, positive, values, slopes)
        tau = until
        if tau >= high:
            return
        stop_after(deadline)
    raise InputError(f"the path bends more than {MOST_PIECES} times; ask for a shorter one")


def _turned(pieces: AnyPieces, active: Flags, open_: Flags, values: Any, slopes: Any) -> tuple[Flags, Any, Any]:
    """Return who practises what on the next piece: of the places at 0, those stay or turn that keep it from falling."""
    while (falling := np.flatnonzero(open_ & (slopes < -pieces.zero))).size:
        active = active.copy()
        active.flat[falling[0]] = not active.flat[falling[0]]
        values, slopes = pieces.piece(active)
    return active, values, slopes


def _next(values: Any, slopes: Any, open_: Flags, tau: Any, end: Any, zero: Any) -> Any:
    falls = (slopes < -zero) & ~open_
    meets = -values[falls] / slopes[falls]
    return min([end, *meets[meets > tau]])


def _shares(active: Flags, values: Any) -> Any:
    return np.where(active, values, 0 * values)


def _places(flags: Flags) -> tuple[tuple[int, int], ...]:
    return tuple((int(state), int(order)) for state, order in np.argwhere(flags))
