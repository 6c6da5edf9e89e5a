"""The plane of two variables, cut so that no player's preferences change inside a piece.

The payoff differences are polynomials in the variables x and y. Their irreducible factors are curves, and the plane is
cut as in cylindrical algebraic decomposition (Collins 1975): at the critical x a curve turns back, meets another or
leaves the range of y (roots of discriminants, of resultants, of values at the ends of the range), and a factor without
y is a vertical line. Between two critical x, in a *slab*, the curves keep their number and their order, so one rational
x stands for all: the real roots in y there, isolated exactly, bound *bands* in which no sign changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.normal_form import PureProfile
from ...games.scenario.scenario import Scenario
from ...solvers.deadline import stop_after
from ...solvers.exact.algebraic import Coefficients, Exact, between, sign_table
from .preferences import differences, profiles, replies_from_signs
from .variables import Stretch, Variable, cleared, coefficients, corners, payoffs_with, to_rational

if TYPE_CHECKING:
    from sympy import Expr


@dataclass(frozen=True)
class Edge:
    """A lower or upper edge: the `branch`-th root in y, from 0, of a polynomial in (y, x) within (low, high)."""

    polynomial: Any
    branch: int
    low: Fraction
    high: Fraction

    @property
    def formula(self) -> Expr | None:
        """The second variable as a function of the first, or None where the polynomial is not linear in it."""
        if self.polynomial.degree() != 1:
            return None
        ring = self.polynomial.ring
        slope = self.polynomial.diff(ring.gens[0])
        return ((slope * ring.gens[0] - self.polynomial).as_expr() / slope.as_expr()).cancel()

    def at(self, first: Fraction) -> Exact:
        """Return the second variable on the edge, exactly, for a value of the first."""
        line = coefficients(self.polynomial.evaluate(1, to_rational(first)))
        if len(line) == 2:
            return Fraction(-line[0], line[1])
        points, _ = sign_table([line], self.low, self.high)
        return points[1 + self.branch]


@dataclass(frozen=True, eq=False)
class Tile:
    """A rectangle without bends: its height, the curves that cross it, and the payoff differences as products of these.

    The curves are polynomials in (y, x), and `y` is that generator. `powers` has shape (differences, curves); `signs`
    is the sign of what else divides each difference, 0 where the difference vanishes altogether.
    """

    y: Any
    upwards: Stretch
    curves: tuple[Any, ...]
    powers: NDArray[np.int64]
    signs: NDArray[np.int64]
    shape: tuple[int, ...]

    def best_replies(self, curve_signs: NDArray[np.int8]) -> NDArray[np.bool_]:
        """Return the best replies, shape (n, m_1, .., m_n, points), from the curves' signs, shape (curves, points)."""
        parts = np.where(self.powers[..., None] > 0, curve_signs.astype(np.int64) ** self.powers[..., None], 1)
        return replies_from_signs(self.signs[:, None] * parts.prod(axis=1), self.shape)


@dataclass(frozen=True, eq=False)
class Band:
    """A part of a slab between two edges, a sample of y inside, and the best replies there."""

    below: Edge
    above: Edge
    sample: Fraction
    replies: NDArray[np.bool_]

    @property
    def profiles(self) -> tuple[PureProfile, ...]:
        """The pure equilibria."""
        return profiles(np.logical_and.reduce(self.replies))


@dataclass(frozen=True, eq=False)
class Slab:
    """An interval of x without a critical value inside, a sample of it, and the tiles and bands there from below."""

    low: Exact
    high: Exact
    sample: Fraction
    tiles: Sequence[Tile]
    bands: Sequence[Band]


def slab_steps(
    scenario: Scenario, first: Variable, second: Variable, deadline: float
) -> Iterator[tuple[Exact, Callable[[], Slab]]]:
    """Go through the decomposition of the ranges of two variables, from left to right.

    For each slab there is the value of the first variable at which it begins, and the call that returns it.

    Raises
    ------
    InputError
        If the payoffs may have no value somewhere in the ranges.
    TimeoutError
        If the deadline passes while it is worked out where slabs end.
    """
    formulas = payoffs_with(scenario, {first: first.symbol, second: second.symbol})
    rows = list(pairwise(corners(formulas, second)))
    for across in pairwise(corners(formulas, first)):
        tiles = [_tile(formulas, (first, second), across, upwards) for upwards in rows]
        critical: list[Coefficients] = []
        for polynomial in (p for tile in tiles for p in _projections(tile)):
            stop_after(deadline)
            critical.append(coefficients(polynomial))
        points, _ = sign_table(critical, *across)
        for low, high in pairwise([*points, across[1]]):
            yield low, partial(_slab, low, high, tiles)


