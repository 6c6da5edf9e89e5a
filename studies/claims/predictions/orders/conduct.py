"""What the papers predict of how the orders differ: by what they do in the arenas, and by the floors they weigh.

Likeness is by conduct: two orders are alike where they decide alike when put in the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from .....games.arenas import LEDGER_ARENAS
from .....games.arrays import Flags, Floats
from .....games.dimensions import FLOORS
from .....games.orders.matrix import implied_floors
from .....games.orders.mixes import CHINA, RUSSIA
from .....games.orders.rows import ORDER_NAMES, ROW_NAMES
from .....games.parameters import Parameter
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds
from ...worlds.draws import Numbers
from ...worlds.setting import Kind

_ARENAS = ("trade", "climate", "coalition", "promotion", "neighbourhood", "recognition", "institutions", "autonomy")


@dataclass(frozen=True, eq=False)
class Conduct:
    """B worlds: those of every arena in which orders are put into a place, and the value matrices (B, 5, 9)."""

    arenas: Mapping[str, Worlds]
    matrices: Floats

    def decides(self, affair: str, kind: Kind) -> Flags:
        """Tell where one who follows an order, or a mix, acts as the affair asks, shape (B,)."""
        return AFFAIRS[affair](self.arenas, kind)

    @cached_property
    def floors(self) -> Floats:
        """The share of each row's weight on each floor, shape (B, 5, 3)."""
        return implied_floors(self.matrices)


@dataclass(frozen=True)
class ConductModel:
    """All arenas of the affairs at once; it has no parameters of its own."""

    name: str = "orders"
    parameters: tuple[Parameter, ...] = ()

    def worlds(self, numbers: Numbers) -> Conduct:
        """Return the worlds."""
        arenas = {name: ArenaModel(LEDGER_ARENAS[name]).worlds(numbers) for name in (*_ARENAS, "intervention")}
        return Conduct(arenas, numbers.matrices)


def _taxes_a_conservative(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    return arenas["trade"].given(A=kind, B="conservative").only_reply("A", "tariff", "open")


def _taxes_a_liberal(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    return arenas["trade"].given(A=kind, B="liberal").only_reply("A", "tariff", "open")


def _decarbonises(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    """Decarbonise, unpressed, before a conservative that rides free."""
    worlds = arenas["climate"].given(A=kind, B="conservative", unrest=0)
    after = ("free_ride", "quiet", "quiet")
    return worlds.worth("A", "decarbonise", *after) > worlds.worth("A", "free_ride", *after)


def _supports(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    return arenas["coalition"].given(K=kind).only_reply("K", "support", "shared", "support", "withhold")


def _promotes(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    return arenas["promotion"].given(West=kind).only_reply("West", "promote", "tolerate", "quiet")


def _contests_unprovoked(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    return arenas["neighbourhood"].given(Russia=kind).only_reply("Russia", "contest", "abstain", "neutral")


def _contests_membership(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    return arenas["neighbourhood"].given(Russia=kind).only_reply("Russia", "contest", "enlarge", "align")


def _contests_denial(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    return arenas["recognition"].given(riser=kind).only_reply("riser", "contest", "deny")


def _exits(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    return arenas["institutions"].given(riser=kind).reply("riser", "exit", "retain")


def _reforms(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    return arenas["institutions"].given(riser=kind).reply("riser", "reform_within", "retain")


def _transacts(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    return arenas["autonomy"].given(US=kind).only_reply("US", "transact", "rely")


def _vetoes(arenas: Mapping[str, Worlds], kind: Kind) -> Flags:
    return arenas["intervention"].given(K=kind, mandate_trust=0.2).only_reply("K", "veto", "mandate")


AFFAIRS: Mapping[str, Callable[[Mapping[str, Worlds], Kind], Flags]] = {
    "tariff on a conservative": _taxes_a_conservative,
    "decarbonise": _decarbonises,
    "support shared bodies": _supports,
    "promote norms": _promotes,
    "contest unprovoked": _contests_unprovoked,
    "exit": _exits,
    "transact": _transacts,
    "veto a mandate not trusted": _vetoes,
    "tariff on a liberal": _taxes_a_liberal,
    "contest membership": _contests_membership,
    "contest denial": _contests_denial,
    "reform from within": _reforms,
}
"""In which affair one put into a fixed place does what; the first seven tell the orders apart."""

SEVEN = tuple(AFFAIRS)[:7]

_MODEL = ConductModel()


def _all_differ(worlds: Conduct) -> Flags:
    """Tell where no two orders decide alike in all of the seven affairs."""
    conduct = np.array([[worlds.decides(affair, order) for affair in SEVEN] for order in ORDER_NAMES])
    pairs = [(conduct[one] != conduct[other]).any(axis=0) for one, other in combinations(range(len(conduct)), 2)]
    return np.logical_and.reduce(pairs)


def _alike(worlds: Conduct, affair: str) -> Flags:
    return worlds.decides(affair, RUSSIA) == worlds.decides(affair, CHINA)


def _differ_somewhere(worlds: Conduct) -> Flags:
    affairs = ("tariff on a liberal", "contest membership", "contest denial", "reform from within")
    return np.logical_or.reduce([~_alike(worlds, affair) for affair in affairs])


def _floor(worlds: Conduct, order: str, floor: str) -> Floats:
    return worlds.floors[:, ROW_NAMES.index(order), FLOORS.index(floor)]


PREDICTIONS = (
    Prediction(
        _MODEL,
        "orders.1",
        "CLS",
        "In seven decisions no two of the four orders decide alike.",
        {"no two decide alike": _all_differ},
        core=("C06",),
        placebo="columns",
    ),
    Prediction(
        _MODEL,
        "orders.2",
        "CLS",
        "Conservatives weigh the middle floor first, then the top; mercantilists weigh the middle more than they do.",
        {
            "conservatives weigh the middle more than the top": lambda w: (
                _floor(w, "conservative", "middle") > _floor(w, "conservative", "top")
            ),
            "and the top more than the ground": lambda w: (
                _floor(w, "conservative", "top") > _floor(w, "conservative", "ground")
            ),
            "mercantilists weigh the middle more than conservatives": lambda w: (
                _floor(w, "mercantilist", "middle") > _floor(w, "conservative", "middle")
            ),
        },
        core=("C26",),
    ),
    Prediction(
        _MODEL,
        "orders.3",
        "CLS",
        "Russia and China decide alike on shared bodies and mandates, and differently in at least one of four affairs.",
        {
            "alike on shared bodies": lambda w: _alike(w, "support shared bodies"),
            "alike on mandates": lambda w: _alike(w, "veto a mandate not trusted"),
            "differently in another affair": _differ_somewhere,
        },
        core=("C31",),
    ),
)
