"""What the papers predict of courting a veto of sanctions."""

from __future__ import annotations

from .....games.arenas.economy.renewal import RENEWAL
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel

_MODEL = ArenaModel(RENEWAL)

PREDICTIONS = (
    Prediction(
        _MODEL,
        "renewal.1",
        "CS",
        "Courtship works on mercantilists only.",
        {
            "courted, a mercantilist vetoes": lambda w: w.reply("waverer", "veto", "court"),
            "not courted, it renews": lambda w: w.reply("waverer", "renew", "abstain"),
            "a liberal renews even if courted": lambda w: w.given(waverer="liberal").reply("waverer", "renew", "court"),
        },
        core=("C22",),
    ),
)
