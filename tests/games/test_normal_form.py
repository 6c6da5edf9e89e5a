from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy import NormalFormGame
from tetrarchy.games.normal_form import average_over

PRISONERS_DILEMMA = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]


def test_the_first_axis_is_the_player_who_is_paid():
    game = NormalFormGame([[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]])

    assert game.shape == (2, 3)
    assert game.expected_payoffs(game.pure((1, 2))).tolist() == [6, 12]
    assert game.payoff_range.tolist() == [5, 5]
    assert (game.players, game.actions) == (("Player 1", "Player 2"), (("a1", "a2"), ("a1", "a2", "a3")))


def test_payoffs_are_copied_and_read_only():
    given = np.zeros((2, 2, 2))
    game = NormalFormGame(given)
    given[0, 0, 0] = 5

    assert game.payoffs[0, 0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        game.payoffs[0, 0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        game.exact[0, 0, 0] = 1


def test_a_float_is_read_as_the_decimal_that_prints_as_it():
    game = NormalFormGame([[[0.1, 0.2]], [[0.3, 1e-12]]])

    assert game.exact.tolist() == [[[Fraction(1, 10), Fraction(1, 5)]], [[Fraction(3, 10), Fraction(1, 10**12)]]]


def test_integers_beyond_64_bits_and_exact_text_are_kept():
    game = NormalFormGame([[[2**63 + 1, "1/3"]], [[-(2**70), 0]]])

    assert game.exact[0, 0, 0] == 2**63 + 1
    assert game.exact[0, 0, 1] == Fraction(1, 3)
    assert game.exact[1, 0, 0] == -(2**70)
    assert NormalFormGame([[0.5, 2**63 + 1]]).exact.tolist() == [[Fraction(1, 2), 2**63 + 1]]
    assert NormalFormGame(np.array([["1/3", "0.25"]])).exact.tolist() == [[Fraction(1, 3), Fraction(1, 4)]]


def test_integer_arrays_are_exact():
    assert NormalFormGame(np.array(PRISONERS_DILEMMA)).exact[0, 1, 0] == Fraction(5)


@pytest.mark.parametrize(
    ("payoffs", "message"),
    [
        ([[1, 2], [3, 4]], r"payoffs must have shape \(2, m1, m2\).*got \(2, 2\)"),
        (5, r"payoffs must have shape \(n, m1, .., mn\).*got \(\)"),
        (np.zeros((2, 0, 2)), r"payoffs must have shape .*got \(2, 0, 2\)"),
        ([[[1.0, float("nan")]], [[0.0, 0.0]]], r"payoffs\[0, 0, 1\] must be a finite number, got nan"),
        ([[[1.0, 2.0]], [[float("inf"), 0.0]]], r"payoffs\[1, 0, 0\] must be a finite number, got inf"),
        ([[["one", 2]], [[3, 4]]], r"payoffs\[0, 0, 0\] must be a finite number, got 'one'"),
        ([[[10**400, 2]], [[3, 4]]], r"beyond the range of floating-point numbers"),
        ([[["1e999999999", 2]], [[3, 4]]], r"got '1e999999999', beyond the range"),
    ],
)
def test_payoffs_that_make_no_game_are_refused(payoffs, message):
    with pytest.raises(ValueError, match=message):
        NormalFormGame(payoffs)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"players": ["A"]}, "players must name 2 players, one for each axis of the payoffs, got 1"),
        ({"players": ["A", "A"]}, "players must be different names, got 'A' twice"),
        ({"actions": [["x", "y"]]}, "actions must have one list for each of the 2 players, got 1"),
        (
            {"actions": [["x"], ["u", "v"]]},
            "actions of Player 1 must name 2 actions, as many as the payoffs have, got 1",
        ),
        ({"actions": [["x", "x"], ["u", "v"]]}, "actions of Player 1 must be different names, got 'x' twice"),
    ],
)
def test_names_that_do_not_fit_are_refused(names, message):
    with pytest.raises(ValueError, match=message):
        NormalFormGame(PRISONERS_DILEMMA, **names)


def test_named_constructors_agree_with_the_array():
    own = [[3, 0], [5, 1]]

    assert np.array_equal(NormalFormGame.symmetric(own).payoffs, PRISONERS_DILEMMA)
    assert np.array_equal(NormalFormGame.two_player(own, np.transpose(own)).payoffs, PRISONERS_DILEMMA)
    assert np.array_equal(NormalFormGame.zero_sum(own).payoffs, [own, np.negative(own)])


