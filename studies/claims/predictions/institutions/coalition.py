"""What the papers predict of the cross-order coalition.

Where liberals lead, the others play the pure equilibrium among themselves that is best for the liberals.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from .....games.arenas.institutions.coalition import COALITION
from .....games.arrays import Flags, Floats
from .....games.orders.mixes import INDIA
from ...prediction import Prediction
from ...worlds.arena_worlds import ArenaModel, Worlds

_MODEL = ArenaModel(COALITION)
_CHOICES = ("support", "withhold")
_FOLLOWERS = ("T", "M", "K")


@dataclass(frozen=True, eq=False)
class Replied:
    """What comes of a move of the liberals in B worlds, once the others have replied.

    `settled` tells where the others have a pure equilibrium, shape (B,); `replies` is the number of theirs, counted
    through `shape`; elsewhere it means nothing.
    """

    worlds: Worlds
    move: int
    settled: Flags
    replies: NDArray[np.intp]

    def at(self, table: Floats) -> Floats:
        """Return the part of a table (B, m_1, .., m_n) that comes about, shape (B,)."""
        after = table[:, self.move].reshape(len(table), -1)
        return np.take_along_axis(after, self.replies[:, None], axis=1)[:, 0]

    @property
    def governance(self) -> Floats:
        """The governance that comes about, shape (B,)."""
        return self.at(self.worlds.effects("governance")[:, 0])

    def worth(self, player: str) -> Floats:
        """Return what a player gets, shape (B,)."""
        return self.at(self.worlds.payoffs[:, COALITION.players.index(player)])


def replied(worlds: Worlds, action: str) -> Replied:
    """Return what comes of a move of the liberals."""
    move = COALITION.actions[0].index(action)
    stable = worlds.replies[:, 1:, move].all(axis=1).reshape(len(worlds), -1)
    worth = worlds.payoffs[:, 0, move].reshape(len(worlds), -1)
    settled = np.asarray(stable.any(axis=1))
    return Replied(worlds, move, settled, np.where(stable, worth, -np.inf).argmax(axis=1))


def _more_governance(first: Replied, second: Replied) -> Flags:
    return first.settled & second.settled & (first.governance > second.governance)


def _sharing_serves(worlds: Worlds) -> Flags:
    """Tell where at least three of the four orders are better off if bodies are shared rather than owned."""
    shared, owned = replied(worlds, "shared"), replied(worlds, "owned")
    better = [shared.worth(player) > owned.worth(player) for player in COALITION.players]
    return np.sum(better, axis=0) >= 3


def _leads_by_sharing(worlds: Worlds) -> Flags:
    """Tell where sharing is the liberals' best first move."""
    moves = {action: replied(worlds, action) for action in COALITION.actions[0]}
    worth = {action: np.where(each.settled, each.worth("L"), -np.inf) for action, each in moves.items()}
    return moves["shared"].settled & (worth["shared"] >= np.maximum(worth["owned"], worth["withhold"]))


def _conservatives_support(move: Replied) -> Flags:
    supports = np.array([choice[2] == "support" for choice in product(_CHOICES, repeat=3)])
    return supports[move.replies]


def _capability_passed(worlds: Worlds) -> Worlds:
    """Return the worlds in which half of the liberals' capability has passed to the conservatives."""
    passed = worlds.parameters["liberal_capability"] / 2
    return worlds.given(
        liberal_capability=passed, conservative_capability=worlds.parameters["conservative_capability"] + passed
    )


def _keeps_what_hegemony_gave(worlds: Worlds) -> Flags:
    after, before = replied(_capability_passed(worlds), "shared"), replied(worlds, "owned")
    return after.settled & before.settled & (after.governance >= before.governance)


def _supports_shared(worlds: Worlds) -> Flags:
    return worlds.reply("K", "support", "shared", "support", "withhold")


def _withholds_from_owned(worlds: Worlds) -> Flags:
    return worlds.reply("K", "withhold", "owned", "support", "withhold")


def _indian(worlds: Worlds) -> Worlds:
    return worlds.given(K=INDIA)


