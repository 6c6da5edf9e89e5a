"""Arms control: two states that comply or deploy, and a society that may march.

With me and you for deploying, ch the strain of an unconstrained third party (chi, felt by Russia as chr chi):

    either state   security     (1 - me)(1 - you)(mr - ch) + me (1 - you) D - (1 - me) you vv - me you dd
                   at home      -mu march (US that deploys), -mu oR march (Russia that deploys)
                   gain         -ca me
                   governance   y if both comply, less yl y me
    US             primacy      pl if it deploys alone
    society        commons      -ar (deployers) + v march if the US deploys
                   gain         -cs march

Sakwa (2019) has transformative movements on the ground floor hold governments to treaties.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...orders.mixes import MOVEMENT
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    us, russia = (int(action == "deploy") for action in actions[:2])
    march = int(actions[2] == "march")
    return {
        "US": _of_state(p, us, russia, p.third_party)
        | {"unrest": -p.unrest * march * us, "primacy": p.primacy_of_lone_deployment * us * (1 - russia)},
        "Russia": _of_state(p, russia, us, p.third_party_felt_by_russia * p.third_party)
        | {"unrest": -p.unrest * p.russian_openness * march * russia},
        "society": {
            "commons": -p.commons_lost * (us + russia) + p.worth_of_protest * march * us,
            "gain": -p.cost_of_protest * march,
        },
    }


def _of_state(p: Any, own: int, other: int, strain: Any) -> dict[str, Any]:
    return {
        "security": (p.mutual_restraint - strain) * (1 - own) * (1 - other)
        + p.lone_deployer * own * (1 - other)
        - p.lone_complier * (1 - own) * other
        - p.both_deploy * own * other,
        "gain": -p.cost * own,
        "governance": p.treaty * (1 - own) * (1 - other) - p.treaty_lost_by_deployer * p.treaty * own,
    }


ARMS = Arena(
    name="arms",
    title="Arms control and the movement",
    question="Does a society that may march keep a state in a treaty?",
    players=("US", "Russia", "society"),
    actions=(("comply", "deploy"), ("comply", "deploy"), ("quiet", "march")),
    parameters=(
        points("mutual_restraint", "mr", 0.4, 0.2, "security of mutual restraint", "S 56"),
        points("lone_deployer", "D", 0.3, 0.2, "security of deploying alone"),
        points("lone_complier", "vv", 0.6, 0.3, "security lost by complying alone"),
        points("both_deploy", "dd", 0.3, 0.2, "security lost where both deploy"),
        points("third_party", "chi", 0.3, 0.3, "strain of a third party that no treaty binds"),
        share("third_party_felt_by_russia", "chr", 0.5, 0.3, "part of the strain that Russia feels"),
        points("cost", "ca", 0.1, 0.08, "economic cost of deploying"),
        points("treaty", "y", 0.3, 0.2, "worth of the treaty as governance", "S 92"),
        share("treaty_lost_by_deployer", "yl", 0.5, 0.3, "part of the treaty's worth that a deployer loses besides"),
        points("primacy_of_lone_deployment", "pl", 0.2, 0.15, "primacy of a lone deployment"),
        points("unrest", "mu", 0.4, 0.3, "unrest that a march stirs", "S 56"),
        share("russian_openness", "oR", 0.3, 0.2, "openness of Russia to a march", "S 112"),
        points("commons_lost", "ar", 0.3, 0.2, "loss of commons to each deployment", "S 92"),
        points("worth_of_protest", "v", 0.3, 0.2, "worth of a march to society", "S 92"),
        points("cost_of_protest", "cs", 0.1, 0.08, "cost of a march"),
    ),
    reference_types=("liberal", "conservative", MOVEMENT),
    effects=_effects,
    societies=("society",),
    source="Sakwa 2019",
    labels=labels(
        {"US": "the United States", "Russia": "Russia", "society": "the peace movement"},
        {
            **{
                each: {"comply": ("comply", "keep the treaty"), "deploy": ("deploy", "deploy missiles")}
                for each in ("US", "Russia")
            },
            "society": {"quiet": ("quiet", "stay quiet"), "march": "march"},
        },
        {"arms race": {"US": "deploy", "Russia": "deploy"}, "arms control": {"US": "comply", "Russia": "comply"}},
    ),
)
