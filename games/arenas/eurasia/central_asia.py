"""Central Asia: Russia's union, China's road, and a state between them.

With X for an exclusive union, Y for an expansive China, and V, R, C for a state of many vectors, or one that leans to
Russia or to China:

    Russia   gain g (1 - X) + tu X - ov X (1 - R)      status s (1 - C) - sy Y      autonomy -kap (Y + C) / 2
             security x (1 - Y)                        governance -ov X
    China    gain G (1 - ob X)(1 + ey Y)(1 - ob R) - cx Y
             security tau (rs + (1 - rs) Y) - fr Y (1 + X)                          primacy hY (Y + C) / 2
    state    gain gc (1 - ob X) V + gc (1 - ob)(R + C (1 + ey Y))
             autonomy av V - dep R (1 + X) - dep C (1 + Y)
             security pl R + pl C Y                    status pl V

Paikin (2020) describes a porous union, a restrained China and states that keep many vectors, each upholding the others.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...orders.mixes import CENTRAL_ASIAN_STATE, CHINA, RUSSIA
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    exclusive, expansive = int(actions[0] == "exclusive"), int(actions[1] == "expansive")
    many, to_russia, to_china = (int(actions[2] == name) for name in ("multi_vector", "lean_russia", "lean_china"))
    let_through = 1 - p.obstruction * exclusive
    return {
        "Russia": {
            "gain": p.gain_of_transit * (1 - exclusive)
            + p.gain_of_union * exclusive
            - p.overlap * exclusive * (1 - to_russia),
            "status": p.regional_status * (1 - to_china) - p.status_lost_to_china * expansive,
            "autonomy": -p.asymmetry * (expansive + to_china) / 2,
            "security": p.calm_rear * (1 - expansive),
            "governance": -p.overlap * exclusive,
        },
        "China": {
            "gain": p.chinese_gain
            * let_through
            * (1 + p.extra_of_expansion * expansive)
            * (1 - p.obstruction * to_russia)
            - p.cost_of_expansion * expansive,
            "security": p.calm_of_xinjiang * (p.met_by_restraint + (1 - p.met_by_restraint) * expansive)
            - p.friction * expansive * (1 + exclusive),
            "primacy": p.primacy_of_expansion * (expansive + to_china) / 2,
        },
        "Central_Asian_state": {
            "gain": p.gain_of_the_region * let_through * many
            + p.gain_of_the_region
            * (1 - p.obstruction)
            * (to_russia + to_china * (1 + p.extra_of_expansion * expansive)),
            "autonomy": p.autonomy_of_many_vectors * many
            - p.dependence * (to_russia * (1 + exclusive) + to_china * (1 + expansive)),
            "security": p.protection * (to_russia + to_china * expansive),
            "status": p.protection * many,
        },
    }


CENTRAL_ASIA = Arena(
    name="central_asia",
    title="Central Asia between union and road",
    question="Do a porous union, a restrained China and states of many vectors uphold one another?",
    players=("Russia", "China", "Central_Asian_state"),
    actions=(
        ("porous", "exclusive"),
        ("restrained", "expansive"),
        ("multi_vector", "lean_russia", "lean_china"),
    ),
    parameters=(
        points("gain_of_transit", "g", 0.2, 0.15, "Russia's gain of open transit", "P 37.9k"),
        points("gain_of_union", "tu", 0.2, 0.15, "Russia's gain of a closed union", "P 37.4k"),
        points("overlap", "ov", 0.2, 0.15, "loss where a closed union and the road collide", "P 38.2k"),
        points("regional_status", "s", 0.4, 0.25, "Russia's status in the region", "P 12.7k, 29k"),
        points("status_lost_to_china", "sy", 0.5, 0.3, "status lost to an expansive China", "P 28.6k"),
        points("asymmetry", "kap", 0.4, 0.3, "Russia's exposure to China's greater weight", "P 30.3k"),
        points("calm_rear", "x", 0.3, 0.2, "security of a calm rear", "P 11.9k"),
        points("chinese_gain", "G", 0.4, 0.2, "China's gain in the region", "P 30.7k"),
        share("obstruction", "ob", 0.5, 0.3, "part of the gain that exclusion obstructs", "P 38.2k"),
        share("extra_of_expansion", "ey", 0.2, 0.15, "part that expansion adds to China's gain in the region"),
        points("cost_of_expansion", "cx", 0.3, 0.2, "cost of expansion", "P 32.8k"),
        points("calm_of_xinjiang", "tau", 0.3, 0.2, "security of a calm Xinjiang", "P 37.9k"),
        share("met_by_restraint", "rs", 0.7, 0.25, "part of the calm of Xinjiang that restraint meets", "P 37.9k"),
        points("friction", "fr", 0.3, 0.2, "friction that expansion meets"),
        points("primacy_of_expansion", "hY", 0.2, 0.15, "primacy of expansion"),
        points("gain_of_the_region", "gc", 0.4, 0.2, "gain of the state in the region", "P 32.4k"),
        points("autonomy_of_many_vectors", "av", 0.3, 0.2, "autonomy of many vectors", "P 12.2k"),
        points("dependence", "dep", 0.3, 0.2, "autonomy lost by leaning", "P 38.0k"),
        points("protection", "pl", 0.15, 0.1, "protection of leaning, or standing of many vectors"),
    ),
    reference_types=(RUSSIA, CHINA, CENTRAL_ASIAN_STATE),
    effects=_effects,
    source="Paikin 2020",
    labels=labels(
        {"Russia": "Russia", "China": "China", "Central_Asian_state": "the Central Asian state"},
        {
            "Russia": {
                "porous": ("porous union", "keep its union porous"),
                "exclusive": ("exclusive union", "close its union"),
            },
            "China": {
                "restrained": ("restraint", "restrain itself"),
                "expansive": ("expansion", "expand into security"),
            },
            "Central_Asian_state": {
                "multi_vector": ("many vectors", "keep many vectors"),
                "lean_russia": ("lean to Russia", "lean to Russia"),
                "lean_china": ("lean to China", "lean to China"),
            },
        },
        {
            "division of labour": {
                "Russia": "porous",
                "China": "restrained",
                "Central_Asian_state": "multi_vector",
            }
        },
    ),
)
