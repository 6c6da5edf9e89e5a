"""What would change the answer: the numbers of a scenario by the nearest exact tipping point of each."""

from __future__ import annotations

from ....games.arena import ArenaGame
from ....games.normal_form import NormalFormGame
from ....games.scenario.scenario import Scenario
from ...thresholds.tipping import Ranking, tipping_points

MOST_PAYOFFS = 256
"""The payoffs of a larger table are not ranked for a report; `thresholds` ranks them."""


def what_would_change(scenario: Scenario) -> Ranking | None:
    """Return the ranking for the game played once; None where there are no numbers to move, or very many."""
    game = scenario.game
    if isinstance(game, ArenaGame) or (isinstance(game, NormalFormGame) and game.payoffs.size <= MOST_PAYOFFS):
        return tipping_points(scenario).once
    return None
