"""India between: many ties or the side of the United States, a China that may press, a Russia that may cooperate.

With m for many ties, P for pressing and c for Russia's cooperation with China:

    India    gain G m (1 - gl P) + Gs (1 - m)     autonomy au (2 m - 1) - ip P
             security -th P (1 - sh (1 - m))      status si m - bs P
    China    gain gt m (1 - gl P) + gc c          autonomy cl P - k c
             security -(tf P + en (1 - m))(1 - rr c)
    Russia   gain gi m (1 - gl P) + gc c          status lv (P + 1 - m) c / 2     autonomy -kap c / 2
    all      governance nu m (1 - P)

What Russia is worth to China is an outcome: China's payoff with Russia cooperating less that with Russia aloof. Paikin
(2020) sees India's balancing act feed the tie of Russia and China, either way.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...orders.mixes import CHINA, INDIA, RUSSIA
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    many, presses, cooperates = (
        int(action == name) for action, name in zip(actions, ("many_ties", "press", "cooperate"), strict=True)
    )
    sides, kept = 1 - many, many * (1 - p.gain_lost_under_pressure * presses)
    plural = {"governance": p.norm_dividend * many * (1 - presses)}
    return {
        "India": {
            "gain": p.gain_of_many_ties * kept + p.gain_of_siding * sides,
            "autonomy": p.autonomy * (2 * many - 1) - p.intrusion * presses,
            "security": -p.threat * presses * (1 - p.us_shield * sides),
            "status": p.status_of_many_ties * many - p.status_lost_to_pressure * presses,
        }
        | plural,
        "China": {
            "gain": p.chinese_gain * kept + p.gain_of_the_tie * cooperates,
            "autonomy": p.worth_of_claim * presses - p.price_of_the_tie * cooperates,
            "security": -(p.two_fronts * presses + p.encirclement * sides) * (1 - p.relief_by_russia * cooperates),
        }
        | plural,
        "Russia": {
            "gain": p.russian_gain_from_india * kept + p.gain_of_the_tie * cooperates,
            "status": p.leverage * (presses + sides) * cooperates / 2,
            "autonomy": -p.asymmetry * cooperates / 2,
        }
        | plural,
    }


INDIA_BETWEEN = Arena(
    name="india",
    title="India between the powers",
    question="Does India keep many ties, and does that feed the tie of Russia and China?",
    players=("India", "China", "Russia"),
    actions=(("many_ties", "side_us"), ("restrain", "press"), ("cooperate", "aloof")),
    parameters=(
        points("gain_of_many_ties", "G", 0.4, 0.2, "India's gain of many ties", "P 34.3k"),
        share("gain_lost_under_pressure", "gl", 0.4, 0.3, "part of the gain lost under pressure"),
        points("gain_of_siding", "Gs", 0.25, 0.15, "India's gain of siding with the United States"),
        points("autonomy", "au", 0.3, 0.2, "autonomy of many ties", "S 86"),
        points("intrusion", "ip", 0.15, 0.1, "autonomy lost to pressure"),
        points("threat", "th", 0.4, 0.3, "threat of pressure to India", "P 34.9k"),
        share("us_shield", "sh", 0.4, 0.3, "part of the threat that the United States shields from"),
        points("status_of_many_ties", "si", 0.2, 0.15, "status of many ties", "S 86"),
        points("status_lost_to_pressure", "bs", 0.2, 0.15, "status lost to pressure"),
        points("norm_dividend", "nu", 0.15, 0.15, "governance of a plural Eurasia", "P 34.5k"),
        points("chinese_gain", "gt", 0.25, 0.15, "China's gain from India's ties"),
        points("worth_of_claim", "cl", 0.2, 0.15, "worth to China of its claim", "P 34.9k"),
        points("two_fronts", "tf", 0.3, 0.2, "China's insecurity on two fronts", "P 34.9k"),
        share("relief_by_russia", "rr", 0.5, 0.3, "part of China's insecurity that Russia relieves", "P 32.2k"),
        points("encirclement", "en", 0.3, 0.2, "China's insecurity where India takes a side", "P 32.2k"),
        points("price_of_the_tie", "k", 0.1, 0.1, "autonomy that the tie costs China", "P 51.0k"),
        points("leverage", "lv", 0.3, 0.2, "Russia's standing as the one that China needs", "P 34.5k"),
        points("russian_gain_from_india", "gi", 0.15, 0.1, "Russia's gain from India's ties"),
        points("gain_of_the_tie", "gc", 0.2, 0.15, "gain of the tie to China and Russia", "P 39.2k"),
        points("asymmetry", "kap", 0.3, 0.2, "Russia's exposure to China's greater weight", "P 30.8k"),
    ),
    reference_types=(INDIA, CHINA, RUSSIA),
    effects=_effects,
    source="Paikin 2020; Sakwa 2019",
    labels=labels(
        {"India": "India", "China": "China", "Russia": "Russia"},
        {
            "India": {
                "many_ties": ("many ties", "keep many ties"),
                "side_us": ("side with the US", "side with the United States"),
            },
            "China": {"restrain": ("restraint", "show restraint"), "press": ("press", "press India")},
            "Russia": {
                "cooperate": ("cooperate", "cooperate with China"),
                "aloof": ("stay aloof", "stay aloof from China"),
            },
        },
        {"India gives up its balancing act": {"India": "side_us", "China": "press"}},
    ),
)
