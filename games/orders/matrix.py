"""Value matrices as arrays: a row for each order and for the security state, a column for each dimension."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..dimensions import DIMENSION_NAMES, floor_shares
from .rows import ORDERS, ROWS, Row

ValueMatrix = Mapping[str, Mapping[str, Any]]
"""For each row, its integer weight (or another number) on each dimension."""


def default_matrix(rows: Mapping[str, Row] = ROWS) -> ValueMatrix:
    """Return the weights of rows by the names of row and dimension; the cells are Fractions."""
    return {name: {each: Fraction(row.weights[each].value) for each in DIMENSION_NAMES} for name, row in rows.items()}


def value_matrix(rows: Mapping[str, Row] = ROWS) -> NDArray[np.object_]:
    """Return the weights of rows: Fractions, one row each, one column per dimension, shape (5, 9)."""
    return np.array([[row.weights[each].value + Fraction(0) for each in DIMENSION_NAMES] for row in rows.values()])


def of_orders(matrix: NDArray[Any]) -> NDArray[Any]:
    """Return the rows of the four orders, shape (.., 4, 9), of a value matrix of shape (.., 5, 9)."""
    return matrix[..., : len(ORDERS), :]


def normalised(rows: NDArray[Any]) -> NDArray[Any]:
    """Divide each row, along the last axis, by the sum of its absolute values.

    Works on floats, Fractions and SymPy expressions, with any leading axes.
    """
    return rows / np.abs(rows).sum(axis=-1, keepdims=True)


def implied_floors(rows: NDArray[Any]) -> NDArray[Any]:
    """Return the share of each row's weight that lies on each floor, shape (.., 3)."""
    return np.matmul(np.abs(normalised(rows)), floor_shares().astype(rows.dtype))


def cosine_similarities(rows: NDArray[Any]) -> NDArray[np.float64]:
    """Return how alike the rows are, -1 to 1: shape (.., k, k) for rows of shape (.., k, 9)."""
    numbers = rows.astype(np.float64)
    unit = numbers / np.linalg.norm(numbers, axis=-1, keepdims=True)
    return np.matmul(unit, np.swapaxes(unit, -1, -2))
