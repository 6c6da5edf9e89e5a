"""From decisions to rows: what is played in the equilibria that were found, what it pays, and the regret.

Nothing is taken from the decisions but where there is an equilibrium, and its index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import prod

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ..n_player.support_profiles import Supports
from .kernel import Kernel, Mix, Sizes
from .rows import BatchRows, Found, GameNumbers, twins_in_order


def measured_rows(payoffs: Floats, kernel: Kernel, found: Found) -> BatchRows:
    """Return the equilibria that a kernel found in the games of a block, payoffs (n, m_1, .., m_n, b)."""
    game, number, indices = found
    shape = payoffs.shape[1:-1]
    pure = np.ones(len(number), dtype=bool) if kernel.mix is None else number < kernel.n_pure
    rows = BatchRows(
        game=game,
        probabilities=_pure_strategies(number, shape)
        if kernel.mix is None
        else _certainties(kernel.supports, shape).take(number, axis=1),
        payoffs=np.empty((len(shape), len(game))),
        regret=np.empty(len(game)),
        relative_regret=np.zeros(len(game)),
        pure=pure,
        indices=indices,
        indexed=np.ones_like(pure),
    )
    best = [np.maximum.reduce(table, axis=player) for player, table in enumerate(payoffs)]
    _look_up(rows, payoffs, best, number, np.flatnonzero(pure))
    if kernel.mix is not None and not pure.all():
        _fill_in_mixed(rows, payoffs, best, kernel, kernel.mix, number)
    return twins_in_order(rows, kernel.supports, number)


def _pure_strategies(number: GameNumbers, shape: tuple[int, ...]) -> Floats:
    """Return the probabilities of all players' actions in pure profiles by their numbers, shape (m_1 + .. + m_n, K)."""
    played = np.zeros((sum(shape), len(number)))
    starts = accumulate(shape[:-1], initial=0)
    for start, actions in zip(starts, np.unravel_index(number, shape), strict=True):
        played[start + actions, np.arange(len(number))] = 1
    return played


@cache
def _certainties(supports: Sequence[Supports], shape: tuple[int, ...]) -> Floats:
    """Return 1 for every action that a support holds alone, else 0, shape (m_1 + .. + m_n, S)."""
    alone = [[own[player] == (a,) for own in supports] for player, m in enumerate(shape) for a in range(m)]
    return np.array(alone, dtype=np.float64)


def _look_up(rows: BatchRows, payoffs: Floats, best: Sequence[Floats], number: GameNumbers, which: GameNumbers) -> None:
    """Fill in what pure profiles, given by their numbers, pay, and what the best deviation from them would gain.

    `best` is the most that each player can get against each profile of the others, games last.
    """
    shape, games = payoffs.shape[1:-1], payoffs.shape[-1]
    game, profile = rows.game.take(which), number.take(which)
    regret = np.zeros(len(which))
    for player, (table, most, others) in enumerate(zip(payoffs, best, _profiles_of_others(shape), strict=True)):
        own = table.reshape(-1).take(profile * games + game)
        np.maximum(regret, most.reshape(-1).take(others.take(profile) * games + game) - own, out=regret)
        rows.payoffs[player, which] = own
    rows.regret[which] = regret


@cache
def _profiles_of_others(shape: tuple[int, ...]) -> list[GameNumbers]:
    """Return for each player the number of the others' profile in each profile."""
    cells = np.indices(shape).reshape(len(shape), -1)
    others = [[other for other in range(len(shape)) if other != player] for player in range(len(shape))]
    return [
        np.asarray(np.ravel_multi_index([cells[j] for j in rest], [shape[j] for j in rest]) if rest else 0 * cells[0])
        for rest in others
    ]


@dataclass(frozen=True, eq=False)
class _Kind:
    """Supports on which as many actions are played, and which were named as often before.

    Attributes
    ----------
    sizes, root
        How many actions each player plays, and how often the support was named before.
    actions
        For each player the numbers of the actions played, among those of all players, shape (k_i, S).
    cells
        For each player the numbers of the profiles of what others play, and all of its own, played ones first, shape
        (k_1, .., m_i, .., k_n, S). What supports of other kinds have in these arrays stands for nothing.
    """

    sizes: Sizes
    root: int
    actions: list[GameNumbers]
    cells: list[GameNumbers]

    def tables(self, payoffs: Floats, game: GameNumbers, number: GameNumbers) -> list[Floats]:
        """Return the payoffs of each player in its cells, shape (k_1, .., m_i, .., k_n, k), games last."""
        if self.sizes == payoffs.shape[1:-1]:
            return list(payoffs.take(game, axis=-1))
        flat, games = payoffs.reshape(len(payoffs), -1), payoffs.shape[-1]
        places = ((cells * games).take(number, axis=-1) + game for cells in self.cells)
        return [own.take(place) for own, place in zip(flat, places, strict=True)]

    def cut(self, tables: Sequence[Floats]) -> Floats:
        """Return what such tables hold of the actions played, shape (n, k_1, .., k_n, k)."""
        played = tuple(map(slice, self.sizes))
        return np.stack([table[played] for table in tables])


@cache
def _mixed_kinds(kernel: Kernel, shape: Sizes) -> tuple[NDArray[np.uint8], list[_Kind]]:
    """Return the kinds of the supports that are not pure, and for each support the place of its kind."""
    kinds = sorted(set(kernel.kinds[kernel.n_pure :]))
    places = [kinds.index(kind) if kind in kinds else 0 for kind in kernel.kinds]
    return np.array(places, dtype=np.uint8), [_kind(kernel, shape, *kind) for kind in kinds]


