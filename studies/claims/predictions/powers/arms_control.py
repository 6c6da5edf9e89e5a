"""What the papers predict of arms control."""

from __future__ import annotations

from .....games.arenas.powers.arms_control import ARMS_CONTROL
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel

_MODEL = ArenaModel(ARMS_CONTROL)

PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Mutual compliance is an equilibrium under a liberal United States.",
        ("C05",),
        lambda worlds: worlds.given(US="liberal").nash("comply", "comply"),
    ),
    Prediction(
        _MODEL,
        2,
        "Mutual deployment is an equilibrium under a liberal United States.",
        ("C18", "C44"),
        lambda worlds: worlds.given(US="liberal").nash("deploy", "deploy"),
    ),
    Prediction(
        _MODEL,
        3,
        "Mutual compliance is an equilibrium under a mercantilist United States.",
        (),
        lambda worlds: worlds.given(US="mercantilist").nash("comply", "comply"),
        against=("C20",),
    ),
    Prediction(
        _MODEL,
        4,
        "Mutual deployment is an equilibrium under a mercantilist United States.",
        ("C18",),
        lambda worlds: worlds.given(US="mercantilist").nash("deploy", "deploy"),
    ),
    Prediction(
        _MODEL,
        5,
        "Where no third party arms beside the treaty, a liberal United States has complying for its only best reply to "
        "a Russia that complies.",
        ("C05",),
        lambda worlds: worlds.given(US="liberal", chi=0).only_reply("US", "comply", "comply"),
    ),
    Prediction(
        _MODEL,
        6,
        "Where a third party's arms weigh 0.8, a liberal United States still has complying for its only best reply to "
        "a Russia that complies.",
        (),
        lambda worlds: worlds.given(US="liberal", chi=0.8).only_reply("US", "comply", "comply"),
        against=("C18",),
    ),
)
