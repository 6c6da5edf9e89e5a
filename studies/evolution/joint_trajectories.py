"""Paths of the shares of several populations, one for each player of a game.

Members of each population meet one of every other population, drawn by its shares, and never one of their own. A
strategy's fitness is its expected payoff, which is linear in the shares of each other population; each population
follows the same dynamics (Taylor 1979; Hofbauer and Sigmund 1998, chapters 10 and 11). All starts and populations make
one system, followed as in `trajectories`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.normal_form import NormalFormGame
from ...solvers.evolution.dynamics import Dynamic
from .trajectories import integrated

Tables = tuple[NDArray[np.float64], ...]
"""For each population its payoffs, own strategies first, then those of the others in their order."""


@dataclass(frozen=True, eq=False)
class JointTrajectories:
    """Shares of several populations over time.

    Attributes
    ----------
    times
        Shape (times,), from 0.
    shares
        For each population an array of shape (starts, times, m_i); each row sums to 1.
    error
        Shape (starts,): the greatest change of a share when the time step was last halved.
    """

    times: NDArray[np.float64]
    shares: tuple[NDArray[np.float64], ...]
    error: NDArray[np.float64]

    @property
    def last(self) -> tuple[NDArray[np.float64], ...]:
        """The shares at the end: for each population an array of shape (starts, m_i)."""
        return tuple(own[:, -1] for own in self.shares)


def several_populations(game: object) -> TypeGuard[NormalFormGame | tuple[ArrayLike, ArrayLike]]:
    """Tell whether this is a game with a population for each player: a normal form, or a tuple of matrices."""
    return isinstance(game, NormalFormGame) or (isinstance(game, tuple) and any(np.ndim(part) == 2 for part in game))


def payoff_tables(game: NormalFormGame | tuple[ArrayLike, ArrayLike]) -> Tables:
    """Return the payoffs of each population of a game, or of a pair of matrices [own, opponent].

    Raises
    ------
    ValueError
        If the matrices of a pair are not finite, or not of shapes (m, k) and (k, m).
    """
    if isinstance(game, NormalFormGame):
        return tuple(np.moveaxis(own, player, 0) for player, own in enumerate(game.payoffs))
    tables = tuple(np.asarray(table, dtype=np.float64) for table in game)
    shapes = [table.shape for table in tables]
    if len(shapes) != 2 or len(shapes[0]) != 2 or shapes[1] != shapes[0][::-1] or 0 in shapes[0]:
        given = " and ".join(map(str, shapes))
        raise ValueError(f"a pair of matrices [own, opponent] must have shapes (m, k) and (k, m), got {given}")
    if not all(np.isfinite(table).all() for table in tables):
        raise ValueError("a pair of matrices [own, opponent] must be finite")
    return tables


def joint_start(tables: Tables, start: Sequence[ArrayLike] | None) -> NDArray[np.float64]:
    """Return the starts, one in each row, the populations one after the other.

    Raises
    ------
    ValueError
        If the start is not one array of shares for each population, all for the same number of starts.
    """
    sizes = tuple(len(table) for table in tables)
    if start is None or len(start) != len(sizes):
        raise ValueError(f"a start must have shares of each of {len(sizes)} populations, got {start}")
    parts = [np.atleast_2d(np.asarray(part, dtype=np.float64)) for part in start]
    if len({len(part) for part in parts}) > 1 or tuple(part.shape[1:] for part in parts) != tuple((m,) for m in sizes):
        shapes = ", ".join(str(part.shape) for part in parts)
        raise ValueError(f"a start must have {sizes} shares of the populations, in each of its rows, got {shapes}")
    if not all((part >= 0).all() and np.allclose(part.sum(axis=1), 1, rtol=0, atol=1e-9) for part in parts):
        raise ValueError("the shares of each population at the start must be from 0 and sum to 1")
    return np.concatenate(parts, axis=1)


def followed_jointly(
    tables: Tables, start: NDArray[np.float64], dynamic: Dynamic, times: NDArray[np.float64], accuracy: float = 1e-8
) -> JointTrajectories:
    """Follow a dynamics from all starts, rows of the shares of all populations, at once; errors as in `followed`."""
    sizes = tuple(len(table) for table in tables)
    cuts = np.cumsum(sizes)[:-1]

    def velocity(x: NDArray[np.float64]) -> NDArray[np.float64]:
        parts = np.split(x, cuts, axis=1)
        return np.concatenate(
            [dynamic(x_i, f_i) for x_i, f_i in zip(parts, fitness(tables, parts), strict=True)], axis=1
        )

    spread = max(float(np.ptp(table)) for table in tables)
    shares, error = integrated(lambda _: velocity, start, sizes, times, spread, accuracy)
    return JointTrajectories(times, tuple(np.split(shares, cuts, axis=2)), error)


def fitness(tables: Tables, parts: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Return the expected payoff of each strategy of each population, shapes (starts, m_i), from shares alike."""
    per_population: list[NDArray[np.float64]] = []
    for player, table in enumerate(tables):
        payoffs = np.broadcast_to(table, (len(parts[0]), *table.shape))
        for other in reversed([part for k, part in enumerate(parts) if k != player]):
            payoffs = np.einsum("p...a,pa->p...", payoffs, other)
        per_population.append(payoffs)
    return per_population
