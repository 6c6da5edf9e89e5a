"""Arms control: the treaty on intermediate-range nuclear forces (INF), the United States and Russia.

Each complies or deploys. What a profile does to a side, its own action first, with x = chi for the United States and
chi / 2 for Russia:

    comply, comply     sec .4 - x, gov y
    comply, deploy     sec -v
    deploy, comply     sec D, gain -ca, gov -.5y, com -mu; for the United States prim .2
    deploy, deploy     sec -.3, gain -ca, gov -.5y, com -mu

Here chi is what a third party that the treaty does not bind takes from the security of those whom it does. Against a
Russia that complies the United States stays as long as chi is at most

    chi* = .4 - D + [1.5 y w_gov + ca (w_gain + w_rel) + mu w_com - .2 w_prim] / w_sec,

weights being its own.

Sakwa (2019, "The international system") recalls that the peace movement of the 1980s did not stop the missiles, but
that fear of its return is part of the calculus after the treaty ended in 2019. Sizes are judgements.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    us, russia = actions
    united_states = _side(us, russia, p, p.third_party)
    if actions == ("deploy", "comply"):
        united_states["primacy"] = p.one / 5
    return {"US": united_states, "Russia": _side(russia, us, p, p.third_party / 2)}


def _side(own: str, other: str, p: Any, unbound: Any) -> dict[str, Any]:
    if own == "deploy":
        return {
            "security": p.deployment_edge if other == "comply" else -p.one * 3 / 10,
            "gain": -p.arms_cost,
            "governance": -p.treaty_worth / 2,
            "commons": -p.peace_movement,
        }
    if other == "deploy":
        return {"security": -p.vulnerability}
    return {"security": p.one * 2 / 5 - unbound, "governance": p.treaty_worth}


ARMS_CONTROL = Arena(
    name="arms_control",
    title="Arms control",
    question="What holds a treaty on missiles together, and what third party, outside it, makes a side leave?",
    players=("US", "Russia"),
    actions=(("comply", "deploy"), ("comply", "deploy")),
    parameters=(
        parameter("deployment_edge", "D", 0.3, 0.1, 0.6, "security won by deploying alone"),
        parameter("vulnerability", "v", 0.6, 0.3, 0.9, "security lost by complying alone"),
        parameter(
            "peace_movement",
            "mu",
            0.2,
            0,
            0.6,
            "discord that deploying stirs in one's own society",
            source="Sakwa 2019",
        ),
        parameter(
            "third_party", "chi", 0.3, 0, 0.8, "security that a third party, bound by nothing, takes from the US"
        ),
        parameter("arms_cost", "ca", 0.1, 0.02, 0.3, "economic cost of deploying"),
        parameter("treaty_worth", "y", 0.3, 0.1, 0.6, "worth of the arms control regime when both comply"),
    ),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019",
)
