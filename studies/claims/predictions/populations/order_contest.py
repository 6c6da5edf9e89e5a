"""What the papers predict of the contest of orders: whom its parameters favour in the long run, and who can invade.

In the long run means: at the stable rest point to which the shares go from the arena's reference start, under the
replicator dynamics with mutation. All worlds are followed at once, by the classical Runge-Kutta method with step 1 up
to time 50, then by linearly implicit Euler steps

    (I/h - J) (x' - x) = V,    h = (1/2) min_i x_i / |V_i|,

V the velocity and J its Jacobian matrix. Where all shares come to rest the steps grow without bound and become Newton's
(Kelley & Keyes 1998, pseudo-transient continuation). A step that would change a share by more than half of it, or for
which det(I/h - J) <= 0, as near a saddle point, which would draw it in though the path passes by, gives way to a
Runge-Kutta step. It ends where no velocity exceeds 1e-12, or after 2,000 further steps.

Between the two ends of a parameter's range an outcome may rise and fall: only the ends are compared here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.populations.order_contest import ORDER_CONTEST, order_contest_payoffs
from .....games.orders.rows import ORDER_NAMES
from .....solvers.best_replies import TIE
from ....evolution.trajectories import effective_number
from ...prediction import Prediction
from ...worlds.model import Input, Values
from ...worlds.plausible_worlds import all_inputs, numbers_of

RISE = 1e-6
"""The least difference between two long runs that counts as one."""

_RUNGE_KUTTA_STEPS, _FURTHER_STEPS = 50, 2000
_AT_REST = 1e-12
_LEAST_SHARE = 1e-12
"""Smaller shares, which only worlds wholly without mutation have, count as gone and do not hold up the steps."""

_Table = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Contests:
    """B worlds of the order contest: for each parameter its values, shape (B,), and value matrices (B, 4, 9)."""

    parameters: Mapping[str, NDArray[np.float64]]
    matrices: NDArray[np.float64]

    def given(self, **values: float) -> Contests:
        """Return the worlds with some parameters, by name, set to a number."""
        fixed = {name: np.full(len(self.matrices), value) for name, value in values.items()}
        return replace(self, parameters={**self.parameters, **fixed})

    @cached_property
    def payoffs(self) -> _Table:
        """What an order earns against another one, shape (B, 4, 4)."""
        return order_contest_payoffs(self.parameters, self.matrices)

    @cached_property
    def settled(self) -> _Table:
        """The shares of the orders in the long run, shape (B, 4)."""
        start = np.array([ORDER_CONTEST.reference_mix[order] for order in ORDER_NAMES], dtype=np.float64)
        return _long_run(self.payoffs, start, self.parameters["mutation"])

    def share(self, order: str) -> NDArray[np.float64]:
        """Return the share of an order in the long run, shape (B,)."""
        return self.settled[:, ORDER_NAMES.index(order)]


@dataclass(frozen=True)
class _OrderContest:
    """The order contest, its parameters and the value matrix uncertain."""

    name: str = ORDER_CONTEST.name

    @property
    def inputs(self) -> tuple[Input, ...]:
        return all_inputs(ORDER_CONTEST.parameters)

    def worlds(self, values: Values) -> Contests:
        return Contests(*numbers_of(ORDER_CONTEST.parameters, values))


def _long_run(payoffs: _Table, start: _Table, mutation: _Table) -> _Table:
    """Return where the paths from one start settle, shape (B, 4).

    Payoffs are raised, which changes no path, so that the mean is positive and I/h - J regular across the simplex.
    """
    raised, rate = payoffs - payoffs.min(axis=(1, 2), keepdims=True) + 1, mutation[:, None]
    shares = np.tile(start, (len(payoffs), 1))
    for _ in range(_RUNGE_KUTTA_STEPS):
        shares = _runge_kutta_step(raised, shares, rate)
    moving = np.arange(len(shares))
    for _ in range(_FURTHER_STEPS):
        velocity = _velocity(raised[moving], shares[moving], rate[moving])
        unsettled = np.abs(velocity).max(axis=1) > _AT_REST
        moving = moving[unsettled]
        if not len(moving):
            break
        shares[moving] = _next(raised[moving], shares[moving], rate[moving], velocity[unsettled])
    return shares


def _velocity(payoffs: _Table, shares: _Table, rate: _Table) -> _Table:
    fitness = np.matmul(payoffs, shares[:, :, None])[:, :, 0]
    mean = (shares * fitness).sum(axis=1, keepdims=True)
    return shares * (fitness - mean) + rate / 3 * (1 - 4 * shares)


def _runge_kutta_step(payoffs: _Table, shares: _Table, rate: _Table) -> _Table:
    a = _velocity(payoffs, shares, rate)
    b = _velocity(payoffs, shares + a / 2, rate)
    c = _velocity(payoffs, shares + b / 2, rate)
    d = _velocity(payoffs, shares + c, rate)
    moved = shares + (a + 2 * b + 2 * c + d) / 6
    return moved / moved.sum(axis=1, keepdims=True)


def _next(payoffs: _Table, shares: _Table, rate: _Table, velocity: _Table) -> _Table:
    """Return the shares after an implicit step, or a Runge-Kutta step where that would go astray."""
    left = _implicit(payoffs, shares, rate, velocity)
    change = np.linalg.solve(left, velocity[:, :, None])[:, :, 0]
    astray = (np.abs(change) > shares / 2).any(axis=1) | (np.linalg.det(left) <= 0)
    moved = shares + change
    moved[astray] = _runge_kutta_step(payoffs[astray], shares[astray], rate[astray])
    return moved


def _implicit(payoffs: _Table, shares: _Table, rate: _Table, velocity: _Table) -> _Table:
    """Return I/h - J, shape (B, 4, 4); the columns of J have one sum, so that a step keeps the sum of the shares."""
    fitness = np.matmul(payoffs, shares[:, :, None])[:, :, 0]
    slope_of_mean = fitness + np.matmul(shares[:, None, :], payoffs)[:, 0]
    mean = (shares * fitness).sum(axis=1, keepdims=True)
    pace = 2 * (np.abs(velocity) / np.maximum(shares, _LEAST_SHARE)).max(axis=1, keepdims=True)
    left = -shares[:, :, None] * (payoffs - slope_of_mean[:, None, :])
    left[:, range(4), range(4)] += pace - (fitness - mean - 4 / 3 * rate)
    return left


def _raises(parameter: str, high: float, order: str) -> Callable[[Contests], NDArray[np.bool_]]:
    """Return the test that a parameter at this height, instead of 0, gives an order more in the long run."""
    return lambda worlds: (
        worlds.given(**{parameter: high}).share(order) > worlds.given(**{parameter: 0}).share(order) + RISE
    )


def _diversifies(worlds: Contests) -> NDArray[np.bool_]:
    without, full = (effective_number(worlds.given(recognition=rho).settled) for rho in (0, 1))
    return full > without + RISE


def _modesty_pays(worlds: Contests) -> NDArray[np.bool_]:
    """Tell where the liberal order has a greater share in the long run at a monism of 0.4 than of 0.8."""
    proud, modest = (worlds.given(liberal_monism=monism).share("liberal") for monism in (0.8, 0.4))
    return modest > proud + RISE


def _liberal_world_invadable(worlds: Contests) -> NDArray[np.bool_]:
    among_liberals = worlds.payoffs[:, :, 0]
    return among_liberals[:, 1:].max(axis=1) > among_liberals[:, 0] + TIE


_MODEL = _OrderContest()

PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Full recognition among the orders makes for more of them in the long run, by their effective number, than "
        "none does.",
        ("C46",),
        _diversifies,
    ),
    Prediction(
        _MODEL,
        2,
        "Neglected grievances, 0.3 instead of none, raise the mercantilist share in the long run.",
        ("C10", "C21"),
        _raises("grievance", 0.3, "mercantilist"),
    ),
    Prediction(
        _MODEL,
        3,
        "Change from below, 0.3 instead of none, raises the transformative share in the long run.",
        ("C10", "C15"),
        _raises("change_from_below", 0.3, "transformative"),
    ),
    Prediction(
        _MODEL,
        4,
        "Pressure on outsiders, 0.3 instead of none, raises the conservative share in the long run.",
        ("C10",),
        _raises("outside_pressure", 0.3, "conservative"),
    ),
    Prediction(
        _MODEL,
        5,
        "Claiming less, a monism of 0.4 instead of 0.8, the liberal order has a greater share in the long run.",
        ("C13", "C14", "C45"),
        _modesty_pays,
    ),
    Prediction(
        _MODEL,
        6,
        "The same where monism meets full backlash.",
        ("C13", "C45"),
        lambda worlds: _modesty_pays(worlds.given(backlash=1)),
    ),
    Prediction(
        _MODEL,
        7,
        "A few adherents of some other order are fitter than all the rest of a wholly liberal world.",
        ("C09", "C10"),
        _liberal_world_invadable,
    ),
)
