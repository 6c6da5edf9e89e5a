"""What the papers predict of arms control and the movement; the society replies to the United States."""

from __future__ import annotations

import numpy as np

from .....games.arenas.society.arms import ARMS
from .....games.arrays import Flags, Floats
from .....solvers.best_replies import TIE
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(ARMS)
_RUSSIA = ARMS.actions[1]


def _answered(worlds: Worlds, answer: str, move: str) -> Flags:
    """Tell where an answer of society is a best reply to a move of the United States, whatever Russia does."""
    return np.logical_and.reduce([worlds.reply("society", answer, move, russia) for russia in _RUSSIA])


def _worth(worlds: Worlds, move: str) -> Floats:
    """Return what the United States gets by a move against compliance, once society has replied, shape (B,)."""
    march, quiet = ((move, "comply", answer) for answer in ("march", "quiet"))
    marches = worlds.worth("society", *march) > worlds.worth("society", *quiet)
    return np.where(marches, worlds.worth("US", *march), worlds.worth("US", *quiet))


def _complies_without_society(worlds: Worlds) -> Flags:
    return worlds.worth("US", "comply", "comply", "quiet") >= worlds.worth("US", "deploy", "comply", "quiet")


PREDICTIONS = (
    Prediction(
        _MODEL,
        "arms.1",
        "EQ",
        "The movement marches if the United States deploys, and stays quiet if it complies.",
        {
            "it marches against deployment": lambda w: _answered(w, "march", "deploy"),
            "it stays quiet where the United States complies": lambda w: _answered(w, "quiet", "comply"),
        },
        core=("C18",),
    ),
    Prediction(
        _MODEL,
        "arms.2",
        "CS",
        "The movement keeps the United States in the treaty.",
        {
            "complying answers compliance": lambda w: _worth(w, "comply") >= _worth(w, "deploy") - TIE,
            "it would not without a society": lambda w: ~_complies_without_society(w),
        },
        bears_on=("C05",),
    ),
)
