"""Words of estimative probability for chances that a user states: never for a share of what was drawn.

The scales are those of Intelligence Community Directive 203 (Analytic Standards, United States, 2015) and of the
Professional Head of Intelligence Assessment (the probability yardstick of the United Kingdom, 2018). A chance that lies
in a gap of a scale, or beyond its ends, has no word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ....games.errors import InputError, unknown
from ....games.numbers import read_fraction
from ....games.scenario.scenario import Scenario


@dataclass(frozen=True)
class Scale:
    """A scale: its name, what it is called, and for each word the chances that it stands for, in per cent."""

    name: str
    title: str
    words: tuple[tuple[str, int, int], ...]

    def word(self, chance: Any) -> str:
        """Return the word for a chance; of two words that meet at it the higher one; empty where there is none.

        Examples
        --------
        >>> SCALES["icd203"].word("13/20"), SCALES["phia"].word(0.22), SCALES["icd203"].word(1)
        ('likely', '', '')
        """
        per_cent = read_fraction(chance) * 100
        return next((word for word, low, high in reversed(self.words) if low <= per_cent <= high), "")


SCALES: Mapping[str, Scale] = {
    scale.name: scale
    for scale in (
        Scale(
            "icd203",
            "Intelligence Community Directive 203",
            (
                ("almost no chance", 1, 5),
                ("very unlikely", 5, 20),
                ("unlikely", 20, 45),
                ("roughly even chance", 45, 55),
                ("likely", 55, 80),
                ("very likely", 80, 95),
                ("almost certain", 95, 99),
            ),
        ),
        Scale(
            "phia",
            "the PHIA probability yardstick",
            (
                ("remote chance", 0, 5),
                ("highly unlikely", 10, 20),
                ("unlikely", 25, 35),
                ("realistic possibility", 40, 50),
                ("likely or probable", 55, 75),
                ("highly likely", 80, 90),
                ("almost certain", 95, 100),
            ),
        ),
    )
}


def scale_named(name: str, scenario: Scenario) -> Scale:
    """Return the scale of that name, for the chances that a scenario states of types.

    Raises
    ------
    InputError
        If there is no such scale, or the scenario states no chances.
    """
    if name not in SCALES:
        raise InputError(unknown("scale", name, SCALES))
    if not scenario.incomplete:
        raise InputError(f"--scale {name}: is for the chances of types that a scenario states, and this one has none")
    return SCALES[name]
