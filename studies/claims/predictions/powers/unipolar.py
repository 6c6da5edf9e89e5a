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
from .....games.parameters import Parameter
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds
from ...worlds.draws import Numbers
from ...worlds.setting import Kind

FIRST_YEAR, LAST_YEAR = 1989, 2020
NEVER = LAST_YEAR + 1


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


_WHERE = {"russian": "russia", "chinese": "china"}


@dataclass(frozen=True, eq=False)
class Unipolar:
    """B worlds: the stage game of every year, and the courses that come of it."""

    stage: Worlds

    @cached_property
    def course(self) -> Course:
        """The course of the worlds."""
        return course(self.stage)

    @cached_property
    def without_erosion(self) -> Course:
        """The course if legitimacy stayed as it was in 1989."""
        return course(self.stage, eroding=False)

    @cached_property
    def without_primacy(self) -> Course:
        """The course if primacy weighed nothing with liberals."""
        return course(self.stage.weighing("liberal", "primacy", 0))

    def expands_in_1989(self, capability: Any) -> Flags:
        """Tell where the leader expands before a rival of this capability, shape (B,)."""
        return played(self.stage, capability, self.stage.parameters["legitimacy"])[0]

    def legitimacy_less_power(self, year: int) -> Floats:
        """Return by how much legitimacy exceeds the West's share of power, shape (B,)."""
        p, since = self.stage.parameters, year - FIRST_YEAR
        return self.course.legitimacy[since] - (p["western_power"] - p["western_decline"] * since)

    def first_balancing(self, state: str, kind: Kind) -> Floats:
        """Return the first year in which balancing an expanding West pays a state, `NEVER` where none is, (B,)."""
        p, weights = self.stage.parameters, self.stage.weights(kind)
        intrusion = p["intrusion"] * p[f"intrusion_on_{_WHERE[state]}"] * (1 - p["soothing"] * p["legitimacy"])
        resisted = weights[:, POSITION["autonomy"]] + weights[:, POSITION["status"]]
        cost = (weights[:, POSITION["gain"]] + weights[:, POSITION["relative_gain"]]) * p[f"{state}_cost_of_balancing"]
        first = np.full(len(self.stage), NEVER)
        for year in reversed(range(FIRST_YEAR, NEVER)):
            capability = p[f"{state}_capability"] + p[f"{state}_growth"] * (year - FIRST_YEAR)
            undone = intrusion * p["intrusion_undone"] * capability
            pays = resisted * undone - cost - weights[:, POSITION["governance"]] * p["disorder"] * capability > 0
            first = np.where(pays, year, first)
        return first


@dataclass(frozen=True)
class UnipolarModel:
    """The unipolar moment and its course."""

    name: str = UNIPOLAR.name
    parameters: tuple[Parameter, ...] = UNIPOLAR.parameters

    def worlds(self, numbers: Numbers) -> Unipolar:
        """Return the worlds."""
        return Unipolar(ArenaModel(UNIPOLAR).worlds(numbers))


_MODEL = UnipolarModel()


PREDICTIONS = (
    Prediction(
        _MODEL,
        "unipolar.1",
        "CS",
        "Without a rival liberals expand; before an equal one they are restrained.",
        {
            "without a rival they expand": lambda w: w.expands_in_1989(w.stage.parameters["rival_capability"]),
            "before an equal one they are restrained": lambda w: ~w.expands_in_1989(1.0),
        },
        core=("C09",),
    ),
    Prediction(
        _MODEL,
        "unipolar.2",
        "DYN",
        "Liberals expand unopposed at first, and meet a balancing riser by 2020.",
        {
            "they expand unopposed at first": lambda w: w.course.expands[0] & ~w.course.balanced[0],
            "they meet a balancing riser by 2020": lambda w: w.course.conflicts > 0,
        },
        core=("C10",),
    ),
    Prediction(
        _MODEL,
        "unipolar.3",
        "DYN",
        "Legitimacy exceeds the share of power in 2000, and falls short of it in 2020.",
        {
            "in 2000 it exceeds the share of power": lambda w: w.legitimacy_less_power(2000) > 0,
            "in 2020 it falls short of it": lambda w: w.legitimacy_less_power(LAST_YEAR) < 0,
        },
        core=("C12",),
    ),
    Prediction(
        _MODEL,
        "unipolar.4",
        "CS",
        "There are more years of conflict with legitimacy eroding than with legitimacy held.",
        {"more years of conflict": lambda w: w.course.conflicts > w.without_erosion.conflicts},
        core=("C12",),
    ),
    Prediction(
        _MODEL,
        "unipolar.5",
        "CS",
        "Supremacy breeds the conflict: there are years of it, and none if primacy weighed nothing with liberals.",
        {
            "there are years of conflict": lambda w: w.course.conflicts > 0,
            "there are none if primacy weighed nothing": lambda w: w.without_primacy.conflicts == 0,
        },
        core=("C45",),
    ),
    Prediction(
        _MODEL,
        "unipolar.6",
        "DYN",
        "Russia balances by 2020, and before China does.",
        {
            "Russia balances by 2020": lambda w: w.first_balancing("russian", RUSSIA) <= LAST_YEAR,
            "it does so before China": lambda w: (
                w.first_balancing("russian", RUSSIA) < w.first_balancing("chinese", CHINA)
            ),
        },
        core=("C41",),
    ),
)
