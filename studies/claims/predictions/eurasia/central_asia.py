"""What the papers predict of Central Asia."""

from __future__ import annotations

from itertools import product

import numpy as np

from .....games.arenas.eurasia.central_asia import CENTRAL_ASIA
from .....games.arrays import Flags
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(CENTRAL_ASIA)
_DIVISION_OF_LABOUR = ("porous", "restrained", "multi_vector")


def _no_other(worlds: Worlds) -> Flags:
    others = [profile for profile in product(*CENTRAL_ASIA.actions) if profile != _DIVISION_OF_LABOUR]
    return ~np.logical_or.reduce([worlds.nash(*profile) for profile in others])


PREDICTIONS = (
    Prediction(
        _MODEL,
        "central_asia.1",
        "EQ",
        "A porous union, a restrained China and a state of many vectors uphold one another.",
        {"an equilibrium": lambda w: w.nash(*_DIVISION_OF_LABOUR)},
        core=("P10",),
        foreseen=lambda w: w.sequential(*_DIVISION_OF_LABOUR),
    ),
    Prediction(
        _MODEL,
        "central_asia.2",
        "EQ",
        "They do, and no other pure profile is an equilibrium.",
        {"an equilibrium": lambda w: w.nash(*_DIVISION_OF_LABOUR), "no other one is": _no_other},
        bears_on=("P10",),
    ),
    Prediction(
        _MODEL,
        "central_asia.3",
        "DOM",
        "Many vectors are dominant for the Central Asian state.",
        {"many vectors are dominant": lambda w: w.dominant("Central_Asian_state", "multi_vector")},
        core=("P07",),
    ),
)
