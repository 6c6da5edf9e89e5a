"""What an action pays a player that commits to it: the others see it and reply.

The others play a pure equilibrium of the game that is left to them; of several the one that is worst for the player
(`reactions`), and where there is none the profile that is worst for it. With one other player this is its best reply.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

from ....games.scenario.scenario import Scenario
from ....solvers.concepts.commitment.reactions import reactions
from ...sweep.columns.games import games_at
from ..parts import Parts, is_solved, numbers

LARGEST_BLOCK = 2**20
"""Payoffs of games that are built at once: bounds the memory."""


def committed_payoffs(scenario: Scenario, parts: Parts, paths: Sequence[str], player: int) -> NDArray[np.float64]:
    """Return what each action of a player pays in each solved row of a study, shape (rows, m_player).

    Paths and errors as in `robustness.action_robustness`.
    """
    none = np.empty((0, len(scenario.actions[player])))
    return np.concatenate([none, *_blocks(scenario, parts, paths, player)])


def action_payoffs(payoffs: NDArray[np.float64], player: int) -> NDArray[np.float64]:
    """Return what each action of a player pays when it is committed to and the others reply.

    Parameters
    ----------
    payoffs
        Of B games, shape (B, n, m_1, .., m_n).

    Returns
    -------
    NDArray[np.float64]
        Shape (B, m_player): the least payoff over the pure equilibria of the others, or over all they can play where
        they have none. Ties count as replies.

    Examples
    --------
    A monopolist that can fight or share a market, and an entrant that can enter or stay out.

    >>> entry = np.array([[[[0.0, 4.0], [2.0, 4.0]], [[-1.0, 0.0], [1.0, 0.0]]]])
    >>> action_payoffs(entry, player=0)
    array([[4., 2.]])
    """
    _, values = reactions(payoffs, player, "worst")
    others = tuple(1 + k for k in range(payoffs.shape[1]) if k != player)
    least = payoffs[:, player].min(axis=others, keepdims=True)
    return np.where(np.isinf(values), least, values).reshape(len(payoffs), -1)


def _blocks(scenario: Scenario, parts: Parts, paths: Sequence[str], player: int) -> Iterator[NDArray[np.float64]]:
    """Build the games of the solved rows again, some at a time."""
    step = max(1, LARGEST_BLOCK // (len(scenario.players) * prod(map(len, scenario.actions))))
    for part in parts:
        known = is_solved(part)
        inputs = {path: numbers(part, path)[known] for path in paths}
        rows = int(known.sum())
        for start in range(0, rows, step):
            varied = {path: values[start : start + step] for path, values in inputs.items()}
            games = games_at(scenario, varied, min(step, rows - start))
            yield action_payoffs(np.moveaxis(games.payoffs, -1, 0), player)
