"""Courting a veto of sanctions: Russia may court a waverer, who renews or vetoes.

With c for courting and v for a veto:

    Russia    gain -cc c - sg (1 - v)           autonomy -iv (1 - v)
    waverer   gain -k (1 - v) + q c v           promotion n (1 - v)     governance -un v     autonomy iv v

Sakwa (2019) expects mercantilists to be open to courtship, and liberals not to be.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...orders.mixes import RUSSIA
from ...parameters import points
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    courts, vetoes = int(actions[0] == "court"), int(actions[1] == "veto")
    renewed = 1 - vetoes
    return {
        "Russia": {
            "gain": -p.cost_of_courting * courts - p.harm_to_russia * renewed,
            "autonomy": -p.autonomy_at_stake * renewed,
        },
        "waverer": {
            "gain": p.reward * courts * vetoes - p.sender_cost * renewed,
            "promotion": p.norm_value * renewed,
            "governance": -p.unity * vetoes,
            "autonomy": p.autonomy_at_stake * vetoes,
        },
    }


RENEWAL = Arena(
    name="renewal",
    title="Courting a veto",
    question="Whom can Russia court into vetoing the renewal of sanctions?",
    players=("Russia", "waverer"),
    actions=(("court", "abstain"), ("renew", "veto")),
    parameters=(
        points("sender_cost", "k", 0.2, 0.15, "cost of the sanctions to the sender", "S 100"),
        points("norm_value", "n", 0.4, 0.25, "worth of the norm that the sanctions uphold", "S 100"),
        points("unity", "un", 0.3, 0.2, "governance lost where unity breaks", "S 100"),
        points("reward", "q", 0.3, 0.2, "reward of a veto that was courted", "S 100"),
        points("cost_of_courting", "cc", 0.05, 0.04, "cost of courting"),
        points("harm_to_russia", "sg", 0.4, 0.3, "harm of the sanctions to Russia", "S 100"),
        points("autonomy_at_stake", "iv", 0.2, 0.15, "autonomy at stake for both", "S 112"),
    ),
    reference_types=(RUSSIA, "mercantilist"),
    effects=_effects,
    source="Sakwa 2019",
    labels=labels(
        {"Russia": "Russia", "waverer": "the waverer"},
        {
            "Russia": {"court": ("court", "court the waverer"), "abstain": ("abstain", "abstain from courting")},
            "waverer": {"renew": ("renew", "renew the sanctions"), "veto": ("veto", "veto the sanctions")},
        },
        {
            "courted veto": {"Russia": "court", "waverer": "veto"},
            "courtship in vain": {"Russia": "court", "waverer": "renew"},
            "renewal": {"Russia": "abstain", "waverer": "renew"},
        },
    ),
)
