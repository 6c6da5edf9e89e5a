"""Which actions off the path hold an equilibrium up, and whether they would be carried out.

A Nash equilibrium that is not subgame perfect leans on actions that their player would not carry out: in a subgame
off the path that comes to the action, another action with the best plan behind it pays that player more. Such an action
*does the work* if somebody would leave the path once that stands in its place. Of a subgame-perfect equilibrium the
actions off the path are credible, each by a margin over the next best; a margin of 0 leaves the player indifferent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import prod
from typing import Any, NamedTuple

import numpy as np

from ...games.numbers import counted
from ...games.sequence.given import GivenMoves, moves_of, tree_of
from ...games.sequence.pieces import Piece, piece_below
from ...games.sequence.preorder import CHANCE
from ...games.sequence.tree import MOST_CELLS, Tree
from ...games.text.shown import Shown
from ..best_replies import pure_equilibria
from ..deadline import deadline_after, seconds_until
from .behaviour import Behaviour, unit
from .pieces import LATE
from .replies import best_value, expected_payoffs, reached_ends
from .subgame_perfect import subgame_perfect

MOST_PROFILES = 5_000
"""Nash equilibria in pure plans that are compared for the fewest actions that are not credible."""


class Threat(NamedTuple):
    """What a player would do off the path of an outcome.

    Attributes
    ----------
    outcome
        The path, as "L / r"; None where chance splits it.
    payoffs
        What the outcome pays.
    instead
        The player's best other action there.
    gets, other
        What the player gets in the subgame by the action, and by the other one.
    loses
        What it loses by the action against the other: above 0 it would not carry it out, 0 leaves it indifferent.
    credible
        Whether it would carry it out: it loses nothing.
    works
        Whether somebody would leave the path if the player did its best there.
    """

    outcome: str | None
    payoffs: tuple[Fraction, ...]
    player: str
    set: str | int
    action: str
    instead: str
    gets: Fraction
    other: Fraction
    loses: Fraction
    credible: bool
    works: bool


@dataclass(frozen=True, eq=False, repr=False)
class Threats(Shown):
    """The answer of `threats`.

    Attributes
    ----------
    found
        Those that would not be carried out first, then the credible ones that stand one deviation off the path.
    deeper
        The credible ones that stand more deviations off the path.
    complete
        Whether every pure Nash outcome was looked at, each with the fewest actions that are not credible.
    notes
        Sentences for the reader.
    """

    found: tuple[Threat, ...]
    deeper: tuple[Threat, ...]
    complete: bool
    notes: tuple[str, ...]

    def about(self) -> str:
        """Return how many there are, and whether all are known."""
        return f"on the path: {counted(len(self.found))}; {'complete' if self.complete else 'perhaps not all'}"

    def __iter__(self) -> Iterator[Threat]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


def threats(game: GivenMoves, time_limit: float | None = None) -> Threats:
    """Return what pure Nash outcomes lean on off their paths, those that no subgame-perfect equilibrium has first.

    Parameters
    ----------
    game
        What `subgame_perfect` takes.
    time_limit
        Seconds after which the search stops with what it has, and says so; None for no limit.

    Raises
    ------
    InputError
        If a player forgets.

    Examples
    --------
    >>> from ...games.sequence.nodes import Decision, End
    >>> reply = Decision("Incumbent", [("fight", End([-1, -1])), ("share", End([1, 1]))], "entered")
    >>> tree = Tree(["Entrant", "Incumbent"], Decision("Entrant", [("out", End([0, 2])), ("in", reply)]))
    >>> [(each.outcome, each.player, each.action, each.instead, str(each.loses)) for each in threats(tree)]
    [('out', 'Incumbent', 'fight', 'share', '2')]
    """
    moves = moves_of(game)
    deadline = deadline_after(time_limit)
    tree, perfect = tree_of(moves), subgame_perfect(moves, mixed=False, time_limit=time_limit)
    if seconds_until(deadline) == 0:
        return Threats((), (), False, (LATE,))
    known = {each.distribution for each in perfect.outcomes}
    notes: list[str] = []
    empty = _empty_threats(tree, known, notes, deadline)
    near: list[Threat] = []
    deeper: list[Threat] = []
    for outcome in perfect.outcomes:
        if seconds_until(deadline) == 0:
            break
        held = (each for each in perfect.equilibria if each.payoffs == outcome.payoffs)
        match = (each.choices for each in held if _distribution(tree, each.choices) == outcome.distribution)
        if (choices := next(match, None)) is not None:
            for away, threat in _off_path(tree, choices, tree.subgame_numbers):
                (near if away == 1 else deeper).append(threat)
    notes.extend((LATE,) if seconds_until(deadline) == 0 else ())
    return Threats((*empty, *near), tuple(deeper), not notes, tuple(notes))


def _empty_threats(
    tree: Tree, known: set[tuple[tuple[str, Fraction], ...]], notes: list[str], deadline: float
) -> list[Threat]:
    """Return for each Nash outcome that is not known as perfect what it leans on and nobody would carry out."""
    if not tree.whole.movers:
        return []
    if prod(tree.whole.shape()) > MOST_CELLS:
        notes.append("The game has too many plans to look for all its Nash equilibria.")
        return []
    whole = tree.whole
    table = whole.add_up([tree.weighted_at(leaving.node, leaving.weight) for leaving in whole.exits])
    profiles = np.argwhere(pure_equilibria(table[list(whole.movers)]))
    if len(profiles) > MOST_PROFILES:
        notes.append(f"{counted(MOST_PROFILES)} of {counted(len(profiles))} pure Nash equilibria were looked at.")
    least: dict[tuple[tuple[str, Fraction], ...], list[Threat]] = {}
    for profile in islice(profiles, MOST_PROFILES):
        if seconds_until(deadline) == 0:
            break
        choices = _choices(tree, tuple(map(int, profile)))
        reached = _distribution(tree, choices)
        if reached not in known:
            leaning = [each for _, each in _off_path(tree, choices) if not each.credible]
            if reached not in least or len(leaning) < len(least[reached]):
                least[reached] = leaning
    return [threat for leaning in least.values() for threat in leaning]


def _choices(tree: Tree, profile: Sequence[int]) -> Behaviour:
    """Return a profile of plans as behaviour: where plans are silent, from the ends what is best."""
    choices: Behaviour = {}
    for player, number in zip(tree.whole.movers, profile, strict=True):
        for place, action in tree.whole.plans[player][number]:
            choices[place] = unit(len(tree.flat.sets[place].actions), action)
    silent = [place for place in range(len(tree.flat.sets)) if place not in choices]
    for place in silent:
        choices[place] = unit(len(tree.flat.sets[place].actions), 0)
    begins = set(tree.subgame_numbers)
    for place in reversed(silent):
        each = tree.flat.sets[place]
        if each.nodes[0] in begins:
            values = expected_payoffs(tree, choices)
            worth = [values[below][each.player] for below in tree.flat.children[each.nodes[0]]]
            choices[place] = unit(len(each.actions), worth.index(max(worth)))
    return choices


def _distribution(tree: Tree, choices: Behaviour) -> tuple[tuple[str, Fraction], ...]:
    return tuple((tree.path(end), Fraction(chance)) for end, chance in reached_ends(tree, choices))


def _off_path(tree: Tree, choices: Behaviour, best_below: Collection[int] = ()) -> Iterator[tuple[int, Threat]]:
    """Go through what is done in subgames off the path, each with the number of deviations that lead to its subgame.

    Parameters
    ----------
    best_below
        Nodes from which on all players are known to do their best, where a subgame begins.
    """
    values = expected_payoffs(tree, choices)
    outcome = _distribution(tree, choices)
    path = outcome[0][0] if len(outcome) == 1 else None
    paid = tuple(Fraction(cell) / tree.unit for cell in values[0])
    away, begins = _deviations(tree, choices), _innermost(tree)
    pieces: dict[int, Piece] = {}
    for place, each in enumerate(tree.flat.sets):
        root = begins[each.nodes[0]]
        if not away[root] or len(each.actions) < 2 or min(away[node] for node in each.nodes) > away[root]:
            continue
        if root not in pieces:
            pieces[root] = piece_below(tree.flat, tree.n_players, root, best_below)
        known = {left.node: values[left.node][each.player] for left in pieces[root].exits}
        action = choices[place].index(max(choices[place]))
        instead, best, plan = _best_other(tree, choices, place, pieces[root], known)
        got, other = (Fraction(cell) / tree.unit for cell in (values[root][each.player], best))
        works = other > got and _works(tree, choices, plan)
        names = tree.players[each.player], tree.set_names[place], each.actions[action], each.actions[instead]
        yield away[root], Threat(path, paid, *names, got, other, other - got, other <= got, works)


def _innermost(tree: Tree) -> list[int]:
    """Return for each node where the smallest subgame that it is in begins."""
    begins, roots = [0], set(tree.subgame_numbers)
    for node in range(1, len(tree.flat)):
        begins.append(node if node in roots else begins[tree.flat.parent[node]])
    return begins


def _deviations(tree: Tree, choices: Behaviour) -> list[int]:
    """Return how many unplayed actions lead to each node; many for what chance excludes."""
    away = [0]
    for node in range(1, len(tree.flat)):
        above = tree.flat.parent[node]
        if tree.flat.mover[above] == CHANCE:
            away.append(away[above] if tree.flat.chance[node] else len(tree.flat))
        else:
            away.append(away[above] + (not choices[tree.flat.set_of[above]][tree.flat.move[node]]))
    return away


def _best_other(
    tree: Tree, choices: Behaviour, place: int, piece: Piece, known: Mapping[int, Any]
) -> tuple[int, Any, dict[int, int]]:
    """Return the best other action at a set of a subgame, what the subgame pays by it, and the best plan behind it.

    Elsewhere in the subgame the player does what it did.
    """
    own = {other: choices[other].index(max(choices[other])) for other in piece.sets_of(tree.flat.sets[place].player)}
    behind = {place}
    for other in own:
        last = piece.sets[other]
        if last is not None and last[0] in behind:
            behind.add(other)
    held = {other: action for other, action in own.items() if other not in behind}
    answers = {
        action: best_value(tree, tree.flat.sets[place].player, choices, piece, known, {**held, place: action})
        for action in range(len(tree.flat.sets[place].actions))
        if action != own[place]
    }
    best = max(answers, key=lambda action: answers[action][0])
    return best, *answers[best]


def _works(tree: Tree, choices: Behaviour, plan: Mapping[int, int]) -> bool:
    """Tell whether somebody gains by leaving the path once a player follows another plan off it."""
    changed = dict(choices)
    for place, action in plan.items():
        changed[place] = unit(len(tree.flat.sets[place].actions), action)
    paid = expected_payoffs(tree, changed)[0]
    return any(best_value(tree, player, changed, tree.whole)[0] > paid[player] for player in range(tree.n_players))
