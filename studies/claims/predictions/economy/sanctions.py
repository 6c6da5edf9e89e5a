"""What the papers predict of sanctions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.economy.sanctions import SANCTIONS
from .....solvers.best_replies import TIE
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(SANCTIONS)
_MORE_HELP = 0.05
"""By how much China's help is raised, as a share of the harm."""


def _help_steadies(worlds: Worlds) -> NDArray[np.bool_]:
    more = np.minimum(worlds.parameters["outside_option"] + _MORE_HELP, 1)
    return _gain_from_holding(worlds.given(phi=more)) >= _gain_from_holding(worlds) - TIE


def _gain_from_holding(worlds: Worlds) -> NDArray[np.float64]:
    concede, hold = worlds.own_payoffs("Russia", ("sanction",)).T
    return hold - concede


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Sanctions and a Russia that holds out keep each other in place: an equilibrium.",
        ("C42", "P01"),
        lambda worlds: worlds.nash("sanction", "hold"),
    ),
    Prediction(
        _MODEL,
        2,
        "Holding out is Russia's only best reply, whether the West sanctions or relaxes.",
        ("C42",),
        lambda worlds: worlds.dominant("Russia", "hold"),
    ),
    Prediction(
        _MODEL,
        3,
        "When China makes up 0.05 more of the harm, holding out under sanctions gains on conceding, or loses nothing.",
        ("P01", "P09"),
        _help_steadies,
    ),
    Prediction(
        _MODEL,
        4,
        "A mercantilist West has relaxing for its only best reply to a Russia that holds out.",
        ("C20", "C22"),
        lambda worlds: worlds.given(West="mercantilist").only_reply("West", "relax", "hold"),
    ),
)
