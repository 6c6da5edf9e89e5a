"""What Sakwa predicts of the renewal of sanctions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.economy.sanctions_renewal import SANCTIONS_RENEWAL, UNITED
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel, Worlds
from ...worlds.stationary_worlds import Stationary, Wanted, every, in_all, in_some, where_markov_perfect

_MODEL = ArenaModel(SANCTIONS_RENEWAL)

_HALF_YEARS = 0.95
"""The discount factor from one half-yearly renewal to the next."""

_WEST, _RUSSIA = SANCTIONS_RENEWAL.actions


def _holds(
    worlds: Worlds,
    quantified: Callable[..., NDArray[np.bool_]],
    wanted: Wanted,
) -> NDArray[np.bool_]:
    profiles = every(worlds)
    return quantified(where_markov_perfect(worlds, profiles, _HALF_YEARS), profiles, wanted)


def _courts(profile: Stationary) -> bool:
    return _RUSSIA[profile[UNITED][1]] == "court"


def _renews(profile: Stationary) -> bool:
    return _WEST[profile[UNITED][0]] == "renew"


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "While the West is united, Russia courts the waverers in every pure equilibrium.",
        ("C22",),
        lambda worlds: _holds(worlds, in_all, _courts),
    ),
    Prediction(
        _MODEL,
        2,
        "While the West is united, it renews its sanctions in some pure equilibrium.",
        ("C22",),
        lambda worlds: _holds(worlds, in_some, _renews),
    ),
)
"""Equilibria are pure Markov-perfect ones at a discount factor of 0.95 from one half-year to the next."""
