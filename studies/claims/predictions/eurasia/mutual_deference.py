"""What Paikin predicts of mutual deference, year after year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.eurasia.mutual_deference import MUTUAL_DEFERENCE
from .....solvers.best_replies import TIE
from ...prediction import Prediction
from ...worlds.plausible_worlds import ArenaModel, Worlds
from ...worlds.stationary_worlds import DISCOUNT

_MODEL = ArenaModel(MUTUAL_DEFERENCE)

_Payoffs = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""Of one side in all worlds: R where both defer, T where it alone intrudes, S where the other does, P where both do."""


def _sides(worlds: Worlds) -> Iterator[_Payoffs]:
    for player, alone, other in (
        ("Russia", ("intrude", "defer"), ("defer", "intrude")),
        ("China", ("defer", "intrude"), ("intrude", "defer")),
    ):
        both = (worlds.worth(player, action, action) for action in ("defer", "intrude"))
        reward, punishment = both
        yield reward, worlds.worth(player, *alone), worlds.worth(player, *other), punishment


def _feared(worlds: Worlds) -> NDArray[np.bool_]:
    """Tell where intrusion for ever, R >= (1 - d) T + d P, holds both to deference, or it is an equilibrium anyway."""
    kept = worlds.nash("intrude", "intrude")
    for r, t, _, p in _sides(worlds):
        kept = kept & ((1 - DISCOUNT) * t + DISCOUNT * p <= r + TIE)
    return kept | worlds.nash("defer", "defer")


def _answered(worlds: Worlds) -> NDArray[np.bool_]:
    """Tell where tit for tat is a best reply to itself: R >= (1 - d) T + d P and (1 + d) R >= T + d S."""
    kept = np.ones(len(worlds), dtype=bool)
    for r, t, s, p in _sides(worlds):
        for_ever = (1 - DISCOUNT) * t + DISCOUNT * p <= r + TIE
        kept &= for_ever & (t + DISCOUNT * s <= (1 + DISCOUNT) * r + TIE)
    return kept


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Played year after year with a discount factor of 0.9, mutual deference lasts: of itself, or under the threat "
        "of mutual intrusion for ever.",
        ("P11",),
        _feared,
    ),
    Prediction(
        _MODEL,
        2,
        "With a discount factor of 0.9, answering in kind (tit for tat) is a best reply to itself, so that nobody is "
        "the first to intrude.",
        ("P11",),
        _answered,
    ),
)
