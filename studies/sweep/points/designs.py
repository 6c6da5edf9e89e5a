"""Designs: the points of a sweep as a function of their numbers.

A design never holds its points. It gives rows `start` to `stop` when asked, each a function of its own number alone, so
that the result does not depend on how the rows are cut into chunks, and a design of a million points takes no room.
Here are those whose values are listed beforehand; `samples` has those that are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from math import prod
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ....games.errors import InputError
from ....games.numbers import counted
from ....games.scenario.scenario import Scenario
from ..columns.games import mix_of
from .factors import Axis, Values, checked_axes, checked_values, present_value

Floats = NDArray[np.float64]

MOST_POINTS = 2**40

Points = dict[str, Floats]
"""For each path its values, arrays of one length."""


class Design(Protocol):
    """Points of a sweep: frozen, picklable, and a function of the row numbers."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the numbers that vary, in full."""
        ...

    def __len__(self) -> int: ...

    def points(self, start: int, stop: int) -> Points:
        """Return rows start, .., stop - 1."""
        ...

    def described(self) -> dict[str, Any]:
        """Return all that determines the points, as plain values for JSON."""
        ...


@dataclass(frozen=True, eq=False)
class Grid:
    """All combinations of the values of each axis, a number or a whole mix; the last axis changes fastest.

    Examples
    --------
    >>> axes = {"a": (("a",), np.array([[0.0], [1.0]])), "b": (("b",), np.array([[5.0], [6.0], [7.0]]))}
    >>> Grid(axes).points(2, 5)
    {'a': array([0., 1., 1.]), 'b': array([7., 5., 6.])}
    """

    axes: Mapping[str, Axis]

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the numbers that vary, in full."""
        return tuple(path for paths, _ in self.axes.values() for path in paths)

    def __len__(self) -> int:
        return prod(len(values) for _, values in self.axes.values())

    def points(self, start: int, stop: int) -> Points:
        """Return rows start, .., stop - 1."""
        rows, columns = np.arange(start, stop), dict[str, Floats]()
        for paths, values in reversed(list(self.axes.values())):
            rows, place = np.divmod(rows, len(values))
            columns |= zip(paths, values[place].T, strict=True)
        return {path: columns[path] for path in self.paths}

    def described(self) -> dict[str, Any]:
        """Return all that determines the points, as plain values for JSON."""
        over = {
            name: values[:, 0].tolist() if len(paths) == 1 else np.unique(values).tolist()
            for name, (paths, values) in self.axes.items()
        }
        return {"design": "grid", "over": over}


@dataclass(frozen=True, eq=False)
class OneAtATime:
    """The base first, and then for each path in turn its values, while all others stay at the base.

    Where a share of a mix moves, other shares of that mix that are in the design keep their proportions.

    Examples
    --------
    >>> OneAtATime({"a": 0.5, "b": 6.0}, {"a": np.array([0.0, 1.0]), "b": np.array([5.0])}).points(0, 4)
    {'a': array([0.5, 0. , 1. , 0.5]), 'b': array([6., 6., 6., 5.])}
    """

    base: Mapping[str, float]
    lists: Mapping[str, Floats]

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the numbers that vary, in full."""
        return tuple(self.lists)

    def __len__(self) -> int:
        return 1 + sum(len(values) for values in self.lists.values())

    def points(self, start: int, stop: int) -> Points:
        """Return rows start, .., stop - 1."""
        columns, first = {path: np.full(stop - start, self.base[path]) for path in self.lists}, 1
        for path, values in self.lists.items():
            low, high = max(start, first), min(stop, first + len(values))
            if low < high:
                rows, moved = slice(low - start, high - start), values[low - first : high - first]
                for other in self._others_of_its_mix(path):
                    columns[other][rows] *= (1 - moved) / (1 - self.base[path])
                columns[path][rows] = moved
            first += len(values)
        return columns

    def _others_of_its_mix(self, path: str) -> list[str]:
        """Return the other shares in the design that give way where a share moves; a whole of 1 leaves nothing to."""
        mix = mix_of(path)
        if mix is None or self.base[path] == 1:
            return []
        return [other for other in self.lists if other != path and mix_of(other) == mix]

    def described(self) -> dict[str, Any]:
        """Return all that determines the points, as plain values for JSON."""
        lists = {path: values.tolist() for path, values in self.lists.items()}
        return {"design": "one_at_a_time", "base": dict(self.base), "over": lists}


@dataclass(frozen=True, eq=False)
class Table:
    """Points that are listed one by one; `source` says where they come from."""

    columns: Mapping[str, Floats]
    source: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the numbers that vary, in full."""
        return tuple(self.columns)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def points(self, start: int, stop: int) -> Points:
        """Return rows start, .., stop - 1."""
        return {path: values[start:stop] for path, values in self.columns.items()}

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the numbers, column by column."""
        digest = sha256()
        for values in self.columns.values():
            digest.update(np.ascontiguousarray(values, dtype="<f8").tobytes())
        return digest.hexdigest()

    def described(self) -> dict[str, Any]:
        """Return all that determines the points, as plain values for JSON."""
        return {"design": "table", "over": list(self.paths), "rows": len(self), "sha256": self.digest}


def table(scenario: Scenario, columns: Values, source: str = "") -> Table:
    """Return points that are listed one by one: for each path an array, all of one length.

    Raises
    ------
    InputError
        As in `checked_values`, with the row counted from 1; or if the columns have different lengths.
    """
    checked = checked_values(scenario, columns)
    lengths = {path: len(values) for path, values in checked.items()}
    if len(set(lengths.values())) > 1:
        raise InputError(f"the columns of a table must have one length, got {lengths}")
    return Table(checked, source)


def grid(scenario: Scenario, values: Values) -> Grid:
    """Return the grid of all combinations of values.

    Raises
    ------
    InputError
        As in `checked_axes`, or if there are more than `MOST_POINTS` combinations.
    """
    axes = checked_axes(scenario, values)
    points = prod(len(own) for _, own in axes.values())
    if points > MOST_POINTS:
        raise InputError(f"the grid has {counted(points)} points; a design has at most {counted(MOST_POINTS)}")
    return Grid(axes)


def one_at_a_time(scenario: Scenario, values: Values) -> OneAtATime:
    """Return the list of what-ifs around a scenario's own numbers; errors as in `checked_values`."""
    lists = checked_values(scenario, values)
    return OneAtATime({path: present_value(scenario, path) for path in lists}, lists)
