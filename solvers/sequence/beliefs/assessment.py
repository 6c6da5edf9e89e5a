"""Whether behaviour with beliefs is a sequential equilibrium, decided exactly (Kreps and Wilson 1982, Econometrica 50).

An assessment is *sequentially rational* if at every information set no other plan for the rest is better, as its player
believes. It is *consistent* if it is the limit of completely mixed behaviour with the beliefs that follow from it. By
lemmas A1 and A2 of that paper it is if and only if

1. there are whole orders K(a) >= 0 of the actions, 0 just where they are played, such that at each set the believed
   nodes are those on whose ways the orders add up to the least: a linear program; and
2. there are positive weights of the actions that are not played by which the nodes' chances stand as the beliefs do.
   That is linear in logarithms: every relation in whole numbers between the left sides must hold as a product on the
   right.

Nodes behind a branch of chance 0 are never come to: they are not believed. In a set of such nodes alone the branch is
one more action that is not played, so that behind it players believe what follows from what they do there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Any, NamedTuple

from ....games.errors import InputError
from ....games.numbers import read_fraction, rounded, shown, whole_numbers
from ....games.sequence.given import GivenMoves, tree_of
from ....games.sequence.preorder import CHANCE
from ....games.sequence.tree import Tree
from ...exact.linear_program import Optimum, maximise
from ..behaviour import Behaviour
from ..replies import best_from, expected_payoffs

Beliefs = dict[int, tuple[Fraction, ...]]
"""The chance of each node of an information set, in preorder, by the number of the set."""

Action = tuple[int, int]


class Judgement(NamedTuple):
    """Whether an assessment is sequentially rational, whether it is consistent, and why not where it is not."""

    rational: bool
    consistent: bool
    reason: str


def is_sequential(game: GivenMoves, behaviour: Mapping[Any, Any], beliefs: Mapping[Any, Any]) -> Judgement:
    """Tell whether behaviour with beliefs is a sequential equilibrium: whether both parts of the answer are true.

    Parameters
    ----------
    game
        With perfect recall.
    behaviour
        For each (player, information set) the probability of each action, by its name; actions may be left out at 0.
    beliefs
        For each (player, information set) the probability of each node, by its path "L / r"; sets of one node may be
        left out.

    Raises
    ------
    InputError
        If a set is missing or unknown, or chances are negative or do not add up to 1.

    Examples
    --------
    >>> from ....games.sequence.nodes import Decision, End
    >>> reply = Decision("B", [("l", End([0, 0])), ("r", End([2, 1]))], "b")
    >>> tree = Tree(["A", "B"], Decision("A", [("out", End([1, 1])), ("in", reply)], "a"))
    >>> is_sequential(tree, {("A", "a"): {"out": 1}, ("B", "b"): {"l": 1}}, {})
    Judgement(rational=False, consistent=True, reason="B at 'b': another plan gives 1 against 0")
    """
    tree = tree_of(game)
    tree.check_recall()
    choices = {
        place: _chances(behaviour, tree, place, each.actions, "behaviour") for place, each in enumerate(tree.flat.sets)
    }
    held = {
        place: _chances(beliefs, tree, place, tuple(map(tree.path, each.nodes)), "beliefs")
        for place, each in enumerate(tree.flat.sets)
    }
    return judge(tree, choices, held)


def judge(tree: Tree, choices: Behaviour, beliefs: Beliefs) -> Judgement:
    """Tell whether an assessment by numbers is a sequential equilibrium."""
    lacking = _better_plan(tree, choices, beliefs)
    ways = Ways(tree, choices)
    wrong = ways.without_order(beliefs) or ways.without_weights(beliefs)
    return Judgement(lacking is None, wrong is None, "; ".join(each for each in (lacking, wrong) if each))


def _chances(given: Mapping[Any, Any], tree: Tree, place: int, names: Sequence[str], what: str) -> tuple[Fraction, ...]:
    """Return what is given of an information set, as chances in the order of some names."""
    player, name = tree.flat.sets[place].player, tree.set_names[place]
    keys = [(who, which) for who in (tree.players[player], player) for which in (name, str(name))]
    found = next((given[key] for key in keys if key in given), None)
    where = f"{what} of {tree.players[player]} at {str(name)!r}"
    if found is None:
        if what == "beliefs" and len(names) == 1:
            return (Fraction(1),)
        raise InputError(f"the {where} are missing" if what == "beliefs" else f"the {where} is missing")
    if not isinstance(found, Mapping):
        if len(found) != len(names):
            raise InputError(f"the {where} must have {len(names)} chances, got {len(found)}")
        found = dict(zip(names, found, strict=True))
    if strange := [name for name in found if name not in names]:
        raise InputError(f"the {where} must be of {', '.join(map(repr, names))}, got {shown(strange[0])}")
    try:
        chances = tuple(read_fraction(found.get(name, 0)) for name in names)
    except (TypeError, ValueError) as error:
        raise InputError(f"the {where} must be numbers, {error}") from None
    if min(chances) < 0 or sum(chances) != 1:
        raise InputError(f"the {where} must be chances that add up to 1, got {', '.join(map(str, chances))}")
    return chances


def _better_plan(tree: Tree, choices: Behaviour, beliefs: Beliefs) -> str | None:
    """Return where a player has a better plan for the rest, and what it gives; None where nobody has."""
    for place, best, got in _best_plans(tree, choices, beliefs):
        if best > got:
            said = [rounded(Fraction(value) / tree.unit) for value in (best, got)]
            who, where = tree.players[tree.flat.sets[place].player], str(tree.set_names[place])
            return f"{who} at {where!r}: another plan gives {said[0]} against {said[1]}"
    return None


def most_gained(tree: Tree, choices: Behaviour, beliefs: Beliefs) -> Fraction:
    """Return the most that a player believes to gain by another plan for the rest, at any information set."""
    gains = (best - got for _, best, got in _best_plans(tree, choices, beliefs))
    return Fraction(max(gains, default=0)) / tree.unit


def _best_plans(tree: Tree, choices: Behaviour, beliefs: Beliefs) -> Iterator[tuple[int, Any, Any]]:
    """Go through the information sets with what the best plan from there on gives, and what the behaviour does."""
    values = expected_payoffs(tree, choices)
    for place, each in enumerate(tree.flat.sets):
        start = {node: chance for node, chance in zip(each.nodes, beliefs[place], strict=True) if chance}
        later = [k for k in tree.whole.sets_of(each.player) if k >= place]
        best = best_from(tree, each.player, choices, start, later)[0]
        got = sum(chance * values[node][each.player] for node, chance in start.items())
        yield place, best, got


@dataclass(frozen=True, eq=False)
class Ways:
    """The unplayed actions on the way to each node, branches of chance 0 among them, and how likely the rest is."""

    tree: Tree
    choices: Behaviour

    @cached_property
    def _found(self) -> tuple[list[tuple[Action, ...]], list[Fraction]]:
        flat = self.tree.flat
        unplayed: list[tuple[Action, ...]] = [()]
        likely: list[Fraction] = [Fraction(1)]
        for node in range(1, len(flat)):
            above = flat.parent[node]
            way, chance = unplayed[above], likely[above]
            drawn = flat.mover[above] == CHANCE
            action = (CHANCE, node) if drawn else (flat.set_of[above], flat.move[node])
            taken = flat.chance[node] if drawn else self.choices[action[0]][action[1]]
            way, chance = (way, chance * taken) if taken else ((*way, action), chance)
            unplayed.append(way)
            likely.append(chance)
        return unplayed, likely

    def unplayed(self, node: int) -> tuple[Action, ...]:
        """Return the actions on the way to a node that are not played."""
        return self._found[0][node]

    def likely(self, node: int) -> Fraction:
        """Return the chance of the way to a node with the unplayed actions taken for certain."""
        return self._found[1][node]

    def possible(self, place: int) -> list[int]:
        """Return the nodes of an information set that chance does not exclude; all where it excludes all."""
        nodes = self.tree.flat.sets[place].nodes
        open_nodes = [node for node in nodes if not any(where == CHANCE for where, _ in self.unplayed(node))]
        return open_nodes or nodes

    @cached_property
    def _numbers(self) -> dict[Action, int]:
        """The unplayed actions by number."""
        return {action: number for number, action in enumerate(sorted({own for way in self._found[0] for own in way}))}

    def _row(self, node: int, other: int) -> list[int]:
        """Return how often each unplayed action stands on the way to a node, less how often on that to another."""
        row = [0] * len(self._numbers)
        for end, sign in ((node, 1), (other, -1)):
            for action in self.unplayed(end):
                row[self._numbers[action]] += sign
        return row

    def _held(self, beliefs: Beliefs) -> list[tuple[int, list[int], list[int]]]:
        """Return for each set its number, the believed nodes, and the other possible ones."""
        held: list[tuple[int, list[int], list[int]]] = []
        for place, each in enumerate(self.tree.flat.sets):
            chances = dict(zip(each.nodes, beliefs[place], strict=True))
            believed = [node for node in each.nodes if chances[node]]
            held.append((place, believed, [node for node in self.possible(place) if not chances[node]]))
        return held

    def without_order(self, beliefs: Beliefs) -> str | None:
        """Return why no orders of the unplayed actions make the believed nodes the likeliest; None where some do."""
        upper: list[list[int]] = []
        bounds: list[int] = []
        equal: list[list[int]] = []
        for place, believed, others in self._held(beliefs):
            where = f"{self.tree.players[self.tree.flat.sets[place].player]} at {str(self.tree.set_names[place])!r}"
            if not set(believed) <= set(self.possible(place)):
                return f"{where} believes in what chance excludes"
            equal.extend(self._row(node, believed[0]) for node in believed[1:])
            upper.extend(self._row(believed[0], node) for node in others)
            bounds.extend(-1 for _ in others)
        whole = [(row, bound - sum(row)) for row, bound in zip(upper, bounds, strict=True)]
        same = [(row, -sum(row)) for row in equal]
        found = maximise(
            [0] * len(self._numbers),
            [row for row, _ in whole],
            [bound for _, bound in whole],
            [row for row, _ in same],
            [bound for _, bound in same],
        )
        if isinstance(found, Optimum):
            return None
        return (
            "the beliefs follow from no mistakes: no order of the unplayed actions makes the believed nodes likeliest"
        )

    def without_weights(self, beliefs: Beliefs) -> str | None:
        """Return why no weights of the unplayed actions give the ratios of beliefs; None where some do."""
        rows: list[list[Fraction]] = []
        ratios: list[Fraction] = []
        for place, believed, _ in self._held(beliefs):
            chances = dict(zip(self.tree.flat.sets[place].nodes, beliefs[place], strict=True))
            for node in believed[1:]:
                first = believed[0]
                rows.append([Fraction(count) for count in self._row(node, first)])
                ratios.append(chances[node] / chances[first] * self.likely(first) / self.likely(node))
        for relation in _relations(rows):
            if prod(ratio**power for ratio, power in zip(ratios, relation, strict=True)) != 1:
                return "the beliefs contradict one another: no weights of the unplayed actions give all their ratios"
        return None


def _relations(rows: Sequence[Sequence[Fraction]]) -> list[tuple[int, ...]]:
    """Return whole numbers by which rows add up to nothing: a basis of all such relations."""
    kept: list[tuple[list[Fraction], list[Fraction]]] = []
    relations: list[tuple[int, ...]] = []
    for number, row in enumerate(rows):
        rest, used = list(row), [Fraction(int(k == number)) for k in range(len(rows))]
        for other, made in kept:
            lead = next(k for k, cell in enumerate(other) if cell)
            if factor := rest[lead] / other[lead]:
                rest = [x - factor * y for x, y in zip(rest, other, strict=True)]
                used = [x - factor * y for x, y in zip(used, made, strict=True)]
        if any(rest):
            kept.append((rest, used))
        else:
            relations.append(tuple(whole_numbers(used)[0]))
    return relations
