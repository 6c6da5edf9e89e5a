"""What the papers predict of the reform of institutions."""

from __future__ import annotations

import numpy as np

from .....games.arenas.institutions.institutions import INSTITUTIONS
from .....games.arrays import Flags
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(INSTITUTIONS)
_WEST = INSTITUTIONS.actions[0]


def _builds_in_parallel(worlds: Worlds, answer_to: str) -> Flags:
    return np.logical_or.reduce(
        [worlds.reply("riser", kind, answer_to) for kind in ("parallel_open", "parallel_closed")]
    )


PREDICTIONS = (
    Prediction(
        _MODEL,
        "institutions.1",
        "EQ",
        "The riser never leaves, and unthreatened it reforms shared bodies from within.",
        {
            "exit is never its best reply": lambda w: w.never_reply("riser", "exit"),
            "unthreatened, it reforms shared bodies from within": lambda w: w.given(threat=0).reply(
                "riser", "reform_within", "share"
            ),
        },
        core=("C30",),
    ),
    Prediction(
        _MODEL,
        "institutions.2",
        "CS",
        "A riser shut out builds in parallel; let in, it reforms from within.",
        {
            "shut out, it builds in parallel": lambda w: _builds_in_parallel(w, "retain"),
            "let in, it reforms from within": lambda w: w.reply("riser", "reform_within", "share"),
        },
        core=("C16",),
    ),
    Prediction(
        _MODEL,
        "institutions.3",
        "CS",
        "Bodies turned into weapons are built beside, even where they are shared.",
        {
            "under a threat of .8 parallel bodies are the best reply to sharing": lambda w: _builds_in_parallel(
                w.given(threat=0.8), "share"
            ),
            "unthreatened they are not": lambda w: ~_builds_in_parallel(w.given(threat=0), "share"),
        },
        core=("C43",),
    ),
    Prediction(
        _MODEL,
        "institutions.4",
        "EQ",
        "A parallel body is better built to open standards than closed.",
        {
            f"where the West {'shares' if move == 'share' else 'retains'}": lambda w, move=move: (
                w.worth("riser", move, "parallel_open") > w.worth("riser", move, "parallel_closed")
            )
            for move in _WEST
        },
        core=("C37",),
    ),
)
