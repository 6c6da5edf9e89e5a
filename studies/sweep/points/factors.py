"""What varies in a sweep: single numbers over a range, and whole mixes over the simplex of orders.

Both are images of the unit cube, so that every sample of the cube gives a sample of scenarios. A number runs evenly
from its lowest to its highest value. A mix of m orders takes m - 1 coordinates, and evenly spread coordinates give
evenly spread mixes: share j is 1 - (1 - u_j)^(1 / (m - j)) of what the shares before it have left (Rosenblatt 1952, for
the flat Dirichlet distribution; Devroye 1986, XI.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ....games.arrays import Floats
from ....games.errors import InputError, unknown
from ....games.numbers import read_fraction, rounded
from ....games.orders.rows import ORDER_NAMES
from ....games.repeated.repetition import Repetition
from ....games.scenario.over import refuse_range
from ....games.scenario.paths import canonical
from ....games.scenario.scenario import Scenario
from ...thresholds.variables import variable
from ..columns.games import ON_SIMPLEX, mix_of

MOST_MIXES = 40**4
"""Combinations of shares that are gone through for the mixes of a grid."""

SIMPLEX = "simplex"
"""Stands for the range of a whole mix in what a design describes."""


@dataclass(frozen=True)
class Factor:
    """A number over a range, or a mix over the simplex.

    Attributes
    ----------
    name
        The path in full: of the number, or of the mix as a whole.
    paths
        The paths of the numbers that vary with it: itself, or the shares of all orders.
    low, high
        The ends of the range; 0 and 1 for a mix.
    """

    name: str
    paths: tuple[str, ...]
    low: float
    high: float

    @property
    def units(self) -> int:
        """How many coordinates of the unit cube it takes."""
        return max(len(self.paths) - 1, 1)

    def values(self, units: Floats) -> dict[str, Floats]:
        """Return the values at points of the unit cube, (k, units): for each path an array of shape (k,)."""
        columns = np.ascontiguousarray(units.T)
        if len(self.paths) == 1:
            return {self.paths[0]: self.low + (self.high - self.low) * columns[0]}
        shares, rest = [], np.ones(len(units))
        for place, column in enumerate(columns):
            left = rest * (1 - column) ** (1 / (len(columns) - place))
            shares.append(rest - left)
            rest = left
        return dict(zip(self.paths, (*shares, rest), strict=True))

    def described(self) -> Any:
        """Return the range as plain values."""
        return [self.low, self.high] if len(self.paths) == 1 else SIMPLEX


def factors(scenario: Scenario, over: Mapping[str, Sequence[Any] | None] | Iterable[str]) -> tuple[Factor, ...]:
    """Return what is to vary, in the order given: paths with the lowest and the highest value of each.

    None, or the paths alone, stand for the ranges held plausible. A path that ends in "orders", such as US.orders,
    stands for an actor's whole mix and takes no range.

    Raises
    ------
    InputError
        If nothing is to vary, a path is unknown or comes twice, or a range is empty, reversed or out of bounds.
    """
    asked = over if isinstance(over, Mapping) else dict.fromkeys(over)
    varied = tuple(_factor(scenario, path, between) for path, between in asked.items())
    _check_names(list(asked), [factor.paths for factor in varied])
    return varied


def checked_values(scenario: Scenario, values: Mapping[str, ArrayLike]) -> dict[str, Floats]:
    """Return the values by their paths in full, or refuse them.

    Raises
    ------
    InputError
        If nothing is to vary, a path is unknown or comes twice, or a value is no finite number or out of bounds.
    """
    full = [varying_path(scenario, path) for path in values]
    _check_names(list(values), [(path,) for path in full])
    return {name: _column(scenario, path, own) for name, (path, own) in zip(full, values.items(), strict=True)}


Axis = tuple[tuple[str, ...], Floats]
"""The paths that vary together, and the values that they take, shape (k, paths)."""


def checked_axes(scenario: Scenario, values: Mapping[str, ArrayLike]) -> dict[str, Axis]:
    """Return the axes of a grid by their paths in full; errors as in `checked_values`.

    A path that ends in "orders" stands for an actor's whole mix: it takes all mixes in which every share is one of the
    values.
    """
    together = {
        path: _factor(scenario, path, None).paths if _whole_mix(scenario, path) else (varying_path(scenario, path),)
        for path in values
    }
    _check_names(list(values), list(together.values()))
    return {
        canonical(scenario, path): (
            paths,
            _column(scenario, path, values[path])[:, None]
            if len(paths) == 1
            else _mixes(path, np.unique(_column(scenario, f"{path}.{ORDER_NAMES[0]}", values[path]))),
        )
        for path, paths in together.items()
    }


def _mixes(path: str, levels: Floats) -> Floats:
    """Return all mixes of the orders whose shares are levels, the last share changing fastest, shape (k, 4)."""
    steps = len(levels) ** len(ORDER_NAMES)
    if steps > MOST_MIXES:
        raise InputError(f"{path}: {len(levels)} values of each share make too many mixes; at most 40 are taken")
    combined = np.stack(np.meshgrid(*[levels] * len(ORDER_NAMES), indexing="ij"), axis=-1).reshape(steps, -1)
    mixes = combined[np.abs(combined.sum(axis=1) - 1) <= ON_SIMPLEX]
    if not len(mixes):
        raise InputError(f"{path}: no mix of these shares sums to 1")
    return mixes


def _whole_mix(scenario: Scenario, path: str) -> bool:
    full = canonical(scenario, path)
    return full.startswith("actors.") and full.endswith(".orders")


def varying_path(scenario: Scenario, path: str) -> str:
    """Return a path in full, if the columns of a sweep depend on the number there.

    Raises
    ------
    InputError
        If the path is unknown, or nothing depends on it.
    """
    full = canonical(scenario, path)
    head, *rest = full.split(".")
    if head != "repeated":
        return variable(scenario, path, (0, 1)).path
    known = [field.name for field in fields(Repetition) if field.name != "misperception"]
    if rest not in ([name] for name in known):
        raise InputError(f"{path}: {unknown('setting of repeated that can be swept', '.'.join(rest), known)}")
    return full


def present_value(scenario: Scenario, full: str) -> float:
    """Return the number that a scenario has at a path from `varying_path`."""
    head, *rest = full.split(".")
    if head == "repeated":
        return float(getattr(scenario.repeated or Repetition(), rest[0]))
    return float(variable(scenario, full, (0, 1)).current)


def _factor(scenario: Scenario, path: str, between: Sequence[Any] | None) -> Factor:
    full = canonical(scenario, path)
    if _whole_mix(scenario, path):
        scenario.replace({path: ORDER_NAMES[0]})
        if between is not None:
            raise InputError(f"{path}: a whole mix varies over the simplex of orders and takes no range")
        return Factor(full, tuple(f"{full}.{order}" for order in ORDER_NAMES), 0.0, 1.0)
    full = varying_path(scenario, path)
    low, high = _declared(scenario, path) if between is None else _ends(path, between)
    for end in (low, high):
        _check_value(scenario, path, end)
    return Factor(full, (full,), low, high)


def _declared(scenario: Scenario, path: str) -> tuple[float, float]:
    if canonical(scenario, path).startswith("repeated."):
        raise InputError(f"{path}: has no range of its own; give one, as in {path}=0:0.5")
    known = variable(scenario, path)
    return float(known.low), float(known.high)


def _ends(path: str, between: Sequence[Any]) -> tuple[float, float]:
    if np.ndim(between) != 1 or len(between) != 2:
        raise InputError(f"{path}: expected a range, its lowest and its highest value, got {np.size(between)} values")
    try:
        low, high = (float(read_fraction(end)) for end in between)
    except (TypeError, ValueError) as error:
        raise InputError(f"{path}: expected a range of two numbers, {error}") from None
    refuse_range(path, low, high)
    return low, high


def _column(scenario: Scenario, path: str, values: ArrayLike) -> Floats:
    try:
        given = np.ravel(values)
        plain = given if given.dtype.kind in "iuf" else [read_fraction(own) for own in given.tolist()]
        column = np.array(plain, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"{path}: expected numbers, {error}") from None
    if not len(column):
        raise InputError(f"{path}: expected at least one value, got none")
    for row in (int(column.argmin()), int(column.argmax())):
        try:
            _check_value(scenario, path, float(column[row]))
        except InputError as error:
            raise InputError(f"{error}, in row {row + 1}" if len(column) > 1 else str(error)) from None
    return column


def _check_value(scenario: Scenario, path: str, value: float) -> None:
    """Refuse a number that cannot stand at a path; shares are put together later."""
    if not np.isfinite(value):
        raise InputError(f"{path}: expected finite numbers, got {value}")
    full = canonical(scenario, path)
    if mix_of(full) is not None:
        if not 0 <= value <= 1:
            raise InputError(f"{path}: must lie in [0, 1], got {rounded(value)}")
    elif not full.startswith("game.payoffs."):  # where any number can stand
        scenario.replace({path: value})


def _check_names(given: Sequence[str], full: Sequence[tuple[str, ...]]) -> None:
    if not given:
        raise InputError("a sweep needs at least one path to vary")
    seen: dict[str, str] = {}
    for path, own in zip(given, full, strict=True):
        for name in own:
            if name in seen:
                raise InputError(f"{path}: is given twice, also as {seen[name]}: both set {name}")
            seen[name] = path
