"""States that no coalition leaves together (Kilgour, Hipel, Fang and Peng 2001; Inohara and Hipel 2008).

A coalition H holds at s if each of its joint improvements s1 meets a sanction: a state s2 that those outside H can
bring about from s1 and that some member of H does not like better than s. "nash" allows no joint improvement, "gmr"
counts every sanction, "smr" those from which whatever H does leaves some member no better off than at s, and "seq"
those reached by a sequence of joint improvements, each of a coalition of outsiders over the state it leaves, the same
coalition not twice in a row. A state is *coalition-stable* if every coalition holds there. For all together nobody is
left to sanction: they hold where no state is better for all of them that they can bring about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np

from ...games.arrays import Flags
from ...games.errors import InputError, unknown
from ...games.graph.graph_model import GraphModel
from ...games.graph.moves import Arcs
from ...games.graph.of_game import graph_model
from ...games.normal_form import read_only
from ...games.text.shown import Shown
from .coalitions import Coalition, Coalitions, subcoalitions
from .concepts import SYMMETRIC, concept_name
from .words import reach, unanswered, without_escape

CONCEPTS = ("nash", "gmr", "smr", "seq")


@dataclass(frozen=True, eq=False, repr=False)
class CoalitionStability(Shown):
    """Which states which coalitions hold.

    Attributes
    ----------
    stable
        For each coalition, as the numbers of its members, whether it holds at a state, shape (m,), read-only.
    """

    model: GraphModel
    concept: str
    stable: Mapping[Coalition, Flags]
    _coalitions: Coalitions = field(repr=False)

    @property
    def equilibria(self) -> tuple[int, ...]:
        """The states at which every coalition holds, in the order of numbers."""
        return tuple(np.flatnonzero(np.all(list(self.stable.values()), axis=0)).tolist())

    def leavers(self, state: int) -> tuple[tuple[Coalition, int], ...]:
        """Return the coalitions of two or more with a joint improvement from a state, each with the first of them."""
        moves = ((group, arcs.leads_to(state)) for group, arcs in self._coalitions.improvements.items())
        return tuple((group, int(ends[0])) for group, ends in moves if len(group) > 1 and len(ends))

    def left_for(self, group: Coalition, state: int) -> int | None:
        """Return the first state for which a coalition leaves another, met by no sanction; None where it holds."""
        if self.stable[group][state]:
            return None
        return int(_unanswered(self._coalitions, group, self.concept).leads_to(state)[0])


def coalition_stability(model: Any, concept: Any = "nash", deadline: float = inf) -> CoalitionStability:
    """Return which states of a conflict no coalition leaves, and which coalitions leave the others.

    Parameters
    ----------
    model
        A graph model of at most 8 players, a scenario or a game in normal form.
    concept
        "nash", "gmr", "smr" or "seq".
    deadline
        A reading of the clock `time.monotonic` after which it is a TimeoutError; infinity for none.

    Raises
    ------
    InputError
        If the concept is none of these, a comparison is unknown, or the model is too large.

    Examples
    --------
    >>> from ...games.normal_form import NormalFormGame
    >>> coalition_stability(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]), "seq").equilibria
    (0,)
    """
    name = concept_name(concept)
    if name not in CONCEPTS:
        raise InputError(unknown("concept for coalitions", name, CONCEPTS))
    coalitions = Coalitions(graph_model(model), "coalitions", deadline=deadline)
    left = {group: _unanswered(coalitions, group, name) for group in coalitions.each()}
    stable = {group: read_only(np.asarray(arcs.starts[:-1] == arcs.starts[1:])) for group, arcs in left.items()}
    return CoalitionStability(coalitions.model, name, stable, coalitions)


def _unanswered(coalitions: Coalitions, group: Coalition, concept: str) -> Arcs:
    """Return the joint improvements of a coalition that meet no sanction."""
    improvements = coalitions.improvements[group]
    if concept == "nash":
        return improvements
    deterring = coalitions.no_better[group]
    if concept in SYMMETRIC:
        deterring = without_escape(deterring, coalitions.reached[group])
    outside = tuple(player for player in range(coalitions.model.n_players) if player not in group)
    if concept != "seq":
        return unanswered(improvements, coalitions.reached[outside], deterring)
    steps = [coalitions.improvements[other] for other in subcoalitions(outside)]
    return unanswered(improvements, reach(steps, coalitions.model.n_states), deterring)