PREDICTIONS = (
    Prediction(
        _MODEL,
        "coalition.1",
        "EQ",
        "Liberals share, conservatives support and mercantilists withhold in some equilibrium.",
        {
            "in some equilibrium, with transformatives in or out": lambda w: np.logical_or.reduce(
                [w.nash("shared", choice, "withhold", "support") for choice in _CHOICES]
            )
        },
        core=("C39",),
        foreseen=lambda w: np.logical_or.reduce(
            [w.sequential("shared", choice, "withhold", "support") for choice in _CHOICES]
        ),
    ),
    Prediction(
        _MODEL,
        "coalition.2",
        "EQ",
        "Conservatives support what is shared and withhold from what is owned, with T supporting and M withholding.",
        {"they support what is shared": _supports_shared, "they withhold from what is owned": _withholds_from_owned},
        core=("C14",),
    ),
    Prediction(
        _MODEL,
        "coalition.3",
        "CS",
        "Once the others have replied, an owned body gives less governance than a shared one.",
        {"less governance from an owned body": lambda w: _more_governance(replied(w, "shared"), replied(w, "owned"))},
        core=("C14",),
    ),
    Prediction(
        _MODEL,
        "coalition.4",
        "EQ",
        "A body that nobody owns is upheld by conservatives beside liberals, with mercantilists out.",
        {
            "an equilibrium among the followers, with transformatives in or out": lambda w: np.logical_or.reduce(
                [w.among(_FOLLOWERS, "shared", choice, "withhold", "support") for choice in _CHOICES]
            )
        },
        core=("C38",),
    ),
    Prediction(
        _MODEL,
        "coalition.5",
        "DOM",
        "Withholding is dominant for mercantilists.",
        {"withholding is dominant": lambda w: w.dominant("M", "withhold")},
        core=("C20",),
    ),
    Prediction(
        _MODEL,
        "coalition.6",
        "DOM",
        "Conservatives support shared bodies whatever the others do.",
        {
            "supporting is their only best reply to shared bodies": lambda w: np.logical_and.reduce(
                [w.only_reply("K", "support", "shared", *others) for others in product(_CHOICES, repeat=2)]
            )
        },
        core=("C27",),
        bears_on=("C03",),
    ),
    Prediction(
        _MODEL,
        "coalition.7",
        "EQ",
        "Liberals own a body that the others support.",
        {
            "owning is their only best reply to T and K, with M out": lambda w: w.only_reply(
                "L", "owned", "support", "withhold", "support"
            )
        },
        core=("C13",),
    ),
    Prediction(
        _MODEL,
        "coalition.8",
        "CS",
        "Shared bodies carry order once hegemony fades: they then give at least what owned ones gave before.",
        {
            "at least the governance of before": _keeps_what_hegemony_gave,
        },
        core=("C04",),
    ),
    Prediction(
        _MODEL,
        "coalition.9",
        "EQ",
        "A democracy of India's mix supports what is shared and withholds from what is owned too.",
        {
            "it supports what is shared": lambda w: _supports_shared(_indian(w)),
            "it withholds from what is owned": lambda w: _withholds_from_owned(_indian(w)),
        },
        core=("C33",),
    ),
    Prediction(
        _MODEL,
        "coalition.10",
        "EQ",
        "Both prize sovereignty, one alone the bodies: conservatives support them and mercantilists withhold.",
        {
            "conservatives support": _supports_shared,
            "mercantilists withhold": lambda w: w.reply("M", "withhold", "shared", "support", "support"),
        },
        core=("C25",),
    ),
    Prediction(
        _MODEL,
        "coalition.11",
        "CS",
        "Sharing gives more governance than owning after the replies, and most orders are better off.",
        {
            "more governance": lambda w: _more_governance(replied(w, "shared"), replied(w, "owned")),
            "at least three of the four orders are better off": _sharing_serves,
        },
        core=("C46",),
    ),
    Prediction(
        _MODEL,
        "coalition.12",
        "EQ",
        "Liberals who lead share, and conservatives support.",
        {
            "sharing is the liberals' best first move": _leads_by_sharing,
            "conservatives support": lambda w: _conservatives_support(replied(w, "shared")),
        },
        bears_on=("C39",),
    ),
    Prediction(
        _MODEL,
        "coalition.13",
        "CS",
        "The top floor decides: conservatives support shared bodies for the governance that they give.",
        {
            "they support shared bodies": _supports_shared,
            "they would not if governance weighed nothing": lambda w: (
                ~_supports_shared(w.weighing("conservative", "governance", 0))
            ),
        },
        core=("C01",),
    ),
)
