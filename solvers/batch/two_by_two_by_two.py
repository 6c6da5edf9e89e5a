"""All equilibria of generic games of three players with two actions each.

Let player k gain G_ij by its first action over its second when the others, i < j, play actions i and j. While k plays
x, the gains of i against j's two actions, P_0 and P_1, and those of j against i's, R_0 and R_1, are linear in x. The
two make each other indifferent with

    (R_1, -R_0) and (P_1, -P_0), each divided by its sum,

where R_0 and R_1 differ in sign and P_0 and P_1 do. Player k's own gain then has the sign of

    Q(x) = G_00 R_1 P_1 - G_01 R_1 P_0 - G_10 R_0 P_1 + G_11 R_0 P_0

times the signs of the two sums. At an end of x, where k is pure, Q tells whether that action is best: there are six
such supports. Within, k mixes where Q = 0. Since Q is a quadratic form a x_0^2 + b x_0 x_1 + c x_1^2, there are at most
two completely mixed equilibria. In homogeneous coordinates its roots are (t : a) and (c : t) with
t = -(b + sign(b) sqrt(b^2 - 4ac)) / 2, and nothing is special about a = 0. The index at a root is the sign of dQ/dx_0,
that at an end is -1 where R and P change sign in the same direction and 1 where they do not: both are the sign of
det(-Dg) in the module `indices`.

Equilibria in which one player alone mixes form segments. They end where a pure profile, or a support on which a second
player mixes too, is in doubt, so that a game without such doubts has none.
"""

from __future__ import annotations

from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags, Floats
from ..n_player.support_profiles import Supports
from .gains import tolerance_of, unit_gains
from .kernel import Decisions, Kernel, Signs, Weights, pair_weights

Masks = tuple[Flags, Flags, Flags]

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
    return Kernel(_SUPPORTS, decide=_decide, mix=mix)


def _decide(payoffs: Floats) -> Decisions:
    by_player, units = unit_gains(payoffs)
    tolerance = tolerance_of(payoffs, units)
    gains = np.concatenate(by_player)
    above, below = gains > tolerance, gains < -tolerance
    certain, possible = partly_pure(gains, above, below, tolerance)
    inside, unclear, _ = completely_mixed(gains, tolerance)
    doubts = [(sure != may).reshape(-1, len(tolerance)) for sure, may in zip(certain, possible, strict=True)]
    doubtful = np.concatenate([*doubts, unclear & torn(above, below)]).any(axis=0)
    pure, alike, crossed = (mask.view(np.int8) for mask in certain)
    ends = crossed - alike
    indices = np.concatenate([pure.reshape(8, -1), ends[:, 0], inside, ends[::-1, 1]])
    doubtful |= np.add.reduce(indices, dtype=np.int8) != 1
    return Decisions(indices.T, doubtful, doubtful)


def partly_pure(gains: Floats, above: Flags, below: Flags, tolerance: Floats) -> tuple[Masks, Masks]:
    """Tell where some player is pure in an equilibrium for certain, and where one may be."""
    values = np.array([_end_values(gains, player) for player in range(3)])
    positive, negative = values > tolerance, values < -tolerance
    return _masks(above, below, positive, negative), _masks(~below, ~above, ~negative, ~positive)


def torn(above: Flags, below: Flags) -> Flags:
    """Tell in which games no player certainly has a dominant action, from the signs of gains (3, .., b)."""
    axes = tuple(range(1, above.ndim - 1))
    return np.asarray(((~above).any(axis=axes) & (~below).any(axis=axes)).all(axis=0))


def _masks(above: Flags, below: Flags, positive: Flags, negative: Flags) -> Masks:
    """Tell from the signs of gains (3, 2, 2, b) and of Q at its ends (3, 2, b) where there are equilibria.

    These are the pure ones (2, 2, 2, b), and for each player those in which that player alone is pure (3, 2, b), first
    where the gains of the others change sign in the same direction, then where they do not.
    """
    first, second, third = (np.stack([above[player], below[player]], axis=player) for player in range(3))
    alike, crossed = np.empty((2, *positive.shape), dtype=bool)
    for player in range(3):
        (r_above, p_above), (r_below, p_below) = _facing(above, player), _facing(below, player)
        r_falls, r_rises = r_above[:, 0] & r_below[:, 1], r_below[:, 0] & r_above[:, 1]
        p_falls, p_rises = p_above[:, 0] & p_below[:, 1], p_below[:, 0] & p_above[:, 1]
        best = np.stack([positive[player, 0], negative[player, 1]])
        worst = np.stack([negative[player, 0], positive[player, 1]])
        alike[player] = (r_falls & p_falls | r_rises & p_rises) & best
        crossed[player] = (r_falls & p_rises | r_rises & p_falls) & worst
    return first & second & third, alike, crossed


