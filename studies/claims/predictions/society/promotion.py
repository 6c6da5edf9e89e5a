"""What the papers predict of the promotion of norms; society replies to what the state does."""

from __future__ import annotations

import numpy as np

from .....games.arenas.society.promotion import PROMOTION
from .....games.arrays import Floats
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(PROMOTION)


def _gain_of_restricting(worlds: Worlds, move: str) -> Floats:
    """Return what restricting gains the state after a move of the West, once society has replied, shape (B,)."""
    restrict, tolerate = (_worth(worlds, move, answer) for answer in ("restrict", "tolerate"))
    return restrict - tolerate


def _worth(worlds: Worlds, move: str, answer: str) -> Floats:
    protest, quiet = ((move, answer, reply) for reply in ("protest", "quiet"))
    protests = worlds.worth("society", *protest) > worlds.worth("society", *quiet)
    return np.where(protests, worlds.worth("state", *protest), worlds.worth("state", *quiet))


PREDICTIONS = (
    Prediction(
        _MODEL,
        "promotion.1",
        "CS",
        "A conservative state restricts its society if others promote their norms in it, and tolerates it if not.",
        {
            "it restricts where norms are promoted": lambda w: _gain_of_restricting(w, "promote") >= 0,
            "it tolerates where they are not": lambda w: _gain_of_restricting(w, "refrain") <= 0,
        },
        core=("C28",),
    ),
    Prediction(
        _MODEL,
        "promotion.2",
        "CS",
        "Popular moods matter to it: it would not restrict if protest could not harm it.",
        {
            "it restricts where norms are promoted": lambda w: _gain_of_restricting(w, "promote") >= 0,
            "it would not if protest could not harm it": lambda w: (
                _gain_of_restricting(w.given(harm_of_protest=0), "promote") < 0
            ),
        },
        core=("C28",),
    ),
    Prediction(
        _MODEL,
        "promotion.3",
        "DOM",
        "Liberals promote whatever the state does.",
        {"promoting is dominant": lambda w: w.dominant("West", "promote")},
        core=("C08",),
    ),
    Prediction(
        _MODEL,
        "promotion.4",
        "DOM",
        "Mercantilists do not promote whatever the state does.",
        {"refraining is dominant": lambda w: w.given(West="mercantilist").dominant("West", "refrain")},
        core=("C20",),
    ),
)
