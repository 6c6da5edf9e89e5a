"""What the papers predict of India between the powers."""

from __future__ import annotations

from .....games.arenas.powers.india import INDIA
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel

_MODEL = ArenaModel(INDIA)

PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Pressed at the border, India has balancing for its only best reply.",
        ("P12",),
        lambda worlds: worlds.only_reply("India", "balance", "border_pressure"),
    ),
    Prediction(
        _MODEL,
        2,
        "Met with restraint, India has ties with all for its only best reply.",
        ("C17",),
        lambda worlds: worlds.only_reply("India", "multi_align", "restraint"),
        fixed_by_algebra=True,
    ),
    Prediction(
        _MODEL,
        3,
        "An India tied to all and a China that shows restraint are an equilibrium.",
        ("C17", "P12"),
        lambda worlds: worlds.nash("multi_align", "restraint"),
    ),
    Prediction(
        _MODEL,
        4,
        "An India tied to all and a China that presses at the border are an equilibrium.",
        ("C17",),
        lambda worlds: worlds.nash("multi_align", "border_pressure"),
    ),
)
