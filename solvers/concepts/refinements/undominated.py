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
from ...cost import dominance_seconds
from ...deadline import deadline_after, seconds_until
from ...dominance import dominated_actions
from ...n_player.support_profiles import supports_of
from ..nash import Nash
from .refinement import refined


@dataclass(frozen=True)
class Undominated:
    """The Nash equilibria in which every action played is undominated; dominance is decided in fractions.

    Where equilibria come in a continuum, its undominated equilibria are mixtures of those that are listed. A mixture of
    undominated actions may itself be dominated: see `TremblingHand`.

    Parameters
    ----------
    time_limit
        Seconds after which the search stops with what it has; None for no limit.
    """

    name: ClassVar[str] = "undominated"
    meaning: ClassVar[str] = "Nash equilibria in which nobody plays a weakly dominated action"

    time_limit: float | None = None

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the undominated ones among all Nash equilibria, in their order."""
        deadline = deadline_after(self.time_limit)
        dominated = {(one.player, one.action) for one in dominated_actions(game, "weak", deadline)}

        def passes(candidate: Candidate, _: float) -> bool:
            supports = supports_of(candidate.strategies)
            return not any((player, action) in dominated for player, own in enumerate(supports) for action in own)

        return refined(game, rng, passes, "undominated", corners_suffice=True, time_limit=seconds_until(deadline))

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        return Nash().seconds(game) + dominance_seconds(game.shape)
