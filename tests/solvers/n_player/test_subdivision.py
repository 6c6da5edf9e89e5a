"""Subdivision: all strategies that solve a system, proven, however its other solutions behave."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.n_player.subdivision import real_solutions
from tetrarchy.solvers.n_player.support_profiles import exact_gains

PAIRS = ((0, 1), (0, 1), (0, 1))


def test_the_two_mixed_solutions_of_a_published_game_are_found_once_each() -> None:
    # McKelvey & McLennan 1997: (2/5, 1/2, 1/3) and (1/2, 2/5, 1/4) for the first actions.
    payoffs = np.zeros((3, 2, 2, 2), dtype=int)
    payoffs[:, 0, 0, 0], payoffs[:, 1, 1, 0] = (9, 8, 12), (9, 8, 2)
    payoffs[:, 1, 0, 1] = payoffs[:, 0, 1, 1] = (3, 4, 6)
    found = real_solutions(exact_gains(NormalFormGame(payoffs)), PAIRS, inf)

    assert found is not None
    points = found.points[found.points.min(axis=1) > 0]
    expected = np.array([[2 / 5, 3 / 5, 1 / 2, 1 / 2, 1 / 3, 2 / 3], [1 / 2, 1 / 2, 2 / 5, 3 / 5, 1 / 4, 3 / 4]])
    assert points[points[:, 0].argsort()] == pytest.approx(expected, abs=1e-12)


def test_a_dominated_action_leaves_no_solution() -> None:
    payoffs = np.random.default_rng(0).random((3, 2, 2, 2))
    payoffs[0, 1] += 2

    found = real_solutions(exact_gains(NormalFormGame(payoffs)), PAIRS, inf)

    assert found is not None
    assert not len(found.points)


def test_a_curve_of_solutions_cannot_be_settled() -> None:
    # Players 1 and 2 are indifferent at z = (1/4, 3/4); the third then leaves a curve in x and y.
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[0, 1], payoffs[1, :, 1], payoffs[2, :, :, 1] = [[3, -1]] * 2, [[3, -1]] * 2, [[1, 2], [-1, -3]]

    assert real_solutions(exact_gains(NormalFormGame(payoffs)), PAIRS, inf) is None
