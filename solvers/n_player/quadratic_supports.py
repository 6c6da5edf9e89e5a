"""Supports on which the indifference equations reduce to one quadratic: three players mix, two of them two actions.

Let y and z be the vectors, up to a factor, of two players who mix two actions each.

If the third mixes two as well, with vector x, the equations of the three are y A z = 0, x B z = 0 and x C y = 0. With
R the rotation by a right angle, y = R C'x and z = R B'x, so x is a root of the quadratic form x C R'A R B' x.

If the third mixes more, the equations of that player are linear in the matrix w = y z'. In the space of their
solutions, of dimension 1 or 2, the matrices of rank 1 are the roots of the quadratic form det w. At each root x solves
two linear equations.

The form has whole coefficients: the sign of its discriminant says exactly how many real solutions there are, and
rational roots are found as fractions. Nash (1951) and McKelvey & McLennan (1997) solve games of the first kind so.
"""

from __future__ import annotations

from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import Profile
from ..exact.algebraic import whole
from .exact_supports import (
    SupportSolutions,
    full_profile,
    null_space,
    positive,
    positive_corners,
    solve_linear,
)
from .support_profiles import ExactGains, Supports, mixing

_TURN = np.array([[0, -1], [1, 0]], dtype=object)
_DIGITS = 10**40
_UNKNOWN = SupportSolutions(continua=((),))


def exactly_solvable(supports: Supports) -> bool:
    """Tell whether at most two players mix, or three of whom two mix two actions."""
    sizes = sorted(len(supports[player]) for player in mixing(supports))
    return len(sizes) < 3 or (len(sizes) == 3 and sizes[1] == 2)


def solve_exactly(gains: ExactGains, supports: Supports) -> SupportSolutions:
    """Solve the indifference equations of a support profile that is exactly solvable."""
    mixers = mixing(supports)
    if len(mixers) < 3:
        return solve_linear(gains, supports)
    if all(len(supports[player]) == 2 for player in mixers):
        return solve_two_by_two_by_two(gains, supports)
    return solve_many_by_two_by_two(gains, supports)


def solve_two_by_two_by_two(gains: ExactGains, supports: Supports) -> SupportSolutions:
    """Solve the indifference equations of a support profile on which three players mix two actions each."""
    mixers = mixing(supports)
    a, b, c = (_tables(gains, supports, player)[0] for player in mixers)
    form = c @ _TURN.T @ a @ _TURN @ b.T
    coefficients = form[0, 0], form[0, 1] + form[1, 0], form[1, 1]
    if not any(coefficients):
        return _UNKNOWN
    rational, irrational = roots(*coefficients)
    exact = []
    for x in rational:
        if x[0] * x[1] <= 0:
            continue
        y, z = _TURN @ (c.T @ x), _TURN @ (b.T @ x)
        if not z.any():
            z = _TURN @ (a.T @ y)
        elif not y.any():
            y = _TURN @ (a @ z)
        if not (y.any() and z.any()):
            return _UNKNOWN
        strategies = dict(zip(mixers, map(positive, (x, y, z)), strict=True))
        if None not in strategies.values():
            exact.append(full_profile(gains, supports, strategies))
    rough = (tuple(map(_scaled, (x, _TURN @ (c.T @ x), _TURN @ (b.T @ x)))) for x in irrational)
    return SupportSolutions(tuple(exact), tuple(rough))


def solve_many_by_two_by_two(gains: ExactGains, supports: Supports) -> SupportSolutions:
    """Solve the indifference equations of a support profile on which one player mixes three or more, two mix two."""
    mixers = mixing(supports)
    many = max(mixers, key=lambda player: len(supports[player]))
    first, second = (player for player in mixers if player != many)
    equations = np.array([table.ravel() for table in _tables(gains, supports, many)])
    space = [np.array(whole(w), dtype=object).reshape(2, 2) for w in null_space(equations)]
    if not space:
        return SupportSolutions()
    pair = _of_rank_one(space)
    if pair is None:
        return _UNKNOWN
    rational, irrational = pair
    if irrational and len(supports[many]) > 3:
        return _UNKNOWN
    by_second = _tables(gains, supports, first)[0]
    by_first = _tables(gains, supports, second)[0]
    by_second = by_second if many < second else by_second.T
    by_first = by_first if many < first else by_first.T
    exact: list[Profile] = []
    continua = []
    for w in rational:
        y, z = _factors(w)
        if positive(y) is None or positive(z) is None:
            continue
        rows = np.array([by_second @ z, by_first @ y])
        profiles = [
            full_profile(gains, supports, {many: x, first: positive(y), second: positive(z)})
            for x in positive_corners(rows)
        ]
        freedom = len(null_space(rows)) - 1
        if profiles and freedom:
            continua.append(tuple(profiles))
        else:
            exact += profiles
    rough = (_rough(w, by_first, by_second, (many, first, second)) for w in irrational)
    return SupportSolutions(tuple(exact), tuple(rough), tuple(continua))


