"""Where in the plane of two variables each set of pure equilibria holds, and the exact curves between.

The bands of the decomposition that have the same equilibria and touch are joined into cells, and the curves and lines
that still part something are the boundaries. Cells are open. On a boundary the equilibria of both sides hold where
payoffs do not jump; a tie may add others that hold on the boundary alone, which are not listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.normal_form import PureProfile
from ...games.numbers import number
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.exact.algebraic import Interval, between, sign_table
from ..watch import UNWATCHED, Watch
from .closed_forms import SymbolicGame, symbolic_game
from .decomposition import Band, Edge, Slab, Tile, slab_steps, value_at
from .preferences import Switch, profiles, switches
from .threshold_line import Tipping
from .variables import GivenRange, Stretch, Variable, coefficients, to_rational, variable, without_effect

if TYPE_CHECKING:
    from sympy import Expr


PlanePoint = tuple[Fraction, Fraction]

Crossed = Mapping[Switch, PlanePoint]
"""Switches, each with a point near which it is."""


@dataclass(frozen=True)
class Cell:
    """An open region with one set of pure equilibria: the first variable in an interval, the second between two edges.

    `sample` is a point inside, of simple fractions.
    """

    across: Interval
    below: Edge
    above: Edge
    profiles: tuple[PureProfile, ...]
    sample: PlanePoint

    def __contains__(self, point: PlanePoint) -> bool:
        """Tell whether a point lies in the cell."""
        first, second = point
        return first in self.across and self.below.at(first) < second < self.above.at(first)


@dataclass(frozen=True)
class Boundary:
    """A curve that parts regions with different equilibria.

    Attributes
    ----------
    equation
        A polynomial in the two variables, 0 on the curve.
    rising
        The variable that is taken to rise across the curve: the second one, at a vertical line the first.
    formula
        That variable as a function of the other one, or None where the equation is not linear in it.
    tippings
        Whose switches change the equilibria there, with closed forms for the rising variable.
    """

    equation: Expr
    rising: Variable
    formula: Expr | None
    tippings: tuple[Tipping, ...]


@dataclass(frozen=True, eq=False, repr=False)
class ThresholdMap(Shown):
    """What two variables decide: the cells, from left to right and from below, and the boundaries between them.

    A vertical line at an irrational value parts cells, but is not among the boundaries. `notes` say what was not
    reached, and why: cells are worked out from left to right, then the boundaries between them.
    """

    scenario: Scenario
    over: tuple[Variable, Variable]
    cells: tuple[Cell, ...]
    boundaries: tuple[Boundary, ...]
    notes: tuple[str, ...] = ()

    @property
    def spans(self) -> dict[str, Stretch]:
        """The lowest and the highest value of each number that varies, by its path in full."""
        return {known.path: (known.low, known.high) for known in self.over}

    @property
    def without_effect(self) -> tuple[Variable, ...]:
        """Those of the two variables on which no payoff depends."""
        return without_effect(self.scenario, self.over)


def threshold_map(
    scenario: Scenario,
    paths: Sequence[str],
    ranges: Sequence[GivenRange | None] = (None, None),
    watch: Watch = UNWATCHED,
) -> ThresholdMap:
    """Return what the numbers at two paths decide; see `thresholds`."""
    first, second = (variable(scenario, path, span) for path, span in zip(paths, ranges, strict=True))
    _refuse_dependent(first, second)
    watch.tell(f"where the equilibria change over {first.name} and {second.name}")
    plane = watch.take(
        (f"cells from {first.name} = {number(low)} on", step)
        for low, step in slab_steps(scenario, first, second, watch.deadline)
    )
    drawn = watch.take([] if plane.stopped else _boundary_steps(plane.results, scenario, first, second))
    reached = plane.results[-1].high if plane.results else first.low
    left = [f"{first.name} from {number(reached)} to {number(first.high)}", "the boundaries"]
    return ThresholdMap(
        scenario,
        (first, second),
        tuple(_cells(plane.results)),
        drawn.results,
        plane.note(left) or drawn.note([f"the boundaries from number {len(drawn.results) + 1} on"]),
    )


def _boundary_steps(
    plane: Sequence[Slab], scenario: Scenario, first: Variable, second: Variable
) -> Iterator[tuple[str, Callable[[], Boundary]]]:
    """Go through the boundaries, in words and to be worked out: the curves, then the vertical lines."""
    symbolic = symbolic_game(scenario, (first, second))
    for boundary, crossed in (*_curves(plane, second), *_lines(plane, first)):
        words = f"formulas of the boundary {boundary.equation} = 0"
        yield words, partial(_switched, boundary, crossed, symbolic, (first, second))


def _refuse_dependent(first: Variable, second: Variable) -> None:
    if first.path == second.path:
        raise InputError(f"{first.path}: is given twice")
    if _pool(first.path) == _pool(second.path):
        raise InputError(f"{first.path} and {second.path}: two parts of one whole cannot vary apart from each other")


def _pool(path: str) -> str:
    """Return what a share is a part of: a mix, or the types that an actor may be of; another path as it is."""
    parts = path.split(".")
    if parts[0] != "actors":
        return path
    return ".".join(parts[:-2] if parts[-1] == "prior" else parts[:-1])


def _cells(plane: Sequence[Slab]) -> list[Cell]:
    """Join bands with the same equilibria: within a slab, then over slabs where both edges are the same functions."""
    cells: list[Cell] = []
    touching: dict[tuple[Edge, Edge, tuple[PureProfile, ...]], int] = {}
    for slab in plane:
        here: dict[tuple[Edge, Edge, tuple[PureProfile, ...]], int] = {}
        for low, high in _runs(slab.bands):
            key = low.below, high.above, low.profiles
            if key in touching and all(edge.formula is not None for edge in key[:2]):
                old = cells[touching[key]]
                cells[touching[key]] = replace(old, across=replace(old.across, high=slab.high))
            else:
                second = between(key[0].at(slab.sample), key[1].at(slab.sample))
                cells.append(Cell(Interval(slab.low, slab.high, False, False), *key, (slab.sample, second)))
                touching[key] = len(cells) - 1
            here[key] = touching[key]
        touching = here
    return cells


def _runs(bands: Sequence[Band]) -> Iterator[tuple[Band, Band]]:
    """Go through the longest runs of bands with the same equilibria: the first and the last of each."""
    starts = [0, *(k for k in range(1, len(bands)) if bands[k].profiles != bands[k - 1].profiles)]
    for start, stop in zip(starts, [*starts[1:], len(bands)], strict=True):
        yield bands[start], bands[stop - 1]


def _curves(plane: Sequence[Slab], second: Variable) -> Iterator[tuple[Boundary, Crossed]]:
    """Go through the curves across which, upwards, the equilibria change, with the switches there."""
    curves: dict[Any, dict[Switch, PlanePoint]] = {}
    formulas: dict[Any, Expr | None] = {}
    for slab in plane:
        for low, high in pairwise(slab.bands):
            crossed = dict.fromkeys(_deciding(low.replies, high.replies), (slab.sample, low.sample))
            if crossed:
                curve = low.above.polynomial
                formulas[curve] = low.above.formula
                curves[curve] = crossed | curves.get(curve, {})
    for curve, crossed in curves.items():
        yield Boundary(curve.as_expr(), second, formulas[curve], ()), crossed


def _lines(plane: Sequence[Slab], first: Variable) -> Iterator[tuple[Boundary, Crossed]]:
    """Go through the vertical lines, at rational values, across which, to the right, the equilibria change."""
    for left, right in pairwise(plane):
        if isinstance(right.low, Fraction):
            crossed = dict(_crossings(left, right, right.low))
            if crossed:
                value = to_rational(right.low)
                yield Boundary(first.symbol - value, first, value, ()), crossed


def _crossings(left: Slab, right: Slab, x: Fraction) -> Iterator[tuple[Switch, PlanePoint]]:
    """Go through the switches on the line between two slabs, with a point of the line for each."""
    for old, new in zip(left.tiles, right.tiles, strict=True):
        if old is new and not any(curve.degree() == 0 and value_at(curve, x, x) == 0 for curve in old.curves):
            continue
        bent = [curve.evaluate(1, to_rational(x)) for curve in (*old.curves, *new.curves) if curve.degree() > 0]
        points, _ = sign_table([coefficients(curve) for curve in bent], *old.upwards)
        for low, high in pairwise([*points, old.upwards[1]]):
            y = between(low, high)
            before, after = _beside(old, left.sample, (x, y)), _beside(new, right.sample, (x, y))
            yield from ((switch, (x, y)) for switch in _deciding(before, after))


def _deciding(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> Iterator[Switch]:
    """Go through the switches that change the equilibria from one table of best replies to another."""
    changed = profiles(before.all(axis=0) != after.all(axis=0))
    return (switch for switch in switches(before, after) if switch.decides(changed))


def _beside(tile: Tile, side: Fraction, point: PlanePoint) -> NDArray[np.bool_]:
    """Return the best replies next to a point on a vertical line, on the side on which there is a given x."""
    values = [value_at(curve, side if curve.degree() == 0 else point[0], point[1]) for curve in tile.curves]
    signs = np.array([[(value > 0) - (value < 0)] for value in values], dtype=np.int8).reshape(-1, 1)
    return tile.best_replies(signs)[..., 0]


def _switched(
    boundary: Boundary, crossed: Crossed, symbolic: SymbolicGame, plane: tuple[Variable, Variable]
) -> Boundary:
    """Return a boundary with whose switches change the equilibria there."""
    symbols = [known.symbol for known in plane]
    near = {switch: dict(zip(symbols, map(to_rational, point), strict=True)) for switch, point in crossed.items()}
    forms = symbolic.closed_forms(near, boundary.rising, boundary.formula)
    return replace(boundary, tippings=tuple(Tipping(*pair) for pair in forms.items()))
