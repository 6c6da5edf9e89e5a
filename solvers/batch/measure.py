"""What profiles pay and what deviations from them would gain, in many games at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from .gains import Floats

Numbers = NDArray[np.intp]

_BLOCK = 2**18


def blocks(length: int, payoffs_each: int) -> Iterator[slice]:
    """Cut a range of games or rows into blocks of about two megabytes of payoffs."""
    size = max(_BLOCK // payoffs_each, 1)
    return (slice(start, min(start + size, length)) for start in range(0, length, size))


def new_buffer() -> Floats:
    """Return room for the payoffs of a block, and more.

    It is larger than all else that a block needs. The C library keeps freed memory up to twice the size of the largest
    piece that it has seen; it would otherwise hand the memory back after every call, and to fetch it again page by page
    takes longer than the arithmetic.
    """
    return np.empty(4 * _BLOCK)


def gathered(payoffs: Floats, game: Numbers, buffer: Floats) -> Floats:
    """Copy the payoffs (B, n, m_1, .., m_n) of some games into the buffer, with the axis of games last."""
    some = payoffs.take(game, axis=0)
    tables = buffer[: some.size].reshape(*payoffs.shape[1:], len(game))
    np.copyto(tables.reshape(-1, len(game)), some.reshape(len(game), -1).T)
    return tables


def measure(tables: Floats, profile: Sequence[Floats]) -> tuple[Floats, Floats, Floats]:
    """Measure profiles, each in a game of its own.

    Parameters
    ----------
    tables
        Payoffs, shape (n, m_1, .., m_n, k).
    profile
        For each player the probabilities, shape (m_i, k).

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
    >>> payoffs, regret, share = measure(pennies[..., None], [certain, even])
    >>> payoffs[:, 0], regret[0], share[0]
    (array([0., 0.]), np.float64(1.0), np.float64(0.5))
    """
    n, k = len(profile), tables.shape[-1]
    payoffs = np.empty((n, k))
    regret, relative_regret = np.zeros((2, k))
    for player, table in enumerate(tables):
        others = chain.from_iterable((profile[j], [j, n]) for j in range(n) if j != player)
        values = np.einsum(table, range(n + 1), *others, [player, n])
        np.einsum("ak,ak->k", values, profile[player], out=payoffs[player])
        gain = np.maximum.reduce(values) - payoffs[player]
        np.maximum(regret, gain, out=regret)
        cells = table.reshape(-1, k)
        with np.errstate(over="ignore"):
            spread = np.maximum.reduce(cells) - np.minimum.reduce(cells)
        spread[spread == 0] = np.inf
        np.maximum(relative_regret, gain / spread, out=relative_regret)
    return payoffs, regret, relative_regret
