"""Trade: two states that are open or raise tariffs.

With me and you for tariffs:

    either   gain         g + t me (1 - you) - dt d me (1 - you) - (t + d)(1 - me) you - dw d me you
             governance   gm (1 - me)(1 - you) + go (1 - me) you - go me you
             primacy      h me (1 - you)

Sakwa (2019) has mercantilists see a battle for market share in what liberals take for a gain to both.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    tariffs = [int(action == "tariff") for action in actions]
    return {"A": _of_state(p, *tariffs), "B": _of_state(p, *reversed(tariffs))}


def _of_state(p: Any, own: int, other: int) -> dict[str, Any]:
    alone, suffered, both = own * (1 - other), (1 - own) * other, own * other
    return {
        "gain": p.gain_of_openness
        + (p.taken_by_tariff - p.deadweight_of_lone_tariff * p.deadweight) * alone
        - (p.taken_by_tariff + p.deadweight) * suffered
        - p.deadweight_of_both * p.deadweight * both,
        "governance": p.rules_kept_by_both * (1 - own) * (1 - other) + p.rules_kept_by_one * (suffered - both),
        "primacy": p.primacy_of_lone_tariff * alone,
    }


TRADE = Arena(
    name="trade",
    title="Openness and tariffs",
    question="Between whom is open trade an equilibrium, and for whom do tariffs dominate?",
    players=("A", "B"),
    actions=(("open", "tariff"), ("open", "tariff")),
    parameters=(
        points("gain_of_openness", "g", 0.5, 0.3, "gain of openness", "S 66"),
        points("taken_by_tariff", "t", 0.3, 0.2, "gain taken by a lone tariff", "S 96"),
        points("deadweight", "d", 0.25, 0.15, "gain lost to a tariff by nobody's profit", "S 96"),
        points("rules_kept_by_both", "gm", 0.4, 0.3, "governance of rules kept by both", "S 44"),
        points("rules_kept_by_one", "go", 0.1, 0.1, "governance of rules kept by one", "S 44"),
        points("primacy_of_lone_tariff", "h", 0.1, 0.1, "primacy of a lone tariff", "S 96"),
        share("deadweight_of_lone_tariff", "dt", 0.5, 0.3, "part of the deadweight borne by a lone tariff"),
        points("deadweight_of_both", "dw", 1.5, 0.5, "deadweight of tariffs on both sides, in deadweights of one"),
    ),
    reference_types=("mercantilist", "mercantilist"),
    effects=_effects,
    source="Sakwa 2019",
    labels=labels(
        {"A": "state A", "B": "state B"},
        {
            each: {"open": ("open", "keep its market open"), "tariff": ("tariff", "raise tariffs")}
            for each in ("A", "B")
        },
        {"open trade": {"A": "open", "B": "open"}, "trade war": {"A": "tariff", "B": "tariff"}},
    ),
)
