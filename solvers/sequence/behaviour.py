"""Subgame-perfect equilibria in behaviour strategies, piece by piece from the ends.

For every way of taking one equilibrium of each subgame just below a piece, the reduced form of the piece is solved for
all its equilibria; plans become behaviour by the ratios of their weights (Kuhn 1953). Of a continuum the corners are
kept. That is all there is unless somebody who moves before is paid differently along it: then other points of it may
hold up other play above, and the list is no longer complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from math import inf, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame
from ...games.numbers import LARGEST, counted
from ...games.sequence.pieces import Piece
from ...games.sequence.preorder import END
from ...games.sequence.tree import MOST_CELLS, Tree
from ..base import Solution
from ..concepts.nash import Nash
from ..deadline import seconds_until
from ..solve import solve
from .kept import movers_above
from .pieces import LATE

MOST_STAGE_GAMES = 10_000
"""Games of pieces that are solved in all."""

LONGEST_SEARCH = 10.0
"""Seconds that the search for all equilibria of a piece may take by its forecast; beyond, one is found."""

_CLOSEST = 10**12
"""The largest denominator of a probability that stands for an irrational one."""

Behaviour = dict[int, tuple[Fraction, ...]]
"""The probabilities of the actions at each information set, by its number."""

Named = Mapping[tuple[str, str | int], Mapping[str, Fraction]]
"""The same by player and name of the set, and by name of the action."""


@dataclass(frozen=True, eq=False)
class Play:
    """An equilibrium of a subgame.

    `payoffs` are in units of the tree's `weighted`, `here` is the behaviour at the sets of its top piece, and `below`
    the equilibria of the subgames where that is left. `mixed` tells whether any lot is drawn in it by a player.
    """

    payoffs: tuple[Any, ...]
    here: Behaviour
    below: tuple[Play, ...]
    mixed: bool

    def behaviour(self) -> Behaviour:
        """Return the behaviour at all information sets of the subgame."""
        whole: Behaviour = {}
        waiting: list[Play] = [self]
        while waiting:
            play = waiting.pop()
            whole |= play.here
            waiting.extend(play.below)
        return whole


class BehaviourSearch:
    """The equilibria of every subgame of a tree.

    Attributes
    ----------
    plays
        Those of the whole.
    complete
        Whether they are all, but for the inner points of harmless continua.
    continuum
        Whether some piece has a continuum of equilibria.
    notes
        Sentences: what was not searched, and why.
    """

    def __init__(self, tree: Tree, pieces: Sequence[Piece], deadline: float = inf) -> None:
        self.complete, self.continuum, self._deadline = True, False, deadline
        self._tree, self._left = tree, MOST_STAGE_GAMES
        self._notes: dict[str, None] = {}
        self._plays: dict[int, list[Play]] = {}
        for piece in pieces:
            self._plays[piece.root] = list(self._solve(piece))

    @property
    def plays(self) -> list[Play]:
        """The equilibria of the whole."""
        return self._plays.get(0, [])

    @property
    def notes(self) -> list[str]:
        """What was not searched, and why."""
        return list(self._notes)

    def _lacks(self, note: str) -> None:
        self.complete = False
        self._notes[note] = None

    def _solve(self, piece: Piece) -> Iterator[Play]:
        tree = self._tree
        if prod(piece.shape()) > MOST_CELLS:
            self._lacks("A part of the game has too many plans for mixed equilibria.")
            return
        below = [self._of(leaving.node) for leaving in piece.exits]
        choices = product(*below)
        if prod(map(len, below)) > self._left:
            self._lacks(f"More than {counted(MOST_STAGE_GAMES)} games of stages would have to be solved: some are.")
        for choice in islice(choices, self._left):
            if seconds_until(self._deadline) == 0:
                self._lacks(LATE)
                return
            self._left -= 1
            values = [
                play.payoffs if leaving.weight else None for play, leaving in zip(choice, piece.exits, strict=True)
            ]
            table = piece.add_up(values)
            continued = tuple(play for play in choice if play.here or play.below)
            earlier = sorted(movers_above(tree, piece.root))
            for here, payoffs in self._equilibria(piece, table, earlier):
                drawn = any(max(chances) < 1 for chances in here.values())
                yield Play(payoffs, here, continued, drawn or any(play.mixed for play in continued))

    def _of(self, node: int) -> Sequence[Play]:
        if self._tree.flat.mover[node] == END:
            return (Play(tuple(map(int, self._tree.weighted[node])), {}, (), False),)
        return self._plays[node]

    def _equilibria(
        self, piece: Piece, table: NDArray[Any], earlier: Sequence[int]
    ) -> Iterator[tuple[Behaviour, tuple[Any, ...]]]:
        """Go through the equilibria of a piece with what they pay to all players; note what is not complete."""
        active = [place for place, plans in enumerate(table.shape[1:]) if plans > 1]
        movers = [piece.movers[place] for place in active]
        squeezed = table.reshape(len(table), *(table.shape[1 + place] for place in active))
        if not active:
            yield _as_behaviour(piece, ()), tuple(squeezed)
            return
        solution = self._solution(NormalFormGame(_in_reach(squeezed[movers].astype(object))))
        found: list[tuple[Behaviour, tuple[Any, ...]]] = []
        for equilibrium in solution.equilibria:
            exact = equilibrium.exact or tuple(map(_nearest, equilibrium.strategies))
            if equilibrium.exact is None and earlier:
                self._lacks("Some probabilities are irrational, and what they mean for earlier moves is approximate.")
            mixes = tuple(np.array(strategy, dtype=object) for strategy in exact)
            behaviour = _as_behaviour(piece, tuple(zip(movers, mixes, strict=True)))
            found.append((behaviour, _expected(squeezed, mixes)))
        self._look_for_continua(solution, found, earlier)
        yield from _different(found)

    def _solution(self, game: NormalFormGame) -> Solution:
        concept = Nash()
        if concept.seconds(game) > LONGEST_SEARCH:
            self._lacks("A part of the game is too large for all its mixed equilibria: one of them is taken.")
            concept = Nash(method="lemke-howson" if game.n_players == 2 else "logit")
        solution = solve(game, concept, time_limit=seconds_until(self._deadline))
        if not solution.complete and concept.method == "complete":
            self._lacks("Not all mixed equilibria of a part of the game are known.")
        return solution

    def _look_for_continua(
        self, solution: Solution, found: Sequence[tuple[Behaviour, tuple[Any, ...]]], earlier: Sequence[int]
    ) -> None:
        """Note a continuum, and whether it touches the payoff of somebody who moves before."""
        subsets = [subset for component in solution.components for subset in component.nash_subsets]
        if solution.game.n_players == 1:
            subsets = [tuple(range(len(found)))]
        for subset in subsets:
            corners = [found[corner] for corner in subset]
            if any(behaviour != corners[0][0] for behaviour, _ in corners):
                self.continuum = True
                if any(payoffs[i] != corners[0][1][i] for _, payoffs in corners for i in earlier):
                    self._lacks("A continuum of equilibria matters to earlier moves: its corners are tried.")
        if solution.game.n_players > 2 and solution.degenerate:
            self.continuum = True
            if earlier:
                self._lacks("A continuum of equilibria of three or more players may matter to earlier moves.")


def _in_reach(whole: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return payoffs in whole numbers, those of a player in greater units where they are beyond the range of floats."""
    largest = np.abs(whole.reshape(len(whole), -1)).max(axis=1)
    units = np.array([1 if own <= LARGEST else Fraction(own) for own in largest], dtype=object)
    return whole / units.reshape(-1, *[1] * (whole.ndim - 1)) if max(largest) > LARGEST else whole


