"""Actors: who plays, and which mix of the four orders each of them follows.

An actor is a point on the simplex of orders: shares that sum to 1 (Sakwa 2019, "Models of global order": the types
are ideal, states mix them and lean one way). Its value weights are the convex combination of the normalised rows of
the value matrix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import InputError, unknown
from .numbers import read_fraction, rounded, shown
from .orders.matrix import normalised
from .orders.rows import ROW_NAMES

Shares = Mapping[str, Any]


@dataclass(frozen=True)
class Actor:
    """One player's name and its shares of the four orders and the security state (all are present; they sum to 1).

    `rivals` are the players against whom it measures its gain; None for all other states, empty for nobody.
    """

    name: str
    orders: Shares
    rivals: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ActorType:
    """One type that an actor may be of: the chance of it, and its shares of the four orders and the security state.

    `name` is what readers call it; empty for what its orders say.
    """

    prior: Any
    orders: Shares
    name: str = ""


@dataclass(frozen=True)
class UncertainActor:
    """One player's name and the types that it may be of, whose chances sum to 1; `rivals` as of an `Actor`."""

    name: str
    types: tuple[ActorType, ...]
    rivals: tuple[str, ...] | None = None


AnyActor = Actor | UncertainActor


def describe(orders: Shares) -> str:
    """Return a mix in words, the largest share first.

    Examples
    --------
    >>> describe(mix({"mercantilist": 0.15, "conservative": 0.85}))
    '85% conservative, 15% mercantilist'
    """
    present = [(share, order) for order, share in orders.items() if share]
    ranked = sorted(present, key=lambda pair: (-pair[0], ROW_NAMES.index(pair[1])))
    if len(ranked) == 1:
        return ranked[0][1]
    return ", ".join(f"{rounded(share * 100, 4)}% {order}" for share, order in ranked)


def mix(orders: str | Mapping[str, Any], among: Sequence[str] = ROW_NAMES) -> Shares:
    """Return shares of all rows of the value matrix, from the name of one or from a mapping of some.

    `among` are the names that may have a share: the four orders and the security state, or the orders alone.

    Raises
    ------
    InputError
        If an order is unknown, a share is not a number in [0, 1], or the shares do not sum to 1.

    Examples
    --------
    >>> mix("liberal")["liberal"]
    Fraction(1, 1)
    """
    given: Any = {orders: 1} if isinstance(orders, str) else orders
    if not isinstance(given, Mapping):
        raise InputError(f"expected the name of an order or shares of orders, got {shown(given)}")
    shares = {order: read_fraction(0) for order in among}
    for order, share in given.items():
        if order not in shares:
            raise InputError(unknown("order", order, among))
        shares[order] = _checked_share(order, share)
    total = sum(shares.values())
    if total != 1:
        raise InputError(f"the shares of the orders must sum to 1, got {rounded(total)}")
    return shares


def rescaled(shares: Shares, order: str, share: Any) -> Shares:
    """Return shares in which one order has the given share and the others keep their proportions.

    `share` may be a number or an array of them.

    Raises
    ------
    InputError
        If no other order has a share that could give way or take the rest.
    """
    rest = 1 - shares[order]
    if np.ndim(rest) == 0 and rest == 0:
        another = next(name for name in shares if name != order)
        raise InputError(
            f"cannot set the share of {order} alone: no other order has a share that could take the rest; "
            "set the whole mix, for instance { " + f"{order} = 0.8, {another} = 0.2" + " }"
        )
    if np.ndim(share) == 1:
        shares, rest = {name: _as_float(old) for name, old in shares.items()}, _as_float(rest)
    scale = (1 - share) / rest
    return {name: share if name == order else old * scale for name, old in shares.items()}


def actor_weights(shares: Shares, matrix: NDArray[Any]) -> NDArray[Any]:
    """Return an actor's value weights from its shares and the value matrix of shape (.., 5, 9): shape (.., 9).

    Works on floats, arrays of length B (then the result has a leading axis B), Fractions and SymPy expressions.
    """
    return mixed_rows(shares, normalised(matrix))


def mixed_rows(shares: Shares, rows: NDArray[Any]) -> NDArray[Any]:
    """Return the rows of value matrices, (.., 5, 9), mixed by an actor's shares: shape (.., 9)."""
    weights = np.zeros_like(rows[..., 0, :])
    for order, share in shares.items():
        scale = np.asarray(share)[:, None] if np.ndim(share) == 1 else share
        weights = weights + scale * rows[..., ROW_NAMES.index(order), :]
    return weights


def _as_float(share: Any) -> Any:
    return share if isinstance(share, np.ndarray) else float(share)


def _checked_share(order: str, share: Any) -> Any:
    try:
        number = read_fraction(share)
    except (TypeError, ValueError) as error:
        raise InputError(f"the share of {order} must be a number, {error}") from None
    if not 0 <= number <= 1:
        raise InputError(f"the share of {order} must lie in [0, 1], got {rounded(number)}")
    return number
