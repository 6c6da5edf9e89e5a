"""What would change the answer: the numbers of a scenario by the nearest exact tipping point of each."""

from __future__ import annotations

from ....games.arena import ArenaGame
from ....games.normal_form import NormalFormGame
from ....games.scenario.inputs import DerivedGame
from ....games.scenario.scenario import Scenario
from ...thresholds.ranking import Ranking
from ...thresholds.tipping import joining_tips, tipping_points
from .question import Lead

MOST_PAYOFFS = 256
"""The payoffs of a larger table are not ranked for a report; `thresholds` ranks them."""


def what_would_change(scenario: Scenario, lead: Lead) -> Ranking | None:
    """Return the ranking for the game that the report is about.

    None where there are no numbers to move, or very many, or where it is not worked out what they do there.
    """
    game = scenario.game
    if lead == "population":
        return joining_tips(scenario)
    small = isinstance(game, NormalFormGame) and game.payoffs.size <= MOST_PAYOFFS
    return tipping_points(scenario).led_by(lead) if small or isinstance(game, ArenaGame | DerivedGame) else None
