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

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import isqrt, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import Profile
from ..exact.algebraic import primitive
from .algebraic_equilibria import real_roots
from .exact_supports import (
    Curve,
    Hull,
    SupportSolutions,
    full_profile,
    null_space,
    positive,
    positive_corners,
    reply_gains,
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
        return _on_a_curve(gains, supports, (a, b, c))
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
    rough = [(hull, *(tuple(_TURN @ (m.T @ x) for x in hull) for m in (c, b))) for hull in irrational]
    return SupportSolutions(tuple(exact), _if_any_is_mixed(rough))


def _on_a_curve(gains: ExactGains, supports: Supports, tables: tuple[NDArray[Any], ...]) -> SupportSolutions:
    """Return the solutions where the form is zero: those with x = (t, 1 - t), y = R C'x and z = R B'x, and some more.

    Where C is of rank 1, R C'x is one vector times a form in x. At the root of the form, if that is a vector of
    probabilities, y is free and follows from z; likewise z where B is of rank 1.
    """
    mixers = mixing(supports)
    a, b, c = tables
    if not (b.any() and c.any()):
        return _UNKNOWN
    exact = []
    for matrix in (b, c):
        form, _ = _factors(matrix)
        x = _TURN @ form
        if _is_regular(matrix) or positive(x) is None:
            continue
        y, z = _TURN @ (c.T @ x), _TURN @ (b.T @ x)
        y, z = (_TURN @ (a @ z), z) if matrix is c else (y, _TURN @ (a.T @ y))
        if not (y.any() and z.any()):
            return _UNKNOWN
        strategies = dict(zip(mixers, map(positive, (x, y, z)), strict=True))
        if None not in strategies.values():
            exact.append(full_profile(gains, supports, strategies))
    curve = dict(zip(mixers, (np.array([[0, 1], [1, -1]], dtype=object), _along(c), _along(b)), strict=True))
    return SupportSolutions(tuple(exact), curve=curve)


def _along(matrix: NDArray[Any]) -> NDArray[Any]:
    """Return R M'x at x = (t, 1 - t) as polynomials in t; up to a factor, where M is of rank 1."""
    if _is_regular(matrix):
        return np.array([[row[1], row[0] - row[1]] for row in _TURN @ matrix.T], dtype=object)
    return np.array([[cell, 0] for cell in _TURN @ _factors(matrix)[1]], dtype=object)


def _is_regular(matrix: NDArray[Any]) -> bool:
    return bool(matrix[0, 0] * matrix[1, 1] != matrix[0, 1] * matrix[1, 0])


def solve_many_by_two_by_two(gains: ExactGains, supports: Supports) -> SupportSolutions:
    """Solve the indifference equations of a support profile on which one player mixes three or more, two mix two."""
    mixers = mixing(supports)
    many = max(mixers, key=lambda player: len(supports[player]))
    first, second = (player for player in mixers if player != many)
    equations = np.array([table.ravel() for table in _tables(gains, supports, many)])
    space = [np.array(primitive(w), dtype=object).reshape(2, 2) for w in null_space(equations)]
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
    rough = [_rough(hull, by_first, by_second, (many, first, second)) for hull in irrational]
    return SupportSolutions(tuple(exact), _if_any_is_mixed(rough), tuple(continua))


def roots(p: int, q: int, r: int) -> tuple[list[NDArray[Any]], list[Hull]]:
    """Return where p s^2 + q s t + r t^2 = 0, not all of p, q, r being 0: the rational points (s, t) and the others.

    Points are whole numbers up to a factor; one that is not rational is given as a hull of two.

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
    first, middle = 2 * r * _DIGITS, -q * _DIGITS
    ends = [[np.array([first, middle + sign * end], dtype=object) for end in (root, root + 1)] for sign in (1, -1)]
    return [], [tuple(hull) for hull in ends]


def _tables(gains: ExactGains, supports: Supports, player: int) -> list[NDArray[Any]]:
    """Return, for each played action but the first, what it gains by the played actions of the two others who mix."""
    others = [j for j in range(len(supports)) if j != player]
    rows = gains.whole[player][:, supports[player][0]][list(supports[player][1:])]
    for axis, j in enumerate(others):
        rows = np.take(rows, supports[j], axis=axis + 1)
    sizes = [len(supports[j]) for j in others if len(supports[j]) > 1]
    return list(rows.reshape(len(rows), *sizes))


def _of_rank_one(space: list[NDArray[Any]]) -> tuple[list[NDArray[Any]], list[Hull]] | None:
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
    return [s * one + t * two for s, t in rational], [tuple(s * one + t * two for s, t in hull) for hull in irrational]


def _mixed_determinant(v: NDArray[Any], w: NDArray[Any]) -> int:
    """Return the polar form of the determinant: twice det v where v = w."""
    return v[0, 0] * w[1, 1] + w[0, 0] * v[1, 1] - v[0, 1] * w[1, 0] - w[0, 1] * v[1, 0]


def _factors(w: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return y and z, up to factors, where w = y z' is of rank 1 or nearly so."""
    row, column = _largest(w)
    return w[:, column], w[row]


def _largest(w: NDArray[Any]) -> tuple[np.intp, ...]:
    return np.unravel_index(np.argmax(np.abs(w)), w.shape)


def _rough(
    hull: Hull, by_first: NDArray[Any], by_second: NDArray[Any], players: tuple[int, int, int]
) -> tuple[Hull, ...]:
    """Return the hulls of the vectors, in order of the players, that belong to a matrix of rank 1."""
    row, column = _largest(hull[0])
    y, z = tuple(w[:, column] for w in hull), tuple(w[row] for w in hull)
    x = tuple(_crossed(by_second @ right, by_first @ left) for right, left in product(z, y))
    vectors = dict(zip(players, (x, y, z), strict=True))
    return tuple(vectors[player] for player in sorted(vectors))


def _crossed(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    """Return the cross product, which is linear in each of the two vectors."""
    return np.array([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]], dtype=object)


def _if_any_is_mixed(rough: Sequence[tuple[Hull, ...]]) -> tuple[tuple[Hull, ...], ...]:
    """Return irrational solutions, or none where each certainly has a vector with entries of different signs."""
    return tuple(rough) if any(all(map(_may_have_one_sign, hulls)) for hulls in rough) else ()


def _may_have_one_sign(hull: Hull) -> bool:
    entries = list(zip(*hull, strict=True))
    return not (any(min(entry) > 0 for entry in entries) and any(max(entry) < 0 for entry in entries))


def is_ruled_out(gains: ExactGains, supports: Supports, hulls: Sequence[Hull]) -> bool:
    """Tell whether an irrational solution is certainly no equilibrium: a probability is negative, or an action gains.

    A gain is linear in each player's vector, and so nowhere less than at some of the points of the hulls.
    """
    if not all(map(_may_have_one_sign, hulls)):
        return True
    profiles = profiles_around(gains, supports, hulls)
    if not profiles:
        return False
    least = np.min([reply_gains(gains, profile, supports) for profile in profiles], axis=0)
    return bool((least > 0).any())


def profiles_around(gains: ExactGains, supports: Supports, hulls: Sequence[Hull]) -> list[Profile]:
    """Return profiles of which an irrational solution is a mixture, player by player; none where signs are open."""
    mixes = [[positive(point) for point in hull] for hull in hulls]
    turned = any((sum(point) > 0) != (sum(hull[0]) > 0) for hull in hulls for point in hull)
    if turned or any(mix is None for own in mixes for mix in own):
        return []
    mixers = mixing(supports)
    return [full_profile(gains, supports, dict(zip(mixers, chosen, strict=True))) for chosen in product(*mixes)]


def equilibrium_arcs(gains: ExactGains, supports: Supports, curve: Curve) -> list[tuple[Fraction, Fraction]] | None:
    """Return from where to where on a curve of solutions there are equilibria; some arcs may be single points.

    The signs of probabilities and gains change only where polynomials in t, of degree 3 at most, are zero. None where
    such a root is irrational.
    """
    signed = list(_conditions(gains, supports, curve))
    ends = {Fraction(0), Fraction(1)}
    for polynomial in (polynomial for condition in signed for polynomial in condition if any(polynomial)):
        within = [root for root in real_roots(tuple(polynomial)) if 0 < root < 1]
        rational = [root for root in within if isinstance(root, Fraction)]
        if len(rational) < len(within):
            return None
        ends.update(rational)
    places = sorted(ends)
    arcs: list[tuple[Fraction, Fraction]] = []
    for k, start in enumerate(places):
        if 0 < start < 1 and _holds(signed, start) and (not arcs or arcs[-1][1] != start):
            arcs.append((start, start))
        if start < 1 and _holds(signed, (start + places[k + 1]) / 2):
            joined = bool(arcs) and arcs[-1][1] == start and _holds(signed, start)
            arcs.append((arcs.pop()[0] if joined else start, places[k + 1]))
    return arcs


def on_curve(gains: ExactGains, supports: Supports, curve: Curve, t: Fraction) -> Profile:
    """Return the profile at t."""
    vectors = {player: [_value(row, t) for row in rows] for player, rows in curve.items()}
    mixed = {player: [p / sum(vector) for p in vector] for player, vector in vectors.items()}
    return full_profile(gains, supports, mixed)


def _conditions(gains: ExactGains, supports: Supports, curve: Curve) -> Iterator[list[NDArray[Any]]]:
    """Go through products of polynomials that must be positive, for probabilities, or else at most zero, for gains.

    The first as many as there are players who mix are of probabilities. The sums of the others' vectors are among the
    factors of a gain, because the vectors count up to a factor only, which may be negative.
    """
    yield from (list(rows) for rows in curve.values())
    for player, own in enumerate(supports):
        others = [j for j in range(len(supports)) if j != player]
        sums = [curve[j].sum(axis=0) for j in others if j in curve]
        table = gains.whole[player][:, own[0]][..., np.newaxis]
        for axis, j in reversed(list(enumerate(others))):
            played = [np.take(table, action, axis=axis + 1) for action in supports[j]]
            if j in curve:
                played = [_times(part, row) for part, row in zip(played, curve[j], strict=True)]
            table = sum(played[1:], played[0])
        yield from ([table[action], *sums] for action in range(len(table)) if action not in own)


def _times(polynomials: NDArray[Any], linear: NDArray[Any]) -> NDArray[Any]:
    """Multiply polynomials, their coefficients along the last axis, by one of degree 1."""
    none = np.zeros((*polynomials.shape[:-1], 1), dtype=object)
    return np.concatenate([polynomials, none], -1) * linear[0] + np.concatenate([none, polynomials], -1) * linear[1]


def _holds(conditions: Sequence[list[NDArray[Any]]], t: Fraction) -> bool:
    signs = [prod(_value(polynomial, t) for polynomial in condition) for condition in conditions]
    return all(sign > 0 for sign in signs[:3]) and all(sign <= 0 for sign in signs[3:])


def _value(polynomial: NDArray[Any], t: Fraction) -> Fraction:
    return sum((c * t**power for power, c in enumerate(polynomial)), start=Fraction(0))
