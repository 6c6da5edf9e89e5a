"""How sure of a type the others must be: where the chance of it, moved alone, changes which outcomes are stable."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

from ....games.actors import UncertainActor
from ....games.normal_form import PureProfile
from ....games.scenario.scenario import Scenario
from ....solvers.exact.algebraic import Exact
from ...thresholds.threshold_line import IntervalRegime, threshold_line

MOST_OUTCOMES = 256
"""A game with more outcomes is not looked at: each of them takes a formula."""


@dataclass(frozen=True)
class ChanceTip:
    """The nearest chance of an actor's first type, above or below the present one, from which on others are stable.

    Attributes
    ----------
    player
        The type, as a number of the scenario's `players`.
    now, tip
        Its chance in the scenario, and the exact tipping point.
    above
        Whether the tipping point lies above the present chance.
    appears, ends
        The pure equilibria beyond the tipping point alone, and before it alone.
    """

    player: int
    now: Any
    tip: Exact
    above: bool
    appears: tuple[PureProfile, ...]
    ends: tuple[PureProfile, ...]


def chance_tips(scenario: Scenario) -> tuple[ChanceTip, ...]:
    """Return the tipping points of the chances of actors of one of two types, exactly; none for larger games."""
    if not scenario.incomplete or prod(map(len, scenario.actions)) > MOST_OUTCOMES:
        return ()
    return tuple(
        tip
        for name, actor in scenario.actors.items()
        if isinstance(actor, UncertainActor) and len(actor.types) == 2
        for tip in _tips(scenario, name, actor)
    )


def _tips(scenario: Scenario, name: str, actor: UncertainActor) -> list[ChanceTip]:
    now, player = actor.types[0].prior, scenario.names.states.index(name)
    regimes = threshold_line(scenario, f"actors.{name}.types.0.prior").regimes
    here = next(regime for regime in regimes if now in regime.interval)
    spans = [regime for regime in regimes if regime.interval.low < regime.interval.high]
    above = next((regime for regime in spans if regime.interval.low >= here.interval.high), None)
    below = next((regime for regime in reversed(spans) if regime.interval.high <= here.interval.low), None)
    return [
        ChanceTip(player, now, tip, upward, _only(beyond, here), _only(here, beyond))
        for beyond, tip, upward in ((above, here.interval.high, True), (below, here.interval.low, False))
        if beyond is not None
    ]


def _only(one: IntervalRegime, other: IntervalRegime) -> tuple[PureProfile, ...]:
    return tuple(profile for profile in one.profiles if profile not in other.profiles)
