"""What the papers predict of enlargement seen from two sides (Jervis 1978; Kydd 2001, 2005).

A West, benign or expansive, enlarges its alliance or holds; Russia, defensive or predatory, sees it and arms or
accepts. A predator always arms, and nobody arms against a West that holds. With w the weights of the liberal row for
the West, of Russia's mix for Russia:

    the defensive Russia gains by arming, if it believes that the West is expansive with chance mu,
        D(mu) = w_sec V d mu + w_stat s ks - (w_gain + w_rel) ca - w_gov y
    the benign West gains by enlarging, if the defensive Russia then arms (arm = 1) or accepts (arm = 0),
        B(arm) = w_prom u + w_sec [Jt piR I - z (1 - piR) arm] - w_gain c + w_rel [ca (1 - piR) arm - c]
                 - w_gov y (1 - piR) arm

and the expansive West w_prim h besides. To expect acceptance is to reckon with B(0): to think one's intent plain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .....games.arenas.powers.enlargement import ENLARGEMENT
from .....games.arrays import Flags, Floats
from .....games.dimensions import POSITION
from .....games.orders.mixes import RUSSIA
from .....games.parameters import Parameter
from ...prediction import Prediction
from ...worlds.draws import Numbers
from ...worlds.setting import Kind, Values


@dataclass(frozen=True, eq=False)
class Enlargement:
    """B worlds: the parameters, by name, shape (B,), and the value matrices."""

    parameters: Mapping[str, Floats]
    values: Values

    def gain_from_arming(self, belief: float | Floats) -> Floats:
        """Return what arming gains a defensive Russia that holds the West for expansive with this chance, (B,)."""
        p, w = self.parameters, self._weights(RUSSIA)
        return (
            w["security"] * p["exploitation"] * p["averted_by_arming"] * belief
            + w["status"] * p["status_lost"] * p["status_regained"]
            - (w["gain"] + w["relative_gain"]) * p["cost_of_arms"]
            - w["governance"] * p["treaties_lost"]
        )

    def gain_from_enlarging(self, arms: bool | Flags) -> Floats:
        """Return what enlarging gains a benign West if a defensive Russia then arms, or accepts, shape (B,)."""
        p, w = self.parameters, self._weights("liberal")
        armed = (1 - p["belief_of_west"]) * arms
        return (
            w["promotion"] * p["promotion"]
            + w["security"] * (p["predation"] * p["belief_of_west"] * p["part_insured"] - p["arms_of_other"] * armed)
            - w["gain"] * p["cost_of_enlarging"]
            + w["relative_gain"] * (p["cost_of_arms"] * armed - p["cost_of_enlarging"])
            - w["governance"] * p["treaties_lost"] * armed
        )

    @property
    def gain_of_the_expansive(self) -> Floats:
        """What enlarging gains the expansive West besides, shape (B,)."""
        return self._weights("liberal")["primacy"] * self.parameters["primacy"]

    @property
    def armed_on_the_prior(self) -> Flags:
        """Whether a defensive Russia arms on its prior, shape (B,)."""
        return self.gain_from_arming(self.parameters["belief_of_russia"]) > 0

    def _weights(self, kind: Kind) -> Mapping[str, Floats]:
        table = self.values.weights(kind)
        return {name: table[:, place] for name, place in POSITION.items()}


@dataclass(frozen=True)
class EnlargementModel:
    """Enlargement with two-sided uncertainty about intent."""

    name: str = ENLARGEMENT.name
    parameters: tuple[Parameter, ...] = ENLARGEMENT.parameters

    def worlds(self, numbers: Numbers) -> Enlargement:
        """Return the worlds."""
        return Enlargement(numbers.values(self.name, self.parameters), Values(numbers.matrices))


_MODEL = EnlargementModel()


def _enlarges_in_equilibrium(w: Enlargement) -> Flags:
    """Tell where both types of West gain by enlarging when the defensive Russia arms."""
    gain = w.gain_from_enlarging(arms=True)
    return (gain >= 0) & (gain + w.gain_of_the_expansive >= 0)


PREDICTIONS = (
    Prediction(
        _MODEL,
        "enlargement.1",
        "INC",
        "What looks benign to one looks aggressive to the other: the West enlarges expecting acceptance, Russia arms.",
        {
            "a benign West enlarges expecting acceptance": lambda w: w.gain_from_enlarging(arms=False) > 0,
            "a defensive Russia arms on its prior": lambda w: w.armed_on_the_prior,
            "it would accept if it knew": lambda w: w.gain_from_arming(0.0) < 0,
        },
        core=("C44",),
    ),
    Prediction(
        _MODEL,
        "enlargement.2",
        "INC",
        "Both types of West enlarge and a defensive Russia arms: a perfect Bayesian equilibrium.",
        {
            "both types of West enlarge although Russia arms": _enlarges_in_equilibrium,
            "a defensive Russia arms on its prior": lambda w: w.armed_on_the_prior,
        },
        bears_on=("C44",),
    ),
    Prediction(
        _MODEL,
        "enlargement.3",
        "INC",
        "A benign West enlarges expecting acceptance, and would not if it knew that Russia arms.",
        {
            "it enlarges expecting acceptance": lambda w: w.gain_from_enlarging(arms=False) > 0,
            "it would not if it knew that Russia arms": lambda w: w.gain_from_enlarging(arms=True) < 0,
        },
        bears_on=("C44",),
    ),
)
