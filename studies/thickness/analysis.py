"""How thick ties are, from all sides: shares of draws, and a triangle under the rival readings of its tie."""

from __future__ import annotations

from dataclasses import dataclass

from ...games.scenario.scenario import Scenario
from .reading_comparison import UnderReading, compare_readings
from .shares import ThicknessShares, thickness_shares


@dataclass(frozen=True, eq=False)
class ThicknessAnalysis:
    """The shares of draws for Russia and China, and a scenario under each rival reading of what ties them."""

    scenario: Scenario
    shares: ThicknessShares
    compared: tuple[UnderReading, ...]


def thickness_analysis(scenario: Scenario, samples: int = 100_000) -> ThicknessAnalysis:
    """Analyse a triangle; the draws are those of the scenario's seed.

    Raises
    ------
    InputError
        If the rival readings do not apply to the scenario, or there is not at least one draw.
    """
    compared = compare_readings(scenario)
    return ThicknessAnalysis(scenario, thickness_shares(samples, scenario.seed), compared)
