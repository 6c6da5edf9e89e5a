"""The promotion of norms: a West that promotes, a state that restricts its society, a society that protests.

With P, R and prot for promoting, restricting, protesting, and f = (1 + am P)(1 - re R):

    West      promotion u P (1 - re R)     gain -c P     security and governance -bl P R
    state     autonomy -i P (1 - re R)     security at home -pi prot f     commons -rc R     gain -rg R
              status -cr P R
    society   commons v prot f - rc R      gain -cs prot - pun R prot

Sakwa (2019) holds that conservatives shield their societies from norms that others promote, and that liberals cannot
help promoting.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...orders.mixes import CIVIL_SOCIETY
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    promotes, restricts, protests = (
        int(action == name) for action, name in zip(actions, ("promote", "restrict", "protest"), strict=True)
    )
    let_in = 1 - p.cut_off * restricts
    force = (1 + p.amplification * promotes) * let_in * protests
    both = promotes * restricts
    return {
        "West": {
            "promotion": p.promotion * promotes * let_in,
            "gain": -p.cost * promotes,
            "security": -p.backlash * both,
            "governance": -p.backlash * both,
        },
        "state": {
            "autonomy": -p.intrusion * promotes * let_in,
            "unrest": -p.harm_of_protest * force,
            "commons": -p.commons_lost * restricts,
            "gain": -p.gain_lost * restricts,
            "status": -p.criticism * both,
        },
        "society": {
            "commons": p.worth_of_protest * force - p.commons_lost * restricts,
            "gain": -p.cost_of_protest * protests - p.punishment * restricts * protests,
        },
    }


PROMOTION = Arena(
    name="promotion",
    title="The promotion of norms",
    question="Does a state restrict its society because others promote their norms in it?",
    players=("West", "state", "society"),
    actions=(("promote", "refrain"), ("tolerate", "restrict"), ("quiet", "protest")),
    parameters=(
        points("intrusion", "i", 0.4, 0.3, "autonomy lost to promotion", "S 112"),
        points("promotion", "u", 0.3, 0.2, "spread of norms by promotion", "S 66, 78"),
        points("cost", "c", 0.1, 0.08, "cost of promotion"),
        share("cut_off", "re", 0.5, 0.3, "part cut off by restriction", "S 112"),
        points("backlash", "bl", 0.2, 0.15, "backlash against promotion that meets restriction", "S 112"),
        points("harm_of_protest", "pi", 0.3, 0.2, "harm of a protest to the state", "S 112"),
        share("amplification", "am", 0.5, 0.4, "part by which promotion makes a protest stronger", "S 112"),
        points("commons_lost", "rc", 0.3, 0.2, "welfare of society lost to restriction", "S 130"),
        points("gain_lost", "rg", 0.1, 0.08, "gain lost to restriction"),
        points("criticism", "cr", 0.2, 0.15, "status lost to criticism of restriction"),
        points("worth_of_protest", "v", 0.3, 0.2, "worth of a protest to society"),
        points("punishment", "pun", 0.3, 0.2, "punishment of protest under restriction"),
        points("cost_of_protest", "cs", 0.1, 0.08, "cost of a protest"),
    ),
    reference_types=("liberal", "conservative", CIVIL_SOCIETY),
    effects=_effects,
    societies=("society",),
    source="Sakwa 2019",
    labels=labels(
        {"West": "the West", "state": "the state", "society": "the society"},
        {
            "West": {"promote": ("promote", "promote its norms"), "refrain": ("refrain", "refrain from promotion")},
            "state": {
                "tolerate": ("tolerate", "tolerate its society"),
                "restrict": ("restrict", "restrict its society"),
            },
            "society": {"quiet": ("quiet", "stay quiet"), "protest": "protest"},
        },
        {"backlash": {"West": "promote", "state": "restrict"}},
    ),
)
