"""One equilibrium of a tree of two players by its sequence form, whose size is that of the tree.

Zero-sum trees are solved by a linear program, with the value between proven bounds. Else Lemke's method is applied to
the linear complementarity problem of Koller, Megiddo and von Stengel (1996): with costs C, D > 0 of the two players,

    C y - E'u >= 0, E x = e, D'x - F'v >= 0, F y = f,

each plan being complementary to its slack. The free variables u and v are nonnegative ones less a single other one.
One equilibrium is found, exactly; there may be others.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from time import monotonic

import numpy as np

from ...games.errors import InputError
from ...games.numbers import counted
from ...games.sequence.given import GivenMoves, tree_of
from ...games.sequence.tree import Tree
from ...games.text.shown import Shown
from ..exact.lemke import complementary
from .behaviour import Behaviour, Named, named
from .realisation import Sequences, sequences_of
from .replies import best_value, expected_payoffs
from .zero_sum_tree import check_two_players, is_zero_sum, zero_sum_tree_value

MOST_SEQUENCES = 1_000
"""Of a tree that is not zero-sum."""

LONGEST_PATH = 600.0
"""Seconds."""


@dataclass(frozen=True, eq=False, repr=False)
class SequenceForm(Shown):
    """An equilibrium, or for a zero-sum tree optimal plans.

    Attributes
    ----------
    low, high
        In a zero-sum tree the value to the first player lies between them, proven; None elsewhere.
    certified
        Whether it is proven to be an equilibrium: the bounds meet, or no plan of a player is better.
    gap
        The most that a player could gain by another plan.
    """

    tree: Tree
    choices: Behaviour
    low: Fraction | None
    high: Fraction | None

    @property
    def value(self) -> Fraction | None:
        """The value of a zero-sum tree, or the middle between its bounds; None elsewhere."""
        return None if self.low is None or self.high is None else (self.low + self.high) / 2

    @property
    def behaviour(self) -> Named:
        """The probability of each action, by player and information set."""
        return named(self.tree, self.choices)

    @cached_property
    def payoffs(self) -> tuple[Fraction, ...]:
        """Expected, of both players."""
        return tuple(Fraction(paid) / self.tree.unit for paid in expected_payoffs(self.tree, self.choices)[0])

    @cached_property
    def gap(self) -> Fraction:
        """The most that a player could gain by another plan."""
        best = [Fraction(best_value(self.tree, i, self.choices, self.tree.whole)[0]) / self.tree.unit for i in (0, 1)]
        return max(value - paid for value, paid in zip(best, self.payoffs, strict=True))

    @property
    def certified(self) -> bool:
        """Whether it is proven to be an equilibrium."""
        return self.gap == 0


def sequence_form(game: GivenMoves) -> SequenceForm:
    """Return an equilibrium of a tree of two players with perfect recall; optimal plans if it is zero-sum.

    Parameters
    ----------
    game
        A tree or a game in stages; or a scenario, a game, or the name or path of one, in its order of moves or all at
        once.

    Raises
    ------
    InputError
        If there are not two players, one forgets, or a tree that is not zero-sum has more than `MOST_SEQUENCES`.
    TimeoutError
        If the path to an equilibrium takes longer than `LONGEST_PATH`.

    Examples
    --------
    >>> from ...games.sequence.nodes import Decision, End
    >>> reply = Decision("Incumbent", [("fight", End([-1, -1])), ("share", End([1, 1]))])
    >>> tree = Tree(["Entrant", "Incumbent"], Decision("Entrant", [("out", End([0, 2])), ("in", reply)]))
    >>> found = sequence_form(tree)
    >>> found.certified, found.value
    (True, None)
    """
    tree = tree_of(game)
    check_two_players(tree)
    if is_zero_sum(tree):
        found = zero_sum_tree_value(tree)
        return SequenceForm(tree, found.behaviour, found.low, found.high)
    one, other = sequences_of(tree, 0), sequences_of(tree, 1)
    if len(one) + len(other) > MOST_SEQUENCES:
        raise InputError(
            f"an exact equilibrium is sought up to {counted(MOST_SEQUENCES)} sequences, "
            f"got {counted(len(one))} and {counted(len(other))}"
        )
    return SequenceForm(tree, _equilibrium(tree, one, other), None, None)


def _equilibrium(tree: Tree, one: Sequences, other: Sequences) -> Behaviour:
    """Return the behaviour at the end of Lemke's path. Variables: x, y, u and what is taken from it, v and the same."""
    most = [int(paid) + 1 for paid in tree.paid.max(axis=0)]
    width, height = len(one), len(other)
    first, second = width + height, width + height + len(one.sets) + 2
    size = second + len(other.sets) + 2
    matrix = np.zeros((size, size), dtype=object)
    for leaving in tree.whole.exits:
        i, j = one.number[leaving.last[0]], width + other.number[leaving.last[1]]
        chance = int(leaving.weight * (tree.weighted_unit // tree.unit))
        matrix[i, j] += (most[0] - int(tree.paid[leaving.node][0])) * chance
        matrix[j, i] += (most[1] - int(tree.paid[leaving.node][1])) * chance
    bounds = [0] * size
    for start, at, sequences in ((0, first, one), (width, second, other)):
        rest = at + len(sequences.sets) + 1
        for row, column, sign in sequences.constraints():
            for place, each in ((at + row, sign), (rest, -sign)):
                matrix[place, start + column] += each
                matrix[start + column, place] -= each
        bounds[at], bounds[rest] = -1, 1
    solution = complementary(matrix, bounds, monotonic() + LONGEST_PATH)
    if solution is None:
        raise InputError("no equilibrium was found: the path of Lemke's method ended in a ray")
    return one.behaviour(solution[:width]) | other.behaviour(solution[width : width + height])
