"""The arms spiral: arms control in which every deployment stirs the movements that oppose it.

The game of each period is arms control. What deploying costs a side in its own society, mu, is the state: 0, .2, .4 or
.6. A deployment by either side raises it a step with the chance a, for each that deploys half of it; where both comply
it falls a step with the chance b.

Sakwa (2019, "The international system") holds that unchecked arms would bring the peace movements back. Whether they
check the arms is what the model is asked. Sizes are judgements.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from ...parameters import parameter
from ...stochastic.course import Course, Moves, one_step
from .arms_control import ARMS_CONTROL

MOVEMENTS = (
    ("no movement", Fraction(0)),
    ("weak movement", Fraction(1, 5)),
    ("strong movement", Fraction(2, 5)),
    ("mass movement", Fraction(3, 5)),
)
"""How strong the peace movements are, each with the discord that a deployment then stirs."""


def _moves(actions: tuple[str, ...], state: int, p: Any) -> Moves:
    deployed = actions.count("deploy")
    down = p.demobilisation if deployed == 0 else 0
    return one_step(state, len(MOVEMENTS) - 1, p.mobilisation * deployed / 2, down)


ARMS_SPIRAL = replace(
    ARMS_CONTROL,
    name="arms_spiral",
    title="The arms spiral",
    question="Do the movements that a build-up of arms brings back check it?",
    parameters=(
        *ARMS_CONTROL.parameters,
        parameter("mobilisation", "a", 0.5, 0.1, 1, "chance that deployments strengthen the movements", "share"),
        parameter("demobilisation", "b", 0.3, 0.05, 1, "chance that compliance lets them fade", "share"),
    ),
    course=Course("peace_movement", MOVEMENTS, _moves, driver="third_party"),
)
