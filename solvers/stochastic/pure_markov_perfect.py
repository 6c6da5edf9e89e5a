"""All Markov-perfect equilibria in pure strategies, by going through the pure stationary profiles.

A pure stationary profile picks one pure profile for each state, so with K pure profiles in each of S states there are
K^S. Most of them are cast out state by state before any is looked at. If every value v_i(t) is known to lie between two
bounds, then a pure profile a of state s at which some deviation b of player i gains

    (1 - d) (u_i(s, b) - u_i(s, a)) + d sum over t of (P(t | s, b) - P(t | s, a)) v_i(t) > 0

for all values between them is part of no equilibrium. What remains tightens the bounds, and so on: iterated
conditional dominance (Fudenberg and Tirole 1991, section 4.6), here of pure profiles.

The remaining ones are evaluated many at a time in floats, and cast out where a deviation gains more than the floats
could err. The values solve (I - d P) v = (1 - d) u, and the inverse of I - d P has norm 1 / (1 - d): computed ones that
miss the right side by r are wrong by at most r / (1 - d). The few that are left are decided in fractions, so that ties
are ties.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ...games.numbers import counted
from ...games.stochastic.stochastic_game import StochasticGame
from .equilibrium import MarkovSolution, measured_profile

_MOST_PROFILES = 4_000_000
_MOST_EQUILIBRIA = 2_000
_AT_ONCE = 2**15
_MOST_ROUNDS = 30

Choices = list[NDArray[np.intp]]
"""For each state the numbers of the pure profiles that are still possible."""


def pure_markov_perfect(game: StochasticGame) -> MarkovSolution:
    """Return all Markov-perfect equilibria in pure strategies, exactly.

    Returns
    -------
    MarkovSolution
        Each equilibrium in Fractions with a residual of 0, in the order of their actions in the first state, then in
        the second, and so on. Where a player's actions make no difference to anybody it plays the first. `complete` is
        about pure equilibria; it is false, and a note says why, only where more than 4,000,000 pure stationary profiles
        remain after those that are dominated, of which none is then looked at, or where there are 2,000 equilibria or
        more, of which the first are given.

    Examples
    --------
    A stock lasts as long as both restrain themselves; a discount of 2/3 is just enough to make them.

    >>> payoffs = np.array([[[[2, 0], [4, 1]], [[2, 4], [0, 1]]], np.ones((2, 2, 2), dtype=int)])
    >>> lasts = np.array([[[1, 0], [0, 0]], [[0, 0], [0, 0]]])
    >>> game = StochasticGame(payoffs, np.stack([lasts, 1 - lasts], axis=-1), "2/3", states=["stock", "none"])
    >>> [equilibrium.choices for equilibrium in pure_markov_perfect(game).equilibria]
    [((0, 0), (0, 0)), ((1, 1), (0, 0))]
    """
    tables = _tables(game)
    possible = _undominated(tables)
    count = prod(len(remaining) for remaining in possible)
    if count > _MOST_PROFILES:
        note = (
            f"Pure equilibria were not sought: {counted(count)} pure stationary profiles are left after those that are "
            f"dominated, more than {counted(_MOST_PROFILES)}."
        )
        return MarkovSolution(game, (), False, (note,))
    equilibria = []
    for numbers in _unrefuted(tables, possible):
        candidate = measured_profile(game, game.pure(np.stack(np.unravel_index(numbers, game.shape), axis=1)))
        if candidate.residual == 0:
            equilibria.append(candidate)
        if len(equilibria) == _MOST_EQUILIBRIA:
            note = f"There are {counted(_MOST_EQUILIBRIA)} or more pure equilibria; the search stopped there."
            return MarkovSolution(game, tuple(equilibria), False, (note,))
    return MarkovSolution(game, tuple(equilibria), True)


@dataclass(frozen=True, eq=False)
class _Tables:
    """What the K pure profiles of each state bring, with payoffs from 0 to 1.

    `payoffs` (S, K, n), `moves` (S, K, S); for each player what each of its m_i actions would bring it against what the
    others do in the profile: `own_payoffs` (S, K, m_i) and `own_moves` (S, K, m_i, S). `distinct` (S, K) leaves out
    profiles in which an idle player does not play its first action.
    """

    discount: float
    payoffs: Floats
    moves: Floats
    own_payoffs: tuple[Floats, ...]
    own_moves: tuple[Floats, ...]
    distinct: NDArray[np.bool_]

    @property
    def rounding(self) -> float:
        """More than the floats can err in a sum of S products of numbers up to 1."""
        return 8 * (len(self.payoffs) + 3) * float(np.finfo(np.float64).eps)


def _tables(game: StochasticGame) -> _Tables:
    states, shape = game.n_states, game.shape
    by_player = np.moveaxis(game.relative_payoffs, 1, 0)
    actions = np.indices(shape).reshape(len(shape), -1)
    return _Tables(
        discount=float(game.discount),
        payoffs=np.moveaxis(by_player, 0, -1).reshape(states, -1, len(shape)),
        moves=game.transitions.reshape(states, -1, states),
        own_payoffs=tuple(_deviating(table[..., np.newaxis], i, shape)[..., 0] for i, table in enumerate(by_player)),
        own_moves=tuple(_deviating(game.transitions, i, shape) for i in range(len(shape))),
        distinct=np.logical_not((game.idle[..., np.newaxis] & (actions > 0)).any(axis=1)),
    )


def _deviating(table: Floats, player: int, shape: tuple[int, ...]) -> Floats:
    """Turn a table (S, m_1, .., m_n, r) into (S, K, m_i, r): the player's axis last but one, copied in its place."""
    own_last = np.expand_dims(np.moveaxis(table, 1 + player, -2), 1 + player)
    wide = np.broadcast_to(own_last, (len(table), *shape, shape[player], table.shape[-1]))
    return wide.reshape(len(table), -1, shape[player], table.shape[-1])


