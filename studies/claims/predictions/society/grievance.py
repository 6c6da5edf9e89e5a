"""What the papers predict of the grievance of those who lose out."""

from __future__ import annotations

from .....games.arenas.society.grievance import GRIEVANCE
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel

_MODEL = ArenaModel(GRIEVANCE)

PREDICTIONS = (
    Prediction(
        _MODEL,
        "grievance.1",
        "CS",
        "Those who lose out revolt if neglected and stay if compensated.",
        {
            "neglected, they revolt": lambda w: w.reply("losers", "revolt", "neglect"),
            "compensated, they stay": lambda w: w.reply("losers", "stay", "compensate"),
        },
        core=("C21",),
    ),
    Prediction(
        _MODEL,
        "grievance.2",
        "EQ",
        "A liberal elite neglects and those who lose out revolt.",
        {"an equilibrium": lambda w: w.nash("neglect", "revolt")},
        core=("C10",),
        foreseen=lambda w: w.sequential("neglect", "revolt"),
    ),
)
