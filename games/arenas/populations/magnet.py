"""Magnet or repellent: neighbours of an aligned pair of powers join it or stay apart.

Joining is worth a + b y where a share y has joined:

    a = w_gain g - (1 - rho)(w_sec tau + w_aut kap) - w_sec psi,    b = th (w_gov + 3/10 w_stat),

w being the neighbour's value weights (Paikin 2020 leaves open which of the two the pair is). All sizes are judgements.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from numpy.typing import NDArray

from ...dimensions import POSITION
from ...parameters import parameter
from ...population import PopulationArena


def magnet_worth(values: Mapping[str, Any], weights: NDArray[Any]) -> tuple[Any, Any]:
    """Return a and b: joining is worth a + b y to a neighbour with these value weights where a share y has joined.

    Parameters
    ----------
    values
        A value for each parameter of the magnet, by name; the answer has their arithmetic.
    weights
        Shape (9,), as of `actor_weights`.
    """
    gain, autonomy, governance, status, security = (
        weights[POSITION[name]] for name in ("gain", "autonomy", "governance", "status", "security")
    )
    feared = security * values["threat"] + autonomy * values["dependence"]
    alone = gain * values["offer"] - (1 - values["restraint"]) * feared - security * values["outside_pressure"]
    return alone, values["thickness"] * (governance + Fraction(3, 10) * status)


MAGNET = PopulationArena(
    name="magnet",
    title="Magnet or repellent",
    question="Does an aligned pair of powers draw its neighbours in, or drive them away?",
    parameters=(
        parameter("offer", "g", 0.4, 0, 1, "what the pair offers those who join"),
        parameter("thickness", "th", 0.4, 0, 1, "thickness of the society that the pair forms", "share", "Paikin 2020"),
        parameter("threat", "tau", 0.4, 0, 1, "threat that the pair is to its neighbours"),
        parameter("dependence", "kap", 0.4, 0, 1, "dependence of those who join"),
        parameter("restraint", "rho", 0.6, 0, 1, "restraint of the pair", "share", "Paikin 2020"),
        parameter("outside_pressure", "psi", 0.1, 0, 1, "pressure by others on those who join"),
    ),
    mix_name="neighbours",
    mix_meaning="shares of the orders among the neighbours",
    reference_mix={"conservative": Fraction(1, 2), "liberal": Fraction(3, 10), "transformative": Fraction(1, 5)},
    source="Paikin 2020",
)
