"""What each posture of the United States leaves Russia and China in a triangle, and what makes the hedge go.

Under a posture the pair play a game of their own. Iterated elimination of strictly dominated replies says what that
leaves of it, whatever they believe. The hedge goes where it is dominated: from which value on of one number of the
triangle, all others as they are, is told to a hundredth of its range.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ...games.arenas.powers.triangle import REPLIES
from ...games.normal_form import NormalFormGame
from ...games.scenario.scenario import Scenario
from ...solvers.best_replies import best_reply_table
from ...solvers.dominance import iterated_elimination

SOURCES_OF_DOMINANCE = ("lone_turn", "pressure_on_russia", "pressure_on_china")
"""The numbers of the triangle by which the hedge is looked at: what turning alone wins, and pressure."""

STEPS = 100


@dataclass(frozen=True)
class Posture:
    """What a posture leaves the pair.

    Attributes
    ----------
    remaining
        For each of the two, the replies that iterated strict dominance leaves.
    equilibria
        The pure equilibria of the pair.
    hedge_goes
        For each number in `SOURCES_OF_DOMINANCE`, the spans of it within its range over which neither is left the
        hedge, to a hundredth of the range.
    """

    name: str
    remaining: Mapping[str, tuple[str, ...]]
    equilibria: tuple[tuple[str, str], ...]
    hedge_goes: Mapping[str, tuple[tuple[Fraction, Fraction], ...]]


def postures(scenario: Scenario) -> tuple[Posture, ...]:
    """Return what each posture leaves, of a scenario of the triangle whose players are of known types."""
    return tuple(_posture(scenario, name) for name in scenario.actions[0])


def pair_game(scenario: Scenario, posture: str) -> NormalFormGame:
    """Return the game of Russia and China under a posture."""
    game = scenario.build()
    table = game.exact[1:, game.actions[0].index(posture)]
    return NormalFormGame(table, game.players[1:], game.actions[1:], f"{game.title}: {posture}")


def _posture(scenario: Scenario, name: str) -> Posture:
    pair = pair_game(scenario, name)
    left = iterated_elimination(pair).remaining
    stable = best_reply_table(pair.exact).all(axis=0)
    return Posture(
        name,
        {player: tuple(pair.actions[k][a] for a in left[k]) for k, player in enumerate(pair.players)},
        tuple((REPLIES[one], REPLIES[other]) for one, other in zip(*stable.nonzero(), strict=True)),
        {source: _spans(scenario, name, source) for source in SOURCES_OF_DOMINANCE},
    )


def _spans(scenario: Scenario, posture: str, source: str) -> tuple[tuple[Fraction, Fraction], ...]:
    known = scenario.game.arena.parameter(source)  # type: ignore[union-attr]
    values = [known.low + (known.high - known.low) * Fraction(step, STEPS) for step in range(STEPS + 1)]
    spans: list[tuple[Fraction, Fraction]] = []
    gone = False
    for value in values:
        left = iterated_elimination(pair_game(scenario.replace({source: value}), posture)).remaining
        if all(REPLIES.index("hedge") not in own for own in left):
            spans[-1:] = [(spans[-1][0] if gone else value, value)] if gone else [*spans[-1:], (value, value)]
            gone = True
        else:
            gone = False
    return tuple(spans)
