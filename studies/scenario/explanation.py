"""Why nobody moves: what each player gets at an equilibrium, dimension by dimension, and what a move would cost it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arena import ArenaGame
from ...games.dimensions import FLOORS, floor_shares
from ...games.normal_form import NormalFormGame, PureProfile
from ...games.numbers import nearest_float, rounded
from ...games.scenario.scenario import Scenario
from ...solvers.base import Equilibrium
from ...solvers.deadline import stop_after
from ...solvers.pareto import Lottery, better_lottery, dominators
from ...solvers.welfare import Welfare, welfare


@dataclass(frozen=True, eq=False)
class Move:
    """One player's change to another action at an equilibrium.

    Attributes
    ----------
    cost
        What the player would lose by it; 0 where it would be indifferent. At least 0 where the equilibrium rests on
        best replies, obedience or acceptance; of either sign where players err, or hold beliefs that may be wrong.
    by_dimension
        The cost split by dimension of value, shape (9,), entries of either sign; None for a game given by payoffs.
    told
        The action that the player is told to play, where it is told one; the cost is what it expects on hearing that.
    """

    player: int
    action: int
    cost: Any
    by_dimension: NDArray[Any] | None
    told: int | None = None


@dataclass(frozen=True, eq=False)
class Wish:
    """The pure profile that a player likes best, and how much more it would get there than at the equilibrium."""

    player: int
    profile: PureProfile
    gain: Any


@dataclass(frozen=True, eq=False)
class Explanation:
    """One equilibrium, explained: each part is worked out when it is first asked for.

    Attributes
    ----------
    values, by_floor
        The `valued_consequences` of a scenario in an arena, and what is `valued_by_floor` in it; None for a game given
        by payoffs.
    deadline
        A reading of the clock `time.monotonic`; moves or a lottery not found by then are a TimeoutError.
    """

    game: NormalFormGame
    equilibrium: Equilibrium
    values: NDArray[Any] | None = None
    by_floor: NDArray[Any] | None = None
    deadline: float = inf

    @cached_property
    def payoffs(self) -> tuple[Fraction, ...]:
        """What each player gets, as exactly as it is known."""
        if self._independent:
            return tuple(self.game.expected_payoffs(self.equilibrium.profile))
        return tuple(_readable(self._drawn.expected(table)) for table in self.game.exact)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """What else each player could do, in order.

        A move to each action that it does not play; where it is told what to play, from each action that it may be told
        to each other one; where it errs or may refuse to listen, to every action.
        """
        return tuple(
            self._move(player, action, told)
            for player in range(self.game.n_players)
            for told, action in _changes(self.equilibrium, player)
        )

    @cached_property
    def wishes(self) -> tuple[Wish, ...]:
        """What each player would like best."""
        return tuple(_wish(self.game, player, payoff) for player, payoff in enumerate(self.payoffs))

    @cached_property
    def contributions(self) -> NDArray[Any] | None:
        """Each player's payoff split by dimension, shape (n, 9); None for a game given by payoffs."""
        return None if self.values is None else np.array([self._drawn.expected(table) for table in self.values])

    @cached_property
    def floors(self) -> NDArray[Any] | None:
        """The same split by floor of the international system (top, middle, ground), shape (n, 3), or None."""
        return None if self.by_floor is None else np.array([self._drawn.expected(table) for table in self.by_floor])

    @cached_property
    def better(self) -> tuple[PureProfile, ...]:
        """The pure profiles that nobody likes less and somebody likes more."""
        return dominators(self.game, self.payoffs)

    @cached_property
    def lottery(self) -> Lottery | None:
        """A lottery over outcomes that dominates the equilibrium, or None where there is none."""
        return better_lottery(self.game, self.payoffs, self.deadline)

    @cached_property
    def welfare(self) -> Welfare:
        """What the equilibrium is worth to all together."""
        return welfare(self.game, self.payoffs)

    def pays(self, move: Move) -> Any:
        """Return what a player that is told nothing gets in all by a move."""
        return self.equilibrium.payoffs[move.player] - nearest_float(move.cost)

    def _move(self, player: int, action: int, told: int | None) -> Move:
        stop_after(self.deadline)
        if self.values is None and self._independent:
            return Move(player, action, self.payoffs[player] - self._paid[player][action], None, told)
        seen = self._drawn if told is None else self._drawn.told(player, told)
        by_dimension = None if self.values is None else seen.lost(self.values[player], player, action)
        return Move(player, action, seen.lost(self.game.exact[player], player, action), by_dimension, told)

    @property
    def _independent(self) -> bool:
        """Whether the players act each by itself, by strategies that are known exactly."""
        return self.equilibrium.exact is not None and self.equilibrium.distribution is None

    @cached_property
    def _paid(self) -> tuple[NDArray[Any], ...]:
        """What each action pays each player against the strategies of the others."""
        profile = self.equilibrium.profile
        return tuple(self.game.action_payoffs(player, profile) for player in range(self.game.n_players))

    @cached_property
    def _drawn(self) -> _Drawn:
        places = np.nonzero(self.equilibrium.outcomes)
        return _Drawn(places, self.equilibrium.outcomes[places])


