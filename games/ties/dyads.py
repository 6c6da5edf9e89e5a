"""Seven pairs of states with the inputs of their thickness, and what votes and treaties say of five of them.

Every input of a `Relation` is a judgement. Beside two of them stands a figure that anybody can look up:

*N* against votes in the UN General Assembly: 1 - d / 4.5, where d is the distance of the ideal points in 2019 (Bailey,
Strezhnev and Voeten 2017; vintage of July 2025). Vintages place states differently and must not be mixed.

*M* against treaty obligations in 2018 (ATOP 5.1; Leeds and others 2002): 0.9 for defence, 0.4 for consultation and
non-aggression, 0.2 for non-aggression alone. This scale is a judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction

from ..numbers import read_fraction
from .relations import Relation

VIEWS = ("contestation_view", "engine_strength")
"""The inputs of a relation that are views of what contestation does, the same for all pairs."""

WIDEST_DISTANCE = Fraction(9, 2)
"""The distance of ideal points at which the proxy of N is 0."""

OBLIGATIONS = {
    "defence": Fraction(9, 10),
    "consultation and non-aggression": Fraction(2, 5),
    "non-aggression": Fraction(1, 5),
}
"""What the strongest treaty obligation between two states counts for."""


@dataclass(frozen=True)
class Evidence:
    """What can be looked up of two states: distance of ideal points in 2019, strongest treaty obligation in 2018."""

    between: tuple[str, str]
    distance: Fraction
    obligation: str

    @property
    def norm_agreement(self) -> Fraction:
        """The proxy of N, in [0, 1] for distances up to `WIDEST_DISTANCE`."""
        return 1 - self.distance / WIDEST_DISTANCE

    @property
    def military_institutions(self) -> Fraction:
        """The proxy of M, in [0, 1]."""
        return OBLIGATIONS[self.obligation]


@dataclass(frozen=True)
class Dyad:
    """A pair as judged: its name, the year judged (None for no year in particular), its inputs, the evidence."""

    name: str
    year: int | None
    relation: Relation
    evidence: Evidence | None = None


def _judged(one: str, other: str, *inputs: float) -> Relation:
    """Return a relation from N, kappa, V, C, D, E, M and R."""
    return Relation((one, other), *(read_fraction(value) for value in inputs))


def _looked_up(one: str, other: str, distance: float, obligation: str) -> Evidence:
    return Evidence((one, other), read_fraction(distance), obligation)


_FRANCE_GERMANY = _looked_up("France", "Germany", 0.2872, "defence")

RUSSIA_CHINA = Dyad(
    "Russia - China",
    2020,
    _judged("Russia", "China", 0.70, 0.30, 0.45, 0.45, 0.60, 0.35, 0.40, 0.60),
    _looked_up("Russia", "China", 0.3770, "consultation and non-aggression"),
)

DYADS = (
    RUSSIA_CHINA,
    Dyad("US - EU", 2016, _judged("US", "EU", 0.80, 0.20, 0.85, 0.85, 0.95, 0.75, 0.90, 0.80)),
    Dyad(
        "US - EU",
        2019,
        _judged("US", "EU", 0.70, 0.40, 0.80, 0.65, 0.90, 0.60, 0.75, 0.55),
        _looked_up("US", "France", 0.9731, "defence"),
    ),
    Dyad(
        "US - Russia",
        2020,
        _judged("US", "Russia", 0.35, 0.75, 0.25, 0.15, 0.10, 0.10, 0.30, 0.20),
        _looked_up("US", "Russia", 2.8289, "non-aggression"),
    ),
    Dyad(
        "EU internal, EU bodies only",
        None,
        _judged("EU member", "EU member", 0.95, 0.20, 0.90, 0.95, 1, 0.95, 0.50, 0.90),
        _FRANCE_GERMANY,
    ),
    Dyad(
        "EU internal, NATO counted",
        None,
        _judged("EU member", "EU member", 0.95, 0.20, 0.90, 0.95, 1, 0.95, 0.80, 0.90),
        _FRANCE_GERMANY,
    ),
    Dyad(
        "India - China",
        2020,
        _judged("India", "China", 0.55, 0.55, 0.30, 0.40, 0.20, 0.45, 0.15, 0.40),
        _looked_up("India", "China", 0.5574, "consultation and non-aggression"),
    ),
)

INPUTS = tuple(item.name for item in fields(Relation) if item.name not in ("between", *VIEWS))
"""The inputs of a relation that differ from pair to pair."""

HALF_WIDTHS: Mapping[str, Fraction] = {
    **dict.fromkeys(INPUTS, Fraction(3, 20)),
    "status_recognition": Fraction(1, 5),
    **dict.fromkeys(VIEWS, Fraction(1, 2)),
}
"""By how much each input may be off, judgements too."""

RUSSIA_CHINA_RANGES: Mapping[str, tuple[Fraction, Fraction]] = {
    name: (getattr(RUSSIA_CHINA.relation, name) - off, getattr(RUSSIA_CHINA.relation, name) + off)
    for name, off in HALF_WIDTHS.items()
}
"""The ranges held plausible for Russia and China."""

STAND_INS = tuple(dyad for dyad in DYADS if "NATO" not in dyad.name)
"""The pairs that may stand in for Russia and China; Russia and China are one of them."""
