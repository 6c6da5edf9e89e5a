"""Where along one variable each profile is a pure subgame-perfect outcome of an order of moves; all of it exact.

Which outcomes these are depends on the order of each player's payoffs alone (`ranks`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ....games.normal_form import PureProfile
from ....games.scenario.scenario import Scenario
from ....solvers.exact.algebraic import Interval, intervals
from ....solvers.sequence.staged_batch import subgame_perfect_batch
from ...sweep.columns.sequence import moves_of
from ..variables import Variable
from .ranks import ranks_along, too_many_comparisons


@dataclass(frozen=True, eq=False)
class SequenceLine:
    """What one variable decides of a game whose players move in an order.

    Attributes
    ----------
    outcomes
        For each pure profile the intervals in which a pure subgame-perfect equilibrium gives it, in increasing order;
        empty where none does.
    notes
        Why nothing was found, where it was not.
    """

    outcomes: Mapping[PureProfile, tuple[Interval, ...]]
    notes: tuple[str, ...] = ()


def sequence_line(scenario: Scenario, over: Variable) -> SequenceLine:
    """Return what a variable decides of the subgame-perfect outcomes of a scenario with an order.

    Nothing, with a note, where too many pairs of payoffs would be compared.
    """
    if too_many := too_many_comparisons(scenario):
        return SequenceLine({}, (f"Thresholds of an order of moves {too_many}",))
    points, ranks = ranks_along(scenario, over)
    order, hidden = moves_of(scenario)
    sustained = subgame_perfect_batch(ranks, order, hidden)
    return SequenceLine({each: intervals(points, sustained[:, *each]) for each in np.ndindex(sustained.shape[1:])})
