"""Intervention to protect: a liberal power L that would act, a conservative power K with a veto.

L intervenes on its own, seeks a mandate, or abstains; K consents to a mandate or vetoes it.

    unilateral (either way)   L  prom a, prim .2, gov -l, gain -cost, sec -.1
                              K  aut -kap, gov -l, sec -.2, stat -.3
    seek_mandate, consent     L  prom a, gov .3rho - .2(1 - rho), gain -cost
                              K  gov .3rho - .2(1 - rho), aut -kap (1 - rho), com .3a, stat .2(2rho - 1)
    seek_mandate, veto        L  prom -.5a, gov -.1
                              K  gov -.1 - .2a, stat .1, com -.3a
    abstain (either way)      L  prom -.5a
                              K  com -.3a

K consents as long as its trust rho that the mandate is not stretched is at least

    rho* = [10 kap w_aut + w_gov + 3 w_stat - a (6 w_com + 2 w_gov) - 10 cost w_rel]
           / (10 kap w_aut + 5 w_gov + 4 w_stat),

weights being K's; the term in w_rel is there because a K that minds relative gains counts what the operation costs L.
Against a veto L acts on its own rather than abstain once the severity a reaches

    a* = [l w_gov + cost (w_gain + w_rel) + .1 w_sec - .2 w_prim] / (1.5 w_prom),

weights being L's.

The Responsibility to Protect (paragraphs 138-139 of the 2005 World Summit Outcome, adopted by consensus) asks a state
to protect its people and the world to act through the Security Council where it fails. Sakwa (2019, "Conservative
internationalism") finds sovereign internationalists without a settled balance between sovereignty and protection.
Sizes are judgements.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    liberal, conservative = actions
    a, rho, one = p.severity, p.mandate_trust, p.one
    if liberal == "unilateral":
        return {
            "L": {
                "promotion": a,
                "primacy": one / 5,
                "governance": -p.rule_damage,
                "gain": -p.operation_cost,
                "security": -one / 10,
            },
            "K": {
                "autonomy": -p.intrusion,
                "governance": -p.rule_damage,
                "security": -one / 5,
                "status": -one * 3 / 10,
            },
        }
    if liberal == "abstain":
        return {"L": {"promotion": -a / 2}, "K": {"commons": -a * 3 / 10}}
    if conservative == "veto":
        return {
            "L": {"promotion": -a / 2, "governance": -one / 10},
            "K": {"governance": -one / 10 - a / 5, "status": one / 10, "commons": -a * 3 / 10},
        }
    mandate_kept = (3 * rho - 2 * (1 - rho)) / 10
    return {
        "L": {"promotion": a, "governance": mandate_kept, "gain": -p.operation_cost},
        "K": {
            "governance": mandate_kept,
            "autonomy": -p.intrusion * (1 - rho),
            "commons": a * 3 / 10,
            "status": (2 * rho - 1) / 5,
        },
    }


INTERVENTION = Arena(
    name="intervention",
    title="Intervention to protect",
    question="How much trust that a mandate is not stretched does consent take, and when is no mandate sought at all?",
    players=("L", "K"),
    actions=(("unilateral", "seek_mandate", "abstain"), ("consent", "veto")),
    parameters=(
        parameter("severity", "a", 0.6, 0.1, 1, "how grave the abuses are"),
        parameter("mandate_trust", "rho", 0.5, 0, 1, "trust that the mandate is not stretched", "share"),
        parameter("rule_damage", "l", 0.4, 0.1, 0.8, "damage to shared rules when force is used without a mandate"),
        parameter(
            "intrusion", "kap", 0.5, 0.2, 0.9, "autonomy that a precedent of unbounded intervention takes from K"
        ),
        parameter("operation_cost", "cost", 0.2, 0.05, 0.4, "economic cost of the operation to L"),
    ),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019",
)
