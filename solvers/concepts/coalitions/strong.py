"""Strong equilibria: no group of players gains by moving together (Aumann 1959).

A pure profile is a *strong equilibrium* when no coalition, from one player to all of them, has a joint change of its
members' actions that makes every member strictly better off while the others stay. Coalitions of one make it a Nash
equilibrium, that of all makes it weakly efficient. Few games have any.

Only the order of each player's payoffs matters, so they are compared as ranks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ....games.normal_form import NormalFormGame, PureProfile, payoff_ranks
from ...base import Candidate, Findings
from ...cost import profiles_seconds
from ...n_player.support_profiles import subsets
from ..pure_nash import exact_pure, pure_nash_profiles

Coalition = tuple[int, ...]


@dataclass(frozen=True)
class Strong:
    """All pure strong equilibria, for any number of players; decided exactly, by every coalition's every move.

    Mixed profiles and joint deviations to mixtures are not considered.
    """

    name: ClassVar[str] = "strong"
    meaning: ClassVar[str] = "pure profiles from which no coalition has a joint move that all its members gain by"

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the strong equilibria in the order of `game.pure_profiles()`, and what breaks the other equilibria."""
        ranks = payoff_ranks(game)
        blocks = {profile: blocking(ranks, profile) for profile in pure_nash_profiles(game)}
        return Findings(
            candidates=tuple(Candidate(exact_pure(game, p)) for p, block in blocks.items() if block is None),
            complete=True,
            method="every coalition's joint moves from every pure equilibrium",
            notes=(
                "Only pure profiles and pure joint moves are considered.",
                *(_block_note(game, p, *block) for p, block in blocks.items() if block is not None),
            ),
        )

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        return profiles_seconds(game.shape)


def joint_moves(
    ranks: NDArray[np.int64], coalition: Coalition, profile: PureProfile
) -> tuple[tuple[slice, ...], NDArray[np.bool_]]:
    """Return where a coalition can move from a profile, as an index into its tables, and where all of it gain."""
    reach = tuple(slice(None) if i in coalition else slice(a, a + 1) for i, a in enumerate(profile))
    return reach, np.all([ranks[(i, *reach)] > ranks[(i, *profile)] for i in coalition], axis=0)


def joint_targets(ranks: NDArray[np.int64], coalition: Coalition, profile: PureProfile) -> list[PureProfile]:
    """Return in order the profiles to which a coalition can move from a profile and in which all of it gain."""
    _, better = joint_moves(ranks, coalition, profile)
    moves = np.argwhere(better).tolist()
    return [tuple(move[i] if i in coalition else a for i, a in enumerate(profile)) for move in moves]


def blocking(ranks: NDArray[np.int64], profile: PureProfile) -> tuple[Coalition, PureProfile] | None:
    """Return the first of the smallest coalitions that can gain from a profile, with where it moves; None for none.

    Examples
    --------
    >>> prisoners_dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> blocking(payoff_ranks(prisoners_dilemma), (1, 1))
    ((0, 1), (0, 0))
    """
    for coalition in subsets(len(profile)):
        if targets := joint_targets(ranks, coalition, profile):
            return coalition, targets[0]
    return None


def _block_note(game: NormalFormGame, profile: PureProfile, coalition: Coalition, target: PureProfile) -> str:
    here, there = (", ".join(game.name_profile(p)) for p in (profile, target))
    who = " and ".join(game.players[i] for i in coalition)
    return f"The equilibrium ({here}) is not strong: {who} would all gain by moving together to ({there})."
