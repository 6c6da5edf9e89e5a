"""E3: whether the game of practice foretells how mixes drift from one decade to the next."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from ....games.arrays import Floats
from ....games.numbers import number
from ....games.world.world import Decimals
from ....solvers.world.steps import stepped
from .record import Check, WorldRecord, partners

YEARS = (2000, 2010)
"""Of the ties with which the second and the third window are foretold."""

STRENGTHS = tuple(step / 20 for step in range(25))
"""The beta that are tried: 0 to 1.2."""


def drift(record: WorldRecord) -> Check:
    """Return the check on drift: beta is fitted to the first change, and put to the second."""
    first, second, third = (np.array([windows[place] for windows in record.windows.values()]) for place in range(3))
    ties = [_network(record, year) for year in YEARS]
    beta = min(STRENGTHS, key=lambda strength: _error(_played(first, ties[0], strength), second))
    game, same = (_played(second, ties[1], beta) - third) ** 2, (second - third) ** 2
    errors = np.sqrt(game.mean()), np.sqrt(same.mean())
    slope, constant = np.polyfit(first.ravel(), second.ravel(), 1)
    rows = (game - same).mean(axis=1) / sum(errors)
    noise = float(rows.std(ddof=1) / np.sqrt(len(rows)))
    figures = {
        "states": float(len(first)),
        "beta": beta,
        "the game": float(errors[0]),
        "persistence": float(errors[1]),
        "regression on itself": _error(slope * second + constant, third),
        "everybody at the mean": _error(second.mean(axis=0), third),
        "standard error of the difference": noise,
    }
    passes = errors[1] - errors[0] > 2 * noise
    verdict = f"error {number(errors[0], 4)} against {number(errors[1], 4)} if nothing changes"
    rule = "better than persistence by two standard errors"
    return Check("E3", "Does the game foretell drift?", rule, bool(passes), figures, verdict)


def _network(record: WorldRecord, year: int) -> Floats:
    """Return the ties of a year, each row divided by its sum."""
    codes = list(record.windows)
    ties = np.array([[float(other in own) for other in codes] for own in (_allies(record, c, year) for c in codes)])
    return ties / np.maximum(ties.sum(axis=1, keepdims=True), 1)


def _allies(record: WorldRecord, code: str, year: int) -> set[str]:
    return partners(record.alliances, code, year)


def _played(theta: Floats, network: Floats, beta: float) -> Floats:
    """Return the equilibrium in which recognition weighs beta and nothing is resisted."""
    if beta == 0:
        return theta
    states, orders = theta.shape
    size = np.full(states, 1 / states)
    world = Decimals(theta, theta, csr_array(network), size, beta, 0.0, np.zeros(orders), np.eye(orders))
    return stepped(world, theta)


def _error(foretold: Floats, came: Floats) -> float:
    return float(np.sqrt(((foretold - came) ** 2).mean()))
