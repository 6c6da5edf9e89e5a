"""Models whose numbers are uncertain: what a prediction is put to.

A model names its inputs, each with a default and a range, and turns rows of values for them into worlds: all its games
(or populations, or beliefs) at once, as arrays. Draws are uniform over the ranges and independent. They depend on the
seed and on the model's name alone, and the first draws are the same however many are asked for.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
"""Values of a model's inputs, one row for each world: shape (B, k)."""

W_co = TypeVar("W_co", covariant=True)


class Input(NamedTuple):
    """An uncertain number: its path in a scenario, or its name, with its default and its range."""

    name: str
    default: float
    low: float
    high: float


class Model(Protocol[W_co]):
    """Something whose inputs are uncertain."""

    @property
    def name(self) -> str:
        """What the ids of its predictions begin with."""
        ...

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The k numbers that are uncertain."""
        ...

    def worlds(self, values: Values) -> W_co:
        """Return the worlds of values of shape (B, k)."""
        ...


def default_values(model: Model[object]) -> Values:
    """Return the defaults of the inputs, shape (1, k)."""
    return np.array([[known.default for known in model.inputs]])


def drawn_values(model: Model[object], samples: int, seed: int) -> Values:
    """Return draws of the inputs, shape (samples, k)."""
    rng = np.random.default_rng([seed, crc32(model.name.encode())])
    low, high = bounds(model)
    return rng.uniform(low, high, (samples, len(low)))


def bounds(model: Model[object]) -> tuple[Values, Values]:
    """Return the lowest and the highest value of each input, two arrays of shape (k,)."""
    return np.array([known.low for known in model.inputs]), np.array([known.high for known in model.inputs])
