"""The order contest, analysed: where the orders settle, what moves that, and who can invade whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ....games.arenas.populations.order_contest import closeness
from ....games.errors import InputError
from ....games.orders.rows import ORDER_NAMES
from ....games.scenario.paths import read_path
from ....games.scenario.scenario import Scenario
from ....games.text.shown import Shown
from ....solvers.evolution.chosen_dynamic import ChosenDynamic, Replicator
from ....solvers.evolution.dynamics import replicator_mutator
from ....solvers.evolution.evolutionary_stability import evolutionarily_stable
from ....solvers.evolution.rest_points import RestPoints, rest_points
from ..basins import AT_REST, REACHED, BasinShare, basins
from ..trajectories import Trajectories, effective_number
from .numeric import NumericContest, contest_of, contest_path
from .responses import Monism, Response, long_run, monism, responses

TIME = 200.0
"""How long the path goes on, unless told otherwise."""

POINTS = 101
"""Times at which the path is given."""


@dataclass(frozen=True, eq=False, repr=False)
class OrderContest(Shown):
    """An order contest, analysed.

    Attributes
    ----------
    dynamic
        What the path follows; None for the replicator dynamics with mutation, which all else here is about.
    path, settled
        From the start, and the shares in the long run, shape (4,); None where the path does not settle.
    rest
        The rest points with mutation.
    stable
        The evolutionarily stable states of the game without mutation.
    basins
        Of the stable ones among `rest`, by their numbers there.
    invasion
        Shape (4, 4): how much fitter a few adherents of the row order are than all others, who follow the column order.
    overreach_from
        For each order but the liberal one the overreach above which it can invade a wholly liberal world.
    """

    scenario: Scenario
    contest: NumericContest
    dynamic: ChosenDynamic | None
    path: Trajectories
    settled: NDArray[np.float64] | None
    rest: RestPoints
    stable: tuple[NDArray[np.float64], ...]
    basins: tuple[BasinShare, ...]
    responses: tuple[Response, ...]
    monism: Monism
    invasion: NDArray[np.float64]
    overreach_from: Mapping[str, float]

    @property
    def effective(self) -> tuple[float, ...]:
        """The effective number of orders at each rest point."""
        return tuple(float(effective_number(np.asarray(point.shares))) for point in self.rest)

    @property
    def closeness(self) -> NDArray[np.float64]:
        """How close the orders are, c_ij, shape (4, 4)."""
        return closeness(self.scenario.value_matrix())


def order_contest(scenario: Scenario, dynamic: ChosenDynamic | None = None, time: float | None = None) -> OrderContest:
    """Analyse an order contest.

    Parameters
    ----------
    dynamic, time
        What the path from the start follows, and for how long; `TIME` where left out.

    Raises
    ------
    InputError
        If the scenario is of another kind, or holds arrays or formulas, or the dynamics has a mutation of its own.
    """
    if not scenario.single:
        raise InputError("a contest is analysed only at single numbers: this scenario holds arrays or formulas")
    if isinstance(dynamic, Replicator) and dynamic.mutation:
        raise InputError("an order contest has a mutation of its own: set that, --set mutation=0.01")
    contest = contest_of(scenario)
    other = None if isinstance(dynamic, Replicator) else dynamic
    velocity = other and other.velocity(float(np.ptp(contest.payoffs)) or 1.0)
    path = contest_path(scenario, None, velocity, np.linspace(0, TIME if time is None else time, POINTS))
    settled = _at_rest(path) if other else long_run(contest.payoffs[None], contest.start, contest.mutation)[0]
    rest = rest_points(contest.payoffs, contest.mutation)
    invasion = contest.payoffs - contest.payoffs.diagonal()
    overreach = float(read_path(scenario, "overreach"))
    return OrderContest(
        scenario=scenario,
        contest=contest,
        dynamic=other,
        path=path,
        settled=None if np.isnan(settled).any() else settled,
        rest=rest,
        stable=evolutionarily_stable(contest.payoffs),
        basins=_basins(contest, rest, scenario.seed),
        responses=responses(scenario),
        monism=monism(scenario),
        invasion=invasion,
        overreach_from={order: overreach - float(invasion[k, 0]) for k, order in enumerate(ORDER_NAMES) if k},
    )


def _at_rest(path: Trajectories) -> NDArray[np.float64]:
    """Return where a path ends, or NaN where it still moved over the second half of the time, or is uncertain."""
    moved = np.abs(path.last - path.shares[:, len(path.times) // 2]).max()
    return path.last[0] if moved <= AT_REST and path.error[0] <= REACHED else np.full_like(path.last[0], np.nan)


def _basins(contest: NumericContest, rest: RestPoints, seed: int) -> tuple[BasinShare, ...]:
    stable = [number for number, point in enumerate(rest) if point.stable]
    attractors = np.array([rest[number].shares for number in stable]).reshape(-1, len(ORDER_NAMES))
    measured = basins(contest.payoffs, attractors, replicator_mutator(contest.mutation), seed=seed)
    return tuple(
        replace(basin, attractor=None if basin.attractor is None else stable[basin.attractor]) for basin in measured
    )
