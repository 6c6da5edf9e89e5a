"""The index of a regular Markov-perfect equilibrium.

Let an equilibrium be isolated by its equations: the actions outside its supports pay less than those inside, and the
matrix M of the derivatives of what supported actions pay more than the first one of their support, by the
probabilities of those actions, is regular. Its index is the sign of the determinant of -M, +1 where it is pure. Near it
lies, for each great precision, one logit equilibrium, at which the equations of `logit_path` have a derivative of this
sign, since -M is multiplied there by the positive definite covariances of the actions played. The degree of those
equations is 1 because payoffs are bounded. So the indices of a regular game add up to 1, and almost all games are
regular (Haller and Lagunoff 2000; Herings and Peeters 2004).
"""

from __future__ import annotations

import numpy as np

from ...games.arrays import Floats
from .one_shot import OneShot

_REGULAR = 1e-8
"""The least that an action outside the support must lose, and the least singular value of M against the largest."""


def indices(one_shot: OneShot, profiles: Floats) -> list[int | None]:
    """Return the index of each equilibrium, shape (B, K) in the coordinates of `one_shot`; None where not regular."""
    return [_index(one_shot, *row) for row in zip(profiles, *one_shot.at(profiles), strict=True)]


def _index(one_shot: OneShot, profile: Floats, pays: Floats, slopes: Floats) -> int | None:
    supported = np.flatnonzero(profile > 0)
    place = one_shot.place[supported]
    first = supported[np.searchsorted(place, one_shot.place)]
    outside = (profile == 0) & ~one_shot.idle
    if (pays[first] - pays < _REGULAR)[outside].any():
        return None
    free = supported[first[supported] != supported]
    gains = slopes[free] - slopes[first[free]]
    matrix = gains[:, free] - gains[:, first[free]]
    sizes = np.linalg.svd(matrix, compute_uv=False)
    if len(free) and sizes[-1] <= _REGULAR * sizes[0]:
        return None
    return int(np.linalg.slogdet(-matrix)[0]) if len(free) else 1
