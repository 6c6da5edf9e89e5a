"""A triangle under the rival readings of what ties Russia to China, side by side.

Beside the equilibria stand what an entente gains over hedging with a partner in entente, where the United States
presses both and where it engages both, and the span of Chinese restraint over which that gain is not negative. They
show how far a reading matters where the equilibria are the same. The gain is linear in the restraint rho, so the span
is exact: it ends at rho* = d(0) / (d(0) - d(1)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ...games.scenario.scenario import Scenario
from ...games.ties.rival_readings import RIVAL_READINGS, RivalReading, with_reading
from ...solvers.base import Solution
from ...solvers.solve import solve

POSTURES = ("dual_pressure", "engage_both")
"""The postures of the US under which an entente is weighed."""


@dataclass(frozen=True, eq=False)
class UnderReading:
    """A scenario under one reading.

    Attributes
    ----------
    gains
        For each of `POSTURES` and each player but the US, what an entente gains over hedging with others who are in it.
    restraint, restraint_to
        Likewise the least and the greatest Chinese restraint in [0, 1] with which that gain is not negative; None where
        there is none.
    """

    reading: RivalReading
    norm_dividend: Fraction
    solution: Solution
    gains: Mapping[str, Mapping[str, Fraction]]
    restraint: Mapping[str, Mapping[str, Fraction | None]]
    restraint_to: Mapping[str, Mapping[str, Fraction | None]]


def compare_readings(scenario: Scenario) -> tuple[UnderReading, ...]:
    """Return a triangle under each of `RIVAL_READINGS`, in their order; errors as in `with_reading`."""
    views = {name: with_reading(scenario, name) for name in reversed(RIVAL_READINGS)}
    return tuple(_under(reading, views[name]) for name, reading in RIVAL_READINGS.items())


def _under(reading: RivalReading, scenario: Scenario) -> UnderReading:
    return UnderReading(
        reading,
        scenario.game.parameters["norm_dividend"],  # type: ignore[union-attr]
        solve(scenario.build(), seed=scenario.seed),
        {posture: _gains(scenario, posture) for posture in POSTURES},
        {posture: _restraint(scenario, posture, 0) for posture in POSTURES},
        {posture: _restraint(scenario, posture, 1) for posture in POSTURES},
    )


def _restraint(scenario: Scenario, posture: str, end: int) -> dict[str, Fraction | None]:
    """Return one end of the span of restraint for each player: 0 the least, 1 the greatest."""
    none, full = (_gains(scenario.replace({"chinese_restraint": rho}), posture) for rho in (0, 1))
    spans = {player: _span(none[player], full[player]) for player in none}
    return {player: None if span is None else span[end] for player, span in spans.items()}


def _gains(scenario: Scenario, posture: str) -> dict[str, Fraction]:
    """Return what an entente gains over hedging where the US takes a posture and the others are in it."""
    game = scenario.build()
    wanted = {posture, "entente"}
    at = tuple(next(a for a, name in enumerate(names) if name in wanted) for names in game.actions)
    gains = {}
    for place, (player, names) in enumerate(zip(game.players, game.actions, strict=True)):
        if posture not in names:
            hedging = (*at[:place], names.index("hedge"), *at[place + 1 :])
            gains[player] = game.exact[(place, *at)] - game.exact[(place, *hedging)]
    return gains


def _span(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction] | None:
    """Return where in [0, 1] a gain linear in the restraint, given at 0 and at 1, is not negative."""
    if low < 0 and high < 0:
        return None
    crossing = low / (low - high) if low != high else Fraction(0)
    return (Fraction(0) if low >= 0 else crossing, Fraction(1) if high >= 0 else crossing)
