"""Sequential equilibria: subgame-perfect ones with beliefs that bear them, each put to the exact test.

With perfect information they are the subgame-perfect ones. Elsewhere every subgame-perfect equilibrium that is known is
given beliefs: after Bayes where play comes, and where it does not come beliefs by which what is done there is best, of
which several are tried. Where no belief at some set makes that best the equilibrium is none. With a sender who knows
its type and a receiver, each moving once, every belief off the path is consistent, so that a small linear program for
each set decides. In other trees beliefs that bear an equilibrium may be missed, and the answer says so. Where none is
found, the end of a path of logit responses proposes one, which is rounded to fractions of growing denominators.

All are known with perfect information; and where all subgame-perfect equilibria are known as isolated ones, which say
what is done at every information set, and each is proven or refuted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice, product

import numpy as np

from ....games.arrays import Floats
from ....games.numbers import counted, rounded
from ....games.sequence.given import GivenMoves, moves_of, tree_of
from ....games.sequence.tree import Tree
from ....games.text.shown import Shown
from ...exact.linear_program import Optimum, maximise
from ..behaviour import Behaviour, Named, named, unit
from ..replies import best_from, expected_payoffs, reached_ends
from ..subgame_perfect import SubgamePerfection, TreeEquilibrium, subgame_perfect
from .assessment import Beliefs, Judgement, Ways, judge, most_gained
from .logit_path import logit_assessment

MOST_CANDIDATES = 1_000
"""Subgame-perfect equilibria that get beliefs."""

_MOST_TRIED = 200
"""Ways of putting beliefs together that are tried for one of them."""

_DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100, 1_000, 1_000_000)
"""The largest denominators of the fractions to which the end of a path is rounded, one after the other."""

_PLAYED = 1e-3
"""Shares above this at the end of a path belong to what is played, or believed."""


@dataclass(frozen=True, eq=False)
class SequentialEquilibrium:
    """A sequential equilibrium.

    Attributes
    ----------
    payoffs
        Expected, of each player.
    pure
        Whether no player draws lots.
    label
        The path of its outcome where it has one, else "pure" or "mixed".
    judgement
        What the exact test said.
    """

    tree: Tree
    choices: Behaviour
    held: Beliefs
    payoffs: tuple[Fraction, ...]
    pure: bool
    label: str
    judgement: Judgement

    @property
    def behaviour(self) -> Named:
        """The probability of each action, by player and information set."""
        return named(self.tree, self.choices)

    @property
    def beliefs(self) -> Named:
        """The probability of each node, by its path, for each player and information set."""
        return {
            (self.tree.players[each.player], self.tree.set_names[place]): dict(
                zip(map(self.tree.path, each.nodes), self.held[place], strict=True)
            )
            for place, each in enumerate(self.tree.flat.sets)
        }

    @property
    def certified(self) -> bool:
        """Whether the exact test proved it."""
        return self.judgement.rational and self.judgement.consistent

    @cached_property
    def residual(self) -> Fraction:
        """The most that a player believes to gain by another plan, at any information set; 0 where it is proven."""
        return most_gained(self.tree, self.choices, self.held)


@dataclass(frozen=True, eq=False, repr=False)
class Sequential(Shown):
    """The answer of `sequential`.

    Attributes
    ----------
    equilibria
        Each with beliefs, proven; where none is found so, one in numbers, at which a path of logit responses ends.
    complete_pure
        Whether every pure sequential equilibrium is among them, with one system of beliefs each.
    complete
        Whether all are.
    notes
        Sentences for the reader.
    """

    equilibria: tuple[SequentialEquilibrium, ...]
    complete_pure: bool
    complete: bool
    notes: tuple[str, ...]

    def about(self) -> str:
        """Return how many there are, and whether all are known."""
        return f"equilibria: {counted(len(self.equilibria))}; {'complete' if self.complete else 'perhaps not all'}"


def sequential(game: GivenMoves) -> Sequential:
    """Return sequential equilibria of a tree, each with beliefs and proven.

    Parameters
    ----------
    game
        A tree or a game in stages; or a scenario, a game, or the name or path of one, in its order of moves or all at
        once.

    Raises
    ------
    InputError
        If a player forgets.

    Examples
    --------
    >>> from ....games.sequence.nodes import Decision, End
    >>> reply = Decision("B", [("l", End([0, 0])), ("r", End([2, 1]))], "b")
    >>> found = sequential(Tree(["A", "B"], Decision("A", [("out", End([1, 1])), ("in", reply)], "a")))
    >>> [each.label for each in found.equilibria], found.complete
    (['in / r'], True)
    """
    moves = moves_of(game)
    tree, candidates = tree_of(moves), subgame_perfect(moves, limit=MOST_CANDIDATES)
    listed = sum(each.pure for each in candidates.equilibria) == candidates.number
    known = listed and candidates.complete and len(candidates.equilibria) < MOST_CANDIDATES
    found: list[SequentialEquilibrium] = []
    missed = 0
    for candidate in candidates.equilibria:
        proven = next(_proven(tree, candidate), None)
        if proven is not None:
            found.append(proven)
        elif not _refuted(tree, candidate.choices):
            missed += 1
    notes = list(candidates.notes)
    if missed:
        notes.append(
            f"For {counted(missed)} of {counted(len(candidates.equilibria))} subgame-perfect equilibria no beliefs "
            "were found that bear them; that is no proof that there are none."
        )
    pure = candidates.complete_pure and listed and not missed
    whole = pure and known and (tree.perfect_information or _isolated(tree, candidates))
    if not found:
        found.extend(_at_the_end_of_the_path(tree))
    notes.extend(_what_lacks(found))
    return Sequential(tuple(found), pure, whole, tuple(notes))


def _what_lacks(found: Sequence[SequentialEquilibrium]) -> Iterator[str]:
    if not found:
        yield "There is always a sequential equilibrium, in behaviour that draws lots; it was not found."
    elif not found[0].certified:
        gain = rounded(found[0].residual)
        yield f"What is listed is numerical, not proven: a player would gain {gain} at most by another plan."


def _isolated(tree: Tree, candidates: SubgamePerfection) -> bool:
    """Tell whether equilibria form no continua, are exact, and say what is done at every information set."""
    return not candidates.continuum and all(
        not _excluded(tree, each.choices) and each.regret == 0 for each in candidates.equilibria
    )


def _excluded(tree: Tree, choices: Behaviour) -> list[int]:
    """Return the information sets that their player's own play excludes."""
    excluded: list[int] = []
    for place in range(len(tree.flat.sets)):
        before = tree.whole.sets[place]
        while before is not None and choices[before[0]][before[1]]:
            before = tree.whole.sets[before[0]]
        if before is not None:
            excluded.append(place)
    return excluded


