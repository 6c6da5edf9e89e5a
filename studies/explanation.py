"""Why nobody moves: what each player gets at an equilibrium, dimension by dimension, and what a move would cost it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..games.arena import ArenaGame
from ..games.dimensions import floor_shares
from ..games.normal_form import NormalFormGame, PureProfile
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
    """One equilibrium, explained.

    Attributes
    ----------
    moves
        For each player, in order: a move to each action that it does not play; where it is told what to play, from each
        action that it may be told to each other one; where it errs or may refuse to listen, to every action.
    contributions
        Each player's payoff split by dimension, shape (n, 9); None for a game given by payoffs.
    floors
        The same split by floor of the international system (top, middle, ground), shape (n, 3), or None.
    better
        The pure profiles that nobody likes less and somebody likes more.
    lottery
        A lottery over outcomes that dominates the equilibrium, or None. It is not sought where the grounds are beliefs:
        such outcomes may be hundreds.
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
    payoffs = [_readable(payoff) for payoff in game.distribution_payoffs(equilibrium.outcomes)]
    return Explanation(
        equilibrium=equilibrium,
        moves=tuple(
            _move(game, values, equilibrium.outcomes, player, action, told)
            for player in range(game.n_players)
            for told, action in _changes(equilibrium, player)
        ),
        wishes=tuple(_wish(game, player, payoffs[player]) for player in range(game.n_players)),
        contributions=contributions,
        floors=None if contributions is None else np.matmul(contributions, floor_shares().astype(contributions.dtype)),
        better=dominators(game, payoffs),
        lottery=None if equilibrium.grounds == "beliefs" else better_lottery(game, payoffs),
        welfare=welfare(game, payoffs),
    )


def valued_consequences(scenario: Scenario) -> NDArray[Any]:
    """Return what each dimension adds to each player's payoff at each profile of an arena: (n, m_1, .., m_n, 9)."""
    weights = scenario.weights()
    n, dimensions = weights.shape
    return scenario.consequences() * weights.reshape(n, *([1] * n), dimensions)


def _contributions(values: NDArray[Any], equilibrium: Equilibrium) -> NDArray[Any]:
    return np.array([_expected(table, equilibrium.outcomes) for table in values])


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


def _move(
    game: NormalFormGame,
    values: NDArray[Any] | None,
    outcomes: NDArray[Any],
    player: int,
    action: int,
    told: int | None,
) -> Move:
    """Weigh what the player expects as it is against what it expects with the same of the others and its own action."""
    expected = outcomes if told is None else _on_hearing(outcomes, player, told)
    changed = np.zeros_like(expected)
    changed[(*[slice(None)] * player, action)] = expected.sum(axis=player)
    lost = expected - changed
    by_dimension = None if values is None else _expected(values[player], lost)
    return Move(player, action, _expected(game.exact[player], lost), by_dimension, told)


def _on_hearing(outcomes: NDArray[Any], player: int, told: int) -> NDArray[Any]:
    """Return how likely each pure profile is for a player that is told its action."""
    heard = np.zeros_like(outcomes)
    place = (*[slice(None)] * player, told)
    heard[place] = outcomes[place] / outcomes[place].sum()
    return heard


def _expected(table: NDArray[Any], outcomes: NDArray[Any]) -> Any:
    """Return the expectation of a table of Fractions (m_1, .., m_n, ..), in floats where the outcomes are floats."""
    numbers = table if outcomes.dtype == object else table.astype(np.float64)
    return np.tensordot(outcomes, numbers, axes=outcomes.ndim)[()]


def _wish(game: NormalFormGame, player: int, payoff: Any) -> Wish:
    table = game.exact[player]
    best = np.unravel_index(int(np.argmax(table)), table.shape)
    profile = tuple(int(action) for action in best)
    return Wish(player, profile, table[profile] - payoff)


def _readable(payoff: Any) -> Any:
    """Round a payoff known only in floating point to the digits that are known."""
    return payoff if isinstance(payoff, Fraction | int) else Fraction(f"{payoff:.10g}")
