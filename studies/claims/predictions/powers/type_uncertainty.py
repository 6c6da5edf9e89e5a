"""What the papers predict of a Russia that does not know what the United States has become.

Nature makes the United States mercantilist with chance q, else liberal. Russia courts it or aligns elsewhere. Courting
pays y if the United States is mercantilist and can deliver, which its own security state blocks with chance zeta, and
-l otherwise; aligning pays a0. Courting pays better where q exceeds

    q* = (a0 + l) / ((1 - zeta) (y + l)),

and for no q at all where q* is 1 or more. A mercantilist United States acts in a hostile way as often as it is
blocked, a liberal one with chance 0.9, and Russia learns by Bayes' rule: each hostile act multiplies the odds of a
mercantilist United States by zeta / 0.9.

Sakwa (2019, "Mercantilist nationalism") tells of a turn that Moscow welcomed first and was then left out of. Sizes are
judgements.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .....solvers.best_replies import TIE
from ...prediction import Prediction
from ...worlds.model import Input, Values

HOSTILE_IF_LIBERAL = 0.9
_FIRST_BELIEF = 0.5
_BLOCKING = np.linspace(0, 1, 6)[:-1]
"""Chances at which the rise of q* is looked at; at 1 courting never pays."""


@dataclass(frozen=True, eq=False)
class Courtship:
    """B worlds: what courting pays if it succeeds, costs if not, what aligning pays, and the chance of blocking."""

    success: NDArray[np.float64]
    loss: NDArray[np.float64]
    aligning: NDArray[np.float64]
    blocking: NDArray[np.float64]

    def least_belief(self, blocking: float | NDArray[np.float64]) -> NDArray[np.float64]:
        """Return q*, the chance of a mercantilist United States above which courting pays better; infinite at 1."""
        with np.errstate(divide="ignore"):
            return (self.aligning + self.loss) / ((1 - np.asarray(blocking)) * (self.success + self.loss))

    def after_hostile_acts(self, belief: float, acts: int) -> NDArray[np.float64]:
        """Return what is left of the belief in a mercantilist United States after that many hostile acts."""
        odds = belief / (1 - belief) * (self.blocking / HOSTILE_IF_LIBERAL) ** acts
        return odds / (1 + odds)


@dataclass(frozen=True)
class _TypeUncertainty:
    """Courtship under uncertain payoffs and blocking."""

    name: str = "type_uncertainty"
    inputs: tuple[Input, ...] = (
        Input("success", 0.6, 0.2, 1),
        Input("loss", 0.4, 0.1, 0.8),
        Input("aligning", 0.15, 0, 0.4),
        Input("blocking", 0.6, 0, 1),
    )

    def worlds(self, values: Values) -> Courtship:
        return Courtship(*values.T)


_MODEL = _TypeUncertainty()


def _rises_with_blocking(worlds: Courtship) -> NDArray[np.bool_]:
    thresholds = [worlds.least_belief(blocking) for blocking in _BLOCKING]
    return np.logical_and.reduce([lower < higher - TIE for lower, higher in pairwise(thresholds)])


PREDICTIONS = (
    Prediction(
        _MODEL,
        1,
        "Courting comes first: where blocking is thought rare, with chance 0.2, a Russia sure enough of a mercantilist "
        "United States courts it.",
        ("C23",),
        lambda worlds: worlds.least_belief(0.2) < 1 - TIE,
    ),
    Prediction(
        _MODEL,
        2,
        "Withdrawal follows: at the true chance of blocking, there is no belief at which courting pays.",
        ("C23",),
        lambda worlds: worlds.least_belief(worlds.blocking) >= 1 - TIE,
    ),
    Prediction(
        _MODEL,
        3,
        "The likelier blocking is, the surer of a mercantilist United States Russia must be to court it.",
        ("C23",),
        _rises_with_blocking,
        fixed_by_algebra=True,
    ),
    Prediction(
        _MODEL,
        4,
        "Three hostile acts halve, or more than halve, an even belief in a mercantilist United States.",
        ("C23",),
        lambda worlds: worlds.after_hostile_acts(_FIRST_BELIEF, 3) <= _FIRST_BELIEF / 2 + TIE,
    ),
)
