"""Security levels: what a player can guarantee itself whatever the others do.

The *pure security level* of player i is the greatest payoff that one action guarantees, max over a_i of min over
a_-i of u_i. The *mixed* one is what a mixture guarantees in expectation, max over s_i of min over a_-i of
u_i(s_i, a_-i): the value of the zero-sum game in which all the others together want nothing but to hurt i (von Neumann
1928). It is never less than the pure level, and no equilibrium pays less.

The worst that the others can do is always found at a pure profile, so it does not matter whether they may correlate.
What they can hold i down to does depend on that: with correlation it is the mixed security level, while two or more
punishers who mix independently may have to leave i more (Fudenberg and Tirole 1991, section 5.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..games.normal_form import NormalFormGame
from .exact.linear_program import Optimum, maximise
from .exact.proposed_mixtures import only_best, proposed, whole_table

FEW = 256
"""Entries of a table up to which a program in fractions is as quick as floats with their proof."""


@dataclass(frozen=True)
class Security:
    """What a player can guarantee itself.

    Attributes
    ----------
    player
        The player's number.
    pure_value
        The most that one action guarantees.
    pure_actions
        The actions that guarantee it, rising.
    mixed_value
        The most that a mixture guarantees in expectation; at least `pure_value`.
    mixed_strategy
        A mixture that guarantees it, of length m_i: the pure one with the lowest number where mixing gains nothing.
    """

    player: int
    pure_value: Fraction
    pure_actions: tuple[int, ...]
    mixed_value: Fraction
    mixed_strategy: tuple[Fraction, ...]


def maximin(game: NormalFormGame, deadline: float = inf) -> tuple[Security, ...]:
    """Return each player's security levels, in pure and in mixed strategies, with what guarantees them; exact.

    A deadline, on the clock `time.monotonic`, that passes first is a TimeoutError.

    Examples
    --------
    >>> matching_pennies = NormalFormGame.zero_sum([[1, -1], [-1, 1]])
    >>> row, column = maximin(matching_pennies)
    >>> print(row.pure_value, row.mixed_value, *row.mixed_strategy)
    -1 0 1/2 1/2
    """
    return tuple(_security(player, own_table(game, player), deadline) for player in range(game.n_players))


def own_table(game: NormalFormGame, player: int) -> NDArray[np.object_]:
    """Return what the player gets, one row for each of its actions and one column for each profile of the others."""
    return np.moveaxis(game.exact[player], player, 0).reshape(game.shape[player], -1)


def guarantee(table: NDArray[Any], deadline: float = inf) -> tuple[Fraction, tuple[Fraction, ...]]:
    """Return the mixture of rows whose least entry is greatest: that entry, and the mixture; one of them if several.

    `table` holds Fractions, shape (rows, columns), with at least one of each. A deadline that passes first is a
    TimeoutError.

    Examples
    --------
    >>> value, mixture = guarantee(np.array([[3, 0], [0, 6]]))
    >>> print(value, *mixture)
    2 2/3 1/3
    """
    if table.size > FEW:
        numbers, _ = whole_table(table)
        mixture = only_best(numbers, proposed(numbers, deadline).columns) if numbers.any() else None
        if mixture is not None:
            weights = np.array(mixture, dtype=object)
            mixed = np.flatnonzero(weights)
            return min(weights[mixed] @ table[mixed]), mixture
    floor = table.min()
    n_columns = table.shape[1]
    shortfalls = np.column_stack([floor - table.T, np.ones(n_columns, dtype=int)])
    best = maximise(
        objective=[*[0] * len(table), 1],
        upper_matrix=shortfalls,
        upper_bounds=[0] * n_columns,
        equal_matrix=[[*[1] * len(table), 0]],
        equal_bounds=[1],
        deadline=deadline,
    )
    assert isinstance(best, Optimum), "each mixture guarantees something, and none more than the greatest entry"
    return best.value + floor, best.point[:-1]


def _security(player: int, table: NDArray[np.object_], deadline: float) -> Security:
    worst = table.min(axis=1)
    pure_value = worst.max()
    pure_actions = tuple(int(action) for action in np.flatnonzero(worst == pure_value))
    mixed_value, mixture = guarantee(table, deadline)
    if mixed_value == pure_value:
        mixture = tuple(Fraction(int(action == pure_actions[0])) for action in range(len(table)))
    return Security(player, pure_value, pure_actions, mixed_value, mixture)
