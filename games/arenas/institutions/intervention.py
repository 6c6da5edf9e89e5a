"""Humanitarian intervention: liberals act alone, seek a mandate or abstain; conservatives consent or veto.

    unilateral           L  prom a, gov -l, prim pu, gain -cost, sec -su      K  aut -kap, gov -l, sec -su, stat -su2
    mandate, consent     both gov gm rho - gs (1 - rho)
                         L  prom a, gain -cost
                         K  aut -kap (1 - rho), com cm a, stat sm (2 rho - 1)
    mandate, veto        both gov -gw a    L  prom -fa a                      K  stat sv, com -cm a
    abstain              L  prom -fa a                                        K  com -cm a

rho is the trust that a mandate will be kept and not stretched. Sakwa (2019) holds that conservatives accept the duty to
protect where it is the United Nations' to decide.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import points, share
from ...text.labels import PlayerLabel, labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    move, reply = actions
    unheeded = {"L": {"promotion": -p.part_lost_by_not_acting * p.severity}, "K": {"commons": -p.commons * p.severity}}
    if move == "abstain":
        return unheeded
    if move == "unilateral":
        return {
            "L": {
                "promotion": p.severity,
                "governance": -p.governance_lost,
                "primacy": p.primacy,
                "gain": -p.cost,
                "security": -p.security_cost,
            },
            "K": {
                "autonomy": -p.intrusion,
                "governance": -p.governance_lost,
                "security": -p.security_cost,
                "status": -p.status_ignored,
            },
        }
    if reply == "veto":
        deadlock = {"governance": -p.governance_lost_to_deadlock * p.severity}
        return {"L": unheeded["L"] | deadlock, "K": unheeded["K"] | deadlock | {"status": p.status_of_veto}}
    kept = {
        "governance": p.governance_of_kept_mandate * p.mandate_trust
        - p.governance_of_stretched_mandate * (1 - p.mandate_trust)
    }
    return {
        "L": kept | {"promotion": p.severity, "gain": -p.cost},
        "K": kept
        | {
            "autonomy": -p.intrusion * (1 - p.mandate_trust),
            "commons": p.commons * p.severity,
            "status": p.status_of_consent * (2 * p.mandate_trust - 1),
        },
    }


INTERVENTION = Arena(
    name="intervention",
    title="Humanitarian intervention",
    question="At what trust in the mandate do conservatives consent to an intervention?",
    players=("L", "K"),
    actions=(("unilateral", "mandate", "abstain"), ("consent", "veto")),
    parameters=(
        points("severity", "a", 0.6, 0.4, "gravity of the abuses", "S 122"),
        share("mandate_trust", "rho", 0.5, 0.5, "trust that the mandate is not stretched", "S 122"),
        points("governance_lost", "l", 0.4, 0.3, "governance lost to acting alone", "P 23.5k"),
        points("intrusion", "kap", 0.5, 0.3, "autonomy lost to an intrusion", "S 112"),
        points("cost", "cost", 0.2, 0.15, "economic cost of intervening", "S 156"),
        points("primacy", "pu", 0.2, 0.15, "primacy of acting alone", "S 68"),
        points("security_cost", "su", 0.1, 0.1, "security cost of acting alone", "S 156"),
        points("governance_of_kept_mandate", "gm", 0.3, 0.2, "governance won by a mandate that is kept", "S 122"),
        points("governance_of_stretched_mandate", "gs", 0.2, 0.15, "governance lost by a stretched mandate", "P 23.5k"),
        points("commons", "cm", 0.3, 0.2, "welfare of the people concerned", "S 122"),
        points("status_of_consent", "sm", 0.2, 0.15, "status of one whose consent is sought", "S 124"),
        share("part_lost_by_not_acting", "fa", 0.5, 0.3, "part of the severity that inaction costs the liberals"),
        points("governance_lost_to_deadlock", "gw", 0.2, 0.15, "governance lost to deadlock"),
        points("status_of_veto", "sv", 0.1, 0.1, "status of a veto"),
        points("status_ignored", "su2", 0.3, 0.2, "status lost when ignored", "S 150"),
    ),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019; Paikin 2020",
    labels=labels(
        {"L": PlayerLabel("the liberals", plural=True), "K": PlayerLabel("the conservatives", plural=True)},
        {
            "L": {
                "unilateral": ("act alone", "act alone"),
                "mandate": ("seek a mandate", "seek a mandate"),
                "abstain": "abstain",
            },
            "K": {"consent": ("consent", "consent to a mandate"), "veto": ("veto", "veto a mandate")},
        },
        {
            "deadlock": {"L": "mandate", "K": "veto"},
            "intervention by mandate": {"L": "mandate", "K": "consent"},
        },
    ),
)
