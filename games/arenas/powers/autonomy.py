"""Strategic autonomy: an ally that guarantees or only transacts, and Europe that relies on it or does without.

With t for transacting and u for seeking autonomy:

    US       primacy   h (1 - t)(1 - hl u) + h (1 - hl) t (1 - u)     gain -cg (1 - t) + tr t (1 - u)
             security a (1 - t)     governance gv (1 - t)             autonomy ya t
    Europe   gain ge (1 - t) - tr t (1 - u) - ca u                    security xs (1 - t) - xs t (1 - u) - sl u
             autonomy -ya t (1 - u) + va u                            governance gv (1 - t)

Sakwa (2019) sees Europe driven towards autonomy by a United States that has no room for allies.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...orders.mixes import EUROPE
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    transacts, alone = int(actions[0] == "transact"), int(actions[1] == "autonomy")
    guarantees, pays = 1 - transacts, transacts * (1 - alone)
    kept = 1 - p.primacy_part_lost
    return {
        "US": {
            "primacy": p.primacy_over_allies * (guarantees * (1 - p.primacy_part_lost * alone) + kept * pays),
            "gain": p.tribute * pays - p.cost_of_guarantee * guarantees,
            "security": p.security_from_allies * guarantees,
            "governance": p.governance_of_alliance * guarantees,
            "autonomy": p.autonomy_at_stake * transacts,
        },
        "Europe": {
            "gain": p.gain_of_guarantee * guarantees - p.tribute * pays - p.cost_of_autonomy * alone,
            "security": p.security_of_guarantee * (guarantees - pays) - p.security_lost_in_transition * alone,
            "autonomy": p.worth_of_autonomy * alone - p.autonomy_at_stake * pays,
            "governance": p.governance_of_alliance * guarantees,
        },
    }


AUTONOMY = Arena(
    name="autonomy",
    title="Europe's strategic autonomy",
    question="Does Europe seek autonomy from an ally that only transacts?",
    players=("US", "Europe"),
    actions=(("guarantee", "transact"), ("rely", "autonomy")),
    parameters=(
        points("primacy_over_allies", "h", 0.3, 0.2, "primacy over allies", "S 106"),
        share("primacy_part_lost", "hl", 0.4, 0.3, "part of primacy over allies lost to autonomy or to transacting"),
        points("cost_of_guarantee", "cg", 0.2, 0.15, "cost of the guarantee", "S 96"),
        points("tribute", "tr", 0.2, 0.15, "tribute of an ally that relies", "S 96"),
        points("security_from_allies", "a", 0.2, 0.15, "security from allies"),
        points("governance_of_alliance", "gv", 0.2, 0.15, "governance of the alliance", "S 66"),
        points("gain_of_guarantee", "ge", 0.3, 0.2, "Europe's gain from the guarantee"),
        points("security_of_guarantee", "xs", 0.4, 0.3, "Europe's security from the guarantee", "S 106"),
        points(
            "autonomy_at_stake", "ya", 0.2, 0.15, "autonomy that transacting gives and relying on it takes", "S 106"
        ),
        points("cost_of_autonomy", "ca", 0.25, 0.15, "cost of autonomy"),
        points("worth_of_autonomy", "va", 0.3, 0.2, "Europe's worth of autonomy", "S 106"),
        points("security_lost_in_transition", "sl", 0.2, 0.15, "security lost in the transition"),
    ),
    reference_types=("liberal", EUROPE),
    effects=_effects,
    source="Sakwa 2019",
    labels=labels(
        {"US": "the United States", "Europe": "Europe"},
        {
            "US": {
                "guarantee": ("guarantee", "guarantee Europe's security"),
                "transact": ("transact", "transact case by case"),
            },
            "Europe": {"rely": ("rely", "rely on the United States"), "autonomy": ("autonomy", "seek autonomy")},
        },
        {
            "alliance": {"US": "guarantee", "Europe": "rely"},
            "separation": {"US": "transact", "Europe": "autonomy"},
            "dependence": {"US": "transact", "Europe": "rely"},
        },
    ),
)