def _slab(low: Exact, high: Exact, tiles: Sequence[Tile]) -> Slab:
    sample = between(low, high)
    return Slab(low, high, sample, tiles, list(_bands(tiles, sample)))


def _tile(formulas: NDArray[np.object_], over: tuple[Variable, Variable], across: Stretch, upwards: Stretch) -> Tile:
    payoffs, denominators = cleared(formulas, over[::-1], (upwards, across))
    if not all(_one_signed(denominator, across, upwards) for denominator in denominators):
        raise InputError(f"{over[0].path} and {over[1].path}: a payoff may have no value somewhere in their ranges")
    wanted = differences(payoffs)
    factored = {gap: gap.factor_list() for gap in wanted if gap != 0}
    factors = dict.fromkeys(factor for _, parts in factored.values() for factor, _ in parts)
    curves = tuple(factor for factor in factors if not _one_signed(factor, across, upwards))
    middle = [(low + high) / 2 for low, high in (across, upwards)]
    powers = np.zeros((len(wanted), len(curves)), dtype=np.int64)
    signs = np.zeros(len(wanted), dtype=np.int64)
    for k, gap in enumerate(wanted):
        constant, parts = factored.get(gap, (0, []))
        signs[k] = (constant > 0) - (constant < 0)
        for factor, power in parts:
            if factor in curves:
                powers[k, curves.index(factor)] = power
            elif value_at(factor, *middle) < 0:
                signs[k] *= (-1) ** power
    return Tile(denominators[0].ring.gens[0], upwards, curves, powers, signs, payoffs.shape[1:])


def _one_signed(polynomial: Any, across: Stretch, upwards: Stretch) -> bool:
    """Tell whether it is plain that a polynomial vanishes nowhere in a closed rectangle.

    One that is linear in each variable takes its extremes at the corners.
    """
    if any(degree > 1 for degree in polynomial.degrees()):
        return False
    values = [value_at(polynomial, x, y) for x, y in product(across, upwards)]
    return all(value > 0 for value in values) or all(value < 0 for value in values)


def value_at(polynomial: Any, first: Fraction, second: Fraction) -> Any:
    """Return a polynomial in (y, x) at x = `first`, y = `second`."""
    return polynomial.evaluate(list(zip(polynomial.ring.gens, map(to_rational, (second, first)), strict=True)))


def _projections(tile: Tile) -> Iterator[Any]:
    """Go through polynomials in x whose roots include all critical x."""
    bent = [curve for curve in tile.curves if curve.degree() > 0]
    yield from (curve.drop(0) for curve in tile.curves if curve.degree() == 0)
    for curve in bent:
        yield curve.ring.dmp_discriminant(curve)
        yield from (curve.evaluate(0, to_rational(end)) for end in tile.upwards)
    yield from (one.ring.dmp_resultant(one, other) for one, other in combinations(bent, 2))


def _bands(tiles: Sequence[Tile], x: Fraction) -> Iterator[Band]:
    for tile in tiles:
        points, signs = sign_table([coefficients(c.evaluate(1, to_rational(x))) for c in tile.curves], *tile.upwards)
        replies = tile.best_replies(signs)
        edges = [_end(tile, 0), *(_edge(tile, signs, 2 * k) for k in range(1, len(points))), _end(tile, 1)]
        for k, (low, high) in enumerate(pairwise([*points, tile.upwards[1]])):
            yield Band(edges[k], edges[k + 1], between(low, high), replies[..., 2 * k + 1])


def _edge(tile: Tile, signs: NDArray[np.int8], column: int) -> Edge:
    """Return the curve that vanishes at a point over the sample of a slab: only one does, or x would be critical."""
    place = int(np.flatnonzero(signs[:, column] == 0)[0])
    branch = np.count_nonzero(signs[place, 2:column:2] == 0)
    return Edge(tile.curves[place], int(branch), *tile.upwards)


def _end(tile: Tile, side: int) -> Edge:
    return Edge(tile.y - to_rational(tile.upwards[side]), 0, *tile.upwards)
