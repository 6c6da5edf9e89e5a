"""Mutual deference: Russia and China each keep out of the other's core region, or intrude.

With me and you for intruding:

    either   gain gi me     primacy hi me     status si (me - you)     autonomy and security -i you
             governance nu where both defer

It is played again and again with patience delta. Where R, T, P are what mutual deference, a lone intrusion and mutual
intrusion pay, the threat of mutual intrusion keeps deference if R > P and T - R <= delta (T - P) for both. Paikin
(2020) sees the tie rest on such deference.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...orders.mixes import CHINA, RUSSIA
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    intrudes = [int(action == "intrude") for action in actions]
    return {"Russia": _of_state(p, *intrudes), "China": _of_state(p, *reversed(intrudes))}


def _of_state(p: Any, own: int, other: int) -> dict[str, Any]:
    return {
        "gain": p.gain_of_intruding * own,
        "primacy": p.primacy_of_intruding * own,
        "status": p.status_of_intruding * (own - other),
        "autonomy": -p.harm_of_intrusion * other,
        "security": -p.harm_of_intrusion * other,
        "governance": p.norm_dividend * (1 - own) * (1 - other),
    }


DEFERENCE = Arena(
    name="deference",
    title="Mutual deference",
    question="How patient must Russia and China be to keep out of each other's core regions?",
    players=("Russia", "China"),
    actions=(("defer", "intrude"), ("defer", "intrude")),
    parameters=(
        points("gain_of_intruding", "gi", 0.2, 0.15, "gain from intruding", "P 25.4k"),
        points("primacy_of_intruding", "hi", 0.2, 0.15, "primacy from intruding", "P 25.4k"),
        points("harm_of_intrusion", "i", 0.4, 0.3, "loss of autonomy and security to the other's intrusion", "P 25.4k"),
        points("status_of_intruding", "si", 0.2, 0.15, "status that intruding takes from the other", "P 25.4k"),
        points("norm_dividend", "nu", 0.15, 0.15, "governance of mutual deference", "P 48.9k"),
        share("patience", "delta", 0.7, 0.25, "patience of both"),
    ),
    reference_types=(RUSSIA, CHINA),
    effects=_effects,
    source="Paikin 2020",
    labels=labels(
        {"Russia": "Russia", "China": "China"},
        {
            each: {
                "defer": ("defer", "keep out of the other's region"),
                "intrude": ("intrude", "enter the other's region"),
            }
            for each in ("Russia", "China")
        },
        {
            "mutual deference": {"Russia": "defer", "China": "defer"},
            "mutual intrusion": {"Russia": "intrude", "China": "intrude"},
        },
    ),
)
