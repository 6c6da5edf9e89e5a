"""Simultaneous sanctions: the others answer a move without knowing of it (Fraser and Hipel 1984).

A move of i from s to s1 meets a simultaneous sanction if i's choices of s1 together with choices that the others make
from s give a feasible state that i does not like better than s. With `sim` the others' choices are those of a state
that they can bring about from s by improvements. With `sim_intent` one or more of the others for whom s is not
sequentially stable reply, each with one improvement of its own from s.

Both need states that are made of the choices of all, as options and games have them.
"""

from __future__ import annotations

from functools import cached_property
from itertools import product
from math import inf

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags
from ...games.errors import InputError
from ...games.graph.graph_model import GraphModel
from ...games.graph.moves import Arcs, Integers
from ..deadline import stop_after
from .concepts import Sanctions
from .words import Words, check_size, numbers_in, one_move, reach

Codes = NDArray[np.int64]


class Simultaneous:
    """What the others of a model may do at once with a move.

    Parameters
    ----------
    name
        "sim" or "sim_intent", for messages.

    Raises
    ------
    InputError
        If states are not made of choices, some comparison is unknown, or there are too many states.
    """

    def __init__(self, model: GraphModel, sanctions: Sanctions, name: str) -> None:
        if model.choices is None:
            raise InputError(f"{name}: needs states that are made of what each player chooses: options, or a game")
        if not model.all_known:
            raise InputError(f"{name}: needs every comparison known, and some of this model are not")
        check_size(model.n_states, name)
        self.model, self.sanctions, self.choices = model, sanctions, model.choices
        self.codes: Codes = model.choices.sum(axis=0)

    @cached_property
    def improvements(self) -> tuple[Arcs, ...]:
        """Each player's improvements."""
        pairs = zip(self.model.controls, self.model.standing, strict=True)
        return tuple(moves.arcs().better(standing) for moves, standing in pairs)

    def stable(self, sequential: Flags | None = None, deadline: float = inf) -> Flags:
        """Tell for each player and state whether every improvement meets a simultaneous sanction; shape (n, m).

        Parameters
        ----------
        sequential
            Which states are sequentially stable for whom, where only those reply for whom a state is not.
        deadline
            A reading of the clock `time.monotonic` after which it is a TimeoutError; infinity for none.
        """
        players, states = range(self.model.n_players), range(self.model.n_states)
        reached = [self._reached(player) if sequential is None else None for player in players]
        stable = np.zeros((len(players), len(states)), dtype=np.bool_)
        for player, state in product(players, states):
            stop_after(deadline)
            stable[player, state] = self._stable(player, state, reached[player], sequential)
        return stable

    def _reached(self, player: int) -> Words:
        others = [arcs for place, arcs in enumerate(self.improvements) if place != player]
        return (reach if self.sanctions == "joint" else one_move)(others, self.model.n_states)

    def _stable(self, player: int, state: int, reached: Words | None, sequential: Flags | None) -> bool:
        targets = self.improvements[player].leads_to(state)
        if not len(targets):
            return True
        if sequential is None and reached is not None:
            replies = self.codes[numbers_in(reached[state], self.model.n_states)] - self.choices[player, state]
        else:
            replies = self._intended(player, state, sequential)
        return all(self._deters(player, state, target, replies) for target in targets)

    def _intended(self, player: int, state: int, sequential: Flags | None) -> Codes:
        """Return what the others choose in all where one or more of those who would move make one improvement each."""
        replies = np.array([self.codes[state] - self.choices[player, state]])
        for other, arcs in enumerate(self.improvements):
            if other != player and sequential is not None and not sequential[other, state]:
                changes = self.choices[other, arcs.leads_to(state)] - self.choices[other, state]
                replies = (replies[:, None] + np.array([0, *changes])).ravel()
        return replies[1:]

    def _deters(self, player: int, state: int, target: Integers, replies: Codes) -> bool:
        codes = replies + self.choices[player, target]
        places = np.minimum(np.searchsorted(self.codes, codes), self.model.n_states - 1)
        ends = places[self.codes[places] == codes]
        standing = self.model.standing[player]
        return bool((standing[ends] <= standing[state]).any())
