"""What Sakwa predicts of arms and the movements against them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.powers.arms_spiral import ARMS_SPIRAL
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel, Worlds
from ...worlds.stationary_worlds import Stationary, Wanted, in_all, in_some, monotone, where_markov_perfect

_MODEL = ArenaModel(ARMS_SPIRAL)

_COMPLY, _DEPLOY = (0, 0), (1, 1)


def _holds(worlds: Worlds, quantified: Callable[..., NDArray[np.bool_]], wanted: Wanted) -> NDArray[np.bool_]:
    profiles = monotone(worlds, "deploy", "comply")
    return quantified(where_markov_perfect(worlds, profiles), profiles, wanted)


def _deployed_at_first(profile: Stationary) -> bool:
    return profile[0] == _DEPLOY


def _checked_at_last(profile: Stationary) -> bool:
    return profile[-1] == _COMPLY


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "While there is no movement, some equilibrium has both deploy under a liberal United States.",
        ("C18",),
        lambda worlds: _holds(worlds.given(US="liberal"), in_some, _deployed_at_first),
    ),
    Prediction(
        _MODEL,
        2,
        "A mass movement has both comply in every equilibrium under a liberal United States.",
        ("C18",),
        lambda worlds: _holds(worlds.given(US="liberal"), in_all, _checked_at_last),
    ),
    Prediction(
        _MODEL,
        3,
        "A mass movement has both comply in every equilibrium under a mercantilist United States.",
        ("C18",),
        lambda worlds: _holds(worlds.given(US="mercantilist"), in_all, _checked_at_last),
    ),
)
"""Equilibria are pure Markov-perfect ones at a discount factor of 0.9 in which each side complies from some strength of
the movements on, if at all."""
