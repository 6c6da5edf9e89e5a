"""A game before it is solved: what its numbers say without a solution concept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arena import ArenaGame
from ...games.arenas.powers.triangle import TRIANGLE
from ...games.graph.graph_game import GraphGame
from ...games.normal_form import NormalFormGame, PureProfile, payoff_ranks
from ...games.orders.codings import CODINGS
from ...games.orders.matrix import implied_floors
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...games.ties.strategic_triangle import Triad, triad
from ...solvers.best_replies import best_reply_table
from ..conflict.conflict_analysis import UnsolvedConflict
from .explanation import valued_by_floor, valued_consequences
from .what_if import Mover, movers


@dataclass(frozen=True, eq=False, repr=False)
class UnsolvedGame(Shown):
    """A scenario and its game; what is about orders and dimensions is None where the game is given by payoffs."""

    scenario: Scenario
    game: NormalFormGame

    @cached_property
    def best_replies(self) -> NDArray[np.bool_]:
        """Whether a player's action is a best reply to what the others do: shape (n, m_1, .., m_n)."""
        return best_reply_table(payoff_ranks(self.game))

    @cached_property
    def pure_equilibria(self) -> tuple[PureProfile, ...]:
        """The profiles at which everybody's action is a best reply."""
        return tuple(tuple(profile) for profile in np.argwhere(self.best_replies.all(axis=0)).tolist())

    @cached_property
    def floors(self) -> NDArray[Any] | None:
        """The share of each agent's weight that lies on each floor, shape (agents, 3)."""
        return implied_floors(self.scenario.weights()) if isinstance(self.scenario.game, ArenaGame) else None

    @cached_property
    def by_dimension(self) -> NDArray[Any] | None:
        """What each dimension adds to each payoff, shape (n, m_1, .., m_n, 9)."""
        return valued_consequences(self.scenario)

    @cached_property
    def by_floor(self) -> NDArray[Any] | None:
        """The same by floor, shape (n, m_1, .., m_n, 3)."""
        return valued_by_floor(self.scenario)

    @cached_property
    def under_codings(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The pure equilibria under each coding of the orders, by name; empty for a game that orders do not decide."""
        if not isinstance(self.scenario.game, ArenaGame):
            return {}
        own = self.scenario.coding.name
        rivals = {name: unsolved_game(self.scenario.replace({"orders": name})) for name in CODINGS if name != own}
        views = {own: self, **rivals}
        return {
            name: tuple(view.game.name_profile(profile) for profile in view.pure_equilibria)
            for name, view in views.items()
        }

    @cached_property
    def triads(self) -> Mapping[PureProfile, Triad]:
        """The strategic triangle of every outcome; empty for another arena or where types are uncertain."""
        asked = self.scenario.game
        if not isinstance(asked, ArenaGame) or asked.arena is not TRIANGLE or self.scenario.incomplete:
            return {}
        return {profile: triad(*self.game.name_profile(profile)) for profile in self.game.pure_profiles()}

    @cached_property
    def status_quo(self) -> PureProfile | None:
        """What the players do today; None where nothing is said."""
        today = self.scenario.today()
        if not today:
            return None
        return tuple(
            names.index(today[player]) for player, names in zip(self.game.players, self.game.actions, strict=True)
        )

    @cached_property
    def leaving(self) -> tuple[Mover, ...]:
        """The players who would leave the status quo."""
        return () if self.status_quo is None else movers(self.game, self.status_quo)


def unsolved(scenario: Scenario) -> UnsolvedGame | UnsolvedConflict:
    """Return a scenario before it is solved, whatever game it is of; errors as in `Scenario.build`."""
    game = scenario.game
    return UnsolvedConflict(scenario, game) if isinstance(game, GraphGame) else unsolved_game(scenario)


def unsolved_game(scenario: Scenario) -> UnsolvedGame:
    """Build a scenario's game; errors as in `Scenario.build`."""
    return UnsolvedGame(scenario, scenario.build())
