"""What the papers predict of how thick the tie of Russia and China is.

The value matrix plays no part. What these predictions are compared with are other pairs of states: in each world the
inputs of a pair drawn from six, each within its own range, stand in for those of Russia and China.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .....games.arrays import Flags, Floats
from .....games.parameters import Parameter, share
from .....games.ties.dyads import HALF_WIDTHS, INPUTS, RUSSIA_CHINA, STAND_INS
from ...prediction import Prediction
from ...worlds.draws import Defaults, Numbers


@dataclass(frozen=True, eq=False)
class Ties:
    """B worlds: the inputs of one tie, by name, shape (B,)."""

    inputs: Mapping[str, Floats]

    def english_school(self, view: float | None = None) -> Floats:
        """Return the thickness T = N (1 + kappa ((1 - lambda) en - lambda)), shape (B,), under one view, or its own."""
        norms, contestation = self.inputs["norm_agreement"], self.inputs["contestation"]
        impairs = self.inputs["contestation_view"] if view is None else view
        return norms * (1 + contestation * ((1 - impairs) * self.inputs["engine_strength"] - impairs))

    @property
    def thick(self) -> Flags:
        """Whether the English School has the tie thick, shape (B,)."""
        return (self.inputs["norm_agreement"] >= 0.5) & (self.english_school() >= 0.5)

    @property
    def thick_by_institutions(self) -> Flags:
        """Whether Mearsheimer's rule has it thick, shape (B,)."""
        return np.minimum(self.inputs["economic_institutions"], self.inputs["military_institutions"]) >= 0.6


def _parameter(name: str) -> Parameter:
    judged = getattr(RUSSIA_CHINA.relation, name)
    return share(name, name, float(judged), float(HALF_WIDTHS[name]), "an input of the tie of Russia and China")


@dataclass(frozen=True)
class ThicknessModel:
    """The tie of Russia and China, or under a placebo that of a pair that stands in for them."""

    name: str = "thickness"
    parameters: tuple[Parameter, ...] = tuple(_parameter(name) for name in HALF_WIDTHS)

    def worlds(self, numbers: Numbers) -> Ties:
        """Return the worlds."""
        inputs = dict(numbers.values(self.name, self.parameters))
        if not isinstance(numbers, Defaults):
            chosen = (numbers.uniform("thickness.pair") * len(STAND_INS)).astype(int)
            for name in INPUTS:
                values = np.array([float(getattr(dyad.relation, name)) for dyad in STAND_INS])
                beside = inputs[name] - float(getattr(RUSSIA_CHINA.relation, name)) + values[chosen]
                inputs[name] = np.where(numbers.under_placebo, beside, inputs[name])
        return Ties({name: np.clip(values, 0, 1) for name, values in inputs.items()})


_MODEL = ThicknessModel()

PREDICTIONS = (
    Prediction(
        _MODEL,
        "thickness.1",
        "CLS",
        "The tie is thick for the English School though values are little shared.",
        {
            "thick for the English School": lambda w: w.thick,
            "values are little shared": lambda w: w.inputs["shared_values"] < 0.5,
        },
        core=("P02",),
        placebo="dyads",
    ),
    Prediction(
        _MODEL,
        "thickness.2",
        "CLS",
        "The view of contestation decides: the tie is thick where it drives society, and thin where it impairs it.",
        {
            "thick where contestation drives": lambda w: w.english_school(0.0) >= 0.5,
            "thin where it impairs": lambda w: w.english_school(1.0) < 0.5,
        },
        core=("P03",),
        placebo="dyads",
    ),
    Prediction(
        _MODEL,
        "thickness.3",
        "CLS",
        "The tie is thin by Mearsheimer's rule.",
        {"thin by his rule": lambda w: ~w.thick_by_institutions},
        core=("P04",),
        placebo="dyads",
    ),
    Prediction(
        _MODEL,
        "thickness.4",
        "CLS",
        "Buzan's ladder leaves the tie below cooperation although the English School has it thick.",
        {
            "below cooperation": lambda w: w.inputs["joint_projects"] < 0.5,
            "thick for the English School": lambda w: w.thick,
        },
        core=("P05",),
        placebo="dyads",
    ),
)
