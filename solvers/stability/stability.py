"""Conflict stability: which states are stable for whom, in which concept, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf
from typing import Any

import numpy as np

from ...games.arrays import Flags
from ...games.errors import InputError, unknown
from ...games.graph.graph_model import GraphModel
from ...games.graph.of_game import graph_model
from ...games.normal_form import read_only
from ...games.text.shown import Shown
from .concepts import BASIC, Asked, Sanctions, check_sanctions, concept_name, read_concepts
from .foresight.limited_moves import anticipation, limited_stable
from .metarational import Replies
from .reasons import reason
from .simultaneous import Simultaneous


@dataclass(frozen=True, eq=False, repr=False)
class Stability(Shown):
    """Which states of a conflict are stable.

    Attributes
    ----------
    model
        The conflict.
    concepts
        The names of the concepts that were asked for, in their order.
    sanctions
        Whether the others answer a move "joint", by any legal sequence of moves, or "single", by one move of one.
    stable
        For each concept whether a state is stable for a player, shape (n, m), read-only.
    left
        The names of concepts that were asked for and not reached before the deadline.
    """

    model: GraphModel
    concepts: tuple[str, ...]
    sanctions: Sanctions
    stable: Mapping[str, Flags]
    _replies: Replies = field(repr=False)
    left: tuple[str, ...] = ()

    def equilibria(self, concept: Any) -> tuple[int, ...]:
        """Return the states that are stable for every player, in the order of numbers."""
        return tuple(np.flatnonzero(self.of(concept).all(axis=0)).tolist())

    def of(self, concept: Any) -> Flags:
        """Return whether a state is stable for a player in a concept that was asked for, shape (n, m)."""
        name = concept_name(concept)
        if name not in self.stable:
            raise InputError(unknown("concept of this answer", name, self.concepts))
        return self.stable[name]

    def would_leave(self, concept: Any) -> Flags:
        """Return whether a player would leave a state, shape (n, m).

        Where a concept asks that answers be greatly worse, or not so, a state that is stable for a player by the plain
        concept is not left, stable by this one or not.
        """
        asked, stable = read_concepts(concept)[0], self.of(concept)
        return ~(_basic(self._replies, replace(asked, force="")) if asked.force else stable)

    def renamed(self, players: Sequence[str]) -> Stability:
        """Return the same of the conflict with its players under other names."""
        model = self.model.renamed(players)
        return replace(self, model=model, _replies=replace(self._replies, model=model))

    def reason(self, state: int, player: int | str, concept: Any, deadline: float = inf) -> str:
        """Return in words why a state is stable for a player, or why it is not.

        States are told by their numbers counted from 1, improvements and answers in the order of numbers. Of several
        answers to a move the one shown is the first that one player alone can give, else the first that the others can
        bring about together. After the deadline, if it takes long, it is a TimeoutError.
        """
        number, own = self.model.number_of(state), self.model.player_number(player)
        stable = bool(self.of(concept)[own, number])
        return reason(self._replies, number, own, read_concepts(concept)[0], stable, deadline)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know: how unknown comparisons are read, and where the kind of sanctions matters."""
        return (*self._note_on_unknown(), *self._note_on_sanctions())

    def _note_on_unknown(self) -> tuple[str, ...]:
        plain = [name for name in self.concepts if name in BASIC]
        if self.model.all_known or not plain:
            return ()
        return (
            f"Some comparisons are unknown: {', '.join(plain)} are read as holding however these turn out (form a).",
        )

    def _note_on_sanctions(self) -> tuple[str, ...]:
        asked = [each for each in read_concepts(self.concepts) if each.basic and each.basic != "nash"]
        if self.model.n_players < 3 or not asked:
            return ()
        other = Replies(self.model, "single" if self.sanctions == "joint" else "joint")
        differ = [each.name for each in asked if not np.array_equal(self.stable[each.name], _basic(other, each))]
        if not differ:
            return ()
        fewer, more = "one of the others alone", "several of the others together"
        counted, not_counted = (more, fewer) if self.sanctions == "joint" else (fewer, more)
        return (
            f"Were a move answered by {not_counted}, not by {counted}, other states would hold: {', '.join(differ)}.",
        )


def stability(
    model: Any,
    concepts: Any = ("nash", "gmr", "smr", "seq", "sseq"),
    sanctions: Sanctions = "joint",
    deadline: float = inf,
) -> Stability:
    """Return which states of a conflict are stable for whom.

    Parameters
    ----------
    model
        A graph model, a game in normal form, a scenario, or the name or path of one.
    concepts
        Names such as "seq", "limited_4", "non_myopic", "strong_gmr", "seq_d" or "sim", or values such as `GMR()`.
    sanctions
        "joint": the others may answer a move by any legal sequence of theirs; "single": by one move of one of them.
    deadline
        A reading of the clock `time.monotonic` after which concepts that take long are left out.

    Raises
    ------
    InputError
        If a concept is unknown, or cannot be asked of this model.

    Examples
    --------
    >>> from ...games.normal_form import NormalFormGame
    >>> found = stability(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]), ("nash", "seq"))
    >>> found.equilibria("nash"), found.equilibria("seq")
    ((3,), (0, 3))
    >>> found.reason(0, 0, "seq")
    'Player 1: a move to 3 would be answered by Player 2 with 4, no better for it than 1.'
    """
    check_sanctions(sanctions)
    asked, known = read_concepts(concepts), graph_model(model)
    replies = Replies(known, sanctions)
    stable: dict[str, Flags] = {}
    for each in asked:
        with suppress(TimeoutError):
            stable[each.name] = read_only(_stable(replies, each, deadline))
    left = tuple(each.name for each in asked if each.name not in stable)
    return Stability(known, tuple(stable), sanctions, stable, replies, left)


def _stable(replies: Replies, asked: Asked, deadline: float) -> Flags:
    if asked.basic:
        return _basic(replies, asked)
    if not replies.model.all_known:
        raise InputError(f"{asked.name}: needs every comparison known, and some of this model are not")
    if asked.horizon:
        return limited_stable(replies.model, asked.horizon, deadline)
    if asked.name == "non_myopic":
        return anticipation(replies.model, deadline).stable
    sequential = _basic(replies, Asked("seq", "seq")) if asked.name == "sim_intent" else None
    return Simultaneous(replies.model, replies.sanctions, asked.name).stable(sequential, deadline)


def _basic(replies: Replies, asked: Asked) -> Flags:
    return np.array([replies.stable(player, asked) for player in range(replies.model.n_players)])
