"""What the United States, Russia and China weigh, by three indices: single figures restated with their sources.

CINC, the Composite Index of National Capability, is a state's mean share of the world's population, urban population,
iron and steel, energy, soldiers and military spending; it overweights population and steel, so other indices stand
beside it. Before 1992 Russia is the Soviet Union.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..numbers import read_fraction
from .triads import CaplowTriad, caplow, cheapest_winning, parity

NEARLY_EQUAL = Fraction(1, 20)
"""Capabilities that differ by no more than this share of the greater are also read as equal."""

_CINC = "Correlates of War, National Material Capabilities 6.0 (Singer, Bremer and Stuckey 1972)"


@dataclass(frozen=True)
class Capabilities:
    """One index in one year: what it measures, its unit, the value of each of the three states, where it is from."""

    index: str
    year: int
    unit: str
    values: Mapping[str, Fraction]
    source: str

    @property
    def exact(self) -> CaplowTriad:
        """The triad that the values make."""
        return caplow(self.values)

    @property
    def near(self) -> CaplowTriad:
        """The triad that they make where values `NEARLY_EQUAL` count as equal."""
        return caplow(self.values, NEARLY_EQUAL)

    @property
    def winning(self) -> tuple[Mapping[str, Fraction], ...]:
        """The cheapest winning coalitions, with the share of the prize that each of the members expects."""
        return tuple(parity(self.values, coalition) for coalition in cheapest_winning(self.values))


def _measured(index: str, year: int, unit: str, us: float, russia: float, china: float, source: str) -> Capabilities:
    values = {"US": read_fraction(us), "Russia": read_fraction(russia), "China": read_fraction(china)}
    return Capabilities(index, year, unit, values, source)


CAPABILITIES = (
    _measured("CINC", 1950, "share of the world", 0.284, 0.181, 0.118, _CINC),
    _measured("CINC", 1972, "share of the world", 0.165, 0.171, 0.113, _CINC),
    _measured("CINC", 1991, "share of the world", 0.137, 0.103, 0.119, _CINC),
    _measured("CINC", 2001, "share of the world", 0.141, 0.054, 0.165, _CINC),
    _measured("CINC", 2016, "share of the world", 0.133, 0.036, 0.231, _CINC),
    _measured("GDP", 2019, "share of the world, current dollars", 0.245, 0.019, 0.162, "World Bank"),
    _measured("military spending", 2019, "billion dollars of 2019", 734, 65, 240, "SIPRI, as of February 2022"),
)
