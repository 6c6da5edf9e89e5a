"""Enlargement seen from two sides, each unsure of the other's intent (Jervis 1978; Kydd 2001, 2005).

A West, benign or expansive, enlarges its alliance or holds; Russia, defensive or predatory, sees it and arms or
accepts. Each knows its own intent alone. A predator always arms, and nobody arms against a West that holds, so that the
action of the defensive Russia says what it does once the West has enlarged. With en for enlarging, ar for being armed,
ex for an expansive West and pr for a predatory Russia:

    West      gain -c en      promotion u en     primacy h ex en     governance -y ar
              security -z ar - Jt pr (1 - I en)
    Russia    gain -ca ar     governance -y ar   status -s en (1 - ks ar)     security -V ex en (1 - d ar)

The chance of an expansive West is what Russia believes, that of a predatory Russia what the West believes. A benign
West that thinks its intent plain expects to be accepted (Jervis's misperception); in equilibrium it knows better.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects, Kind
from ...orders.mixes import RUSSIA
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    (west, enlarging), (russia, reply) = (action.split() for action in actions)
    enlarges, expansive, predatory = int(enlarging == "enlarge"), int(west == "expansive"), int(russia == "predatory")
    armed = int(reply == "arm") if predatory else int(reply == "arm") * enlarges
    return {
        "West": {
            "gain": -p.cost_of_enlarging * enlarges,
            "promotion": p.promotion * enlarges,
            "primacy": p.primacy * expansive * enlarges,
            "governance": -p.treaties_lost * armed,
            "security": -p.arms_of_other * armed - p.predation * predatory * (1 - p.part_insured * enlarges),
        },
        "Russia": {
            "gain": -p.cost_of_arms * armed,
            "governance": -p.treaties_lost * armed,
            "status": -p.status_lost * enlarges * (1 - p.status_regained * armed),
            "security": -p.exploitation * expansive * enlarges * (1 - p.averted_by_arming * armed),
        },
    }


ENLARGEMENT = Arena(
    name="enlargement",
    title="Enlargement from two sides",
    question="Does an alliance enlarge, and does a Russia unsure of its intent arm, though neither means harm?",
    players=("West", "Russia"),
    actions=(("hold", "enlarge"), ("accept", "arm")),
    parameters=(
        share("belief_of_russia", "piW", 0.3, 0.2, "Russia's belief that the West is expansive", "S 156, Jervis 1978"),
        share("belief_of_west", "piR", 0.3, 0.2, "the West's belief that Russia is predatory", "S 156, Kydd 2005"),
        points("exploitation", "V", 0.6, 0.3, "security lost to an expansive West", "S 156"),
        share("averted_by_arming", "d", 0.5, 0.3, "part of the loss to an expansive West that arming averts"),
        points("status_lost", "s", 0.2, 0.15, "status lost to enlargement", "S 148"),
        share("status_regained", "ks", 0.5, 0.4, "part of the status lost to enlargement that arming regains"),
        points("cost_of_arms", "ca", 0.15, 0.1, "cost of arms"),
        points("treaties_lost", "y", 0.2, 0.15, "governance of treaties lost to arming", "S 92"),
        points("promotion", "u", 0.3, 0.2, "spread of norms by enlarging", "S 66"),
        points("predation", "Jt", 0.5, 0.3, "security lost to a predator", "Kydd 2001"),
        share("part_insured", "I", 0.5, 0.3, "part of a predator's harm that enlarging insures against", "Kydd 2001"),
        points("arms_of_other", "z", 0.3, 0.2, "security lost to the arms of the other side", "S 92"),
        points("cost_of_enlarging", "c", 0.1, 0.08, "cost of enlarging"),
        points("primacy", "h", 0.3, 0.2, "primacy, to the expansive West alone", "S 144"),
    ),
    reference_types=("liberal", RUSSIA),
    effects=_effects,
    kinds={
        "West": (Kind("benign"), Kind("expansive", chance="belief_of_russia")),
        "Russia": (Kind("defensive"), Kind("predatory", chance="belief_of_west", committed="arm")),
    },
    source="Sakwa 2019; Jervis 1978; Kydd 2001, 2005",
    labels=labels(
        {"West": "the West", "Russia": "Russia"},
        {
            "West": {"hold": ("hold", "hold back"), "enlarge": ("enlarge", "enlarge its alliance")},
            "Russia": {"accept": ("accept", "accept enlargement"), "arm": ("arm", "arm against enlargement")},
        },
        {
            "accepted enlargement": {"West": "enlarge", "Russia": "accept"},
            "spiral": {"West": "enlarge", "Russia": "arm"},
        },
    ),
)
