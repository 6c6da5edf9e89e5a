"""Climate policy on two levels: two governments, and to each its own society (Putnam 1988).

With n the number of governments that decarbonise, D whether one does, and for and against what its society presses for:

    government   commons b n     gain -c D     security at home -pi o (for (1 - D) + against D)
    society      commons b n + v for (1 - D)   gain -inc c D + v against D - cs (for + against)

Sakwa (2019, "The international system") counts pressure from below among what a government reckons with, and expects
conservatives to go further here than mercantilists.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...orders.mixes import MOVEMENT
from ...parameters import points, share
from ...text.labels import labels

_SOCIETIES = {"A": "society_A", "B": "society_B"}


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    commons = p.benefit * actions.count("decarbonise")
    effects: dict[str, dict[str, Any]] = {}
    for place, (government, society) in enumerate(_SOCIETIES.items()):
        decarbonises = int(actions[place] == "decarbonise")
        presses_for = int(actions[2 + place] == "press_for")
        presses_against = int(actions[2 + place] == "press_against")
        unrest = presses_for * (1 - decarbonises) + presses_against * decarbonises
        effects[government] = {
            "commons": commons,
            "gain": -p.cost * decarbonises,
            "unrest": -p.unrest * getattr(p, f"openness_of_{government.lower()}") * unrest,
        }
        effects[society] = {
            "commons": commons + p.worth_of_protest * presses_for * (1 - decarbonises),
            "gain": -p.cost_to_society * p.cost * decarbonises
            + p.worth_of_protest * presses_against * decarbonises
            - p.cost_of_protest * (presses_for + presses_against),
        }
    return effects


CLIMATE = Arena(
    name="climate",
    title="Climate policy and pressure from below",
    question="Does a society that may rise make its government decarbonise whatever the other one does?",
    players=("A", "B", *_SOCIETIES.values()),
    actions=(*[("decarbonise", "free_ride")] * 2, *[("quiet", "press_for", "press_against")] * 2),
    parameters=(
        points("benefit", "b", 0.4, 0.3, "benefit to all of each government that decarbonises", "S 56"),
        points("cost", "c", 0.5, 0.3, "economic cost of decarbonising", "S 82"),
        points("unrest", "pi", 0.4, 0.3, "unrest that a society stirs in an open state", "S 56"),
        share("openness_of_a", "oA", 0.8, 0.2, "openness of A to its society", "S 112"),
        share("openness_of_b", "oB", 0.5, 0.3, "openness of B to its society", "S 112"),
        points("worth_of_protest", "v", 0.3, 0.2, "worth of a protest to society", "S 82"),
        points("cost_of_protest", "cs", 0.1, 0.08, "cost of a protest"),
        share("cost_to_society", "inc", 0.5, 0.4, "part of the cost of decarbonising that society bears", "S 102"),
    ),
    reference_types=("liberal", "conservative", MOVEMENT, MOVEMENT),
    effects=_effects,
    societies=tuple(_SOCIETIES.values()),
    source="Sakwa 2019; Putnam 1988",
    labels=labels(
        {
            "A": "state A",
            "B": "state B",
            "society_A": "the society of A",
            "society_B": "the society of B",
        },
        {
            **{each: {"decarbonise": "decarbonise", "free_ride": ("free-ride", "free-ride")} for each in ("A", "B")},
            **{
                each: {
                    "quiet": ("quiet", "stay quiet"),
                    "press_for": ("press for it", "press for decarbonising"),
                    "press_against": ("press against it", "press against decarbonising"),
                }
                for each in _SOCIETIES.values()
            },
        },
        {
            "climate pact": {"A": "decarbonise", "B": "decarbonise"},
            "neither government moves": {"A": "free_ride", "B": "free_ride"},
        },
    ),
)
