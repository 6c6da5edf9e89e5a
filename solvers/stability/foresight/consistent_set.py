"""What far-sighted coalitions may rest at: the largest consistent set, and the farsighted stable sets (Chwe 1994).

b *indirectly dominates* a if coalitions can move from a, one after the other, to b so that each, at the state that it
leaves, has only members that like b better. A coalition that likes b better may be any part of those who do, so that at
each state all of them together can go furthest.

A set X is *consistent* if a belongs to it just when every move of a coalition from a, to d say, may lead to some e of
X, d itself or one that indirectly dominates d, that does not please all its members more than a. The largest such set
rules out with confidence; it does not rule in. X is a *farsighted stable set* if none of its states indirectly
dominates another and every state outside is indirectly dominated by one inside; there may be none or many.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

import numpy as np

from ....games.arrays import Flags
from ....games.errors import InputError
from ....games.graph.of_game import graph_model
from ....games.numbers import counted
from ...deadline import stop_after
from ..coalitions import Coalition, Coalitions
from ..words import Words, alone, answered, as_arcs, either, packed, unpacked

MOST_STATES = 20
"""States of a model whose farsighted stable sets are listed: in general that is as hard as any listing."""


def consistent_set(model: Any, coalitions: bool = True, deadline: float = inf) -> tuple[int, ...]:
    """Return the largest consistent set of a conflict: state numbers, never none of them.

    Parameters
    ----------
    model
        A graph model, a game in normal form, a scenario, or the name or path of one.
    coalitions
        Whether coalitions move; else single players alone.
    deadline
        A reading of the clock `time.monotonic` after which it is a TimeoutError; infinity for none.

    Raises
    ------
    InputError
        If a comparison is unknown, or the model is too large.

    Examples
    --------
    >>> from ....games.normal_form import NormalFormGame
    >>> consistent_set(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]))
    (0,)
    """
    moving = Coalitions(graph_model(model), "the largest consistent set", not coalitions, deadline)
    states = moving.model.n_states
    ends = indirect_dominance(moving) | alone(states)
    moves = {group: as_arcs(moving.reached[group] & ~alone(states)) for group in moving.all}
    kept = np.ones(states, dtype=np.bool_)
    while True:
        stop_after(deadline)
        rest = ends & packed(kept)
        stays = [answered(arcs, rest, moving.no_better[group]) for group, arcs in moves.items()]
        smaller = kept & np.all(stays, axis=0)
        if np.array_equal(smaller, kept):
            return tuple(np.flatnonzero(kept).tolist())
        kept = smaller


def stable_sets(model: Any, coalitions: bool = True, deadline: float = inf) -> tuple[tuple[int, ...], ...]:
    """Return all farsighted stable sets of a conflict of at most 20 states, in order.

    Parameters
    ----------
    model, coalitions, deadline
        As in `consistent_set`.

    Returns
    -------
    tuple of tuples
        The numbers of the states of each set.

    Examples
    --------
    >>> from ....games.normal_form import NormalFormGame
    >>> stable_sets(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]))
    ((0,),)
    """
    moving = Coalitions(graph_model(model), "farsighted stable sets", not coalitions, deadline)
    if moving.model.n_states > MOST_STATES:
        found = counted(moving.model.n_states)
        raise InputError(f"farsighted stable sets: at most {MOST_STATES} states are looked at, got {found}")
    return tuple(sorted(_kernels(unpacked(indirect_dominance(moving), moving.model.n_states))))


def indirect_dominance(coalitions: Coalitions) -> Words:
    """Return for each state the states that indirectly dominate it."""
    states = coalitions.model.n_states
    return packed(np.array([_led_to(end, coalitions) for end in range(states)]).T)


def _led_to(end: int, coalitions: Coalitions) -> Flags:
    """Tell of each state whether an end indirectly dominates it."""
    stop_after(coalitions.deadline)
    standing = coalitions.model.standing
    willing = standing[:, end, None] > standing
    moves = coalitions.reached[()].copy()
    for group in np.unique(willing, axis=1).T:
        here = (willing == group[:, None]).all(axis=0)
        moves[here] = _furthest(coalitions, tuple(np.flatnonzero(group).tolist()))[here]
    goal = np.zeros(coalitions.model.n_states, dtype=np.bool_)
    led = goal.copy()
    goal[end] = True
    while True:
        more = np.asarray((moves & packed(goal | led)).any(axis=1))
        if np.array_equal(more, led):
            return led
        led = more


def _furthest(coalitions: Coalitions, willing: Coalition) -> Words:
    """Return what the coalitions of those who are willing can bring about, from each state."""
    if not coalitions.single:
        return coalitions.reached[willing]
    return either([coalitions.reached[(player,)] for player in willing], coalitions.reached[()])


def _kernels(dominates: Flags) -> Iterator[tuple[int, ...]]:
    """Go through the sets in which nothing dominates anything and which dominate all else; [a, b]: b dominates a."""
    tied = dominates | dominates.T
    by = [frozenset(np.flatnonzero(row).tolist()) for row in dominates]
    apart = [frozenset(np.flatnonzero(row).tolist()) for row in tied]
    yield from _extended(frozenset(), frozenset(range(len(by))), frozenset(), by, apart)


def _extended(
    inside: frozenset[int],
    open_: frozenset[int],
    outside: frozenset[int],
    by: list[frozenset[int]],
    apart: list[frozenset[int]],
) -> Iterator[tuple[int, ...]]:
    """Go through the kernels that hold some states, leave some out, and may hold those that are open."""
    if any(not by[state] & (inside | open_) for state in outside):
        return
    if not open_:
        yield tuple(sorted(inside))
        return
    state = min(open_)
    yield from _extended(inside | {state}, open_ - {state} - apart[state], outside | (open_ & apart[state]), by, apart)
    yield from _extended(inside, open_ - {state}, outside | {state}, by, apart)
