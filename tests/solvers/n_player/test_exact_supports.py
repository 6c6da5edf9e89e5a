"""Linear supports in fractions: null spaces, corners, and the cutting of continua."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.n_player.exact_supports import (
    clipped,
    null_space,
    positive_corners,
    reply_gains,
    solve_linear,
)
from tetrarchy.solvers.n_player.support_profiles import exact_gains

HALF = Fraction(1, 2)


@given(st.lists(st.lists(st.integers(-3, 3), min_size=4, max_size=4), min_size=1, max_size=5))
def test_a_null_space_is_mapped_to_zero_and_has_the_right_dimension(rows: list[list[int]]) -> None:
    matrix = np.array(rows, dtype=object)
    basis = null_space(matrix)

    assert all(not (matrix @ np.array(vector, dtype=object)).any() for vector in basis)
    assert len(basis) == 4 - np.linalg.matrix_rank(np.array(rows, dtype=float))


def test_corners_are_given_only_where_every_probability_can_be_positive() -> None:
    assert positive_corners(np.array([[1, -1, 1]], dtype=object)) == [[HALF, HALF, 0], [0, HALF, HALF]]
    assert positive_corners(np.array([[1, 0, 0]], dtype=object)) == []
    assert positive_corners(np.array([[1, 1, 1]], dtype=object)) == []


def test_two_players_who_mix_beside_a_third_make_each_other_indifferent() -> None:
    pennies = np.array([[[3], [-1]], [[-1], [1]]])
    gains = exact_gains(NormalFormGame([pennies, -pennies, np.zeros((2, 2, 1))]))
    (profile,) = solve_linear(gains, ((0, 1), (0, 1), (0,))).exact

    assert [list(strategy) for strategy in profile] == [[Fraction(1, 3), Fraction(2, 3)]] * 2 + [[1]]
    assert not reply_gains(gains, profile, ((0, 1), (0, 1), (0,))).any()


def test_a_player_who_is_never_indifferent_does_not_mix() -> None:
    gains = exact_gains(NormalFormGame([[[[1]], [[0]]], [[[0]], [[0]]], [[[0]], [[0]]]]))

    assert not solve_linear(gains, ((0, 1), (0,), (0,))).exact
    assert not solve_linear(gains, ((0, 1), (0,), (0,))).continua


def test_a_continuum_is_cut_where_another_player_would_move() -> None:
    # Player 1 does not care; player 2's second action is better once player 1's first has a share above 3/4.
    second = [[[0], [1]], [[0], [-3]]]
    gains = exact_gains(NormalFormGame([np.zeros((2, 2, 1)), second, np.zeros((2, 2, 1))]))
    supports = ((0, 1), (0,), (0,))
    (continuum,) = solve_linear(gains, supports).continua
    points = clipped(gains, supports, continuum)

    assert sorted(tuple(point[0]) for point in points) == [(0, 1), (Fraction(3, 4), Fraction(1, 4))]


def test_nothing_is_left_of_a_continuum_of_which_only_a_corner_is_an_equilibrium() -> None:
    second = [[[0], [0]], [[0], [1]]]
    gains = exact_gains(NormalFormGame([np.zeros((2, 2, 1)), second, np.zeros((2, 2, 1))]))
    supports = ((0, 1), (0,), (0,))

    assert clipped(gains, supports, solve_linear(gains, supports).continua[0]) == []


def test_nothing_is_left_of_a_continuum_on_which_an_action_always_gains() -> None:
    second = [[[0], [1]], [[0], [1]]]
    gains = exact_gains(NormalFormGame([np.zeros((2, 2, 1)), second, np.zeros((2, 2, 1))]))
    supports = ((0, 1), (0,), (0,))

    assert clipped(gains, supports, solve_linear(gains, supports).continua[0]) == []
