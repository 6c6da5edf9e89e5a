"""Who decides in Washington: liberals, mercantilists and the security state choose a posture of the triangle.

Each of the three judges what the triangle brings the United States by its own row of the value matrix. Two of them form
a coalition whose row is the mean of theirs, weighed by their votes; it leads with the posture that is best by that row,
the pair replying with an entente where that is an equilibrium of theirs and by hedging else. A coalition is stable if
no other two would both rather have theirs: it is in the hedonic core. As a game in normal form each of the three backs
a posture; one that two of them back is policy, else what is done today goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arenas.powers.triangle import REPLIES
from ...games.normal_form import NormalFormGame
from ...games.orders.matrix import normalised
from ...games.orders.rows import ROW_NAMES, SECURITY_STATE
from ...games.scenario.scenario import Scenario
from ...solvers.best_replies import pure_equilibria
from ...solvers.concepts.pure_nash import pure_nash_profiles
from ...solvers.dominance import dominated_actions
from ...solvers.welfare import relative_payoffs
from .postures import pair_game

VOTES: Mapping[str, Fraction] = {
    "liberal": Fraction(7, 20),
    "mercantilist": Fraction(7, 20),
    SECURITY_STATE.name: Fraction(3, 10),
}
"""The weight of each faction at home, a judgement."""

PAIRS: tuple[tuple[str, str], ...] = tuple(combinations(VOTES, 2))
"""The coalitions of two."""

ENTENTE, HEDGES = ((REPLIES.index(name), REPLIES.index(name)) for name in ("entente", "hedge"))
"""How the pair replies: with an entente where that is an equilibrium of theirs, else by hedging."""

Worth = Mapping[str, Sequence[Fraction]]
"""What each posture is worth to each faction once the pair has replied."""


@dataclass(frozen=True)
class Coalition:
    """Two factions: the posture that they pick, what it is worth to each faction, and whether they stay together."""

    members: tuple[str, str]
    posture: str
    worth: Mapping[str, Fraction]
    stable: bool


@dataclass(frozen=True, eq=False)
class OrderChoice:
    """What the factions would do alone, by name, the three coalitions, and the game in which each backs a posture.

    `today` is the posture that goes on where no two agree.
    """

    alone: Mapping[str, str]
    coalitions: tuple[Coalition, ...]
    game: NormalFormGame
    today: str

    @property
    def equilibria(self) -> tuple[tuple[str, ...], ...]:
        """The pure equilibria of the game: which posture each faction backs."""
        return tuple(map(self.game.name_profile, pure_nash_profiles(self.game)))

    def good_for(self, coalition: Coalition) -> tuple[Fraction, ...]:
        """Return how good the posture of a coalition is for each faction, from 0 at its worst to 1 at its best."""
        worth = np.array(list(coalition.worth.values()), dtype=object)
        return tuple(relative_payoffs(self.game, worth))

    @property
    def unanimous(self) -> tuple[tuple[str, ...], ...]:
        """Those in which all back the same posture: no vote is pivotal, so each is one whatever the factions want."""
        return tuple(backed for backed in self.equilibria if len(set(backed)) == 1)

    @property
    def undominated(self) -> tuple[tuple[str, ...], ...]:
        """Those in which no faction backs a posture that is weakly dominated for it."""
        found = dominated_actions(self.game, "weak")
        dominated = {(each.player, self.game.actions[each.player][each.action]) for each in found}
        return tuple(backed for backed in self.equilibria if not dominated & set(enumerate(backed)))


def backing_game(scenario: Scenario) -> NormalFormGame:
    """Return the game in which each faction backs a posture, of a scenario as in `order_choice`."""
    return order_choice(scenario).game


def order_choice(scenario: Scenario) -> OrderChoice:
    """Return how the three factions choose, in a scenario of the triangle with a status quo and known types."""
    worth = _worth_of_postures(scenario)
    postures = scenario.actions[0]
    return OrderChoice(
        {faction: postures[_best(worth, (faction,))] for faction in VOTES},
        coalitions(postures, worth),
        _backing_game(scenario, worth),
        scenario.status_quo[scenario.players[0]],
    )


def coalitions(postures: Sequence[str], worth: Worth) -> tuple[Coalition, ...]:
    """Return the three coalitions, by what each posture is worth to each faction."""
    picked = {pair: _best(worth, pair) for pair in PAIRS}
    return tuple(
        Coalition(
            pair,
            postures[picked[pair]],
            {faction: own[picked[pair]] for faction, own in worth.items()},
            not any(
                all(worth[each][picked[other]] > worth[each][picked[pair]] for each in other)
                for other in PAIRS
                if other != pair
            ),
        )
        for pair in PAIRS
    )


def _worth_of_postures(scenario: Scenario) -> dict[str, list[Fraction]]:
    """Return what each posture is worth to each faction once the pair has replied."""
    replies = [_reply(scenario, posture) for posture in scenario.actions[0]]
    return {
        faction: [own[(place, *reply)] for place, reply in enumerate(replies)]
        for faction, own in worth_of_profiles(scenario).items()
    }


def worth_of_profiles(scenario: Scenario) -> Mapping[str, NDArray[Any]]:
    """Return what each profile of the triangle is worth to each faction, shape (4, 3, 3)."""
    consequences, rows = scenario.consequences()[0], normalised(scenario.value_matrix())
    return {faction: consequences @ rows[ROW_NAMES.index(faction)] for faction in VOTES}


def _reply(scenario: Scenario, posture: str) -> tuple[int, int]:
    stable = pure_equilibria(pair_game(scenario, posture).exact)
    return ENTENTE if stable[ENTENTE] else HEDGES


def _best(worth: Worth, factions: Sequence[str]) -> int:
    together = [
        sum(VOTES[each] * own for each, own in zip(factions, postures, strict=True))
        for postures in zip(*(worth[each] for each in factions), strict=True)
    ]
    return together.index(max(together))


def _backing_game(scenario: Scenario, worth: Mapping[str, list[Fraction]]) -> NormalFormGame:
    postures = scenario.actions[0]
    today = postures.index(scenario.status_quo[scenario.players[0]])
    payoffs = np.empty((len(worth), *[len(postures)] * len(worth)), dtype=object)
    for backed in product(range(len(postures)), repeat=len(worth)):
        policy = next((each for each in backed if backed.count(each) > 1), today)
        payoffs[(slice(None), *backed)] = [own[policy] for own in worth.values()]
    return NormalFormGame(payoffs, tuple(worth), [postures] * len(worth), f"{scenario.title}: who decides at home")
