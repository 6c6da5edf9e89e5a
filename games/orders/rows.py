"""The four operating systems of world order, and the security state, as rows of a value matrix.

Sakwa (2019) describes four coherent sets of norms that contend for world order. Each is a row of integer weights
over the nine dimensions of value, from -4 (shunned) to 4 (sought above all), each with a range, a reason and a
source. `seed` marks a weight whose size or sign the paper supports, `judgement` one that it does not; the first may
be off by 1, the second by 1.5. A row's weights, divided by the sum of their absolute values, are the coefficients of
a linear utility: only proportions count. Rows are judgements about ideal types, not measurements of states.

The security state is no order but an actor within states that pulls at what they seek (Sakwa 2019, section
"Mercantilist nationalism"): it has a row so that a state may lean to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ..dimensions import DIMENSION_NAMES

Evidence = Literal["seed", "judgement"]

HALF_WIDTHS: Mapping[Evidence, Fraction] = {"seed": Fraction(1), "judgement": Fraction(3, 2)}
"""By how much a weight may be off, by what it rests on."""

LARGEST_WEIGHT = 4
"""Weights are written on the scale -4 to 4; their ranges reach past its ends."""


@dataclass(frozen=True)
class Weight:
    """One cell of the value matrix: its default, its range, what it rests on, why, and where that is found."""

    value: int | Fraction
    low: Fraction
    high: Fraction
    evidence: Evidence
    reason: str
    source: str


def weight(value: int, evidence: Evidence, reason: str, source: str) -> Weight:
    """Return a cell whose range follows from what it rests on."""
    off = HALF_WIDTHS[evidence]
    return Weight(value, value - off, value + off, evidence, reason, source)


@dataclass(frozen=True)
class Row:
    """A row of the value matrix: what an order, or the security state, seeks.

    `floors` are the weights of the three floors as judged by themselves; empty where nothing is judged of them.
    """

    name: str
    title: str
    meaning: str
    weights: Mapping[str, Weight]
    floors: Mapping[str, Fraction]

    def values(self) -> tuple[int | Fraction, ...]:
        """Return the default weights in the order of the dimensions."""
        return tuple(self.weights[name].value for name in DIMENSION_NAMES)


_LIBERAL = 'Sakwa 2019, "Liberal international order"'
_TRANSFORMATIVE = 'Sakwa 2019, "Transformative internationalism"'
_MERCANTILIST = 'Sakwa 2019, "Mercantilist nationalism"'
_CONSERVATIVE = 'Sakwa 2019, "Conservative internationalism"'
_SOLIDARISM = 'Sakwa 2019, "Solidarism, hegemony and neo-revisionism"'


def _seed(value: int, reason: str, source: str) -> Weight:
    return weight(value, "seed", reason, source)


def _judged(value: int, reason: str, source: str = "judgement") -> Weight:
    return weight(value, "judgement", reason, source)


def _floors(top: str, middle: str, ground: str) -> Mapping[str, Fraction]:
    return {"top": Fraction(top), "middle": Fraction(middle), "ground": Fraction(ground)}


ORDERS: Mapping[str, Row] = {
    "liberal": Row(
        "liberal",
        "Liberal internationalism",
        "universal rules and open exchange, expansive, led by the West",
        {
            "gain": _seed(3, "universal rules go with open exchange", _LIBERAL),
            "relative_gain": _judged(0, "an open order is a positive-sum one, by implication"),
            "autonomy": _judged(1, "sovereignty may be pooled, by implication"),
            "governance": _seed(3, "it builds the shared bodies and claims them as its own", _LIBERAL),
            "primacy": _seed(3, "it equates itself with order as such; hegemony radicalised it", _LIBERAL),
            "promotion": _seed(3, "it spreads its norms; it is expansive by nature", _LIBERAL),
            "status": _judged(1, "recognition matters less to the one who grants it"),
            "security": _judged(2, "a military sub-order belongs to it", _LIBERAL),
            "commons": _judged(1, "rights and environment are on its agenda, not at its centre"),
        },
        _floors("0.35", "0.45", "0.20"),
    ),
    "transformative": Row(
        "transformative",
        "Transformative internationalism",
        "change from below: society and climate first, growth rethought",
        {
            "gain": _seed(0, "models of growth are to be rethought", _TRANSFORMATIVE),
            "relative_gain": _judged(0, "a negative weight would make it enjoy paying costs"),
            "autonomy": _judged(1, "self-rule of peoples, by implication"),
            "governance": _seed(3, "it presses for change in how the world is governed", _TRANSFORMATIVE),
            "primacy": _judged(-2, "against blocs and hegemony, by implication", _TRANSFORMATIVE),
            "promotion": _seed(2, "it advances universal norms of its own", _SOLIDARISM),
            "status": _judged(0, "rank among states is not its concern"),
            "security": _seed(2, "peace movements act against militarism", _TRANSFORMATIVE),
            "commons": _seed(4, "climate and society come first", _TRANSFORMATIVE),
        },
        _floors("0.30", "0.15", "0.55"),
    ),
    "mercantilist": Row(
        "mercantilist",
        "Mercantilist nationalism",
        "a contest for market share in which the strong get stronger; institutions are a nuisance",
        {
            "gain": _seed(2, "the nation's prosperity is the aim", _MERCANTILIST),
            "relative_gain": _seed(4, "trade is a battle for market share that one side wins", _MERCANTILIST),
            "autonomy": _seed(4, "agencies and alliances only constrain", _MERCANTILIST),
            "governance": _seed(-1, "shared bodies are a nuisance (the sign; the size is judged)", _MERCANTILIST),
            "primacy": _seed(3, "national greatness", _MERCANTILIST),
            "promotion": _seed(0, "it has no need to spread values", _MERCANTILIST),
            "status": _judged(1, "respect is welcome, co-management is not sought"),
            "security": _seed(2, "it made its peace with the security state", _MERCANTILIST),
            "commons": _judged(-1, "environmental bodies fall under the nuisance"),
        },
        _floors("0", "1", "0"),
    ),
    "conservative": Row(
        "conservative",
        "Conservative (sovereign) internationalism",
        "sovereign states that manage shared institutions as equals",
        {
            "gain": _seed(2, "development is an aim of state", _CONSERVATIVE),
            "relative_gain": _judged(1, "a concern for the balance of power"),
            "autonomy": _seed(4, "sovereign decision is its pillar", _CONSERVATIVE),
            "governance": _seed(3, "a normative commitment to shared bodies, more than a use", _CONSERVATIVE),
            "primacy": _seed(0, "it accepts the primacy of others and seeks none", _SOLIDARISM),
            "promotion": _judged(0, "it rejects receiving norms; its own promotion is ambiguous", _CONSERVATIVE),
            "status": _seed(4, "co-managers, never subalterns", f"{_SOLIDARISM}; Paikin 2020"),
            "security": _seed(3, "an enlarging alliance reads as a threat", _SOLIDARISM),
            "commons": _seed(1, "it recognises climate governance", _CONSERVATIVE),
        },
        _floors("0.38", "0.55", "0.07"),
    ),
}
ORDER_NAMES = tuple(ORDERS)

SECURITY_STATE = Row(
    "security_state",
    "The security state",
    "the military and security apparatus, an actor within states and no order",
    {
        "gain": _judged(0, "prosperity is others' business"),
        "relative_gain": _judged(1, "a rival's growth is a rival's strength"),
        "autonomy": _judged(2, "freedom of action, by implication"),
        "governance": _judged(0, "shared bodies are others' business"),
        "primacy": _seed(4, "it keeps up the reach of the state that it serves", _MERCANTILIST),
        "promotion": _judged(1, "norms are useful, not its aim"),
        "status": _judged(0, "rank among states is not its concern"),
        "security": _seed(4, "the contest of arms is what it lives for", _SOLIDARISM),
        "commons": _judged(0, "climate and society are others' business"),
    },
    {},
)

ROWS: Mapping[str, Row] = {**ORDERS, SECURITY_STATE.name: SECURITY_STATE}
"""All that an actor may lean to: the four orders and the security state."""

ROW_NAMES = tuple(ROWS)

LIBERAL_PHASES: Mapping[str, Mapping[str, int]] = {
    "1945-89": {"primacy": 2, "promotion": 2, "security": 4},
    "1989-2014": {"primacy": 4, "promotion": 4},
    "after 2014": {"primacy": 4, "promotion": 2, "security": 3},
}
"""How the liberal row differs by period (Sakwa 2019, "Liberal international order"): cells to put in its place."""


def weight_cells(rows: Mapping[str, Row] = ROWS) -> Iterator[tuple[Row, str, Weight]]:
    """Go through the value matrix cell by cell: the row, the dimension, the weight."""
    for row in rows.values():
        for name in DIMENSION_NAMES:
            yield row, name, row.weights[name]
