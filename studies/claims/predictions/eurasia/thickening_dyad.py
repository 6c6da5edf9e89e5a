"""What Paikin predicts of a tie that thickens with use: what pressure brings about, and whether it outlives it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.eurasia.thickening_dyad import THICKENING_DYAD
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel, Worlds
from ...worlds.stationary_worlds import Stationary, in_all, in_some, monotone, where_markov_perfect

_MODEL = ArenaModel(THICKENING_DYAD)

_COOPERATE = (0, 0)


def _everywhere(profile: Stationary) -> bool:
    return all(played == _COOPERATE for played in profile)


def _rises(worlds: Worlds, pressure: float) -> NDArray[np.bool_]:
    """Tell where some equilibrium cooperates on every rung."""
    profiles = monotone(worlds, "compete", "cooperate")
    return in_some(where_markov_perfect(worlds.given(pressure=pressure), profiles), profiles, _everywhere)


def _stays(worlds: Worlds) -> NDArray[np.bool_]:
    """Tell where without pressure some equilibrium cooperates on the highest rung."""
    profiles = monotone(worlds, "compete", "cooperate")
    found = where_markov_perfect(worlds.given(pressure=0), profiles)
    return in_some(found, profiles, lambda profile: profile[-1] == _COOPERATE)


def _starts_not(worlds: Worlds) -> NDArray[np.bool_]:
    """Tell where without pressure all equilibria compete on the lowest rung."""
    profiles = monotone(worlds, "compete", "cooperate")
    found = where_markov_perfect(worlds.given(pressure=0), profiles)
    return in_all(found, profiles, lambda profile: profile[0] != _COOPERATE)


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Under a pressure of 0.6 there is an equilibrium that cooperates on every rung.",
        ("P01",),
        lambda worlds: _rises(worlds, 0.6),
    ),
    Prediction(
        _MODEL,
        2,
        "Without pressure no equilibrium cooperates on the lowest rung.",
        ("P01",),
        _starts_not,
    ),
    Prediction(
        _MODEL,
        3,
        "Without pressure there is an equilibrium that goes on cooperating on the highest rung.",
        ("P14",),
        _stays,
    ),
    Prediction(
        _MODEL,
        4,
        "Hysteresis: cooperation that would not begin without pressure can begin under full pressure, and can go on "
        "when the pressure is gone.",
        ("P14",),
        lambda worlds: _starts_not(worlds) & _stays(worlds) & _rises(worlds, 1.0),
    ),
)
"""Equilibria are pure Markov-perfect ones at a discount factor of 0.9 in which each side cooperates from some rung on,
if at all."""
