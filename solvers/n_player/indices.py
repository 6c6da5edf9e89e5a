"""The index of a regular equilibrium.

Let g hold, for each player and each action a of the support but the first, what a pays more than the first, as a
function of the probabilities of these actions. At a regular equilibrium, where every best reply is played and the
Jacobian matrix Dg is regular, the index is the sign of det(-Dg). A strict pure equilibrium has index 1, the mixed one
of a two-player coordination game -1. The indices of all equilibria of a regular game add up to 1, so their number is
odd (Gul, Pearce & Stacchetti 1993; Ritzberger 1994; Wilson 1971 and Harsanyi 1973 for the number).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.numbers import whole_numbers
from ..exact.fraction_free import fraction_free_solution
from .support_profiles import ExactGains, Supports


def index_from_sign(supports: Supports, sign: int) -> int:
    """Return the index from the sign of det Dg, or of the Jacobian matrix with patches, which is the same.

    Examples
    --------
    >>> index_from_sign(((0, 1), (0, 1), (0,)), -1)
    -1
    """
    return -sign if sum(len(own) - 1 for own in supports) % 2 else sign


def exact_index(gains: ExactGains, supports: Supports, strategies: tuple[NDArray[Any], ...]) -> int | None:
    """Return the index of an equilibrium given in fractions, or None where Dg is singular.

    That every best reply is played is not checked.
    """
    free = _free_actions(supports)
    return _sign(-_slopes(gains, supports, strategies, free, free))


def index_around(gains: ExactGains, supports: Supports, profiles: Sequence[tuple[NDArray[Any], ...]]) -> int | None:
    """Return the index of an equilibrium that is a mixture, player by player, of these profiles; None if it is open.

    Three players mix, two of them two actions. Where the third does so too, det(-Dg) is linear in each vector. Where it
    mixes three, its own gains do not depend on its moves, and det(-Dg) is the determinant of what these change for the
    two, times that of what theirs change for the third, of which each is linear in each vector. A sign that these have
    at all the profiles they have at the equilibrium.
    """
    free = _free_actions(supports)
    many = [move for move in free if len(supports[move[0]]) > 2]
    few = [move for move in free if move not in many]
    blocks = [(few, many), (many, few)] if many else [(free, free)]
    if many and len(many) != 2:
        return None
    signs = [{_sign(-_slopes(gains, supports, profile, *block)) for profile in profiles} for block in blocks]
    single = [found.pop() for found in signs if len(found) == 1]
    return None if len(single) < len(blocks) or None in single else prod(sign for sign in single if sign is not None)


def _free_actions(supports: Supports) -> list[tuple[int, int]]:
    return [(player, action) for player, own in enumerate(supports) for action in own[1:]]


def _slopes(
    gains: ExactGains,
    supports: Supports,
    strategies: tuple[NDArray[Any], ...],
    rows: Sequence[tuple[int, int]],
    columns: Sequence[tuple[int, int]],
) -> NDArray[np.object_]:
    slopes = np.empty((len(rows), len(columns)), dtype=object)
    for row, (i, a) in enumerate(rows):
        for column, (j, b) in enumerate(columns):
            slopes[row, column] = 0 if i == j else _slope(gains, supports, strategies, (i, a), (j, b))
    return slopes


def _sign(matrix: NDArray[np.object_]) -> int | None:
    """Return the sign of a determinant; None for zero."""
    solved = fraction_free_solution([whole_numbers(row)[0] for row in matrix], [0] * len(matrix))
    if solved is None:
        return None
    return 1 if solved[1] > 0 else -1


def _slope(
    gains: ExactGains,
    supports: Supports,
    strategies: tuple[NDArray[Any], ...],
    row: tuple[int, int],
    column: tuple[int, int],
) -> Any:
    """Return the derivative of player i's gain by action a when player j moves from the first action to b."""
    (i, a), (j, b) = row, column
    table = gains.whole[i][a, supports[i][0]]
    others = [k for k in range(len(supports)) if k != i]
    for axis, k in reversed(list(enumerate(others))):
        if k == j:
            table = np.take(table, b, axis=axis) - np.take(table, supports[j][0], axis=axis)
        else:
            table = np.tensordot(table, strategies[k], axes=(axis, 0))
    return table[()] if isinstance(table, np.ndarray) else table