def _different(found: Sequence[tuple[Behaviour, tuple[Any, ...]]]) -> Iterator[tuple[Behaviour, tuple[Any, ...]]]:
    """Leave out equilibria in plans that are the same in behaviour."""
    kept: set[tuple[Any, ...]] = set()
    for behaviour, payoffs in found:
        key = tuple(sorted(behaviour.items()))
        if key not in kept:
            kept.add(key)
            yield behaviour, payoffs


def _as_behaviour(piece: Piece, mixes: Sequence[tuple[int, NDArray[np.object_]]]) -> Behaviour:
    """Return mixtures of plans as behaviour; the first action where a player's own moves exclude a set."""
    weights: dict[tuple[int, int], Fraction] = {}
    drawn = dict(mixes)
    for player in piece.movers:
        chances = drawn.get(player, (Fraction(1),))
        for plan, chance in zip(piece.plans[player], chances, strict=True):
            for move in plan if chance else ():
                weights[move] = weights.get(move, Fraction(0)) + chance
    behaviour: Behaviour = {}
    for place in piece.sets:
        own = [weights.get((place, action), Fraction(0)) for action in range(len(piece.flat.sets[place].actions))]
        whole = sum(own)
        behaviour[place] = tuple(cell / whole for cell in own) if whole else tuple(unit(len(own), 0))
    return behaviour


def named(tree: Tree, choices: Behaviour) -> Named:
    """Return behaviour by the names of players, information sets and actions."""
    return {
        (tree.players[each.player], tree.set_names[place]): dict(zip(each.actions, choices[place], strict=True))
        for place, each in enumerate(tree.flat.sets)
    }


def unit(width: int, action: int) -> tuple[Fraction, ...]:
    """Return the probabilities that play one action for certain."""
    return tuple(Fraction(int(place == action)) for place in range(width))


def _expected(table: NDArray[Any], mixes: Sequence[NDArray[np.object_]]) -> tuple[Any, ...]:
    for mix in reversed(mixes):
        table = np.tensordot(table, mix, axes=(table.ndim - 1, 0))
    return tuple(table)


def _nearest(strategy: NDArray[np.float64]) -> tuple[Fraction, ...]:
    """Return fractions near some probabilities, which add up to 1."""
    near = [Fraction(float(chance)).limit_denominator(_CLOSEST) for chance in strategy]
    largest = int(np.argmax(strategy))
    near[largest] += 1 - sum(near)
    return tuple(near)
