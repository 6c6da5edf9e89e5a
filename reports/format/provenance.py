"""What a result must carry so that it can be reproduced, and the sentences that every report ends with."""

from __future__ import annotations

from importlib.metadata import version as installed_version
from typing import Any

from ...games.scenario.resolved import resolved
from ...games.scenario.scenario import Scenario

LIMITS = (
    "Weights, mixes of orders and inputs of relations are judgements drawn from two papers whose authors hold clear "
    "positions; what follows is an implication of these assumptions, never a prediction.",
    "Shares of draws depend on the ranges chosen and are not probabilities about the world.",
    "Words say how often a statement holds in worlds drawn from our ranges and whether the orders matter to it; they "
    "are no evidence about the world.",
)


def version() -> str:
    """Return the version of the installed package."""
    return installed_version("tetrarchy")


def provenance(scenario: Scenario, kind: str) -> dict[str, Any]:
    """Return the fields that every JSON result begins with: schema, version, source, seed, resolved scenario."""
    return {
        "schema": f"tetrarchy.{kind}/1",
        "version": version(),
        "source": scenario.source,
        "seed": scenario.seed,
        "scenario": resolved(scenario),
    }
