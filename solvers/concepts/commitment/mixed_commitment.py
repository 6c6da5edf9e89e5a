"""The best mixed strategy to commit to, in a game of two players.

The leader commits itself to a probability for each of its actions. The follower sees these, though not what is drawn,
and gives a best reply. For each reply j the best of the strategies to which j is a best reply is found by a linear
program; the best of these is the best commitment (Conitzer and Sandholm 2006, section 4, "multiple LPs"). This is the
*strong* optimum: where the follower is indifferent it does what the leader likes best.

Nobody need be indifferent. Let j be a reply that is strictly best, among replies that do not always pay the follower
the same, somewhere. Near every strategy to which j is a best reply there is one to which it is strictly best, so what
the worst of the replies that always pay the same as j gives the leader there can be *secured* as nearly as the leader
likes. The greatest such payoff is the supremum of what it can secure, and in generic games it is the strong optimum
(von Stengel and Zamir 2010).

All programs are solved in fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...deadline import counting
from ...exact.linear_program import Optimum, maximise


@dataclass(frozen=True)
class Commitment:
    """A best strategy to commit to, with the reply for which it is meant.

    Attributes
    ----------
    strategy
        The leader's probabilities.
    reply
        The number of the follower's action.
    only
        Whether no other strategy with this reply pays the leader as much.
    """

    strategy: tuple[Fraction, ...]
    reply: int
    only: bool


@dataclass(frozen=True)
class Leadership:
    """What a leader can reach by a mixed commitment.

    Attributes
    ----------
    value
        The most that the leader gets if the follower, where indifferent, does what the leader likes best.
    secured
        The payoff that the leader can secure as nearly as it likes, whatever the follower does where indifferent.
    commitments
        One best commitment for each reply with which the value is reached, by the number of the reply.
    """

    value: Fraction
    secured: Fraction
    commitments: tuple[Commitment, ...]


def best_leadership(own: NDArray[Any], other: NDArray[Any], deadline: float = inf) -> Leadership:
    """Return the best mixed commitments of the row player; exact.

    `own` and `other` are what the leader and the follower get, Fractions of shape (leader's actions, follower's). A
    deadline, on the clock `time.monotonic`, that passes first is a TimeoutError.

    Examples
    --------
    The leader's first action dominates, and in equilibrium it gets 2 (Conitzer and Sandholm 2006, section 2).

    >>> leadership = best_leadership(np.array([[2, 4], [1, 3]]), np.array([[1, 0], [0, 1]]))
    >>> (best,) = leadership.commitments
    >>> print(leadership.value, leadership.secured, *best.strategy, best.reply)
    7/2 7/2 1/2 1/2 1
    """
    replies = range(own.shape[1])
    found = ((reply, _best_with(own, other, reply, deadline)) for reply in counting("replies", replies))
    optima = {reply: best for reply, best in found if best is not None}
    value = max(best.value for best in optima.values())
    floors = (_secured_with(own, other, reply, deadline) for reply in counting("replies secured", replies))
    secured = [payoff for payoff in floors if payoff is not None]
    commitments = [
        Commitment(best.point, reply, _is_only_one(own, other, reply, best.point, deadline))
        for reply, best in optima.items()
        if best.value == value
    ]
    return Leadership(value, max(secured), tuple(commitments))


def _best_with(own: NDArray[Any], other: NDArray[Any], reply: int, deadline: float) -> Optimum | None:
    """Return the best of the strategies to which a reply is best, or None where there are none."""
    gains = _gains(other, reply)
    best = maximise(own[:, reply], gains, [0] * len(gains), [[1] * len(own)], [1], deadline)
    return best if isinstance(best, Optimum) else None


def _gains(other: NDArray[Any], reply: int) -> NDArray[Any]:
    """Return what each other reply pays the follower more than this one, a row for each reply."""
    return (other - other[:, [reply]]).T


def _is_only_one(
    own: NDArray[Any], other: NDArray[Any], reply: int, vertex: Sequence[Fraction], deadline: float
) -> bool:
    """Tell whether a vertex is the only optimum: at any other one of its tight inequalities is loose."""
    gains = _gains(other, reply)
    tight = gains[gains @ np.array(vertex) == 0]
    loosened = np.array([int(p == 0) for p in vertex]) - tight.sum(axis=0)
    value = own[:, reply] @ np.array(vertex)
    best = maximise(loosened, gains, [0] * len(gains), [[1] * len(own), own[:, reply]], [1, value], deadline)
    assert isinstance(best, Optimum), "the vertex itself meets the constraints"
    return best.value == 0


def _secured_with(own: NDArray[Any], other: NDArray[Any], reply: int, deadline: float) -> Fraction | None:
    """Return what the leader can secure with a reply, or None where the reply is never strictly best."""
    gains = _gains(other, reply)
    alike = (gains == 0).all(axis=1)
    rivals = gains[~alike]
    whole, one = [[*[1] * len(own), 0]], [1]
    if len(rivals):
        margins = np.column_stack([rivals, [1] * len(rivals)])
        margin = maximise([*[0] * len(own), 1], margins, [0] * len(rivals), whole, one, deadline)
        if not (isinstance(margin, Optimum) and margin.value > 0):
            return None
    floor = own.min()
    shortfalls = np.column_stack([floor - own.T[alike], [1] * alike.sum()])
    rows = np.vstack([np.column_stack([rivals, [0] * len(rivals)]), shortfalls])
    best = maximise([*[0] * len(own), 1], rows, [0] * len(rows), whole, one, deadline)
    assert isinstance(best, Optimum), "a strategy to which the reply is best secures something"
    return best.value + floor
