"""What the papers predict of the unipolar moment and of its course from 1989 to 2020.

Each year is played in the order of moves: the riser replies to what the leader does, the leader foresees it; where
they are indifferent the riser accommodates and the leader restrains itself. Then the rival's capability grows, the more
if the leader expanded, and the leader's legitimacy is worn by expansion and by conflict, or regained by restraint.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from .....games.arenas.powers.unipolar import UNIPOLAR
from .....games.arrays import Flags, Floats
from .....games.dimensions import POSITION
from .....games.orders.mixes import CHINA, RUSSIA
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Kind, Worlds

FIRST_YEAR, LAST_YEAR = 1989, 2020
NEVER = LAST_YEAR + 1
_MODEL = ArenaModel(UNIPOLAR)


@dataclass(frozen=True, eq=False)
class Course:
    """The years from 1989 to 2020 in B worlds: where the leader expands, where it is balanced, what legitimacy it has.

    All of shape (years, B).
    """

    expands: Flags
    balanced: Flags
    legitimacy: Floats

    @cached_property
    def conflicts(self) -> Floats:
        """The number of years of conflict, in which an expanding leader is balanced, shape (B,)."""
        return (self.expands & self.balanced).sum(axis=0)


def played(worlds: Worlds, capability: Any, legitimacy: Any) -> tuple[Flags, Flags]:
    """Return where the leader expands and where the riser then balances, both of shape (B,)."""
    payoffs = worlds.given(rival_capability=capability, legitimacy=legitimacy).payoffs
    leader, riser = payoffs[:, 0], payoffs[:, 1]
    balances = riser[:, :, 1] > riser[:, :, 0]
    foreseen = np.where(balances, leader[:, :, 1], leader[:, :, 0])
    expands = foreseen[:, 1] > foreseen[:, 0]
    return expands, np.where(expands, balances[:, 1], balances[:, 0])


def course(worlds: Worlds, *, eroding: bool = True) -> Course:
    """Return the course of the worlds; legitimacy stays as it was in 1989 where it is not `eroding`."""
    p = worlds.parameters
    capability, legitimacy = p["rival_capability"], p["legitimacy"]
    years = []
    for _ in range(FIRST_YEAR, LAST_YEAR + 1):
        expands, balances = played(worlds, capability, legitimacy)
        years.append((expands, balances, legitimacy))
        capability = capability + p["growth"] + p["growth_by_expansion"] * expands
        if eroding:
            worn = p["legitimacy_lost"] * expands + p["legitimacy_lost_in_conflict"] * (expands & balances)
            legitimacy = legitimacy - worn * legitimacy + p["legitimacy_regained"] * ~expands * (1 - legitimacy)
    return Course(*(np.stack(each) for each in zip(*years, strict=True)))


def first_balancing(worlds: Worlds, state: str, kind: Kind) -> Floats:
    """Return the first year in which balancing an expanding West pays a state, `NEVER` where it never does, (B,)."""
    p, weights = worlds.parameters, worlds.weights(kind)
    intrusion = p["intrusion"] * p[f"intrusion_on_{_WHERE[state]}"] * (1 - p["soothing"] * p["legitimacy"])
    resisted = weights[:, POSITION["autonomy"]] + weights[:, POSITION["status"]]
    cost = (weights[:, POSITION["gain"]] + weights[:, POSITION["relative_gain"]]) * p[f"{state}_cost_of_balancing"]
    first = np.full(len(worlds), NEVER)
    for year in reversed(range(FIRST_YEAR, NEVER)):
        capability = p[f"{state}_capability"] + p[f"{state}_growth"] * (year - FIRST_YEAR)
        undone = intrusion * p["intrusion_undone"] * capability
        pays = resisted * undone - cost - weights[:, POSITION["governance"]] * p["disorder"] * capability > 0
        first = np.where(pays, year, first)
    return first


_WHERE = {"russian": "russia", "chinese": "china"}


def _western_power(worlds: Worlds, year: int) -> Floats:
    return worlds.parameters["western_power"] - worlds.parameters["western_decline"] * (year - FIRST_YEAR)


def _in_1989(worlds: Worlds, capability: Any) -> Flags:
    return played(worlds, capability, worlds.parameters["legitimacy"])[0]


def _legitimacy_less_power(worlds: Worlds, year: int) -> Floats:
    return course(worlds).legitimacy[year - FIRST_YEAR] - _western_power(worlds, year)


PREDICTIONS = (
    Prediction(
        _MODEL,
        "unipolar.1",
        "CS",
        "Without a rival liberals expand; before an equal one they are restrained.",
        {
            "without a rival they expand": lambda w: _in_1989(w, w.parameters["rival_capability"]),
            "before an equal one they are restrained": lambda w: ~_in_1989(w, 1.0),
        },
        core=("C09",),
    ),
    Prediction(
        _MODEL,
        "unipolar.2",
        "DYN",
        "Liberals expand unopposed at first, and meet a balancing riser by 2020.",
        {
            "they expand unopposed at first": lambda w: course(w).expands[0] & ~course(w).balanced[0],
            "they meet a balancing riser by 2020": lambda w: course(w).conflicts > 0,
        },
        core=("C10",),
    ),
    Prediction(
        _MODEL,
        "unipolar.3",
        "DYN",
        "Legitimacy exceeds the share of power in 2000, and falls short of it in 2020.",
        {
            "in 2000 it exceeds the share of power": lambda w: _legitimacy_less_power(w, 2000) > 0,
            "in 2020 it falls short of it": lambda w: _legitimacy_less_power(w, LAST_YEAR) < 0,
        },
        core=("C12",),
    ),
    Prediction(
        _MODEL,
        "unipolar.4",
        "CS",
        "There are more years of conflict with legitimacy eroding than with legitimacy held.",
        {"more years of conflict": lambda w: course(w).conflicts > course(w, eroding=False).conflicts},
        core=("C12",),
    ),
    Prediction(
        _MODEL,
        "unipolar.5",
        "CS",
        "Supremacy breeds the conflict: there are years of it, and none if primacy weighed nothing with liberals.",
        {
            "there are years of conflict": lambda w: course(w).conflicts > 0,
            "there are none if primacy weighed nothing": lambda w: (
                course(w.weighing("liberal", "primacy", 0)).conflicts == 0
            ),
        },
        core=("C45",),
    ),
    Prediction(
        _MODEL,
        "unipolar.6",
        "DYN",
        "Russia balances by 2020, and before China does.",
        {
            "Russia balances by 2020": lambda w: first_balancing(w, "russian", RUSSIA) <= LAST_YEAR,
            "it does so before China": lambda w: (
                first_balancing(w, "russian", RUSSIA) < first_balancing(w, "chinese", CHINA)
            ),
        },
        core=("C41",),
    ),
)
