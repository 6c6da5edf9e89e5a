"""Status recognition: an incumbent and a riser.

The incumbent recognises the riser as a co-manager of order, or denies it; the riser co-manages, contests, or
acquiesces. What each profile does, incumbent first:

    recognise, co_manage     gov b, prim -q, sec b/2              gov b, stat r, sec b/2
    recognise, contest       gov -d, prim -q, sec -d              gov -d, stat r, sec -d/2, aut x
    recognise, acquiesce     gov b/2                              gov b/2, aut -al, gain x
    deny, co_manage          gov .3b, prim .1                     gov .3b, stat -r, aut -al/2
    deny, contest            gov -d, sec -d/2, prim -q/2          gov -d, stat -.3r, sec -d/2, aut x
    deny, acquiesce          prim q, gain x                       stat -r, aut -al, gain x

Sakwa (2019, "Solidarism, hegemony and neo-revisionism") reads the post-cold-war years as a failed inclusion: denied an
equal place, neither Russia nor China accepts a subaltern one, though both would co-manage. Whether recognition and
co-management hold together is then a matter of assurance: each side's best move is the other's. Sizes are judgements.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    b, d, r = p.joint_benefit, p.disorder, p.status_value
    q, al, x = p.rule_share, p.autonomy_cost, p.side_benefit
    posture, response = actions
    incumbent, riser = {
        ("recognise", "co_manage"): (
            {"governance": b, "primacy": -q, "security": b / 2},
            {"governance": b, "status": r, "security": b / 2},
        ),
        ("recognise", "contest"): (
            {"governance": -d, "primacy": -q, "security": -d},
            {"governance": -d, "status": r, "security": -d / 2, "autonomy": x},
        ),
        ("recognise", "acquiesce"): ({"governance": b / 2}, {"governance": b / 2, "autonomy": -al, "gain": x}),
        ("deny", "co_manage"): (
            {"governance": b * 3 / 10, "primacy": p.one / 10},
            {"governance": b * 3 / 10, "status": -r, "autonomy": -al / 2},
        ),
        ("deny", "contest"): (
            {"governance": -d, "security": -d / 2, "primacy": -q / 2},
            {"governance": -d, "status": -r * 3 / 10, "security": -d / 2, "autonomy": x},
        ),
        ("deny", "acquiesce"): ({"primacy": q, "gain": x}, {"status": -r, "autonomy": -al, "gain": x}),
    }[posture, response]
    return {"Incumbent": incumbent, "Riser": riser}


RECOGNITION = Arena(
    name="recognition",
    title="Status recognition",
    question="Can recognition and co-management hold together, or does denial meet contestation?",
    players=("Incumbent", "Riser"),
    actions=(("recognise", "deny"), ("co_manage", "contest", "acquiesce")),
    parameters=(
        parameter("status_value", "r", 0.6, 0.2, 1, "worth of recognition as an equal co-manager", source="Sakwa 2019"),
        parameter("joint_benefit", "b", 0.4, 0.1, 0.8, "benefit of managing order together"),
        parameter("disorder", "d", 0.4, 0.1, 0.8, "damage that contestation does"),
        parameter("rule_share", "q", 0.3, 0.1, 0.6, "share of rule-making that recognition cedes"),
        parameter("autonomy_cost", "al", 0.3, 0.1, 0.6, "autonomy lost by acquiescing"),
        parameter("side_benefit", "x", 0.2, 0, 0.4, "gain from acquiescing, autonomy from contesting"),
    ),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019; Paikin 2020",
)
