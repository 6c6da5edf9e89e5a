"""Population games: not a few states that choose, but many actors, each with one order, whose shares change.

In the *order contest* the four orders of world politics compete for adherents. Where x are their shares, order i has

    f_i = v_i - om x_i + sum_{j != i} x_j [rho c_ij - (1 - rho) m_j (1 - c_ij)] - beta m_i sum_{j != i} (1 - c_ij) x_j,

v_i its appeal, m_i its monism, the claim to be order as such (Sakwa 2019), and c_ij = (1 + cosine of the value rows)/2
how close two orders are. An order overreaches by om as it spreads; others recognise it by rho as far as they are close,
or suffer its monism as far as they are not; beta is the backlash that a monist order meets from those unlike it. Shares
sum to 1, so that v_i may be earned against everybody, and every term is linear in x: f = Ax with

    A_ii = v_i - om,    A_ij = v_i + rho c_ij - [(1 - rho) m_j + beta m_i] (1 - c_ij),

so the contest is a matrix game, to which all that is known of matrix games applies.

In *magnet or repellent* neighbours of an aligned pair of powers join it or stay apart. Joining is worth a + b y where a
share y has joined:

    a = w_gain g - (1 - rho)(w_sec tau + w_aut kap) - w_sec psi,    b = th (w_gov + 3/10 w_stat),

w being the neighbour's value weights (Paikin 2020 leaves open which of the two the pair is). All sizes are judgements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .actors import Shares
from .arena import ArenaGame
from .dimensions import POSITION
from .errors import InputError, unknown
from .orders import ORDER_NAMES, cosine_similarities
from .parameters import Parameter, parameter


@dataclass(frozen=True)
class PopulationArena:
    """A family of population games.

    Attributes
    ----------
    mix_name, mix_meaning
        What a scenario's shares of the orders are called, and what they are shares of.
    reference_mix
        The shares where a scenario gives none.
    """

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    mix_name: str
    mix_meaning: str
    reference_mix: Mapping[str, Fraction]
    source: str

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by its name or its symbol.

        Raises
        ------
        InputError
            If there is no such parameter.
        """
        for known in self.parameters:
            if name in (known.name, known.symbol):
                return known
        raise InputError(unknown(f"parameter of {self.name}", name, (known.name for known in self.parameters)))


@dataclass(frozen=True)
class PopulationGame:
    """A population arena with a value for each of its parameters, by name, and shares of all four orders."""

    arena: PopulationArena
    parameters: Mapping[str, Any]
    mix: Shares

    @property
    def players(self) -> tuple[str, ...]:
        """Refused: a population has no players that could be named."""
        raise self.refusal()

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """Refused, as there are no players."""
        raise self.refusal()

    def refusal(self) -> InputError:
        """Return the error for those who take it for a game between players."""
        return InputError(f"{self.arena.name} is a population game: use tetrarchy evolve")


ParametricGame = ArenaGame | PopulationGame
"""A game that named parameters and the value matrix decide."""


def order_contest_payoffs(values: Mapping[str, Any], rows: NDArray[Any]) -> NDArray[np.float64]:
    """Return what an order earns against another one, so that fitness is this matrix times the shares.

    Parameters
    ----------
    values
        A value for each parameter of the order contest, by name: numbers, or arrays of length B.
    rows
        The value matrix, shape (4, 9) or (B, 4, 9).

    Returns
    -------
    ndarray
        Shape (4, 4), [own, other] in the order of the orders, with a leading axis B in a batch. Floats: closeness is
        irrational.
    """
    close = (1 + cosine_similarities(rows)) / 2
    raised = [_number(values, _RAISED_BY[order]) if order in _RAISED_BY else np.zeros((1, 1)) for order in ORDER_NAMES]
    appeal = _column(values, "appeal") + np.concatenate(np.broadcast_arrays(*raised), axis=-2)
    monism, recognition = _column(values, "monism"), _number(values, "recognition")
    suffered = (1 - recognition) * np.swapaxes(monism, -1, -2) + _number(values, "backlash") * monism
    table = appeal + recognition * close - suffered * (1 - close)
    return np.where(np.eye(len(ORDER_NAMES), dtype=bool), appeal - _number(values, "overreach"), table)


def magnet_worth(values: Mapping[str, Any], weights: NDArray[Any]) -> tuple[Any, Any]:
    """Return a and b: joining is worth a + b y to a neighbour with these value weights where a share y has joined.

    Parameters
    ----------
    values
        A value for each parameter of the magnet, by name; the answer has their arithmetic.
    weights
        Shape (9,), as of `actor_weights`.
    """
    gain, autonomy, governance, status, security = (
        weights[POSITION[name]] for name in ("gain", "autonomy", "governance", "status", "security")
    )
    feared = security * values["threat"] + autonomy * values["dependence"]
    alone = gain * values["offer"] - (1 - values["restraint"]) * feared - security * values["outside_pressure"]
    return alone, values["thickness"] * (governance + Fraction(3, 10) * status)


_RAISED_BY = {"transformative": "change_from_below", "mercantilist": "grievance", "conservative": "outside_pressure"}
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
        parameter("grievance", "eta", 0, 0, 0.3, "neglected grievances, which favour the mercantilist order"),
        parameter("change_from_below", "eps", 0, 0, 0.3, "climate and society, which favour the transformative order"),
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

MAGNET = PopulationArena(
    name="magnet",
    title="Magnet or repellent",
    question="Does an aligned pair of powers draw its neighbours in, or drive them away?",
    parameters=(
        parameter("offer", "g", 0.4, 0, 1, "what the pair offers those who join"),
        parameter("thickness", "th", 0.4, 0, 1, "thickness of the society that the pair forms", "share", "Paikin 2020"),
        parameter("threat", "tau", 0.4, 0, 1, "threat that the pair is to its neighbours"),
        parameter("dependence", "kap", 0.4, 0, 1, "dependence of those who join"),
        parameter("restraint", "rho", 0.6, 0, 1, "restraint of the pair", "share", "Paikin 2020"),
        parameter("outside_pressure", "psi", 0.1, 0, 1, "pressure by others on those who join"),
    ),
    mix_name="neighbours",
    mix_meaning="shares of the orders among the neighbours",
    reference_mix={"conservative": Fraction(1, 2), "liberal": Fraction(3, 10), "transformative": Fraction(1, 5)},
    source="Paikin 2020",
)

POPULATIONS: Mapping[str, PopulationArena] = {arena.name: arena for arena in (ORDER_CONTEST, MAGNET)}
