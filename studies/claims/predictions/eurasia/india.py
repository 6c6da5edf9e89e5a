"""What the papers predict of India between the powers."""

from __future__ import annotations

from .....games.arenas.eurasia.india import INDIA_BETWEEN
from .....games.arrays import Floats
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(INDIA_BETWEEN)


def _need_of_russia(worlds: Worlds, india: str, china: str) -> Floats:
    """Return what Russian cooperation is worth to China, shape (B,)."""
    return worlds.worth("China", india, china, "cooperate") - worlds.worth("China", india, china, "aloof")


PREDICTIONS = (
    Prediction(
        _MODEL,
        "india.1",
        "EQ",
        "The balancing act keeps itself: many ties, restraint and cooperation are an equilibrium.",
        {"an equilibrium": lambda w: w.nash("many_ties", "restrain", "cooperate")},
        core=("P12",),
        foreseen=lambda w: w.sequential("many_ties", "restrain", "cooperate"),
    ),
    Prediction(
        _MODEL,
        "india.2",
        "EQ",
        "Either way the tie is fed: cooperating with China is Russia's best reply.",
        {
            "to many ties and restraint": lambda w: w.reply("Russia", "cooperate", "many_ties", "restrain"),
            "to siding and pressing": lambda w: w.reply("Russia", "cooperate", "side_us", "press"),
        },
        core=("P12",),
    ),
    Prediction(
        _MODEL,
        "india.3",
        "CS",
        "China needs Russia more under clash and encirclement than under restraint and many ties.",
        {
            "a greater need": lambda w: (
                _need_of_russia(w, "side_us", "press") > _need_of_russia(w, "many_ties", "restrain")
            )
        },
        core=("P12",),
        proof="the difference is w_sec rr (tf P + en (1 - m)), above 0 wherever security weighs more than nothing",
    ),
    Prediction(
        _MODEL,
        "india.4",
        "DOM",
        "Many ties are dominant for India.",
        {"many ties are dominant": lambda w: w.dominant("India", "many_ties")},
        core=("C17",),
    ),
)
