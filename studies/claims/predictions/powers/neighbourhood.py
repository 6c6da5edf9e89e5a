"""What the papers predict of the neighbourhood."""

from __future__ import annotations

import numpy as np

from .....games.arenas.powers.neighbourhood import NEIGHBOURHOOD
from .....games.arrays import Flags
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(NEIGHBOURHOOD)
_ANSWERS = NEIGHBOURHOOD.actions[2]


def _contested(worlds: Worlds, *moves: str) -> Flags:
    """Tell where some equilibrium has a contest after one of the West's moves."""
    return np.logical_or.reduce([worlds.nash(move, "contest", answer) for move in moves for answer in _ANSWERS])


PREDICTIONS = (
    Prediction(
        _MODEL,
        "neighbourhood.1",
        "EQ",
        "Russia's challenge is a reply: it contests membership, and defers where nobody enlarges.",
        {
            "contesting is a best reply to membership": lambda w: w.reply("Russia", "contest", "enlarge", "align"),
            "deferring is one where nobody enlarges": lambda w: w.reply("Russia", "defer", "abstain", "neutral"),
        },
        core=("C41",),
    ),
    Prediction(
        _MODEL,
        "neighbourhood.2",
        "EQ",
        "Unprovoked, Russia leaves its neighbours alone.",
        {
            "deferring is its only best reply to abstention": lambda w: np.logical_and.reduce(
                [w.only_reply("Russia", "defer", "abstain", answer) for answer in _ANSWERS]
            )
        },
        core=("C30",),
    ),
    Prediction(
        _MODEL,
        "neighbourhood.3",
        "CS",
        "The struggle for supremacy breeds the conflict: without primacy and norms to win nothing is contested.",
        {
            "enlarging and contesting is part of an equilibrium": lambda w: _contested(w, "enlarge"),
            "with nothing in it for the West none has a contest": lambda w: (
                ~_contested(w.given(promotion_from_membership=0, primacy_from_membership=0), "abstain", "enlarge")
            ),
        },
        core=("C45",),
    ),
    Prediction(
        _MODEL,
        "neighbourhood.4",
        "EQ",
        "Russia meets the membership of a neighbour by contesting it.",
        {"contesting is a best reply to membership": lambda w: w.reply("Russia", "contest", "enlarge", "align")},
        core=("P13",),
    ),
)