def roots(p: int, q: int, r: int) -> tuple[list[NDArray[Any]], list[NDArray[Any]]]:
    """Return where p s^2 + q s t + r t^2 = 0, not all of p, q, r being 0: the rational points (s, t) and the others.

    Points are whole numbers up to a factor; those that are not rational are given to some forty digits.

    Examples
    --------
    >>> roots(1, -3, 2)
    ([array([4, 4], dtype=object), array([4, 2], dtype=object)], [])
    >>> roots(1, 0, 1)
    ([], [])
    """
    discriminant = q * q - 4 * p * r
    if discriminant < 0:
        return [], []
    if r == 0:
        return [np.array(point, dtype=object) for point in ((0, 1), (-q, p))[: 2 if q else 1]], []
    root = isqrt(discriminant)
    if root * root == discriminant:
        return [np.array([2 * r, -q + sign * root], dtype=object) for sign in ((1, -1) if root else (1,))], []
    root = isqrt(discriminant * _DIGITS**2)
    return [], [np.array([2 * r * _DIGITS, -q * _DIGITS + sign * root], dtype=object) for sign in (1, -1)]


def _tables(gains: ExactGains, supports: Supports, player: int) -> list[NDArray[Any]]:
    """Return, for each played action but the first, what it gains by the played actions of the two others who mix."""
    others = [j for j in range(len(supports)) if j != player]
    rows = gains.whole[player][:, supports[player][0]][list(supports[player][1:])]
    for axis, j in enumerate(others):
        rows = np.take(rows, supports[j], axis=axis + 1)
    sizes = [len(supports[j]) for j in others if len(supports[j]) > 1]
    return list(rows.reshape(len(rows), *sizes))


def _of_rank_one(space: list[NDArray[Any]]) -> tuple[list[NDArray[Any]], list[NDArray[Any]]] | None:
    """Return the matrices of rank 1 in a space, rational and irrational, or None if there may be infinitely many."""
    if len(space) == 1:
        return ([] if _mixed_determinant(space[0], space[0]) else space), []
    if len(space) > 2:
        return None
    one, two = space
    coefficients = _mixed_determinant(one, one) // 2, _mixed_determinant(one, two), _mixed_determinant(two, two) // 2
    if not any(coefficients):
        return None
    rational, irrational = roots(*coefficients)
    return [s * one + t * two for s, t in rational], [s * one + t * two for s, t in irrational]


def _mixed_determinant(v: NDArray[Any], w: NDArray[Any]) -> int:
    """Return the polar form of the determinant: twice det v where v = w."""
    return v[0, 0] * w[1, 1] + w[0, 0] * v[1, 1] - v[0, 1] * w[1, 0] - w[0, 1] * v[1, 0]


def _factors(w: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return y and z, up to factors, where w = y z' is of rank 1 or nearly so."""
    row, column = np.unravel_index(np.argmax(np.abs(w)), w.shape)
    return w[:, column], w[row]


def _rough(
    w: NDArray[Any], by_first: NDArray[Any], by_second: NDArray[Any], players: tuple[int, int, int]
) -> tuple[NDArray[np.float64], ...]:
    """Return the float vectors, in order of the players, that belong to a matrix given to many digits."""
    y, z = _factors(w)
    a, b = by_second @ z, by_first @ y
    x = np.array([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]], dtype=object)
    vectors = dict(zip(players, (x, y, z), strict=True))
    return tuple(_scaled(vectors[player]) for player in sorted(vectors))


def _scaled(vector: NDArray[Any]) -> NDArray[np.float64]:
    return (vector / max(1, *(abs(cell) for cell in vector))).astype(np.float64)
