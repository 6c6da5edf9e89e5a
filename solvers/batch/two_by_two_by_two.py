"""All equilibria of generic games of three players with two actions each.

Let player k's gain of its first action over its second be G_ij when the others, i < j, play actions i and j. Let k play
x: then i and j have gains that are linear in x, P_j against j's two actions and R_i against i's two, and they make each
other indifferent with

    (R_1, -R_0) and (P_1, -P_0), each divided by its sum,

where R_0 and R_1 differ in sign and P_0 and P_1 do. Player k's own gain then has the sign of

    Q(x) = G_00 R_1 P_1 - G_01 R_1 P_0 - G_10 R_0 P_1 + G_11 R_0 P_0

times the signs of the two sums. At an end of x, where k is pure, the sign of Q tells whether that action is best; there
are six such supports. Inside, Q = 0 makes k indifferent too, and since Q is a quadratic form a x_0^2 + b x_0 x_1 + c x_1^2
there are at most two completely mixed equilibria (McKelvey & McLennan 1997 for the count). In homogeneous coordinates the
roots are (t : a) and (c : t), t = -(b + sign(b) sqrt(b^2 - 4ac)) / 2, and a vanishing leading coefficient is nothing
special. The index of the equilibrium at a root is the sign of dQ/dx_0, as det(-Dg) has that sign (see `indices`).

A support profile in which one player alone mixes can only hold an equilibrium where a pure profile is tied.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..support_profiles import Supports
from .gains import HALF_OF_THE_DIGITS, Flags, Floats, Gains, tolerance_of, unit_gains
from .kernel import Decisions, Kernel, Weights, pair_weights

Signs = NDArray[np.int8]

_BOTH = (0, 1)
_COMPLETELY_MIXED: Supports = (_BOTH, _BOTH, _BOTH)
_SUPPORTS: tuple[Supports, ...] = (
    *(((x,), (y,), (z,)) for x, y, z in product(_BOTH, repeat=3)),
    ((0,), _BOTH, _BOTH),
    (_BOTH, (0,), _BOTH),
    (_BOTH, _BOTH, (0,)),
    _COMPLETELY_MIXED,
    _COMPLETELY_MIXED,
    (_BOTH, _BOTH, (1,)),
    (_BOTH, (1,), _BOTH),
    ((1,), _BOTH, _BOTH),
)


def two_by_two_by_two() -> Kernel:
    """Return the closed form for 2 x 2 x 2 games.

    Two completely mixed equilibria stand in the order of player 1's first probability.
    """
    return Kernel(_SUPPORTS, decide=_decide, mix=_mix)


def _decide(payoffs: Floats) -> Decisions:
    pair_gains, units = unit_gains(payoffs)
    tolerance = tolerance_of(payoffs, units)
    gains = [gain[0] for gain in pair_gains]
    above, below = [gain > tolerance for gain in gains], [gain < -tolerance for gain in gains]
    not_above, not_below = [~signs for signs in above], [~signs for signs in below]
    pure, pure_possible = _pure(above, below), _pure(not_below, not_above)
    doubt = (pure ^ pure_possible).any(axis=(0, 1, 2))
    ends = []
    for player in range(3):
        values = _end_values(gains, player)
        positive, negative = values > tolerance, values < -tolerance
        end = _ends(_facing(above, player), _facing(below, player), positive, negative)
        possible = _ends(_facing(not_below, player), _facing(not_above, player), ~negative, ~positive)
        for sure, may in zip(end, possible, strict=True):
            doubt |= (sure ^ may).any(axis=0)
        ends.append(end[1].view(np.int8) - end[0].view(np.int8))
    inside, unclear = _inside(gains, tolerance)
    torn = [signs.any(axis=(0, 1)) for signs in (*not_above, *not_below)]
    doubt |= unclear.any(axis=0) & np.logical_and.reduce(torn)
    mixed = [*(first for first, _ in ends), *inside, *(second for _, second in reversed(ends))]
    return np.concatenate([pure.view(np.int8).reshape(8, -1), np.stack(mixed)]), doubt


def _pure(above: list[Flags], below: list[Flags]) -> Flags:
    """Tell which pure profiles (x, y, z) are best replies all round."""
    first, second, third = (np.stack(signs, axis=player) for player, signs in enumerate(zip(above, below, strict=True)))
    return np.asarray(first & second & third)


def _facing(tables: Sequence[NDArray[Any]], player: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the tables of R and of P with the player's own axis in front."""
    i, j = (other for other in range(3) if other != player)
    return np.moveaxis(tables[j], player - (player > j), 0), np.moveaxis(tables[i], player - (player > i), 0)


