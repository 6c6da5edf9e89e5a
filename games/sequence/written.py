"""Trees as scenario files write them: nodes and ends by name, with payoffs, or with effects as in an arena.

The effects on the way to an end add up, and so do relative gains, which are linear in gains: they are worked out after
the sum. In the strategic form the players' actions are their plans, and what a profile does is expected over chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import numpy as np

from ..arena import Arena, Effects, add_relative_gains
from ..dimensions import DIMENSIONS, POSITION
from ..formulas.formula import Formula
from ..parameters import Parameter
from .preorder import CHANCE, END, Preorder, join_set
from .tree import Tree

Touched = Mapping[str, Mapping[str, Formula]]
"""For some players the dimensions that are touched, each with the size of the effect."""


@dataclass(frozen=True)
class WrittenNode:
    """A node or an end.

    Attributes
    ----------
    player
        Who moves; None at a chance node and at an end.
    set
        The name of the information set; that of the node where it is alone.
    moves
        The actions or branches, each with the node or end it leads to.
    chances
        Of the branches; empty elsewhere.
    payoffs, effects
        Added to everything below; a file has the one or the other.
    label
        What a reader sees in the place of the name.
    """

    player: str | None = None
    set: str = ""
    moves: tuple[tuple[str, str], ...] = ()
    chances: tuple[Fraction, ...] = ()
    payoffs: Mapping[str, Fraction] | None = None
    effects: Touched | None = None
    label: str = field(default="", compare=False)


@dataclass(frozen=True)
class WrittenTree:
    """A tree by the names of its nodes; what readers see in the place of names makes no other tree of it.

    Attributes
    ----------
    players
        In their order.
    start
        The first node.
    nodes, ends
        By name; an end may be led to from several places.
    """

    players: tuple[str, ...]
    start: str
    nodes: Mapping[str, WrittenNode] = field(hash=False)
    ends: Mapping[str, WrittenNode] = field(hash=False)

    @cached_property
    def _laid_out(self) -> tuple[Preorder, list[str]]:
        flat, known, names = Preorder(), dict[tuple[int, Any], int](), list[str]()
        waiting: list[tuple[str, int, int, Fraction | None]] = [(self.start, -1, -1, None)]
        while waiting:
            name, parent, move, chance = waiting.pop()
            written = self.named(name)
            mover = self.players.index(written.player) if written.player else CHANCE if written.moves else END
            number = flat.add(parent, move, mover, tuple(label for label, _ in written.moves), self._paid(written))
            names.append(name)
            if written.label:
                flat.captions[number] = written.label
            if chance is not None:
                flat.chance[number] = chance
            if mover >= 0:
                join_set(flat, known, number, written.set)
            for place in reversed(range(len(written.moves))):
                chances = written.chances[place] if written.chances else None
                waiting.append((written.moves[place][1], number, place, chances))
        return flat, names

    def named(self, name: str) -> WrittenNode:
        """Return the node or the end of a name."""
        return self.nodes[name] if name in self.nodes else self.ends[name]

    def _paid(self, written: WrittenNode) -> tuple[Fraction, ...] | None:
        if not written.payoffs:
            return None
        return tuple(written.payoffs.get(player, Fraction(0)) for player in self.players)

    @cached_property
    def bare(self) -> Tree:
        """The tree with the payoffs that are written; none where the file has effects."""
        return Tree.laid_out(self.players, self._laid_out[0])

    def effects_on_the_way(self, node: int) -> list[Touched]:
        """Return the effects of a node and of those above it."""
        flat, names = self._laid_out
        found: list[Touched] = []
        while node >= 0:
            if effects := self.named(names[node]).effects:
                found.append(effects)
            node = flat.parent[node]
        return found

    def with_payoffs(self, payoffs: Sequence[Sequence[Any]], title: str = "") -> Tree:
        """Return the tree with these payoffs, of each end for each player."""
        return self.bare.with_payoffs(payoffs, title)


@dataclass(frozen=True)
class TreeEffects:
    """The effects of an arena whose actions are the plans in a tree."""

    written: WrittenTree

    @cached_property
    def _exits(self) -> list[tuple[Fraction, list[frozenset[str]], list[Touched]]]:
        """For each end its chance, the plans of each player that agree with it, and the effects on the way."""
        whole, names = self.written.bare.whole, self.written.bare.plan_names
        found: list[tuple[Fraction, list[frozenset[str]], list[Touched]]] = []
        for leaving in whole.exits:
            agreeing = [
                frozenset(
                    name
                    for name, plan in zip(names[player], whole.plans.get(player, [()]), strict=True)
                    if leaving.last[player] is None or leaving.last[player] in plan
                )
                for player in range(len(self.written.players))
            ]
            found.append((leaving.weight, agreeing, self.written.effects_on_the_way(leaving.node)))
        return found

    def __call__(self, actions: tuple[str, ...], p: Any) -> Effects:
        """Return the effects of a profile of plans, expected over chance."""
        total: dict[str, dict[str, Any]] = {}
        for weight, agreeing, way in self._exits:
            if weight and all(plan in plans for plan, plans in zip(actions, agreeing, strict=True)):
                for player, dimension, effect in _sums(way, p):
                    sums = total.setdefault(player, {})
                    sums[dimension] = sums.get(dimension, 0) + weight * p.one * effect
        return total

    def payoffs(
        self, values: Mapping[str, Any], weights: Any, arena: Arena, rivals: Mapping[str, tuple[str, ...]]
    ) -> list[list[Any]]:
        """Return what each end pays to each player at single numbers: the weights (n, 9) times what it does to it.

        `rivals` is as in `consequences`.
        """
        p = SimpleNamespace(**values, one=Fraction(1))
        ends = self.written.bare.flat.ends
        table = np.full((len(self.written.players), len(ends), len(DIMENSIONS)), Fraction(0), dtype=object)
        for place, end in enumerate(ends):
            for player, dimension, effect in _sums(self.written.effects_on_the_way(end), p):
                table[self.written.players.index(player), place, POSITION[dimension]] += effect
        add_relative_gains(arena, rivals, table)
        return (table * weights[:, None, :]).sum(axis=2).T.tolist()


def _sums(way: Sequence[Touched], p: Any) -> list[tuple[str, str, Any]]:
    return [
        (player, dimension, formula.value(p))
        for touched in way
        for player, dimensions in touched.items()
        for dimension, formula in dimensions.items()
    ]


def tree_arena(written: WrittenTree, parameters: Sequence[Parameter]) -> Arena:
    """Return the arena, named "tree", of a tree with effects; it has no reference types."""
    return Arena(
        name="tree",
        title="The scenario's own tree",
        question="Who moves when, and what follows, is spelt out in the scenario.",
        players=written.players,
        actions=written.bare.plan_names,
        parameters=tuple(parameters),
        reference_types=(),
        effects=TreeEffects(written),
        source="the scenario",
    )


def written_of(tree: Tree) -> WrittenTree:
    """Return a tree with payoffs as a file would write it, its nodes and ends numbered in preorder."""
    flat, unit = tree.flat, tree.unit
    names = [f"e{node}" if mover == END else f"n{node}" for node, mover in enumerate(flat.mover)]
    nodes, ends = dict[str, WrittenNode](), dict[str, WrittenNode]()
    for node, mover in enumerate(flat.mover):
        if mover == END:
            paid = {name: Fraction(int(cell), unit) for name, cell in zip(tree.players, tree.paid[node], strict=True)}
            paid = {name: value for name, value in paid.items() if value}
            ends[names[node]] = WrittenNode(payoffs=paid, label=flat.captions.get(node, ""))
            continue
        moves = tuple(
            (label, names[below]) for label, below in zip(flat.labels[node], flat.children[node], strict=True)
        )
        if mover == CHANCE:
            chances = tuple(flat.chance[below] for below in flat.children[node])
            nodes[names[node]] = WrittenNode(moves=moves, chances=chances, label=flat.captions.get(node, ""))
        else:
            own = str(tree.set_names[flat.set_of[node]])
            nodes[names[node]] = WrittenNode(tree.players[mover], own, moves, label=flat.captions.get(node, ""))
    return WrittenTree(tree.players, names[0], nodes, ends)
