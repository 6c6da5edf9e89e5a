"""Designs whose points are listed: a grid of values, what-ifs around a point, a table."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from math import prod
from typing import Any, ClassVar, Self

import numpy as np

from ....games.arrays import Floats
from ....games.errors import InputError
from ....games.numbers import counted
from ....games.scenario.over import Range
from ....games.scenario.scenario import Scenario
from ..columns.games import mix_of
from .design import MOST_POINTS, Design, Points, SensitivityMethod
from .factors import Axis, checked_axes, checked_values, factors, present_value


class Listed(Design):
    """A design of values that are listed beforehand."""

    drawn: ClassVar[bool] = False

    @classmethod
    def of(cls, scenario: Scenario, over: Mapping[str, Any], samples: int | None, seed: int | None) -> Self:
        """Return the design over paths of a scenario; neither samples nor a seed are taken."""
        if samples is not None or seed is not None:
            raise InputError(f"a design of kind {cls.name} takes neither samples nor a seed: its points are listed")
        return cls.listed(scenario, over)

    @classmethod
    def restored(cls, scenario: Scenario, described: Mapping[str, Any]) -> Self:
        """Return the design that `described` describes."""
        return cls.listed(scenario, described["over"])

    @classmethod
    @abstractmethod
    def listed(cls, scenario: Scenario, over: Mapping[str, Any]) -> Self:
        """Return the design of what is listed for each path; errors as in `checked_values`."""


@dataclass(frozen=True, eq=False)
class Grid(Listed):
    """All combinations of the values of each axis, a number or a whole mix; the last axis changes fastest.

    Examples
    --------
    >>> axes = {"a": (("a",), np.array([[0.0], [1.0]])), "b": (("b",), np.array([[5.0], [6.0], [7.0]]))}
    >>> Grid(axes).points(2, 5)
    {'a': array([0., 1., 1.]), 'b': array([7., 5., 6.])}
    """

    name: ClassVar[str] = "grid"
    title: ClassVar[str] = "a grid"
    gridded: ClassVar[bool] = True

    axes: Mapping[str, Axis]

    @classmethod
    def listed(cls, scenario: Scenario, over: Mapping[str, Any]) -> Self:
        """Return the grid of all combinations of values; errors as in `checked_axes`, or if they are too many."""
        axes = checked_axes(scenario, _with_values(cls.name, over))
        points = prod(len(own) for _, own in axes.values())
        if points > MOST_POINTS:
            raise InputError(f"the grid has {counted(points)} points; a design has at most {counted(MOST_POINTS)}")
        return cls(axes)

    @property
    def spans(self) -> dict[str, tuple[float, float]]:
        """The lowest and the highest value of each number that varies."""
        axes = self.axes.values()
        return {path: _ends(own) for paths, values in axes for path, own in zip(paths, values.T, strict=True)}

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
        return {"design": self.name, "over": over}


@dataclass(frozen=True, eq=False)
class OneAtATime(Listed):
    """The base first, and then for each path in turn its values, while all others stay at the base.

    Where a share of a mix moves, other shares of that mix that are in the design keep their proportions.

    Examples
    --------
    >>> OneAtATime({"a": 0.5, "b": 6.0}, {"a": np.array([0.0, 1.0]), "b": np.array([5.0])}).points(0, 4)
    {'a': array([0.5, 0. , 1. , 0.5]), 'b': array([6., 6., 6., 5.])}
    """

    name: ClassVar[str] = "one_at_a_time"
    title: ClassVar[str] = "what-ifs, one number at a time"
    fills: ClassVar[bool] = False
    sensitivity_method: ClassVar[SensitivityMethod | None] = None

    base: Mapping[str, float]
    lists: Mapping[str, Floats]

    @classmethod
    def listed(cls, scenario: Scenario, over: Mapping[str, Any]) -> Self:
        """Return the what-ifs around a scenario's own numbers; None stands for the ends of the range held plausible."""
        asked = {path: _plausible_ends(scenario, path) if own is None else own for path, own in over.items()}
        lists = checked_values(scenario, asked)
        return cls({path: present_value(scenario, path) for path in lists}, lists)

    def around(self, scenario: Scenario, samples: int | None, seed: int | None) -> Design:
        """Return the same what-ifs around a scenario's own numbers."""
        return self.listed(scenario, self.lists)

    @property
    def spans(self) -> dict[str, tuple[float, float]]:
        """The lowest and the highest value of each number that varies, the base among them."""
        return {path: _ends(np.append(values, self.base[path])) for path, values in self.lists.items()}

    @property
    def moves(self) -> tuple[tuple[str, float], ...]:
        """For each row after the first the one path that moves, and to what."""
        return tuple((path, value) for path, values in self.lists.items() for value in values.tolist())

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
        return {"design": self.name, "base": dict(self.base), "over": lists}


@dataclass(frozen=True, eq=False)
class PointTable(Listed):
    """Points that are listed one by one."""

    name: ClassVar[str] = "table"
    title: ClassVar[str] = "points from a table"

    columns: Mapping[str, Floats]

    @classmethod
    def listed(cls, scenario: Scenario, over: Mapping[str, Any]) -> Self:
        """Return the points whose columns are listed.

        Raises
        ------
        InputError
            As in `checked_values`, with the row counted from 1; or if the columns have different lengths.
        """
        checked = checked_values(scenario, _with_values(cls.name, over))
        lengths = {path: len(values) for path, values in checked.items()}
        if len(set(lengths.values())) > 1:
            raise InputError(f"the columns of a table must have one length, got {lengths}")
        return cls(checked)

    @classmethod
    def restored(cls, scenario: Scenario, described: Mapping[str, Any]) -> Self:
        """Refuse what does not hold the points."""
        raise InputError("the points of the study are a table, which the folder does not hold; name its scenario file")

    @property
    def spans(self) -> dict[str, tuple[float, float]]:
        """The lowest and the highest value of each number that varies."""
        return {path: _ends(values) for path, values in self.columns.items()}

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
        return {"design": self.name, "over": list(self.paths), "rows": len(self), "sha256": self.digest}


def _with_values(name: str, over: Mapping[str, Any]) -> Mapping[str, Any]:
    for path, values in over.items():
        if values is None:
            raise InputError(f"{path}: a {name} needs the values that it takes, as in {path}=0:1:11")
        if isinstance(values, Range):
            raise InputError(
                f"{path}: expected K=LO:HI:N, for instance {path}=0:1:101, or a number of samples beside it: the "
                f"points of a {name} are listed, not drawn"
            )
    return over


def _plausible_ends(scenario: Scenario, path: str) -> tuple[float, float]:
    factor = factors(scenario, [path])[0]
    if len(factor.paths) > 1:
        raise InputError(f"{path}: a whole mix cannot be varied one at a time; name its shares")
    return (factor.low, factor.high)


def _ends(values: Floats) -> tuple[float, float]:
    return float(values.min()), float(values.max())
