"""Pure subgame-perfect outcomes of trees in which not everything is seen, piece by piece from the ends.

A tree is cut at the nodes where subgames begin: a *piece* is a subgame less its largest proper subgames. Where its
players move once and at once, and each of their profiles leads to a subgame of its own, an outcome is kept if every
player gets no less than the worst outcome kept after each of its deviations, as no two deviations share a
continuation. Elsewhere one kept outcome is taken for every subgame below, in all ways, and the pure equilibria of the
reduced form of the piece are added up by outcome. A subgame without any leaves the whole without.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from math import inf, prod

import numpy as np
from numpy.typing import NDArray

from ...games.numbers import counted
from ...games.sequence.pieces import OwnMove, Piece, piece_below
from ...games.sequence.preorder import END
from ...games.sequence.tree import MOST_CELLS, Tree
from ..best_replies import pure_equilibria
from ..deadline import seconds_until
from .kept import Kept, Support, joined_by_chance

MOST_WORK = 20_000_000
"""Payoffs of reduced forms of one piece that are looked at, over all ways of going on below it."""

LATE = "The time limit came before every part of the game was looked at: equilibria are missing."

Follows = tuple[tuple[int, int], ...]


class PieceOutcomes:
    """The outcomes of pure subgame-perfect equilibria at every subgame of a tree.

    Parameters
    ----------
    tree
        With perfect recall.
    limit
        How many supports of an outcome are held where it has many.
    deadline
        A reading of the clock `time.monotonic` after which no further way of going on is looked at.

    Attributes
    ----------
    complete
        Whether no limit was reached.
    notes
        Sentences: which subgame has no pure equilibrium, what was not tried.
    """

    def __init__(self, tree: Tree, limit: int, deadline: float = inf) -> None:
        self.complete = True
        self.notes: list[str] = []
        self._tree, self._limit, self._deadline = tree, limit, deadline
        self._kept: dict[int, list[Kept]] = {}
        self._supports: dict[int, list[list[Support]]] = {}
        self._follows: dict[int, list[Follows | None]] = {}
        self.pieces = cut(tree)
        for piece in self.pieces:
            self._solve(piece)

    def kept(self, node: int) -> Sequence[Kept]:
        """Return the outcomes of a node."""
        if self._tree.flat.mover[node] == END:
            return (Kept(tuple(map(int, self._tree.weighted[node])), 1),)
        return self._kept[node]

    def supports(self, node: int, number: int) -> Sequence[Support]:
        """Return what holds an outcome of a node up."""
        return self._supports[node][number]

    def follows(self, node: int, number: int) -> Follows | None:
        """Return with what an outcome of a node goes on; None where only payoffs are known."""
        return self._follows[node][number]

    def _solve(self, piece: Piece) -> None:
        self._kept[piece.root], self._supports[piece.root], self._follows[piece.root] = [], [], []
        below = [self.kept(leaving.node) for leaving in piece.exits]
        if not all(below) or self._late():
            return
        if not piece.sets:
            self._keep_chance(piece, below)
        elif moves_once(piece):
            self._keep_stage(piece, below)
        else:
            self._keep_equilibria(piece, below)
        if not self._kept[piece.root] and self.complete:
            where = self._tree.path(piece.root)
            what = f"The subgame at {where!r}, and so the whole," if where else "The game"
            self.notes.append(f"{what} has no subgame-perfect equilibrium in pure strategies.")

    def _keep(self, piece: Piece, kept: Kept, supports: list[Support], follows: Follows | None) -> None:
        self._kept[piece.root].append(kept)
        self._supports[piece.root].append(supports)
        self._follows[piece.root].append(follows)

    def _keep_chance(self, piece: Piece, below: Sequence[Sequence[Kept]]) -> None:
        """Join the outcomes below chance moves alone."""
        live = [k for k, leaving in enumerate(piece.exits) if leaving.weight]
        joined, complete = joined_by_chance(below, [bool(leaving.weight) for leaving in piece.exits])
        self.complete &= complete
        for each in joined:
            if each.parts is None:
                self._keep(piece, each.kept, [], None)
                continue
            chosen = dict(zip(live, each.parts, strict=True))
            allowed = {
                leaving.node: (chosen[k],) if k in chosen else range(len(below[k]))
                for k, leaving in enumerate(piece.exits)
            }
            follows = tuple((piece.exits[k].node, j) for k, j in chosen.items())
            self._keep(piece, each.kept, [Support({}, (), allowed)], follows)

    def _keep_stage(self, piece: Piece, below: Sequence[Sequence[Kept]]) -> None:
        """Keep the outcomes of a piece whose every profile leads to a subgame of its own."""
        movers, exits = piece.movers, _exits_by_profile(piece)
        worst = np.array(
            [[min(each.payoffs[i] for each in below[k]) for k in exits.ravel().tolist()] for i in movers], dtype=object
        )
        worst = worst.reshape(len(movers), *exits.shape)
        bounds = [worst[place].max(axis=place, keepdims=True) for place in range(len(movers))]
        bounds = [np.broadcast_to(bound, exits.shape) for bound in bounds]
        totals = [sum(each.ways for each in outcomes) for outcomes in below]
        whole = prod(totals)
        for profile in np.ndindex(exits.shape):
            if self._late():
                break
            taken = int(exits[profile])
            for j, outcome in enumerate(below[taken]):
                if all(outcome.payoffs[i] >= bound[profile] for i, bound in zip(movers, bounds, strict=True)):
                    allowed: dict[int, Sequence[int]] = {k: range(len(below[k])) for k in range(len(below))}
                    ways = whole // totals[taken] * outcome.ways
                    for place, i in enumerate(movers):
                        for other in _deviations(exits, profile, place):
                            fitting = [
                                m for m, each in enumerate(below[other]) if each.payoffs[i] <= outcome.payoffs[i]
                            ]
                            allowed[other] = fitting
                            ways = ways // totals[other] * sum(below[other][m].ways for m in fitting)
                    allowed[taken] = (j,)
                    actions = _actions(piece, taken)
                    nodes = {piece.exits[k].node: chosen for k, chosen in allowed.items()}
                    follows = ((piece.exits[taken].node, j),)
                    self._keep(piece, Kept(outcome.payoffs, ways), [Support(actions, (), nodes)], follows)

    def _keep_equilibria(self, piece: Piece, below: Sequence[Sequence[Kept]]) -> None:
        """Keep the outcomes of the pure equilibria of the reduced form, with every way of going on below."""
        cells = prod(piece.shape())
        if cells > MOST_CELLS:
            self._give_up(piece, f"has {' x '.join(map(counted, piece.shape()))} plans, too many to compare them all")
            return
        live = [k for k, leaving in enumerate(piece.exits) if leaving.weight]
        idle = prod(sum(each.ways for each in below[k]) for k in range(len(below)) if k not in live)
        most = max(1, MOST_WORK // (cells * self._tree.n_players))
        if prod(len(below[k]) for k in live) > most:
            self._give_up(piece, f"can go on in more than {counted(most)} ways, of which so many were tried")
        found: dict[Follows, tuple[tuple[int, ...], int, list[Support]]] = {}
        for choice in islice(product(*(range(len(below[k])) for k in live)), most):
            if self._late():
                break
            chosen = dict(zip(live, choice, strict=True))
            table = piece.add_up([below[k][chosen[k]].payoffs if k in chosen else None for k in range(len(below))])
            for profile in self._equilibria(piece, table):
                reached = tuple((piece.exits[k].node, chosen[k]) for k in _reached(piece, live, profile))
                support, ways = _support(piece, profile, {k: chosen.get(k) for k in range(len(below))}, below)
                paid, before, supports = found.get(reached, (tuple(map(int, table[(slice(None), *profile)])), 0, []))
                if len(supports) < self._limit:
                    supports.append(support)
                found[reached] = paid, before + ways * idle, supports
        for reached, (paid, ways, supports) in found.items():
            self._keep(piece, Kept(paid, ways), supports, reached)

    def _equilibria(self, piece: Piece, table: NDArray[np.object_]) -> Iterator[tuple[int, ...]]:
        equilibria = pure_equilibria(table[list(piece.movers)])
        return (tuple(map(int, profile)) for profile in np.argwhere(equilibria))

    def _late(self) -> bool:
        """Tell whether the deadline has passed; that is noted, once."""
        if seconds_until(self._deadline) != 0:
            return False
        self.complete = False
        if LATE not in self.notes:
            self.notes.append(LATE)
        return True

    def _give_up(self, piece: Piece, why: str) -> None:
        self.complete = False
        where = self._tree.path(piece.root)
        self.notes.append(f"The part {f'from {where!r} on' if where else 'from the start'} {why}.")


def cut(tree: Tree) -> list[Piece]:
    """Return the pieces of a tree, each behind those below it."""
    roots = tree.subgame_numbers
    begins = set(roots)
    return [piece_below(tree.flat, tree.n_players, root, begins) for root in reversed(roots)]


def moves_once(piece: Piece) -> bool:
    """Tell whether the players of a piece move once each, with every profile leading to a node of its own."""
    if piece.chances or len(piece.sets) > len(piece.movers):
        return False
    return prod(len(piece.flat.sets[place].actions) for place in piece.sets) == len(piece.exits)


def _exits_by_profile(piece: Piece) -> NDArray[np.intp]:
    """Return where each profile of actions leads: one axis for each mover."""
    widths = [len(piece.flat.sets[piece.sets_of(player)[0]].actions) for player in piece.movers]
    exits = np.zeros(widths, dtype=np.intp)
    for k in range(len(piece.exits)):
        taken = _actions(piece, k)
        exits[tuple(taken[piece.sets_of(player)[0]] for player in piece.movers)] = k
    return exits


def _actions(piece: Piece, number: int) -> dict[int, int]:
    """Return the last moves before an exit, by information set."""
    return dict(move for move in piece.exits[number].last if move is not None)


def _deviations(exits: NDArray[np.intp], profile: tuple[int, ...], place: int) -> list[int]:
    """Return the exits to which a mover's other actions lead."""
    line = exits[(*profile[:place], slice(None), *profile[place + 1 :])]
    return [int(k) for action, k in enumerate(line) if action != profile[place]]


