"""What the papers predict of triangular diplomacy."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.powers.triangle import TRIANGLE
from .....solvers.best_replies import TIE
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(TRIANGLE)
_PRESSED = ("dual_pressure", "align", "align")
_ENGAGED = ("engage_both", "hedge", "hedge")


def _worse_for_washington(worlds: Worlds) -> NDArray[np.bool_]:
    return worlds.worth("US", *_PRESSED) < worlds.worth("US", *_ENGAGED) - TIE


def _tie_without_pressure(worlds: Worlds, **given: Any) -> NDArray[np.bool_]:
    """Tell where aligning with an aligned partner is the only best reply of both although both are engaged."""
    chosen = worlds.given(**given)
    return chosen.only_reply("Russia", "align", "engage_both", "align") & chosen.only_reply(
        "China", "align", "engage_both", "align"
    )


def _rises_with_pressure(worlds: Worlds) -> NDArray[np.bool_]:
    """Compare Russia's gain from aligning at full and at no pressure; it is linear in pressure."""
    gains = []
    for pressure in (1, 0):
        hedge, align = worlds.given(pressure=pressure).own_payoffs("Russia", ("dual_pressure", "align")).T
        gains.append(align - hedge)
    return gains[0] > gains[1] + TIE


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Dual pressure and an aligned Russia and China hold each other up: an equilibrium.",
        ("C32", "C40", "P01"),
        lambda worlds: worlds.nash(*_PRESSED),
    ),
    Prediction(
        _MODEL,
        2,
        "Engagement of both and hedging by both is an equilibrium.",
        ("P01", "P13"),
        lambda worlds: worlds.nash(*_ENGAGED),
    ),
    Prediction(
        _MODEL,
        3,
        "Both of these are equilibria, so history decides between them.",
        ("C32", "P14"),
        lambda worlds: worlds.nash(*_PRESSED) & worlds.nash(*_ENGAGED),
    ),
    Prediction(
        _MODEL,
        4,
        "The United States is worse off pressing both, who align, than engaging both, who hedge.",
        ("P16",),
        _worse_for_washington,
    ),
    Prediction(
        _MODEL,
        5,
        "Pressed along with an aligning China, Russia has aligning for its only best reply.",
        ("P01", "P06", "P09", "C32"),
        lambda worlds: worlds.only_reply("Russia", "align", "dual_pressure", "align"),
    ),
    Prediction(
        _MODEL,
        6,
        "Pressed along with an aligning Russia, China has aligning for its only best reply.",
        ("P01", "P06", "C32"),
        lambda worlds: worlds.only_reply("China", "align", "dual_pressure", "align"),
    ),
    Prediction(
        _MODEL,
        7,
        "The tie outlives the pressure: engaged, both still have aligning for their only best reply to one another.",
        ("P14",),
        _tie_without_pressure,
    ),
    Prediction(
        _MODEL,
        8,
        "The tie outlives the pressure where the norm dividend is 0.4 and Chinese restraint 0.9.",
        ("C32", "P14", "P17"),
        lambda worlds: _tie_without_pressure(worlds, nu=0.4, rho=0.9),
    ),
    Prediction(
        _MODEL,
        9,
        "The tie outlives the pressure where there is no norm dividend and Chinese restraint is 0.2.",
        (),
        lambda worlds: _tie_without_pressure(worlds, nu=0, rho=0.2),
        against=("C32", "P14", "P17"),
    ),
    Prediction(
        _MODEL,
        10,
        "Engaged while an aligning China is pressed, Russia has hedging for its only best reply.",
        ("C31", "P13"),
        lambda worlds: worlds.only_reply("Russia", "hedge", "wedge_russia", "align"),
    ),
    Prediction(
        _MODEL,
        11,
        "A mercantilist United States has dual pressure for a best reply to an aligned Russia and China.",
        ("C40",),
        lambda worlds: worlds.given(US="mercantilist").reply("US", "dual_pressure", "align", "align"),
    ),
    Prediction(
        _MODEL,
        12,
        "A mercantilist United States has dual pressure for a best reply to a hedging Russia and China.",
        ("C40",),
        lambda worlds: worlds.given(US="mercantilist").reply("US", "dual_pressure", "hedge", "hedge"),
    ),
    Prediction(
        _MODEL,
        13,
        "A liberal United States has dual pressure for a best reply to a hedging Russia and China.",
        ("C13", "C40"),
        lambda worlds: worlds.given(US="liberal").reply("US", "dual_pressure", "hedge", "hedge"),
    ),
    Prediction(
        _MODEL,
        14,
        "Russia's gain from aligning with an aligning China under dual pressure rises with the pressure.",
        ("P01", "C32"),
        _rises_with_pressure,
        fixed_by_algebra=True,
    ),
)
