"""Minmax values: what the others can hold each player of a stage game down to.

The minmax value of player i is the least, over what the others may do, of what i's best reply pays: min over a_-i of
max over a_i of u_i. In a repeated game it is the threat: no equilibrium pays less, and for patient players little
else limits what can be sustained (Fudenberg and Maskin 1986). It depends on how the others may randomise:

- *pure*: they play one action each; a search of all their profiles;
- *correlated*: they draw a profile together, unseen by i; a linear program, whose value is also what i can guarantee
  itself (von Neumann 1928);
- *mixed*: each draws by itself. With one punisher this is the correlated value, with more it may be higher (Fudenberg
  and Tirole 1991, section 5.1), and the program is no longer convex.

For two or more independent punishers the product of their simplices is cut into cells, products of smaller simplices.
In a cell let the punishers correlate over the cell's vertices: the linear program of that game bounds the cell from
below, and the marginals of its answer, played independently, bound the value from above. A cell in which a punisher's
vertices lie near one another leaves little to correlate, so bisecting the edges along which an answer correlates
closes the gap (branch and bound: Horst and Tuy 1996, chapter 4). All of it is done in fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from itertools import combinations, count
from math import inf

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Fractions
from ...games.errors import InputError, expect, unknown
from ...games.normal_form import NormalFormGame, Profile
from ...games.scenario.given import GivenScenario, game_of
from ...games.text.shown import Shown
from ..concepts.pure_nash import unit_vectors
from ..deadline import stop_after
from ..maximin import guarantee, own_table

Punishment = tuple[Fractions, ...]
"""A mixture for each punisher, shape (m_j,)."""

PunishmentCell = tuple[Fractions, ...]
"""For each punisher the vertices of a simplex of its mixtures, shape (vertices, m_j)."""

GAP = Fraction(1, 10**9)
"""How far the bounds may stay apart, as a share of the player's payoff range."""

EFFORT = 50_000
"""How many cells may be cut in two for one player, times the payoffs that each looks at."""


