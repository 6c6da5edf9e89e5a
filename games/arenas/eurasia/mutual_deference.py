"""Mutual deference: Russia and China, each with a region at its core that the other could enter.

Each defers in the other's core region or intrudes there. What a profile does to a side, its own action first:

    defer, defer      gov b
    intrude, defer    gain j
    defer, intrude    aut -a, stat -r, sec -s
    intrude, intrude  gain j, aut -a, stat -r, sec -s - x

so that an inroad pays once, and costs both the calm of regions that neither contests. Played once, a side whose
weights give the inroad more than the calm intrudes; played again and again, deference lasts where the other's answer
in kind is feared. Under the threat of mutual intrusion for ever a side defers from the discount

    delta* = [j (w_gain + w_rel) - b w_gov] / [j w_rel + a w_aut + r w_stat + (s + x) w_sec]

on, weights being its own; where the numerator is not positive it defers anyway.

Paikin (2020) holds that each of the two defers in the other's core region, and that disagreements are kept apart from
one another. Sizes are judgements.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    russia, china = actions
    return {"Russia": _side(russia, china, p), "China": _side(china, russia, p)}


def _side(own: str, other: str, p: Any) -> dict[str, Any]:
    if own == other == "defer":
        return {"governance": p.calm}
    effects = {"gain": p.inroad} if own == "intrude" else {}
    if other == "intrude":
        clash = p.friction if own == "intrude" else 0 * p.one
        effects |= {"autonomy": -p.interference, "status": -p.slight, "security": -p.encroachment - clash}
    return effects


MUTUAL_DEFERENCE = Arena(
    name="mutual_deference",
    title="Mutual deference",
    question="Do two powers keep out of each other's core regions, and how patient must they be for that?",
    players=("Russia", "China"),
    actions=(("defer", "intrude"), ("defer", "intrude")),
    parameters=(
        parameter("inroad", "j", 0.3, 0.1, 0.6, "economic gain from entering the other's core region"),
        parameter("interference", "a", 0.3, 0.1, 0.6, "autonomy lost to the other's inroad"),
        parameter("slight", "r", 0.2, 0, 0.5, "status lost to the other's inroad"),
        parameter("encroachment", "s", 0.2, 0, 0.5, "security lost to the other's inroad"),
        parameter("friction", "x", 0.2, 0, 0.5, "security that each loses where both intrude"),
        parameter("calm", "b", 0.2, 0, 0.5, "worth of institutions that neither contests", source="Paikin 2020"),
    ),
    reference_types=("conservative", "conservative"),
    effects=_effects,
    source="Paikin 2020",
)
