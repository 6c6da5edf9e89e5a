"""Who would leave an outcome together: groups of players with a joint move by which every one of them gains.

A group is of at least two actors, as types of one actor do not meet, and all of it move; who would leave alone is told
apart. Groups are told that have no smaller one inside them. Of a group's moves that one is told by which the member
that gains least, as a share of what it has at stake, gains most; where payoffs are ranks the first, in the order of the
outcomes, on which the group could not agree to improve.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ....games.normal_form import NormalFormGame, PureProfile
from ....games.scenario.scenario import Scenario
from ....solvers.concepts.coalitions.strong import Coalition, joint_targets, payoff_ranks
from ....solvers.n_player.support_profiles import subsets
from ..stakes import at_stake

MOST_WORK = 2_000_000
"""Groups times outcomes; a larger game is not looked at."""


@dataclass(frozen=True)
class JointMove:
    """A group of players, the outcome to which it would move, and each member's gain as a share of its stake."""

    players: Coalition
    profile: PureProfile
    gains: tuple[Fraction, ...]


def leaving_together(scenario: Scenario, game: NormalFormGame, profile: PureProfile) -> tuple[JointMove, ...] | None:
    """Return the joint moves by which groups of two players and more would leave a profile; None if it is too large.

    Examples
    --------
    >>> from tetrarchy import load
    >>> dilemma = load("prisoners-dilemma")
    >>> [(move.players, move.profile) for move in leaving_together(dilemma, dilemma.build(), (1, 1))]
    [((0, 1), (0, 0))]
    """
    if 2**game.n_players * int(np.prod(game.shape)) > MOST_WORK:
        return None
    return tuple(_moves(scenario, game, profile))


def _moves(scenario: Scenario, game: NormalFormGame, profile: PureProfile) -> Iterator[JointMove]:
    ranks, leavers = payoff_ranks(game), list[set[int]]()
    states = scenario.names.states
    for group in subsets(game.n_players):
        if len({states[player] for player in group}) < 2 or any(smaller <= set(group) for smaller in leavers):
            continue
        outcomes = [
            target
            for target in joint_targets(ranks, group, profile)
            if all(target[player] != profile[player] for player in group)
        ]
        if outcomes:
            leavers.append(set(group))
            yield _best(scenario, game, group, profile, outcomes)


def _best(
    scenario: Scenario, game: NormalFormGame, group: Coalition, profile: PureProfile, outcomes: list[PureProfile]
) -> JointMove:
    stakes = at_stake(game)
    gains = {
        outcome: tuple((game.exact[(i, *outcome)] - game.exact[(i, *profile)]) / stakes[i] for i in group)
        for outcome in outcomes
    }
    undominated = [
        outcome
        for outcome, own in gains.items()
        if not any(all(b >= a for a, b in zip(own, other, strict=True)) and other != own for other in gains.values())
    ]
    chosen = undominated[0] if scenario.ordinal else max(undominated, key=lambda outcome: min(gains[outcome]))
    return JointMove(group, chosen, gains[chosen])
