"""A tree laid out flat: its nodes in preorder, each before all that lies below it, as lists by node number.

So the nodes of a subtree are an interval of numbers that begins with its root, and one pass backwards meets children
before their parents.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from ..numbers import counted, shown
from .nodes import Chance, Decision, Exact, Node, Payoffs

CHANCE, END = -1, -2
"""What stands in the place of the number of a player at a chance move, and at an end."""

MOST_NODES = 5_000_000


class FlatSet(NamedTuple):
    """An information set: the number of its player, its name (None where the tree gives none), actions, nodes."""

    player: int
    name: str | int | None
    actions: tuple[str, ...]
    nodes: list[int]


@dataclass(frozen=True, eq=False)
class Preorder:
    """The nodes of a tree by number, in preorder.

    Attributes
    ----------
    parent
        The number of the node above; -1 at the root.
    depth
        How many moves lead to the node.
    mover
        The number of the player who moves, CHANCE or END.
    move
        Which move of the parent leads here, from 0; -1 at the root.
    set_of
        The number of the information set; -1 where no player moves.
    labels
        The names of the moves from here, empty at an end.
    chance
        For each node below a chance move the probability of the branch that leads to it.
    own
        The payoffs that stand at a node, where any do.
    sets
        The information sets, in the order of their first nodes.
    captions
        What readers see at a node, where it has a label.
    """

    parent: list[int] = field(default_factory=list)
    depth: list[int] = field(default_factory=list)
    mover: list[int] = field(default_factory=list)
    move: list[int] = field(default_factory=list)
    set_of: list[int] = field(default_factory=list)
    labels: list[tuple[str, ...]] = field(default_factory=list)
    chance: dict[int, Fraction] = field(default_factory=dict)
    own: dict[int, Payoffs] = field(default_factory=dict)
    sets: list[FlatSet] = field(default_factory=list)
    captions: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.parent)

    def add(self, parent: int, move: int, mover: int, labels: tuple[str, ...], own: Payoffs | None) -> int:
        """Add a node behind the last one; return its number."""
        number = len(self.parent)
        self.parent.append(parent)
        self.depth.append(self.depth[parent] + 1 if parent >= 0 else 0)
        self.move.append(move)
        self.mover.append(mover)
        self.labels.append(labels)
        self.set_of.append(-1)
        if own is not None and any(own):
            self.own[number] = own
        return number

    @cached_property
    def children(self) -> list[list[int]]:
        """The numbers of the nodes just below each node, in the order of its moves."""
        below: list[list[int]] = [[] for _ in self.parent]
        for node, parent in enumerate(self.parent):
            if parent >= 0:
                below[parent].append(node)
        return below

    @cached_property
    def last(self) -> list[int]:
        """The number behind the last node of each node's subtree."""
        behind = list(range(1, len(self) + 1))
        for node in range(len(self) - 1, 0, -1):
            if behind[self.parent[node]] < behind[node]:
                behind[self.parent[node]] = behind[node]
        return behind

    @cached_property
    def ends(self) -> list[int]:
        """The numbers of the ends."""
        return [node for node, mover in enumerate(self.mover) if mover == END]

    def path(self, node: int) -> tuple[str, ...]:
        """Return the names of the moves from the root to a node."""
        return tuple(move for _, move in self.steps(node))

    def steps(self, node: int) -> list[tuple[int, str]]:
        """Return the movers and moves on the way from the root to a node, by their numbers and names."""
        way: list[tuple[int, str]] = []
        while (parent := self.parent[node]) >= 0:
            way.append((self.mover[parent], self.labels[parent][self.move[node]]))
            node = parent
        return way[::-1]

    def chances(self) -> list[Fraction]:
        """Return how likely chance alone makes each node; a branch of chance 0 counts as certain."""
        likely: list[Fraction] = []
        for node, parent in enumerate(self.parent):
            above = likely[parent] if parent >= 0 else Fraction(1)
            likely.append(above * (self.chance.get(node) or 1) if node in self.chance else above)
        return likely

    def whole_payoffs(self, n: int) -> tuple[NDArray[Any], int]:
        """Return what is paid at each end, whole numbers over one denominator: shape (nodes, n), 0 at inner nodes.

        As int64 where all sums of them fit with room to spare, else as Python's integers.
        """
        unit = lcm(*(cell.denominator for own in self.own.values() for cell in own if type(cell) is not int))
        rows = {node: [int(cell * unit) for cell in own] for node, own in self.own.items()}
        if any(self.mover[node] != END for node in rows):
            rows = self._added_up(rows, n)
        largest = max((abs(cell) for row in rows.values() for cell in row), default=0)
        table = np.zeros((len(self), n), dtype=np.int64 if largest < 2**52 else object)
        if rows:
            table[list(rows)] = list(rows.values())
        return table, unit

    def _added_up(self, rows: dict[int, list[int]], n: int) -> dict[int, list[int]]:
        """Carry the payoffs of inner nodes down to the ends."""
        total: list[list[int]] = []
        nothing = [0] * n
        for node, parent in enumerate(self.parent):
            above = total[parent] if parent >= 0 else nothing
            own = rows.get(node)
            total.append(above if own is None else [x + y for x, y in zip(above, own, strict=True)])
        return {node: total[node] for node in self.ends if total[node] is not nothing}


