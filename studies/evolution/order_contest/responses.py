"""What moves the outcome of an order contest: the claims of the papers put to the model, over the range of a parameter.

In the long run means: at the stable rest point to which the path from the scenario's start leads, sharpened by Newton's
method. The *pull* of a parameter on a share is the derivative of the share at that point, dx/dp = -J^-1 dV/dp, where V
is the velocity and J its Jacobian matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ....games.arenas.populations.order_contest import ORDER_CONTEST
from ....games.orders.rows import ORDER_NAMES
from ....games.scenario.paths import read_path
from ....games.scenario.scenario import Scenario
from ....solvers.evolution.dynamics import replicator, replicator_mutator, tangent_jacobian
from ..trajectories import effective_number, followed
from .numeric import contest_of

LONG = 400.0
"""Time after which a path is near where it settles."""

VALUES = 11
"""Values over its range at which each parameter is tried."""

CLOSE = 0.01
"""A path ends at a rest point if all shares are this close to it."""

STILL = 1e-9
"""A smaller change counts as no change."""

_BISECTIONS = 40

Trend = Literal["rises", "falls", "rises and falls"]


@dataclass(frozen=True)
class Conjecture:
    """What a parameter should do in the long run to the share of an order, or to the effective number of orders."""

    parameter: str
    watched: str
    course: Trend
    claims: tuple[str, ...]
    words: str


CONJECTURES = (
    Conjecture("recognition", "diversity", "rises", ("C46",), "mutual recognition makes for diversity"),
    Conjecture("grievance", "mercantilist", "rises", ("C21",), "neglected grievances feed the mercantilist order"),
    Conjecture("change_from_below", "transformative", "rises", ("C15",), "change begins in society and climate"),
    Conjecture("outside_pressure", "conservative", "rises", (), "pressure on outsiders lifts the conservative order"),
    Conjecture(
        "liberal_monism", "liberal", "falls", ("C13", "C14", "C45"), "the liberal order keeps more by claiming less"
    ),
)


@dataclass(frozen=True, eq=False)
class Response:
    """A conjecture, put to the model.

    Attributes
    ----------
    values, outcomes
        The values tried, over the parameter's range, and what is watched in the long run; NaN where a path does not
        settle.
    course
        The course of the outcomes; None where a path does not settle or nothing moves.
    """

    conjecture: Conjecture
    values: NDArray[np.float64]
    outcomes: NDArray[np.float64]
    course: Trend | None

    @property
    def holds(self) -> bool:
        """Whether the model bears the conjecture out over the whole range."""
        return self.course == self.conjecture.course


@dataclass(frozen=True)
class Monism:
    """What its own monism does to the liberal share.

    Attributes
    ----------
    pull
        What a unit more of it adds to the liberal share in the long run, at the margin; NaN where the path does not
        settle.
    turning_backlash
        The least backlash, from 0 to 1, from which claiming less raises the liberal share, where claiming more did so
        below; None where there is none.
    """

    pull: float
    turning_backlash: float | None


def long_run(payoffs: NDArray[np.float64], start: NDArray[np.float64], mutation: float) -> NDArray[np.float64]:
    """Return the stable rest points to which the paths from one start lead in B games; NaN where one does not settle.

    Parameters
    ----------
    payoffs
        Shape (B, m, m), [own, other].
    start
        Shape (m,).

    Returns
    -------
    ndarray
        Shape (B, m).
    """
    starts = np.broadcast_to(start, payoffs.shape[:2])
    last = followed(payoffs, starts, replicator_mutator(mutation), np.array([0.0, LONG]), accuracy=1e-6).last
    return np.array([_sharpened(table, near, mutation) for table, near in zip(payoffs, last, strict=True)])


def responses(scenario: Scenario) -> tuple[Response, ...]:
    """Try every conjecture over the range of its parameter, all else being as in the scenario."""
    contest = contest_of(scenario)
    known = [ORDER_CONTEST.parameter(conjecture.parameter) for conjecture in CONJECTURES]
    values = np.array([np.linspace(float(p.low), float(p.high), VALUES) for p in known])
    games = [contest_of(scenario.replace({p.name: row})).payoffs for p, row in zip(known, values, strict=True)]
    settled = long_run(np.concatenate(games), contest.start, contest.mutation).reshape(*values.shape, -1)
    outcomes = [_watched(conjecture, shares) for conjecture, shares in zip(CONJECTURES, settled, strict=True)]
    return tuple(
        Response(conjecture, tried, watched, _course(watched))
        for conjecture, tried, watched in zip(CONJECTURES, values, outcomes, strict=True)
    )


def monism(scenario: Scenario) -> Monism:
    """Return the pull of liberal monism on the liberal share, and the backlash at which it turns negative.

    Payoffs are linear in monism and in backlash, so the differences of games below are exact derivatives.
    """
    contest = contest_of(scenario)
    backlashes = np.append(np.linspace(0, 1, VALUES), float(read_path(scenario, "backlash")))
    games = contest_of(scenario.replace({"backlash": backlashes})).payoffs
    all_claimed, none_claimed = (
        contest_of(scenario.replace({"backlash": backlashes, "liberal_monism": claimed})).payoffs for claimed in (1, 0)
    )
    pushes = all_claimed - none_claimed
    settled = long_run(games, contest.start, contest.mutation)
    pulls = [_pull(*game, contest.mutation) for game in zip(games, pushes, settled, strict=True)]
    turns = [k for k in range(VALUES - 1) if pulls[k] > 0 > pulls[k + 1]]
    if not turns:
        return Monism(pulls[-1], None)
    k, (low, high) = turns[0], (0.0, 1.0)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        game, push, near = ((1 - middle) * ends[k] + middle * ends[k + 1] for ends in (games, pushes, settled))
        positive = _pull(game, push, _sharpened(game, near, contest.mutation), contest.mutation) > 0
        low, high = (middle, high) if positive else (low, middle)
    return Monism(pulls[-1], float((1 - low) * backlashes[k] + low * backlashes[k + 1]))


def _sharpened(payoffs: NDArray[np.float64], near: NDArray[np.float64], mutation: float) -> NDArray[np.float64]:
    """Return the stable rest point near a state, or NaN where there is none.

    An order that nobody follows at the state does not come back, as there is no mutation: it counts as the worst.
    """
    gone = near == 0
    closed = np.where(gone[:, np.newaxis], payoffs.min() - 1, payoffs)
    state, velocity = near.copy(), replicator_mutator(mutation)
    for _ in range(8):
        slopes = tangent_jacobian((closed,), state, mutation)
        step = np.linalg.lstsq(slopes, velocity(state, closed @ state)[:-1])[0]
        state = np.where(gone, 0.0, state - np.append(step, -step.sum()))
    rightmost = np.linalg.eigvals(tangent_jacobian((closed,), state, mutation)).real.max()
    return state if rightmost < 0 and np.abs(state - near).max() < CLOSE else np.full_like(state, np.nan)


def _pull(
    payoffs: NDArray[np.float64], push: NDArray[np.float64], state: NDArray[np.float64], mutation: float
) -> float:
    """Return the derivative of the first share, the liberal one, as the payoffs move by `push`."""
    if np.isnan(state).any():
        return float("nan")
    slopes = tangent_jacobian((payoffs,), state, mutation)
    return -float(np.linalg.solve(slopes, replicator(state, push @ state)[:-1])[0])


def _watched(conjecture: Conjecture, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    if conjecture.watched == "diversity":
        return effective_number(shares)
    return shares[:, ORDER_NAMES.index(conjecture.watched)]


def _course(outcomes: NDArray[np.float64]) -> Trend | None:
    steps = np.diff(outcomes)
    if np.isnan(steps).any() or np.abs(steps).max() < STILL:
        return None
    if (steps > -STILL).all():
        return "rises"
    return "falls" if (steps < STILL).all() else "rises and falls"
