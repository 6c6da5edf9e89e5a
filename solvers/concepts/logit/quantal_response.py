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

from dataclasses import dataclass
from math import isfinite
from typing import ClassVar, get_args

import numpy as np

from ....games.errors import InputError, unknown
from ....games.normal_form import NormalFormGame, Profile, average_over
from ....games.numbers import rounded
from ...base import Candidate, Findings
from ...n_player.exact_supports import solve_linear
from ...n_player.indifference import block_starts, systems_of
from ...n_player.krawczyk import certify
from ...n_player.singular_supports import full_strategies
from ...n_player.support_profiles import Supports, exact_gains, mixing, supports_of
from ...welfare import relative_payoffs
from .logit_branch import Branch, LogitResponses, Scale

METHOD = "the principal branch of logit responses, followed from equal probabilities"

_PLAYED = 1e-5
"""Probabilities above this at the far end belong to actions that the equilibrium there plays."""

_NEAR = 1e-4
"""No probability of the equilibrium there is farther than this from that of the branch."""


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

    Raises
    ------
    InputError
        If the precision is no number from 0, or there is no such scale.
    """

    name: ClassVar[str] = "logit"
    meaning: ClassVar[str] = "noisy play in which what pays more is likelier; without a precision, where it leads"

    precision: float | None = None
    scale: Scale = "relative"

    def __post_init__(self) -> None:
        if self.scale not in get_args(Scale):
            raise InputError(unknown("scale", self.scale, get_args(Scale)))
        if self.precision is not None and not (isfinite(self.precision) and self.precision >= 0):
            raise InputError(f"precision must be a number from 0, got {self.precision}")

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the one equilibrium, and in the notes what is known of others."""
        responses = LogitResponses(game, self.scale)
        if self.precision is None:
            branch = responses.follow(responses.far)
            return _limit(game, branch, _bifurcations(branch))
        target = float(self.precision)
        alone = responses.contraction(target) < 1
        branch, returns = (responses.follow(target), ()) if alone else responses.follow_returns(target)
        notes = _bifurcations(branch)
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


def _limit(game: NormalFormGame, branch: Branch, notes: tuple[str, ...]) -> Findings:
    """Return the equilibrium near the far end of the branch, or that end itself where no isolated one is near."""
    supports = supports_of(tuple(strategy > _PLAYED for strategy in branch.profile))
    limit = _equilibrium(game, supports, branch.profile)
    if limit is None:
        where = f"at precision {rounded(branch.precision, 4)}"
        limit = Candidate(branch.profile, grounds="noisy_replies", label=where)
        notes = (*notes, f"The branch was followed as far as this: {where} no isolated equilibrium is near.")
    only = "The principal branch leads to one equilibrium; the concept nash lists all."
    return Findings((limit,), complete=False, method=METHOD, notes=(*notes, only))


def _equilibrium(game: NormalFormGame, supports: Supports, near: Profile) -> Candidate | None:
    """Return the isolated equilibrium with these supports near a profile: exact where it is rational, else enclosed."""
    distance, mixers = None, mixing(supports)
    if len(mixers) == 1:
        return None
    if len(mixers) > 2:
        strategies, distance = _enclosed(game, supports, near)
    else:
        strategies = next(iter(solve_linear(exact_gains(game), supports).exact), None)
    if strategies is None or (distance is None and max(game.regret(strategies)) > 0):
        return None
    if max(float(np.abs(a - b).max()) for a, b in zip(strategies, near, strict=True)) > _NEAR:
        return None
    return Candidate(strategies, distance=distance, label="the end of the principal branch")


def _enclosed(game: NormalFormGame, supports: Supports, near: Profile) -> tuple[Profile | None, float | None]:
    """Return strategies, and the proven distance of a true equilibrium from them in any one probability.

    A change of every probability by at most r changes an expected payoff, relative to its range, by little more than r
    times the number of probabilities; four times that is allowed for between two actions.
    """
    rough = np.concatenate([strategy[list(own)] for strategy, own in zip(near, supports, strict=True)])[np.newaxis]
    gains = exact_gains(game)
    enclosure = certify(systems_of(gains, [supports]), rough, np.ones(rough.shape))
    radius = float(enclosure.radius[0])
    starts = block_starts([len(own) for own in supports])
    strategies = full_strategies(gains, supports, enclosure.points[0], starts)
    slack = 4 * radius * starts[-1] + 1e-12
    tables = relative_payoffs(game, game.exact).astype(np.float64)
    for player, own in enumerate(supports):
        pays = average_over(tables[player], strategies, (player,))
        played, others = strategies[player][list(own)], np.delete(pays, own)
        if not (played > radius).all() or not (others < pays[own[0]] - slack).all():
            return None, None
    return strategies, radius
