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
from itertools import permutations
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..games.errors import InputError, unknown
from ..games.normal_form import NormalFormGame, Profile
from .base import Candidate, Findings, Grounds
from .linear_program import Optimum, Vector, maximise
from .welfare import relative_payoffs

MOST_EXACT = 8000
"""Entries of the constraint matrix above which a program is solved in floating point only."""

_TOLERANCES = (1e-10, 1e-7)
"""The least that HiGHS takes, where scores and gains are at most 1, and its usual one, for what it fails at."""

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
    """

    name: ClassVar[str] = "correlated"
    meaning: ClassVar[str] = "drawn outcomes in which everybody who is told its own action does best to obey"

    goal: str = "all"

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return a distribution for each goal, in the order above, players in theirs.

        Raises
        ------
        InputError
            If there is no such goal in this game.
        """
        return _findings(game, self.goal, _disobedience_gains, "obedience")


@dataclass(frozen=True)
class CoarseCorrelated:
    """Coarse correlated equilibria with extreme payoffs (Moulin and Vial 1978); `goal` as in `Correlated`."""

    name: ClassVar[str] = "coarse_correlated"
    meaning: ClassVar[str] = "drawn outcomes in which everybody does best to accept the draw before it is told anything"

    goal: str = "all"

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return a distribution for each goal, as `Correlated.find` does."""
        return _findings(game, self.goal, _refusal_gains, "acceptance")


@dataclass(frozen=True)
class _Goal:
    """What to look for: the greatest least of some scores, each a number from 0 to 1 for every pure profile.

    In words: what is `end` ("best" or "worst") for `whom`.
    """

    end: str
    whom: str
    scores: NDArray[Any]


def _goals(game: NormalFormGame, relative: NDArray[Any]) -> Mapping[str, _Goal]:
    """Return the goals by name; `relative` has shape (n, profiles)."""
    total = game.exact.sum(axis=0).reshape(-1)
    total = (total - total.min()) / (np.ptp(total) or 1)
    named = dict(zip(game.players, relative[:, np.newaxis], strict=True))
    return {
        "welfare": _Goal("best", "the sum of payoffs", total[np.newaxis]),
        "egalitarian": _Goal("best", "whoever gets least", relative),
        **{f"best:{player}": _Goal("best", player, own) for player, own in named.items()},
        **{f"worst:{player}": _Goal("worst", player, 1 - own) for player, own in named.items()},
    }


def _findings(
    game: NormalFormGame, asked: str, gains_of: Callable[[NDArray[Any]], NDArray[Any]], grounds: Grounds
) -> Findings:
    """Return one candidate for each payoff vector that is best for some of the goals asked for."""
    relative = relative_payoffs(game, game.exact)
    goals = _goals(game, relative.reshape(game.n_players, -1))
    if asked not in ("all", *goals):
        raise InputError(unknown("goal", asked, ("all", *goals)))
    chosen = list(goals.values()) if asked == "all" else [goals[asked]]
    floats = gains_of(relative.astype(np.float64))
    rough = [_rough_best(floats, goal.scores.astype(np.float64)) for goal in chosen]
    if floats.size > MOST_EXACT:
        return Findings(
            candidates=_candidates(game, zip(chosen, rough, strict=True), grounds),
            complete=False,
            method="linear programs by HiGHS",
            notes=(f"Above {MOST_EXACT} coefficients the programs are solved in floating point only.",),
        )
    gains, ties = gains_of(relative), relative.sum(axis=0).reshape(-1)
    drawn = [_best(gains, goal.scores, ties, near) for goal, near in zip(chosen, rough, strict=True)]
    return Findings(
        candidates=_candidates(game, zip(chosen, drawn, strict=True), grounds),
        complete=True,
        method="linear programs by HiGHS, proven in fractions",
    )


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


def _disobedience_gains(payoffs: NDArray[Any]) -> NDArray[Any]:
    """Return what a player gains at each profile if it plays b when told a: one row for each player, a and b."""
    rows: list[NDArray[Any]] = []
    for player, table in enumerate(payoffs):
        own = np.moveaxis(table, player, 0)
        for told, played in permutations(range(len(own)), 2):
            row = np.zeros_like(own)
            row[told] = own[played] - own[told]
            rows.append(np.moveaxis(row, 0, player).reshape(-1))
    return np.array(rows).reshape(len(rows), payoffs[0].size)


def _refusal_gains(payoffs: NDArray[Any]) -> NDArray[Any]:
    """Return what a player gains at each profile if it plays b in any case: one row for each player and b."""
    rows = [
        (np.take(table, [played], axis=player) - table).reshape(-1)
        for player, table in enumerate(payoffs)
        for played in range(table.shape[player])
    ]
    return np.array(rows)


def _rough_best(gains: NDArray[np.float64], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the distribution whose least expected score is greatest, as far as HiGHS finds it."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    upper, profiles = _with_least(gains, scores), gains.shape[1]
    program = {
        "c": [0] * profiles + [-1],
        "A_ub": csr_array(upper),
        "b_ub": np.zeros(len(upper)),
        "A_eq": csr_array([[1] * profiles + [0]]),
        "b_eq": [1],
        "method": "highs-ds",
    }
    for tolerance in _TOLERANCES:
        options = {"primal_feasibility_tolerance": tolerance, "dual_feasibility_tolerance": tolerance}
        solved = linprog(**program, options=options)
        if solved.x is not None:
            chances = np.maximum(solved.x[:-1], 0)
            return chances / chances.sum()
    return np.full(profiles, 1 / profiles)


def _best(
    gains: NDArray[np.object_], scores: NDArray[np.object_], ties: NDArray[np.object_], near: NDArray[np.float64]
) -> NDArray[np.object_]:
    """Return the distribution whose least expected score is greatest, and of these the one with the most of `ties`.

    `near` is an approximate answer.
    """
    profiles = gains.shape[1]
    upper, expected = _with_least(gains, scores), scores.astype(np.float64) @ near
    least = _optimum([0] * profiles + [1], upper, [0] * len(upper), [1] * profiles + [0], [*near, expected.min()]).value
    bounds = [0] * len(gains) + [-least] * len(scores)
    return np.array(_optimum(ties, np.vstack([gains, -scores]), bounds, [1] * profiles, near).point, dtype=object)


def _with_least(gains: NDArray[Any], scores: NDArray[Any]) -> NDArray[Any]:
    """Return the constraints on the chances of profiles and, last, on a number that no score may fall short of."""
    return np.block([[gains, np.zeros((len(gains), 1), dtype=int)], [-scores, np.ones((len(scores), 1), dtype=int)]])


def _optimum(objective: Vector, upper: NDArray[np.object_], bounds: Vector, total: Vector, near: Vector) -> Optimum:
    """Maximise exactly over upper x <= bounds, total.x = 1 and x >= 0; `near` is an approximate answer.

    Bland's rule prefers what stands first: variables that are positive there, and constraints that bind.
    """
    columns = np.argsort(-np.asarray(near, dtype=np.float64), kind="stable")
    slack = np.asarray(bounds, dtype=np.float64) - upper.astype(np.float64) @ near
    rows = np.argsort(slack, kind="stable")
    best = maximise(
        np.asarray(objective)[columns],
        upper[np.ix_(rows, columns)],
        np.asarray(bounds)[rows],
        [np.asarray(total)[columns]],
        [1],
    )
    assert isinstance(best, Optimum), "a Nash equilibrium meets the constraints, and the objective is bounded"
    values = dict(zip(columns.tolist(), best.point, strict=True))
    return Optimum(best.value, tuple(values[k] for k in range(len(values))))
