"""The arguments of a world as they are read: every fault is noted before any is raised."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Fractions
from ..errors import InputError, InputErrors
from ..numbers import counted, number, read_fraction, shown

ROUNDED, NOISE = Fraction(5, 1000), Fraction(1, 10**12)
"""How far decimals may add up to other than 1: as a rounded table does, and as sums of floats do."""

LARGEST = 10**6
"""The greatest size of a number of a world: beyond it floating-point numbers have no digits left for identities."""

MOST_STATES = 5_000


class Ties(NamedTuple):
    """The entries of a network that are not 0: who recognises, who is recognised, with what weight."""

    rows: Any
    columns: Any
    weights: Fractions


class Reading:
    """The arguments of a world as they are read, with the faults found so far."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def stop(self) -> None:
        """Raise the faults, if there are any."""
        if self.faults:
            raise InputErrors(map(InputError, self.faults))

    def array(self, name: str, given: Any, shape: tuple[int | None, ...], lowest: int | None = None) -> Any:
        """Return an array of Fractions of a shape, in which None is any length; None where it cannot be read."""
        read = self._read(name, given)
        if read is None:
            return None
        if read.ndim == 0 and None not in shape:
            read = np.full([length for length in shape if length is not None], read[()], dtype=object)
        fits = read.ndim == len(shape) and all(s in (None, r) for s, r in zip(shape, read.shape, strict=True))
        if not fits:
            wanted = " x ".join("any" if length is None else str(length) for length in shape)
            self.faults.append(f"{name} must have shape {wanted} (states, then orders), got {_shape(read)}")
            return None
        if lowest is not None and (read < lowest).any():
            self.faults.append(f"{name} must not be below {lowest}, got {shown(min(read.flat))}")
        return read

    def _read(self, name: str, given: Any) -> Any:
        try:
            raw = np.asarray(given)
        except ValueError:
            self.faults.append(f"{name} must be a table of numbers with rows of one length, got {shown(given)}")
            return None
        exact = np.empty(raw.shape, dtype=object)
        for place in np.ndindex(raw.shape):
            exact[place] = self.number(f"{name}{list(place) or ''}", raw[place])
        return None if any(entry is None for entry in exact.flat) else exact

    def number(self, name: str, given: Any) -> Fraction | None:
        """Return a number as a Fraction, None where it cannot be read or is beyond `LARGEST`."""
        try:
            read = read_fraction(given)
        except (TypeError, ValueError) as error:
            self.faults.append(f"{name} must be a finite number, {error}")
            return None
        if abs(read) > LARGEST:
            limit = counted(LARGEST)
            self.faults.append(f"{name} must lie between -{limit} and {limit}, got {shown(given)}")
            return None
        return read

    def weight(self, name: str, given: Any) -> Fraction | None:
        """Return a number that is not negative."""
        read = self.number(name, given)
        if read is not None and read < 0:
            self.faults.append(f"{name} must not be negative, got {shown(given)}")
        return read

    def names(self, what: str, names: Sequence[str], count: int) -> Sequence[str]:
        """Return names, of which there are so many, all different."""
        if len(names) != count:
            self.faults.append(f"{what} must name {count}, got {len(names)}")
        twice = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
        self.faults.extend(f"{what}: {shown(name)} stands there twice" for name in twice)
        return names

    def extent(self, theta: Any) -> tuple[int, int]:
        """Return how many states and orders a world of some identities has, whether or not all of them are numbers.

        Raises
        ------
        InputErrors
            With all faults so far, if there are fewer than 2 states, more than `MOST_STATES`, no order, or no table.
        """
        try:
            states, orders = np.shape(theta)
        except ValueError:
            self.stop()
            raise
        if states < 2 or orders < 1:
            self.faults.append(f"a world has at least 2 states and 1 order, got {states} and {orders}")
        if states > MOST_STATES:
            self.faults.append(f"a world has at most {counted(MOST_STATES)} states, got {counted(states)}")
        if not 2 <= states <= MOST_STATES or orders < 1:
            self.stop()
        return states, orders

    def shares(self, names: Sequence[str], given: Any, table: Any) -> Any:
        """Return the identities, whose rows add up to 1."""
        named = [*names, *(f"row {row + 1}" for row in range(len(names), len(table)))]
        rows = zip(named, np.asarray(given), table, strict=False)
        return np.array([self._sum_to_one(f"theta of {name}", raw, row) for name, raw, row in rows], dtype=object)

    def size(self, given: Any, states: int) -> Any:
        """Return positive shares that add up to 1."""
        read = self.array("size", given, (states,))
        if read is None:
            return None
        if (read <= 0).any():
            self.faults.append(f"size must be positive, got {shown(min(read))}")
            return read
        return self._sum_to_one("size", np.asarray(given), read)

    def _sum_to_one(self, what: str, raw: Any, row: Any) -> Any:
        total = sum(row)
        if (row < 0).any():
            self.faults.append(f"{what}: a share must not be negative, got {shown(min(row))}")
        if total == 1:
            return row
        if not any(map(_is_decimal, raw.flat)) or abs(total - 1) > ROUNDED:
            self.faults.append(f"{what}: shares must add up to 1, got {shown(total)}")
            return row
        if abs(total - 1) > NOISE:
            warnings.warn(f"{what}: shares add up to {number(total, 6)} and are divided by it", stacklevel=5)
        return row / total

    def symmetric(self, name: str, given: Any, orders: int) -> Any:
        """Return a symmetric table of orders by orders."""
        read = self.array(name, given, (orders, orders))
        if read is not None and (read != read.T).any():
            self.faults.append(f"{name} must be symmetric")
        return read

    def network(self, given: Any, states: int) -> Ties | None:
        """Return the entries of a network that are not 0."""
        try:
            raw = np.asarray(given)
        except ValueError:
            raw = np.empty(0)
        if raw.shape != (states, states):
            self.faults.append(f"network must have shape {states} x {states} (states, states), got {_shape(raw)}")
            return None
        rows, columns = np.nonzero(raw != "0" if raw.dtype.kind == "U" else raw.astype(bool))
        weights = np.empty(len(rows), dtype=object)
        for place, (row, column) in enumerate(zip(rows, columns, strict=True)):
            weights[place] = self.number(f"network[{row}, {column}]", raw[row, column])
        held = weights.astype(bool)
        rows, columns, weights = rows[held], columns[held], weights[held]
        if (rows == columns).any():
            self.faults.append(f"network: state {rows[rows == columns][0] + 1} has a tie to itself; the diagonal is 0")
        return Ties(rows, columns, weights)


def _is_decimal(given: Any) -> bool:
    return isinstance(given, float | np.floating | Decimal) or (isinstance(given, str) and "/" not in given)


def _shape(array: Any) -> str:
    return " x ".join(map(str, array.shape)) or "a single number"
