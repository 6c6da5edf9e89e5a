"""Triangular diplomacy: the United States, Russia, China.

The United States engages or presses each of the two; Russia and China each hedge or align with the other. Write P_i
for "US presses i" and E_i for "US engages i" (0 or 1), p_i = p P_i, A for "both align", a_i for "i aligns", n for the
number of states pressed. With the symbols of the parameters below:

    Russia  gain        g A + w E (1 - lam a) - s p_R        China: the same, without kap and rho:
            autonomy    -kap (1 - rho) A - iota p_R          autonomy  -iota p_C
            status      (rho - 1/2) A + e (E - p_R)          status    e (E - p_C)
            security    -p_R (1 - theta A) - m a_R
            governance  nu A
    US      gain        (w / 2) sum_i E_i (1 - lam a_i) - c n
            primacy     h p n - z A
            promotion   u p n
            security    -z A

The question is Paikin's (2020): does pressure drive Russia and China together, what would keep them together without
it, and what does the United States gain or lose by pressing both? Sakwa (2019, "Solidarism, hegemony and
neo-revisionism") adds why each of them resists a subaltern place. Sizes are judgements.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter

PRESSED = {
    "engage_both": frozenset[str](),
    "wedge_russia": frozenset({"China"}),
    "wedge_china": frozenset({"Russia"}),
    "dual_pressure": frozenset({"Russia", "China"}),
}
"""The states that each posture of the US presses; it engages the others."""


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    posture, russia, china = actions
    pressed = PRESSED[posture]
    aligned = {"Russia": int(russia == "align"), "China": int(china == "align")}
    both = aligned["Russia"] * aligned["China"]
    engaged = {state: 1 - int(state in pressed) for state in aligned}
    engagement = sum(engaged[state] * (1 - p.engagement_lost * aligned[state]) for state in aligned)
    return {
        "US": {
            "gain": p.engagement_gain * engagement / 2 - p.pressure_cost * len(pressed),
            "primacy": p.primacy_from_pressing * p.pressure * len(pressed) - p.alignment_loss * both,
            "promotion": p.promotion_from_pressing * p.pressure * len(pressed),
            "security": -p.alignment_loss * both,
        },
        "Russia": _partner_effects(p, aligned["Russia"], both, engaged["Russia"])
        | {
            "autonomy": -p.asymmetry * (1 - p.chinese_restraint) * both
            - p.intrusion * p.pressure * (1 - engaged["Russia"]),
            "status": (2 * p.chinese_restraint - 1) * both / 2 + _status_from_us(p, engaged["Russia"]),
        },
        "China": _partner_effects(p, aligned["China"], both, engaged["China"]),
    }


def _partner_effects(p: Any, aligned: int, both: int, engaged: int) -> dict[str, Any]:
    """Return what the posture and the tie do to either partner, restraint and asymmetry apart."""
    pressure = p.pressure * (1 - engaged)
    return {
        "gain": p.bilateral_gain * both
        + p.engagement_gain * engaged * (1 - p.engagement_lost * aligned)
        - p.economic_harm * pressure,
        "autonomy": -p.intrusion * pressure,
        "status": _status_from_us(p, engaged),
        "security": -pressure * (1 - p.shielding * both) - p.mistrust * aligned,
        "governance": p.norm_dividend * both,
    }


def _status_from_us(p: Any, engaged: int) -> Any:
    return p.status_from_us * (engaged - p.pressure * (1 - engaged))


TRIANGLE = Arena(
    name="triangle",
    title="Triangular diplomacy",
    question="Does pressing both drive Russia and China together, and would they stay together without it?",
    players=("US", "Russia", "China"),
    actions=(tuple(PRESSED), ("hedge", "align"), ("hedge", "align")),
    parameters=(
        parameter("pressure", "p", 0.6, 0, 1, "how hard the US presses a state that it presses", "share"),
        parameter(
            "shielding",
            "theta",
            0.5,
            0.1,
            0.9,
            "part of the security cost of pressure that alignment takes off",
            "share",
        ),
        parameter("bilateral_gain", "g", 0.2, 0, 0.4, "economic gain of the tie to each partner"),
        parameter("engagement_gain", "w", 0.4, 0.1, 0.6, "gain from engagement with the US"),
        parameter("economic_harm", "s", 0.5, 0.2, 0.8, "economic harm of full pressure"),
        parameter(
            "engagement_lost", "lam", 0.5, 0, 1, "part of the engagement gain that an aligned state loses", "share"
        ),
        parameter(
            "norm_dividend",
            "nu",
            0.15,
            0,
            0.4,
            "what shared norms add to governance when both align",
            source="Paikin 2020",
        ),
        parameter(
            "chinese_restraint",
            "rho",
            0.6,
            0,
            1,
            "how far China refrains from using its weight against Russia",
            "share",
            "Paikin 2020",
        ),
        parameter(
            "asymmetry", "kap", 0.4, 0.1, 0.8, "Russia's exposure to China's greater weight", source="Paikin 2020"
        ),
        parameter("mistrust", "m", 0.1, 0, 0.3, "security cost of aligning with a neighbour not fully trusted"),
        parameter("intrusion", "iota", 0.3, 0, 0.6, "autonomy lost to full pressure", source="Sakwa 2019"),
        parameter("status_from_us", "e", 0.3, 0.1, 0.5, "status that US engagement gives, and full pressure takes"),
        parameter(
            "primacy_from_pressing", "h", 0.25, 0.1, 0.5, "primacy that the US gains for each state fully pressed"
        ),
        parameter("pressure_cost", "c", 0.15, 0, 0.3, "cost to the US for each state that it presses"),
        parameter("alignment_loss", "z", 0.3, 0.1, 0.6, "US primacy and security lost when the two align"),
        parameter("promotion_from_pressing", "u", 0.2, 0, 0.4, "norm promotion for each state fully pressed"),
    ),
    reference_types=("liberal", "conservative", "conservative"),
    effects=_effects,
    source="Paikin 2020; Sakwa 2019",
)
