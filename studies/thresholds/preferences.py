"""Who prefers what to what, as signs of payoff differences, and the best replies that follow.

A player with actions a and b compares u(a, s) with u(b, s) for each choice s of the others. The signs of all these
differences decide which actions are best replies, and so which pure profiles are equilibria: those at which every
action is a best reply. Where payoffs depend on a variable, the differences are polynomials in it (`variables`), and
their signs change at exact points only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import PureProfile
from ...solvers.best_replies import best_reply_table
from ...solvers.deadline import counting, stop_after
from ...solvers.exact.algebraic import Coefficients, Exact, sign_table
from .variables import Piece, coefficients

Conditions = Callable[[NDArray[np.object_]], list[Any]]
"""From payoffs to the quantities whose signs are asked for; the same number of them for all payoffs of a shape."""


@dataclass(frozen=True)
class Switch:
    """A change of one player's best replies to what the others do.

    Attributes
    ----------
    player
        Whose best replies change.
    against
        The actions of the others, in the order of players, the player itself left out.
    before, after
        Its best replies just below and just above; several where actions pay the same throughout.
    """

    player: int
    against: PureProfile
    before: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def pair(self) -> tuple[int, int]:
        """An action that was best and one that becomes best, different ones."""
        gone = [action for action in self.before if action not in self.after] or self.before
        new = [action for action in self.after if action not in self.before] or self.after
        return gone[0], new[0]

    def decides(self, changed: Collection[PureProfile]) -> bool:
        """Tell whether the switch bears on any of these profiles: the player gives up or takes up its action there."""
        return any(self.profile(action) in changed for action in {*self.before, *self.after})

    def profile(self, action: int) -> PureProfile:
        """Return the profile in which the player takes an action."""
        return (*self.against[: self.player], action, *self.against[self.player :])


def signs_along(
    stretches: Sequence[Piece], conditions: Conditions, deadline: float = inf
) -> tuple[list[Exact], NDArray[np.int8]]:
    """Return the points of a range at which a sign may change, with its ends, and the signs of all conditions.

    The signs have shape (conditions, 2 * points - 1): at the first point, up to the second, .., at the last. A
    deadline, on the clock `time.monotonic`, that passes first is a TimeoutError.
    """
    points: list[Exact] = []
    columns: list[NDArray[np.int8]] = []
    for piece in stretches:
        asked = conditions(piece.payoffs)
        if piece.low == piece.high:
            points.append(piece.low)
            columns.append(np.array([[(value > 0) - (value < 0)] for value in asked], dtype=np.int8))
        else:
            told = counting("differences", asked)
            roots, signs = sign_table([_until(deadline, value) for value in told], piece.low, piece.high, deadline)
            points.extend(roots[1:])
            columns.append(signs[:, 1:])
    return points, np.concatenate(columns, axis=1)


def _until(deadline: float, value: Any) -> Coefficients:
    """Return the coefficients of a condition, unless the deadline has passed."""
    stop_after(deadline)
    return coefficients(value)


def differences(payoffs: NDArray[np.object_]) -> list[Any]:
    """Return u(a, s) - u(b, s) for every player, every two of its actions a < b, and every choice s of the others."""
    tables = [np.moveaxis(table, player, 0).reshape(table.shape[player], -1) for player, table in enumerate(payoffs)]
    return [gap for player, a, b in _comparisons(payoffs.shape[1:]) for gap in tables[player][a] - tables[player][b]]


def replies_from_signs(signs: NDArray[np.int8], shape: Sequence[int]) -> NDArray[np.bool_]:
    """Return which actions are best replies, shape (n, m_1, .., m_n, columns), from the signs of the differences.

    They depend on the order of a player's payoffs alone, so each is put as minus the number of actions that pay more.
    """
    order = np.zeros((len(shape), *shape, signs.shape[1]), dtype=np.int16)
    start = 0
    for player, a, b in _comparisons(shape):
        others = (*shape[:player], *shape[player + 1 :])
        block = signs[start : start + int(np.prod(others))].reshape(*others, -1)
        start += int(np.prod(others))
        own = np.moveaxis(order[player], player, 0)
        own[a] -= block < 0
        own[b] -= block > 0
    return best_reply_table(order)


def switches(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> Iterator[Switch]:
    """Go through the changes from one table of best replies, of shape (n, m_1, .., m_n), to another."""
    for player in range(len(before)):
        old, new = (np.moveaxis(table[player], player, -1) for table in (before, after))
        for against in np.ndindex(old.shape[:-1]):
            if (old[against] != new[against]).any():
                yield Switch(player, against, _actions(old[against]), _actions(new[against]))


def profiles(marked: NDArray[np.bool_]) -> tuple[PureProfile, ...]:
    """Return the pure profiles that are marked in an array of shape (m_1, .., m_n)."""
    return tuple(tuple(int(action) for action in profile) for profile in np.argwhere(marked))


def _comparisons(shape: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    for player, m in enumerate(shape):
        for a, b in combinations(range(m), 2):
            yield player, a, b


def _actions(marks: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(action) for action in np.flatnonzero(marks))
