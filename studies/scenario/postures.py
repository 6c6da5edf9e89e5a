"""What each posture of the United States leaves Russia and China in a triangle, and what makes the hedge go.

Under a posture the pair play a game of their own. Iterated elimination of replies that another one strictly dominates
says what that leaves of it, whatever they believe. The hedge goes where it is so eliminated. Over which values of one
number, all others as they are, is told exactly: payoffs are linear in each number of the triangle, so that nothing
changes but where two replies cross.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from ...games.arenas.powers.triangle import REPLIES
from ...games.arrays import Fractions
from ...games.normal_form import NormalFormGame
from ...games.scenario.scenario import Scenario
from ...solvers.best_replies import pure_equilibria

SOURCES_OF_DOMINANCE = ("lone_turn", "pressure_on_russia", "pressure_on_china")
"""The numbers of the triangle by which the hedge is looked at: what turning alone wins, and pressure."""


Span = tuple[Fraction, Fraction]

HEDGE = REPLIES.index("hedge")


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
        hedge; whether the ends belong to them is not told.
    """

    name: str
    remaining: Mapping[str, tuple[str, ...]]
    equilibria: tuple[tuple[str, str], ...]
    hedge_goes: Mapping[str, tuple[Span, ...]]


def postures(scenario: Scenario) -> tuple[Posture, ...]:
    """Return what each posture leaves, of a scenario of the triangle whose players are of known types."""
    ends = {source: _at_ends(scenario, source) for source in SOURCES_OF_DOMINANCE}
    return tuple(_posture(scenario, place, ends) for place in range(len(scenario.actions[0])))


def pair_game(scenario: Scenario, posture: str) -> NormalFormGame:
    """Return the game of Russia and China under a posture."""
    game = scenario.build()
    table = game.exact[1:, game.actions[0].index(posture)]
    return NormalFormGame(table, game.players[1:], game.actions[1:], f"{game.title}: {posture}")


_Ends = tuple[tuple[Fraction, Fractions], tuple[Fraction, Fractions]]
"""A number at the ends of its range, each with the payoffs of the triangle there."""


def _at_ends(scenario: Scenario, source: str) -> _Ends:
    known = scenario.game.arena.parameter(source)  # type: ignore[union-attr]
    low, high = ((value, scenario.replace({source: value}).build().exact) for value in (known.low, known.high))
    return low, high


def _posture(scenario: Scenario, place: int, ends: Mapping[str, _Ends]) -> Posture:
    name = scenario.actions[0][place]
    pair = pair_game(scenario, name)
    left = _left(pair.exact)
    stable = pure_equilibria(pair.exact)
    return Posture(
        name,
        {player: tuple(pair.actions[k][a] for a in left[k]) for k, player in enumerate(pair.players)},
        tuple((REPLIES[one], REPLIES[other]) for one, other in zip(*stable.nonzero(), strict=True)),
        {source: _spans(place, *ends[source]) for source in SOURCES_OF_DOMINANCE},
    )


def _left(tables: Fractions) -> tuple[tuple[int, ...], ...]:
    """Return the replies of each that iterated elimination leaves of payoffs (2, 3, 3)."""
    own = (tables[0], tables[1].T)
    left = [tuple(range(len(REPLIES)))] * 2
    while (further := [_undominated(own[k], left[k], left[1 - k]) for k in range(2)]) != left:
        left = further
    return tuple(left)


def _undominated(table: Fractions, own: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a for a in own if not any(all(table[b, c] > table[a, c] for c in other) for b in own if b != a))


def _spans(place: int, low: tuple[Fraction, Fractions], high: tuple[Fraction, Fractions]) -> tuple[Span, ...]:
    """Return where within its range a number leaves neither of the pair the hedge."""
    first, last = low[1][1:, place], high[1][1:, place]
    cuts = sorted({Fraction(0), Fraction(1), *_crossings(first, last)})
    spans: list[Span] = []
    for start, end in pairwise(cuts):
        middle = (start + end) / 2
        if all(HEDGE not in own for own in _left(first + middle * (last - first))):
            joined = bool(spans) and spans[-1][1] == start
            spans[-1:] = [(spans[-1][0] if joined else start, end)] if joined else [*spans[-1:], (start, end)]
    width = high[0] - low[0]
    return tuple((low[0] + start * width, low[0] + end * width) for start, end in spans)


def _crossings(first: Fractions, last: Fractions) -> Iterator[Fraction]:
    """Go through the places between two tables, from 0 to 1, at which two replies of one of the pair pay the same."""
    for player, (start, end) in enumerate(zip(first, last, strict=True)):
        tables = (start, end) if player == 0 else (start.T, end.T)
        for one, other in combinations(range(len(REPLIES)), 2):
            gaps = zip(*(table[one] - table[other] for table in tables), strict=True)
            yield from (at / (at - then) for at, then in gaps if at * then < 0)
