"""The verbs: all equilibria of many games of one shape."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.arrays import Flags, Floats
from ...games.normal_form import NormalFormGame
from ...games.numbers import read_floats
from ..best_replies import deviation_gains, only_best_replies
from ..solve import solve
from .bimatrix import MOST_ACTIONS, bimatrix
from .kernel import Kernel
from .measured import measured_rows
from .pure import pure
from .rows import BatchRows, block_slices, exact_rows, found_in, joined, merged, new_buffer, without
from .table import BatchEquilibria, Reason
from .two_by_two import two_by_two
from .two_by_two_by_three import two_by_two_by_three
from .two_by_two_by_two import two_by_two_by_two

_MOST_REGRET = 2.0**-33
"""As a share of the payoff range; where rounding errors leave more, a game is in doubt."""


def solve_batch(payoffs: ArrayLike, *, seed: int = 0) -> BatchEquilibria:
    """Return the equilibria of many games of one shape, in columns.

    Parameters
    ----------
    payoffs
        Shape (B, n, m_1, .., m_n): finite numbers, `payoffs[b, i, a_1, .., a_n]` is what player i gets in game b.
        They are held as floats; an exact solver reads a float as the shortest decimal that prints as it.
    seed
        For the exact solver of games with three players, which may search at random. Each game's answer depends on the
        game and the seed alone, not on the batch in which it stands.

    Returns
    -------
    BatchEquilibria
        For two players with up to four actions each, and for three with two, of whom one may have three: all
        equilibria, or what the exact solver finds where they come in continua (all extreme equilibria of two players).
        For other shapes: all pure equilibria, with `PURE_ONLY` for the reason why there may be more.

    Raises
    ------
    ValueError
        If the shape is not that of a batch of games, or a payoff is not a finite number.

    Notes
    -----
    The decisions of a closed form are signs of numbers that are further from zero than any rounding error by a wide
    margin. A game in which an equilibrium hangs on one that is not goes to `solve`, and so do those in which the
    indices of what was found do not add up to 1, or which may be degenerate for no plain reason. In all others every
    support has been looked at that can hold an equilibrium, and their number is odd.

    On one core a game takes about 0.05 microseconds at 2 x 2, 0.2 at 3 x 3, 0.4 at 4 x 4, 0.3 at 2 x 2 x 2, 1 at
    2 x 2 x 3, and some milliseconds where it has to be solved exactly.

    Examples
    --------
    A stag hunt for ten values of the stag.

    >>> stag = np.linspace(2.5, 7, 10)
    >>> hunts = np.zeros((10, 2, 2, 2))
    >>> hunts[:, :, 0, 0], hunts[:, 0, 1, :], hunts[:, 1, :, 1] = stag[:, None], 2, 2
    >>> found = solve_batch(hunts)
    >>> found.count, found.complete.all()
    (array([3, 3, 3, 3, 3, 3, 3, 3, 3, 3]), np.True_)
    >>> found.strategies[0][~found.pure, 0] * stag
    array([2., 2., 2., 2., 2., 2., 2., 2., 2., 2.])
    """
    games = _read(payoffs)
    kernel, buffer = _kernel(games.shape[2:]), new_buffer()
    rows, doubtful, degenerate = _closed_form(games, kernel, buffer)
    reason = np.full(len(games), _proven(kernel), dtype=np.uint8)
    if kernel.mix is not None:
        near = np.flatnonzero(degenerate)
        with np.errstate(all="ignore"):
            left = near[doubtful[near] | ~_tied(games[near])]
            solutions = [solve(NormalFormGame(game), seed=seed) for game in games[left]]
            rows = merged(without(rows, left), exact_rows(left, solutions, games.shape[2:]))
        reason[left] = [Reason.NONE if solution.complete else Reason.UNSETTLED for solution in solutions]
        degenerate[left] = [solution.degenerate is not False for solution in solutions]
    return _table(rows, games.shape[2:], reason, degenerate)


def generic_batch(payoffs: ArrayLike) -> BatchEquilibria:
    """Return the equilibria of many games by closed forms alone, in floats; parameters and errors as in `solve_batch`.

    Returns
    -------
    BatchEquilibria
        As from `solve_batch`, but a game that has to be solved exactly has no rows, and the reason is `NEAR_TIE`.

    Examples
    --------
    Matching pennies, and a game of two players to whom nothing matters.

    >>> found = generic_batch([[[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], np.zeros((2, 2, 2))])
    >>> found.count, found.reason, found.degenerate
    (array([1, 0]), array([0, 2], dtype=uint8), array([False,  True]))
    """
    games = _read(payoffs)
    kernel = _kernel(games.shape[2:])
    rows, doubtful, degenerate = _closed_form(games, kernel, new_buffer())
    reason = np.where(doubtful, Reason.NEAR_TIE, _proven(kernel)).astype(np.uint8)
    return _table(rows, games.shape[2:], reason, degenerate)


def _read(payoffs: ArrayLike) -> Floats:
    """Return the payoffs as contiguous floats, or refuse them."""
    games = np.ascontiguousarray(read_floats("payoffs", payoffs))
    shape = games.shape
    if len(shape) < 3 or shape[1] != len(shape) - 2 or 0 in shape[1:]:
        raise ValueError(
            f"payoffs must have shape (B, n, m1, .., mn) (games, players, then one axis for each player's actions), "
            f"got {shape}"
        )
    with np.errstate(all="ignore"):
        finite = bool(np.isfinite(games.sum())) or bool(np.isfinite(games).all())  # a finite sum says it at once
    if not finite:
        place = tuple(int(k) for k in np.argwhere(~np.isfinite(games))[0])
        raise ValueError(f"payoffs{list(place)} must be a finite number, got {games[place]}")
    return games


@cache
def _kernel(shape: tuple[int, ...]) -> Kernel:
    """Choose the closed form for a shape, or the search for pure equilibria."""
    if shape == (2, 2):
        return two_by_two()
    if len(shape) == 2 and max(shape) <= MOST_ACTIONS:
        return bimatrix(*shape)
    if shape == (2, 2, 2):
        return two_by_two_by_two()
    if sorted(shape) == [2, 2, 3]:
        return two_by_two_by_three(shape)
    return pure()


def _proven(kernel: Kernel) -> Reason:
    return Reason.PURE_ONLY if kernel.mix is None else Reason.NONE


def _closed_form(games: Floats, kernel: Kernel, buffer: Floats) -> tuple[BatchRows, Flags, Flags]:
    """Return the equilibria that the kernel finds, the games in doubt, which have none, and the degenerate games."""
    blocks: list[BatchRows] = []
    doubtful, degenerate = np.empty((2, len(games)), dtype=bool)
    with np.errstate(all="ignore"):  # what overflows has no sign, so that the game is in doubt
        for block in block_slices(len(games), max(prod(games.shape[1:]), len(kernel.supports))):
            games_last = turned(games[block], buffer)
            indices, doubtful[block], degenerate[block] = kernel.decide(games_last)
            indices[doubtful[block]] = 0
            rows = measured_rows(games_last, kernel, found_in(indices))
            blocks.append(rows._replace(game=rows.game + block.start))
    rows = joined(blocks or [exact_rows(np.arange(0), [], games.shape[2:])])
    poor = rows.game[~(rows.relative_regret <= _MOST_REGRET)]
    doubtful[poor] = degenerate[poor] = True
    return without(rows, poor), doubtful, degenerate


def turned(games: Floats, buffer: Floats) -> Floats:
    """Copy payoffs (b, n, m_1, .., m_n) into the buffer, if they have room there, with the axis of games last."""
    cells = prod(games.shape[1:])
    room = buffer if games.size <= len(buffer) else np.empty(games.size)
    tables = room[: games.size].reshape(cells, len(games))
    np.copyto(tables, games.reshape(len(games), cells).T)
    return tables.reshape(*games.shape[1:], len(games))


def _tied(games: Floats) -> Flags:
    """Tell which games are degenerate because some action of one player has two best replies of another."""
    best = deviation_gains(games, axis=1) == 0
    return np.asarray((best & ~only_best_replies(best, axis=1)).any(axis=tuple(range(1, games.ndim))))


def _table(rows: BatchRows, shape: tuple[int, ...], reason: NDArray[np.uint8], degenerate: Flags) -> BatchEquilibria:
    ends = list(accumulate(shape))
    return BatchEquilibria(
        game=rows.game,
        strategies=tuple(rows.probabilities[end - m : end].T for end, m in zip(ends, shape, strict=True)),
        payoffs=rows.payoffs.T,
        regret=rows.regret,
        relative_regret=rows.relative_regret,
        pure=rows.pure,
        index=rows.indices,
        indexed=rows.indexed,
        count=np.bincount(rows.game, minlength=len(reason)),
        reason=reason,
        degenerate=degenerate,
    )
