"""The sequence form of a tree of two players: a player's plans as chances of its sequences of own moves.

A sequence is what a player did on the way to a node, told by its last move, as recall is perfect; the empty one is
number 0. A *realisation plan* gives the empty sequence 1, and at every information set shares what the sequence before
it has among the moves there: E x = e, x >= 0, with as many rows as sets and one more. What is paid is bilinear in the
plans (Koller, Megiddo and von Stengel 1996; von Stengel 1996, Games and Economic Behavior 14).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...games.sequence.pieces import OwnMove
from ...games.sequence.tree import Tree


@dataclass(frozen=True, eq=False)
class Sequences:
    """The sequences of a player.

    Attributes
    ----------
    number
        Of each last move; 0 for the empty sequence, under None.
    sets
        For each information set its number in the tree, the sequence before it, and the sequences of its moves.
    """

    number: dict[OwnMove | None, int]
    sets: tuple[tuple[int, int, range], ...]

    def __len__(self) -> int:
        return len(self.number)

    def constraints(self) -> list[tuple[int, int, int]]:
        """Return E as triples (row, sequence, 1 or -1); row 0 says that the empty sequence has 1."""
        entries = [(0, 0, 1)]
        for row, (_, before, moves) in enumerate(self.sets, 1):
            entries.append((row, before, -1))
            entries.extend((row, move, 1) for move in moves)
        return entries

    def behaviour(self, plan: Sequence[Any], digits: int | None = None) -> dict[int, tuple[Fraction, ...]]:
        """Return a plan as behaviour: exact where its numbers are, the first move where it does not come to a set.

        Parameters
        ----------
        digits
            The largest denominator to which chances are rounded; None for exact ones.
        """
        return {place: _shares([plan[move] for move in moves], digits) for place, _, moves in self.sets}


def _shares(weights: list[Any], digits: int | None) -> tuple[Fraction, ...]:
    kept = [Fraction(weight) if weight > 0 else Fraction(0) for weight in weights]
    whole = sum(kept)
    if not whole:
        return tuple(Fraction(int(place == 0)) for place in range(len(kept)))
    shares = [share / whole for share in kept]
    if digits is not None:
        shares = [share.limit_denominator(digits) for share in shares]
        whole = sum(shares)
        shares = [share / whole for share in shares]
    return tuple(shares)


def sequences_of(tree: Tree, player: int) -> Sequences:
    """Return the sequences of a player of a tree with perfect recall."""
    number: dict[OwnMove | None, int] = {None: 0}
    sets: list[tuple[int, int, range]] = []
    for place in tree.whole.sets_of(player):
        moves = range(len(number), len(number) + len(tree.flat.sets[place].actions))
        sets.append((place, number[tree.whole.sets[place]], moves))
        number |= {(place, action): move for action, move in enumerate(moves)}
    return Sequences(number, tuple(sets))


def payoffs_by_sequence(tree: Tree, one: Sequences, other: Sequences) -> dict[tuple[int, int], tuple[int, ...]]:
    """Return what both players get at each pair of sequences, times chances, in units of 1 / `tree.weighted_unit`."""
    table: dict[tuple[int, int], tuple[int, ...]] = {}
    for leaving in tree.whole.exits:
        paid = tree.weighted_at(leaving.node, leaving.weight)
        if paid is not None:
            pair = one.number[leaving.last[0]], other.number[leaving.last[1]]
            before = table.get(pair, (0, 0))
            table[pair] = before[0] + paid[0], before[1] + paid[1]
    return table
