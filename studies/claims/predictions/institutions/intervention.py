"""What the papers predict of humanitarian intervention."""

from __future__ import annotations

from .....games.arenas.institutions.intervention import INTERVENTION
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel

_MODEL = ArenaModel(INTERVENTION)

PREDICTIONS = (
    Prediction(
        _MODEL,
        "intervention.1",
        "TH",
        "Trust decides: conservatives consent to a mandate that they trust and veto one that they do not.",
        {
            "they consent at trust .8": lambda w: w.given(mandate_trust=0.8).reply("K", "consent", "mandate"),
            "they veto at trust .2": lambda w: w.given(mandate_trust=0.2).reply("K", "veto", "mandate"),
        },
        core=("C35",),
    ),
)