def test_regret_is_what_a_best_deviation_gains():
    game = NormalFormGame(PRISONERS_DILEMMA)

    assert game.regret(game.pure((0, 0))).tolist() == [2, 2]
    assert game.regret(game.pure((1, 1))).tolist() == [0, 0]


def test_regret_of_a_profile_in_fractions_is_exact():
    pennies = NormalFormGame.zero_sum([[1, -1], [-1, 1]])
    half = np.array([Fraction(1, 2), Fraction(1, 2)])
    third = np.array([Fraction(1, 3), Fraction(2, 3)])

    assert pennies.regret((half, half)).tolist() == [0, 0]
    assert pennies.regret((third, half)).tolist() == [0, Fraction(1, 3)]


def test_what_is_averaged_over_fractions_alone_is_exact_whatever_others_play():
    pennies = NormalFormGame.zero_sum([[1, -1], [-1, 1]])
    third = np.array([Fraction(1, 3), Fraction(2, 3)])
    floats = np.array([0.1, 0.9])

    assert pennies.action_payoffs(1, (third, floats)).tolist() == [Fraction(1, 3), Fraction(-1, 3)]
    assert pennies.expected_payoffs((third, floats.astype(object))).dtype == np.float64
    assert pennies.expected_payoffs(([1, 0], [0, 1])).dtype == np.float64


def test_payoffs_whose_differences_no_float_holds_still_have_a_regret():
    alone, pair = NormalFormGame([[1e308, -1e308]]), NormalFormGame([[[1e308], [-1e308]], [[0.0], [1.0]]])

    assert alone.regret(alone.pure((0,))).tolist() == [0]
    assert pair.regret(pair.pure((0, 0))).tolist() == [0, 0]


def test_a_profile_of_the_wrong_lengths_is_refused():
    with pytest.raises(ValueError, match=r"2 vectors of lengths \(2, 2\), got lengths \(2, 3\)"):
        NormalFormGame(PRISONERS_DILEMMA).regret((np.ones(2) / 2, np.ones(3) / 3))


@given(arrays(np.int64, (3, 2, 3, 2), elements=st.integers(-50, 50)), st.data())
def test_averages_and_regrets_agree_with_the_sums_over_all_profiles(payoffs, data):
    units = np.array([Fraction(1), Fraction(1, 6), Fraction(3, 35)]).reshape(3, 1, 1, 1)
    game = NormalFormGame(payoffs * units)
    weights = [data.draw(st.lists(st.integers(0, 5), min_size=m, max_size=m).filter(any)) for m in game.shape]
    profile = tuple(np.array([Fraction(w, sum(row)) for w in row]) for row in weights)

    def brute(strategies):
        return sum(
            np.prod([strategies[i][a] for i, a in enumerate(pure)]) * game.exact[(slice(None), *pure)]
            for pure in game.pure_profiles()
        )

    replies = [brute((profile[0], reply, profile[2]))[1] for reply in np.eye(3, dtype=int)]
    assert game.expected_payoffs(profile).tolist() == brute(profile).tolist()
    assert game.action_payoffs(1, profile).tolist() == replies
    assert game.regret(profile)[1] == max(replies) - brute(profile)[1]


def test_axes_that_are_kept_and_axes_behind_the_players_stay():
    table = np.arange(2 * 3 * 4, dtype=float).reshape(2, 3, 4)
    profile = (np.array([0.25, 0.75]), np.array([0.5, 0.5, 0.0]))

    assert average_over(table, profile).shape == (4,)
    assert average_over(table, profile, (1,)).shape == (3, 4)
    assert np.allclose(average_over(table, profile), np.einsum("abd,a,b->d", table, *profile))


def test_in_fractions_what_nobody_plays_is_not_looked_at():
    table = np.array([[Fraction(3), None], [None, None], [Fraction(6), None]])
    profile = ([Fraction(2, 3), 0, Fraction(1, 3)], np.array([Fraction(1), Fraction(0)]))

    average = average_over(table, profile)
    assert isinstance(average, Fraction)
    assert average == 4


def test_regret_is_the_same_wherever_payoffs_begin():
    payoffs = np.array([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    profile = (np.array([0.1, 0.9]), np.array([1 / 3, 2 / 3]))

    far = NormalFormGame((payoffs + 10**15).tolist())

    assert far.regret(profile).tolist() == NormalFormGame(payoffs).regret(profile).tolist()
