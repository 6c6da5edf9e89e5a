"""Threat power in games of two players (Brams 1994): what one who can afford to be stubborn may bring about.

X has a *compellent* threat with its action a if some outcome (a, c) is better for both than another outcome (a, d): X
holds a until the other plays c. It has a *deterrent* threat with a' if some (a, c) with another action a is better for
both than the end of a', which is the best for X among the outcomes (a', d) in which d is a best reply to a': X moves to
a' unless the other stays at c. Of several outcomes that a threat may bring about, the one best for X is given.

Where a threat breaks down, the end is (a, d) or (a', d) with d the other's best reply.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ....games.errors import InputError
from ....games.graph.moves import Integers
from ....games.normal_form import PureProfile, payoff_ranks
from ....games.numbers import counted
from ....games.scenario.given import GivenScenario, game_of

Kind = Literal["compellent", "deterrent"]


@dataclass(frozen=True)
class Threat:
    """A threat of one player of two.

    Attributes
    ----------
    player
        Who threatens.
    action
        What it holds to, or moves to unless the other gives way.
    outcome, breakdown
        Where the threat leads if it works and if it does not: profiles.
    """

    player: int
    kind: Kind
    action: int
    outcome: PureProfile
    breakdown: PureProfile


def threat_power(game: GivenScenario) -> tuple[Threat, ...]:
    """Return the threats that each player of a game has, in the order of players and actions.

    Parameters
    ----------
    game
        A game of two players in normal form, a scenario of one, or its name or path.

    Raises
    ------
    InputError
        If it has other than two players.

    Examples
    --------
    >>> from ....games.normal_form import NormalFormGame
    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> [(threat.kind, threat.action, threat.outcome) for threat in threat_power(dilemma) if threat.player == 0]
    [('deterrent', 1, (0, 0))]
    """
    known = game_of(game)
    if known.n_players != 2:
        raise InputError(f"threats are those of two players, got {counted(known.n_players)}")
    ranks = payoff_ranks(known)
    return (*_threats(0, ranks[0], ranks[1]), *_threats(1, ranks[1].T, ranks[0].T))


def _threats(player: int, own: Integers, other: Integers) -> Iterator[Threat]:
    """Go through the threats of one player; the payoffs have its own actions first."""
    for action in range(len(own)):
        breakdown = (action, _reply(own[action], other[action]))
        held = [
            (action, c)
            for c in range(own.shape[1])
            if ((own[action, c] > own[action]) & (other[action, c] > other[action])).any()
        ]
        elsewhere = [
            (a, c)
            for a, c in np.ndindex(own.shape)
            if a != action and own[a, c] > own[breakdown] and other[a, c] > other[breakdown]
        ]
        kinds: tuple[tuple[Kind, list[tuple[int, int]]], ...] = (("compellent", held), ("deterrent", elsewhere))
        for kind, outcomes in kinds:
            if outcomes:
                best = max(outcomes, key=lambda outcome: own[outcome])
                yield Threat(player, kind, action, _profile(player, best), _profile(player, breakdown))


def _reply(own: Integers, other: Integers) -> int:
    """Return the best reply of the other to an action, of several the one best for the player that holds to it."""
    replies = np.flatnonzero(other == other.max())
    return int(replies[np.argmax(own[replies])])


def _profile(player: int, outcome: tuple[int, int]) -> PureProfile:
    return (int(outcome[player]), int(outcome[1 - player]))
