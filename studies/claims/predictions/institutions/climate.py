"""What the papers predict of climate policy.

One state faces another of any order: what it gains by decarbonising does not depend on the other, so the reference
type stands for all.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.institutions.climate import CLIMATE
from .....solvers.best_replies import TIE
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(CLIMATE)


def _decarbonises(order: str) -> Callable[[Worlds], NDArray[np.bool_]]:
    """Return the test that a state of the order has decarbonising for its only best reply to everything."""
    return lambda worlds: worlds.given(A=order).dominant("A", "decarbonise")


def _decarbonises_pressed(order: str) -> Callable[[Worlds], NDArray[np.bool_]]:
    """Return the same test where the pressure is the heaviest and society is open."""
    return lambda worlds: worlds.given(A=order, pi=1, o_A=1).dominant("A", "decarbonise")


def _least_pressure(worlds: Worlds, order: str) -> NDArray[np.float64]:
    """Return the pressure from which on a state of the order decarbonises; its gain from that is linear in it."""
    gains = []
    for pressure in (0, 1):
        decarbonise, free_ride = worlds.given(A=order, pi=pressure).own_payoffs("A", ("free_ride",)).T
        gains.append(decarbonise - free_ride)
    unpressed, pressed = gains
    return unpressed / (unpressed - pressed)


def _ordered(worlds: Worlds) -> NDArray[np.bool_]:
    transformative, liberal, conservative, mercantilist = (
        _least_pressure(worlds, order) for order in ("transformative", "liberal", "conservative", "mercantilist")
    )
    return (transformative <= np.minimum(liberal, conservative) + TIE) & (
        np.maximum(liberal, conservative) <= mercantilist + TIE
    )


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "A liberal state has decarbonising for its only best reply to everything.",
        ("C05",),
        _decarbonises("liberal"),
    ),
    Prediction(
        _MODEL,
        2,
        "A transformative state has decarbonising for its only best reply to everything.",
        ("C15",),
        _decarbonises("transformative"),
    ),
    Prediction(
        _MODEL,
        3,
        "A mercantilist state has decarbonising for its only best reply to everything.",
        (),
        _decarbonises("mercantilist"),
        against=("C20",),
    ),
    Prediction(
        _MODEL,
        4,
        "A conservative state has decarbonising for its only best reply to everything.",
        ("C29",),
        _decarbonises("conservative"),
    ),
    Prediction(
        _MODEL,
        5,
        "Under the heaviest pressure, in an open society, a liberal state decarbonises whatever the other does.",
        ("C05",),
        _decarbonises_pressed("liberal"),
    ),
    Prediction(
        _MODEL,
        6,
        "Under the heaviest pressure, in an open society, a transformative state decarbonises whatever the other does.",
        ("C05", "C15"),
        _decarbonises_pressed("transformative"),
    ),
    Prediction(
        _MODEL,
        7,
        "Under the heaviest pressure, in an open society, a mercantilist state decarbonises whatever the other does.",
        ("C05",),
        _decarbonises_pressed("mercantilist"),
    ),
    Prediction(
        _MODEL,
        8,
        "Under the heaviest pressure, in an open society, a conservative state decarbonises whatever the other does.",
        ("C05", "C29"),
        _decarbonises_pressed("conservative"),
    ),
    Prediction(
        _MODEL,
        9,
        "In equally open societies it takes the least pressure to move a transformative state and the most to move a "
        "mercantilist one, with the liberal and the conservative between them.",
        ("C15", "C25", "C29"),
        _ordered,
    ),
)
