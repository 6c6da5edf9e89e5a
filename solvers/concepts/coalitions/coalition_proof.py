"""Coalition-proof equilibria: no group gains by a joint move that no part of the group would undo.

Bernheim, Peleg and Whinston (1987, "Coalition-proof Nash equilibria I. Concepts") define by the number of players. One
player alone: a coalition-proof equilibrium is a best action. More players: a profile is *self-enforcing* when, for
every smaller coalition, its members' part is a coalition-proof equilibrium of the game that the others' actions leave
them; and it is coalition-proof when it is self-enforcing and no other self-enforcing profile makes everybody strictly
better off.

Every strong equilibrium is coalition-proof. With two players the coalition-proof equilibria are the Nash equilibria
that no other Nash equilibrium beats for both.

The games that a coalition may be left with are all solved, coalitions of fewer members first: one table for each
coalition, of the shape of the game, says at which profiles its part is coalition-proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ....games.normal_form import NormalFormGame, payoff_ranks
from ...base import Candidate, Findings
from ...cost import coalitions_seconds
from ...n_player.support_profiles import subsets
from ..pure_nash import exact_pure
from .strong import Coalition, joint_moves


@dataclass(frozen=True)
class CoalitionProof:
    """All coalition-proof equilibria of the game in pure strategies, for any number of players; decided exactly.

    Profiles and deviations are pure at every stage of the definition. A profile may be coalition-proof here and not in
    the game with mixed strategies, or the other way round.
    """

    name: ClassVar[str] = "coalition_proof"
    meaning: ClassVar[str] = "pure profiles from which no coalition gains by a joint move that holds within it"

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the coalition-proof equilibria, in the order of `game.pure_profiles()`."""
        profiles = np.argwhere(coalition_proof(payoff_ranks(game))).tolist()
        return Findings(
            candidates=tuple(Candidate(exact_pure(game, tuple(profile))) for profile in profiles),
            complete=True,
            method="the recursive definition, for every coalition and every game that it may be left with",
            notes=("Only pure profiles and pure joint moves are considered.",),
        )

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        return coalitions_seconds(game.shape)


def coalition_proof(ranks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell for every pure profile, shape (m_1, .., m_n), whether it is coalition-proof.

    `ranks` holds payoffs, or their ranks, shape (n, m_1, .., m_n).

    Examples
    --------
    The better of two equilibria of a stag hunt:

    >>> np.argwhere(coalition_proof(np.array([[[4, 0], [3, 2]], [[4, 3], [0, 2]]]))).tolist()
    [[0, 0]]
    """
    everybody = tuple(range(len(ranks)))
    proof: dict[Coalition, NDArray[np.bool_]] = {(): np.ones(ranks.shape[1:], dtype=bool)}
    for coalition in subsets(len(ranks)):
        parts = [tuple(other for other in coalition if other != player) for player in coalition]
        self_enforcing = np.logical_and.reduce([proof[part] for part in parts])
        proof[coalition] = self_enforcing & ~_beaten(ranks, coalition, self_enforcing)
    return proof[everybody]


def _beaten(ranks: NDArray[np.int64], coalition: Coalition, self_enforcing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell at which self-enforcing profiles another one that the coalition can move to is better for all of it."""
    beaten = np.zeros_like(self_enforcing)
    for profile in map(tuple, np.argwhere(self_enforcing).tolist()):
        reach, better = joint_moves(ranks, coalition, profile)
        beaten[profile] = (better & self_enforcing[reach]).any()
    return beaten
