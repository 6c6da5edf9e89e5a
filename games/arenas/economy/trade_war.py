"""Trade war between two economies, A and B.

Each keeps its market open or raises tariffs:

    both open      gain g, gov gm, for each
    one tariff     the tariff side: gain g + t - d/2, prim h; the open side: gain g - t - d, gov go
    both tariff    gain g - 3d/2, gov -go, for each

Sakwa (2019, "Mercantilist nationalism") describes trade as a zero-sum contest for market share in which institutions
only constrain. For two mercantilists the game is a prisoner's dilemma; for two liberals it is one of mutual interest.
Sizes are judgements.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...parameters import parameter


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    a, b = actions
    return {"A": _side(a, b, p), "B": _side(b, a, p)}


def _side(own: str, other: str, p: Any) -> dict[str, Any]:
    g, t, d = p.gains_from_trade, p.terms_of_trade, p.deadweight_loss
    return {
        ("open", "open"): {"gain": g, "governance": p.regime_strength},
        ("tariff", "open"): {"gain": g + t - d / 2, "primacy": p.tariff_primacy},
        ("open", "tariff"): {"gain": g - t - d, "governance": p.regime_remnant},
        ("tariff", "tariff"): {"gain": g - 3 * d / 2, "governance": -p.regime_remnant},
    }[own, other]


TRADE_WAR = Arena(
    name="trade_war",
    title="Trade war",
    question="Between which orders is open trade an equilibrium, and from what patience on can it be kept?",
    players=("A", "B"),
    actions=(("open", "tariff"), ("open", "tariff")),
    parameters=(
        parameter("gains_from_trade", "g", 0.5, 0.2, 0.8, "gain of each side from open trade"),
        parameter(
            "terms_of_trade", "t", 0.3, 0.1, 0.5, "what a one-sided tariff shifts from the open side to the other"
        ),
        parameter("deadweight_loss", "d", 0.25, 0.1, 0.4, "loss that each tariff does to trade"),
        parameter("regime_strength", "gm", 0.4, 0.1, 0.7, "worth of the trade regime when both keep to it"),
        parameter(
            "regime_remnant", "go", 0.1, 0, 0.2, "what is left of it for an open side, or lost when none is open"
        ),
        parameter("tariff_primacy", "h", 0.1, 0, 0.2, "primacy of the side that alone sets tariffs"),
    ),
    reference_types=("liberal", "conservative"),
    effects=_effects,
    source="Sakwa 2019",
)
