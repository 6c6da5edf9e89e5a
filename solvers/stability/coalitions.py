"""Coalitions in a conflict: what groups of decision makers can bring about, and which of it all their members like.

R_H(s) is what legal sequences of moves by members of a coalition H, of at least one move, can end at from s. A *joint
improvement* is a state of R_H(s) that every member likes better than s: it is judged at the end, the steps may hurt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import inf

import numpy as np

from ...games.errors import InputError
from ...games.graph.graph_model import GraphModel
from ...games.graph.moves import NONE, Arcs
from ...games.numbers import counted
from ..deadline import stop_after
from .lowest_reach import lowest_reach
from .words import Words, as_arcs, check_size, packed, reach

Coalition = tuple[int, ...]

MOST_PLAYERS = 8
"""Decision makers of a model whose coalitions are looked at one by one."""

MOST_CELLS = 2**28
"""Coalitions times pairs of states: a bit for each is held in memory several times over."""


@dataclass(frozen=True, eq=False)
class Coalitions:
    """The coalitions of a model whose comparisons are all known.

    Attributes
    ----------
    single
        Only coalitions of one are formed.
    deadline
        A reading of the clock `time.monotonic` after which no further coalition is looked at: a TimeoutError then.

    Raises
    ------
    InputError
        If a comparison is unknown, or there are too many players or states.
    """

    model: GraphModel
    what: str
    single: bool = False
    deadline: float = inf

    def __post_init__(self) -> None:
        if not self.model.all_known:
            raise InputError(f"{self.what}: needs every comparison known, and some of this model are not")
        players = self.model.n_players
        if players > MOST_PLAYERS and not self.single:
            raise InputError(f"{self.what}: at most {MOST_PLAYERS} players are looked at, got {counted(players)}")
        check_size(self.model.n_states, self.what)
        if 2 ** (1 if self.single else players) * self.model.n_states**2 > MOST_CELLS:
            found = f"{counted(players)} players and {counted(self.model.n_states)} states"
            raise InputError(f"{self.what}: {found} are more than can be looked at coalition by coalition")

    @cached_property
    def all(self) -> tuple[Coalition, ...]:
        """The coalitions, the smallest first."""
        return tuple(subcoalitions(range(self.model.n_players), 1 if self.single else self.model.n_players))

    @cached_property
    def arcs(self) -> tuple[Arcs, ...]:
        """The moves of each player, one by one."""
        return tuple(moves.arcs() for moves in self.model.controls)

    @cached_property
    def reached(self) -> dict[Coalition, Words]:
        """For each coalition, and nobody, what it can bring about from each state."""
        states = self.model.n_states
        return {group: reach([self.arcs[player] for player in group], states) for group in self.each((), *self.all)}

    def each(self, *groups: Coalition) -> Iterator[Coalition]:
        """Go through some coalitions, or all, until the deadline."""
        for group in groups or self.all:
            stop_after(self.deadline)
            yield group

    @cached_property
    def no_better(self) -> dict[Coalition, Words]:
        """For each coalition, and each state, the states that some member does not like better."""
        return {group: ~self.all_better(group) & self._every for group in self.each()}

    @property
    def _every(self) -> Words:
        return packed(np.ones(self.model.n_states, dtype=np.bool_))

    def all_better(self, group: Coalition) -> Words:
        """Return for each state the states that every member of a coalition likes better."""
        standing = self.model.standing[list(group)]
        return packed(np.asarray((standing[:, None, :] > standing[:, :, None]).all(axis=0)))

    @cached_property
    def improvements(self) -> dict[Coalition, Arcs]:
        """The joint improvements of each coalition as moves."""
        return {group: as_arcs(self.reached[group] & self.all_better(group)) for group in self.each()}


def leavers_from(model: GraphModel, state: int) -> Iterator[tuple[Coalition, int]]:
    """Go through the coalitions of two and more with a joint improvement from a state, each with the first of them.

    No other state is looked into, so that this is soon done in a large model, too; every comparison must be known.

    Examples
    --------
    >>> from ...games.graph.of_game import graph_model
    >>> from ...games.normal_form import NormalFormGame
    >>> list(leavers_from(graph_model(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])), 3))
    [((0, 1), 0)]
    """
    better = model.standing > model.standing[:, [state]]
    numbers = np.arange(model.n_states, dtype=np.int32)
    for group in subcoalitions(range(model.n_players)):
        if len(group) > 1:
            keys = np.where(better[list(group)].all(axis=0), numbers, np.int32(NONE))
            first = int(lowest_reach([model.controls[player] for player in group], keys)[state])
            if first != NONE:
                yield group, first


def subcoalitions(players: range | Coalition, largest: int | None = None) -> Iterator[Coalition]:
    """Go through the coalitions of some players, the smallest first, up to so many members.

    Examples
    --------
    >>> list(subcoalitions((0, 2)))
    [(0,), (2,), (0, 2)]
    """
    for size in range(1, (len(players) if largest is None else largest) + 1):
        yield from combinations(players, size)
