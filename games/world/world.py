"""The game of practice: every state chooses at once how much of each order it practises.

State i chooses x_i in the simplex of K orders. With its identity theta_i, the appeal a of the orders, the push e_i on
it, the weights g_ij of others' recognition, the likeness C of orders, the sizes s_i, the weight of each order in the
world X = sum_j s_j x_j, and the monism m of each order,

    u_i(x) = -1/2 |x_i - theta_i|^2 + (a + e_i).x_i + beta sum_j g_ij x_i' C x_j - gamma x_i' D X,   D = diag(m).

States count their own weight in X. Arrays have one axis of states (n) and one of orders (K), in that order.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_array

from ..arrays import Floats, Fractions
from ..errors import expect
from ..numbers import several
from ..text.shown import Shown
from .basis import Basis
from .changes import changed
from .reading import Reading, Ties


class Decimals(NamedTuple):
    """A world in floating-point numbers, its network sparse."""

    theta: Floats
    targets: Floats
    network: Any
    size: Floats
    beta: float
    gamma: float
    monism: Floats
    closeness: Floats

    def recognised(self, practice: Floats) -> Floats:
        """Return sum_j g_ij x_j; axes before those of states and orders are worlds of their own."""
        *many, states, orders = practice.shape
        flat = np.moveaxis(practice, -2, 0).reshape(states, -1)
        return np.moveaxis((self.network @ flat).reshape(states, *many, orders), 0, -2)


@dataclass(frozen=True, eq=False, repr=False)
class World(Shown):
    """A world of states, as a game; all numbers are kept as Fractions, decimals as the decimals that they print as.

    Parameters
    ----------
    theta
        The identity of each state: shares of the orders, shape (n, K). A row adds up to 1; decimals within 5e-3 of it
        are divided by their sum, with a warning where they are off by more than the noise of floats.
    network
        g_ij, the weight for i of being recognised by j, as it enters the payoffs; shape (n, n), diagonal 0.
    size
        Positive shares that add up to 1, shape (n,); decimals as in `theta`.
    beta, gamma
        Weights of recognition and of resistance, not negative.
    monism
        How universal each order claims to be, not negative; shape (K,).
    appeal, push
        What draws all states, shape (K,), and each state, shape (n, K), towards orders. Of these and `monism`
        a single number stands for every entry.
    closeness
        C, how like orders are, symmetric, shape (K, K); the identity where left out.
    states, orders
        Names; numbered where left out.
    basis
        The ties that the network is made of, for counterfactuals; None where they are not known.

    Raises
    ------
    InputErrors
        Naming every argument that cannot be used.

    Examples
    --------
    >>> world = World([["1/2", "1/2"], [1, 0]], [[0, 1], [0, 0]], ["3/10", 0.7], "1/5", 0, [0, 0], 0, 0)
    >>> world.size[1], world.states, world.replace(beta=1).beta
    (Fraction(7, 10), ('state 1', 'state 2'), Fraction(1, 1))
    """

    theta: Any
    network: Any
    size: Any
    beta: Any
    gamma: Any
    monism: Any
    appeal: Any
    push: Any
    closeness: Any = None
    states: Any = None
    orders: Any = None
    basis: Basis | None = None
    ties: Ties = field(init=False, repr=False)

    def about(self) -> str:
        """Return how many states and orders there are."""
        states, orders = self.theta.shape
        return f"{several(states, 'state')}, {several(orders, 'order')}"

    def __post_init__(self) -> None:
        reading = Reading()
        theta = reading.array("theta", self.theta, (None, None))
        states, orders = reading.extent(self.theta)
        closeness = np.eye(orders, dtype=int) if self.closeness is None else self.closeness
        names = (_names("state", self.states, states), _names("order", self.orders, orders))
        read: dict[str, Any] = {
            "theta": None if theta is None else reading.shares(names[0], self.theta, theta),
            "size": reading.size(self.size, states),
            "beta": reading.weight("beta", self.beta),
            "gamma": reading.weight("gamma", self.gamma),
            "monism": reading.array("monism", self.monism, (orders,), lowest=0),
            "appeal": reading.array("appeal", self.appeal, (orders,)),
            "push": reading.array("push", self.push, (states, orders)),
            "closeness": reading.symmetric("closeness", closeness, orders),
            "states": reading.names("states", names[0], states),
            "orders": reading.names("orders", names[1], orders),
        }
        ties = reading.network(self.network, states)
        reading.stop()
        assert ties is not None
        network = np.full((states, states), Fraction(0), dtype=object)
        network[ties.rows, ties.columns] = ties.weights
        read |= {"network": network, "ties": ties}
        for name, value in read.items():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
            object.__setattr__(self, name, value)

    def replace(self, **changes: Any) -> World:
        """Return this world with other values of some of its parameters."""
        return replace(self, **changes)

    def do(self, changes: Mapping[str, Any]) -> World:
        """Return the counterfactual world in which some inputs are replaced; see `changes` for their paths.

        Raises
        ------
        InputErrors
            Naming every change that cannot be made.

        Examples
        --------
        >>> world = World([[1, 0], [0, 1]], [[0, 1], [1, 0]], ["1/2", "1/2"], 0, 0, 0, 0, 0, states=["RUS", "USA"])
        >>> world.do({"theta.RUS": "order 2", "size.USA": "3/4"}).theta[0].tolist()
        [Fraction(0, 1), Fraction(1, 1)]
        """
        return changed(self, changes)

    @cached_property
    def targets(self) -> Fractions:
        """What each state would practise if it were alone: theta + appeal + push, shape (n, K)."""
        return self.theta + self.appeal + self.push

    def recognised(self, practice: Fractions) -> Fractions:
        """Return sum_j g_ij x_j, shape (n, K)."""
        total = np.full(practice.shape, Fraction(0), dtype=object)
        for row, column, weight in zip(*self.ties, strict=True):
            total[row] += weight * practice[column]
        return total

    @cached_property
    def decimals(self) -> Decimals:
        """The same in floating-point numbers."""
        count = len(self.states)
        places = (self.ties.rows, self.ties.columns)
        return Decimals(
            self.theta.astype(float),
            self.targets.astype(float),
            csr_array((self.ties.weights.astype(float), places), shape=(count, count)),
            self.size.astype(float),
            float(self.beta),
            float(self.gamma),
            self.monism.astype(float),
            self.closeness.astype(float),
        )


def _names(what: str, given: Sequence[str] | None, count: int) -> Sequence[str]:
    if given is None:
        return tuple(f"{what} {place + 1}" for place in range(count))
    expect(given, Iterable, f"{what}s as a list of names")
    for name in given:
        expect(name, Hashable, f"each of the {what}s as a name")
    return tuple(given)