def _form(own: Floats, r: Floats, p: Floats) -> Floats:
    """Return Q from the player's own gains and from R and P, with their two values in front."""
    return (own[0, 0] * r[1] - own[1, 0] * r[0]) * p[1] - (own[0, 1] * r[1] - own[1, 1] * r[0]) * p[0]


def _end_values(gains: Sequence[Floats], player: int) -> Floats:
    """Return Q where the player is pure: shape (2, b)."""
    r, p = _facing(gains, player)
    return np.stack([_form(gains[player], r[end], p[end]) for end in _BOTH])


def _ends(
    above: tuple[Flags, Flags], below: tuple[Flags, Flags], positive: Flags, negative: Flags
) -> tuple[Flags, Flags]:
    """Tell at which ends (2, b) the others mix and the action is best, from signs of R, P and Q: alike, and crossed."""
    falls = [over[:, 0] & under[:, 1] for over, under in zip(above, below, strict=True)]
    rises = [under[:, 0] & over[:, 1] for over, under in zip(above, below, strict=True)]
    alike = falls[0] & falls[1] | rises[0] & rises[1]
    crossed = falls[0] & rises[1] | rises[0] & falls[1]
    return alike & np.stack([positive[0], negative[1]]), crossed & np.stack([negative[0], positive[1]])


def _quadratic(gains: Sequence[Floats]) -> tuple[Floats, Floats, Floats]:
    """Return the coefficients a, b, c of player 1's Q."""
    r, p = _facing(gains, 0)
    a, c = _end_values(gains, 0)
    return a, _form(gains[0], r[0] + r[1], p[0] + p[1]) - a - c, c


def _roots(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return both roots, shape (2, b), as x_0 where x_0 + x_1 = 1, rising; or the stationary point twice if not real."""
    t = (b + np.copysign(np.sqrt(np.maximum(b * b - 4 * a * c, 0)), b)) / -2
    first, second = t / (t + a), c / (c + t)
    return np.array([np.minimum(first, second), np.maximum(first, second)])


def _inside(gains: Sequence[Floats], tolerance: Floats) -> tuple[Signs, Flags]:
    """Return the index of the equilibrium at each of the two roots, 0 for none, and which are in doubt, shape (2, b) each.

    A root is off by at most 24 e / sqrt(discriminant), where e is the error of the gains, 2^-10 of the tolerance where
    the payoffs' own digits make that up. It is used where that is a small part of the tolerance.
    """
    a, b, c = _quadratic(gains)
    discriminant, x = b * b - 4 * a * c, _roots(a, b, c)
    least = tolerance + ((1 - HALF_OF_THE_DIGITS / tolerance) / 8) ** 2
    sharp = discriminant > least
    mixed, fails = (x > tolerance) & (1 - x > tolerance), (x < -tolerance) | (1 - x < -tolerance)
    for at in _facing(gains, 0):
        values = x[:, None] * at[0] + (1 - x)[:, None] * at[1]
        above, below = values > tolerance, values < -tolerance
        mixed &= above[:, 0] & below[:, 1] | below[:, 0] & above[:, 1]
        fails |= above[:, 0] & above[:, 1] | below[:, 0] & below[:, 1]
    positive = (a > tolerance) & (b > -tolerance) & (c > tolerance)
    negative = (a < -tolerance) & (b < tolerance) & (c < -tolerance)
    found, excluded = sharp & mixed, sharp & fails | (discriminant < -least) | positive | negative
    rising = 2 * (a - b + c) * x + b > 2 * c
    return (found & rising).view(np.int8) - (found & ~rising).view(np.int8), ~(found | excluded)


def _mix(gains: Gains, number: int) -> Weights:
    if _SUPPORTS[number] != _COMPLETELY_MIXED:
        return pair_weights(gains, _SUPPORTS[number])
    tables = [gain[0] for gain in gains]
    x = _roots(*_quadratic(tables))[number - _SUPPORTS.index(_COMPLETELY_MIXED)]
    r, p = (x * at[0] + (1 - x) * at[1] for at in _facing(tables, 0))
    return [np.array([x, 1 - x]), np.array([r[1], -r[0]]), np.array([p[1], -p[0]])]
