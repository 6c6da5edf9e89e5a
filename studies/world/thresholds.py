"""Where who practises what changes: along a push or an appeal, over beta, gamma and monism.

Over the latter the points are exact roots where a world is small, else brackets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from ...games.arrays import Flags
from ...games.errors import InputError, unknown
from ...games.numbers import read_fraction, rounded, shown
from ...games.text.shown import Shown
from ...games.world.setting import WorldSetting
from ...games.world.world import World
from ...solvers.deadline import has_passed
from ...solvers.exact.algebraic import between
from ...solvers.world.certificate import active_in
from ...solvers.world.matrix_path import MOST_ROOTED, matrix_path
from ...solvers.world.path import Tipping, TippingPoint, tipping
from ...solvers.world.steps import found
from ...solvers.world.uniqueness import monotonicity
from ..watch import UNWATCHED, Taken, Watch
from .plan import setter

FORM = "push.RUS=conservative:0:1, push.RUS=liberal>conservative:0:1, appeal=conservative:0:0.5 or beta=0:1"

STEPS, WIDTH = 64, 1e-9
"""Of a parameter in the matrix of a large world: how many steps are looked at, and how narrow brackets are made."""

Place = tuple[int, int]


@dataclass(frozen=True)
class Bracket:
    """Between which two values of a parameter the set of positive shares changes, and how."""

    low: float
    high: float
    entered: tuple[Place, ...]
    left: tuple[Place, ...]


@dataclass(frozen=True, eq=False)
class Crossing:
    """The least value at which something holds that did not before; None where it never does."""

    sentence: str
    value: Any


@dataclass(frozen=True, eq=False, repr=False)
class WorldThresholds(Shown):
    """Where who practises what changes as one input varies.

    Attributes
    ----------
    over
        The input as it was asked for.
    low, high
        The span that was looked at: all that was asked for, or up to where a time limit came.
    path
        The exact path of equilibria, for inputs that stand in the targets.
    of_matrix
        For inputs that stand in the matrix: exact points of a small world; of a large one brackets, and what comes and
        goes between two steps is missed.
    """

    setting: WorldSetting
    over: str
    low: Any
    high: Any
    path: Tipping | None
    of_matrix: tuple[TippingPoint | Bracket, ...]
    pushed: str | None = None

    @property
    def changes(self) -> tuple[TippingPoint | Bracket, ...]:
        """The tipping points or the brackets."""
        return self.of_matrix if self.path is None else self.path.tipping_points

    @property
    def exact(self) -> bool:
        """Whether the tipping points are exact numbers."""
        return self.setting.world.theta.size <= MOST_ROOTED if self.path is None else self.path.exact

    @cached_property
    def crossings(self) -> tuple[Crossing, ...]:
        """What else a reader asks of a path: when the leading order of the pushed state and of the world changes."""
        return () if self.path is None else tuple(_crossings(self, self.path))


def world_thresholds(
    setting: WorldSetting, asked: str, exact: bool = False, watch: Watch = UNWATCHED
) -> WorldThresholds:
    """Find where who practises what changes; see `FORM` for what can vary.

    Along a push or an appeal a small world's path is in fractions, and any world's where `exact` asks for it.
    Where the watch ends before the high end does, a note says how far the input went.

    Raises
    ------
    InputError
        If it is not said right what varies, or the equilibrium is not proven unique all along.
    """
    path, _, span = asked.partition("=")
    head, *rest = path.strip().split(".")
    parts = [part.strip() for part in span.split(":")]
    world = setting.world
    if head in ("push", "appeal") and len(parts) == 3 and len(rest) == (head == "push"):
        towards = _direction(world, rest, parts[0])
        low, high = _ends(asked, parts[1:])
        along = _path(world, towards, low, high, exact or None, watch.deadline)
        study = WorldThresholds(setting, asked, low, _reached(along, high), along, (), *rest)
        return _noted(study, high, exact and not along.exact)
    of_matrix = path.strip() in ("beta", "gamma") or (head == "monism" and len(rest) == 1)
    if of_matrix and len(parts) == 2:
        low, high = _ends(asked, parts)
        find = _roots if world.theta.size <= MOST_ROOTED else _brackets
        changes, reached = find(world, path.strip(), low, high, watch.deadline)
        return _noted(WorldThresholds(setting, asked, low, reached, None, changes), high)
    raise InputError(f"--over {shown(asked, 100)}: expected {FORM}")


def _path(world: World, towards: Any, low: Fraction, high: Fraction, exact: bool | None, deadline: float) -> Tipping:
    """Return the path of equilibria as far as time allows, in decimals where that is too short for fractions."""
    try:
        return tipping(world, towards, low, high, exact, deadline)
    except TimeoutError:
        return tipping(world, towards, low, high, False, deadline)


def _reached(path: Tipping, high: Fraction) -> Fraction:
    end = path.knots[-1]
    return high if end == (high if path.exact else float(high)) else read_fraction(end)


def _noted(study: WorldThresholds, high: Fraction, without_fractions: bool = False) -> WorldThresholds:
    """Return what was found, with a note on what was not reached within the time limit, where there is any."""
    left = ["fractions"] if without_fractions else []
    if study.high < high:
        left.append(f"{study.over.partition('=')[0]} from {rounded(study.high)} to {rounded(high)}")
    notes = Taken((), "within the time limit").note(left) if left else ()
    return replace(study, setting=replace(study.setting, notes=(*study.setting.notes, *notes)))


def _ends(asked: str, parts: list[str]) -> tuple[Fraction, Fraction]:
    try:
        low, high = map(read_fraction, parts)
    except ValueError as error:
        raise InputError(f"--over {shown(asked, 100)}: the ends must be numbers, {error}") from None
    if low >= high:
        raise InputError(f"--over {shown(asked, 100)}: expected a low and a higher number")
    return low, high


def _direction(world: World, state: list[str], orders: str) -> Any:
    """Return what is added to the targets for each unit: towards one order, or from one to another."""
    names, codes = list(world.orders), list(world.states)
    towards = np.full(world.theta.shape, Fraction(0), dtype=object)
    rows: Any = slice(None)
    if state:
        if state[0] not in codes:
            raise InputError(unknown("state", state[0], codes))
        rows = codes.index(state[0])
    *source, target = (order.strip() for order in orders.split(">", 1))
    for order, sign in [(target, 1), *((own, -1) for own in source)]:
        if order not in names:
            raise InputError(unknown("order", order, names))
        towards[rows, names.index(order)] += sign
    return towards


def _check_unique(world: World, path: str, low: Fraction, high: Fraction) -> None:
    """Refuse a span unless weights prove at both ends, and so all along, that the equilibrium is unique."""
    proofs = [monotonicity(world.do({path: end})) for end in (low, high)]
    for end, proof in zip((low, high), proofs, strict=True):
        if proof is None:
            raise InputError(f"--over {path}: at {float(end)} the equilibrium is not proven unique; ask for less")
    one, other = (proof.weights for proof in proofs if proof is not None)
    if one is None or other is None or (one != other).any():
        raise InputError(f"--over {path}: the equilibrium is not proven unique all along; ask for less")


Found = tuple[tuple[Any, ...], Fraction]
"""The changes between the low end and what was reached, and what was reached."""


def _roots(world: World, path: str, low: Fraction, high: Fraction, deadline: float) -> Found:
    _check_unique(world, path, low, high)
    pieces = matrix_path(lambda value: world.do({path: value}), low, high, deadline)
    points = [
        TippingPoint(
            before.interval.high, _places(after.active & ~before.active), _places(before.active & ~after.active)
        )
        for before, after in pairwise(pieces)
    ]
    last = pieces[-1].interval
    return tuple(points), high if last.high >= high else between(last.low, last.high)


def _brackets(world: World, path: str, low: Fraction, high: Fraction, deadline: float) -> Found:
    _check_unique(world, path, low, high)
    changed = setter(world, path)

    def active(value: float) -> Flags:
        numbers = changed(world.decimals, value)
        return active_in(found(numbers, numbers.theta))

    brackets: list[Bracket] = []
    before = (float(low), active(float(low)))
    for step in range(1, STEPS + 1):
        value = low + (high - low) * step / STEPS
        after = (float(value), active(float(value)))
        brackets.extend(_narrowed(active, before, after))
        if has_passed(deadline):
            return tuple(brackets), value
        before = after
    return tuple(brackets), high


def _narrowed(active: Any, one: tuple[float, Flags], other: tuple[float, Flags]) -> Iterator[Bracket]:
    (low, before), (high, after) = one, other
    if (before == after).all():
        return
    if high - low <= WIDTH:
        yield Bracket(low, high, _places(after & ~before), _places(before & ~after))
        return
    middle = (low + high) / 2
    between = (middle, active(middle))
    yield from _narrowed(active, one, between)
    yield from _narrowed(active, between, other)


def _places(flags: Flags) -> tuple[Place, ...]:
    return tuple((int(state), int(order)) for state, order in np.argwhere(flags))


def _crossings(study: WorldThresholds, path: Tipping) -> Iterator[Crossing]:
    world, orders = study.setting.world, list(study.setting.world.orders)
    if study.pushed is not None:
        row = list(world.states).index(study.pushed)
        name = study.setting.name(study.pushed)
        for order, label in enumerate(orders):
            if path.practices[0][row][order] <= Fraction(1, 2):
                above = path.first(lambda practice, k=order: practice[row][k] - Fraction(1, 2))
                if above is not None:
                    yield Crossing(f"{name} is more than half {label}", above)
        yield _lead(f"the leading order of {name}", orders, path, lambda practice: practice[row])
    size = world.size if path.exact else world.decimals.size
    yield _lead("the leading order of the world", orders, path, lambda practice: size @ practice)


def _lead(what: str, orders: list[str], path: Tipping, shares: Any) -> Crossing:
    """Return where an order first passes the one that leads at the low end."""
    lead = int(np.argmax(shares(path.practices[0])))
    passing: Mapping[str, Any] = {
        label: path.first(lambda practice, k=order: shares(practice)[k] - shares(practice)[lead])
        for order, label in enumerate(orders)
        if order != lead
    }
    reached = {label: value for label, value in passing.items() if value is not None}
    if not reached:
        return Crossing(f"{what} stays {orders[lead]}", None)
    label = min(reached, key=lambda name: reached[name])
    return Crossing(f"{what} changes from {orders[lead]} to {label}", reached[label])
