"""A prediction: a claim of the papers put to one model, as tests that hold or fail in each plausible world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import numpy as np

from ...games.arrays import Flags
from .worlds.model import Model

W = TypeVar("W")

PredictionKind = Literal["EQ", "DOM", "CS", "TH", "DYN", "INC", "COA", "CLS"]

KINDS: Mapping[PredictionKind, str] = {
    "EQ": "an equilibrium or a best reply",
    "DOM": "dominance, or iterated dominance",
    "CS": "with something, and not without it",
    "TH": "on which side of a threshold",
    "DYN": "a course over years",
    "INC": "incomplete information",
    "COA": "a coalition",
    "CLS": "a classification",
}
"""What sort of statement each kind is."""

Placebo = Literal["labels", "columns", "dyads"]
"""What a prediction is compared with: other labels of the orders, mixed columns, other pairs of states."""


@dataclass(frozen=True)
class Prediction(Generic[W]):
    """What the claims say of a model.

    Attributes
    ----------
    id
        Such as "triangle.1".
    statement
        The prediction in a sentence.
    parts
        For each of its conjuncts, in words, which worlds it holds in, shape (B,); the prediction holds where all do.
    core
        The ids of the claims whose own words it puts.
    bears_on
        The ids of the claims that it bears on besides.
    proof
        Why formulas and signs alone decide it, where they do.
    foreseen
        Where the profile that it calls an equilibrium is stable for those who reckon with the others' answers (SEQ),
        shape (B,); None for a prediction of another kind.
    """

    model: Model[W]
    id: str
    kind: PredictionKind
    statement: str
    parts: Mapping[str, Callable[[W], Flags]]
    core: tuple[str, ...] = ()
    bears_on: tuple[str, ...] = ()
    placebo: Placebo = "labels"
    proof: str = ""
    foreseen: Callable[[W], Flags] | None = None

    @property
    def uses_orders(self) -> bool:
        """Whether the value matrix plays a part in it."""
        return self.placebo != "dyads"

    def tested(self, worlds: W) -> Flags:
        """Return where each of its parts holds, shape (parts, B)."""
        return np.stack([np.asarray(test(worlds)) for test in self.parts.values()])
