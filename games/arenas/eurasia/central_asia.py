"""Central Asia: Russia's Eurasian Economic Union meets China's Belt and Road.

Russia keeps its union porous or makes it exclusive; China restrains itself to the economy or expands into security.

    Russia  porous, restrained       gain .3G, stat .5s, aut -.3kap, sec .5x
            porous, expansive        gain .4G, stat -s, aut -kap, sec -.2
            exclusive, restrained    gain t - o, stat .6s, gov -.2, sec .3x
            exclusive, expansive     gain t - 2o, stat -.3s, sec -fr
    China   porous, restrained       gain G, sec .7tau, stat .1
            porous, expansive        gain 1.2G - cx, prim .3, sec tau - fr
            exclusive, restrained    gain .4G, sec .5tau
            exclusive, expansive     gain .6G - 1.3cx, prim .2, sec tau - 1.5fr

Paikin (2020) finds a division of labour: a union that is never quite complete lets China's economic presence grow, and
a China that sees to little more than Xinjiang leaves Russia its rank as the region's guardian. Whether each is the
other's best reply is the question. Sizes are judgements.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    g, s, t, o = p.development_gain, p.status_value, p.protection, p.overlap
    kap, x, fr = p.asymmetry, p.rear_security, p.friction
    tau, cx = p.xinjiang_threat, p.expansion_cost
    union, presence = actions
    russia, china = {
        ("porous", "restrained"): (
            {"gain": g * 3 / 10, "status": s / 2, "autonomy": -kap * 3 / 10, "security": x / 2},
            {"gain": g, "security": tau * 7 / 10, "status": p.one / 10},
        ),
        ("porous", "expansive"): (
            {"gain": g * 4 / 10, "status": -s, "autonomy": -kap, "security": -p.one / 5},
            {"gain": g * 6 / 5 - cx, "primacy": p.one * 3 / 10, "security": tau - fr},
        ),
        ("exclusive", "restrained"): (
            {"gain": t - o, "status": s * 6 / 10, "governance": -p.one / 5, "security": x * 3 / 10},
            {"gain": g * 4 / 10, "security": tau / 2},
        ),
        ("exclusive", "expansive"): (
            {"gain": t - 2 * o, "status": -s * 3 / 10, "security": -fr},
            {"gain": g * 6 / 10 - cx * 13 / 10, "primacy": p.one / 5, "security": tau - fr * 3 / 2},
        ),
    }[union, presence]
    return {"Russia": russia, "China": china}


CENTRAL_ASIA = Arena(
    name="central_asia",
    title="Central Asia",
    question="Does a division of labour between Russia and China in Central Asia keep itself?",
    players=("Russia", "China"),
    actions=(("porous", "exclusive"), ("restrained", "expansive")),
    parameters=(
        parameter("development_gain", "G", 0.5, 0.2, 0.8, "gain from China's investment in the region"),
        parameter("overlap", "o", 0.2, 0, 0.6, "loss where an exclusive union and China's project collide"),
        parameter("protection", "t", 0.2, 0, 0.4, "gain to Russia from protecting its union's market"),
        parameter(
            "asymmetry", "kap", 0.5, 0.1, 0.9, "Russia's exposure to China's greater weight", source="Paikin 2020"
        ),
        parameter("status_value", "s", 0.5, 0.2, 0.9, "worth to Russia of regional primacy", source="Paikin 2020"),
        parameter("rear_security", "x", 0.4, 0.1, 0.7, "worth to Russia of a calm rear", source="Paikin 2020"),
        parameter("xinjiang_threat", "tau", 0.3, 0.1, 0.6, "threat to Xinjiang that China's presence can meet"),
        parameter("expansion_cost", "cx", 0.3, 0.05, 0.6, "cost to China of expanding into security"),
        parameter("friction", "fr", 0.3, 0.05, 0.6, "security lost where China's expansion meets Russia's interests"),
    ),
    reference_types=("conservative", "conservative"),
    effects=_effects,
    source="Paikin 2020",
)
