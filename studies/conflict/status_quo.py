"""How a conflict gets from where it stands to where it may rest (Li, Kilgour and Hipel 2005).

The ways are legal sequences of moves: nobody moves twice in a row. Three answers matter: a state is reached by moves
that each mover likes; it can be reached, but somebody must act against its liking; or it is out of reach. A sequence of
improvements is no forecast, as it ignores foresight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np

from ...games.errors import InputError
from ...games.graph.graph_game import GraphGame
from ...games.graph.graph_model import GraphModel
from ...games.graph.moves import Arcs
from ...games.graph.of_game import conflict_of, graph_model
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.deadline import stop_after

Place = tuple[int, int]
"""A state and who moved last; -1 at the start."""


@dataclass(frozen=True)
class Ways:
    """The shortest sequences from a start to every state.

    Attributes
    ----------
    moves
        The fewest moves to each state, None where it is out of reach.
    last_movers
        For each state who moves last in some shortest sequence, in the order of players.
    shortest
        How many shortest sequences lead to each state.
    """

    moves: tuple[int | None, ...]
    last_movers: tuple[tuple[int, ...], ...]
    shortest: tuple[int, ...]
    _from: Mapping[Place, Place] = field(repr=False)

    def steps(self, state: int) -> tuple[tuple[int, int], ...]:
        """Return one shortest sequence to a state: who moves, and where to; empty at the start or out of reach."""
        place = (state, min(self.last_movers[state], default=-1))
        found: list[tuple[int, int]] = []
        while place in self._from:
            found.append((place[1], place[0]))
            place = self._from[place]
        return tuple(reversed(found))


@dataclass(frozen=True, eq=False, repr=False)
class Paths(Shown):
    """The ways from a start.

    Attributes
    ----------
    any_moves, by_improvements
        By any moves, and by moves that each mover likes, over the state that it leaves.
    """

    model: GraphModel
    start: int
    any_moves: Ways
    by_improvements: Ways

    @property
    def moves(self) -> tuple[int | None, ...]:
        """The fewest moves from the start to each state; None where it is out of reach."""
        return self.any_moves.moves

    @property
    def improvements(self) -> tuple[int | None, ...]:
        """The fewest moves, each liked by whoever makes it; None where no such moves lead to a state."""
        return self.by_improvements.moves

    def ways_to(self, state: int) -> Ways:
        """Return the ways of which those to a state are told: by moves that each mover likes where these lead there."""
        return self.any_moves if self.improvements[state] is None else self.by_improvements

    def written(self, state: int) -> str:
        """Return a shortest way to a state in words, by moves that each mover likes where there is one."""
        number = self.model.number_of(state)
        if number == self.start:
            return "already there."
        if self.moves[number] is None:
            return "out of reach: no moves lead there."
        steps = self.ways_to(number).steps(number)
        told = ", then ".join(f"{self.model.players[player]} to {end + 1}" for player, end in steps)
        if self.improvements[number] is None:
            return f"{told}; reachable, but not by moves that each mover likes."
        return f"{told}; {'each prefers' if len(steps) > 1 else 'it prefers'} what it moves to."


def paths(model: Any, start: int | None = None, deadline: float = inf) -> Paths:
    """Return the shortest ways from a state of a conflict to every other.

    Parameters
    ----------
    model
        A graph model, a game in normal form, a scenario, or the name or path of one.
    start
        The number of the state to start from; where left out the scenario's status quo.
    deadline
        A reading of the clock `time.monotonic` after which it is a TimeoutError; infinity for none.

    Raises
    ------
    InputError
        If there is no such state, or none is given and nothing says what the status quo is.

    Examples
    --------
    >>> from ...games.normal_form import NormalFormGame
    >>> found = paths(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]), 0)
    >>> found.moves, found.improvements
    ((0, 1, 1, 2), (0, 1, 1, 2))
    >>> found.written(3)
    'Player 2 to 2, then Player 1 to 4; each prefers what it moves to.'
    """
    meant = conflict_of(model)
    known = graph_model(meant)
    number = known.number_of(_started(meant, start))
    tables = [moves.arcs() for moves in known.controls]
    better = [liked_moves(known, player) for player in range(known.n_players)]
    return Paths(known, number, _ways(tables, number, deadline), _ways(better, number, deadline))


def status_quo(model: Any) -> int | None:
    """Return the state of today, by number, where a scenario says what each player does today."""
    if not isinstance(model, Scenario):
        return None
    if isinstance(model.game, GraphGame):
        return model.game.status_quo
    today, shape = model.today(), tuple(map(len, model.actions))
    if not today:
        return None
    profile = [names.index(today[player]) for player, names in zip(model.players, model.actions, strict=True)]
    return int(np.ravel_multi_index(profile, shape))


def _started(model: Any, start: int | None) -> int:
    found = status_quo(model) if start is None else start
    if found is None:
        raise InputError("nothing says where the conflict stands today: give the state to start from")
    return found


def liked_moves(model: GraphModel, player: int) -> Arcs:
    """Return the moves of a player that are known to lead to something better."""
    better = model.controls[player].arcs().better(model.standing[player])
    ends = zip(better.sources.tolist(), better.targets.tolist(), strict=True)
    known = [(min(pair), max(pair)) not in model.unknown[player] for pair in ends]
    return better.where(np.array(known, dtype=np.bool_))


def _ways(tables: Sequence[Arcs], start: int, deadline: float) -> Ways:
    """Search in breadth over pairs of a state and who moved last."""
    counts: dict[Place, int] = {(start, -1): 1}
    depth: dict[Place, int] = {(start, -1): 0}
    came: dict[Place, Place] = {}
    layer = [(start, -1)]
    while layer:
        following: list[Place] = []
        for place in layer:
            stop_after(deadline)
            for player, arcs in enumerate(tables):
                for end in arcs.leads_to(place[0]).tolist() if player != place[1] else ():
                    reached = (end, player)
                    if reached not in depth:
                        depth[reached], counts[reached], came[reached] = depth[place] + 1, 0, place
                        following.append(reached)
                    if depth[reached] == depth[place] + 1:
                        counts[reached] += counts[place]
        layer = following
    return _by_state(tables[0].n_states, depth, counts, came)


def _by_state(
    states: int, depth: Mapping[Place, int], counts: Mapping[Place, int], came: Mapping[Place, Place]
) -> Ways:
    nearest: list[int | None] = [None] * states
    for (state, _), steps in depth.items():
        least = nearest[state]
        nearest[state] = steps if least is None else min(least, steps)
    last: list[list[int]] = [[] for _ in range(states)]
    numbers = [0] * states
    for (state, player), steps in depth.items():
        if steps == nearest[state]:
            numbers[state] += counts[state, player]
            last[state] += [player] if player >= 0 else []
    return Ways(tuple(nearest), tuple(tuple(sorted(own)) for own in last), tuple(numbers), came)
