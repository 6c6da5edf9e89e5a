"""Which outcomes hold where each side reckons with the others' answers, beside those that no single move upsets."""

from __future__ import annotations

import numpy as np

from ....games.graph.of_game import graph_model
from ....games.normal_form import PureProfile
from ....games.scenario.inputs import DerivedGame
from ....games.scenario.scenario import Scenario
from ....solvers.stability.stability import stability

MOST_PROFILES = 1_000
"""Pure profiles; of a larger game it is not worked out for the first page."""


def foreseen_outcomes(scenario: Scenario) -> tuple[PureProfile, ...] | None:
    """Return the pure profiles that are sequentially stable (SEQ), in their order; the pure equilibria are among them.

    None where players are of several types, which do not see one another move, where a game follows from another, or
    where it is too large.

    Examples
    --------
    >>> from tetrarchy import load
    >>> foreseen_outcomes(load("prisoners-dilemma"))
    ((0, 0), (1, 1))
    """
    shape = tuple(map(len, scenario.actions))
    if scenario.incomplete or isinstance(scenario.game, DerivedGame) or np.prod(shape) > MOST_PROFILES:
        return None
    found = stability(graph_model(scenario), "seq").equilibria("seq")
    return tuple(tuple(map(int, np.unravel_index(state, shape))) for state in found)
