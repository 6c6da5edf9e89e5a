"""Correlated and coarse correlated equilibria, as linear programs.

A trusted device draws a pure profile from a joint distribution p that all know, and tells each player its own action in
it, and nothing else. The distribution is a *correlated equilibrium* (Aumann 1974, 1987) when nobody gains by another
action than the one it is told: for each player i and all actions a, b of i,

    sum over a_-i of p(a, a_-i) (u_i(b, a_-i) - u_i(a, a_-i)) <= 0.

It is a *coarse* correlated equilibrium (Moulin and Vial 1978) when nobody gains by turning the device down, before it
is told anything, for one action: for each player i and action b of i,

    sum over a of p(a) (u_i(b, a_-i) - u_i(a)) <= 0.

Every Nash equilibrium is a correlated equilibrium, and every correlated equilibrium is a coarse one.

Both sets are polytopes, with too many corners to list. What is returned are the distributions whose payoffs are best by
some criterion. Where several are, the one among them with the greatest sum of payoffs is taken, each payoff on its
player's scale from 0 to 1. Each is an optimum of a linear program. HiGHS solves it in floating point, and so shows in
which order an exact simplex method should look at variables and constraints; that one ends after few pivots, with a
proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import permutations
from math import lcm, prod
from time import monotonic
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError, unknown
from ...games.normal_form import NormalFormGame, Profile
from ..base import Candidate, Findings, Grounds
from ..cost import SECONDS
from ..deadline import counting, deadline_after, kept, seconds_until, stop_after
from ..exact.linear_program import Optimum, maximise
from ..welfare import relative_payoffs

MOST_DIGITS = 7000
"""Digits in the constraint matrix, in whole numbers, above which programs are solved in floating point only."""

_TOLERANCES = (1e-10, 1e-7)
"""The least that HiGHS takes, and for what it then fails at its usual one; gains and shortfalls are at most 1."""

_CLOSE = 1e-7
"""Payoffs found in floating point are the same where they differ by less, on the scale from 0 to 1."""


@dataclass(frozen=True)
class Correlated:
    """Correlated equilibria with extreme payoffs (Aumann 1974).

    Parameters
    ----------
    goal
        "welfare" for the greatest sum of payoffs, as they are given; "egalitarian" for the greatest least payoff, where
        each player's payoffs run from 0 to 1; "best:NAME" or "worst:NAME" for what is best or worst for the player of
        that name; "all" for all of these, each payoff vector once.
    time_limit
        Seconds after which the search stops, with the goals that it has reached; None for no limit.
    """

    name: ClassVar[str] = "correlated"
    meaning: ClassVar[str] = "drawn outcomes in which everybody who is told its own action does best to obey"

    goal: str = "all"
    time_limit: float | None = None

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return a distribution for each goal, in the order above, players in theirs.

        Raises
        ------
        InputError
            If there is no such goal in this game.
        """
        return _findings(game, self.goal, _disobedience_gains, "obedience", deadline_after(self.time_limit))

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        return _seconds(game, self.goal, sum(m * (m - 1) for m in game.shape), sum(m - 1 for m in game.shape))


