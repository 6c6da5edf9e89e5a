"""Indices of regular equilibria."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.n_player.indices import exact_index, index_from_sign
from tetrarchy.solvers.n_player.support_profiles import exact_gains

HALVES = (np.array([Fraction(1, 2)] * 2, dtype=object),) * 2
PAIRS = ((0, 1), (0, 1))


def test_a_pure_profile_has_index_one() -> None:
    game = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])

    assert exact_index(exact_gains(game), ((1,), (1,)), game.pure((1, 1))) == 1


def test_mixing_has_index_minus_one_in_coordination_and_one_in_matching_pennies() -> None:
    same = np.eye(2, dtype=int)

    assert exact_index(exact_gains(NormalFormGame([same, same])), PAIRS, HALVES) == -1
    assert exact_index(exact_gains(NormalFormGame([same, -same])), PAIRS, HALVES) == 1


def test_a_singular_profile_has_no_index() -> None:
    assert exact_index(exact_gains(NormalFormGame(np.zeros((2, 2, 2)))), PAIRS, HALVES) is None


def test_the_sign_turns_with_an_odd_number_of_free_probabilities() -> None:
    assert index_from_sign(((0, 1), (0, 1), (0, 1)), 1) == -1
    assert index_from_sign(((0, 1, 2), (0, 1), (0, 1)), 1) == 1


def test_elimination_swaps_rows_where_a_pivot_is_missing() -> None:
    rock_paper_scissors = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    game = NormalFormGame([rock_paper_scissors, -rock_paper_scissors])
    thirds = (np.array([Fraction(1, 3)] * 3, dtype=object),) * 2

    assert exact_index(exact_gains(game), ((0, 1, 2), (0, 1, 2)), thirds) == 1


@pytest.mark.parametrize(("size", "index"), [(20, -1), (21, 1)])
def test_mixing_all_of_many_actions_in_coordination_has_the_index_of_their_number(size: int, index: int) -> None:
    """The sign is (-1)^(k+1) det A det B (Shapley 1974), here of one matrix twice."""
    same = np.eye(size, dtype=int)[::-1]
    even = (np.array([Fraction(1, size)] * size, dtype=object),) * 2

    assert exact_index(exact_gains(NormalFormGame([same, same])), (tuple(range(size)),) * 2, even) == index