def _undominated(tables: _Tables) -> Choices:
    """Return the pure profiles of each state that no deviation beats for all values within their bounds."""
    low, high = np.zeros_like(tables.payoffs[:, 0]), np.ones_like(tables.payoffs[:, 0])
    possible = tables.distinct
    slack = 2 * tables.rounding / (1 - tables.discount)
    for _ in range(_MOST_ROUNDS):
        kept = possible & ~_beaten(tables, low, high, slack)
        if not kept.any(axis=1).all():
            return [np.flatnonzero(row & False) for row in kept]
        now = (1 - tables.discount) * tables.payoffs
        low, high = (
            np.where(kept[..., np.newaxis], now + tables.discount * tables.moves @ low, np.inf).min(axis=1),
            np.where(kept[..., np.newaxis], now + tables.discount * tables.moves @ high, -np.inf).max(axis=1),
        )
        possible = kept
    return [np.flatnonzero(row) for row in possible]


def _beaten(tables: _Tables, low: Floats, high: Floats, slack: float) -> NDArray[np.bool_]:
    beaten = np.zeros(tables.payoffs.shape[:2], dtype=bool)
    for i, (payoffs, moves) in enumerate(zip(tables.own_payoffs, tables.own_moves, strict=True)):
        gain = (1 - tables.discount) * (payoffs - tables.payoffs[:, :, np.newaxis, i])
        shift = moves - tables.moves[:, :, np.newaxis]
        later = np.maximum(shift, 0) @ low[:, i] + np.minimum(shift, 0) @ high[:, i]
        beaten |= (gain + tables.discount * later > slack).any(axis=2)
    return beaten


def _unrefuted(tables: _Tables, possible: Choices) -> Iterator[NDArray[np.intp]]:
    """Go through the pure stationary profiles at which the floats do not prove that somebody gains by deviating."""
    counts = [len(remaining) for remaining in possible]
    for start in range(0, prod(counts), _AT_ONCE):
        places = np.unravel_index(np.arange(start, min(start + _AT_ONCE, prod(counts))), counts)
        numbers = np.stack([remaining[place] for remaining, place in zip(possible, places, strict=True)], axis=1)
        yield from numbers[~_refuted(tables, numbers)]


def _refuted(tables: _Tables, numbers: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell of which pure stationary profiles, given by the number of each state's pure profile, floats prove a gain."""
    states = np.arange(len(tables.payoffs))
    keep, now = tables.discount, 1 - tables.discount
    matrices = np.eye(len(states)) - keep * tables.moves[states, numbers]
    sides = now * tables.payoffs[states, numbers]
    values = np.linalg.solve(matrices, sides)
    missed = np.abs(matrices @ values - sides).max(axis=(1, 2))
    error = (missed + tables.rounding) / now + tables.rounding
    refuted = np.zeros(len(numbers), dtype=bool)
    for i, (payoffs, moves) in enumerate(zip(tables.own_payoffs, tables.own_moves, strict=True)):
        later = np.einsum("bsat,bt->bsa", moves[states, numbers], values[..., i])
        best = (now * payoffs[states, numbers] + keep * later).max(axis=2)
        refuted |= (best - values[..., i]).max(axis=1) > 2 * error
    return refuted
