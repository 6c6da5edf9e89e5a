"""The arms spiral: arms control in which every deployment stirs the movements that oppose it.

In each period the United States and Russia comply or deploy. What a profile does to a side, its own action first, with
x = chi for the United States and chi / 2 for Russia:

    comply, comply     sec .4 - x, gov y
    comply, deploy     sec -v
    deploy, comply     sec D, gain -ca, gov -.5y, com -mu; for the United States prim .2
    deploy, deploy     sec -.3, gain -ca, gov -.5y, com -mu

What deploying costs a side in its own society, mu, is the state: 0, .2, .4 or .6. A deployment by either side raises it
a step with the chance a, for each that deploys half of it; where both comply it falls a step with the chance b.

Sakwa (2019, "The international system") holds that unchecked arms would bring the peace movements back. Whether they
check the arms is what the model is asked. Sizes are judgements.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter
from ...stochastic.course import Course, Moves, one_step
from ...text.labels import labels

MOVEMENTS = (
    ("no movement", Fraction(0)),
    ("weak movement", Fraction(1, 5)),
    ("strong movement", Fraction(2, 5)),
    ("mass movement", Fraction(3, 5)),
)
"""How strong the peace movements are, each with the discord that a deployment then stirs."""


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


def _moves(actions: tuple[str, ...], state: int, p: Any) -> Moves:
    deployed = actions.count("deploy")
    down = p.demobilisation if deployed == 0 else 0
    return one_step(state, len(MOVEMENTS) - 1, p.mobilisation * deployed / 2, down)


ARMS_SPIRAL = Arena(
    name="arms_spiral",
    title="The arms spiral",
    question="Do the movements that a build-up of arms brings back check it?",
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
        parameter("mobilisation", "a", 0.5, 0.1, 1, "chance that deployments strengthen the movements", "share"),
        parameter("demobilisation", "b", 0.3, 0.05, 1, "chance that compliance lets the movements fade", "share"),
    ),
    players=("US", "Russia"),
    actions=(("comply", "deploy"), ("comply", "deploy")),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019",
    course=Course("peace_movement", MOVEMENTS, _moves, driver="third_party"),
    labels=labels(
        {"US": "the United States", "Russia": "Russia"},
        {
            each: {"comply": ("comply", "keep the limits"), "deploy": ("deploy", "deploy missiles")}
            for each in ("US", "Russia")
        },
        {"arms control": {"US": "comply", "Russia": "comply"}, "arms race": {"US": "deploy", "Russia": "deploy"}},
    ),
)
