"""Which way and how fast shares of populations move, at points over all that they may be: what charts of them show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame
from ...solvers.evolution.dynamics import Dynamic

FINE, ARROWS = 201, 16
"""Shares at which a growth is given, and shares along either axis at which a flow is."""


@dataclass(frozen=True, eq=False)
class Growth:
    """How fast the share of the first of two strategies grows where it is so large; shapes (201,)."""

    shares: NDArray[np.float64]
    velocities: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Flow:
    """Which way the shares of the first actions of two players move.

    `moves[j, i]` is the velocity at shares (`places[i]`, `places[j]`); shapes (16,) and (16, 16, 2).
    """

    places: NDArray[np.float64]
    moves: NDArray[np.float64]


def growth(matrix: NDArray[np.float64], velocity: Dynamic) -> Growth:
    """Return the growth in a population with two strategies, from payoffs [own, opponent]."""
    shares = np.linspace(0, 1, FINE)
    states = np.column_stack([shares, 1 - shares])
    return Growth(shares, velocity(states, states @ matrix.T)[:, 0])


def flow(game: NormalFormGame, velocity: Dynamic) -> Flow:
    """Return the flow of a 2 x 2 game with a population for each player."""
    places = (np.arange(ARROWS) + 0.5) / ARROWS
    tables = game.exact.astype(np.float64)
    x, y = np.meshgrid(places, places)
    own, other = np.stack([x, 1 - x], axis=-1), np.stack([y, 1 - y], axis=-1)
    moves = velocity(own, other @ tables[0].T)[..., 0], velocity(other, own @ tables[1])[..., 0]
    return Flow(places, np.stack(moves, axis=-1))
