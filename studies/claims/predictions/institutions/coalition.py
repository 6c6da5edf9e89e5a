"""What the papers predict of a coalition for multilateral bodies.

Predictions 5 to 8 have L lead: it commits, and the others play what is best for it among the pure equilibria of the
game that is left. Beside each stands how it fares where they play what is worst for it.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.institutions.coalition import CAPABILITY, COALITION
from .....games.formulas.indicator import reaches
from .....solvers.concepts.commitment.reactions import Reaction
from ...prediction import Prediction
from ...worlds.commitment import committed, sure
from ...worlds.plausible_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(COALITION)
_CONSERVATIVES_JOIN = ({"L": "support_shared", "K": "support"}, {"L": "support_owned", "K": "support"})


def _both_support(worlds: Worlds) -> NDArray[np.bool_]:
    shared, owned = (worlds.playing(**actions) for actions in _CONSERVATIVES_JOIN)
    return _some_equilibrium(worlds, shared | owned)


def _some_equilibrium(worlds: Worlds, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.asarray((worlds.equilibria & wanted).any(axis=(1, 2, 3, 4)))


def _led_to(reaction: Reaction, actions: dict[str, str], **given: Any) -> Callable[[Worlds], NDArray[np.bool_]]:
    """Return the test that L's lead is sure to end where the named players play the named actions."""

    def test(worlds: Worlds) -> NDArray[np.bool_]:
        chosen = worlds.given(**given)
        return sure(committed(chosen, "L", reaction), chosen.playing(**actions))

    return test


def _led_to_nothing(reaction: Reaction) -> Callable[[Worlds], NDArray[np.bool_]]:
    """Return the test that L's lead is sure to end with bodies that do not stand."""
    return lambda worlds: sure(committed(worlds, "L", reaction), ~_bodies_stand(worlds))


def _bodies_stand(worlds: Worlds) -> NDArray[np.bool_]:
    """Tell at which profiles those who support the bodies have the capability it takes, shape (B, 3, 2, 2, 2)."""
    stand = np.empty((len(worlds), *COALITION.shape), dtype=bool)
    for numbers, names in COALITION.pure_profiles():
        given = (
            CAPABILITY[player] for player, name in zip(COALITION.players, names, strict=True) if name != "withhold"
        )
        stand[(slice(None), *numbers)] = reaches(sum(given, Fraction(0)), worlds.parameters["quorum"])
    return stand


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "L, T and K upholding shared bodies while M withholds is an equilibrium.",
        ("C38", "C39"),
        lambda worlds: worlds.nash("support_shared", "support", "withhold", "support"),
        fixed_by_algebra=True,
    ),
    Prediction(
        _MODEL,
        2,
        "There is no pure equilibrium in which M supports the bodies.",
        ("C20",),
        lambda worlds: ~_some_equilibrium(worlds, worlds.playing(M="support")),
    ),
    Prediction(
        _MODEL,
        3,
        "In some pure equilibrium both L and K support the bodies, shared or owned.",
        ("C39",),
        _both_support,
    ),
    Prediction(
        _MODEL,
        4,
        "Where L's claim to own the bodies is 0.8, K has withholding for its only best reply to owned bodies that T "
        "supports and M does not.",
        ("C14",),
        lambda worlds: worlds.given(h=0.8).only_reply("K", "withhold", "support_owned", "support", "withhold"),
        fixed_by_algebra=True,
    ),
    Prediction(
        _MODEL,
        5,
        "When L leads, it shares the bodies, K supports them and M withholds.",
        ("C38", "C39"),
        _led_to("best", {"L": "support_shared", "M": "withhold", "K": "support"}),
        worst=_led_to("worst", {"L": "support_shared", "M": "withhold", "K": "support"}),
    ),
    Prediction(
        _MODEL,
        6,
        "When L leads and its claim to own the bodies would be 0.8, it shares them and K supports them.",
        ("C14", "C39"),
        _led_to("best", _CONSERVATIVES_JOIN[0], h=0.8),
        worst=_led_to("worst", _CONSERVATIVES_JOIN[0], h=0.8),
    ),
    Prediction(
        _MODEL,
        7,
        "When L leads and its claim to own the bodies is 0.05, it owns them and K supports them.",
        ("C13", "C14", "C39"),
        _led_to("best", _CONSERVATIVES_JOIN[1], h=0.05),
        worst=_led_to("worst", _CONSERVATIVES_JOIN[1], h=0.05),
    ),
    Prediction(
        _MODEL,
        8,
        "When L leads, the bodies do not stand: those who support them have less than the quorum.",
        (),
        _led_to_nothing("best"),
        against=("C38", "C39"),
        worst=_led_to_nothing("worst"),
    ),
    Prediction(
        _MODEL,
        9,
        "Where all others support the bodies, owning them is L's only best reply.",
        ("C13",),
        lambda worlds: worlds.only_reply("L", "support_owned", "support", "support", "support"),
    ),
)