@dataclass(frozen=True)
class CoarseCorrelated:
    """Coarse correlated equilibria with extreme payoffs (Moulin and Vial 1978); options as in `Correlated`."""

    name: ClassVar[str] = "coarse_correlated"
    meaning: ClassVar[str] = "drawn outcomes in which everybody does best to accept the draw before it is told anything"

    goal: str = "all"
    time_limit: float | None = None

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return a distribution for each goal, as `Correlated.find` does."""
        return _findings(game, self.goal, _refusal_gains, "acceptance", deadline_after(self.time_limit))

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        return _seconds(game, self.goal, sum(game.shape), sum(game.shape))


@dataclass(frozen=True)
class _Goal:
    """What is `end` ("best" or "worst") for `whom`: where the greatest of some expected shortfalls is least.

    `shortfalls` has shape (k, profiles), with numbers from 0 to 1.
    """

    end: str
    whom: str
    shortfalls: NDArray[Any]


def _goals(game: NormalFormGame, relative: NDArray[Any]) -> Mapping[str, _Goal]:
    """Return the goals by name; `relative` has shape (n, profiles)."""
    total = game.exact.sum(axis=0).reshape(-1)
    lost = (total.max() - total) / (np.ptp(total) or 1)
    named = dict(zip(game.players, relative[:, np.newaxis], strict=True))
    return {
        "welfare": _Goal("best", "the sum of payoffs", lost[np.newaxis]),
        "egalitarian": _Goal("best", "whoever gets least", 1 - relative),
        **{f"best:{player}": _Goal("best", player, 1 - own) for player, own in named.items()},
        **{f"worst:{player}": _Goal("worst", player, own) for player, own in named.items()},
    }


def _findings(
    game: NormalFormGame,
    asked: str,
    gains_of: Callable[[NDArray[Any], float], NDArray[Any]],
    grounds: Grounds,
    deadline: float,
) -> Findings:
    """Return one candidate for each payoff vector that is best for some of the goals asked for and reached in time."""
    started = monotonic()
    relative = relative_payoffs(game, game.exact)
    goals = _goals(game, relative.reshape(game.n_players, -1))
    if asked not in ("all", *goals):
        raise InputError(unknown("goal", asked, ("all", *goals)))
    chosen = list(goals.values()) if asked == "all" else [goals[asked]]
    gains = gains_of(relative, deadline)
    rough = gains.size * _digits(game) > MOST_DIGITS
    ties = (1 - relative).sum(axis=0).reshape(-1)
    best = _rough_best if rough else partial(_best, ties=ties)
    steps = ((goal, best(gains, goal.shortfalls, deadline=deadline)) for goal in counting("goals", chosen))
    reached, stop = kept(steps, started)
    if not reached and stop == "time limit":
        raise TimeoutError("the time limit passed before the first goal was reached")
    left = _label(chosen[len(reached) :])
    return Findings(
        candidates=_candidates(game, [(goal, chances) for goal, chances in reached if chances is not None], grounds),
        complete=not rough and stop is None,
        method=f"linear programs by HiGHS{'' if rough else ', proven in fractions'}",
        notes=(
            *(["The game is too large for exact programs: these are solved in floating point."] if rough else []),
            *([f"Not reached before the {stop}: {left}."] if stop else []),
        ),
        interrupted=stop == "interrupt",
    )


def _seconds(game: NormalFormGame, asked: str, n_rows: int, filled: int) -> float:
    """Return about how long the programs take; of the rows of gains so many are filled in each column."""
    profiles, goals = prod(game.shape), 2 + 2 * game.n_players if asked == "all" else 1
    if n_rows * profiles * _digits(game) > MOST_DIGITS:
        return goals * (SECONDS["goal"] + SECONDS["rough draw"] * filled * profiles)
    return goals * (SECONDS["goal"] + SECONDS["exact draw"] * n_rows**2 * profiles)


def _candidates(
    game: NormalFormGame, answers: Iterable[tuple[_Goal, NDArray[Any]]], grounds: Grounds
) -> tuple[Candidate, ...]:
    """Return the distributions, labelled; of those with the same payoffs the first stands for all."""
    groups: list[tuple[NDArray[Any], list[_Goal]]] = []
    for goal, chances in answers:
        distribution = chances.reshape(game.shape)
        same = next((members for known, members in groups if _same_payoffs(game, known, distribution)), None)
        if same is None:
            groups.append((distribution, [goal]))
        else:
            same.append(goal)
    alone = len(groups) == 1 < len(groups[0][1])
    return tuple(
        Candidate(
            _marginals(distribution),
            distribution=distribution,
            grounds=grounds,
            label="the only payoffs possible" if alone else _label(members),
        )
        for distribution, members in groups
    )


def _label(goals: Sequence[_Goal]) -> str:
    """Return "best for the sum of payoffs, China; worst for Russia"."""
    whom = {end: ", ".join(goal.whom for goal in goals if goal.end == end) for end in ("best", "worst")}
    return "; ".join(f"{end} for {names}" for end, names in whom.items() if names)


def _same_payoffs(game: NormalFormGame, one: NDArray[Any], other: NDArray[Any]) -> bool:
    differences = np.abs(game.distribution_payoffs(one) - game.distribution_payoffs(other))
    return bool((differences <= (0 if one.dtype == object else _CLOSE * game.payoff_range)).all())


def _marginals(distribution: NDArray[Any]) -> Profile:
    players = range(distribution.ndim)
    return tuple(distribution.sum(axis=tuple(other for other in players if other != player)) for player in players)


def _disobedience_gains(payoffs: NDArray[Any], deadline: float) -> NDArray[Any]:
    """Return what a player gains at each profile if it plays b when told a: one row for each player, a and b.

    A deadline that passes first is a TimeoutError.
    """
    rows: list[NDArray[Any]] = []
    for player, table in enumerate(payoffs):
        own = np.moveaxis(table, player, 0)
        for told, played in permutations(range(len(own)), 2):
            stop_after(deadline)
            row = np.zeros_like(own)
            row[told] = own[played] - own[told]
            rows.append(np.moveaxis(row, 0, player).reshape(-1))
    return np.array(rows).reshape(len(rows), payoffs[0].size)


def _refusal_gains(payoffs: NDArray[Any], deadline: float) -> NDArray[Any]:
    """Return what a player gains at each profile if it plays b in any case: one row for each player and b.

    A deadline that passes first is a TimeoutError.
    """
    rows: list[NDArray[Any]] = []
    for player, table in enumerate(payoffs):
        for played in range(table.shape[player]):
            stop_after(deadline)
            rows.append((np.take(table, [played], axis=player) - table).reshape(-1))
    return np.array(rows)


def _digits(game: NormalFormGame) -> int:
    """Return how many digits a payoff has, at most, in whole numbers from the player's lowest payoff up."""
    units = [lcm(*(cell.denominator for cell in table.flat)) for table in game.exact]
    return max(len(str(np.ptp(table) * unit)) for table, unit in zip(game.exact, units, strict=True))


