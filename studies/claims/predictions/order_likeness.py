"""What the papers imply about the value matrix itself: which orders value alike.

Likeness is the cosine of two rows, from -1 to 1. That conservatives can side with liberals against mercantilists rests
on two gaps: liberals must be nearer to conservatives than to mercantilists, and so must conservatives to liberals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....games.orders.matrix import cosine_similarities
from ....games.orders.rows import ORDER_NAMES
from ....solvers.best_replies import TIE
from ..prediction import Prediction
from ..worlds.model import Input, Values
from ..worlds.plausible_worlds import as_matrices, weight_inputs

Likeness = NDArray[np.float64]
"""The cosines of all pairs of orders in each world, shape (B, 4, 4)."""


@dataclass(frozen=True)
class _ValueMatrix:
    """The value matrix, every cell uncertain."""

    name: str = "orders"

    @property
    def inputs(self) -> tuple[Input, ...]:
        return weight_inputs()

    def worlds(self, values: Values) -> Likeness:
        return cosine_similarities(as_matrices(values))


_MODEL = _ValueMatrix()


def _nearer(order: str, near: str, far: str) -> Callable[[Likeness], NDArray[np.bool_]]:
    """Return the test that an order values more like one order than like another."""
    own, first, second = (ORDER_NAMES.index(name) for name in (order, near, far))
    return lambda likeness: likeness[:, own, first] > likeness[:, own, second] + TIE


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Liberals value more like conservatives than like mercantilists.",
        ("C06", "C39"),
        _nearer("liberal", "conservative", "mercantilist"),
    ),
    Prediction(
        _MODEL,
        2,
        "Transformatives value more like conservatives than like mercantilists.",
        ("C06", "C39"),
        _nearer("transformative", "conservative", "mercantilist"),
    ),
    Prediction(
        _MODEL,
        3,
        "Liberals value more like transformatives than like mercantilists.",
        ("C06", "C39"),
        _nearer("liberal", "transformative", "mercantilist"),
    ),
    Prediction(
        _MODEL,
        4,
        "Conservatives value more like liberals than like mercantilists.",
        ("C06", "C25", "C39"),
        _nearer("conservative", "liberal", "mercantilist"),
    ),
)
