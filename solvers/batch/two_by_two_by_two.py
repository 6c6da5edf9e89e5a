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

from itertools import product

import numpy as np

from ..support_profiles import Supports
from .gains import HALF_OF_THE_DIGITS, Flags, Floats, Gains, unit_gains
from .kernel import Decisions, Kernel, Mixture, pair_mixture

_BOTH = (0, 1)
_MIXED: tuple[Supports, ...] = (
    ((0,), _BOTH, _BOTH),
    (_BOTH, (0,), _BOTH),
    (_BOTH, _BOTH, (0,)),
    (_BOTH, _BOTH, _BOTH),
    (_BOTH, _BOTH, _BOTH),
    (_BOTH, _BOTH, (1,)),
    (_BOTH, (1,), _BOTH),
    ((1,), _BOTH, _BOTH),
)
_SUPPORTS: tuple[Supports, ...] = (*(((x,), (y,), (z,)) for x, y, z in product(_BOTH, repeat=3)), *_MIXED)
_LOWER_ROOT = _SUPPORTS.index((_BOTH, _BOTH, _BOTH))


def two_by_two_by_two() -> Kernel:
    """Return the closed form for 2 x 2 x 2 games.

    Two completely mixed equilibria stand in the order of player 1's first probability.
    """
    return Kernel(_SUPPORTS, decide=_decide, mix=_mix)


def _decide(payoffs: Floats) -> Decisions:
    pair_gains, tolerance = unit_gains(payoffs)
    gains = tuple(gain[0] for gain in pair_gains)
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
        doubt |= (end ^ possible).any(axis=0)
        ends.append(end)
    roots, excluded = _inside(gains, tolerance)
    torn = [signs.any(axis=(0, 1)) for signs in (*not_above, *not_below)]
    doubt |= ~(roots | excluded).all(axis=0) & np.logical_and.reduce(torn)
    found = np.stack([end[0] for end in ends] + [*roots] + [end[1] for end in reversed(ends)])
    return np.concatenate([pure.reshape(8, -1), found]), doubt
