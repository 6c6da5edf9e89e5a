"""Triangular diplomacy: the United States, Russia, China.

The United States engages or presses each of the two; Russia and China each hedge, turn to the other in an entente, or
offer it an alliance. For a partner i write e_i for turning (entente or alliance), l_i for offering an alliance, P_i for
its pressure if it is pressed, g_i for being engaged. With E = e_R e_C, A = l_R l_C and the tie
t_i = E + phi e_i (1 - e_j), so that turning alone wins a part:

    partner i  gain        g t_i + w_i g_i (1 - lam e_i) - s P_i (1 - sub t_i)
               autonomy    -iota P_i - b A
               status      e (g_i - P_i) - r0 l_i (1 - l_j)
               security    -P_i (1 - theta t_i - theta2 A) - m e_i - x P_j A
               governance  nu E
    Russia     autonomy    -kap (1 - rho) (1 - dif) t_R besides
               status      st (2 rho - 1) E besides
    China      autonomy    -rc rho E besides
    US         gain        sum v_i g_i (1 - lam e_i) - c n, with n states pressed
               primacy     h (P_R + P_C) - z E - za A
               promotion   u (P_R + P_C)
               security    y (P_R + P_C) - z E - za A

An ally's pressure becomes one's own (Snyder 1984). The question is Paikin's (2020): does pressure drive Russia and
China together, what would keep them together without it, and what does the United States gain or lose by pressing both?
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ...arena import Arena, Effects
from ...orders.mixes import CHINA, RUSSIA
from ...parameters import points, share
from ...text.labels import labels

PRESSED = {
    "engage_both": frozenset[str](),
    "wedge_russia": frozenset({"China"}),
    "wedge_china": frozenset({"Russia"}),
    "dual_pressure": frozenset({"Russia", "China"}),
}
"""The states that each posture of the US presses; it engages the others."""

REPLIES = ("hedge", "entente", "alliance")

_REPLIES = {
    "hedge": "hedge",
    "entente": ("entente", "seek an entente"),
    "alliance": ("alliance", "offer an alliance"),
}


class _Partner(NamedTuple):
    """Where a partner stands: does it turn, offer an alliance, is it engaged; its pressure, its part of the tie."""

    turns: int
    offers: int
    engaged: int
    pressure: Any
    tie: Any


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    posture, russia, china = actions
    turns = {"Russia": int(russia != "hedge"), "China": int(china != "hedge")}
    offers = {"Russia": int(russia == "alliance"), "China": int(china == "alliance")}
    full = {"Russia": p.pressure_on_russia, "China": p.pressure_on_china}
    entente, alliance = turns["Russia"] * turns["China"], offers["Russia"] * offers["China"]
    partners = {
        state: _Partner(
            turns[state],
            offers[state],
            int(state not in PRESSED[posture]),
            full[state] * int(state in PRESSED[posture]),
            entente + p.lone_turn * turns[state] * (1 - turns[other]),
        )
        for state, other in (("Russia", "China"), ("China", "Russia"))
    }
    own = {
        "Russia": _of_partner(p, partners["Russia"], partners["China"], p.russian_engagement_gain),
        "China": _of_partner(p, partners["China"], partners["Russia"], p.chinese_engagement_gain),
    }
    own["Russia"]["autonomy"] -= (
        p.asymmetry * (1 - p.chinese_restraint) * (1 - p.diffusion_of_power) * partners["Russia"].tie
    )
    own["Russia"]["status"] += p.status_within_tie * (2 * p.chinese_restraint - 1) * entente
    own["China"]["autonomy"] -= p.cost_of_restraint * p.chinese_restraint * entente
    return {"US": _of_us(p, partners, entente, alliance), **own}


def _of_partner(p: Any, own: _Partner, other: _Partner, engagement_gain: Any) -> dict[str, Any]:
    """Return what the posture and the tie do to either partner, restraint and asymmetry apart."""
    entente, alliance = own.turns * other.turns, own.offers * other.offers
    return {
        "gain": p.tie_gain * own.tie
        + engagement_gain * own.engaged * (1 - p.engagement_lost * own.turns)
        - p.economic_harm * own.pressure * (1 - p.substitution * own.tie),
        "autonomy": -p.intrusion * own.pressure - p.alliance_bond * alliance,
        "status": p.status_from_us * (own.engaged - own.pressure) - p.refused_offer * own.offers * (1 - other.offers),
        "security": -own.pressure * (1 - p.shielding * own.tie - p.alliance_shielding * alliance)
        - p.mistrust * own.turns
        - p.entrapment * other.pressure * alliance,
        "governance": p.norm_dividend * entente,
    }


def _of_us(p: Any, partners: dict[str, _Partner], entente: int, alliance: int) -> dict[str, Any]:
    russia, china = partners["Russia"], partners["China"]
    pressure, loss = russia.pressure + china.pressure, p.entente_loss * entente + p.alliance_loss * alliance
    return {
        "gain": p.gain_from_russia * russia.engaged * (1 - p.engagement_lost * russia.turns)
        + p.gain_from_china * china.engaged * (1 - p.engagement_lost * china.turns)
        - p.pressure_cost * (2 - russia.engaged - china.engaged),
        "primacy": p.primacy_from_pressing * pressure - loss,
        "promotion": p.promotion_from_pressing * pressure,
        "security": p.containment_value * pressure - loss,
    }


TRIANGLE = Arena(
    name="triangle",
    title="Triangular diplomacy",
    question="Does pressing both drive Russia and China together, and would they stay together without it?",
    players=("US", "Russia", "China"),
    actions=(tuple(PRESSED), REPLIES, REPLIES),
    parameters=(
        points("pressure_on_russia", "p_R", 0.6, 0.4, "pressure on Russia where it is pressed", "S 148, P 23.8k"),
        points("pressure_on_china", "p_C", 0.4, 0.4, "pressure on China where it is pressed", "S 148-150, P 32.2k"),
        share("shielding", "theta", 0.4, 0.3, "part of the harm of pressure an entente shields from", "P 11.9k, 32.2k"),
        share("alliance_shielding", "theta2", 0.2, 0.2, "part of the harm an alliance shields from besides", "S 150"),
        share("lone_turn", "phi", 0.5, 0.4, "part of the entente's worth won by turning alone", "P 23.0k, 26.5k"),
        share("substitution", "sub", 0.3, 0.2, "part of the harm made good through the partner", "S 152, P 39.2k"),
        points("tie_gain", "g", 0.2, 0.15, "gain of the tie to each partner", "P 39.2k"),
        points("russian_engagement_gain", "wR", 0.2, 0.1, "Russia's gain from US engagement", "P 26.5k"),
        points("chinese_engagement_gain", "wC", 0.4, 0.2, "China's gain from US engagement", "P 44.1k"),
        points("gain_from_russia", "vR", 0.05, 0.05, "gain to the United States from engaging Russia"),
        points("gain_from_china", "vC", 0.3, 0.15, "gain to the United States from engaging China"),
        share("engagement_lost", "lam", 0.3, 0.3, "part of the gain from engagement lost by turning"),
        points("economic_harm", "s", 0.5, 0.3, "economic harm of full pressure", "S 152"),
        points("norm_dividend", "nu", 0.15, 0.15, "what shared norms add to governance in an entente", "P 41.2k"),
        share(
            "chinese_restraint", "rho", 0.6, 0.4, "part of its weight that China refrains from using", "P 37.9k, 51.0k"
        ),
        points("asymmetry", "kap", 0.4, 0.3, "Russia's exposure to China's greater weight", "P 30.8k"),
        share("diffusion_of_power", "dif", 0.3, 0.3, "part of the asymmetry taken off by a world of many", "P 31.8k"),
        points("mistrust", "m", 0.1, 0.1, "security cost of turning to a neighbour not fully trusted", "P 0.6k"),
        points("intrusion", "iota", 0.3, 0.3, "autonomy lost to full pressure", "S 112"),
        points("status_from_us", "e", 0.3, 0.2, "status that US engagement gives and full pressure takes", "P 26.5k"),
        points("status_within_tie", "st", 0.5, 0.3, "Russia's status in the tie under full restraint", "P 28.2k"),
        points("refused_offer", "r0", 0.1, 0.1, "status lost by a refused offer of alliance", "P 48.4k"),
        points("alliance_bond", "b", 0.3, 0.2, "autonomy bound by an alliance", "S 150"),
        share(
            "entrapment",
            "x",
            0.4,
            0.3,
            "part of an ally's pressure that becomes one's own",
            "S 150, P 48.4k, Snyder 1984",
        ),
        points("cost_of_restraint", "rc", 0.1, 0.1, "autonomy that restraint costs China", "P 51.0k"),
        points("primacy_from_pressing", "h", 0.25, 0.15, "primacy for each state fully pressed", "S 144"),
        points("pressure_cost", "c", 0.1, 0.1, "cost to the US of each state that it presses"),
        points("entente_loss", "z", 0.2, 0.15, "loss of US primacy and security to an entente", "P 50.2k"),
        points("alliance_loss", "za", 0.2, 0.15, "further loss of US primacy and security to an alliance", "P 50.2k"),
        points("promotion_from_pressing", "u", 0.2, 0.2, "norm promotion for each state fully pressed", "S 66"),
        points("containment_value", "y", 0.1, 0.1, "security for each state fully pressed", "S 106, 144"),
    ),
    reference_types=("liberal", RUSSIA, CHINA),
    effects=_effects,
    source="Paikin 2020; Sakwa 2019; Snyder 1984",
    labels=labels(
        {"US": "the United States", "Russia": "Russia", "China": "China"},
        {
            "US": {
                "engage_both": "engage both",
                "wedge_russia": "press China alone",
                "wedge_china": "press Russia alone",
                "dual_pressure": "press both",
            },
            "Russia": _REPLIES,
            "China": _REPLIES,
        },
        {
            "containment of a bloc": {"US": "dual_pressure", "Russia": "entente", "China": "entente"},
            "containment of an alliance": {"US": "dual_pressure", "Russia": "alliance", "China": "alliance"},
            "engagement": {"US": "engage_both", "Russia": "hedge", "China": "hedge"},
            "a bloc without pressure": {"US": "engage_both", "Russia": "entente", "China": "entente"},
        },
    ),
)
