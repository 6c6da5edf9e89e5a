"""Best replies on trees, and what players gain by them: the one place where regret is measured in a tree.

Against fixed behaviour of the others a player's best plan is found from the ends: an information set is decided by the
payoffs behind its nodes, each times the chance that chance and the others give it, once the sets that follow are
decided (with perfect recall they follow in preorder). In a subgame only chances within it count, so the pass is made
for each piece of the tree, with the best values of the subgames below in the place of ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from ...games.sequence.pieces import Piece
from ...games.sequence.preorder import CHANCE, END
from ...games.sequence.tree import Tree

Behaviour = Mapping[int, Sequence[Any]]


def expected_payoffs(tree: Tree, behaviour: Behaviour) -> list[tuple[Any, ...]]:
    """Return what every node pays to each player if play begins there, in units of 1 / `tree.unit`."""
    flat, n = tree.flat, tree.n_players
    values: list[Any] = [None] * len(flat)
    for node in range(len(flat) - 1, -1, -1):
        if flat.mover[node] == END:
            values[node] = tuple(map(int, tree.paid[node]))
            continue
        total = [0] * n
        for chance, below in zip(chances_at(tree, behaviour, node), flat.children[node], strict=True):
            if chance:
                total = [x + chance * y for x, y in zip(total, values[below], strict=True)]
        values[node] = tuple(total)
    return values


def reached_ends(tree: Tree, behaviour: Behaviour) -> list[tuple[int, Any]]:
    """Return the ends that play comes to, each with its probability, in preorder."""
    ends: list[tuple[int, Any]] = []
    waiting: list[tuple[int, Any]] = [(0, 1)]
    while waiting:
        node, likely = waiting.pop()
        if tree.flat.mover[node] == END:
            ends.append((node, likely))
            continue
        moves = zip(chances_at(tree, behaviour, node), tree.flat.children[node], strict=True)
        waiting.extend((below, likely * chance) for chance, below in moves if chance)
    return sorted(ends)


def chances_at(tree: Tree, behaviour: Behaviour, node: int) -> Sequence[Any]:
    """Return the probabilities of the moves from a node."""
    if tree.flat.mover[node] == CHANCE:
        return [tree.flat.chance[below] for below in tree.flat.children[node]]
    return behaviour[tree.flat.set_of[node]]


def subgame_regret(tree: Tree, behaviour: Behaviour, pieces: Sequence[Piece]) -> Fraction:
    """Return the most that any player could gain in any subgame by another plan for it.

    Parameters
    ----------
    behaviour
        The probabilities at every information set.
    pieces
        Of the tree, each behind those below it.
    """
    values = expected_payoffs(tree, behaviour)
    worst: Any = 0
    for player in range(tree.n_players):
        best: dict[int, Any] = {}
        for piece in pieces:
            best[piece.root] = best_value(tree, player, behaviour, piece, best)[0]
            worst = max(worst, best[piece.root] - values[piece.root][player])
    return Fraction(worst) / tree.unit


def best_value(
    tree: Tree,
    player: int,
    behaviour: Behaviour,
    piece: Piece,
    known: Mapping[int, Any] | None = None,
    held: Mapping[int, int] | None = None,
) -> tuple[Any, dict[int, int]]:
    """Return the most that a player gets from a piece on against the others' behaviour, and a best action at its sets.

    Parameters
    ----------
    known
        What the player gets from each subgame below the piece on.
    held
        Actions at sets of the player's where it does no other.

    Returns
    -------
    tuple
        The value in units of 1 / `tree.unit`, and the first best action at each of the player's sets in the piece.
    """
    pass_ = _BestReply(tree, player, behaviour, known or {}, piece.root)
    pass_.actions.update(held or {})
    for place in reversed(piece.sets_of(player)):
        if place not in pass_.actions:
            pass_.decide(place)
    return pass_.worth(piece.root), pass_.actions


def best_from(
    tree: Tree, player: int, behaviour: Behaviour, start: Mapping[int, Any], places: Sequence[int]
) -> tuple[Any, dict[int, int]]:
    """Return the most that a player gets if play begins at one of some nodes by lot, and a best action at its sets.

    Parameters
    ----------
    start
        The chance of each node of an information set of the player; nodes of chance 0 may be left out.
    places
        The player's information sets from there on, in preorder.

    Returns
    -------
    tuple
        As for `best_value`.
    """
    weights: dict[int, Any] = {}
    for root, chance in start.items():
        for node, weight in weights_from(tree, player, behaviour, root).items():
            weights[node] = chance * weight
    pass_ = _BestReply(tree, player, behaviour, {}, -1, weights)
    for place in reversed(places):
        pass_.decide(place)
    return sum(chance * pass_.worth(node) for node, chance in start.items()), pass_.actions


class _BestReply:
    """The search for one player's best plan in a piece; its sets are decided from the last to the first."""

    def __init__(
        self, tree: Tree, player: int, behaviour: Behaviour, known: Mapping[int, Any], root: int, weights: Any = None
    ) -> None:
        self.actions: dict[int, int] = {}
        self._tree, self._player, self._behaviour, self._known, self._root = tree, player, behaviour, known, root
        self._worth: dict[int, Any] = {}
        self._weights = weights_from(tree, player, behaviour, root, known) if weights is None else weights

    def decide(self, place: int) -> None:
        """Choose the first best action at an information set."""
        children, sets = self._tree.flat.children, self._tree.flat.sets
        totals: list[Any] = [0] * len(sets[place].actions)
        for node in sets[place].nodes:
            if weight := self._weights.get(node, 0):
                for action, below in enumerate(children[node]):
                    totals[action] += weight * self.worth(below)
        self.actions[place] = totals.index(max(totals))

    def worth(self, node: int) -> Any:
        """Return what the player gets from a node on, behind which all its sets are decided."""
        waiting = [node]
        while waiting:
            top = waiting[-1]
            if top in self._worth:
                waiting.pop()
                continue
            moves = self._moves(top)
            unknown = [below for chance, below in moves if chance and below not in self._worth]
            if unknown:
                waiting.extend(unknown)
            elif not moves:
                self._worth[waiting.pop()] = self._paid(top)
            else:
                self._worth[waiting.pop()] = sum(chance * self._worth[below] for chance, below in moves if chance)
        return self._worth[node]

    def _paid(self, node: int) -> Any:
        return self._known[node] if node in self._known else int(self._tree.paid[node][self._player])

    def _moves(self, node: int) -> list[tuple[Any, int]]:
        """Return the moves from a node with their probabilities; none where what it is worth is known."""
        flat = self._tree.flat
        if flat.mover[node] == END or (node in self._known and node != self._root):
            return []
        if flat.mover[node] == self._player:
            return [(1, flat.children[node][self.actions[flat.set_of[node]]])]
        return list(zip(chances_at(self._tree, self._behaviour, node), flat.children[node], strict=True))


def weights_from(
    tree: Tree, player: int, behaviour: Behaviour, root: int, left_at: Mapping[int, Any] | None = None
) -> dict[int, Any]:
    """Return how likely chance and the others make each node of a player's below a root, where it can be reached."""
    flat, weights = tree.flat, dict[int, Any]()
    waiting: list[tuple[int, Any]] = [(root, 1)]
    while waiting:
        node, weight = waiting.pop()
        mover = flat.mover[node]
        if mover == END or (left_at and node in left_at and node != root):
            continue
        if mover == player:
            weights[node] = weight
            waiting.extend((below, weight) for below in flat.children[node])
        else:
            chances = chances_at(tree, behaviour, node)
            waiting.extend((k, weight * p) for p, k in zip(chances, flat.children[node], strict=True) if p)
    return weights
