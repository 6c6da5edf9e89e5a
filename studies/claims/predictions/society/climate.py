"""What the papers predict of climate policy and pressure from below.

Governments move first, then each society replies to its own; where it is indifferent it stays quiet.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.society.climate import CLIMATE
from .....games.arrays import Flags, Floats
from .....games.dimensions import POSITION
from .....games.orders.mixes import LOSERS_OF_OPENNESS
from .....games.orders.rows import ORDER_NAMES
from .....solvers.best_replies import TIE
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(CLIMATE)
_REPLIES = CLIMATE.actions[2]
_MOVES = CLIMATE.actions[0]


def _reply(worlds: Worlds, move: str) -> NDArray[np.intp]:
    """Return the reply of A's society to a move of A against a free rider, by number, shape (B,)."""
    worth = np.stack([worlds.worth("society_A", move, "free_ride", reply, "quiet") for reply in _REPLIES], axis=1)
    return (worth >= worth.max(axis=1, keepdims=True) - TIE).argmax(axis=1)


def _worth(worlds: Worlds, move: str) -> Floats:
    """Return what A gets by a move against a free rider, once its society has replied, shape (B,)."""
    worth = np.stack([worlds.worth("A", move, "free_ride", reply, "quiet") for reply in _REPLIES], axis=1)
    return np.take_along_axis(worth, _reply(worlds, move)[:, None], axis=1)[:, 0]


def _decarbonises(worlds: Worlds) -> Flags:
    decarbonise, free_ride = (_worth(worlds, move) for move in _MOVES)
    return decarbonise >= free_ride


def _would_without_society(worlds: Worlds) -> Flags:
    quiet = [worlds.worth("A", move, "free_ride", "quiet", "quiet") for move in _MOVES]
    return quiet[0] >= quiet[1]


def _presses_for(worlds: Worlds, order: str) -> Flags:
    society = worlds.given(society_A=order)
    return _reply(society, "free_ride") == _REPLIES.index("press_for")


def _pressure_needed(worlds: Worlds, order: str) -> Floats:
    """Return the least unrest at which a government of an order decarbonises, times its openness, shape (B,)."""
    weights, p = worlds.weights(order), worlds.parameters
    gain = weights[:, POSITION["gain"]] + weights[:, POSITION["relative_gain"]]
    return (p["cost"] * gain - p["benefit"] * weights[:, POSITION["commons"]]) / weights[:, POSITION["security"]]


PREDICTIONS = (
    Prediction(
        _MODEL,
        "climate.1",
        "CS",
        "Facing a free rider, a liberal government decarbonises because its society would mobilise.",
        {
            "it decarbonises before its society": _decarbonises,
            "it would not otherwise": lambda w: ~_would_without_society(w),
        },
        core=("C05", "C01"),
    ),
    Prediction(
        _MODEL,
        "climate.2",
        "EQ",
        "Of societies of one order each, only the transformative presses a government that rides free.",
        {
            f"{order}: presses" if order == "transformative" else f"{order}: does not": (
                lambda w, order=order: _presses_for(w, order) == (order == "transformative")
            )
            for order in ORDER_NAMES
        },
        core=("C15",),
    ),
    Prediction(
        _MODEL,
        "climate.3",
        "TH",
        "Conservatives decarbonise at a lower pressure from below than mercantilists.",
        {"a lower pressure": lambda w: _pressure_needed(w, "conservative") < _pressure_needed(w, "mercantilist")},
        core=("C29",),
    ),
    Prediction(
        _MODEL,
        "climate.4",
        "CS",
        "A society of those who lose out undoes what a movement would bring.",
        {
            "before a movement the liberal government decarbonises": _decarbonises,
            "before those who lose out it does not": lambda w: ~_decarbonises(w.given(society_A=LOSERS_OF_OPENNESS)),
        },
        bears_on=("C05", "C21"),
    ),
)
