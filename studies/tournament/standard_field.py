"""The field of a tournament where none is given: well-known strategies for two players with two actions each.

Action 0 is cooperation and action 1 is defection. The dilemma alone gives the two zero-determinant strategies a meaning
and numbers of their own; they enter where the stage game is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from ...games.normal_form import NormalFormGame
from ...games.repeated.automata import Automaton
from ...games.repeated.strategies import automaton

STANDARD_FIELD: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "cooperator": ("always", {}),
    "defector": ("always", {"action": 1}),
    "alternator": ("memory_one", {"cooperation": (0, 0, 1, 1)}),
    "random": ("memory_one", {"cooperation": ("1/2", "1/2", "1/2", "1/2"), "first": "1/2"}),
    "tit for tat": ("tit_for_tat", {}),
    "suspicious tit for tat": ("suspicious_tit_for_tat", {}),
    "generous tit for tat": ("generous_tit_for_tat", {"generosity": "1/3"}),
    "tit for two tats": ("tit_for_two_tats", {}),
    "bully": ("memory_one", {"cooperation": (0, 1, 0, 1), "first": 0}),
    "joss": ("memory_one", {"cooperation": ("9/10", 0, "9/10", 0)}),
    "firm but fair": ("memory_one", {"cooperation": (1, 0, 1, "2/3")}),
    "win-stay lose-shift": ("win_stay_lose_shift", {}),
    "two periods of punishment": ("limited_punishment", {"length": 2}),
    "grim trigger": ("grim_trigger", {}),
}
"""Names with the strategy and its options: Axelrod 1984, Nowak and Sigmund 1992 and 1993, Frean 1994."""


def standard_field(stage: NormalFormGame) -> dict[str, Automaton]:
    """Return the standard field for a stage game of two players with two actions each, as first players.

    In a symmetric prisoner's dilemma two zero-determinant strategies enter as well: extortion by a factor of 3
    (Press and Dyson 2012) and its generous counterpart with a factor of 2 (Stewart and Plotkin 2013).

    Raises
    ------
    ValueError
        If the stage game is of another shape.
    """
    field = {
        name: automaton(strategy, shape=stage.shape, **options) for name, (strategy, options) in STANDARD_FIELD.items()
    }
    reward, sucker, temptation, punishment = own = stage.exact[0].ravel().tolist()
    if temptation > reward > punishment > sucker and np.array_equal(stage.exact[1], stage.exact[0].T):
        field["extortion"] = automaton("zero_determinant", payoffs=own, slope=Fraction(1, 3))
        field["generous zero-determinant"] = automaton(
            "zero_determinant", payoffs=own, slope=Fraction(1, 2), baseline=reward
        )
    return field
