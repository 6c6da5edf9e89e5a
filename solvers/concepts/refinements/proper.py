"""Proper equilibria: those that survive mistakes of which the costlier are far rarer (Myerson 1978).

A completely mixed profile is *e-proper* when, of any two actions of a player, one that is worse against what the others
play has at most e times the probability of the other. A *proper equilibrium* is a limit of e-proper profiles as e tends
to 0. Every finite game has one, and each is perfect.

Two players: this is decided by linear programs. An e-proper profile puts each player's actions in an order of blocks,
those of one block being equally good. Given both orders, what each player's strategy must do is linear: play no action
less than in the limit by more than e; give each action of a block at most e times the probability of each action of the
block before; make the other player's actions as good as one another within its blocks, and better in an earlier block
than in a later. So an equilibrium is proper exactly when for some pair of orders both programs have a solution for all
positive e. If they have one for some e they have one for every larger, and the least such e, if it is not 0, is a root
of a polynomial that is a minor of the program's matrix. Its coefficients are integers of sum at most H, the product of
the sums of the rows, so that the root is at least 1 / (1 + H) (Cauchy). A solution at a smaller e is thus a proof for
all e.

More players: regular equilibria are proper (van Damme 1991, section 2.5), completely mixed ones are, and those that are
not perfect are not. The others are reported as unsettled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations, islice, pairwise, product
from math import prod
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ....games.normal_form import NormalFormGame, Profile
from ...base import Candidate, Findings
from ...cost import EXPLAINED, PROPER_TESTS, programs_seconds
from ...exact.algebraic import primitive
from ...exact.linear_program import Optimum, maximise
from ...maximin import own_table
from ..nash import Nash
from .refinement import is_regular_or_mixed, refined
from .trembling_hand import is_perfect

Blocks = tuple[tuple[int, ...], ...]
"""Blocks of actions, the best first."""

_MOST_ORDERS = 600
"""Pairs of orders beyond which an equilibrium is left unsettled: each costs two linear programs."""


@dataclass(frozen=True)
class Proper:
    """The proper equilibria among those that `Nash` lists.

    Decided exactly for two players, unless very many actions tie. For more players, those that can be proven to be
    proper. In a continuum of equilibria only the corners are tested.

    Parameters
    ----------
    time_limit
        Seconds after which the search stops with what it has; None for no limit.
    """

    name: ClassVar[str] = "proper"
    meaning: ClassVar[str] = "Nash equilibria that survive mistakes of which the costlier are far rarer (Myerson)"

    time_limit: float | None = None

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the proper ones among all listed Nash equilibria, in their order."""
        test = partial(_is_proper, game)
        return refined(game, rng, test, "proper", corners_suffice=False, time_limit=self.time_limit)

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        tests = PROPER_TESTS * Nash().seconds(game) if game.n_players == 2 else 0.0
        return Nash().seconds(game) + tests + EXPLAINED * programs_seconds(game.shape)


def _is_proper(game: NormalFormGame, equilibrium: Candidate, deadline: float) -> bool | None:
    perfect = is_perfect(game, equilibrium, deadline)
    if perfect is False or game.n_players == 1:
        return perfect
    if game.n_players > 2:
        return True if is_regular_or_mixed(game, equilibrium) else None
    return _is_pair_proper((own_table(game, 0), own_table(game, 1)), equilibrium.strategies, deadline)


def _is_pair_proper(tables: tuple[NDArray[Any], NDArray[Any]], strategies: Profile, deadline: float) -> bool | None:
    """Tell whether an equilibrium of two players, in fractions, is proper; None where too many orders would do."""
    inducible: list[list[Blocks]] = []
    for player in (0, 1):
        other = strategies[1 - player]
        orders = list(islice(_orders(tables[player] @ other, strategies[player]), _MOST_ORDERS + 1))
        if len(orders) > _MOST_ORDERS:
            return None
        tied = (tuple(range(len(other))),)
        inducible.append([order for order in orders if _can_tremble(other, tied, tables[player], order, deadline)])
    pairs = list(islice(product(*inducible), _MOST_ORDERS + 1))
    for orders in pairs[:_MOST_ORDERS]:
        if all(_can_tremble(strategies[p], orders[p], tables[1 - p], orders[1 - p], deadline) for p in (0, 1)):
            return True
    return False if len(pairs) <= _MOST_ORDERS else None