def _at_the_end_of_the_path(tree: Tree) -> Sequence[SequentialEquilibrium]:
    """Return what the end of the path of logit responses rounds to: proven if it can be; nothing in a large tree."""
    end = logit_assessment(tree)
    if end is None:
        return ()
    tried: list[SequentialEquilibrium] = []
    for denominator in _DENOMINATORS:
        choices = {place: _fractions(own, denominator) for place, own in end.choices.items()}
        ways = Ways(tree, choices)
        beliefs = {
            place: _fractions(own, denominator) if _off_path(ways, place) else _after_equal_mistakes(ways, place)
            for place, own in end.beliefs.items()
        }
        tried.append(_assessed(tree, choices, beliefs))
        if tried[-1].certified:
            break
    return tried[-1:]


def _fractions(shares: Floats, denominator: int) -> tuple[Fraction, ...]:
    """Return shares as fractions of small denominators that add up to 1; very small ones as 0."""
    played = [float(share) if share > _PLAYED else 0 for share in shares]
    near = [Fraction(share).limit_denominator(denominator) for share in played]
    whole = sum(near)
    if not whole:
        return unit(len(near), int(np.argmax(shares)))
    return tuple(share / whole for share in near)


def _assessed(tree: Tree, choices: Behaviour, beliefs: Beliefs) -> SequentialEquilibrium:
    pure = all(max(chances) == 1 for chances in choices.values())
    reached = [tree.path(end) for end, _ in reached_ends(tree, choices)]
    label = "mixed" if not pure else reached[0] if len(reached) == 1 else "pure"
    paid = tuple(Fraction(value) / tree.unit for value in expected_payoffs(tree, choices)[0])
    return SequentialEquilibrium(tree, choices, beliefs, paid, pure, label, judge(tree, choices, beliefs))


