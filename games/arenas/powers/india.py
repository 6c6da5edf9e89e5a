"""India between the others: India and China, with the United States and Russia in the wings.

India keeps ties with all (multi_align) or joins those who balance China; China shows restraint or presses at the
border.

    India   multi_align, restraint          gain G, aut au, stat .3
            multi_align, border_pressure    gain .7G, aut au - .1, sec -th, stat -.4
            balance, restraint              gain .6G, aut -au, sec .1
            balance, border_pressure        gain .5G, aut -au, sec -th (1 - sh), stat -.1
    China   multi_align, restraint          sec .2, gain .3
            multi_align, border_pressure    aut cl, prim cl, sec .1, gain .2
            balance, restraint              sec -fr, gain .1
            balance, border_pressure        sec -1.3fr, aut cl, prim .5cl

India balances a China that presses once th reaches

    th* = [.2 G (w_gain + w_rel) - .2 w_rel + (2au - .1) w_aut - .3 w_stat] / (sh w_sec),

weights being India's; China presses an India aligned with all once cl reaches

    cl* = [.1 w_gain + .1 w_sec + (.1 - .3 G) w_rel] / (w_aut + w_prim),

weights being China's.

Paikin (2020) expects an India that goes on balancing between the powers to entrench a plural Eurasia, and clashes at
the border to raise China's need of Russia. Sakwa (2019, "Transformative internationalism") sees non-alignment return
among those whom great powers overshadow. Sizes are judgements.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    g, au, th = p.economic_gain, p.autonomy_value, p.border_threat
    cl, fr, one = p.claim_value, p.friction, p.one
    course, conduct = actions
    india, china = {
        ("multi_align", "restraint"): (
            {"gain": g, "autonomy": au, "status": one * 3 / 10},
            {"security": one / 5, "gain": one * 3 / 10},
        ),
        ("multi_align", "border_pressure"): (
            {"gain": g * 7 / 10, "autonomy": au - one / 10, "security": -th, "status": -one * 2 / 5},
            {"autonomy": cl, "primacy": cl, "security": one / 10, "gain": one / 5},
        ),
        ("balance", "restraint"): (
            {"gain": g * 6 / 10, "autonomy": -au, "security": one / 10},
            {"security": -fr, "gain": one / 10},
        ),
        ("balance", "border_pressure"): (
            {"gain": g / 2, "autonomy": -au, "security": -th * (1 - p.us_shielding), "status": -one / 10},
            {"security": -fr * 13 / 10, "autonomy": cl, "primacy": cl / 2},
        ),
    }[course, conduct]
    return {"India": india, "China": china}


INDIA = Arena(
    name="india",
    title="India between the powers",
    question="When does India keep its ties with all, and when does pressure at the border make it balance China?",
    players=("India", "China"),
    actions=(("multi_align", "balance"), ("restraint", "border_pressure")),
    parameters=(
        parameter("economic_gain", "G", 0.4, 0.1, 0.7, "gain to India from ties with China"),
        parameter("autonomy_value", "au", 0.3, 0.1, 0.6, "autonomy of an India tied to no camp", source="Sakwa 2019"),
        parameter("border_threat", "th", 0.5, 0.2, 0.9, "security that pressure at the border takes from India"),
        parameter(
            "us_shielding", "sh", 0.4, 0.1, 0.8, "part of that threat which the United States takes off", "share"
        ),
        parameter("claim_value", "cl", 0.2, 0, 0.5, "worth to China of pressing its claims"),
        parameter("friction", "fr", 0.4, 0.1, 0.8, "security that China loses when India balances"),
    ),
    reference_types=({"conservative": Fraction(3, 5), "liberal": Fraction(2, 5)}, "conservative"),
    effects=_effects,
    source="Paikin 2020; Sakwa 2019",
)
