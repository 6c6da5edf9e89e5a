"""Outcomes that pure subgame-perfect equilibria give, by the subgames in which they arise.

For each subgame the outcomes that some pure subgame-perfect equilibrium of it gives are *kept*, each with its payoffs
and the number of pure profiles that give it. What holds an outcome up is a `Support`: the actions taken at the top
part of the subgame, and for each subgame just below those of its outcomes that may follow. Any of them may, one
independently of the other, so profiles are counted by multiplying, and the k-th of them is found by division.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import NamedTuple, Protocol

from ...games.sequence.tree import Tree

MOST_OUTCOMES = 100_000
"""Outcomes of a subgame that are told apart; of more only the payoffs are kept."""


class Kept(NamedTuple):
    """An outcome: what it pays, in whole numbers of the tree's weighted unit, and how many pure profiles give it."""

    payoffs: tuple[int, ...]
    ways: int


@dataclass(frozen=True, eq=False)
class Support:
    """What holds an outcome up.

    Attributes
    ----------
    actions
        The action at each information set of the top part where one is fixed.
    free
        The other information sets there, at which any action will do.
    below
        For each node where the part is left the numbers of those of its outcomes that may follow; none for an end.
    """

    actions: dict[int, int]
    free: tuple[int, ...]
    below: Mapping[int, Sequence[int]]


class KeptOutcomes(Protocol):
    """The outcomes kept at each node that begins a subgame, and at each end."""

    complete: bool
    notes: list[str]

    def kept(self, node: int) -> Sequence[Kept]:
        """Return the outcomes of a node."""
        ...

    def supports(self, node: int, number: int) -> Sequence[Support]:
        """Return what holds an outcome of a node up; nothing where only its payoffs are known."""
        ...

    def follows(self, node: int, number: int) -> Sequence[tuple[int, int]] | None:
        """Return with what an outcome goes on: pairs of a node below that is reached and the number of its outcome.

        None where only payoffs are known.
        """
        ...


def distribution(tree: Tree, outcomes: KeptOutcomes, number: int) -> tuple[tuple[str, Fraction], ...] | None:
    """Return the paths of an outcome of the whole tree with their probabilities; None where only payoffs are known."""
    ends: list[int] = []
    waiting = [(0, number)]
    while waiting:
        node, place = waiting.pop()
        if not tree.flat.labels[node]:
            ends.append(node)
            continue
        below = outcomes.follows(node, place)
        if below is None:
            return None
        waiting.extend(below)
    return tuple((tree.path(end), chance_of(tree, end)) for end in sorted(ends))


def chance_of(tree: Tree, node: int) -> Fraction:
    """Return how likely the chance moves alone make a node."""
    likely, flat = Fraction(1), tree.flat
    while node >= 0:
        likely *= flat.chance.get(node, 1)
        node = flat.parent[node]
    return likely


def profile_number(tree: Tree, outcomes: KeptOutcomes, outcome: int, place: int) -> dict[int, int] | None:
    """Return the action at each information set in one of the profiles that give an outcome, counted from 0."""
    actions: dict[int, int] = {}
    waiting = [(0, outcome, place)]
    while waiting:
        node, number, rest = waiting.pop()
        if not tree.flat.labels[node]:
            continue
        for support in outcomes.supports(node, number):
            count = _count(tree, outcomes, support)
            if rest < count:
                break
            rest -= count
        else:
            return None
        actions |= support.actions
        for each in support.free:
            rest, actions[each] = divmod(rest, len(tree.flat.sets[each].actions))
        for below, allowed in support.below.items():
            rest, digit = divmod(rest, sum(outcomes.kept(below)[j].ways for j in allowed))
            for j in allowed:
                ways = outcomes.kept(below)[j].ways
                if digit < ways:
                    waiting.append((below, j, digit))
                    break
                digit -= ways
    return actions


def _count(tree: Tree, outcomes: KeptOutcomes, support: Support) -> int:
    """Return how many profiles a support stands for."""
    free = prod(len(tree.flat.sets[each].actions) for each in support.free)
    choices = (sum(outcomes.kept(node)[j].ways for j in allowed) for node, allowed in support.below.items())
    return free * prod(choices)


class Joined(NamedTuple):
    """An outcome of a chance move: the numbers of the outcomes that its branches go on with, or None, with payoffs."""

    parts: tuple[int, ...] | None
    kept: Kept


def joined_by_chance(branches: Sequence[Sequence[Kept]], possible: Sequence[bool]) -> tuple[list[Joined], bool]:
    """Return the outcomes of a chance move, and whether they are all there.

    Every way of going on in the branches is an outcome; those of branches of chance 0 only multiply the number of
    profiles. Above `MOST_OUTCOMES` outcomes with the same payoffs are one, and no more than so many are kept.
    """
    idle = prod(
        sum(each.ways for each in branch) for branch, taken in zip(branches, possible, strict=True) if not taken
    )
    taken = [branch for branch, live in zip(branches, possible, strict=True) if live]
    if idle == 0 or any(not branch for branch in taken):
        return [], True
    width = len(taken[0][0].payoffs)
    if prod(map(len, taken)) <= MOST_OUTCOMES:
        found = [Joined((), Kept((0,) * width, idle))]
        for branch in taken:
            found = [
                Joined((*one.parts, j), _added(one.kept, other)) for one in found for j, other in enumerate(branch)
            ]
        return found, True
    merged = {(0,) * width: idle}
    for branch in taken:
        sums: dict[tuple[int, ...], int] = {}
        for payoffs, ways in merged.items():
            for other in branch:
                both = _added(Kept(payoffs, ways), other)
                if both.payoffs in sums or len(sums) < MOST_OUTCOMES:
                    sums[both.payoffs] = sums.get(both.payoffs, 0) + both.ways
        merged = sums
    return [Joined(None, Kept(payoffs, ways)) for payoffs, ways in merged.items()], False


def _added(one: Kept, other: Kept) -> Kept:
    return Kept(tuple(x + y for x, y in zip(one.payoffs, other.payoffs, strict=True)), one.ways * other.ways)


def movers_above(tree: Tree, node: int) -> set[int]:
    """Return the players who move on the way to a node."""
    flat, movers = tree.flat, set[int]()
    while (node := flat.parent[node]) >= 0:
        if flat.mover[node] >= 0:
            movers.add(flat.mover[node])
    return movers
