"""Sanctions: the West and Russia.

The West relaxes or sanctions; Russia concedes what is at stake or holds. Sanctions bite only on a Russia that holds:

    concede (either way)   West    prom n, prim .5n, sec .3n
                           Russia  aut -v, stat -.5v, sec -.5v
    relax, hold            West    prom -n
    sanction, hold         West    gain -k, prom -.5n
                           Russia  gain -sigma (1 - phi), aut -delta phi sigma

With value weights w, Russia holds against sanctions as long as sigma is at most

    [v (w_aut + w_stat / 2 + w_sec / 2) + k w_rel] / [(1 - phi) (w_gain + w_rel) + delta phi w_aut],

weights being Russia's, and the West sustains them against a Russia that holds as long as k is at most

    [n w_prom / 2 + sigma (1 - phi) w_rel] / (w_gain + w_rel),

weights being the West's: what sanctions cost Russia counts for a West that minds relative gains.

Paikin (2020) sees Western sanctions push Russia towards China, whose help softens them at the price of dependence.
Sakwa (2019, "Mercantilist nationalism") adds that Russia courts those who could break the unity that each half-yearly
renewal needs. Sizes are judgements.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    west, russia = actions
    return effects_of_sanctions(p.one if west == "sanction" else 0 * p.one, russia == "concede", p)


def effects_of_sanctions(sanctioned: Any, conceded: bool, p: Any) -> Effects:
    """Return what it does to both whether Russia is sanctioned, 1 or 0, and whether it concedes."""
    v, n = p.value_at_stake, p.norm_value
    if conceded:
        return {
            "West": {"promotion": n, "primacy": n / 2, "security": n * 3 / 10},
            "Russia": {"autonomy": -v, "status": -v / 2, "security": -v / 2},
        }
    return {
        "West": {"gain": -p.sender_cost * sanctioned, "promotion": n * sanctioned / 2 - n},
        "Russia": {
            "gain": -p.severity * (1 - p.outside_option) * sanctioned,
            "autonomy": -p.dependence * p.outside_option * p.severity * sanctioned,
        },
    }


SANCTIONS = Arena(
    name="sanctions",
    title="Sanctions",
    question="Would Russia concede, would the West give up, or do sanctions and resistance hold each other in place?",
    players=("West", "Russia"),
    actions=(("relax", "sanction"), ("concede", "hold")),
    parameters=(
        parameter("severity", "sigma", 0.6, 0.1, 1, "economic harm of the sanctions before any help from outside"),
        parameter("sender_cost", "k", 0.2, 0, 0.5, "economic cost of the sanctions to the West"),
        parameter(
            "outside_option",
            "phi",
            0.4,
            0,
            0.9,
            "part of the harm that trade with China makes up",
            "share",
            "Paikin 2020",
        ),
        parameter("value_at_stake", "v", 0.6, 0.2, 1, "autonomy that Russia would lose by conceding"),
        parameter("norm_value", "n", 0.5, 0.2, 0.8, "worth to the West of having its norm prevail"),
        parameter(
            "dependence", "delta", 0.3, 0, 0.6, "autonomy lost to China for each unit of harm that it makes up", "share"
        ),
    ),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019; Paikin 2020",
    labels=labels(
        {"West": "the West", "Russia": "Russia"},
        {
            "West": {"relax": ("relax", "relax the sanctions"), "sanction": ("sanction", "sanction Russia")},
            "Russia": {"concede": "concede", "hold": ("hold", "hold out")},
        },
        {
            "stand-off": {"West": "sanction", "Russia": "hold"},
            "the West gives up": {"West": "relax", "Russia": "hold"},
            "coerced concession": {"West": "sanction", "Russia": "concede"},
        },
    ),
)
