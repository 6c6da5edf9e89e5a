"""The neighbours of an aligned pair: repelled, drawn in, or either, by how many have joined.

The neighbour is the typical one, whose value weights are the mix of the arena's reference shares. Joining is worth a to
it where nobody has joined and a + b where all have; b is not negative in the ranges of the value matrix, so that
exactly one of the three predictions holds in each world. Paikin (2020) leaves open which: none of them speaks for or
against a claim, and what they show is whether the question is open in the model too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .....games.actors import actor_weights
from .....games.arenas.populations.magnet import MAGNET, magnet_worth
from .....games.orders.rows import ORDER_NAMES
from .....solvers.best_replies import TIE
from ...prediction import Prediction
from ...worlds.model import Input, Values
from ...worlds.plausible_worlds import all_inputs, numbers_of


@dataclass(frozen=True, eq=False)
class Joining:
    """B worlds: what joining is worth where nobody has joined, a, and where all have, a + b; shape (B,) each."""

    alone: NDArray[np.float64]
    together: NDArray[np.float64]

    @property
    def first_joins(self) -> NDArray[np.bool_]:
        """Where a neighbour joins though nobody has."""
        return self.alone > TIE

    @property
    def last_joins(self) -> NDArray[np.bool_]:
        """Where a neighbour joins, or stays, if all others have."""
        return self.together > TIE


@dataclass(frozen=True)
class _Magnet:
    """The magnet, its parameters and the value matrix uncertain."""

    name: str = MAGNET.name

    @property
    def inputs(self) -> tuple[Input, ...]:
        return all_inputs(MAGNET.parameters)

    def worlds(self, values: Values) -> Joining:
        parameters, matrices = numbers_of(MAGNET.parameters, values)
        shares = {order: float(MAGNET.reference_mix.get(order, 0)) for order in ORDER_NAMES}
        weights = actor_weights(shares, matrices)
        alone, more = (np.asarray(part, dtype=np.float64) for part in magnet_worth(parameters, weights.T))
        return Joining(alone, alone + more)


_MODEL = _Magnet()

PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "The pair repels: joining is worth nothing, whether nobody has joined or all have.",
        (),
        lambda worlds: ~worlds.first_joins & ~worlds.last_joins,
    ),
    Prediction(
        _MODEL,
        2,
        "It turns on how many have joined: joining is worth something where all have, and nothing where nobody has.",
        (),
        lambda worlds: ~worlds.first_joins & worlds.last_joins,
    ),
    Prediction(
        _MODEL,
        3,
        "The pair is a magnet: joining is worth something, whether nobody has joined or all have.",
        (),
        lambda worlds: worlds.first_joins & worlds.last_joins,
    ),
)
