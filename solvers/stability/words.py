"""Sets of states for every state at once, as words of bits, and the sets that sequences of moves can reach.

A table of sets has shape (m, w): 64 states to a word, the lowest bit first. It serves where a least number does not:
where comparisons are unknown, for coalitions, and for whoever looks far ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags
from ...games.errors import InputError
from ...games.graph.moves import Arcs, arcs_between
from ...games.numbers import counted

Words = NDArray[np.uint64]

MOST_STATES = 4_096
"""States of a model that sets are made for: the tables grow with their square."""


def check_size(states: int, what: str) -> None:
    """Refuse a model with more states than sets are made for."""
    if states > MOST_STATES:
        raise InputError(
            f"{what}: the model has {counted(states)} states, at most {counted(MOST_STATES)} are looked at"
        )


def packed(flags: Flags) -> Words:
    """Return flags of shape (.., m) as words, shape (.., w)."""
    spare = -flags.shape[-1] % 64
    padded = np.concatenate([flags, np.zeros((*flags.shape[:-1], spare), dtype=np.bool_)], axis=-1)
    return np.ascontiguousarray(np.packbits(padded, axis=-1, bitorder="little")).view(np.uint64)


def unpacked(words: Words, states: int) -> Flags:
    """Return words as flags, one for each of so many states."""
    octets = np.ascontiguousarray(words).view(np.uint8)
    return np.unpackbits(octets, axis=-1, bitorder="little", count=states).astype(np.bool_)


def numbers_in(words: Words, states: int) -> list[int]:
    """Return the states of one set, shape (w,), in the order of numbers."""
    return [int(state) for state in np.flatnonzero(unpacked(words, states))]


def alone(states: int) -> Words:
    """Return for each state the set of just that state."""
    return packed(np.eye(states, dtype=np.bool_))


def as_arcs(words: Words) -> Arcs:
    """Return a table of sets as the moves from each state to those of its set."""
    states = len(words)
    sources, targets = np.nonzero(unpacked(words, states))
    return arcs_between(states, sources, targets)


def united(arcs: Arcs, words: Words) -> Words:
    """Return for each state the union of the sets of the states that its moves lead to."""
    union = np.zeros_like(words)
    movable = arcs.starts[:-1] < arcs.starts[1:]
    if movable.any():
        union[movable] = np.bitwise_or.reduceat(words[arcs.targets], arcs.starts[:-1][movable], axis=0)
    return union


def reach(movers: Sequence[Arcs], states: int) -> Words:
    """Return what legal sequences of at least one move can end at, from each state: nobody moves twice in a row."""
    here = alone(states)
    begun = [np.zeros_like(here) for _ in movers]
    while True:
        before = [*accumulate(begun, np.bitwise_or, initial=np.zeros_like(here))]
        after = [*accumulate(reversed(begun), np.bitwise_or, initial=np.zeros_like(here))][::-1]
        more = [united(arcs, here | before[place] | after[place + 1]) for place, arcs in enumerate(movers)]
        if all(np.array_equal(*pair) for pair in zip(more, begun, strict=True)):
            return either(begun, here)
        begun = more


def one_move(movers: Sequence[Arcs], states: int) -> Words:
    """Return what one move of one of the movers can end at, from each state."""
    here = alone(states)
    return either([united(arcs, here) for arcs in movers], here)


def either(tables: Sequence[Words], like: Words) -> Words:
    """Return the union of tables of sets, empty sets where there is no table."""
    return reduce(np.bitwise_or, tables, np.zeros_like(like))


def answered(arcs: Arcs, answers: Words, deterring: Words) -> Flags:
    """Tell of each state whether every move from it can be answered; as `unanswered`."""
    left = unanswered(arcs, answers, deterring)
    return np.asarray(left.starts[:-1] == left.starts[1:])


def unanswered(arcs: Arcs, answers: Words, deterring: Words) -> Arcs:
    """Return the moves that cannot be answered with a state that deters from the move.

    Parameters
    ----------
    arcs
        The moves that tempt.
    answers
        For each state what others can bring about after a move to it.
    deterring
        For each state the states that deter from leaving it.
    """
    met = np.asarray((answers[arcs.targets] & deterring[arcs.sources]).any(axis=-1))
    return arcs.where(~met)


def without_escape(deterring: Words, own: Words) -> Words:
    """Return of the deterring states those from which no own move leads to a state that does not deter."""
    kept = np.zeros_like(deterring)
    for state, words in enumerate(deterring):
        kept[state] = words & packed(~(own & ~words).any(axis=-1))
    return kept