def _reached(piece: Piece, live: Sequence[int], profile: tuple[int, ...]) -> Iterator[int]:
    """Go through those of some exits that a profile of plans reaches."""
    held = [set(piece.plans[player][number]) for player, number in zip(piece.movers, profile, strict=True)]
    for k in live:
        if all(_agrees(piece.exits[k].last[player], plan) for player, plan in zip(piece.movers, held, strict=True)):
            yield k


def _agrees(move: OwnMove | None, plan: set[OwnMove]) -> bool:
    return move is None or move in plan


def _support(
    piece: Piece, profile: tuple[int, ...], chosen: dict[int, int | None], below: Sequence[Sequence[Kept]]
) -> tuple[Support, int]:
    """Return a profile of plans as a support, and the number of pure profiles that it stands for without idle exits."""
    actions = {
        place: action
        for player, number in zip(piece.movers, profile, strict=True)
        for place, action in piece.plans[player][number]
    }
    free = tuple(place for place in piece.sets if place not in actions)
    allowed = {piece.exits[k].node: range(len(below[k])) if j is None else (j,) for k, j in chosen.items()}
    silent = prod(piece.silent_ways[player][number] for player, number in zip(piece.movers, profile, strict=True))
    return Support(actions, free, allowed), silent * prod(below[k][j].ways for k, j in chosen.items() if j is not None)
