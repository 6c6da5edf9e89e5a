"""Games in extensive form: who moves when, what chance does, and who sees what.

A tree has decisions, chance moves and ends. The decisions of a player between which it cannot tell form an
*information set*. A *subgame* begins at a node that is no end, is alone in its set, and below which no set has only
some of its nodes (Selten 1965). *Perfect recall*: no player forgets what it did or knew, so that all nodes of a set
have the same last own move before them (Kuhn 1953).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm, prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError, expect
from ..normal_form import NormalFormGame
from ..numbers import counted, shown
from ..text.shown import Shown
from .efg import efg_of
from .nodes import Node
from .pieces import OwnMove, Piece, Plan, piece_below, subgame_roots
from .preorder import CHANCE, END, Preorder, as_fraction, lay_out

MOST_CELLS = 2_000_000
"""Profiles of plans of the largest reduced form that is built."""


class TreeEnd(NamedTuple):
    """An end: the path "L / r" that leads to it, and what it pays to each player, all payoffs on the way added up."""

    path: str
    payoffs: tuple[Fraction, ...]


class TreeNode(NamedTuple):
    """A node: its path, its kind, and where a player moves that player and the information set.

    `kind` is "decision", "chance" or "end"; `moves` are the names of the moves, `player` and `set` are None where
    nobody moves.
    """

    path: str
    kind: str
    player: str | None
    set: str | int | None
    moves: tuple[str, ...]


class InformationSet(NamedTuple):
    """An information set: its player, name, actions, the paths of its nodes, and whether a subgame begins at it."""

    player: str
    name: str | int
    actions: tuple[str, ...]
    nodes: tuple[str, ...]
    subgame: bool


@dataclass(frozen=True, eq=False, repr=False)
class Tree(Shown):
    """A game in extensive form, immutable.

    Parameters
    ----------
    players
        Different names.
    root
        The first node.
    title
        A line for reports.

    Raises
    ------
    InputError
        If names are repeated or unknown, payoffs are not one a player, or the nodes of a set have different actions.

    Examples
    --------
    >>> from .nodes import Decision, End
    >>> reply = Decision("Incumbent", [("fight", End([-1, -1])), ("share", End([1, 1]))])
    >>> tree = Tree(["Entrant", "Incumbent"], Decision("Entrant", [("out", End([0, 2])), ("in", reply)]))
    >>> tree.subgames, [end.path for end in tree.ends], tree.reduced().shape
    (('', 'in'), ['out', 'in / fight', 'in / share'], (2, 2))
    """

    players: tuple[str, ...]
    flat: Preorder
    title: str

    def __init__(self, players: Sequence[str], root: Node, title: str = "") -> None:
        names, first = _checked_players(players), _checked_root(root)
        self.__dict__.update(players=names, flat=lay_out(names, first), title=title)

    @classmethod
    def laid_out(cls, players: Sequence[str], flat: Preorder, title: str = "") -> Tree:
        """Return the tree whose nodes are laid out already."""
        tree = object.__new__(cls)
        tree.__dict__.update(players=_checked_players(players), flat=flat, title=title)
        return tree

    def about(self) -> str:
        """Return the title and the players, and how large the tree is."""
        named = f"{self.title}; " if self.title else ""
        return f"{named}{', '.join(self.players)}; {counted(len(self.flat))} nodes"

    @property
    def n_players(self) -> int:
        """The number of players."""
        return len(self.players)

    @cached_property
    def nodes(self) -> tuple[TreeNode, ...]:
        """All nodes, ends included, each before those below it."""
        return tuple(self._node(node) for node in range(len(self.flat)))

    def _node(self, node: int) -> TreeNode:
        flat, mover = self.flat, self.flat.mover[node]
        if mover in (CHANCE, END):
            return TreeNode(self.path(node), "end" if mover == END else "chance", None, None, flat.labels[node])
        name = self.set_names[flat.set_of[node]]
        return TreeNode(self.path(node), "decision", self.players[mover], name, flat.labels[node])

    @cached_property
    def ends(self) -> tuple[TreeEnd, ...]:
        """The ends, in the order of the moves that lead to them."""
        return tuple(TreeEnd(self.path(node), self.payoffs_at(node)) for node in self.flat.ends)

    @cached_property
    def information_sets(self) -> tuple[InformationSet, ...]:
        """The information sets, in the order of their first nodes."""
        begins = set(self.subgame_numbers)
        return tuple(
            InformationSet(
                self.players[each.player],
                name,
                each.actions,
                tuple(map(self.path, each.nodes)),
                each.nodes[0] in begins,
            )
            for each, name in zip(self.flat.sets, self.set_names, strict=True)
        )

    @cached_property
    def set_names(self) -> tuple[str | int, ...]:
        """The names of the information sets; a set without one is called by the path to it, "start" at the root.

        An underscore is added for as long as another set of the player has the name.
        """
        taken = {(each.player, str(each.name)) for each in self.flat.sets if each.name is not None}
        names: list[str | int] = []
        for each in self.flat.sets:
            name = each.name
            if name is None:
                name = self.path(each.nodes[0]) or "start"
                while (each.player, name) in taken:
                    name += "_"
                taken.add((each.player, name))
            names.append(name)
        return tuple(names)

    @cached_property
    def subgame_numbers(self) -> list[int]:
        """The numbers of the nodes at which a subgame begins."""
        return subgame_roots(self.flat)

    @cached_property
    def subgames(self) -> tuple[str, ...]:
        """The paths of the nodes at which a subgame begins; the empty path for the whole game."""
        return tuple(self.path(node) for node in self.subgame_numbers)

    @cached_property
    def perfect_information(self) -> bool:
        """Whether every player always knows where it is: each information set holds one node."""
        return all(len(each.nodes) == 1 for each in self.flat.sets)

    @property
    def perfect_recall(self) -> bool:
        """Whether no player forgets what it did or knew."""
        return self.perfect_information or self.whole.forgotten is None

    @cached_property
    def whole(self) -> Piece:
        """The whole tree as one piece."""
        return piece_below(self.flat, self.n_players, 0)

    @cached_property
    def _paid(self) -> tuple[NDArray[Any], int]:
        return self.flat.whole_payoffs(self.n_players)

    @property
    def paid(self) -> NDArray[Any]:
        """What each end pays in whole numbers of 1 / `unit`, shape (nodes, n); 0 at inner nodes."""
        return self._paid[0]

    @property
    def unit(self) -> int:
        """The common denominator of all payoffs."""
        return self._paid[1]

    @cached_property
    def _weighted(self) -> tuple[NDArray[Any], int]:
        if not self.flat.chance:
            return self.paid, self.unit
        likely = self.flat.chances()
        scale = lcm(*(likely[end].denominator for end in self.flat.ends))
        factors = [int(likely[end] * scale) for end in self.flat.ends]
        largest = int(np.abs(self.paid).max()) * scale
        table = np.zeros(self.paid.shape, dtype=np.int64 if largest < 2**52 else object)
        table[self.flat.ends] = self.paid[self.flat.ends] * np.array(factors, dtype=table.dtype)[:, None]
        return table, self.unit * scale

    @property
    def weighted(self) -> NDArray[Any]:
        """What each end pays times its chance by the chance moves, in whole numbers of 1 / `weighted_unit`.

        A branch of chance 0 counts as certain here, so that what lies behind it keeps its payoffs. Shape (nodes, n).
        """
        return self._weighted[0]

    @property
    def weighted_unit(self) -> int:
        """The common denominator of all payoffs times chances."""
        return self._weighted[1]

    def weighted_at(self, end: int, chance: Fraction) -> list[int] | None:
        """Return a row of `weighted` as Python's integers; None where chance never comes there."""
        return [int(cell) for cell in self.weighted[end]] if chance else None

    def payoffs_at(self, end: int) -> tuple[Fraction, ...]:
        """Return what an end pays to each player."""
        return tuple(as_fraction(cell, self.unit) for cell in self.paid[end])

    def path(self, node: int) -> str:
        """Return the moves that lead to a node as "L / r"."""
        return " / ".join(self.flat.path(node))

    def caption_of_set(self, place: int) -> str:
        """Return what readers see of an information set: the label of its first node that has one, else its name."""
        labelled = (self.flat.captions.get(node) for node in self.flat.sets[place].nodes)
        return next((label for label in labelled if label), str(self.set_names[place]))

    def captions_of(self, paths: Sequence[str]) -> list[str]:
        """Return the labels of the ends at some paths, of those that have any."""
        ends = (node for node in self.flat.captions if not self.flat.labels[node])
        return list(dict.fromkeys(self.flat.captions[node] for node in ends if self.path(node) in paths))

    def check_recall(self) -> None:
        """Refuse a tree in which a player forgets.

        Raises
        ------
        InputError
            Naming the player, the information set, and what is forgotten.
        """
        if self.perfect_information or self.whole.forgotten is None:
            return
        place, one, other = self.whole.forgotten
        player = self.players[self.flat.sets[place].player]
        raise InputError(
            f"{player} has no perfect recall: at information set {str(self.set_names[place])!r} it does not know "
            f"whether it has come there {self._told(one)} or {self._told(other)}; "
            "what is asked of a tree needs players who forget nothing"
        )

    def _told(self, move: OwnMove | None) -> str:
        if move is None:
            return "without a move of its own"
        return f"by {self.flat.sets[move[0]].actions[move[1]]!r} at {str(self.set_names[move[0]])!r}"

    def reduced(self) -> NormalFormGame:
        """Return the reduced strategic form: each player's actions are its plans, silent where own moves exclude a set.

        Raises
        ------
        InputError
            If a player forgets, or there are more than `MOST_CELLS` profiles of plans.
        """
        self.check_recall()
        shape = self.whole.shape()
        if prod(shape) > MOST_CELLS:
            raise InputError(
                f"the reduced form would have {' x '.join(map(counted, shape))} plans, and at most "
                f"{counted(MOST_CELLS)} profiles are built; subgame_perfect, and for two players sequence_form, "
                "work on the tree itself"
            )
        table = self.whole.add_up([self.weighted_at(leaving.node, leaving.weight) for leaving in self.whole.exits])
        movers = self.whole.movers
        full = tuple(len(self.whole.plans[p]) if p in movers else 1 for p in range(self.n_players))
        payoffs = table if self.weighted_unit == 1 else table.astype(object) * Fraction(1, self.weighted_unit)
        return NormalFormGame(payoffs.reshape(self.n_players, *full), self.players, self.plan_names, self.title)

    @cached_property
    def plan_names(self) -> tuple[tuple[str, ...], ...]:
        """The names of each player's plans; a player who never moves has one."""
        movers = self.whole.movers
        return tuple(self._plan_names(p) if p in movers else ("nothing to decide",) for p in range(self.n_players))

    @cached_property
    def plans_by_end(self) -> tuple[tuple[int, ...], ...]:
        """For each end the number of each player's first plan that leads there; 0 for a player who never moves."""
        found: list[tuple[int, ...]] = []
        for cells in self.whole.cells:
            first = {player: int(own.flat[0]) for player, own in zip(self.whole.movers, cells, strict=True)}
            found.append(tuple(first.get(player, 0) for player in range(self.n_players)))
        return tuple(found)

    def with_payoffs(self, payoffs: Sequence[Sequence[Any]], title: str = "") -> Tree:
        """Return the tree with these payoffs in the place of its own, of each end for each player."""
        own = {end: tuple(paid) for end, paid in zip(self.flat.ends, payoffs, strict=True)}
        return Tree.laid_out(self.players, replace(self.flat, own=own), title)

    def to_efg(self) -> str:
        r"""Return the tree as the text of a Gambit extensive-form file, which `read_efg` reads.

        Payoffs stand at the ends, added up; labels are rewritten in ASCII, and the comment says which.

        Examples
        --------
        >>> from .nodes import Decision, End
        >>> tree = Tree(["A", "B"], Decision("B", [("out", End([5, "1/2"])), ("in", End([2, 2]))]), "Entry")
        >>> print(tree.to_efg(), end="")
        EFG 2 R "Entry" { "A" "B" }
        ""
        <BLANKLINE>
        p "" 2 1 "start" { "out" "in" } 0
        t "" 1 "" { 5, 1/2 }
        t "" 2 "" { 2, 2 }
        """
        paid = [self.payoffs_at(end) for end in self.flat.ends]
        return efg_of(self.title, self.players, self.flat, list(map(str, self.set_names)), paid)

    def _plan_names(self, player: int) -> tuple[str, ...]:
        alone = len(self.whole.sets_of(player)) == 1
        written = ((number, self._plan_name(plan, alone)) for number, plan in enumerate(self.whole.plans[player], 1))
        names: dict[str, None] = {}
        for number, name in written:
            names[f"{name} ({number})" if name in names else name] = None
        return tuple(names)

    def _plan_name(self, plan: Plan, alone: bool) -> str:
        sets = self.flat.sets
        if alone:
            return sets[plan[0][0]].actions[plan[0][1]]
        return ", ".join(f"{self.set_names[place]}: {sets[place].actions[action]}" for place, action in plan)


def _checked_root(root: Any) -> Node:
    if not isinstance(root, Node):
        raise InputError(f"the root of a tree must be a Decision, a Chance or an End, got {shown(root)}")
    return root


def _checked_players(players: Sequence[Any]) -> tuple[str, ...]:
    expect(players, Iterable, "the players as a list of names")
    names = tuple(players) if not isinstance(players, str) else (players,)
    if not names or not all(isinstance(name, str) and name for name in names):
        raise InputError(f"the players of a tree must be at least one name, got {shown(list(names))}")
    if len(set(names)) < len(names):
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise InputError(f"players must be different names, got {twice!r} twice")
    return names
