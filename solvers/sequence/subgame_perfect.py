"""Subgame-perfect equilibria: profiles that are Nash equilibria in every subgame (Selten 1965).

Pure ones are found as outcomes with the number of profiles that give each, without a search over selections wherever
deviations lead to subgames of their own; behaviour strategies piece by piece. What is called complete is told apart:
the pure outcomes, and the equilibria in behaviour strategies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from ...games.errors import InputError
from ...games.numbers import counted, shown
from ...games.sequence.given import GivenMoves, moves_of, tree_of
from ...games.sequence.stages import Stages
from ...games.sequence.tree import Tree
from ...games.text.shown import Shown
from ..deadline import deadline_after
from .behaviour import Behaviour, BehaviourSearch, Named, Play, named, unit
from .kept import KeptOutcomes, distribution, profile_number
from .levels import LevelOutcomes
from .pieces import LATE, PieceOutcomes, cut
from .replies import subgame_regret


@dataclass(frozen=True, eq=False)
class Outcome:
    """An outcome of pure subgame-perfect equilibria.

    Attributes
    ----------
    path
        The moves that are made, as "L / r"; None where chance splits it.
    distribution
        The paths with their probabilities, in the order of the tree; empty where there were too many to tell apart.
    payoffs
        Of each player.
    profiles
        How many pure profiles, with an action at every information set, give it.
    """

    path: str | None
    distribution: tuple[tuple[str, Fraction], ...]
    payoffs: tuple[Fraction, ...]
    profiles: int


@dataclass(frozen=True, eq=False)
class TreeEquilibrium:
    """An equilibrium of a tree.

    Attributes
    ----------
    payoffs
        Expected, of each player.
    pure
        Whether no player draws lots, on the path or off it.
    label
        The path of its outcome where it has one, else "pure" or "mixed".
    """

    tree: Tree
    payoffs: tuple[Fraction, ...]
    pure: bool
    label: str
    source: Play | tuple[KeptOutcomes, int, int]

    @cached_property
    def choices(self) -> Behaviour:
        """The probabilities of the actions at each information set, by the number of the set."""
        if isinstance(self.source, Play):
            return dict(sorted(self.source.behaviour().items()))
        actions = profile_number(self.tree, *self.source) or {}
        widths = [len(each.actions) for each in self.tree.flat.sets]
        return {place: unit(widths[place], action) for place, action in sorted(actions.items())}

    @cached_property
    def behaviour(self) -> Named:
        """The probability of each action, by player and information set."""
        return named(self.tree, self.choices)

    @cached_property
    def regret(self) -> Fraction:
        """The most that any player could gain in any subgame, measured in the tree: 0 where it is proven perfect."""
        return subgame_regret(self.tree, self.choices, cut(self.tree))


@dataclass(frozen=True, eq=False, repr=False)
class SubgamePerfection(Shown):
    """The answer of `subgame_perfect`.

    Attributes
    ----------
    outcomes
        Those of pure equilibria, in the order of their paths.
    equilibria
        The pure ones, then those in behaviour strategies, so many as were asked for; corners only of continua.
    number
        How many pure profiles are subgame perfect.
    complete_pure
        Whether the outcomes and their numbers are proven to be all.
    complete
        Whether every equilibrium in behaviour strategies is known, but for points of continua that change nothing for
        those who move before. False where mixed ones were not asked for.
    continuum
        Whether some part of the game has a continuum of equilibria.
    notes
        Sentences for the reader.
    """

    tree: Tree
    outcomes: tuple[Outcome, ...]
    equilibria: tuple[TreeEquilibrium, ...]
    number: int
    complete_pure: bool
    complete: bool
    continuum: bool
    notes: tuple[str, ...]


def subgame_perfect(
    game: GivenMoves, mixed: bool = True, limit: int = 100, time_limit: float | None = None
) -> SubgamePerfection:
    """Return the subgame-perfect equilibria of a tree or of a game in stages.

    Parameters
    ----------
    game
        A tree or a game in stages, with perfect recall; or a scenario, a game, or the name or path of one, in its order
        of moves or all at once.
    mixed
        Whether to look for equilibria in behaviour strategies, too. Of rankings there are none.
    limit
        How many equilibria are listed; outcomes always are, and all are counted.
    time_limit
        Seconds after which the search stops with what it has, and says so; None for no limit. Of a tree in which
        everything is seen that is nothing.

    Raises
    ------
    InputError
        If a player forgets, or the limit is no whole number from 0 on.
    TypeError
        If it is none of these.

    Examples
    --------
    >>> from ...games.sequence.nodes import Decision, End
    >>> reply = Decision("Incumbent", [("fight", End([-1, -1])), ("share", End([1, 1]))])
    >>> tree = Tree(["Entrant", "Incumbent"], Decision("Entrant", [("out", End([0, 2])), ("in", reply)]))
    >>> found = subgame_perfect(tree)
    >>> [outcome.path for outcome in found.outcomes], found.number, found.complete
    (['in / share'], 1, True)
    """
    _check_limit(limit)
    moves = moves_of(game)
    tree = tree_of(moves)
    tree.check_recall()
    ordinal = isinstance(moves, Stages) and moves.ordinal
    deadline = deadline_after(time_limit)
    if tree.perfect_information:
        try:
            levels = LevelOutcomes(tree, deadline)
        except TimeoutError:
            return SubgamePerfection(tree, (), (), 0, False, False, False, (LATE,))
        return _answer(tree, levels, _seen(levels, mixed and not ordinal), limit)
    pieces = PieceOutcomes(tree, max(limit, 1), deadline)
    found = _Mixed((), False, False, ())
    if mixed and not ordinal:
        search = BehaviourSearch(tree, pieces.pieces, deadline)
        drawn = tuple(play for play in search.plays if play.mixed)
        found = _Mixed(drawn, search.complete, search.continuum, tuple(search.notes))
    return _answer(tree, pieces, found, limit)


def _check_limit(limit: Any) -> None:
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
        raise InputError(f"limit must be a whole number from 0 on, got {shown(limit)}")


@dataclass(frozen=True, eq=False)
class _Mixed:
    """What is known of equilibria in behaviour strategies."""

    plays: tuple[Play, ...]
    complete: bool
    continuum: bool
    notes: tuple[str, ...]


def _seen(levels: LevelOutcomes, mixed: bool) -> _Mixed:
    """Tell what follows on a tree of perfect information, where whoever mixes is indifferent: all corners are pure."""
    if not mixed:
        return _Mixed((), False, levels.continuum, ())
    notes: tuple[str, ...] = ()
    if levels.harmful:
        notes = ("A player is indifferent where it matters to others: corners of its lotteries are listed, not all.",)
    return _Mixed((), levels.complete and not levels.harmful, levels.continuum, notes)


def _answer(tree: Tree, kept: KeptOutcomes, mixed: _Mixed, limit: int) -> SubgamePerfection:
    found = kept.kept(0)
    described = [(distribution(tree, kept, place), place) for place in range(len(found))]
    order = sorted(range(len(found)), key=lambda place: (described[place][0] is None, place))
    outcomes = tuple(_outcome(tree, described[place][0], found[place].payoffs, found[place].ways) for place in order)
    pure = _pure(tree, kept, [(outcome, place) for outcome, place in zip(outcomes, order, strict=True)], limit)
    equilibria = (*pure, *(_mixed(tree, play) for play in mixed.plays[: limit - len(pure)]))
    number = sum(each.ways for each in found)
    notes = list(dict.fromkeys((*kept.notes, *mixed.notes)))
    if not kept.complete and any(outcome.path is None and not outcome.distribution for outcome in outcomes):
        notes.append("There are too many outcomes to tell apart: those with the same payoffs stand as one.")
    if number + len(mixed.plays) > len(equilibria):
        notes.append(f"{counted(len(equilibria))} of {counted(number + len(mixed.plays))} equilibria are listed.")
    return SubgamePerfection(
        tree,
        outcomes,
        equilibria,
        number,
        kept.complete,
        mixed.complete and kept.complete,
        mixed.continuum,
        tuple(notes),
    )


def _outcome(
    tree: Tree, paths: tuple[tuple[str, Fraction], ...] | None, payoffs: tuple[int, ...], ways: int
) -> Outcome:
    alone = paths[0][0] if paths and len(paths) == 1 else None
    values = tuple(Fraction(cell, tree.weighted_unit) for cell in payoffs)
    return Outcome(alone, paths or (), values, ways)


def _pure(
    tree: Tree, kept: KeptOutcomes, outcomes: list[tuple[Outcome, int]], limit: int
) -> tuple[TreeEquilibrium, ...]:
    """List pure equilibria, outcome by outcome in turn, so that each of these has one as long as there is room."""

    def turns() -> Iterator[tuple[Outcome, int, int]]:
        known = [(outcome, place) for outcome, place in outcomes if outcome.distribution]
        most = max((outcome.profiles for outcome, _ in known), default=0)
        for turn in range(min(most, limit)):
            yield from ((outcome, place, turn) for outcome, place in known if turn < outcome.profiles)

    listed: list[TreeEquilibrium] = []
    for outcome, place, turn in turns():
        if len(listed) == limit:
            break
        listed.append(TreeEquilibrium(tree, outcome.payoffs, True, outcome.path or "pure", (kept, place, turn)))
    return tuple(listed)


def _mixed(tree: Tree, play: Play) -> TreeEquilibrium:
    payoffs = tuple(Fraction(cell) / tree.weighted_unit for cell in play.payoffs)
    return TreeEquilibrium(tree, payoffs, False, "mixed", play)
