"""The renewal of sanctions: every half-year the West must agree again, and Russia may court those who waver.

The West renews or lifts; Russia concedes, holds, or holds and courts. With S = 1 where the West renews and is united
(un = 1), the consequences are those of the arena of sanctions, and courting costs Russia gain cc:

    concede                West    prom n, prim .5n, sec .3n
                           Russia  aut -v, stat -.5v, sec -.5v
    S = 1, hold or court   West    gain -k, prom -.5n
                           Russia  gain -sigma (1 - phi), aut -delta phi sigma
    S = 0, hold or court   West    prom -n

Unity is the state. Where sanctions are renewed against a Russia that does not concede, it breaks with the chance
fa k + [Russia courts] cu: by fatigue, in proportion to what sanctions cost the West, and by courtship. Where they are
lifted it is gone. Once gone it returns with the chance re a half-year, as new quarrels bring it back.

Sakwa (2019, "Mercantilist nationalism") sees Russia seek friends among those who could break the unity that each
half-yearly renewal needs. Whether that pays is what the model is asked. Sizes are judgements.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter
from ...stochastic.course import Course, Moves
from ...text.labels import labels
from .sanctions import SANCTIONS, effects_of_sanctions

BROKEN, UNITED = 0, 1


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    west, russia = actions
    sanctioned = p.unity if west == "renew" else 0 * p.one
    effects = effects_of_sanctions(sanctioned, russia == "concede", p)
    if russia == "court":
        own = effects["Russia"]
        return {**effects, "Russia": {**own, "gain": own["gain"] - p.courtship_cost}}
    return effects


def _moves(actions: tuple[str, ...], state: int, p: Any) -> Moves:
    west, russia = actions
    if state == BROKEN:
        return {UNITED: p.recovery, BROKEN: 1 - p.recovery}
    if west == "lift":
        return {BROKEN: 1}
    if russia == "concede":
        return {UNITED: 1}
    broken = p.fatigue * p.sender_cost + (p.courtship if russia == "court" else 0)
    return {BROKEN: broken, UNITED: 1 - broken}


SANCTIONS_RENEWAL = Arena(
    name="sanctions_renewal",
    title="The renewal of sanctions",
    question="Does it pay Russia to court those who could break the unity that each renewal of sanctions needs?",
    players=("West", "Russia"),
    actions=(("renew", "lift"), ("concede", "hold", "court")),
    parameters=(
        *SANCTIONS.parameters,
        parameter("unity", "un", 1, 0, 1, "whether the West can agree on a renewal: the state, 0 or 1", "share"),
        parameter("courtship_cost", "cc", 0.05, 0.01, 0.2, "economic cost of courting, each half-year"),
        parameter("courtship", "cu", 0.15, 0.02, 0.4, "chance that courting breaks the unity", "share", "Sakwa 2019"),
        parameter("fatigue", "fa", 0.3, 0, 1, "chance of a break by fatigue for each unit of the West's cost", "share"),
        parameter("recovery", "re", 0.05, 0, 0.2, "chance that a broken unity returns", "share"),
    ),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019; Paikin 2020",
    course=Course("unity", (("broken", Fraction(0)), ("united", Fraction(1))), _moves, driver="sender_cost"),
    labels=labels(
        {"West": "the West", "Russia": "Russia"},
        {
            "West": {"renew": ("renew", "renew the sanctions"), "lift": ("lift", "lift the sanctions")},
            "Russia": {
                "concede": "concede",
                "hold": ("hold", "hold out"),
                "court": ("court", "court those who waver"),
            },
        },
        {"stand-off": {"West": "renew", "Russia": "hold"}, "courtship": {"West": "renew", "Russia": "court"}},
    ),
)
