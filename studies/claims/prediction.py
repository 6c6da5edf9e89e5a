"""A prediction: one claim of the papers in one arena, as a test that holds or fails in each plausible world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...games.arena import Arena
from .worlds import Worlds

Test = Callable[[Worlds], NDArray[np.bool_]]


@dataclass(frozen=True)
class Prediction:
    """What a claim says of an arena.

    Attributes
    ----------
    number
        Its number in the arena, from 1: the id is "triangle.1".
    statement
        The prediction in a sentence.
    claims
        The ids of the claims that it bears on.
    test
        Tells in which worlds it holds, shape (B,).
    fixed_by_algebra
        Whether the formulas alone decide it, whatever the numbers in their ranges.
    """

    arena: Arena
    number: int
    statement: str
    claims: tuple[str, ...]
    test: Test
    fixed_by_algebra: bool = False

    @property
    def id(self) -> str:
        """The name of the prediction in the ledger, such as "triangle.5"."""
        return f"{self.arena.name}.{self.number}"
