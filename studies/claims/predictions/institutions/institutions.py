"""What the papers predict of institutional reform."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.institutions.institutions import INSTITUTIONS
from .....solvers.best_replies import TIE
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(INSTITUTIONS)


def _sharing_draws_in(worlds: Worlds) -> NDArray[np.bool_]:
    return _gain_from_staying(worlds, "share") > _gain_from_staying(worlds, "retain") + TIE


def _gain_from_staying(worlds: Worlds, west: str) -> NDArray[np.float64]:
    within, parallel, _ = worlds.own_payoffs("Riser", (west,)).T
    return within - parallel


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Whatever the West does, leaving the shared bodies is no best reply.",
        ("C27", "C30"),
        lambda worlds: worlds.never_reply("Riser", "exit"),
    ),
    Prediction(
        _MODEL,
        2,
        "Where the West retains control, the riser has parallel bodies for its only best reply.",
        ("C16", "C43"),
        lambda worlds: worlds.only_reply("Riser", "parallel", "retain"),
    ),
    Prediction(
        _MODEL,
        3,
        "Where control is shared and nothing threatens it, the riser has reform from within for its only best reply.",
        ("C27", "C30"),
        lambda worlds: worlds.given(t=0).only_reply("Riser", "reform_within", "share"),
        fixed_by_algebra=True,
    ),
    Prediction(
        _MODEL,
        4,
        "Under the heaviest threat the riser has parallel bodies for its only best reply, though control is shared.",
        ("C43",),
        lambda worlds: worlds.given(t=1).only_reply("Riser", "parallel", "share"),
    ),
    Prediction(
        _MODEL,
        5,
        "A mercantilist riser has leaving for its only best reply where the West retains control.",
        ("C20", "C25"),
        lambda worlds: worlds.given(Riser="mercantilist").only_reply("Riser", "exit", "retain"),
    ),
    Prediction(
        _MODEL,
        6,
        "Reform from within gains on parallel bodies, in the riser's eyes, when the West shares control.",
        ("C16", "C27"),
        _sharing_draws_in,
        fixed_by_algebra=True,
    ),
)
