"""What the papers predict of trade between each pair of orders."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.economy.trade_war import TRADE_WAR
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(TRADE_WAR)


def _both_open(a: str, b: str) -> Callable[[Worlds], NDArray[np.bool_]]:
    """Return the test that open trade is an equilibrium between two orders."""
    return lambda worlds: worlds.given(A=a, B=b).nash("open", "open")


def _both_tariff(a: str, b: str) -> Callable[[Worlds], NDArray[np.bool_]]:
    """Return the test that mutual tariffs are an equilibrium between two orders."""
    return lambda worlds: worlds.given(A=a, B=b).nash("tariff", "tariff")


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Open trade is an equilibrium between two liberals.",
        ("C08",),
        _both_open("liberal", "liberal"),
    ),
    Prediction(
        _MODEL,
        2,
        "Open trade is an equilibrium between a liberal and a conservative.",
        ("C25", "C39"),
        _both_open("liberal", "conservative"),
    ),
    Prediction(
        _MODEL,
        3,
        "Open trade is an equilibrium between a liberal and a mercantilist.",
        (),
        _both_open("liberal", "mercantilist"),
        against=("C19",),
        fixed_by_algebra=True,
    ),
    Prediction(
        _MODEL,
        4,
        "Open trade is an equilibrium between a mercantilist and a conservative.",
        (),
        _both_open("mercantilist", "conservative"),
        against=("C19",),
        fixed_by_algebra=True,
    ),
    Prediction(
        _MODEL,
        5,
        "Open trade is an equilibrium between two conservatives.",
        ("C25",),
        _both_open("conservative", "conservative"),
    ),
    Prediction(
        _MODEL,
        6,
        "Open trade is an equilibrium between two mercantilists.",
        (),
        _both_open("mercantilist", "mercantilist"),
        against=("C19",),
        fixed_by_algebra=True,
    ),
    Prediction(
        _MODEL,
        7,
        "Mutual tariffs are an equilibrium between two liberals.",
        (),
        _both_tariff("liberal", "liberal"),
        against=("C08",),
    ),
    Prediction(
        _MODEL,
        8,
        "Mutual tariffs are an equilibrium between a liberal and a conservative.",
        (),
        _both_tariff("liberal", "conservative"),
        against=("C39",),
    ),
    Prediction(
        _MODEL,
        9,
        "Mutual tariffs are an equilibrium between a mercantilist and a conservative.",
        ("C19",),
        _both_tariff("mercantilist", "conservative"),
    ),
    Prediction(
        _MODEL,
        10,
        "Mutual tariffs are an equilibrium between two mercantilists.",
        ("C19",),
        _both_tariff("mercantilist", "mercantilist"),
        fixed_by_algebra=True,
    ),
    Prediction(
        _MODEL,
        11,
        "Between two mercantilists a tariff is the only best reply to everything.",
        ("C19",),
        lambda worlds: worlds.given(A="mercantilist", B="mercantilist").dominant("A", "tariff"),
        fixed_by_algebra=True,
    ),
)
