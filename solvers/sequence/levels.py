"""Backward induction on trees of perfect information, a level of the tree at a time, with every tie.

At a decision of player i an outcome that one of its actions leads to is kept if it pays i no less than the worst
outcome kept below every other action: different deviations end in different subgames, so the worst continuation can be
chosen for each by itself (Selten 1965; Kuhn 1953, Zermelo 1913 without ties). The number of profiles is the product of
the number for the outcome itself and, for each other action, of those below it that pay i no more. At a chance move
every combination is kept. The outcomes of all nodes of a level stand in arrays, as rows in the order of the nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.sequence.preorder import CHANCE, END
from ...games.sequence.tree import Tree
from ..deadline import stop_after
from .kept import Joined, Kept, Support, joined_by_chance, movers_above

_AN_END = -1


@dataclass(frozen=True, eq=False)
class _Level:
    """The outcomes kept at the nodes of one level, as rows.

    `node` is the node of a row, `payoffs` has shape (rows, n), `ways` is None where all are 1. `origin` is the row of
    the level below that an outcome of a decision comes from, -1 at an end, and below that the place of what a chance
    move joined.
    """

    node: NDArray[np.intp]
    payoffs: NDArray[Any]
    ways: NDArray[np.object_] | None
    origin: NDArray[np.intp]

    def rows(self, node: int) -> range:
        """Return the rows of a node."""
        first, behind = np.searchsorted(self.node, [node, node + 1])
        return range(int(first), int(behind))

    def kept(self, row: int) -> Kept:
        """Return a row as an outcome."""
        return Kept(tuple(map(int, self.payoffs[row])), 1 if self.ways is None else self.ways[row])


class LevelOutcomes:
    """The outcomes of pure subgame-perfect equilibria at every node of a tree of perfect information.

    Attributes
    ----------
    complete
        Whether no limit was reached.
    continuum
        Whether a player is indifferent at some node in some equilibrium, so that it may mix.
    harmful
        Whether such a tie touches the payoff of somebody who moves before.
    """

    def __init__(self, tree: Tree, deadline: float = inf) -> None:
        self.complete = True
        self.continuum = False
        self.harmful = False
        self.notes: list[str] = []
        self._tree = tree
        self._joined: list[Joined] = []
        self._levels: list[_Level] = []
        flat = tree.flat
        self._parent, self._mover = np.array(flat.parent), np.array(flat.mover)
        depth = np.array(flat.depth)
        in_order = np.argsort(depth, kind="stable")
        bounds = np.searchsorted(depth[in_order], np.arange(depth.max() + 2))
        for low, high in zip(bounds[-2::-1], bounds[:0:-1], strict=True):
            stop_after(deadline)
            self._levels.append(self._level(in_order[low:high]))
        self._levels.reverse()

    def kept(self, node: int) -> Sequence[Kept]:
        """Return the outcomes of a node."""
        level = self._levels[self._tree.flat.depth[node]]
        return [level.kept(row) for row in level.rows(node)]

    def supports(self, node: int, number: int) -> Sequence[Support]:
        """Return what holds an outcome of a node up."""
        flat = self._tree.flat
        if flat.mover[node] == CHANCE:
            parts = self._parts(node, number)
            if parts is None:
                return ()
            fixed = dict(zip(self._live(node), parts, strict=True))
            every = {below: range(len(self.kept(below))) for below in flat.children[node]}
            return (Support({}, (), {below: (fixed[below],) if below in fixed else every[below] for below in every}),)
        taken, own = next(iter(self.follows(node, number) or ()))
        mover, bound = flat.mover[node], self.kept(taken)[own].payoffs[flat.mover[node]]
        below = {
            other: [j for j, each in enumerate(self.kept(other)) if each.payoffs[mover] <= bound]
            for other in flat.children[node]
        }
        return (Support({flat.set_of[node]: flat.move[taken]}, (), {**below, taken: (own,)}),)

    def follows(self, node: int, number: int) -> Sequence[tuple[int, int]] | None:
        """Return with what an outcome of a node goes on; None where only payoffs are known."""
        flat = self._tree.flat
        if flat.mover[node] == CHANCE:
            parts = self._parts(node, number)
            return None if parts is None else list(zip(self._live(node), parts, strict=True))
        level, below = self._levels[flat.depth[node]], self._levels[flat.depth[node] + 1]
        row = int(level.origin[level.rows(node)[number]])
        child = int(below.node[row])
        return ((child, row - below.rows(child)[0]),)

    def _parts(self, node: int, number: int) -> tuple[int, ...] | None:
        level = self._levels[self._tree.flat.depth[node]]
        return self._joined[_AN_END - 1 - int(level.origin[level.rows(node)[number]])].parts

    def _live(self, node: int) -> list[int]:
        """Return the branches of a chance move that it may take."""
        flat = self._tree.flat
        return [below for below in flat.children[node] if flat.chance[below]]

    def _level(self, nodes: NDArray[np.intp]) -> _Level:
        ends = nodes[self._mover[nodes] == END]
        level = _Level(ends, self._tree.weighted[ends], None, np.full(len(ends), _AN_END))
        if self._levels:
            below = self._levels[-1]
            movers = self._mover[self._parent[below.node]]
            level = _in_order([level, self._decided(below, movers >= 0), self._drawn(below, movers == CHANCE)])
        return level

    def _decided(self, below: _Level, here: NDArray[np.bool_]) -> _Level:
        """Keep the outcomes at decisions of those just below them."""
        rows = np.flatnonzero(here)
        if not len(rows):
            return _nothing(below)
        node = below.node[rows]
        parent = self._parent[node]
        own = below.payoffs[rows, self._mover[parent]]
        children = np.flatnonzero(np.diff(node, prepend=-1))
        families = np.flatnonzero(np.diff(parent[children], prepend=-1))
        sizes = np.diff([*children[families], len(rows)])
        bound = np.maximum.reduceat(np.minimum.reduceat(own, children), families)
        keep = np.flatnonzero(own >= np.repeat(bound, sizes))
        ways = None
        if below.ways is not None or len(children) < len(rows):
            ways = self._ways(below, rows, own, children, families)[keep]
        kept = _Level(parent[keep], below.payoffs[rows[keep]], ways, rows[keep])
        if len(keep) > len(families):
            self._look_for_ties(kept, node[keep], own[keep])
        return kept

    def _ways(
        self,
        below: _Level,
        rows: NDArray[np.intp],
        own: NDArray[Any],
        children: NDArray[np.intp],
        families: NDArray[np.intp],
    ) -> NDArray[np.object_]:
        """Return for each row how many profiles of its parent give it, if it is kept there."""
        ways = np.full(len(rows), 1, dtype=object) if below.ways is None else below.ways[rows]
        family_starts = children[families]
        family_of = np.repeat(np.arange(len(families)), np.diff([*family_starts, len(rows)]))
        child_of = np.repeat(np.arange(len(children)), np.diff([*children, len(rows)]))
        totals = np.add.reduceat(ways, children)
        products = np.multiply.reduceat(totals, families)
        result = ways * (products[family_of] // totals[child_of])
        most = np.maximum.reduceat(own, family_starts)
        bounds = [*family_starts.tolist(), len(rows)]
        for row in np.flatnonzero(own < most[family_of]):
            first, behind = bounds[family_of[row]], bounds[family_of[row] + 1]
            allowed: dict[int, int] = {}
            for other in range(first, behind):
                if child_of[other] != child_of[row]:
                    count = ways[other] if own[other] <= own[row] else 0
                    allowed[child_of[other]] = allowed.get(child_of[other], 0) + count
            result[row] = ways[row]
            for count in allowed.values():
                result[row] *= count
        return result

    def _drawn(self, below: _Level, here: NDArray[np.bool_]) -> _Level:
        """Join the outcomes below chance moves."""
        rows = np.flatnonzero(here)
        if not len(rows):
            return _nothing(below)
        found: list[tuple[int, Joined]] = []
        parents = self._parent[below.node[rows]]
        for parent in dict.fromkeys(parents.tolist()):
            branches = [[below.kept(row) for row in below.rows(child)] for child in self._tree.flat.children[parent]]
            possible = [bool(self._tree.flat.chance[child]) for child in self._tree.flat.children[parent]]
            joined, complete = joined_by_chance(branches, possible)
            self.complete &= complete
            found.extend((parent, each) for each in joined)
        first = len(self._joined)
        self._joined.extend(each for _, each in found)
        return _Level(
            np.array([node for node, _ in found]),
            np.array([each.kept.payoffs for _, each in found], dtype=below.payoffs.dtype),
            np.array([each.kept.ways for _, each in found], dtype=object),
            _AN_END - 1 - np.arange(first, first + len(found)),
        )

    def _look_for_ties(self, level: _Level, child: NDArray[np.intp], own: NDArray[Any]) -> None:
        """Note where a player is indifferent between two actions, and whether that touches those who move before."""
        several = np.flatnonzero(np.diff(level.node) == 0)
        several = np.union1d(several, several + 1)
        for node, rows in groupby(several.tolist(), key=lambda row: int(level.node[row])):
            tied: dict[int, list[int]] = {}
            for row in rows:
                tied.setdefault(int(own[row]), []).append(row)
            for group in tied.values():
                if len({int(child[row]) for row in group}) > 1:
                    self.continuum = True
                    earlier = sorted(movers_above(self._tree, node))
                    paid = level.payoffs[group][:, earlier]
                    self.harmful |= bool((paid != paid[0]).any())


def _nothing(like: _Level) -> _Level:
    return _Level(like.node[:0], like.payoffs[:0], None, like.origin[:0])


def _in_order(parts: Sequence[_Level]) -> _Level:
    """Put levels together, in the order of the nodes."""
    node = np.concatenate([part.node for part in parts])
    order = np.argsort(node, kind="stable")
    ways = None
    if any(part.ways is not None for part in parts):
        whole = [np.full(len(part.node), 1, dtype=object) if part.ways is None else part.ways for part in parts]
        ways = np.concatenate(whole)[order]
    payoffs = np.concatenate([part.payoffs for part in parts])[order]
    return _Level(node[order], payoffs, ways, np.concatenate([part.origin for part in parts])[order])
