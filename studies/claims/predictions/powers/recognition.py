"""What the papers predict of status recognition."""

from __future__ import annotations

from .....games.arenas.powers.recognition import RECOGNITION
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel

_MODEL = ArenaModel(RECOGNITION)

PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Denied recognition, the riser has contesting for its only best reply.",
        ("C11", "C42"),
        lambda worlds: worlds.only_reply("Riser", "contest", "deny"),
    ),
    Prediction(
        _MODEL,
        2,
        "Whatever the incumbent does, acquiescing is no best reply.",
        ("C42",),
        lambda worlds: worlds.never_reply("Riser", "acquiesce"),
    ),
    Prediction(
        _MODEL,
        3,
        "Recognised, the riser has co-managing for its only best reply.",
        ("C30", "P08"),
        lambda worlds: worlds.only_reply("Riser", "co_manage", "recognise"),
    ),
    Prediction(
        _MODEL,
        4,
        "Recognition and co-management hold each other up: an equilibrium.",
        ("C30", "C38", "P08"),
        lambda worlds: worlds.nash("recognise", "co_manage"),
    ),
    Prediction(
        _MODEL,
        5,
        "Denial and contestation hold each other up: an equilibrium.",
        ("C40", "C45"),
        lambda worlds: worlds.nash("deny", "contest"),
    ),
    Prediction(
        _MODEL,
        6,
        "Under a mercantilist incumbent recognition and co-management are an equilibrium.",
        (),
        lambda worlds: worlds.given(Incumbent="mercantilist").nash("recognise", "co_manage"),
        against=("C20", "C23"),
    ),
    Prediction(
        _MODEL,
        7,
        "A mercantilist incumbent has denial for its only best reply to everything.",
        ("C20", "C23"),
        lambda worlds: worlds.given(Incumbent="mercantilist").dominant("Incumbent", "deny"),
    ),
)