def _kind(kernel: Kernel, shape: Sizes, sizes: Sizes, root: int) -> _Kind:
    example = kernel.supports[kernel.kinds.index((sizes, root))]
    supports = [
        own if kind == (sizes, root) else example for own, kind in zip(kernel.supports, kernel.kinds, strict=True)
    ]
    starts = accumulate(shape[:-1], initial=0)
    actions = [np.array([own[player] for own in supports]).T + start for player, start in enumerate(starts)]
    return _Kind(sizes, root, actions, [_cells(supports, shape, player) for player in range(len(shape))])


def _cells(supports: Sequence[Supports], shape: Sizes, player: int) -> GameNumbers:
    """Return the numbers of a player's cells with each support, as in `_Kind`."""
    cells = []
    for support in supports:
        rest = [a for a in range(shape[player]) if a not in support[player]]
        axes = [(*own, *rest) if j == player else own for j, own in enumerate(support)]
        cells.append(np.arange(prod(shape)).reshape(shape)[np.ix_(*axes)])
    return np.stack(cells, axis=-1)


def _fill_in_mixed(
    rows: BatchRows, payoffs: Floats, best: Sequence[Floats], kernel: Kernel, mix: Mix, number: GameNumbers
) -> None:
    """Fill in how the players mix on supports, given by their numbers, what that pays, and the regret."""
    games = payoffs.shape[-1]
    greatest = np.stack([np.maximum.reduce(most.reshape(-1, games)) for most in best])
    ranges = np.minimum.reduce(payoffs.reshape(len(payoffs), -1, games), axis=1), greatest
    kind_of, kinds = _mixed_kinds(kernel, payoffs.shape[1:-1])
    mixed = np.flatnonzero(~rows.pure)
    places = kind_of.take(number.take(mixed))
    mixed = mixed.take(np.argsort(places, kind="stable"))
    start = 0
    for kind, count in zip(kinds, np.bincount(places, minlength=len(kinds)).tolist(), strict=True):
        which = mixed[start : start + count]
        start += count
        if count:
            game, support = rows.game.take(which), number.take(which)
            tables = kind.tables(payoffs, game, support)
            profile = [weight / np.add.reduce(weight) for weight in mix(kind.cut(tables), kind.root)]
            for actions, strategy in zip(kind.actions, profile, strict=True):
                rows.probabilities.reshape(-1)[(actions * len(number)).take(support, axis=1) + which] = strategy
            lowest, greatest = (table.take(game, axis=1) for table in ranges)
            rows.put(which, *measured_profiles(tables, profile, lowest, greatest))


def measured_profiles(
    tables: Sequence[Floats], profile: Sequence[Floats], lowest: Floats, greatest: Floats
) -> tuple[Floats, Floats, Floats]:
    """Measure profiles, each in a game of its own.

    Regret is taken from what actions pay above the player's lowest payoff in the game, so that it is exact to the last
    digits of the player's payoff range, however far away its origin is.

    Parameters
    ----------
    tables
        Each player's payoffs for all of its own actions and those of the others that are played, the own ones that are
        played first, shape (k_1, .., m_i, .., k_n, k).
    profile
        For each player the probabilities of the actions played, shape (k_i, k).
    lowest, greatest
        Each player's lowest and greatest payoff in the game, shape (n, k).

    Returns
    -------
    tuple of arrays
        Each player's expected payoff (n, k), the largest gain by a deviation (k,), and the largest as a share of the
        player's payoff range (k,), where a player whose payoffs are all alike has none.

    Examples
    --------
    Matching pennies, where one player knows the other's coin.

    >>> pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    >>> certain, even = np.array([[1.0], [0.0]]), np.array([[0.5], [0.5]])
    >>> one = np.ones((2, 1))
    >>> payoffs, regret, share = measured_profiles(pennies[..., None], [certain, even], -one, one)
    >>> payoffs[:, 0], regret[0], share[0]
    (array([0., 0.]), np.float64(1.0), np.float64(0.5))
    """
    n, k = len(profile), lowest.shape[-1]
    payoffs = np.empty((n, k))
    regret, relative_regret = np.zeros((2, k))
    spread = greatest - lowest
    spread[spread == 0] = np.inf
    for player, table in enumerate(tables):
        values = _expected(table - lowest[player], profile, player)
        above = np.add.reduce(values[: len(profile[player])] * profile[player])
        gain = np.maximum.reduce(values) - above
        np.add(lowest[player], above, out=payoffs[player])
        np.maximum(regret, gain, out=regret)
        np.maximum(relative_regret, gain / spread[player], out=relative_regret)
    return payoffs, regret, relative_regret


def _expected(table: Floats, profile: Sequence[Floats], player: int) -> Floats:
    """Return what each of a player's actions pays against what the others play, shape (m_i, k); overwrites the table.

    The others' profiles are summed over in one order, however many games there are, so that the answer is the same in
    any batch.
    """
    actions, games = table.shape[player], table.shape[-1]
    for j, own in enumerate(profile):
        if j != player:
            table *= own.reshape(*(len(own) if j == axis else 1 for axis in range(len(profile))), games)
    return np.asarray(np.add.reduce(np.moveaxis(table, player, 0).reshape(actions, -1, games), axis=1))