def _facing(tables: NDArray[Any], player: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the tables of R and of P, with the player's own axis in front."""
    i, j = (other for other in range(3) if other != player)
    return tables[j].swapaxes(0, player - (player > j)), tables[i].swapaxes(0, player - (player > i))


def _form(own: Floats, r: Floats, p: Floats) -> Floats:
    """Return Q from the player's own gains and from R and P, with their two values in front."""
    return (own[0, 0] * r[1] - own[1, 0] * r[0]) * p[1] - (own[0, 1] * r[1] - own[1, 1] * r[0]) * p[0]


def _end_values(gains: Floats, player: int) -> list[Floats]:
    """Return Q at both ends, where the player is pure."""
    return [_form(gains[player], r, p) for r, p in zip(*_facing(gains, player), strict=True)]


def _quadratic(gains: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the coefficients a, b, c of player 1's Q."""
    r, p = _facing(gains, 0)
    a, c = _end_values(gains, 0)
    return a, _form(gains[0], r[0] + r[1], p[0] + p[1]) - a - c, c


def _roots(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return both roots as x_0, where x_0 + x_1 = 1, shape (2, b), rising; of complex ones the real part alone."""
    t = (b + np.copysign(np.sqrt(np.maximum(b * b - 4 * a * c, 0)), b)) / -2
    first, second = t / (t + a), c / (c + t)
    return np.array([np.minimum(first, second), np.maximum(first, second)])


class Roots(NamedTuple):
    """What is known of both roots of a quadratic form a x_0^2 + b x_0 x_1 + c x_1^2 on the simplex, shapes (2, b).

    Attributes
    ----------
    x
        x_0 at the roots, rising.
    sharp
        Whether they are real and apart. They are then off by at most 24 e / sqrt(discriminant), where e is the error of
        the gains, at most 2^-23 of the tolerance: a small part of it.
    mixed
        Whether a root lies within the simplex, if it is sharp.
    fails
        Whether it lies outside, if it is sharp; or whether it is certain that there is no root within.
    rising
        Whether the form rises with x_0 there.
    """

    x: Floats
    sharp: Flags
    mixed: Flags
    fails: Flags
    rising: Flags


def roots_within(a: Floats, b: Floats, c: Floats, tolerance: Floats) -> Roots:
    """Return the roots of a quadratic form on the simplex, and what is certain of them."""
    discriminant, x = b * b - 4 * a * c, _roots(a, b, c)
    sharp = discriminant > tolerance
    positive = (a > tolerance) & (b > -tolerance) & (c > tolerance)
    negative = (a < -tolerance) & (b < tolerance) & (c < -tolerance)
    outside = sharp & ((x < -tolerance) | (1 - x < -tolerance))
    return Roots(
        x=x,
        sharp=np.broadcast_to(sharp, x.shape),
        mixed=(x > tolerance) & (1 - x > tolerance),
        fails=outside | (discriminant < -tolerance) | positive | negative,
        rising=2 * (a - b + c) * x + b > 2 * c,
    )


def completely_mixed(gains: Floats, tolerance: Floats) -> tuple[Signs, Flags, Roots]:
    """Return the indices of the completely mixed equilibria at both roots, 0 for none, the doubts, and the roots."""
    roots = roots_within(*_quadratic(gains), tolerance)
    mixed, fails = roots.mixed.copy(), np.zeros_like(roots.mixed)
    for at in _facing(gains, 0):
        values = roots.x[:, None] * at[0] + (1 - roots.x)[:, None] * at[1]
        above, below = values > tolerance, values < -tolerance
        mixed &= above[:, 0] & below[:, 1] | below[:, 0] & above[:, 1]
        fails |= above[:, 0] & above[:, 1] | below[:, 0] & below[:, 1]
    certain, excluded = roots.sharp & mixed, roots.fails | roots.sharp & fails
    indices = (certain & roots.rising).view(np.int8) - (certain & ~roots.rising).view(np.int8)
    return indices, ~(certain | excluded), roots


def mix(payoffs: Floats, root: int) -> Weights:
    """Return how the players mix at one of the roots; one of them may have a single action."""
    if 1 in payoffs.shape[1:4]:
        return pair_weights(payoffs)
    gains = np.concatenate(unit_gains(payoffs)[0])
    x = _roots(*_quadratic(gains))[root]
    r, p = (x * at[0] + (1 - x) * at[1] for at in _facing(gains, 0))
    return [np.array([x, 1 - x]), np.array([r[1], -r[0]]), np.array([p[1], -p[0]])]
