"""Supports on which the indifference equations are linear: at most two players mix.

Where nobody mixes there is nothing to solve. Where two players mix, each one's strategy has to make the other
indifferent: two systems of linear equations, solved in fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import Profile
from ...games.numbers import whole_numbers
from .support_profiles import ExactGains, Supports, mixing

ExactVector = list[Fraction]


Curve = Mapping[int, NDArray[Any]]
"""For each player who mixes, each one two actions, whole numbers of shape (2, 2): row by row, the probability of an
action at t from 0 to 1 is a constant and a multiple of t, up to a factor common to both actions."""


Hull = tuple[NDArray[Any], ...]
"""Points in whole numbers with a vector among their mixtures, up to a factor; they agree in some forty digits."""


@dataclass(frozen=True, eq=False)
class SupportSolutions:
    """All solutions on a support profile whose probabilities are positive.

    `exact` holds the isolated ones in fractions. Where the signs of an irrational solution may be those of
    probabilities, `rough` holds all irrational solutions of the equations, each as the hulls of the players who mix.
    Each of the `continua` is all mixtures, player by player, of some points; one without points is not described.
    """

    exact: tuple[Profile, ...] = ()
    rough: tuple[tuple[Hull, ...], ...] = ()
    continua: tuple[tuple[Profile, ...], ...] = ()
    curve: Curve | None = None


def null_space(matrix: NDArray[Any]) -> list[ExactVector]:
    """Return a basis of the vectors that a matrix of whole numbers or Fractions maps to zero.

    Examples
    --------
    >>> null_space(np.array([[1, -2, 0], [0, 0, 3]], dtype=object))
    [[Fraction(2, 1), Fraction(1, 1), Fraction(0, 1)]]
    """
    rows = [[Fraction(cell) for cell in row] for row in matrix]
    n_columns = matrix.shape[1]
    pivots: list[int] = []
    for column in range(n_columns):
        done = len(pivots)
        place = next((r for r in range(done, len(rows)) if rows[r][column]), None)
        if place is None:
            continue
        rows[done], rows[place] = rows[place], rows[done]
        rows[done] = [cell / rows[done][column] for cell in rows[done]]
        for r, row in enumerate(rows):
            if r != done and row[column]:
                rows[r] = [cell - row[column] * upper for cell, upper in zip(row, rows[done], strict=True)]
        pivots.append(column)
    basis = []
    for column in (c for c in range(n_columns) if c not in pivots):
        vector = [Fraction(int(c == column)) for c in range(n_columns)]
        for row, pivot in zip(rows, pivots, strict=False):
            vector[pivot] = -row[column]
        basis.append(vector)
    return basis


def positive_corners(matrix: NDArray[Any]) -> list[ExactVector]:
    """Return the corners of all probability vectors that a matrix maps to zero; none unless one is positive throughout.

    Examples
    --------
    >>> [[str(p) for p in corner] for corner in positive_corners(np.array([[1, -1, 2]], dtype=object))]
    [['1/2', '1/2', '0'], ['0', '2/3', '1/3']]
    """
    basis = null_space(matrix)
    if len(basis) < 2:
        return [shares for vector in basis if (shares := positive(vector)) is not None]
    n_columns = matrix.shape[1]
    corners = []
    for size in range(1, min(len(matrix) + 1, n_columns) + 1):
        for chosen in combinations(range(n_columns), size):
            basis = null_space(matrix[:, chosen])
            if len(basis) == 1 and (part := positive(basis[0])) is not None:
                shares = dict(zip(chosen, part, strict=True))
                corners.append([shares.get(column, Fraction(0)) for column in range(n_columns)])
    return corners if corners and all(any(shares) for shares in zip(*corners, strict=True)) else []


def solve_linear(gains: ExactGains, supports: Supports) -> SupportSolutions:
    """Solve the indifference equations of a support profile on which at most two players mix."""
    corners: dict[int, list[ExactVector]] = {}
    freedom = 0
    for i, j in _each_against_the_other(supports):
        equations = restricted(gains, supports, i, j)
        corners[j] = positive_corners(equations)
        freedom += len(null_space(equations)) - 1
        if not corners[j]:
            return SupportSolutions()
    profiles = tuple(
        full_profile(gains, supports, dict(zip(corners, chosen, strict=True))) for chosen in product(*corners.values())
    )
    return SupportSolutions(continua=(profiles,)) if freedom else SupportSolutions(exact=profiles)


def _each_against_the_other(supports: Supports) -> list[tuple[int, int]]:
    """Return (who is made indifferent, by whom): a player who mixes alone is made so by a player with one action."""
    mixers = mixing(supports)
    if not mixers:
        return []
    i, j = mixers if len(mixers) == 2 else (mixers[0], next(j for j in range(len(supports)) if j != mixers[0]))
    return [(i, j), (j, i)]


def restricted(gains: ExactGains, supports: Supports, i: int, j: int) -> NDArray[Any]:
    """Return what player i gains by each played action over the first against player j's, shape (k_i - 1, k_j).

    The other players must play one action each.
    """
    others = [k for k in range(len(supports)) if k != i]
    against = [list(supports[k]) if k == j else supports[k][0] for k in others]
    rows = gains.whole[i][(slice(None), supports[i][0], *against)]
    return rows[list(supports[i][1:])]


def positive(vector: Sequence[Any] | NDArray[Any]) -> ExactVector | None:
    """Return the probabilities that a vector stands for up to a factor, or None if one of them is not positive."""
    total = sum(vector)
    if not total:
        return None
    strategy = [Fraction(cell) / total for cell in vector]
    return strategy if min(strategy) > 0 else None


def full_profile(gains: ExactGains, supports: Supports, mixed: dict[int, Any]) -> Profile:
    """Lay the vectors of some players out over all actions; the others play their one action."""
    profile = []
    for player, own in enumerate(supports):
        strategy = np.full(gains.whole[player].shape[0], Fraction(0), dtype=object)
        strategy[list(own)] = mixed.get(player, [Fraction(1)])
        profile.append(strategy)
    return tuple(profile)


def reply_gains(gains: ExactGains, profile: Profile, supports: Supports) -> NDArray[Any]:
    """Return, for each action of the first player, then of the second .., its gain over the first one played; exact.

    The sums are made in whole numbers, over the actions that are played.
    """
    played = [np.flatnonzero(strategy).tolist() for strategy in profile]
    shares = [whole_numbers(map(Fraction, strategy[own])) for strategy, own in zip(profile, played, strict=True)]
    units = [unit for _, unit in shares]
    weights = [np.array(numerators, dtype=object) for numerators, _ in shares]
    per_player = []
    for player, own in enumerate(supports):
        others = [j for j in range(len(profile)) if j != player]
        table = gains.whole[player][:, own[0]][np.ix_(list(range(len(profile[player]))), *(played[j] for j in others))]
        for j in reversed(others):
            table = table @ weights[j]
        unit = prod(units[j] for j in others)
        per_player += [Fraction(gain, unit) for gain in table]
    return np.array(per_player, dtype=object)


def clipped(gains: ExactGains, supports: Supports, corners: Sequence[Profile]) -> list[Profile]:
    """Return points whose mixtures are all the equilibria among the mixtures of some corners.

    The corners must differ in one player's strategy only: every gain is then linear on their mixtures, and the points
    are found by cutting with one gain after the other. None are returned where no equilibrium plays all of `supports`.
    """
    points = [(corner, reply_gains(gains, corner, supports)) for corner in corners]
    for k in range(len(points[0][1])):
        kept = [point for point in points if point[1][k] <= 0]
        below = [point for point in kept if point[1][k] < 0]
        above = [point for point in points if point[1][k] > 0]
        points = kept + [_between(high, low, k) for high in above for low in below]
        if not points:
            return []
    profiles = [profile for profile, _ in points]
    played = sum(np.count_nonzero(sum(column)) for column in zip(*profiles, strict=True))
    return profiles if played == sum(map(len, supports)) else []


def _between(high: tuple[Profile, Any], low: tuple[Profile, Any], k: int) -> tuple[Profile, NDArray[Any]]:
    """Return the point on a line where the gain number k is zero, and all gains there."""
    share = Fraction(high[1][k]) / (high[1][k] - low[1][k])
    profile = tuple(a + share * (b - a) for a, b in zip(high[0], low[0], strict=True))
    return profile, high[1] + share * (low[1] - high[1])
