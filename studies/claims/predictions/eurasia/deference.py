"""What the papers predict of mutual deference."""

from __future__ import annotations

from .....games.arenas.eurasia.deference import DEFERENCE
from .....games.arrays import Flags
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(DEFERENCE)


def _kept(worlds: Worlds, player: str) -> Flags:
    """Tell where the threat of mutual intrusion keeps a player from intruding, at the patience drawn."""
    alone = ("intrude", "defer") if player == "Russia" else ("defer", "intrude")
    reward, punishment = worlds.worth(player, "defer", "defer"), worlds.worth(player, "intrude", "intrude")
    temptation = worlds.worth(player, *alone)
    patience = worlds.parameters["patience"]
    return (reward > punishment) & (temptation - reward <= patience * (temptation - punishment))


PREDICTIONS = (
    Prediction(
        _MODEL,
        "deference.1",
        "TH",
        "Mutual deference is kept by the threat of mutual intrusion.",
        {
            "Russia is kept from intruding": lambda w: _kept(w, "Russia"),
            "China is kept from intruding": lambda w: _kept(w, "China"),
        },
        core=("P11",),
    ),
)
