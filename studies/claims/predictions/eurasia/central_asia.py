"""What the papers predict of Russia and China in Central Asia."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.eurasia.central_asia import CENTRAL_ASIA
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(CENTRAL_ASIA)
_DIVIDED = ("porous", "restrained")
_CHEAP = 0.05
"""The lowest cost of expansion, and the lowest friction, held plausible."""


def _nothing_else_holds(worlds: Worlds) -> NDArray[np.bool_]:
    return worlds.nash(*_DIVIDED) & (worlds.equilibria.sum(axis=(1, 2)) == 1)


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "A porous union and a restrained China are the only pure equilibrium.",
        ("P10",),
        _nothing_else_holds,
    ),
    Prediction(
        _MODEL,
        2,
        "A porous union and a restrained China are an equilibrium.",
        ("P06", "P10"),
        lambda worlds: worlds.nash(*_DIVIDED),
    ),
    Prediction(
        _MODEL,
        3,
        "Where expanding costs China next to nothing, expanding is its only best reply to a porous union.",
        (),
        lambda worlds: worlds.given(cx=_CHEAP, fr=_CHEAP).only_reply("China", "expansive", "porous"),
        against=("P10",),
    ),
    Prediction(
        _MODEL,
        4,
        "Russia has an exclusive union for its only best reply to a China that expands.",
        ("P17",),
        lambda worlds: worlds.only_reply("Russia", "exclusive", "expansive"),
    ),
)
