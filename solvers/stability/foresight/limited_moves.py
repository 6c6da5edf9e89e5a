"""Stability for those who look a limited number of moves ahead, and for those who look ahead without limit.

G_h(i, s) is the set of states that i expects if it has the move at s and play lasts h moves; G_0(i, s) = {s}. With h
moves to go i weighs each s1 that its moves lead to by what it expects after it: the union of G_{h-1}(j, s1) over those
other j who would not stay there, or {s1} if all would. i moves if and only if for some s1 all that it expects is better
than s; it takes those s1 whose worst expected state is best, and G_h(i, s) is the union of what they lead to, else {s}.
s is stable for i with horizon h if G_h(i, s) = {s}: with horizon 1 that is Nash.

For two decision makers with strict rankings this is the limited-move stability of Kilgour (1984). For ties and for more
than two the literature has no agreed form; this one is cautious on both counts.

The expectations with horizon h decide those with horizon h + 1, and there are finitely many, so they come round. A
state is *non-myopically* stable if it is stable with every horizon from some horizon on: with every one of the round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import inf

import numpy as np

from ....games.arrays import Flags
from ....games.errors import InputError
from ....games.graph.graph_model import GraphModel
from ....games.numbers import counted
from ...deadline import stop_after

Expected = frozenset[int]
Expectations = tuple[tuple[Expected, ...], ...]
"""For each player, and each state at which it has the move, the states that it expects."""

LONGEST_ROUND = 2_000
"""Horizons that are tried before the search for the round of expectations is given up."""


@dataclass(frozen=True)
class Anticipation:
    """How expectations come round as the horizon grows.

    Attributes
    ----------
    before
        The first horizon whose expectations come again.
    period
        After how many horizons more.
    stable
        Shape (n, m): whether a state is stable for a player with every horizon of the round.
    """

    before: int
    period: int
    stable: Flags


def limited_stable(model: GraphModel, horizon: int, deadline: float = inf) -> Flags:
    """Tell for each player and state whether the state is stable with a horizon of so many moves; shape (n, m).

    After the deadline it is a TimeoutError, as below.
    """
    before, period, seen = _round(model, horizon, deadline)
    return _stays(seen[horizon if horizon < len(seen) else before + (horizon - before) % period])


def anticipation(model: GraphModel, deadline: float = inf) -> Anticipation:
    """Return how expectations come round, and which states are stable with every horizon of the round.

    Raises
    ------
    InputError
        If they have not come round after `LONGEST_ROUND` horizons.
    TimeoutError
        If the deadline, a reading of the clock `time.monotonic`, has passed.
    """
    before, period, seen = _round(model, None, deadline)
    return Anticipation(before, period, np.all([_stays(seen[h]) for h in range(before, before + period)], axis=0))


def expectations(model: GraphModel, deadline: float = inf) -> Iterator[Expectations]:
    """Go through the expectations with a horizon of 0, 1, 2 and so on moves, without end but the deadline."""
    standing = model.standing.tolist()
    tables = [moves.arcs() for moves in model.controls]
    moves = [[arcs.leads_to(state).tolist() for state in range(model.n_states)] for arcs in tables]
    stay = tuple(frozenset((state,)) for state in range(model.n_states))
    expected: Expectations = (stay,) * model.n_players
    changed = set(range(model.n_states))
    while True:
        yield expected
        before, expected = (
            expected,
            tuple(
                _one_longer(player, own, standing[player], expected, changed, deadline)
                for player, own in enumerate(moves)
            ),
        )
        pairs = [zip(*each, strict=True) for each in zip(before, expected, strict=True)]
        changed = {state for each in pairs for state, (old, new) in enumerate(each) if old != new}


def after(player: int, state: int, expected: Expectations) -> Expected:
    """Return what a player expects once it has moved to a state, by the expectations with one move less to go."""
    going = [own[state] for place, own in enumerate(expected) if place != player and own[state] != frozenset((state,))]
    return frozenset().union(*going) if going else frozenset((state,))


def _one_longer(
    player: int,
    targets: list[list[int]],
    standing: list[int],
    expected: Expectations,
    changed: set[int],
    deadline: float,
) -> tuple[Expected, ...]:
    """Return what a player expects with one move more to go, given at which states somebody's expectations changed."""
    stop_after(deadline)
    ends = {state: after(player, state, expected) for state in changed}
    return tuple(
        own if changed.isdisjoint(there) else _weighed(player, state, there, standing, expected, ends)
        for state, (there, own) in enumerate(zip(targets, expected[player], strict=True))
    )


def _weighed(
    player: int, state: int, targets: list[int], standing: list[int], expected: Expectations, ends: dict[int, Expected]
) -> Expected:
    best, taken = standing[state], [frozenset((state,))]
    for target in targets:
        there = ends[target] if target in ends else after(player, target, expected)
        worst = min([standing[end] for end in there])
        if worst > best:
            best, taken = worst, [there]
        elif worst == best > standing[state]:
            taken.append(there)
    return frozenset().union(*taken)


def _round(model: GraphModel, longest: int | None, deadline: float) -> tuple[int, int, list[Expectations]]:
    """Return where the round of expectations begins, its period, and those seen; of a shorter horizon only these."""
    seen: dict[Expectations, int] = {}
    for horizon, expected in enumerate(islice(expectations(model, deadline), max(LONGEST_ROUND, (longest or 0) + 1))):
        if expected in seen:
            return seen[expected], horizon - seen[expected], list(seen)
        seen[expected] = horizon
        if horizon == longest:
            return 0, len(seen), list(seen)
    raise InputError(f"expectations have not come round after {counted(LONGEST_ROUND)} moves: ask a limited horizon")


def _stays(expected: Expectations) -> Flags:
    return np.array(
        [[ends == frozenset((state,)) for state, ends in enumerate(own)] for own in expected], dtype=np.bool_
    )