def _orders(values: NDArray[Any], strategy: NDArray[Any]) -> Iterator[Blocks]:
    """Go through the orders into which actions of these values can fall, those played being best; coarse ones first."""
    groups = [tuple(int(a) for a in np.flatnonzero(values == value)) for value in sorted(set(values), reverse=True)]
    return _refinements(groups, {int(a) for a in np.flatnonzero(strategy)})


def _refinements(groups: Sequence[tuple[int, ...]], first: set[int]) -> Iterator[Blocks]:
    """Go through the ways to split the groups into blocks, the first block containing what is given."""
    if not groups:
        yield ()
        return
    group, *later = groups
    for size in range(len(group), 0, -1):
        for block in combinations(group, size):
            if first <= set(block):
                rest = tuple(action for action in group if action not in block)
                for tail in _refinements([rest, *later] if rest else later, set()):
                    yield (block, *tail)


def _can_tremble(strategy: NDArray[Any], own: Blocks, table: NDArray[Any], other: Blocks, deadline: float) -> bool:
    """Tell whether a strategy has trembles, rarer in later blocks of its own, that put the other's actions in order.

    The program maximises a number t below all probabilities and all differences between blocks. Its rows are kept as
    polynomials a + b e with whole coefficients, in which the bound on e is found; then e is set.
    """
    n = len(strategy)
    unit, zero = np.eye(n, dtype=int).astype(object), np.zeros(n, dtype=int).astype(object)
    integers = np.array(primitive(table.ravel().tolist()), dtype=object).reshape(table.shape)
    at_most = [_Row(-unit[c], zero, t=1) for c in range(n)]
    at_most += [_Row(unit[d], -unit[c]) for a, b in pairwise(own) for c in a for d in b]
    at_most += [
        _Row(-p.denominator * unit[c], zero, bound=-p.numerator, bound_e=p.denominator)
        for c, p in enumerate(map(Fraction, strategy))
        if p
    ]
    at_most += [_Row(integers[b[0]] - integers[a[0]], zero, t=1) for a, b in pairwise(other)]
    equal = [_Row(integers[a] - integers[block[0]], zero) for block in other for a in block[1:]]
    equal.append(_Row(unit.sum(axis=0), zero, bound=1))
    height = 2 * prod(row.height for row in (*at_most, *equal))
    e = Fraction(1, 2 ** (height.bit_length() + 1))
    best = maximise(
        [*[0] * n, 1],
        [row.coefficients(e) for row in at_most],
        [row.right_side(e) for row in at_most],
        [row.coefficients(e) for row in equal],
        [row.right_side(e) for row in equal],
        deadline,
    )
    return isinstance(best, Optimum) and best.value > 0


@dataclass(frozen=True, eq=False)
class _Row:
    """The constraint (y + e y_e) . x + t times the variable t, against the bound + e bound_e; all whole numbers."""

    y: NDArray[Any]
    y_e: NDArray[Any]
    t: int = 0
    bound: int = 0
    bound_e: int = 0

    @property
    def height(self) -> int:
        """The sum of all coefficients, without their signs, and 1 for a slack variable."""
        return sum(map(abs, (*self.y, *self.y_e, self.t, self.bound, self.bound_e, 1)))

    def coefficients(self, e: Fraction) -> list[Any]:
        """Return the coefficients of the probabilities and of t."""
        return [*(self.y + e * self.y_e), self.t]

    def right_side(self, e: Fraction) -> Fraction:
        """Return the bound."""
        return self.bound + e * self.bound_e
