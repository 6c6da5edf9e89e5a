"""Support profiles: exact comparisons, and pruning that loses no equilibrium."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.best_replies import pure_equilibria
from tetrarchy.solvers.n_player.isolated_equilibria import n_player_equilibria
from tetrarchy.solvers.n_player.support_profiles import (
    count_support_profiles,
    exact_gains,
    mixing,
    undominated_supports,
)


def test_gains_are_exact_where_floats_would_tie() -> None:
    tiny = Fraction(1, 10**30)
    gains = exact_gains(NormalFormGame(np.array([[[1], [1 + tiny]], [[0], [0]]], dtype=object)))

    assert gains.signs[0][:, :, 0].tolist() == [[0, -1], [1, 0]]
    assert gains.floats[0][1, 0, 0] == 1


def test_a_constant_player_has_no_gains() -> None:
    assert not exact_gains(NormalFormGame(np.full((2, 2, 2), 7))).floats[0].any()


def test_without_dominance_every_support_profile_is_left() -> None:
    gains = exact_gains(NormalFormGame(np.zeros((3, 2, 2, 3))))
    left = undominated_supports(gains)

    assert len(left) == len(set(left)) == count_support_profiles((2, 2, 3))
    assert [sum(map(len, supports)) for supports in left] == sorted(sum(map(len, supports)) for supports in left)


def test_an_action_that_only_ties_and_loses_is_not_played() -> None:
    row = [[[1], [1]], [[1], [0]]]
    left = undominated_supports(exact_gains(NormalFormGame([row, np.zeros((2, 2, 1)), np.zeros((2, 2, 1))])))

    assert ((0, 1), (0,), (0,)) in left
    assert ((0, 1), (0, 1), (0,)) not in left


@given(st.integers(0, 2**32 - 1))
def test_the_supports_of_all_equilibria_survive(seed: int) -> None:
    game = NormalFormGame(np.random.default_rng(seed).integers(0, 4, (3, 2, 3, 2)))
    left = undominated_supports(exact_gains(game))

    for candidate in n_player_equilibria(game, np.random.default_rng(0)).candidates:
        assert tuple(tuple(int(a) for a in np.flatnonzero(s)) for s in candidate.strategies) in left


@given(st.integers(0, 2**32 - 1))
def test_the_pure_profiles_that_survive_are_the_pure_equilibria(seed: int) -> None:
    game = NormalFormGame(np.random.default_rng(seed).integers(0, 3, (3, 3, 2, 2)))
    gains = exact_gains(game)
    pure = [supports for supports in undominated_supports(gains) if not mixing(supports)]
    brute = [a for a in game.pure_profiles() if not game.regret(game.pure(a)).any()]

    assert pure == [tuple((action,) for action in a) for a in brute]
    assert np.argwhere(pure_equilibria(game.exact)).tolist() == [list(a) for a in brute]