@dataclass(frozen=True, eq=False, repr=False)
class MinmaxBounds(Shown):
    """Bounds on the minmax values against punishers who mix independently.

    Attributes
    ----------
    low
        No independent punishment holds the player to less, shape (n,).
    high
        What the punishment in `strategies` holds the player to, shape (n,).
    exact
        The value of each player as a Fraction where the bounds meet, else None.
    strategies
        For each player a profile of Fractions: the others punish, the player itself gives a best reply.
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    exact: tuple[Fraction | None, ...]
    strategies: tuple[Profile, ...]


@dataclass(frozen=True, eq=False)
class _Bounds:
    low: Fraction
    high: Fraction
    punishment: Punishment


def minmax(stage: GivenScenario, punishers: str = "mixed") -> NDArray[np.float64]:
    """Return each player's minmax value, shape (n,).

    Parameters
    ----------
    stage
        The game; its payoffs are read as fractions.
    punishers
        How the others may randomise: `pure` (not at all), `mixed` (independently) or `correlated`. Pure and
        correlated values are exact, and so are mixed ones against one punisher. Against more of them the mixed value
        is the `high` of `minmax_bounds`: an independent punishment attains it.

    Raises
    ------
    InputError
        If there is no such kind of punisher.

    Examples
    --------
    Two colluders match coins against a third player, who is paid 1 unless both point at its own side:

    >>> import numpy as np
    >>> guess = np.ones((2, 2, 2))
    >>> guess[0, 0, 0] = guess[1, 1, 1] = 0
    >>> victim = NormalFormGame([guess, 0 * guess, 0 * guess])
    >>> [minmax(victim, punishers)[0].item() for punishers in ("pure", "mixed", "correlated")]
    [1.0, 0.75, 0.5]
    """
    expect(punishers, str, "the name of a kind of punishers")
    if punishers not in _VALUES:
        raise InputError(unknown("kind of punishers", punishers, _VALUES))
    stage = game_of(stage)
    return np.array([_VALUES[punishers](stage, player) for player in range(stage.n_players)], dtype=np.float64)


def minmax_bounds(stage: GivenScenario, deadline: float = inf) -> MinmaxBounds:
    """Return bounds on each player's minmax value against independent punishers, with a punishment for each.

    Parameters
    ----------
    stage
        The game of one period.

    The bounds meet in two-player games. With more players the search ends once they are within `GAP` of the player's
    payoff range, as it usually is up to five actions for three players, or after `EFFORT`, some seconds for each
    player; what then is left between the bounds is not known. Deterministic. A TimeoutError is raised where the
    deadline comes first, a reading of the clock `time.monotonic`, asked between cuts.

    Examples
    --------
    >>> bounds = minmax_bounds(NormalFormGame.zero_sum([[3, 0], [0, 6]]))
    >>> print(*bounds.exact, *bounds.strategies[0][1])
    2 -2 2/3 1/3
    """
    stage = game_of(stage)
    per_player = [_bounds(stage, player, deadline) for player in range(stage.n_players)]
    return MinmaxBounds(
        low=np.array([bounds.low for bounds in per_player], dtype=np.float64),
        high=np.array([bounds.high for bounds in per_player], dtype=np.float64),
        exact=tuple(bounds.high if bounds.low == bounds.high else None for bounds in per_player),
        strategies=tuple(_with_reply(stage, i, bounds.punishment) for i, bounds in enumerate(per_player)),
    )


_VALUES: Mapping[str, Callable[[NormalFormGame, int], Fraction]] = {
    "pure": lambda stage, player: own_table(stage, player).max(axis=0).min(),
    "mixed": lambda stage, player: _bounds(stage, player).high,
    "correlated": lambda stage, player: guarantee(own_table(stage, player))[0],
}


def _bounds(stage: NormalFormGame, player: int, deadline: float = inf) -> _Bounds:
    """Search the cells, the one with the lowest bound first."""
    payoffs = np.moveaxis(stage.exact[player], player, 0)
    punishment = _pure_punishment(payoffs)
    high = _replies(payoffs, punishment).max()
    gap = GAP * (payoffs.max() - payoffs.min())
    order = count()
    waiting: list[tuple[Fraction, int, PunishmentCell, Fractions]] = []
    fresh: Iterable[PunishmentCell] = [tuple(unit_vectors(m) for m in payoffs.shape[1:])]
    cuts = EFFORT // payoffs.size
    while True:
        stop_after(deadline)
        for cell in fresh:
            low, weights = _relaxed(payoffs, cell)
            heappush(waiting, (low, next(order), cell, weights))
            candidate = tuple(share @ vertices for share, vertices in zip(_shares(weights), cell, strict=True))
            if _replies(payoffs, candidate).max() < high:
                high, punishment = _replies(payoffs, candidate).max(), candidate
        if waiting[0][0] >= high - gap or cuts == 0:
            return _Bounds(min(waiting[0][0], high), high, punishment)
        _, _, cell, weights = heappop(waiting)
        fresh = _halves(cell, weights)
        cuts -= 1


def _pure_punishment(payoffs: Fractions) -> Punishment:
    best_replies = np.asarray(payoffs.max(axis=0))
    chosen = np.unravel_index(int(best_replies.argmin()), best_replies.shape)
    return tuple(unit_vectors(m)[action] for m, action in zip(best_replies.shape, chosen, strict=True))


def _replies(payoffs: Fractions, punishment: Punishment) -> Fractions:
    """Return what each action of the punished player pays, shape (m_i,)."""
    for mixture in punishment:
        payoffs = np.tensordot(payoffs, mixture, axes=(1, 0))
    return payoffs


def _relaxed(payoffs: Fractions, cell: PunishmentCell) -> tuple[Fraction, Fractions]:
    """Return the value of the cell if its vertices may be correlated, and the weights on them, one axis for each."""
    for vertices in cell:
        payoffs = np.tensordot(payoffs, vertices, axes=(1, 1))
    loss, weights = guarantee(-payoffs.reshape(len(payoffs), -1).T)
    return -loss, np.array(weights, dtype=object).reshape(payoffs.shape[1:])


def _shares(weights: Fractions) -> Iterator[Fractions]:
    """Go through the punishers: the weight on each of the one's vertices."""
    for own in range(weights.ndim):
        yield weights.sum(axis=tuple(other for other in range(weights.ndim) if other != own))


def _halves(cell: PunishmentCell, weights: Fractions) -> Iterator[PunishmentCell]:
    """Bisect the longest edge between vertices of one punisher that both have weight; the first among equals."""
    edges = [
        (punisher, ends)
        for punisher, shares in enumerate(_shares(weights))
        for ends in combinations(np.flatnonzero(shares).tolist(), 2)
    ]
    punisher, ends = max(edges, key=lambda edge: (np.diff(cell[edge[0]][list(edge[1])], axis=0) ** 2).sum())
    for end in ends:
        half = cell[punisher].copy()
        half[end] = half[list(ends)].sum(axis=0) / 2
        yield (*cell[:punisher], half, *cell[punisher + 1 :])


def _with_reply(stage: NormalFormGame, player: int, punishment: Punishment) -> Profile:
    replies = _replies(np.moveaxis(stage.exact[player], player, 0), punishment)
    reply = unit_vectors(len(replies))[replies.argmax()]
    return (*punishment[:player], reply, *punishment[player:])
