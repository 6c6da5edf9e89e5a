"""What the papers predict of who decides at home: liberals, mercantilists and the security state.

They judge the consequences of the triangle for the United States by their own rows of the value matrix. Two of the
three form a coalition, whose row is the mean of theirs by their weights; it picks the posture that is best by that row,
with the pair replying by entente where that is its equilibrium and by hedging else. A coalition is stable if no other
two would both rather have theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.powers.triangle import TRIANGLE
from .....games.arrays import Flags, Floats
from .....games.parameters import Parameter, share
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds
from ...worlds.draws import Numbers

FACTIONS = ("liberal", "mercantilist", "security_state")
_POSTURES = TRIANGLE.actions[0]
_ENTENTE, _HEDGING = ("entente", "entente"), ("hedge", "hedge")


@dataclass(frozen=True, eq=False)
class Domestic:
    """B worlds: those of the triangle, and the weight of each faction, shape (B,)."""

    triangle: Worlds
    votes: Mapping[str, Floats]

    def worth(self, faction: str, *profile: str) -> Floats:
        """Return what the United States gets at a profile of the triangle by the row of a faction, shape (B,)."""
        return self._judged[faction].worth("US", *profile)

    def choice(self, *factions: str) -> tuple[NDArray[np.intp], Floats]:
        """Return the posture that a coalition picks, by number (B,), and what each posture is worth to it (B, 4)."""
        weight = sum(self.votes[each] for each in factions)
        worth = sum((self.votes[each] / weight)[:, None] * self.outcomes[each] for each in factions)
        return np.asarray(worth).argmax(axis=1), np.asarray(worth)

    @cached_property
    def outcomes(self) -> Mapping[str, Floats]:
        """What each posture is worth to each faction after the pair has replied, shape (B, 4)."""
        return {faction: np.stack([self._outcome(faction, each) for each in _POSTURES], axis=1) for faction in FACTIONS}

    def _outcome(self, faction: str, posture: str) -> Floats:
        ententes = self.triangle.among(("Russia", "China"), posture, *_ENTENTE)
        return np.where(ententes, self.worth(faction, posture, *_ENTENTE), self.worth(faction, posture, *_HEDGING))

    @cached_property
    def _judged(self) -> Mapping[str, Worlds]:
        return {faction: self.triangle.given(US=faction) for faction in FACTIONS}

    def stable(self, own: tuple[str, str]) -> Flags:
        """Tell where no two factions would both rather have the coalition of theirs, shape (B,)."""
        pairs = [tuple(each for each in FACTIONS if each != left) for left in FACTIONS]
        picked = {pair: self.choice(*pair)[0] for pair in pairs}
        worth = {
            faction: {pair: _taken(self.outcomes[faction], picked[pair]) for pair in pairs} for faction in FACTIONS
        }
        blocked = [
            np.logical_and.reduce([worth[each][pair] > worth[each][own] for each in pair])
            for pair in pairs
            if pair != own
        ]
        return ~np.logical_or.reduce(blocked)

    def picks(self, factions: tuple[str, ...], *postures: str) -> Flags:
        """Tell where a coalition picks one of these postures, shape (B,)."""
        return np.isin(self.choice(*factions)[0], [_POSTURES.index(name) for name in postures])


def _taken(table: Floats, places: NDArray[np.intp]) -> Floats:
    return np.take_along_axis(table, places[:, None], axis=1)[:, 0]


@dataclass(frozen=True)
class DomesticModel:
    """The triangle with the factions of the United States."""

    name: str = "domestic"
    parameters: tuple[Parameter, ...] = (
        share("liberal_weight", "vL", 0.35, 0.15, "weight of liberals at home"),
        share("mercantilist_weight", "vM", 0.35, 0.15, "weight of mercantilists at home"),
        share("security_state_weight", "vS", 0.3, 0.15, "weight of the security state at home"),
    )

    def worlds(self, numbers: Numbers) -> Domestic:
        """Return the worlds."""
        votes = numbers.values(self.name, self.parameters).values()
        return Domestic(ArenaModel(TRIANGLE).worlds(numbers), dict(zip(FACTIONS, votes, strict=True)))


_MODEL = DomesticModel()
_NATIONALISTS = ("mercantilist", "security_state")


def _prefers(w: Domestic, faction: str, posture: str, other: str, replies: tuple[str, str]) -> Flags:
    return w.worth(faction, posture, *replies) > w.worth(faction, other, *replies)


def _both_press(w: Domestic, replies: tuple[str, str]) -> Flags:
    return np.logical_and.reduce(
        [_prefers(w, faction, "dual_pressure", "engage_both", replies) for faction in _NATIONALISTS]
    )


PREDICTIONS = (
    Prediction(
        _MODEL,
        "domestic.1",
        "EQ",
        "Mercantilists would rather engage Russia, liberals and the security state press both: the majority presses.",
        {
            "mercantilists would rather engage Russia": lambda w: _prefers(
                w, "mercantilist", "wedge_russia", "dual_pressure", _ENTENTE
            ),
            "liberals would rather press both": lambda w: _prefers(
                w, "liberal", "dual_pressure", "wedge_russia", _ENTENTE
            ),
            "the security state would rather press both": lambda w: _prefers(
                w, "security_state", "dual_pressure", "wedge_russia", _ENTENTE
            ),
        },
        core=("C23",),
    ),
    Prediction(
        _MODEL,
        "domestic.2",
        "CS",
        "Security state and mercantilists both prefer dual pressure once there is an entente, and not both before.",
        {
            "both prefer it once there is an entente": lambda w: _both_press(w, _ENTENTE),
            "not both do before": lambda w: ~_both_press(w, _HEDGING),
        },
        bears_on=("C40",),
    ),
    Prediction(
        _MODEL,
        "domestic.3",
        "COA",
        "The coalition of mercantilists and security state is stable and presses both.",
        {
            "the coalition is stable": lambda w: w.stable(_NATIONALISTS),
            "it presses both": lambda w: w.picks(_NATIONALISTS, "dual_pressure"),
        },
        core=("C40",),
    ),
    Prediction(
        _MODEL,
        "domestic.4",
        "COA",
        "Mercantilists alone would engage Russia; in coalition with the security state they press it.",
        {
            "alone they would engage Russia": lambda w: w.picks(("mercantilist",), "engage_both", "wedge_russia"),
            "with the security state they press it": lambda w: w.picks(_NATIONALISTS, "wedge_china", "dual_pressure"),
        },
        bears_on=("C23",),
    ),
)
