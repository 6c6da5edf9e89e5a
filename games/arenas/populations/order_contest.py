"""The order contest: the four orders of world politics compete for adherents.

Where x are their shares, order i has

    f_i = v_i - om x_i + sum_{j != i} x_j [rho c_ij - (1 - rho) m_j (1 - c_ij)] - beta m_i sum_{j != i} (1 - c_ij) x_j,

v_i its appeal, m_i its monism, the claim to be order as such (Sakwa 2019), and c_ij = (1 + cosine of the value rows)/2
how close two orders are. An order overreaches by om as it spreads; others recognise it by rho as far as they are close,
or suffer its monism as far as they are not; beta is the backlash that a monist order meets from those unlike it. Shares
sum to 1, so that v_i may be earned against everybody, and every term is linear in x: f = Ax with

    A_ii = v_i - om,    A_ij = v_i + rho c_ij - [(1 - rho) m_j + beta m_i] (1 - c_ij),

so the contest is a matrix game, to which all that is known of matrix games applies. All sizes are judgements.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...orders.matrix import cosine_similarities, of_orders
from ...orders.rows import ORDER_NAMES
from ...parameters import parameter
from ...population import PopulationArena


def closeness(rows: NDArray[Any]) -> NDArray[np.float64]:
    """Return how close orders are, c_ij in [0, 1]: shape (.., 4, 4) for a value matrix of shape (.., 5, 9)."""
    return (1 + cosine_similarities(of_orders(rows))) / 2


def order_contest_payoffs(values: Mapping[str, Any], rows: NDArray[Any]) -> NDArray[np.float64]:
    """Return what an order earns against another one, so that fitness is this matrix times the shares.

    Parameters
    ----------
    values
        A value for each parameter of the order contest, by name: numbers, or arrays of length B.
    rows
        The value matrix, shape (5, 9) or (B, 5, 9).

    Returns
    -------
    ndarray
        Shape (4, 4), [own, other] in the order of the orders, with a leading axis B in a batch. Floats: closeness is
        irrational.
    """
    close = closeness(rows)
    raised = [_number(values, RAISED_BY[order]) if order in RAISED_BY else np.zeros((1, 1)) for order in ORDER_NAMES]
    appeal = _column(values, "appeal") + np.concatenate(np.broadcast_arrays(*raised), axis=-2)
    monism, recognition = _column(values, "monism"), _number(values, "recognition")
    suffered = (1 - recognition) * np.swapaxes(monism, -1, -2) + _number(values, "backlash") * monism
    table = appeal + recognition * close - suffered * (1 - close)
    return np.where(np.eye(len(ORDER_NAMES), dtype=bool), appeal - _number(values, "overreach"), table)


RAISED_BY = {"transformative": "change_from_below", "mercantilist": "grievance", "conservative": "outside_pressure"}
"""Which parameter adds to the appeal of an order."""


def _number(values: Mapping[str, Any], name: str) -> NDArray[np.float64]:
    """Return a parameter, with a row and a column axis."""
    return np.asarray(values[name], dtype=np.float64)[..., None, None]


def _column(values: Mapping[str, Any], kind: str) -> NDArray[np.float64]:
    """Return the parameter of this kind of each order, shape (.., 4, 1)."""
    return np.concatenate(np.broadcast_arrays(*(_number(values, f"{order}_{kind}") for order in ORDER_NAMES)), axis=-2)


ORDER_CONTEST = PopulationArena(
    name="order_contest",
    title="The contest of orders",
    question="Which orders gain adherents in the long run, and does pluralism or the claim to be order itself last?",
    parameters=(
        parameter("liberal_appeal", "v_L", 0.55, 0.45, 0.65, "what the liberal order is worth by itself"),
        parameter("transformative_appeal", "v_T", 0.4, 0.3, 0.5, "what the transformative order is worth by itself"),
        parameter("mercantilist_appeal", "v_M", 0.4, 0.3, 0.5, "what the mercantilist order is worth by itself"),
        parameter("conservative_appeal", "v_K", 0.5, 0.4, 0.6, "what the conservative order is worth by itself"),
        parameter("liberal_monism", "m_L", 0.8, 0.4, 1, "how far it claims to be order as such", "share", "Sakwa 2019"),
        parameter("transformative_monism", "m_T", 0.4, 0.1, 0.7, "how far it claims to be order as such", "share"),
        parameter("mercantilist_monism", "m_M", 0.1, 0, 0.4, "how far it claims to be order as such", "share"),
        parameter("conservative_monism", "m_K", 0.2, 0, 0.5, "how far it claims to be order as such", "share"),
        parameter("overreach", "om", 0.5, 0.1, 0.8, "what an order loses as it spreads", source="Sakwa 2019"),
        parameter("recognition", "rho", 0.3, 0, 1, "how far orders recognise one another", "share"),
        parameter("backlash", "beta", 0, 0, 1, "how far an order's monism is held against it"),
        parameter("grievance", "eta", 0, 0, 0.3, "neglect of grievances, which favours the mercantilist order"),
        parameter(
            "change_from_below",
            "eps",
            0,
            0,
            0.3,
            "weight of climate and society, which favours the transformative order",
        ),
        parameter(
            "outside_pressure", "press", 0, 0, 0.3, "pressure on outsiders, which favours the conservative order"
        ),
        parameter("mutation", "mu", 0.002, 0, 0.02, "rate at which adherents of an order turn to another one", "rate"),
    ),
    mix_name="start",
    mix_meaning="shares of the orders at the beginning",
    reference_mix={
        "liberal": Fraction(7, 10),
        "transformative": Fraction(1, 20),
        "mercantilist": Fraction(1, 10),
        "conservative": Fraction(3, 20),
    },
    source="Sakwa 2019",
)
