"""Logit quantal response equilibria, and the Nash equilibrium to which their principal branch leads.

Each player plays every action, with probabilities that grow with what the actions pay against the others' strategies
(McKelvey and Palfrey 1995): action a of player i has a probability proportional to exp(precision u_i(a) / r_i), where
r_i is the player's payoff range, its highest minus its lowest payoff in the game. So the precision is a pure number,
and the answer does not depend on the units of payoffs; McKelvey and Palfrey's lambda for payoffs as they are given is
the precision over r_i. At precision 0 all actions are equally likely. From there the *principal branch* leads on, for
almost all games as a smooth curve without end, and towards one Nash equilibrium as the precision grows.

The curve is followed as Turocy (2005) does, in the log-odds of each action against the player's first one, so that a
probability may become as small as it likes: a step along the tangent, then Newton's method at right angles to it
(Allgower and Georg 1990, chapters 2 and 6). The precision is one of the unknowns, so folds are no obstacle. The sign of
the determinant of the equations with the tangent below them never changes along a smooth curve: where it does, the step
has left the branch and is made again, shorter. Where even the shortest changes it there is a bifurcation, which is
crossed straight on; games with a symmetry have them, and their symmetric branch is so followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..games.errors import InputError
from ..games.normal_form import NormalFormGame, Profile, average_over
from .base import Candidate, Findings
from .exact_supports import solve_linear
from .indifference import block_starts, systems_of
from .krawczyk import certify
from .pure_nash import exact_pure
from .support_profiles import Supports, exact_gains, mixing
from .welfare import relative_payoffs

FAR = 1e6
"""The precision at which the branch is near enough to its end for the equilibrium there to be known."""

METHOD = "the principal branch of logit responses, followed from equal probabilities"

_PLAYED = 1e-5
_NEAR = 1e-4
_FIRST_STEP = 0.1
_LEAST_STEP = 1e-5
_MOST_STEPS = 20_000
_ERROR = 0.05

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class LogitQuantal:
    """The logit quantal response equilibrium on the principal branch (McKelvey and Palfrey 1995).

    Parameters
    ----------
    precision
        How sharply the players respond, 0 or more: where one action pays more than another by a share s of the player's
        payoff range in the game, it is exp(precision s) times as likely. If the branch comes to this precision more
        than once, the first time counts. None for the Nash equilibrium to which the branch leads.

    Raises
    ------
    InputError
        If the precision is no number from 0.
    """

    name: ClassVar[str] = "logit"
    meaning: ClassVar[str] = "noisy play in which what pays more is likelier; without a precision, where it leads"

    precision: float | None = None

    def __post_init__(self) -> None:
        if self.precision is not None and not (isfinite(self.precision) and self.precision >= 0):
            raise InputError(f"precision must be a number from 0, got {self.precision}")

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the one equilibrium, and in the notes what is known of others."""
        responses = LogitResponses(game)
        branch = responses.follow(FAR if self.precision is None else float(self.precision))
        notes = tuple(
            f"At precision {precision:.4g} the branch bifurcates, as it does in games with a symmetry; it is followed "
            "straight on."
            for precision in branch.bifurcations
        )
        if not branch.reached:
            lost = f"The branch was lost at precision {branch.precision:.4g}."
            return Findings((), complete=False, method=METHOD, notes=(*notes, lost))
        if self.precision is None:
            return _limit(game, branch.profile, notes)
        alone = responses.contraction(self.precision) < 1
        more = (
            "Responses of this precision are a contraction: there is no other logit equilibrium."
            if alone
            else "Off the branch there may be other logit equilibria of this precision."
        )
        label = f"at precision {self.precision:g}"
        candidate = Candidate(branch.profile, grounds="noisy_replies", label=label)
        return Findings((candidate,), complete=alone, method=METHOD, notes=(*notes, more))


@dataclass(frozen=True, eq=False)
class Branch:
    """The principal branch up to a precision: the profile there if it was `reached`, else where it was lost.

    `bifurcations` are the precisions at which it was crossed by other branches.
    """

    profile: Profile
    precision: float
    reached: bool
    bifurcations: tuple[float, ...]


class LogitResponses:
    """The logit responses of a game as equations: the log-odds of each action less the precision times what it gains.

    A point is a vector of log-odds, for each player of each action but the first against the first, with the precision
    at its end.
    """

    def __init__(self, game: NormalFormGame) -> None:
        self._tables = relative_payoffs(game, game.exact).astype(np.float64)
        starts = block_starts([m - 1 for m in game.shape])
        self._blocks = [slice(start, end) for start, end in pairwise(starts)]
        self._unknowns = int(starts[-1])

    def profile(self, point: Vector) -> Profile:
        """Return the probabilities at a point."""
        return tuple(self._strategies(point))

    def follow(self, target: float) -> Branch:
        """Follow the principal branch until it first comes to the target precision.

        `step` is an arc length, and the tangent has length 1. A step is taken if Newton's method ends near the point
        predicted and converges at once, and if the orientation stays.
        """
        point, tangent, step = np.zeros(self._unknowns + 1), np.eye(self._unknowns + 1)[-1], _FIRST_STEP
        tangent, orientation = self._tangent(point, tangent)
        bifurcations: list[float] = []
        for _ in range(_MOST_STEPS):
            if point[-1] >= target * (1 - 1e-9):
                break
            if tangent[-1] > 0:
                step = min(step, (target - point[-1]) / tangent[-1])
            ahead, error = self._corrected(point + step * tangent, tangent)
            new_tangent, new_orientation = self._tangent(ahead, tangent)
            turned = new_orientation != orientation
            if error > _ERROR or new_tangent @ tangent < 0.5 or (turned and step > _LEAST_STEP):
                if step < _LEAST_STEP:
                    return Branch(self.profile(point), float(point[-1]), False, tuple(bifurcations))
                step *= 0.5
                continue
            if turned:
                bifurcations.append(float(ahead[-1]))
            point, tangent, orientation = ahead, new_tangent, new_orientation
            step *= np.clip(0.5 * (_ERROR / (error + 1e-12)) ** 0.5, 0.5, 2)
        point, error = self._at_precision(point, tangent, target)
        return Branch(self.profile(point), target, error <= _ERROR, tuple(bifurcations))
