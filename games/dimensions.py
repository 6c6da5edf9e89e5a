"""The nine dimensions of value, and the three floors of the international system on which each of them lives.

Consequences of actions are written over these dimensions, each in [-1, 1] (0 is the state of affairs without the
action). Sakwa (2019, section "The international system") sees three floors: governance institutions at the top,
states in the middle, civil and political society on the ground. A dimension's floor shares say where it is felt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

FLOORS = ("top", "middle", "ground")


@dataclass(frozen=True)
class Dimension:
    """One dimension of value: its name in files and output, its short name, what it measures, its floor shares."""

    name: str
    short: str
    meaning: str
    floors: Mapping[str, Fraction]


_WHOLE = Fraction(1)
_HALF = Fraction(1, 2)

DIMENSIONS = (
    Dimension("gain", "gain", "own absolute economic or development gain", {"middle": _WHOLE}),
    Dimension("relative_gain", "rel", "own gain minus the mean gain of the others (derived)", {"middle": _WHOLE}),
    Dimension("autonomy", "aut", "freedom from interference, dependence and binding constraint", {"middle": _WHOLE}),
    Dimension("governance", "gov", "strength and openness of shared institutions, a public good", {"top": _WHOLE}),
    Dimension("primacy", "prim", "own rule-making primacy", {"middle": _WHOLE}),
    Dimension("promotion", "prom", "spread of own norms", {"top": _HALF, "middle": _HALF}),
    Dimension("status", "stat", "recognition as an equal co-manager", {"middle": _WHOLE}),
    Dimension("security", "sec", "safety from threat, encirclement and arms risk", {"middle": _WHOLE}),
    Dimension("commons", "com", "climate and society-level welfare", {"ground": Fraction(3, 5), "top": Fraction(2, 5)}),
)
DIMENSION_NAMES = tuple(dimension.name for dimension in DIMENSIONS)
WRITTEN_NAMES = tuple(name for name in DIMENSION_NAMES if name != "relative_gain")
"""The dimensions along which consequences are written; relative gain follows from the gains of all players."""

POSITION = {name: place for place, name in enumerate(DIMENSION_NAMES)}


def floor_shares() -> NDArray[np.object_]:
    """Return the share of each dimension that is felt on each floor: Fractions, shape (9, 3), rows sum to 1."""
    return np.array([[dimension.floors.get(floor, Fraction(0)) for floor in FLOORS] for dimension in DIMENSIONS])
