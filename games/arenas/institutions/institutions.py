"""Institutional reform: who owns the bodies that govern the world, and what a riser does about it.

The West shares control of the bodies or retains it; the riser reforms within, builds parallel bodies, or exits. With
sh = 1 where the West shares, else 0:

    riser   reform_within  gov b (.4 + .6 sh), stat st sh - .6 st (1 - sh), aut -t
            parallel       gov .5b - .3f, stat .6 st, aut -t (1 - o), gain -c
            exit           gov -b, stat .2 st, aut .2 - t (1 - o), gain -2c - .2
    West    reform_within  gov b (.4 + .6 sh), prim -q sh + .1 (1 - sh)
            parallel       gov .5b - f, prim -.5q - .5q sh
            exit           gov -b, prim -.3q, sec -.2

Sakwa (2019, "Conservative internationalism") holds that the sovereign internationalist wants the bodies freed from
their sponsors rather than destroyed; where that is refused and pressure grows, parallel bodies follow, some of them
good ones. Sizes are judgements.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    west, riser = actions
    shared = int(west == "share")
    b, q, f, st = p.joint_benefit, p.rule_share, p.fragmentation, p.status_value
    exposed = p.threat * (1 - p.outside_capacity)
    reformed = b * (4 + 6 * shared) / 10
    if riser == "reform_within":
        return {
            "West": {"governance": reformed, "primacy": -q * shared + p.one * (1 - shared) / 10},
            "Riser": {
                "governance": reformed,
                "status": st * shared - st * (1 - shared) * 6 / 10,
                "autonomy": -p.threat,
            },
        }
    if riser == "parallel":
        return {
            "West": {"governance": b / 2 - f, "primacy": -q * (1 + shared) / 2},
            "Riser": {
                "governance": b / 2 - f * 3 / 10,
                "status": st * 6 / 10,
                "autonomy": -exposed,
                "gain": -p.parallel_cost,
            },
        }
    return {
        "West": {"governance": -b, "primacy": -q * 3 / 10, "security": -p.one / 5},
        "Riser": {
            "governance": -b,
            "status": st / 5,
            "autonomy": p.one / 5 - exposed,
            "gain": -2 * p.parallel_cost - p.one / 5,
        },
    }


INSTITUTIONS = Arena(
    name="institutions",
    title="Institutional reform",
    question="When does a riser reform shared bodies from within, and when does it build its own?",
    players=("West", "Riser"),
    actions=(("share", "retain"), ("reform_within", "parallel", "exit")),
    parameters=(
        parameter("threat", "t", 0.4, 0, 1, "autonomy that bodies owned by others put at risk", source="Sakwa 2019"),
        parameter("joint_benefit", "b", 0.4, 0.1, 0.8, "benefit of shared governance"),
        parameter("rule_share", "q", 0.3, 0.1, 0.6, "share of rule-making that sharing cedes"),
        parameter("fragmentation", "f", 0.3, 0.1, 0.6, "damage that parallel bodies do to the old ones"),
        parameter("outside_capacity", "o", 0.5, 0.1, 0.9, "part of the threat that own bodies take off", "share"),
        parameter("parallel_cost", "c", 0.15, 0.05, 0.3, "cost of building parallel bodies"),
        parameter("status_value", "st", 0.5, 0.2, 0.8, "worth of an equal place", source="Sakwa 2019"),
    ),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019; Paikin 2020",
)
