"""How a scenario's game is repeated."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Repetition:
    """The discount factor and the chances of errors, each in [0, 1).

    `noise` is the chance that an intended action is replaced by another one, `misperception` the chance that a player
    sees another's action wrongly.
    """

    discount: Any = Fraction(9, 10)
    noise: Any = Fraction(0)
    misperception: Any = Fraction(0)
