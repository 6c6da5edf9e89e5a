"""What the papers predict of Europe's strategic autonomy."""

from __future__ import annotations

from .....games.arenas.powers.autonomy import AUTONOMY
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(AUTONOMY)


def _mercantilist(worlds: Worlds) -> Worlds:
    return worlds.given(US="mercantilist")


PREDICTIONS = (
    Prediction(
        _MODEL,
        "autonomy.1",
        "EQ",
        "Europe relies on a guarantee, and seeks autonomy from an ally that only transacts.",
        {
            "relying is a best reply to a guarantee": lambda w: w.reply("Europe", "rely", "guarantee"),
            "autonomy is one to an ally that transacts": lambda w: w.reply("Europe", "autonomy", "transact"),
        },
        core=("C24",),
    ),
    Prediction(
        _MODEL,
        "autonomy.2",
        "CS",
        "A liberal United States guarantees those who rely on it; for a mercantilist one transacting is dominant.",
        {
            "a liberal one guarantees": lambda w: w.reply("US", "guarantee", "rely"),
            "for a mercantilist one transacting is dominant": lambda w: _mercantilist(w).dominant("US", "transact"),
        },
        core=("C24",),
    ),
    Prediction(
        _MODEL,
        "autonomy.3",
        "DOM",
        "Transacting is dominant for a mercantilist United States.",
        {"transacting is dominant": lambda w: _mercantilist(w).dominant("US", "transact")},
        core=("C20",),
    ),
)
