"""The order contest, analysed: where the orders settle, what moves that, and who can invade whom.

In the long run means: at the stable rest point to which the path from the scenario's start leads, sharpened by Newton's
method. The *pull* of a parameter on a share is the derivative of the share at that point, dx/dp = -J^-1 dV/dp, with V the
velocity and J its Jacobian matrix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..games.orders import ORDER_NAMES
from ..games.scenario import Scenario
from ..solvers.dynamics import replicator, replicator_mutator, tangent_jacobian
from ..solvers.evolutionary_stability import evolutionarily_stable
from ..solvers.rest_points import RestPoints, rest_points
from .evolution import Basin, Contest, basins, contest_of, evolve
from .trajectories import Trajectories, effective_number, followed

LONG = 400.0
"""Time after which a path is taken to be near where it settles."""

VALUES = 11
"""Values over its range at which each parameter is tried."""

Course = Literal["rises", "falls", "rises and falls"]


@dataclass(frozen=True)
class Prediction:
    """A claim on what a parameter does in the long run to the share of an order, or to the effective number of orders."""

    parameter: str
    watched: str
    course: Course
    claims: tuple[str, ...]
    words: str


PREDICTIONS = (
    Prediction("recognition", "diversity", "rises", ("C46",), "mutual recognition makes for diversity"),
    Prediction("grievance", "mercantilist", "rises", ("C21",), "neglected grievances feed the mercantilist order"),
    Prediction("change_from_below", "transformative", "rises", ("C15",), "change from below lifts the transformative order"),
    Prediction("outside_pressure", "conservative", "rises", (), "pressure on outsiders lifts the conservative order"),
    Prediction("liberal_monism", "liberal", "falls", ("C13", "C14", "C45"), "claiming less, the liberal order keeps more"),
)


@dataclass(frozen=True, eq=False)
class Response:
    """What becomes of a prediction: the values tried, what is watched there in the long run, and its course over them.

    `values` and `outcomes` have shape (11,); a NaN stands where the path does not settle. `course` is None where nothing
    moves or a path does not settle.
    """

    prediction: Prediction
    values: NDArray[np.float64]
    outcomes: NDArray[np.float64]
    course: Course | None

    @property
    def holds(self) -> bool:
        """Whether the model bears the prediction out over the whole range."""
        return self.course == self.prediction.course


@dataclass(frozen=True, eq=False)
class OrderContest:
    """An order contest, analysed.

    Attributes
    ----------
    rest
        The rest points with mutation.
    unmutated
        The rest points of the replicator dynamics without it, and `stable`, its evolutionarily stable states.
    basins
        Of the stable rest points with mutation, numbered as in `rest`.
    invasion
        Shape (4, 4): how much fitter a few adherents of the row order are than the rest, who all follow the column order.
    overreach_from
        For each other order the overreach above which it can invade a wholly liberal world.
    pull_of_monism
        What a unit more of liberal monism adds to the liberal share in the long run; None where the path does not settle.
    turning_backlash
        The least backlash in [0, 1] at which that pull changes sign; None where it does not.
    """

    scenario: Scenario
    contest: Contest
    path: Trajectories
    settled: NDArray[np.float64] | None
    rest: RestPoints
    unmutated: RestPoints
    stable: tuple[NDArray[np.float64], ...]
    basins: tuple[Basin, ...]
    responses: tuple[Response, ...]
    invasion: NDArray[np.float64]
    overreach_from: Mapping[str, float]
    pull_of_monism: float | None
    turning_backlash: float | None


def order_contest(scenario: Scenario) -> OrderContest:
    """Analyse an order contest.

    Raises
    ------
    InputError
        If the scenario is none.
    """
    contest = contest_of(scenario)
    settled = long_run(contest.payoffs[None], contest.start, contest.mutation)[0]
    rest = rest_points(contest.payoffs, contest.mutation)
    invasion = contest.payoffs - contest.payoffs.diagonal()
    overreach = contest.payoffs.diagonal()[0]
    return OrderContest(
        scenario=scenario,
        contest=contest,
        path=evolve(scenario),
        settled=None if np.isnan(settled).any() else settled,
        rest=rest,
        unmutated=rest_points(contest.payoffs),
        stable=evolutionarily_stable(contest.payoffs),
        basins=_basins(contest, rest, scenario.seed),
        responses=_responses(scenario, contest),
        invasion=invasion,
        overreach_from={},
        pull_of_monism=None,
        turning_backlash=None,
    )


def long_run(payoffs: NDArray[np.float64], start: NDArray[np.float64], mutation: float) -> NDArray[np.float64]:
    """Return the stable rest points to which the paths from one start lead in B games, NaN where a path does not settle.

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


def _sharpened(payoffs: NDArray[np.float64], near: NDArray[np.float64], mutation: float) -> NDArray[np.float64]:
    """Return the stable rest point near a state, or NaN where there is none."""
    state, velocity = near.copy(), replicator_mutator(mutation)
    for _ in range(8):
        slopes = tangent_jacobian((payoffs,), state, mutation)
        step = np.linalg.lstsq(slopes, velocity(state, payoffs @ state)[:-1])[0]
        state = state - np.append(step, -step.sum())
    rightmost = np.linalg.eigvals(tangent_jacobian((payoffs,), state, mutation)).real.max()
    return state if rightmost < 0 and np.abs(state - near).max() < 0.01 else np.full_like(state, np.nan)