def lay_out(players: tuple[str, ...], root: Node) -> Preorder:
    """Lay the nodes below a root out flat, and gather the information sets.

    Raises
    ------
    InputError
        If a player is unknown, payoffs are not one a player, the nodes of a set have different actions, or there are
        more than `MOST_NODES`.
    """
    flat = Preorder()
    numbers = {name: place for place, name in enumerate(players)}
    known: dict[tuple[int, str | int], int] = {}
    waiting: list[tuple[Node, int, int, Fraction | None]] = [(root, -1, -1, None)]
    while waiting:
        node, parent, move, chance = waiting.pop()
        if node.payoffs is not None and len(node.payoffs) != len(players):
            raise InputError(f"payoffs must be one for each of the {len(players)} players, got {len(node.payoffs)}")
        moves: tuple[Any, ...] = () if not isinstance(node, Decision | Chance) else tuple(node.moves)
        labels = tuple(each[0] for each in moves)
        mover = _player(node.player, numbers) if isinstance(node, Decision) else CHANCE if moves else END
        number = flat.add(parent, move, mover, labels, node.payoffs)
        if chance is not None:
            flat.chance[number] = chance
        if number >= MOST_NODES:
            raise InputError(f"a tree may have at most {counted(MOST_NODES)} nodes, got more")
        if isinstance(node, Decision):
            join_set(flat, known, number, node.set)
        for place in range(len(moves) - 1, -1, -1):
            waiting.append((moves[place][-1], number, place, moves[place][1] if mover == CHANCE else None))
    return flat


def join_set(flat: Preorder, known: dict[tuple[int, str | int], int], node: int, name: str | int | None) -> None:
    """Put a decision into the information set of a name, which is begun where it is new; None for one of its own.

    Raises
    ------
    InputError
        If the set has other actions.
    """
    player, labels = flat.mover[node], flat.labels[node]
    place = len(flat.sets) if name is None else known.setdefault((player, name), len(flat.sets))
    if place == len(flat.sets):
        flat.sets.append(FlatSet(player, name, labels, []))
    elif flat.sets[place].actions != labels:
        raise InputError(
            f"the nodes of information set {name!r} must have the same actions in the same order, "
            f"got {_listed(flat.sets[place].actions)} and {_listed(labels)}"
        )
    flat.sets[place].nodes.append(node)
    flat.set_of[node] = place


def _player(player: str | int, numbers: dict[str, int]) -> int:
    if isinstance(player, str):
        if player not in numbers:
            raise InputError(f"unknown player {shown(player)}; known: {_listed(numbers)}")
        return numbers[player]
    if not 0 <= player < len(numbers):
        raise InputError(f"the number of a player must be from 0 to {len(numbers) - 1}, got {player}")
    return player


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def as_fraction(cell: Exact, unit: int) -> Fraction:
    """Return a whole number over a denominator as a Fraction."""
    return Fraction(int(cell), unit)
