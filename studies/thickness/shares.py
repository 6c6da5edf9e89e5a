"""How often each reading calls the tie of Russia and China thick, over the ranges held plausible for its inputs.

Draws are independent and uniform over the ranges of all inputs (`RUSSIA_CHINA_RANGES`). The shares describe the ranges,
not the world. Where contestation is held to drive a relation (lambda = 0) or to impair it (lambda = 1) the same draws
are read again with lambda held there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.ties.dyads import RUSSIA_CHINA_RANGES
from ...games.ties.relations import READINGS

Inputs = Mapping[str, NDArray[np.float64]]
Names = NDArray[np.str_]

VERDICTS = {
    "English School": ("thin", "thick", "entrenched"),
    "Buzan": ("power-political", "coexistence", "cooperative", "cooperative, de-securitised", "convergence"),
    "Mearsheimer": ("thin (one realm only)", "thin (weak institutions)", "thin (strong in one realm only)", "thick"),
}
"""What each of `READINGS` may say."""


@dataclass(frozen=True)
class Share:
    """The share of draws in which something holds, and its standard error."""

    value: float
    standard_error: float


@dataclass(frozen=True, eq=False)
class ThicknessShares:
    """Shares of draws for Russia and China.

    Attributes
    ----------
    verdicts
        For each reading, the share of each of its verdicts.
    thick_by_view
        For contestation views 0, 1/2 and 1, the share that the English School calls thick or entrenched.
    disputed
        The share that the English School calls thick or entrenched and Mearsheimer thin.
    """

    samples: int
    seed: int
    verdicts: Mapping[str, Mapping[str, Share]]
    thick_by_view: Mapping[float, Share]
    disputed: Share


def thickness_shares(samples: int = 100_000, seed: int = 0) -> ThicknessShares:
    """Draw the inputs of Russia and China and return the shares under each reading; the same for the same seed.

    Raises
    ------
    InputError
        If there is not at least one draw.
    """
    if samples < 1:
        raise InputError(f"the number of draws must be at least 1, got {samples}")
    inputs = drawn_inputs(samples, seed)
    said = verdicts(inputs)
    thick = said["English School"] != "thin"
    views = {view: inputs | {"contestation_view": np.full(samples, view)} for view in (0.0, 0.5, 1.0)}
    return ThicknessShares(
        samples,
        seed,
        {name: {verdict: _share(said[name] == verdict) for verdict in VERDICTS[name]} for name in READINGS},
        {view: _share(verdicts(held)["English School"] != "thin") for view, held in views.items()},
        _share(thick & (said["Mearsheimer"] != "thick")),
    )


def drawn_inputs(samples: int, seed: int) -> dict[str, NDArray[np.float64]]:
    """Return every input of a `Relation`, by name: arrays of shape (samples,)."""
    rng = np.random.default_rng(seed)
    return {name: rng.uniform(float(low), float(high), samples) for name, (low, high) in RUSSIA_CHINA_RANGES.items()}


def verdicts(inputs: Inputs) -> dict[str, Names]:
    """Return what each reading says of each draw, shape (B,): the functions of `READINGS`, for arrays."""
    norms, recognised = inputs["norm_agreement"], inputs["status_recognition"]
    impairs = inputs["contestation_view"]
    thick = norms * (1 + inputs["contestation"] * ((1 - impairs) * inputs["engine_strength"] - impairs))
    weaker = np.minimum(inputs["economic_institutions"], inputs["military_institutions"])
    stronger = np.maximum(inputs["economic_institutions"], inputs["military_institutions"])
    english = [np.minimum(norms, thick) < 0.5, recognised < 0.5]
    rungs = [
        norms < 0.25,
        inputs["joint_projects"] < 0.5,
        (inputs["shared_values"] < 0.75) & (inputs["desecuritisation"] < 0.75),
        inputs["shared_values"] < 0.75,
    ]
    forms = [(weaker < 0.2) & (stronger >= 0.2), stronger < 0.6, weaker < 0.6]
    conditions = {"English School": english, "Buzan": rungs, "Mearsheimer": forms}
    return {name: np.select(holds, VERDICTS[name][:-1], VERDICTS[name][-1]) for name, holds in conditions.items()}


def _share(holds: NDArray[np.bool_]) -> Share:
    value = float(holds.mean())
    return Share(value, sqrt(value * (1 - value) / len(holds)))
