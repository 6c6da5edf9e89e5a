"""What patient players can sustain under public monitoring: the score programs of Fudenberg and Levine (1994).

Let a be a pure profile and lambda a direction. Promise each player i after each public signal y a change x_i(y) of
its payoff from the next period on, in units of one period's payoff. The *score* of a in the direction is the most of
lambda.v for v = u(a) + E[x(y) | a] where

- no player gains by an action of its own: v_i >= u_i(b, a_-i) + E[x_i(y) | b, a_-i] for all b;
- no promise leads beyond v in the direction: lambda.x(y) <= 0 for all y.

It is never above lambda.u(a), so profiles are tried in falling order of that until one has been scored so high. With
k(lambda) the highest score of all profiles, the set of v with lambda.v <= k(lambda) for all lambda holds every payoff
of a perfect public equilibrium in pure actions, with public randomisation or without, at any discount; and if it has
an interior, the sets of these payoffs tend to it as players become patient (Fudenberg and Levine 1994; Mailath and
Samuelson 2006, chapters 8 and 9). Under perfect monitoring it is the set of feasible payoffs that give each player its
minmax value against pure punishers.

Scores are exact. As only finitely many directions are scored, the set that is returned holds the limit set, and may
be larger between them. Mixed actions, which could score higher, are not tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ....games.arrays import Fractions
from ....games.errors import expect
from ....games.normal_form import NormalFormGame, PureProfile, read_only
from ....games.repeated.public_signals import PublicSignals, check_signals
from ....games.text.shown import Shown
from ...exact.linear_program import Infeasible, Optimum, maximise
from ..critical_discount import unilateral
from .half_spaces import outward_directions, vertices


@dataclass(frozen=True, eq=False, repr=False)
class PatientLimit(Shown):
    """A set, given by half-spaces, outside of which no perfect public equilibrium in pure actions pays.

    Attributes
    ----------
    directions
        Shape (d, n), outward normals, in units of each player's payoff.
    support
        The highest score in each direction, shape (d,); minus infinity where no profile can be enforced at all,
        and then the set is empty.
    exact
        The same as Fractions; None for minus infinity.
    profiles
        A pure profile with this score, the first of them; None for minus infinity.
    vertices
        For two or three players the vertices of the set, shape (k, n), in increasing order; k is 0 where it is
        empty, and a point or a segment is a normal result. None for other numbers of players.
    """

    directions: NDArray[np.float64]
    support: NDArray[np.float64]
    exact: tuple[Fraction | None, ...]
    profiles: tuple[PureProfile | None, ...]
    vertices: NDArray[np.float64] | None


def patient_limit(
    stage: NormalFormGame, signals: PublicSignals | None = None, directions: ArrayLike | None = None
) -> PatientLimit:
    """Return what pure actions can sustain under public signals as players become patient.

    Parameters
    ----------
    stage
        The game of each period.
    signals
        What all see in place of the actions; None where they see the actions.
    directions
        Shape (d, n), none of them zero; the 2 n directions of more and of less for one player are added in any case.
        Left out, they are a grid of small whole numbers in units of the payoff ranges, and for two or three players
        the outward normals of the feasible set: under perfect monitoring the set is then exactly the limit set.

    Raises
    ------
    InputError
        If the directions have another shape, or one of them is zero or not finite.
    ValueError
        If the signals are those of a game of another shape.

    Examples
    --------
    Two signals cannot tell whose effort was lacking, so both have to be punished, and something is lost:

    >>> dilemma = NormalFormGame.symmetric([[2, -1], [3, 0]])
    >>> good = np.array([["9/10", "1/2"], ["1/2", "1/5"]])
    >>> bad = np.array([["1/10", "1/2"], ["1/2", "4/5"]])
    >>> noisy = patient_limit(dilemma, PublicSignals(np.stack([good, bad], axis=-1)), directions=[[1, 1]])
    >>> print(noisy.exact[0], noisy.profiles[0], patient_limit(dilemma, directions=[[1, 1]]).exact[0])
    7/2 (0, 0) 4
    """
    expect(stage, NormalFormGame, "a game")
    seen = PublicSignals.perfect(stage.shape) if signals is None else signals
    check_signals(stage, seen, Fraction(0))
    normals = outward_directions(stage, directions, finest={2: 6, 3: 2}.get(stage.n_players, 1))
    scored = [_highest_score(stage, seen, normal) for normal in normals]
    support = np.array([-np.inf if best is None else float(best[0]) for best in scored])
    numbers = np.array(normals, dtype=np.float64)
    return PatientLimit(
        directions=read_only(numbers),
        support=read_only(support),
        exact=tuple(best[0] if best is not None else None for best in scored),
        profiles=tuple(best[1] if best is not None else None for best in scored),
        vertices=vertices(stage, numbers, support),
    )


def _highest_score(
    stage: NormalFormGame, signals: PublicSignals, normal: Fractions
) -> tuple[Fraction, PureProfile] | None:
    best: tuple[Fraction, PureProfile] | None = None
    values = np.tensordot(normal, stage.exact, axes=1)
    for profile in sorted(stage.pure_profiles(), key=lambda profile: -values[profile]):
        if best is not None and values[profile] <= best[0]:
            break
        scored = score(stage, signals, normal, profile)
        if scored is not None and (best is None or scored > best[0]):
            best = scored, profile
    return best


def score(stage: NormalFormGame, signals: PublicSignals, normal: Fractions, profile: PureProfile) -> Fraction | None:
    """Return the score of a pure profile in a direction of n Fractions; None where no promises enforce the profile.

    The variables are the promises x_i(y), of any sign: each is a variable that is not negative, less another one that
    all of them share.
    """
    deviations, chances = chances_around(stage, signals, profile)
    n, n_signals = stage.n_players, chances.shape[1]
    incentives = np.zeros((len(deviations), n, n_signals), dtype=object)
    for row, (player, _), after in zip(incentives, deviations, chances[1:], strict=True):
        row[player] = after - chances[0]
    losses = [stage.exact[player][profile] - stage.exact[player][other] for player, other in deviations]
    onwards = np.kron(normal, np.eye(n_signals, dtype=int).astype(object))
    rows = np.array([*incentives.reshape(-1, n * n_signals), *onwards, np.outer(normal, chances[0]).ravel()])
    *upper, objective = np.column_stack([rows, -rows.sum(axis=1)])
    best = maximise(objective, upper, [*losses, *[0] * n_signals])
    if isinstance(best, Infeasible):
        return None
    assert isinstance(best, Optimum), "no promise leads beyond the profile's own payoffs in the direction"
    return best.value + sum(weight * own[profile] for weight, own in zip(normal, stage.exact, strict=True))


def chances_around(
    stage: NormalFormGame, signals: PublicSignals, profile: PureProfile
) -> tuple[list[tuple[int, PureProfile]], Fractions]:
    """Return each deviation of one player, and the chances of the signals: after the profile, then after each of them.

    Signals that none of these brings about are left out: shape (1 + deviations, signals).
    """
    deviations = [(i, other) for i in range(stage.n_players) for _, other in unilateral(stage, i, profile)]
    chances = np.array([signals.exact[near] for near in (profile, *(other for _, other in deviations))])
    return deviations, chances[:, chances.any(axis=0)]
