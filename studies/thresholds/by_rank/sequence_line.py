"""Where along one variable pure subgame-perfect play in an order of moves, or in a tree, comes to which outcome; exact.

Without chance moves it depends on the order of each player's payoffs alone. So the range is cut where two payoffs of a
player cross, and at and between these points the game is solved with ranks in the place of payoffs. With chance moves
it depends on the signs of what players gain by other plans: a gain in a subgame is one in the whole against plans that
lead there, but for the chance that chance moves do. So the range is cut where such a gain is 0, and the tree solved at
these points and between them; the points must be fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from itertools import pairwise
from math import prod

import numpy as np

from ....games.arrays import Flags
from ....games.errors import InputError
from ....games.normal_form import PureProfile
from ....games.scenario.scenario import Scenario
from ....games.sequence.given import tree_of_scenario
from ....games.sequence.tree import Tree
from ....solvers.exact.algebraic import Exact, Interval, between, intervals
from ....solvers.sequence.staged_batch import subgame_perfect_batch
from ....solvers.sequence.subgame_perfect import subgame_perfect
from ....solvers.sequence.tree_batch import sustained_ends
from ...sweep.columns.sequence import moves_of, payoffs_of_ends
from ..preferences import differences, signs_along
from ..variables import Variable, pieces
from .ranks import MOST_COMPARISONS, ranks_along, refusal, too_many_comparisons

MOST_SOLVED = 1_000
"""Trees with chance moves that are solved."""

Play = tuple[tuple[str, Fraction], ...]
"""An outcome of a tree: the ways through it, each with its probability."""


class NotFollowedError(InputError):
    """Where along a number play in a tree with chance moves ends is not found out; the message says why."""


@dataclass(frozen=True, eq=False)
class SequenceLine:
    """What one variable decides of a game whose players move in an order, or in a tree.

    Attributes
    ----------
    outcomes
        For each pure profile the intervals in which a pure subgame-perfect equilibrium gives it, in increasing order;
        empty where none does. Of a tree it is empty.
    plays
        The same for each outcome of a tree that one gives somewhere. Of an order it is empty.
    notes
        Why nothing was found, where it was not.
    """

    outcomes: Mapping[PureProfile, tuple[Interval, ...]]
    notes: tuple[str, ...] = ()
    plays: Mapping[Play, tuple[Interval, ...]] = field(default_factory=dict)


def sequence_line(scenario: Scenario, over: Variable) -> SequenceLine:
    """Return what a variable decides of the subgame-perfect outcomes of a scenario with an order or a tree.

    Nothing, with a note, where there are more than `MOST_COMPARISONS` pairs of payoffs.
    """
    tree = tree_of_scenario(scenario)
    if tree is not None:
        return _line_of_chance(scenario, over, tree) if tree.flat.chance else _line_of_ends(scenario, over, tree)
    shape = tuple(len(names) for names in scenario.actions)
    if too_many := too_many_comparisons(len(shape), prod(shape)):
        return SequenceLine({}, (f"Thresholds of an order of moves {too_many}",))
    points, ranks = ranks_along(scenario, over)
    sustained = subgame_perfect_batch(ranks.reshape(len(ranks), len(shape), *shape), *moves_of(scenario))
    return SequenceLine({profile: intervals(points, sustained[:, *profile]) for profile in np.ndindex(shape)})


def _line_of_ends(scenario: Scenario, over: Variable, tree: Tree) -> SequenceLine:
    if too_many := too_many_comparisons(tree.n_players, len(tree.flat.ends)):
        return SequenceLine({}, (f"Thresholds of a tree {too_many}",))
    points, ranks = ranks_along(scenario, over, partial(payoffs_of_ends, tree))
    sustained = sustained_ends(tree, ranks)
    plays: dict[Play, Flags] = {((end.path, Fraction(1)),): sustained[:, k] for k, end in enumerate(tree.ends)}
    return _with_plays(points, plays)


def _line_of_chance(scenario: Scenario, over: Variable, tree: Tree) -> SequenceLine:
    try:
        points, plays = plays_of_chance(scenario, over, tree)
    except NotFollowedError as error:
        return SequenceLine({}, (str(error),))
    return _with_plays(points, plays)


def plays_of_chance(
    scenario: Scenario, over: Variable, tree: Tree, most: int = MOST_SOLVED
) -> tuple[Sequence[Fraction], Mapping[Play, Flags]]:
    """Return where along a number pure subgame-perfect play in a tree with chance moves comes to which outcome.

    Returns
    -------
    tuple
        The points at which that may change, with the ends of the range; and for each outcome that comes of it
        somewhere whether it does at the first point, up to the second, at the second and so on.

    Raises
    ------
    NotFollowedError
        If that is not found out: a chance is 0, there are too many plans, more than `most` trees would have to be
        solved, or a point is no fraction.
    """
    if not all(tree.flat.chance.values()):
        raise NotFollowedError("Thresholds of a tree are not searched where a chance is 0.")
    shape = tree.whole.shape()
    if (asked := prod(shape) * sum(m - 1 for m in shape) // 2) > MOST_COMPARISONS:
        raise NotFollowedError(f"Thresholds of a tree {refusal(asked)}")
    points, _ = signs_along(pieces(scenario, over), differences)
    rational = [point for point in points if isinstance(point, Fraction)]
    if len(rational) < len(points) or 2 * len(points) > most:
        why = "these points are no fractions" if len(rational) < len(points) else "there are too many of them"
        raise NotFollowedError(f"Gains of other plans turn in the range, and {why}: the tree was not solved there.")
    inside = [between(low, high) for low, high in pairwise(rational)]
    places = [place for pair in zip(rational, [*inside, rational[-1]], strict=True) for place in pair][:-1]
    plays: dict[Play, Flags] = {}
    for k, place in enumerate(places):
        moved = tree_of_scenario(scenario.replace({over.path: place}))
        found = subgame_perfect(moved or tree, mixed=False, limit=0)
        if not found.complete_pure:
            raise NotFollowedError(" ".join(found.notes))
        for outcome in found.outcomes:
            plays.setdefault(outcome.distribution, np.zeros(len(places), dtype=bool))[k] = True
    return rational, plays


def _with_plays(points: Sequence[Exact], plays: Mapping[Play, Flags]) -> SequenceLine:
    return SequenceLine({}, (), {play: intervals(points, where) for play, where in plays.items() if where.any()})
