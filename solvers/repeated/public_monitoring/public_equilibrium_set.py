"""What public signals sustain at a given discount: an outer approximation of the equilibrium payoffs of small games.

With public randomisation the payoffs of perfect public equilibria in pure actions form the largest convex set V that
generates itself (Abreu, Pearce and Stacchetti 1990): each of its extreme points is v = (1 - d) u(a) + d E[w(y) | a] for
a pure profile a and continuations w(y) in V, one for each public signal, such that no player gains by another action.
Start from a set that holds V, here the feasible payoffs as half-spaces lambda.v <= k(lambda) in finitely many
directions, and replace each k(lambda) by the most that a profile and continuations in the present set reach (Judd,
Yeltekin and Conklin 2003). At the furthest point of V in a direction no continuation is further out, so the profile
that is played there reaches as far by its own payoffs: none counts for more than these. The sets fall, and each of
them holds V: the answer is an outer approximation. Nothing outside can be sustained; what is inside may be an artefact
of the directions, above all with three or more players.

The linear programs are solved in floats, with payoffs in units of each player's range and incentives eased by
`EASED`, so that rounding does not exclude what is just sustainable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ....games.arrays import Floats
from ....games.errors import InputError, expect
from ....games.normal_form import NormalFormGame, PureProfile, read_only
from ....games.repeated.public_signals import PublicSignals
from ....games.repeated.repeated_game import RepeatedGame
from ....games.text.shown import Shown
from .half_spaces import outward_directions, vertices
from .score_programs import chances_around

EASED = 1e-8
"""What a deviation may gain, in payoff ranges, and still count as no gain; above the rounding of the programs."""

SETTLED = 1e-7
"""The iteration ends once no support falls by more in a round, in payoff ranges."""

ROUNDS = 300
"""How many rounds at most; a round is a program or two for each direction, of some milliseconds each."""

LARGEST = 20_000
"""How many coefficients one linear program may have."""


@dataclass(frozen=True, eq=False, repr=False)
class PublicEquilibriumSet(Shown):
    """An outer approximation of the payoffs of pure-action perfect public equilibria with public randomisation.

    Attributes
    ----------
    directions, vertices
        As in `PatientLimit`.
    support
        No equilibrium pays more in each direction, shape (d,); minus infinity where there is no equilibrium.
    rounds
        How often the supports were lowered.
    settled
        Whether the last round lowered none by more than `SETTLED`; the bounds hold in any case.
    """

    directions: NDArray[np.float64]
    support: NDArray[np.float64]
    vertices: NDArray[np.float64] | None
    rounds: int
    settled: bool


def public_equilibrium_set(
    stage: NormalFormGame, discount: Any, signals: PublicSignals | None = None, directions: ArrayLike | None = None
) -> PublicEquilibriumSet:
    """Return an outer approximation of what pure actions can sustain under public signals at a discount.

    Parameters
    ----------
    stage
        The game of each period.
    discount
        In [0, 1).
    signals
        What all see in place of the actions; None where they see the actions.
    directions
        Shape (d, n), none of them zero; the 2 n directions of more and of less for one player are added in any case.
        Left out, a coarse grid, and for two or three players the outward normals of the feasible set.

    Raises
    ------
    InputError
        If the directions have another shape, or one of them is zero or not finite; or if the programs would have more
        than `LARGEST` coefficients.
    ValueError
        If the discount is not in [0, 1), or the signals are those of a game of another shape.

    Examples
    --------
    >>> dilemma = NormalFormGame.symmetric([[9, 1], [10, 3]])
    >>> public_equilibrium_set(dilemma, "1/9").vertices.round(6)
    array([[3., 3.]])
    """
    expect(stage, NormalFormGame, "a game")
    seen = PublicSignals.perfect(stage.shape) if signals is None else signals
    weight = float(RepeatedGame(stage, discount, signals=seen).discount)
    chosen = outward_directions(stage, directions, finest=3 if stage.n_players == 2 else 1)
    normals = np.array(chosen, dtype=np.float64)
    low = stage.payoffs.reshape(stage.n_players, -1).min(axis=1)
    unit = np.where(stage.payoff_range > 0, stage.payoff_range, 1)
    lengths = np.linalg.norm(normals * unit, axis=1)
    scaled = normals * unit / lengths[:, None]
    payoffs = ((stage.payoffs.reshape(stage.n_players, -1).T - low) / unit).T.reshape(stage.payoffs.shape)
    programs = [_program(stage, payoffs, seen, profile, weight, scaled) for profile in stage.pure_profiles()]
    heights, rounds, settled = _lowered(programs, scaled, np.tensordot(scaled, payoffs, axes=1))
    support = heights * lengths + normals @ low
    return PublicEquilibriumSet(
        directions=read_only(normals),
        support=read_only(support),
        vertices=vertices(stage, normals, support, same=10 * SETTLED),
        rounds=rounds,
        settled=settled,
    )


@dataclass(frozen=True, eq=False)
class _Program:
    """Of one profile: w, shape (signals, n), flattened, with `incentives` w <= `slack` and all rows of w in the set.

    The value in a direction is direction . (`now` + the sum of `chances` w). Only signals that the profile or a
    deviation of one player brings about are counted.
    """

    now: Floats
    chances: Floats
    incentives: Floats
    slack: Floats

    def best(self, normal: Floats, scaled: Floats, heights: Floats) -> float:
        """Return the highest value in a direction with continuations inside the half-spaces; -inf where none will do.

        Infinity where the solver cannot tell.
        """
        from scipy.optimize import linprog

        optimum = linprog(
            -np.outer(self.chances, normal).ravel(),
            np.vstack([self.incentives, np.kron(np.eye(len(self.chances)), scaled)]),
            np.concatenate([self.slack, np.tile(heights, len(self.chances))]),
            bounds=(None, None),
            options={"primal_feasibility_tolerance": EASED / 10, "dual_feasibility_tolerance": EASED / 10},
        )
        if optimum.status == 0:
            return float(normal @ self.now - optimum.fun)
        return -np.inf if optimum.status == 2 else np.inf


def _program(
    stage: NormalFormGame,
    payoffs: Floats,
    signals: PublicSignals,
    profile: PureProfile,
    weight: float,
    scaled: Floats,
) -> _Program:
    deviations, exact = chances_around(stage, signals, profile)
    table = exact.astype(np.float64)
    n, n_signals = stage.n_players, table.shape[1]
    size = (len(deviations) + n_signals * len(scaled)) * n * n_signals
    if size > LARGEST:
        raise InputError(
            f"a linear program of this game would have {size} coefficients, more than the {LARGEST} that are tried: "
            f"give fewer signals, or fewer directions than {len(scaled)}"
        )
    incentives = np.zeros((len(deviations), n_signals, n))
    for row, (i, _), chances in zip(incentives, deviations, table[1:], strict=True):
        row[:, i] = weight * (chances - table[0])
    gains = [payoffs[(i, *other)] - payoffs[(i, *profile)] for i, other in deviations]
    return _Program(
        now=(1 - weight) * payoffs[(slice(None), *profile)],
        chances=weight * table[0],
        incentives=incentives.reshape(-1, n_signals * n),
        slack=EASED - (1 - weight) * np.array(gains),
    )


def _lowered(programs: list[_Program], scaled: Floats, values: Floats) -> tuple[Floats, int, bool]:
    """Lower the supports round by round; return them, the number of rounds and whether they have settled.

    `values` are what the profiles reach by their own payoffs, which bounds what they count for at first. It never
    rises from round to round: profiles are tried in falling order of it until one reaches what bounds the next.
    """
    bounds = values.reshape(len(scaled), -1).copy()
    heights = bounds.max(axis=1)
    for done in range(1, ROUNDS + 1):
        before = heights.copy()
        for d, normal in enumerate(scaled):
            reached = -np.inf
            for k in np.argsort(-bounds[d], kind="stable"):
                if bounds[d, k] <= reached:
                    break
                bounds[d, k] = min(bounds[d, k], programs[k].best(normal, scaled, heights))
                reached = max(reached, bounds[d, k])
            heights[d] = reached
            if np.isneginf(reached):
                return np.full(len(scaled), -np.inf), done, True
        if (before - heights).max() <= SETTLED:
            return heights, done, True
    return heights, ROUNDS, False