def _proven(tree: Tree, candidate: TreeEquilibrium) -> Iterator[SequentialEquilibrium]:
    """Go through the assessments of a candidate that pass the test; a mixed one is mended where it is arbitrary."""
    for choices in [candidate.choices] if candidate.pure else [candidate.choices, _mended(tree, candidate.choices)]:
        for beliefs in _systems(tree, choices):
            judgement = judge(tree, choices, beliefs)
            if judgement.rational and judgement.consistent:
                yield SequentialEquilibrium(
                    tree, choices, beliefs, candidate.payoffs, candidate.pure, candidate.label, judgement
                )


def _mended(tree: Tree, choices: Behaviour) -> Behaviour:
    """Let players do what is best after equal mistakes at the sets that their own play excludes, from the last on."""
    mended = dict(choices)
    for place in reversed(_excluded(tree, choices)):
        each = tree.flat.sets[place]
        beliefs = _after_equal_mistakes(Ways(tree, mended), place)
        start = {node: chance for node, chance in zip(each.nodes, beliefs, strict=True) if chance}
        later = [k for k in tree.whole.sets_of(each.player) if k >= place]
        best = best_from(tree, each.player, mended, start, later)[1][place]
        mended[place] = unit(len(each.actions), best)
    return mended


def _refuted(tree: Tree, choices: Behaviour) -> bool:
    """Tell whether what is done at some set is best by no belief that it could have."""
    ways = Ways(tree, choices)
    values = expected_payoffs(tree, choices)
    return any(next(_bearing(tree, ways, choices, values, place), None) is None for place in choices)


def _systems(tree: Tree, choices: Behaviour) -> Iterator[Beliefs]:
    """Go through systems of beliefs that may bear a behaviour: those after equal mistakes, then mixtures of others."""
    ways = Ways(tree, choices)
    equal = {place: _after_equal_mistakes(ways, place) for place in choices}
    yield equal
    values = expected_payoffs(tree, choices)
    options = [
        [equal[place]] if not _off_path(ways, place) else list(_bearing(tree, ways, choices, values, place))
        for place in sorted(choices)
    ]
    yield from (dict(zip(sorted(choices), system, strict=True)) for system in islice(product(*options), _MOST_TRIED))


def _off_path(ways: Ways, place: int) -> bool:
    nodes = ways.possible(place)
    return len(nodes) > 1 and all(ways.unplayed(node) for node in nodes)


def _after_equal_mistakes(ways: Ways, place: int) -> tuple[Fraction, ...]:
    """Return beliefs where every unplayed action is a mistake of the same small chance: Bayes' where play comes."""
    nodes = ways.tree.flat.sets[place].nodes
    possible = ways.possible(place)
    least = min(len(ways.unplayed(node)) for node in possible)
    weights = [
        ways.likely(node) if node in possible and len(ways.unplayed(node)) == least else Fraction(0) for node in nodes
    ]
    return tuple(weight / sum(weights) for weight in weights)


def _bearing(
    tree: Tree, ways: Ways, choices: Behaviour, values: list[tuple[int, ...]], place: int
) -> Iterator[tuple[Fraction, ...]]:
    """Go through beliefs at a set by which what is done there is best: corners, and what linear programs give."""
    each, nodes = tree.flat.sets[place], tree.flat.sets[place].nodes
    worth = [[values[below][each.player] for below in tree.flat.children[node]] for node in nodes]
    played = [action for action, chance in enumerate(choices[place]) if chance]
    lacks = [
        [row[other] - row[action] for row in worth]
        for action in played
        for other in range(len(each.actions))
        if other != action
    ]
    possible = ways.possible(place)
    bayes = _after_equal_mistakes(ways, place)
    fixed = [1 - (node in possible) for node in nodes]
    equal, bounds = [[1] * len(nodes), fixed], [1, 0]
    if any(not ways.unplayed(node) for node in possible):
        equal, bounds = [[int(k == number) for k in range(len(nodes))] for number in range(len(nodes))], list(bayes)
    seen: set[tuple[Fraction, ...]] = set()
    for goal in ([0] * len(nodes), *([int(k == number) for k in range(len(nodes))] for number in range(len(nodes)))):
        found = maximise(goal, lacks, [0] * len(lacks), equal, bounds)
        if isinstance(found, Optimum) and found.point not in seen:
            seen.add(found.point)
            yield found.point
    if len(seen) > 1:
        yield tuple(sum((point[k] for point in seen), Fraction(0)) / len(seen) for k in range(len(nodes)))
