"""What holds in the analysis that leads a scenario's report, at the scenario's own numbers; pure outcomes alone.

Played once these are the pure equilibria, as action numbers; where players move in an order the outcomes of pure
subgame-perfect play, as ways through the tree with their chances; repeated the profiles that the threat of an
equilibrium of one round for ever keeps up; with a state that moves the pure profiles, one for each state, that are
Markov perfect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ....games.errors import InputError
from ....games.normal_form import PureProfile
from ....games.scenario.scenario import Scenario
from ....games.sequence.given import sequence_of
from ....solvers.concepts.pure_nash import pure_nash_profiles
from ....solvers.sequence.subgame_perfect import subgame_perfect
from ....solvers.stochastic.pure_markov_perfect import pure_markov_perfect
from ...stochastic.moving_game import moving_game
from ...thresholds.plays import Outcome, sustained_now
from .question import Lead

Holds = frozenset[Outcome]


def stable_profiles(scenario: Scenario) -> frozenset[PureProfile]:
    """Return the pure equilibria of the game played once."""
    return frozenset(pure_nash_profiles(scenario.build()))


class NotAllFoundError(InputError):
    """What holds in the analysis that leads was not found out in full."""


def _ends(scenario: Scenario) -> Holds:
    moves = sequence_of(scenario)
    assert moves is not None, "an order of moves or a tree leads only where there is one"
    found = subgame_perfect(moves, mixed=False, limit=0)
    if not found.complete_pure:
        raise NotAllFoundError(f"{scenario.title}: not all ends of play were found. {' '.join(found.notes)}")
    return frozenset(each.distribution for each in found.outcomes)


def _by_state(scenario: Scenario) -> Holds:
    found = pure_markov_perfect(moving_game(scenario))
    if not found.complete:
        raise NotAllFoundError(f"{scenario.title}: not all ways to play were found. {' '.join(found.notes)}")
    return frozenset(each.choices for each in found.equilibria)


LED: Mapping[Lead, Callable[[Scenario], Holds]] = {
    "sequence": _ends,
    "repeated": lambda scenario: frozenset(sustained_now(scenario)),
    "moving": _by_state,
}
"""What holds where something else leads than the game played once."""
