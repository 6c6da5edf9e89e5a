"""Parts of a tree between a node and the nodes where they are left, and the players' plans within them.

A *plan* is silent at the information sets that the player's own earlier moves in it exclude; the plans of all players
make the reduced strategic form (Kuhn 1953). With perfect recall a plan agrees with a node if and only if it holds the
player's last move before that node, so the plans that do are kept by that move.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain, product
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .preorder import CHANCE, END, Preorder

OwnMove = tuple[int, int]
"""The number of an information set, and of an action there."""

Plan = tuple[OwnMove, ...]


class Exit(NamedTuple):
    """Where a part is left: the node, its chance by the chance moves alone, each player's last move before, or None."""

    node: int
    weight: Fraction
    last: tuple[OwnMove | None, ...]


class Forgotten(NamedTuple):
    """A player who comes to an information set by two histories of its own, as the last moves tell."""

    set: int
    one: OwnMove | None
    other: OwnMove | None


@dataclass(frozen=True, eq=False)
class Piece:
    """A part of a tree.

    Attributes
    ----------
    root
        The number of its first node.
    sets
        The information sets in it, in the order of their first nodes, each with the player's last move before it.
    exits
        Where it is left, in preorder.
    forgotten
        The first set that is met after different moves of its player; None where recall is perfect.
    chances
        Whether there is a chance move in it.
    """

    flat: Preorder
    root: int
    sets: dict[int, OwnMove | None]
    exits: tuple[Exit, ...]
    forgotten: Forgotten | None
    chances: bool

    @cached_property
    def movers(self) -> tuple[int, ...]:
        """The players who move in it."""
        return tuple(sorted({self.flat.sets[place].player for place in self.sets}))

    def sets_of(self, player: int) -> list[int]:
        """Return the information sets of a player in it."""
        return [place for place in self.sets if self.flat.sets[place].player == player]

    def shape(self) -> tuple[int, ...]:
        """Return how many plans each of its movers has, counted without listing them."""
        return tuple(self._count(player) for player in self.movers)

    def _count(self, player: int) -> int:
        below = self._below(player)
        counts: dict[int, int] = {}
        for place in reversed(self.sets_of(player)):
            moves = ((place, action) for action in range(len(self.flat.sets[place].actions)))
            counts[place] = sum(prod(counts[each] for each in below.get(move, ())) for move in moves)
        return prod(counts[place] for place in below.get(None, ()))

    def _below(self, player: int) -> dict[OwnMove | None, list[int]]:
        """Return the sets of a player that come next after each of its moves, and first of all."""
        below: dict[OwnMove | None, list[int]] = {}
        for place in self.sets_of(player):
            below.setdefault(self.sets[place], []).append(place)
        return below

    @cached_property
    def plans(self) -> dict[int, list[Plan]]:
        """The plans of each of its movers, the last set's action changing fastest."""
        return {player: self._plans(player) for player in self.movers}

    def _plans(self, player: int) -> list[Plan]:
        below = self._below(player)
        own: dict[int, list[Plan]] = {}
        for place in reversed(self.sets_of(player)):
            moves = ((place, action) for action in range(len(self.flat.sets[place].actions)))
            own[place] = [
                (move, *rest) for move in moves for rest in _joined([own[each] for each in below.get(move, ())])
            ]
        return list(_joined([own[place] for place in below.get(None, ())]))

    @cached_property
    def silent_ways(self) -> dict[int, NDArray[np.object_]]:
        """How many actions in all a player may have at the sets where a plan is silent, for each plan."""
        ways: dict[int, NDArray[np.object_]] = {}
        for player, plans in self.plans.items():
            widths = {place: len(self.flat.sets[place].actions) for place in self.sets_of(player)}
            whole = prod(widths.values())
            ways[player] = np.array([whole // prod(widths[place] for place, _ in plan) for plan in plans], dtype=object)
        return ways

    @cached_property
    def cells(self) -> list[tuple[NDArray[np.intp], ...]]:
        """For each exit the profiles of plans that agree with it, as indices along one axis for each mover."""
        using = {player: _users(plans) for player, plans in self.plans.items()}
        return [np.ix_(*(using[p][leaving.last[p]] for p in self.movers)) for leaving in self.exits]

    def add_up(self, values: Sequence[Sequence[Any] | None]) -> NDArray[Any]:
        """Return what each profile of plans adds up to: shape (k, then one axis for each mover).

        Parameters
        ----------
        values
            For each exit k whole numbers or Fractions, or None for an exit that chance never takes.
        """
        rows = [row for row in values if row is not None]
        whole = all(type(cell) is int for row in rows for cell in row)
        bound = sum(max(map(abs, row), default=0) for row in rows)
        width = len(rows[0]) if rows else 0
        table = np.zeros((width, *self.shape()), dtype=np.int64 if whole and bound < 2**62 else object)
        for cells, row in zip(self.cells, values, strict=True):
            if row is not None:
                for k, cell in enumerate(row):
                    table[(k, *cells)] += cell
        return table


def _joined(lists: Sequence[Sequence[Plan]]) -> Iterator[Plan]:
    """Go through all ways of taking one plan of each list, put together."""
    return (tuple(chain.from_iterable(parts)) for parts in product(*lists))


def _users(plans: Sequence[Plan]) -> dict[OwnMove | None, NDArray[np.intp]]:
    """Return which plans agree with each last move; all with none."""
    using: dict[OwnMove | None, list[int]] = {None: list(range(len(plans)))}
    for number, plan in enumerate(plans):
        for move in plan:
            using.setdefault(move, []).append(number)
    return {move: np.array(numbers, dtype=np.intp) for move, numbers in using.items()}


def piece_below(flat: Preorder, n: int, root: int, left_at: Collection[int] = ()) -> Piece:
    """Return the part of a tree of n players from a node on, left at ends and at some other nodes."""
    sets: dict[int, OwnMove | None] = {}
    exits: list[Exit] = []
    forgotten: Forgotten | None = None
    chances = False
    waiting: list[tuple[int, Fraction, tuple[OwnMove | None, ...]]] = [(root, Fraction(1), (None,) * n)]
    while waiting:
        node, weight, last = waiting.pop()
        mover = flat.mover[node]
        if mover == END or (node != root and node in left_at):
            exits.append(Exit(node, weight, last))
            continue
        place = flat.set_of[node]
        if mover == CHANCE:
            chances = True
        elif sets.setdefault(place, last[mover]) != last[mover]:
            forgotten = forgotten or Forgotten(place, sets[place], last[mover])
        for below in reversed(flat.children[node]):
            if mover == CHANCE:
                waiting.append((below, weight * flat.chance[below], last))
            else:
                own = (place, flat.move[below])
                waiting.append((below, weight, (*last[:mover], own, *last[mover + 1 :])))
    return Piece(flat, root, dict(sorted(sets.items())), tuple(exits), forgotten, chances)


def subgame_roots(flat: Preorder) -> list[int]:
    """Return the numbers of the nodes at which a subgame begins.

    Such a node is no end and alone in its information set, and no set has nodes both below it and elsewhere.
    """
    first = [flat.sets[place].nodes[0] if place >= 0 else node for node, place in enumerate(flat.set_of)]
    final = [flat.sets[place].nodes[-1] if place >= 0 else node for node, place in enumerate(flat.set_of)]
    alone = [one == other for one, other in zip(first, final, strict=True)]
    for node in range(len(flat) - 1, 0, -1):
        parent = flat.parent[node]
        first[parent] = min(first[parent], first[node])
        final[parent] = max(final[parent], final[node])
    return [
        node
        for node, mover in enumerate(flat.mover)
        if mover != END and alone[node] and first[node] >= node and final[node] < flat.last[node]
    ]
