"""Logit quantal response equilibria, and the Nash equilibrium to which their principal branch leads.

Each player plays every action, with probabilities that grow with what the actions pay against the others' strategies
(McKelvey and Palfrey 1995): action a of player i has a probability proportional to exp(precision u_i(a) / r_i), where
r_i is the player's payoff range, its highest minus its lowest payoff in the game. So the precision is a pure number,
and the answer does not depend on the units of payoffs. On the common scale all r_i are 1: the precision is McKelvey and
Palfrey's lambda, which multiplies everybody's payoffs as they are given. Where the ranges differ the two scales have
different branches, which may lead to different equilibria; published estimates are on the common one.

As the precision grows, the principal branch (`logit_branch`) leads to one Nash equilibrium, for almost all games. In a
2 x 2 game with two strict equilibria it is the risk-dominant one (Turocy 2005). It is identified at a precision so high
that the supports are plain, and then solved for by itself: exactly where at most two players mix, else with a proof
that a true equilibrium is near. That this equilibrium lies at the end of the branch is seen, not proven.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import ClassVar, get_args

import numpy as np

from ....games.errors import InputError, unknown
from ....games.normal_form import NormalFormGame, Profile
from ....games.numbers import rounded
from ...base import Candidate, Findings
from ...cost import branch_seconds
from ...deadline import deadline_after, seconds_until
from .logit_branch import Branch, LogitResponses, Scale
from .path_ends import equilibrium_near

METHOD = "the principal branch of logit responses, followed from equal probabilities"


@dataclass(frozen=True)
class LogitQuantal:
    """The logit quantal response equilibrium on the principal branch (McKelvey and Palfrey 1995).

    Parameters
    ----------
    precision
        How sharply the players respond, 0 or more: where one action pays more than another by a share s of the player's
        payoff range in the game, it is exp(precision s) times as likely. If the branch turns back and comes to this
        precision more than once, the answer is where it does so first on its way from equal probabilities, and a note
        tells the others. None for the Nash equilibrium to which the branch leads.
    scale
        "relative" for a precision in units of each player's payoff range, as above; "common" for one in the units of
        payoffs, the same for all players: one action is exp(precision d) times as likely as another if it pays d more.
    time_limit
        Seconds after which the branch is not followed further; None for no limit.

    Raises
    ------
    InputError
        If the precision is no number from 0, or there is no such scale.
    """

    name: ClassVar[str] = "logit"
    meaning: ClassVar[str] = "noisy play in which what pays more is likelier; without a precision, where it leads"

    precision: float | None = None
    scale: Scale = "relative"
    time_limit: float | None = None

    def __post_init__(self) -> None:
        if self.scale not in get_args(Scale):
            raise InputError(unknown("scale", self.scale, get_args(Scale)))
        if self.precision is not None and not (isfinite(self.precision) and self.precision >= 0):
            raise InputError(f"precision must be a number from 0, got {self.precision}")

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the one equilibrium, and in the notes what is known of others."""
        responses, deadline = LogitResponses(game, self.scale), deadline_after(self.time_limit)
        if self.precision is None:
            return _limit(game, responses.follow(responses.far, deadline), deadline)
        target = float(self.precision)
        alone = responses.contraction(target) < 1
        if alone:
            branch, returns = responses.follow(target, deadline), ()
        else:
            branch, returns = responses.follow_returns(target, deadline)
        notes = (*_bifurcations(branch), *_late(deadline))
        if not branch.reached:
            lost = f"The branch was lost at precision {rounded(branch.precision, 4)}."
            return Findings((), complete=False, method=METHOD, notes=(*notes, lost))
        notes += tuple(
            f"The branch turns back and comes to this precision again, at {_described(game, profile)}."
            for profile in returns
        )
        more = (
            "Responses of this precision are a contraction: there is no other logit equilibrium."
            if alone
            else "Off the branch there may be other logit equilibria of this precision."
        )
        label = f"at precision {rounded(self.precision)}" + ", for payoffs as given" * (self.scale == "common")
        candidate = Candidate(branch.profile, grounds="noisy_replies", label=label)
        return Findings((candidate,), complete=alone, method=METHOD, notes=(*notes, more))

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        return branch_seconds(game.shape)


def _late(deadline: float) -> tuple[str, ...]:
    """Say where the deadline has passed that the branch was not followed on."""
    return ("The time limit came before the branch was followed to its end.",) if seconds_until(deadline) == 0 else ()


def _bifurcations(branch: Branch) -> tuple[str, ...]:
    return tuple(
        f"At precision {rounded(precision, 3)} the branch bifurcates, as it does in games with a symmetry; it is "
        "followed straight on."
        for precision in branch.bifurcations
    )


def _described(game: NormalFormGame, profile: Profile) -> str:
    """Return who plays what how often."""
    return "; ".join(
        f"{player}: {', '.join(f'{action} {rounded(p, 4)}' for action, p in zip(actions, strategy, strict=True))}"
        for player, actions, strategy in zip(game.players, game.actions, profile, strict=True)
    )


def _limit(game: NormalFormGame, branch: Branch, deadline: float) -> Findings:
    """Return the equilibrium near the far end of the branch, or that end itself where no isolated one is near.

    After the deadline none is sought.
    """
    notes, late = _bifurcations(branch), _late(deadline)
    end = None if late else equilibrium_near(game, branch.profile)
    if end is not None:
        limit = replace(end, label="the end of the principal branch")
    else:
        where = f"at precision {rounded(branch.precision, 4)}"
        limit = Candidate(branch.profile, grounds="noisy_replies", label=where)
        lost = (f"The branch was followed as far as this: {where} no isolated equilibrium is near.",)
        notes = (*notes, *(late or lost))
    only = "The principal branch leads to one equilibrium; the concept nash lists all."
    return Findings((limit,), complete=False, method=METHOD, notes=(*notes, only))
