"""Recognition of a rising power: co-management, contest, or acquiescence.

    incumbent, riser         what the incumbent feels                   what the riser feels
    recognise, co-manage     gov b, prim -q, sec sb b                   gov b, stat r, sec sb b
    recognise, contest       gov -d, prim -q, sec -d                    gov -d, stat r, sec -sd d, aut xa
    recognise, acquiesce     gov lb b                                   gov lb b, aut -al, gain xg
    deny, co-manage          gov lb b                                   gov lb b, stat -r, aut -la al
    deny, contest            gov -d, sec -sd d, prim -lq q              gov -d, stat -(1 - fs) r, sec -sd d, aut xa
    deny, acquiesce          prim q, gain xg                            stat -r, aut -al, gain xg

Sakwa (2019) holds that conservatives want co-management, and turn to contest where rank is denied to them, while
acquiescing in a subaltern place is not what they will do.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    incumbent, riser = (_recognised if actions[0] == "recognise" else _denied)(actions[1], p)
    return {"incumbent": incumbent, "riser": riser}


def _recognised(reply: str, p: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    benefit, rank = p.joint_benefit, p.status_at_stake
    if reply == "co_manage":
        shared = {"governance": benefit, "security": p.benefit_as_security * benefit}
        return shared | {"primacy": -p.rule_share_ceded}, shared | {"status": rank}
    if reply == "contest":
        incumbent = {"governance": -p.disorder, "primacy": -p.rule_share_ceded, "security": -p.disorder}
        return incumbent, {**_contesting(p), "status": rank}
    left = {"governance": p.benefit_without_both * benefit}
    return left, left | {"autonomy": -p.autonomy_cost, "gain": p.gain_of_acquiescing}


def _denied(reply: str, p: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    rank = p.status_at_stake
    if reply == "co_manage":
        left = {"governance": p.benefit_without_both * p.joint_benefit}
        return left, left | {"status": -rank, "autonomy": -p.autonomy_cost_unrecognised * p.autonomy_cost}
    if reply == "contest":
        incumbent = {
            "governance": -p.disorder,
            "security": -p.disorder_as_insecurity * p.disorder,
            "primacy": -p.primacy_lost_to_contest * p.rule_share_ceded,
        }
        return incumbent, {**_contesting(p), "status": -(1 - p.status_kept_by_contest) * rank}
    incumbent = {"primacy": p.rule_share_ceded, "gain": p.gain_of_acquiescing}
    return incumbent, {"status": -rank, "autonomy": -p.autonomy_cost, "gain": p.gain_of_acquiescing}


def _contesting(p: Any) -> dict[str, Any]:
    return {
        "governance": -p.disorder,
        "security": -p.disorder_as_insecurity * p.disorder,
        "autonomy": p.autonomy_from_contest,
    }


RECOGNITION = Arena(
    name="recognition",
    title="Recognition and co-management",
    question="Does recognition bring a rising conservative power to co-manage order, and does denial make it contest?",
    players=("incumbent", "riser"),
    actions=(("recognise", "deny"), ("co_manage", "contest", "acquiesce")),
    parameters=(
        points("joint_benefit", "b", 0.4, 0.3, "benefit of managing order together", "S 146"),
        points("disorder", "d", 0.4, 0.3, "disorder brought by a contest", "S 72"),
        share("rule_share_ceded", "q", 0.3, 0.2, "share of rule-making that recognition cedes", "S 146"),
        points("status_at_stake", "r", 0.6, 0.4, "worth of recognition as an equal", "S 150"),
        points("autonomy_cost", "al", 0.3, 0.2, "autonomy that acquiescing costs", "S 144"),
        points("gain_of_acquiescing", "xg", 0.2, 0.2, "gain from acquiescing", "S 72"),
        points("autonomy_from_contest", "xa", 0.2, 0.2, "autonomy from contesting", "S 154"),
        share("benefit_as_security", "sb", 0.5, 0.3, "part of the benefit felt as security"),
        share("disorder_as_insecurity", "sd", 0.5, 0.3, "part of the disorder felt as insecurity"),
        share("benefit_without_both", "lb", 0.3, 0.2, "part of the benefit without recognition or co-management"),
        share("autonomy_cost_unrecognised", "la", 0.5, 0.3, "part of the autonomy cost of unrecognised co-management"),
        share("primacy_lost_to_contest", "lq", 0.5, 0.3, "part of the ceded share that a contest takes"),
        share(
            "status_kept_by_contest",
            "fs",
            0.5,
            0.4,
            "part of its status that contesting a denial keeps",
            "S 150, P 26.9k",
        ),
    ),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019; Paikin 2020",
    labels=labels(
        {"incumbent": "the incumbent", "riser": "the rising power"},
        {
            "incumbent": {"recognise": "recognise", "deny": ("deny", "deny recognition")},
            "riser": {"co_manage": "co-manage", "contest": "contest", "acquiesce": "acquiesce"},
        },
        {
            "concert": {"incumbent": "recognise", "riser": "co_manage"},
            "stand-off": {"incumbent": "deny", "riser": "contest"},
            "submission": {"incumbent": "deny", "riser": "acquiesce"},
        },
    ),
)
