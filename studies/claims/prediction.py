"""A prediction: a claim of the papers put to one model, as a test that holds or fails in each plausible world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from .worlds.model import Model

W = TypeVar("W")


@dataclass(frozen=True)
class Prediction(Generic[W]):
    """What the claims say of a model.

    Attributes
    ----------
    number
        Its number in the model, from 1: the id is "triangle.1".
    statement
        The prediction in a sentence.
    claims
        The ids of the claims that it bears out where it holds.
    test
        Tells in which worlds it holds, shape (B,).
    against
        The ids of the claims that it would contradict: they are borne out where it fails.
    fixed_by_algebra
        Whether the formulas alone decide it, one way or the other, whatever the numbers in their ranges.
    worst
        The same test where a leader must expect the reaction that is worst for it; None where nobody leads.
    """

    model: Model[W]
    number: int
    statement: str
    claims: tuple[str, ...]
    test: Callable[[W], NDArray[np.bool_]]
    against: tuple[str, ...] = ()
    fixed_by_algebra: bool = False
    worst: Callable[[W], NDArray[np.bool_]] | None = None

    @property
    def id(self) -> str:
        """The name of the prediction in the ledger, such as "triangle.5"."""
        return f"{self.model.name}.{self.number}"
