"""Why nobody moves: what each player gets at an equilibrium, dimension by dimension, and what a move would cost it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..games.arena import ArenaGame
from ..games.dimensions import floor_shares
from ..games.normal_form import NormalFormGame, PureProfile, average_over
from ..games.scenario import Scenario
from ..solvers.base import Equilibrium
from ..solvers.pareto import Lottery, better_lottery, dominators
from ..solvers.welfare import Welfare, welfare


@dataclass(frozen=True, eq=False)
class Move:
    """One player's change to another action at an equilibrium.

    Attributes
    ----------
    cost
        What the player would lose by it, at least 0 at an equilibrium; 0 where it would be indifferent.
    by_dimension
        The cost split by dimension of value, shape (9,), entries of either sign; None for a game given by payoffs.
    """

    player: int
    action: int
    cost: Any
    by_dimension: NDArray[Any] | None


@dataclass(frozen=True, eq=False)
class Wish:
    """The pure profile that a player likes best, and how much more it would get there than at the equilibrium."""

    player: int
    profile: PureProfile
    gain: Any


@dataclass(frozen=True, eq=False)
class Explanation:
    """One equilibrium, explained.

    Attributes
    ----------
    moves
        For each player, in order, a move to each action that it does not play.
    contributions
        Each player's payoff split by dimension, shape (n, 9); None for a game given by payoffs.
    floors
        The same split by floor of the international system (top, middle, ground), shape (n, 3), or None.
    better
        The pure profiles that nobody likes less and somebody likes more.
    lottery
        A lottery over outcomes that dominates the equilibrium, or None.
    """

    equilibrium: Equilibrium
    moves: tuple[Move, ...]
    wishes: tuple[Wish, ...]
    contributions: NDArray[Any] | None
    floors: NDArray[Any] | None
    better: tuple[PureProfile, ...]
    lottery: Lottery | None
    welfare: Welfare


def explain(scenario: Scenario, game: NormalFormGame, equilibrium: Equilibrium) -> Explanation:
    """Return why an equilibrium of a scenario's game holds, and what it is worth to whom."""
    values = valued_consequences(scenario) if isinstance(scenario.game, ArenaGame) else None
    contributions = None if values is None else _contributions(values, equilibrium)
    payoffs = [_readable(payoff) for payoff in game.expected_payoffs(equilibrium.profile)]
    return Explanation(
        equilibrium=equilibrium,
        moves=tuple(
            _move(game, values, equilibrium, player, action)
            for player in range(game.n_players)
            for action in range(game.shape[player])
            if action not in equilibrium.supports[player]
        ),
        wishes=tuple(_wish(game, player, payoffs[player]) for player in range(game.n_players)),
        contributions=contributions,
        floors=None if contributions is None else np.matmul(contributions, floor_shares().astype(contributions.dtype)),
        better=dominators(game, payoffs),
        lottery=better_lottery(game, payoffs),
        welfare=welfare(game, payoffs),
    )


def valued_consequences(scenario: Scenario) -> NDArray[Any]:
    """Return what each dimension adds to each player's payoff at each profile of an arena: (n, m_1, .., m_n, 9)."""
    weights = scenario.weights()
    n, dimensions = weights.shape
    return scenario.consequences() * weights.reshape(n, *([1] * n), dimensions)


def _contributions(values: NDArray[Any], equilibrium: Equilibrium) -> NDArray[Any]:
    return np.array([average_over(_in_kind(table, equilibrium), equilibrium.profile) for table in values])


def _move(
    game: NormalFormGame, values: NDArray[Any] | None, equilibrium: Equilibrium, player: int, action: int
) -> Move:
    profile = equilibrium.profile
    payoffs = game.action_payoffs(player, profile)
    cost = np.dot(profile[player], payoffs) - payoffs[action]
    if values is None:
        return Move(player, action, cost, None)
    by_action = average_over(_in_kind(values[player], equilibrium), profile, (player,))
    return Move(player, action, cost, np.tensordot(profile[player], by_action, axes=(0, 0)) - by_action[action])


def _in_kind(table: NDArray[Any], equilibrium: Equilibrium) -> NDArray[Any]:
    """Return a table of Fractions as floats where the equilibrium is known in floats only."""
    return table if equilibrium.exact is not None else table.astype(np.float64)


def _wish(game: NormalFormGame, player: int, payoff: Any) -> Wish:
    table = game.exact[player]
    best = np.unravel_index(int(np.argmax(table)), table.shape)
    profile = tuple(int(action) for action in best)
    return Wish(player, profile, table[profile] - payoff)


def _readable(payoff: Any) -> Any:
    """Round a payoff known only in floating point to the digits that are known."""
    return payoff if isinstance(payoff, Fraction | int) else Fraction(f"{payoff:.10g}")
