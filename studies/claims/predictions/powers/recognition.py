"""What the papers predict of the recognition of a rising power."""

from __future__ import annotations

from .....games.arenas.powers.recognition import RECOGNITION
from .....games.orders.mixes import CHINA, RUSSIA
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(RECOGNITION)


def _china_and_russia(worlds: Worlds) -> Worlds:
    return worlds.given(incumbent=CHINA, riser=RUSSIA)


PREDICTIONS = (
    Prediction(
        _MODEL,
        "recognition.1",
        "CS",
        "Contest answers denial, not recognition.",
        {
            "contesting is the riser's only best reply to denial": lambda w: w.only_reply("riser", "contest", "deny"),
            "it is none to recognition": lambda w: ~w.reply("riser", "contest", "recognise"),
        },
        core=("C11",),
    ),
    Prediction(
        _MODEL,
        "recognition.2",
        "DOM",
        "Acquiescing is never a best reply of the riser.",
        {
            "not to recognition": lambda w: ~w.reply("riser", "acquiesce", "recognise"),
            "not to denial": lambda w: ~w.reply("riser", "acquiesce", "deny"),
        },
        core=("C42",),
    ),
    Prediction(
        _MODEL,
        "recognition.3",
        "EQ",
        "A recognised riser co-manages.",
        {
            "co-managing is its only best reply to recognition": lambda w: w.only_reply(
                "riser", "co_manage", "recognise"
            )
        },
        core=("C30",),
    ),
    Prediction(
        _MODEL,
        "recognition.4",
        "CS",
        "A liberal incumbent denies because it is contested.",
        {
            "denial is its only best reply to contest": lambda w: w.only_reply("incumbent", "deny", "contest"),
            "it is none to co-management": lambda w: ~w.reply("incumbent", "deny", "co_manage"),
        },
        core=("C40",),
    ),
    Prediction(
        _MODEL,
        "recognition.5",
        "EQ",
        "Between China and Russia rank decides: recognised, Russia co-manages; denied, it does not.",
        {
            "recognition and co-management are an equilibrium": lambda w: _china_and_russia(w).nash(
                "recognise", "co_manage"
            ),
            "denied, Russia does not co-manage": lambda w: ~_china_and_russia(w).reply("riser", "co_manage", "deny"),
        },
        core=("P08",),
    ),
)
