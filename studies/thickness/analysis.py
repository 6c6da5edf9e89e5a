"""How thick ties are, from all sides: pairs as judged, shares of draws, a triangle under rival readings of its tie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...games.ties.dyads import DYADS, Dyad
from ...games.ties.relations import READINGS, english_school, thickness
from .reading_comparison import UnderReading, compare_readings
from .shares import ThicknessShares, thickness_shares

VIEWS = (Fraction(0), Fraction(1, 2), Fraction(1))
"""Contestation held to drive a tie, to do a bit of both, to impair it."""

THICK = {"thick", "entrenched", "cooperative", "cooperative, de-securitised", "convergence"}
"""What counts as thick where the readings are set against one another; for Buzan's rungs a judgement."""


@dataclass(frozen=True)
class DyadReadings:
    """What the readings say of a pair.

    Attributes
    ----------
    by_view
        The thickness, and what the English School says, at each of `VIEWS`.
    readings
        What each reading says of the pair as judged.
    """

    dyad: Dyad
    by_view: tuple[tuple[Fraction | None, str | None], ...]
    readings: Mapping[str, str | None]

    @property
    def thick(self) -> tuple[str, ...]:
        """The readings that call it thick."""
        return tuple(name for name, said in self.readings.items() if said in THICK)

    @property
    def thin(self) -> tuple[str, ...]:
        """The readings that do not."""
        return tuple(name for name in self.readings if name not in self.thick)


@dataclass(frozen=True, eq=False, repr=False)
class ThicknessAnalysis(Shown):
    """Pairs of states, the shares of draws for one of them, and a scenario under each rival reading of its tie."""

    scenario: Scenario
    dyads: tuple[DyadReadings, ...]
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
    return ThicknessAnalysis(scenario, tuple(map(_read, DYADS)), thickness_shares(samples, scenario.seed), compared)


def _read(dyad: Dyad) -> DyadReadings:
    viewed = [replace(dyad.relation, contestation_view=view) for view in VIEWS]
    by_view = tuple((thickness(relation), english_school(relation)) for relation in viewed)
    return DyadReadings(dyad, by_view, {name: reading(dyad.relation) for name, reading in READINGS.items()})