def valued_consequences(scenario: Scenario) -> NDArray[Any] | None:
    """Return what each dimension adds to each player's payoff at each profile of an arena: (n, m_1, .., m_n, 9).

    None for a game given by payoffs.
    """
    if not isinstance(scenario.game, ArenaGame):
        return None
    return _weighed(scenario, scenario.consequences())


def valued_by_floor(scenario: Scenario) -> NDArray[Any] | None:
    """Return what each floor adds to each player's payoff at each profile of an arena: (n, m_1, .., m_n, 3).

    What societies feel or stir lies on the ground floor alone. None for a game given by payoffs.
    """
    values = valued_consequences(scenario)
    if values is None:
        return None
    at_home = _weighed(scenario, scenario.consequences_at_home())
    by_floor = np.matmul(values - at_home, floor_shares())
    by_floor[..., FLOORS.index("ground")] += at_home.sum(axis=-1)
    return by_floor


def _weighed(scenario: Scenario, consequences: NDArray[Any]) -> NDArray[Any]:
    """Return consequences (n, m_1, .., m_n, 9) times what each player of a scenario values them by, in that shape."""
    weights = scenario.weights()
    n, dimensions = weights.shape
    return consequences * weights.reshape(n, *([1] * n), dimensions)


@dataclass(frozen=True, eq=False)
class _Drawn:
    """The pure profiles that may come about, as index arrays (k,) for each player, and their chances (k,)."""

    places: tuple[NDArray[np.intp], ...]
    chances: NDArray[Any]

    def expected(self, table: NDArray[Any]) -> Any:
        """Return the expectation of a table of Fractions (m_1, .., m_n, ..), in floats where the chances are floats."""
        return self._weighed(table[self.places])

    def lost(self, table: NDArray[Any], player: int, action: int) -> Any:
        """Return how much less is expected of a table if the player plays the action in any case."""
        elsewhere = list(self.places)
        elsewhere[player] = np.full_like(elsewhere[player], action)
        return self._weighed(table[self.places] - table[tuple(elsewhere)])

    def told(self, player: int, action: int) -> _Drawn:
        """Return the profiles as the player sees them that is told to play the action."""
        heard = self.places[player] == action
        chances = self.chances[heard]
        return _Drawn(tuple(own[heard] for own in self.places), chances / chances.sum())

    def _weighed(self, numbers: NDArray[Any]) -> Any:
        return self.chances @ (numbers if self.chances.dtype == object else numbers.astype(np.float64))


def _changes(equilibrium: Equilibrium, player: int) -> Iterator[tuple[int | None, int]]:
    """Go through the changes that say why a player acts as it does: what it is told, if anything, and what it plays."""
    played = equilibrium.supports[player]
    actions = range(len(equilibrium.strategies[player]))
    match equilibrium.grounds:
        case "obedience":
            yield from ((told, action) for told in played for action in actions if action != told)
        case "acceptance" | "noisy_replies":
            yield from ((None, action) for action in actions)
        case _:
            yield from ((None, action) for action in actions if action not in played)


def _wish(game: NormalFormGame, player: int, payoff: Any) -> Wish:
    table = game.exact[player]
    best = np.unravel_index(int(np.argmax(table)), table.shape)
    profile = tuple(int(action) for action in best)
    return Wish(player, profile, table[profile] - payoff)


def _readable(payoff: Any) -> Any:
    """Round a payoff known only in floating point to the digits that are known."""
    return payoff if isinstance(payoff, Fraction | int) else Fraction(f"{rounded(payoff, 10)}")