def _best(
    gains: NDArray[np.object_], shortfalls: NDArray[np.object_], ties: NDArray[np.object_], deadline: float
) -> NDArray[np.object_]:
    """Return the distribution whose greatest expected shortfall is least, and of these the one with least `ties`."""
    program = _least_shortfall(gains, shortfalls)
    least = program.solve(program.solve_roughly(deadline), deadline)
    bounds = np.array([0] * len(gains) + [-least.value] * len(shortfalls), dtype=object)
    narrowed = _Program(ties, np.vstack([gains, shortfalls]), bounds, np.ones_like(ties))
    return np.array(narrowed.solve(np.array(least.point[:-1], dtype=np.float64), deadline).point, dtype=object)


def _rough_best(
    gains: NDArray[np.object_], shortfalls: NDArray[np.object_], deadline: float
) -> NDArray[np.float64] | None:
    """Return the distribution whose greatest expected shortfall is least, as HiGHS finds it, or None where it fails."""
    solution = _least_shortfall(gains, shortfalls).solve_roughly(deadline)
    if solution is None:
        return None
    chances = np.maximum(solution[:-1], 0)
    return chances / chances.sum()


@dataclass(frozen=True, eq=False)
class _Program:
    """Minimise cost.x where upper x <= bounds, total.x = 1 and x >= 0; all of cost and bounds at least 0."""

    cost: NDArray[np.object_]
    upper: NDArray[np.object_]
    bounds: NDArray[np.object_]
    total: NDArray[np.object_]

    def solve_roughly(self, deadline: float) -> NDArray[np.float64] | None:
        """Return the answer of HiGHS, or None where it has none; TimeoutError where the deadline passes first."""
        from scipy.optimize import linprog
        from scipy.sparse import csr_array

        cost, upper, bounds, total = (a.astype(np.float64) for a in (self.cost, self.upper, self.bounds, self.total))
        for tolerance in _TOLERANCES:
            stop_after(deadline)
            options = {"primal_feasibility_tolerance": tolerance, "dual_feasibility_tolerance": tolerance}
            if (left := seconds_until(deadline)) is not None:
                options["time_limit"] = left
            solved = linprog(cost, csr_array(upper), bounds, [total], [1], method="highs-ds", options=options)
            if solved.status == 0:
                return solved.x
        return None

    def solve(self, near: NDArray[np.float64] | None, deadline: float) -> Optimum:
        """Return minus the least cost, and a vertex where it is reached; exact.

        The simplex method takes what stands first, by Bland's rule. So first stand the variables that are positive, and
        the constraints that bind, at `near`, an approximate answer: if it is a good one few pivots are made.
        """
        guess = np.ones(len(self.cost)) if near is None else near
        columns = np.argsort(-guess, kind="stable")
        slack = self.bounds.astype(np.float64) - self.upper.astype(np.float64) @ guess
        rows = np.argsort(slack, kind="stable")
        best = maximise(
            -self.cost[columns],
            self.upper[np.ix_(rows, columns)],
            self.bounds[rows],
            [self.total[columns]],
            [1],
            deadline,
        )
        assert isinstance(best, Optimum), "a Nash equilibrium meets the constraints, and costs are at least 0"
        values = dict(zip(columns.tolist(), best.point, strict=True))
        return Optimum(best.value, tuple(values[k] for k in range(len(values))))


def _least_shortfall(gains: NDArray[np.object_], shortfalls: NDArray[np.object_]) -> _Program:
    """Return the program for the chances of profiles and, as its last variable, what no expected shortfall exceeds."""
    profiles = gains.shape[1]
    upper = np.zeros((len(gains) + len(shortfalls), profiles + 1), dtype=object)
    upper[: len(gains), :-1] = gains
    upper[len(gains) :, :-1] = shortfalls
    upper[len(gains) :, -1] = -1
    last = np.array([0] * profiles + [1], dtype=object)
    return _Program(last, upper, np.zeros(len(upper), dtype=object), 1 - last)
