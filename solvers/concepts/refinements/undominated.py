"""Undominated equilibria: Nash equilibria in which nobody plays a weakly dominated action.

An action is weakly dominated when a strategy, pure or mixed, never pays less and sometimes more (`dominance`). To play
it is to be certain that the others do not do what it fares worse against. Every finite game has an undominated
equilibrium, since a perfect one is undominated (Selten 1975).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ....games.normal_form import NormalFormGame
from ...base import Candidate, Findings
from ...dominance import dominated_actions
from ...n_player.support_profiles import supports_of
from .refinement import refined


@dataclass(frozen=True)
class Undominated:
    """The Nash equilibria in which every action played is undominated; dominance is decided in fractions.

    Where equilibria come in a continuum, its undominated equilibria are mixtures of those that are listed. A mixture of
    undominated actions may itself be dominated: see `TremblingHand`.
    """

    name: ClassVar[str] = "undominated"
    meaning: ClassVar[str] = "Nash equilibria in which nobody plays a weakly dominated action"

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the undominated ones among all Nash equilibria, in their order."""
        dominated = {(one.player, one.action) for one in dominated_actions(game, "weak")}

        def passes(candidate: Candidate) -> bool:
            supports = supports_of(candidate.strategies)
            return not any((player, action) in dominated for player, own in enumerate(supports) for action in own)

        return refined(game, rng, passes, "undominated", corners_suffice=True)
