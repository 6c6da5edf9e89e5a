"""The four operating systems of world order as rows of a value matrix.

Sakwa (2019) describes four coherent sets of norms that contend for world order. Each is a row of integer weights
over the nine dimensions of value, from -4 (shunned) to 4 (sought above all), each with a range, a reason and a
source. `seed` marks a weight whose size or sign the paper supports, `judgement` one that it does not. A row's
weights, divided by the sum of their absolute values, are the coefficients of a linear utility: only proportions
count. Rows are judgements about ideal types, not measurements of states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .dimensions import DIMENSION_NAMES, floor_shares

ValueMatrix = Mapping[str, Mapping[str, Any]]
"""For each order, its integer weight (or another number) on each dimension."""


@dataclass(frozen=True)
class Weight:
    """One cell of the value matrix: its default, its range, what it rests on, why, and where that is found."""

    value: int
    low: Fraction
    high: Fraction
    evidence: Literal["seed", "judgement"]
    reason: str
    source: str


@dataclass(frozen=True)
class Order:
    """One operating system of world order: its row of the value matrix and its own floor weights."""

    name: str
    title: str
    meaning: str
    weights: Mapping[str, Weight]
    floors: Mapping[str, Fraction]

    def row(self) -> tuple[int, ...]:
        """Return the default weights in the order of the dimensions."""
        return tuple(self.weights[name].value for name in DIMENSION_NAMES)


_LIBERAL = 'Sakwa 2019, "Liberal international order"'
_TRANSFORMATIVE = 'Sakwa 2019, "Transformative internationalism"'
_MERCANTILIST = 'Sakwa 2019, "Mercantilist nationalism"'
_CONSERVATIVE = 'Sakwa 2019, "Conservative internationalism"'
_SOLIDARISM = 'Sakwa 2019, "Solidarism, hegemony and neo-revisionism"'
_OWN = "judgement"


def _seed(value: int, low: float, high: float, reason: str, source: str) -> Weight:
    return Weight(value, Fraction(low), Fraction(high), "seed", reason, source)


def _judged(value: int, low: float, high: float, reason: str, source: str = _OWN) -> Weight:
    return Weight(value, Fraction(low), Fraction(high), "judgement", reason, source)


def _floors(top: str, middle: str, ground: str) -> Mapping[str, Fraction]:
    return {"top": Fraction(top), "middle": Fraction(middle), "ground": Fraction(ground)}


ORDERS: Mapping[str, Order] = {
    "liberal": Order(
        "liberal",
        "Liberal internationalism",
        "universal rules and open exchange, expansive, led by the West",
        {
            "gain": _seed(3, 2, 4, "universal rules go with open exchange", _LIBERAL),
            "relative_gain": _judged(0, -1, 1, "an open order is a positive-sum one, by implication"),
            "autonomy": _judged(1, 0, 2, "sovereignty may be pooled, by implication"),
            "governance": _seed(3, 2, 4, "it builds the shared bodies and claims them as its own", _LIBERAL),
            "primacy": _seed(3, 2, 4, "it equates itself with order as such; hegemony radicalised it", _LIBERAL),
            "promotion": _seed(3, 2, 4, "it spreads its norms; it is expansive by nature", _LIBERAL),
            "status": _judged(1, 0, 2, "recognition matters less to the one who grants it"),
            "security": _judged(2, 1, 3, "a military sub-order belongs to it", _LIBERAL),
            "commons": _judged(1, 0, 3, "rights and environment are on its agenda, not at its centre"),
        },
        _floors("0.35", "0.45", "0.20"),
    ),
    "transformative": Order(
        "transformative",
        "Transformative internationalism",
        "change from below: society and climate first, growth rethought",
        {
            "gain": _seed(0, -2, 2, "models of growth are to be rethought", _TRANSFORMATIVE),
            "relative_gain": _judged(0, -1, 0.5, "a negative weight would make it enjoy paying costs"),
            "autonomy": _judged(1, 0, 2, "self-rule of peoples, by implication"),
            "governance": _seed(3, 2, 4, "it presses for change in how the world is governed", _TRANSFORMATIVE),
            "primacy": _judged(-2, -3, 0, "against blocs and hegemony, by implication", _TRANSFORMATIVE),
            "promotion": _seed(2, 1, 4, "it advances universal norms of its own", _SOLIDARISM),
            "status": _judged(0, 0, 1, "rank among states is not its concern"),
            "security": _seed(2, 1, 3, "peace movements act against militarism", _TRANSFORMATIVE),
            "commons": _seed(4, 3, 4, "climate and society come first", _TRANSFORMATIVE),
        },
        _floors("0.30", "0.15", "0.55"),
    ),
    "mercantilist": Order(
        "mercantilist",
        "Mercantilist nationalism",
        "a contest for market share in which the strong get stronger; institutions are a nuisance",
        {
            "gain": _seed(2, 1, 4, "the nation's prosperity is the aim", _MERCANTILIST),
            "relative_gain": _seed(4, 3, 4, "trade is a battle for market share that one side wins", _MERCANTILIST),
            "autonomy": _seed(4, 3, 4, "agencies and alliances only constrain", _MERCANTILIST),
            "governance": _seed(
                -1, -3, 0, "shared bodies are a nuisance (the sign; the size is judged)", _MERCANTILIST
            ),
            "primacy": _seed(3, 2, 4, "national greatness", _MERCANTILIST),
            "promotion": _seed(0, -1, 0, "it has no need to spread values", _MERCANTILIST),
            "status": _judged(1, 0, 2, "respect is welcome, co-management is not sought"),
            "security": _seed(2, 1, 3, "it made its peace with the security state", _MERCANTILIST),
            "commons": _judged(-1, -2, 0, "environmental bodies fall under the nuisance"),
        },
        _floors("0", "1", "0"),
    ),
    "conservative": Order(
        "conservative",
        "Conservative (sovereign) internationalism",
        "sovereign states that manage shared institutions as equals",
        {
            "gain": _seed(2, 1, 3, "development is an aim of state", _CONSERVATIVE),
            "relative_gain": _judged(1, 0, 2, "a concern for the balance of power"),
            "autonomy": _seed(4, 3, 4, "sovereign decision is its pillar", _CONSERVATIVE),
            "governance": _seed(3, 2, 4, "a normative commitment to shared bodies, more than a use", _CONSERVATIVE),
            "primacy": _seed(0, -1, 1, "it accepts the primacy of others and seeks none", _SOLIDARISM),
            "promotion": _seed(0, -2, 1, "it rejects receiving norms; its own promotion is ambiguous", _CONSERVATIVE),
            "status": _seed(4, 3, 4, "co-managers, never subalterns", f"{_SOLIDARISM}; Paikin 2020"),
            "security": _seed(3, 2, 4, "an enlarging alliance reads as a threat", _SOLIDARISM),
            "commons": _seed(1, 0, 2, "it recognises climate governance", _CONSERVATIVE),
        },
        _floors("0.38", "0.55", "0.07"),
    ),
}
ORDER_NAMES = tuple(ORDERS)

LIBERAL_PHASES: Mapping[str, Mapping[str, int]] = {
    "1945-89": {"primacy": 2, "promotion": 2, "security": 4},
    "1989-2014": {"primacy": 4, "promotion": 4},
    "after 2014": {"primacy": 4, "promotion": 2, "security": 3},
}
"""How the liberal row differs by period (Sakwa 2019, "Liberal international order"): cells to put in its place."""


def value_matrix() -> NDArray[np.object_]:
    """Return the default value matrix: Fractions, one row per order, one column per dimension, shape (4, 9)."""
    return np.array([[Fraction(cell) for cell in order.row()] for order in ORDERS.values()])


def default_matrix() -> ValueMatrix:
    """Return the default value matrix by the names of orders and dimensions; the cells are Fractions."""
    return {
        order: dict(zip(DIMENSION_NAMES, row, strict=True)) for order, row in zip(ORDERS, value_matrix(), strict=True)
    }


def normalised(rows: NDArray[Any]) -> NDArray[Any]:
    """Divide each row, along the last axis, by the sum of its absolute values.

    Works on floats, Fractions and SymPy expressions, with any leading axes.
    """
    return rows / np.abs(rows).sum(axis=-1, keepdims=True)


def implied_floors(rows: NDArray[Any]) -> NDArray[Any]:
    """Return the share of each row's weight that lies on each floor, shape (.., 3)."""
    return np.matmul(np.abs(normalised(rows)), floor_shares().astype(rows.dtype))


def cosine_similarities(rows: NDArray[Any]) -> NDArray[np.float64]:
    """Return how alike the rows are, -1 to 1: shape (.., 4, 4) for rows of shape (.., 4, 9)."""
    numbers = rows.astype(np.float64)
    unit = numbers / np.linalg.norm(numbers, axis=-1, keepdims=True)
    return np.matmul(unit, np.swapaxes(unit, -1, -2))


def weight_cells() -> Iterator[tuple[Order, str, Weight]]:
    """Go through the value matrix cell by cell: the order, the dimension, the weight."""
    for order in ORDERS.values():
        for name in DIMENSION_NAMES:
            yield order, name, order.weights[name]
