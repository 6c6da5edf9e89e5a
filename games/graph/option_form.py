"""Conflicts in option form: every decision maker takes or leaves each of its options.

A state says of each option whether it is taken. States are in the order of the binary numbers that they write, the
first option being the lowest bit; those that match an infeasible pattern are left out. A decision maker moves between
states that differ in its own options alone, any number of them at once. An option may be one-way: taken for good, or
once dropped gone (Fang, Hipel and Kilgour 1993).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal, overload

import numpy as np
from numpy.typing import NDArray

from ..arrays import Flags
from ..errors import InputError
from ..numbers import counted
from .moves import Arcs, Moves, arcs_between, grouped
from .statements import Statement, truth

Way = Literal["taken", "dropped"]

MOST_OPTIONS = 22
"""Options of a conflict; with more the states before any is ruled out pass four million."""

NOTHING = "nothing done"
"""What a state is called in which no option is taken."""


@dataclass(frozen=True, eq=False)
class OptionForm:
    """The options of a conflict.

    Attributes
    ----------
    options
        For each decision maker the names of its options.
    infeasible
        Statements that are true of no state.
    one_way
        Options, by number, that cannot be left again once "taken", or not be taken again once "dropped".
    """

    options: Mapping[str, tuple[str, ...]]
    infeasible: tuple[Statement, ...] = ()
    one_way: Mapping[int, Way] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.names) > MOST_OPTIONS:
            raise InputError(
                f"{counted(len(self.names))} options make {counted(2 ** len(self.names))} states; "
                f"at most {MOST_OPTIONS} options are taken"
            )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The options in their order, as "US.withdraw"."""
        return tuple(f"{player}.{option}" for player, own in self.options.items() for option in own)

    @cached_property
    def own(self) -> tuple[int, ...]:
        """For each decision maker the sum of the powers of two of its options."""
        ends = np.cumsum([0, *map(len, self.options.values())]).tolist()
        return tuple((1 << end) - (1 << start) for start, end in pairwise(ends))

    @cached_property
    def codes(self) -> NDArray[np.int64]:
        """The binary number of each state, shape (m,), rising."""
        every = np.arange(1 << len(self.names), dtype=np.int64)
        if not self.infeasible:
            return every
        taken = _bits(every, len(self.names))
        return every[~np.any([truth(pattern, taken) for pattern in self.infeasible], axis=0)]

    @property
    def taken(self) -> Flags:
        """Whether an option is taken in a state, shape (options, m)."""
        return _bits(self.codes, len(self.names))

    @cached_property
    def states(self) -> OptionNames:
        """What the states are called: the options taken."""
        return OptionNames(self)

    @property
    def choices(self) -> NDArray[np.int64]:
        """What each decision maker takes in each state, shape (n, m), as numbers that sum to the state's code."""
        return np.array([self.codes & own for own in self.own])

    def state_of(self, code: int) -> int | None:
        """Return the number of the state with a binary number, None where it is infeasible."""
        place = int(np.searchsorted(self.codes, code))
        return place if place < len(self.codes) and self.codes[place] == code else None

    def moves(self) -> tuple[Moves, ...]:
        """Return the moves of each decision maker."""
        return tuple(self._moves(own) for own in self.own)

    def _moves(self, own: int) -> Moves:
        if any(own >> option & 1 for option in self.one_way):
            return self._one_way_moves(own)
        return grouped(self.codes & ~own)

    def _one_way_moves(self, own: int) -> Arcs:
        kept = sum(1 << option for option, way in self.one_way.items() if way == "taken") & own
        gone = sum(1 << option for option, way in self.one_way.items() if way == "dropped") & own
        numbers = np.full(1 << len(self.names), -1, dtype=np.int32)
        numbers[self.codes] = np.arange(len(self.codes), dtype=np.int32)
        sources: list[NDArray[np.int64]] = []
        targets: list[NDArray[np.int32]] = []
        for choice in _subsets(own):
            there = numbers[self.codes & ~own | choice]
            allowed = (self.codes & kept & ~choice == 0) & (~self.codes & gone & choice == 0)
            leaves = np.flatnonzero(allowed & (there >= 0) & (self.codes & own != choice))
            sources.append(leaves)
            targets.append(there[leaves])
        return arcs_between(len(self.codes), np.concatenate(sources), np.concatenate(targets))

    def name(self, code: int) -> str:
        """Return what a state is called: the options taken."""
        return ", ".join(name for place, name in enumerate(self.names) if code >> place & 1) or NOTHING


@dataclass(frozen=True, eq=False)
class OptionNames(Sequence[str]):
    """The names of the states of an option form, each made when it is asked for."""

    form: OptionForm

    def __len__(self) -> int:
        return len(self.form.codes)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(self.form.name(code) for code in self.form.codes[place].tolist())
        return self.form.name(int(self.form.codes[place]))


def _bits(codes: NDArray[np.int64], count: int) -> Flags:
    return np.array([codes >> place & 1 for place in range(count)], dtype=np.bool_).reshape(count, len(codes))


def _subsets(mask: int) -> Iterator[int]:
    """Go through the numbers whose bits are among those of a mask, rising."""
    subset = 0
    while True:
        yield subset
        subset = (subset - mask) & mask
        if subset == 0:
            return
