"""Who would leave which state: Nash, general and symmetric metarational, sequential and symmetric sequential stability.

Let i be a decision maker and s a state. An *improvement* of i from s is a move of its own to a state that it likes
better. s is stable for i if each improvement, to s1 say, meets a *sanction*: a state s2 that the others can bring about
from s1 and that i does not like better than s.

- nash: there is no improvement.
- gmr: the others may do anything (Howard 1971).
- smr: and from s2 no move of i's own leads to a state that it likes better than s (Howard 1971).
- seq: each of the others' steps to s2 is an improvement for whoever takes it (Fraser and Hipel 1984).
- sseq: as seq, and there is no escape as in smr (Rêgo and Vieira 2017).

A stable state is *strongly* stable if the sanctions can be chosen greatly worse than s, and for smr and sseq all that i
could do about them too (Hamouda, Kilgour and Hipel 2004); else *weakly*.

With all comparisons known, everything follows from least numbers that can be reached, in a few sweeps over the moves.
Where some are unknown, from sets of states.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import TypeVar

import numpy as np

from ...games.arrays import Flags
from ...games.errors import InputError
from ...games.graph.graph_model import GraphModel
from ...games.graph.moves import NONE, Arcs, BetterMoves, Integers, Moves, highest
from .concepts import Asked, Sanctions
from .lowest_reach import lowest_reach
from .words import Words, alone, answered, check_size, one_move, packed, reach, united, without_escape

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Replies:
    """A model and what others may do about a move: jointly, or one of them in one move."""

    model: GraphModel
    sanctions: Sanctions = "joint"

    @cached_property
    def better(self) -> tuple[BetterMoves, ...]:
        """For each player its improvements, whatever is unknown."""
        pairs = zip(self.model.controls, self.model.standing, strict=True)
        return tuple(moves.better(standing) for moves, standing in pairs)

    @cached_property
    def unsure(self) -> tuple[UnsurePreference, ...]:
        """For each player its comparisons of all pairs of states, some of which are unknown."""
        check_size(self.model.n_states, "comparisons that are unknown")
        return tuple(UnsurePreference(self.model, player) for player in range(self.model.n_players))

    def stable(self, player: int, asked: Asked) -> Flags:
        """Tell of each state whether it is stable for a player in one of the basic concepts."""
        if self.model.all_known:
            return self._stable_by_least(player, asked)
        if asked.force:
            raise InputError(f"{asked.name}: needs every comparison known, and some of this model are not")
        return self._stable_by_sets(player, asked)

    def _stable_by_least(self, player: int, asked: Asked) -> Flags:
        standing, better = self.model.standing[player], self.better[player]
        if asked.basic == "nash":
            return highest(better, standing) == -NONE if asked.force != "weak" else np.zeros(len(standing), np.bool_)
        stable = highest(better, self.threat(player, asked, standing)) <= standing
        if not asked.force:
            return stable
        greatness = self.model.greatness[player]
        strong = highest(better, self.threat(player, asked, greatness)) < greatness
        return strong if asked.force == "strong" else stable & ~strong

    def threat(self, player: int, asked: Asked, values: Integers) -> Integers:
        """Return the least value, from each state, that the others can hold the player to."""
        keys = np.maximum(values, highest(self.model.controls[player], values)) if asked.symmetric else values
        return lowest_reach(_but(self.movers(credible=asked.credible), player), keys, self.sanctions)

    def movers(self, *, credible: bool) -> Sequence[Moves | BetterMoves]:
        """Return for each player the moves with which it may answer: credible are those that it may like."""
        if not self.model.all_known:
            return self._unsure_movers(credible)
        return self.better if credible else self.model.controls

    def _stable_by_sets(self, player: int, asked: Asked) -> Flags:
        unsure, form = self.unsure[player], asked.form or "a"
        tempting = unsure.tempting(form in "ac")
        if asked.basic == "nash":
            return np.asarray(tempting.starts[:-1] == tempting.starts[1:])
        deterring = unsure.deterring(form in "cd")
        if asked.symmetric:
            deterring = without_escape(deterring, unsure.own)
        return answered(tempting, self._answers(player, asked.credible), deterring)

    def _unsure_movers(self, credible: bool) -> list[Arcs]:
        return [each.tempting(True) if credible else each.arcs for each in self.unsure]

    def _answers(self, player: int, credible: bool) -> Words:
        movers = _but(self._unsure_movers(credible), player)
        return (reach if self.sanctions == "joint" else one_move)(movers, self.model.n_states)


def _but(parts: Sequence[T], player: int) -> list[T]:
    """Return what belongs to the other players."""
    return list(compress(parts, (place != player for place in range(len(parts)))))


class UnsurePreference:
    """A player's moves and comparisons, where some of these may be unknown."""

    def __init__(self, model: GraphModel, player: int) -> None:
        self.arcs: Arcs = model.controls[player].arcs()
        self.standing = model.standing[player]
        states = model.n_states
        unknown = np.zeros((states, states), dtype=np.bool_)
        for one, other in model.unknown[player]:
            unknown[one, other] = unknown[other, one] = True
        self.unknown: Flags = unknown

    @property
    def own(self) -> Words:
        """Where the player's moves lead, from each state."""
        return united(self.arcs, alone(len(self.standing)))

    def tempting(self, unknown: bool) -> Arcs:
        """Return the improvements, and if so wished the moves to states that compare in an unknown way."""
        sources, targets = self.arcs.sources, self.arcs.targets
        doubtful = self.unknown[sources, targets]
        better = self.standing[targets] > self.standing[sources]
        return self.arcs.where(doubtful | better if unknown else better & ~doubtful)

    def deterring(self, unknown: bool) -> Words:
        """Return for each state those known to be no better, and if so wished those that compare in an unknown way."""
        no_better = self.standing[None, :] <= self.standing[:, None]
        return packed(no_better | self.unknown if unknown else no_better & ~self.unknown)
