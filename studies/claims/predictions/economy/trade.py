"""What the papers predict of openness and tariffs."""

from __future__ import annotations

from .....games.arenas.economy.trade import TRADE
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel

_MODEL = ArenaModel(TRADE)

PREDICTIONS = (
    Prediction(
        _MODEL,
        "trade.1",
        "DOM",
        "Tariffs are dominant between mercantilists.",
        {
            "for the one": lambda w: w.dominant("A", "tariff"),
            "for the other": lambda w: w.dominant("B", "tariff"),
        },
        core=("C19",),
    ),
    Prediction(
        _MODEL,
        "trade.2",
        "EQ",
        "Openness is an equilibrium between liberals.",
        {"an equilibrium": lambda w: w.given(A="liberal", B="liberal").nash("open", "open")},
        core=("C08",),
        foreseen=lambda w: w.given(A="liberal", B="liberal").sequential("open", "open"),
    ),
    Prediction(
        _MODEL,
        "trade.3",
        "CS",
        "A liberal answers a conservative's openness with openness, a mercantilist with tariffs.",
        {
            "a liberal with openness": lambda w: w.given(A="liberal", B="conservative").reply("A", "open", "open"),
            "a mercantilist with tariffs": lambda w: w.given(A="mercantilist", B="conservative").reply(
                "A", "tariff", "open"
            ),
        },
        core=("C19",),
    ),
)
