"""The unipolar moment: a liberal leader that expands or restrains itself, and a rising power that may balance.

The state of the world is the riser's capability rv and the leader's legitimacy leg. With x for expanding and b for
balancing, the leader moving first:

    L       primacy h x (1 - rb rv b)     promotion u x     gain -ce x     governance -kp h x - d rv b
            security -z rv b
    riser   autonomy and status -i (1 - le leg) x (1 - rb rv b)     gain -ca b     governance -d rv b

The stage game stands at the riser's capability and the legitimacy of 1989, rv0 and l0; the other parameters, per year,
move both to 2020. Sakwa (2019) describes how primacy without a rival turned expansive, lost legitimacy, and met
resistance.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import per_year, points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    expands, balances = int(actions[0] == "expansive"), int(actions[1] == "balance")
    weight = p.rival_capability * balances
    left = expands * (1 - p.intrusion_undone * weight)
    intrusion = -p.intrusion * (1 - p.soothing * p.legitimacy) * left
    return {
        "L": {
            "primacy": p.primacy * left,
            "promotion": p.promotion * expands,
            "gain": -p.cost_of_expansion * expands,
            "governance": -p.legitimacy_cost * p.primacy * expands - p.disorder * weight,
            "security": -p.security_lost_to_balancer * weight,
        },
        "riser": {
            "autonomy": intrusion,
            "status": intrusion,
            "gain": -p.cost_of_balancing * balances,
            "governance": -p.disorder * weight,
        },
    }


UNIPOLAR = Arena(
    name="unipolar",
    title="The unipolar moment",
    question="Does primacy without a rival turn expansive, and when is it met by balancing?",
    players=("L", "riser"),
    actions=(("restrained", "expansive"), ("accommodate", "balance")),
    parameters=(
        points("primacy", "h", 0.4, 0.2, "primacy won by expansion", "S 68, 78"),
        points("promotion", "u", 0.3, 0.2, "spread of norms by expansion", "S 68"),
        points("legitimacy_cost", "kp", 0.5, 0.5, "governance lost for each unit of primacy", "S 78"),
        points("cost_of_expansion", "ce", 0.15, 0.1, "cost of expansion"),
        points("security_lost_to_balancer", "z", 0.5, 0.3, "security lost to a balancer", "S 72"),
        points("disorder", "d", 0.4, 0.3, "disorder of balancing", "S 162"),
        points("intrusion", "i", 0.5, 0.3, "loss of autonomy and status to expansion", "S 72, 112"),
        share("intrusion_undone", "rb", 0.8, 0.2, "part of the intrusion that an equal balancer undoes"),
        points("cost_of_balancing", "ca", 0.2, 0.15, "cost of balancing", "S 148"),
        share("soothing", "le", 0.5, 0.3, "part of the intrusion that full legitimacy soothes", "S 74"),
        share("rival_capability", "rv0", 0.15, 0.1, "the rival's capability in 1989, the leader's being 1", "CINC"),
        per_year("growth", "gr", 0.01, 0.008, "growth of the rival's capability", "CINC, GDP"),
        per_year("growth_by_expansion", "ad", 0.01, 0.01, "growth that expansion adds", "S 78"),
        per_year("legitimacy_lost", "be", 0.02, 0.015, "part of legitimacy lost to expansion", "S 78"),
        per_year("legitimacy_lost_in_conflict", "bf", 0.03, 0.02, "legitimacy lost to conflict besides", "S 78"),
        per_year("legitimacy_regained", "rl", 0.02, 0.02, "part of lost legitimacy that restraint regains"),
        share("legitimacy", "l0", 0.8, 0.15, "the leader's legitimacy in 1989", "S 74"),
        share("western_power", "s0", 0.6, 0.1, "the West's share of power in 1989", "GDP"),
        per_year("western_decline", "sl", 0.005, 0.003, "fall of the West's share of power", "GDP"),
        points("intrusion_on_russia", "iR", 1.3, 0.3, "intrusion on Russia, the common one being 1", "S 148"),
        points("intrusion_on_china", "iC", 0.8, 0.3, "intrusion on China, the common one being 1", "S 148"),
        share("russian_capability", "rR", 0.25, 0.1, "Russia's capability in 1989", "CINC"),
        per_year("russian_growth", "gR", 0.002, 0.002, "growth of Russia's capability", "CINC"),
        share("chinese_capability", "rC", 0.1, 0.08, "China's capability in 1989", "CINC"),
        per_year("chinese_growth", "gC", 0.015, 0.008, "growth of China's capability", "CINC"),
        points("russian_cost_of_balancing", "caR", 0.15, 0.1, "cost of balancing to Russia", "S 148"),
        points("chinese_cost_of_balancing", "caC", 0.25, 0.15, "cost of balancing to China", "P 44.1k"),
    ),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019",
    labels=labels(
        {"L": "the leader", "riser": "the rising power"},
        {
            "L": {"restrained": ("restraint", "restrain itself"), "expansive": ("expansion", "expand")},
            "riser": {"accommodate": "accommodate", "balance": "balance"},
        },
        {
            "unopposed expansion": {"L": "expansive", "riser": "accommodate"},
            "contested expansion": {"L": "expansive", "riser": "balance"},
            "restraint": {"L": "restrained", "riser": "accommodate"},
        },
    ),
)
