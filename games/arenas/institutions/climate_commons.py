"""Climate policy: a public good among n states, with pressure from below.

Each state decarbonises or free-rides. With number the count of states that decarbonise and o_i the openness of state
i to its society:

    everyone              com (2b / n) number
    who decarbonises      gain -c
    who free-rides        sec -pi o_i

For two states each decarbonising state adds b to the commons. In general b is what half of the states add, so that
the same b means the same good whatever n is; one state's part in it shrinks as n grows, and free-riding pays the more
(Olson 1965, The Logic of Collective Action). What a state gains by decarbonising does not depend on what the others
do: it decarbonises as long as the pressure is at least

    pi* = [c (w_gain + w_rel) - (2b / n) w_com] / (o_i w_sec),

weights being its own.

Sakwa (2019, "The international system") counts pressure to decarbonise among what every rational government reckons
with, and expects conservatives to go further here than mercantilists. Sizes are judgements.
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import Any

from ...arena import Arena, Effects
from ...parameters import Parameter, parameter
from ...text.labels import labels


def climate_of(n: int) -> Arena:
    """Return the climate arena of n states, named "climate_n".

    The states are A, B and so on. Where a scenario names no actors, A is liberal and the others are conservative.

    Raises
    ------
    ValueError
        If n is not between 2 and 26.

    Examples
    --------
    >>> climate_of(3).name, climate_of(3).shape
    ('climate_3', (2, 2, 2))
    """
    if not 2 <= n <= len(ascii_uppercase):
        raise ValueError(f"n must be a number of states from 2 to {len(ascii_uppercase)}, got {n}")
    states = tuple(ascii_uppercase[:n])
    return Arena(
        name=f"climate_{n}",
        title=f"Climate policy of {n} states",
        question="How much pressure from below makes a state decarbonise whatever the others do?",
        players=states,
        actions=(("decarbonise", "free_ride"),) * n,
        parameters=(
            parameter("shared_benefit", "b", 0.4, 0.1, 0.8, "benefit to everyone when half of the states decarbonise"),
            parameter("abatement_cost", "c", 0.5, 0.2, 0.8, "economic cost of decarbonising"),
            parameter(
                "pressure_from_below",
                "pi",
                0.2,
                0,
                1,
                "unrest that free-riding stirs in an open state",
                source="Sakwa 2019",
            ),
            *(_openness(state) for state in states),
        ),
        reference_types=("liberal", *["conservative"] * (n - 1)),
        effects=_effects,
        source="Sakwa 2019",
        labels=labels(
            {state: f"state {state}" for state in states},
            {each: {"decarbonise": "decarbonise", "free_ride": ("free-ride", "free-ride")} for each in states},
            {
                "climate pact": dict.fromkeys(states, "decarbonise"),
                "no government moves": dict.fromkeys(states, "free_ride"),
            },
        ),
    )


def _openness(state: str) -> Parameter:
    return parameter(
        f"openness_{state.lower()}", f"o_{state}", 1, 0.2, 1, f"openness of {state} to its society", "share"
    )


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    commons = 2 * p.shared_benefit * actions.count("decarbonise") / len(actions)
    return {
        state: {"commons": commons} | _own_effect(state, action, p)
        for state, action in zip(ascii_uppercase, actions, strict=False)
    }


def _own_effect(state: str, action: str, p: Any) -> dict[str, Any]:
    if action == "decarbonise":
        return {"gain": -p.abatement_cost}
    return {"security": -p.pressure_from_below * getattr(p, f"openness_{state.lower()}")}


CLIMATE_5 = climate_of(5)
