"""A relationship that thickens with use: Russia and China on Buzan's four rungs, under pressure from outside.

Each cooperates or competes. With th the thickness of the tie so far and a number of cooperators A of 0, 1 or 2, each
side gets sec -p (1 - theta A / 2) whatever it does, and

    both cooperate          gain g - c, gov nu th, stat e th
    cooperate, other not    gain -c, sec -m (1 - th)
    compete, other not      gain y, stat -e th
    both compete            nothing more

so that a side that breaks ranks gains y at once, and loses standing the more of a society the two have become. The
rungs are th = 0, 1/3, 2/3 and 1: power politics, coexistence, cooperation, convergence. Where both cooperate the tie
climbs a rung with the chance `climb`; where both compete it falls one with the chance `fall`, where one does with half
of it.

Paikin (2020, after Buzan 2004) asks whether a convergence that pressure brought about takes on a life of its own. The
model's answer is in the pressure from which the two begin to cooperate against that below which they cease to: norms
outlive the pressure where the second is lower. Sizes are judgements.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter
from ...stochastic.course import Course, Moves, one_step
from ...text.labels import labels

RUNGS = (
    ("power-political", Fraction(0)),
    ("coexistence", Fraction(1, 3)),
    ("cooperative", Fraction(2, 3)),
    ("convergence", Fraction(1)),
)
"""Buzan's rungs, each with the thickness that it stands for."""


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    russia, china = actions
    return {"Russia": _side(russia, china, p), "China": _side(china, russia, p)}


def _side(own: str, other: str, p: Any) -> dict[str, Any]:
    shielded = p.shielding * (own, other).count("cooperate") / 2
    security = -p.pressure * (1 - shielded)
    match own, other:
        case "cooperate", "cooperate":
            standing = p.recognition * p.thickness
            shared = {"governance": p.norm_dividend * p.thickness, "status": standing}
            return {"gain": p.bilateral_gain - p.effort, "security": security, **shared}
        case "cooperate", _:
            return {"gain": -p.effort, "security": security - p.mistrust * (1 - p.thickness)}
        case _, "cooperate":
            return {"gain": p.temptation, "security": security, "status": -p.recognition * p.thickness}
        case _:
            return {"security": security}


def _moves(actions: tuple[str, ...], state: int, p: Any) -> Moves:
    competing = actions.count("compete")
    up = p.climb if competing == 0 else 0
    return one_step(state, len(RUNGS) - 1, up, p.fall * competing / 2)


THICKENING_DYAD = Arena(
    name="thickening_dyad",
    title="A tie that thickens with use",
    question="Does a closeness that outside pressure brought about outlive the pressure?",
    players=("Russia", "China"),
    actions=(("cooperate", "compete"), ("cooperate", "compete")),
    parameters=(
        parameter("pressure", "p", 0.6, 0, 1, "pressure from outside on both"),
        parameter("thickness", "th", "1/3", 0, 1, "how thick the tie has grown: the state, a rung", "share"),
        parameter(
            "shielding",
            "theta",
            0.5,
            0.1,
            0.9,
            "share of the pressure that joint action keeps off",
            source="Paikin 2020",
        ),
        parameter("bilateral_gain", "g", 0.2, 0, 0.4, "economic gain from cooperation"),
        parameter("effort", "c", 0.1, 0.02, 0.3, "economic cost of cooperating"),
        parameter("temptation", "y", 0.25, 0.1, 0.5, "economic gain from competing with one who cooperates"),
        parameter("mistrust", "m", 0.1, 0, 0.3, "security lost by cooperating alone, in a thin tie"),
        parameter(
            "norm_dividend",
            "nu",
            0.15,
            0,
            0.4,
            "worth of the institutions that a thick tie shares",
            source="Paikin 2020",
        ),
        parameter("recognition", "e", 0.1, 0, 0.3, "standing that a thick tie gives, and its breach takes"),
        parameter("climb", "u", 0.5, 0.1, 1, "chance per period that cooperation lifts the tie a rung", "share"),
        parameter("fall", "f", 0.5, 0.1, 1, "chance per period that competition lowers the tie a rung", "share"),
    ),
    reference_types=("conservative", "conservative"),
    effects=_effects,
    source="Paikin 2020; Buzan 2004",
    course=Course("thickness", RUNGS, _moves, driver="pressure"),
    labels=labels(
        {"Russia": "Russia", "China": "China"},
        {each: {"cooperate": "cooperate", "compete": "compete"} for each in ("Russia", "China")},
        {
            "cooperation": {"Russia": "cooperate", "China": "cooperate"},
            "rivalry": {"Russia": "compete", "China": "compete"},
        },
    ),
)
