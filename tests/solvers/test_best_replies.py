"""Best replies and pure equilibria, against loops over all deviations and against published games."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from tetrarchy.games.normal_form import NormalFormGame, PureProfile
from tetrarchy.solvers.best_replies import (
    TIE,
    best_replies,
    best_reply_table,
    deviation_gains,
    only_best_replies,
    payoff_ranges,
    pure_equilibria,
)
from tetrarchy.solvers.concepts.pure_nash import exact_pure

SHAPES = [(3,), (1, 1), (2, 2), (3, 1), (2, 3), (2, 2, 2), (1, 3, 2), (2, 1, 2, 3)]


def volunteers_dilemma(n: int) -> NDArray[np.int64]:
    """Each may volunteer (1) at a cost of 1; all gain 2 if somebody does."""
    volunteers = np.indices((2,) * n)
    return 2 * volunteers.max(axis=0) - volunteers


PUBLISHED: list[tuple[str, Any, set[PureProfile]]] = [
    ("prisoners' dilemma: Luce and Raiffa (1957), section 5.4", [[[3, 0], [5, 1]], [[3, 5], [0, 1]]], {(1, 1)}),
    (
        "battle of the sexes: Luce and Raiffa (1957), section 5.3",
        [[[2, 0], [0, 1]], [[1, 0], [0, 2]]],
        {(0, 0), (1, 1)},
    ),
    ("matching pennies: Osborne and Rubinstein (1994), section 2.3", [[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], set()),
    (
        "nothing is dominated, one equilibrium: Gibbons (1992), figure 1.1.4",
        [[[0, 4, 5], [4, 0, 5], [3, 3, 6]], [[4, 0, 3], [0, 4, 3], [5, 5, 6]]],
        {(2, 2)},
    ),
    ("volunteer's dilemma: Diekmann (1985)", volunteers_dilemma(3), {(1, 0, 0), (0, 1, 0), (0, 0, 1)}),
]


@pytest.mark.parametrize(
    ("payoffs", "expected"), [case[1:] for case in PUBLISHED], ids=[source for source, *_ in PUBLISHED]
)
def test_published_games_have_their_pure_equilibria(payoffs: Any, expected: set[PureProfile]) -> None:
    found = np.argwhere(pure_equilibria(np.array(payoffs)))

    assert {tuple(profile) for profile in found.tolist()} == expected


def payoff_arrays(batch: tuple[int, ...] = ()) -> st.SearchStrategy[NDArray[np.int64]]:
    """Draw payoffs of small games with many ties."""
    shapes = st.sampled_from(SHAPES)
    return shapes.flatmap(lambda shape: arrays(np.int64, (*batch, len(shape), *shape), elements=st.integers(-2, 2)))


def table_by_loop(payoffs: NDArray[Any]) -> NDArray[np.bool_]:
    table = np.empty(payoffs.shape, dtype=bool)
    for player, *profile in np.ndindex(payoffs.shape):
        line = [
            payoffs[(player, *profile[:player], a, *profile[player + 1 :])] for a in range(payoffs.shape[1 + player])
        ]
        table[(player, *profile)] = payoffs[(player, *profile)] == max(line)
    return table


@given(payoff_arrays())
def test_the_table_is_what_a_loop_over_all_deviations_finds(payoffs: NDArray[np.int64]) -> None:
    expected = table_by_loop(payoffs)

    for same in (payoffs, payoffs / 3, NormalFormGame(payoffs).exact / 3):
        table = best_reply_table(same)

        assert table.dtype == bool
        assert np.array_equal(table, expected)


@given(payoff_arrays())
def test_a_profile_is_an_equilibrium_where_nobody_has_regret(payoffs: NDArray[np.int64]) -> None:
    game = NormalFormGame(payoffs)
    equilibria = pure_equilibria(payoffs)

    for profile in game.pure_profiles():
        assert equilibria[profile] == (game.regret(game.pure(profile)).max() == 0)


@given(payoff_arrays((3, 2)))
def test_a_batch_is_answered_game_by_game(payoffs: NDArray[np.int64]) -> None:
    table = best_reply_table(payoffs, axis=2)
    equilibria = pure_equilibria(payoffs, axis=2)

    for place in np.ndindex(3, 2):
        assert np.array_equal(table[place], best_reply_table(payoffs[place]))
        assert np.array_equal(equilibria[place], pure_equilibria(payoffs[place]))


def test_an_empty_batch_has_an_empty_answer() -> None:
    assert pure_equilibria(np.empty((0, 2, 3, 4)), axis=1).shape == (0, 3, 4)


def test_a_shape_that_could_be_one_game_or_three_is_read_as_told() -> None:
    payoffs = np.zeros((3, 2, 2, 2))

    assert pure_equilibria(payoffs).shape == (2, 2, 2)
    assert pure_equilibria(payoffs, axis=1).shape == (3, 2, 2)


@pytest.mark.parametrize(("short", "enough"), [(0.9, True), (1.1, False)])
def test_floats_tie_within_a_share_of_the_payoff_range_of_each_player_in_each_game(short: float, enough: bool) -> None:
    near = 1 - short * TIE
    one_player = np.array([[[0, near, 1]], [[0, 1000 * near, 1000]], [[7, 7, 7]]])

    found = best_reply_table(one_player, axis=1)

    assert found[:, 0].tolist() == [[False, enough, True], [False, enough, True], [True, True, True]]


def test_exact_numbers_tie_only_where_they_are_equal() -> None:
    tiny = Fraction(1, 10**30)
    whole = np.array([[10**15 - 1, 10**15, 10**15]])

    assert best_reply_table(np.array([[1 - tiny, Fraction(1), Fraction(1)]])).tolist() == [[False, True, True]]
    assert best_reply_table(whole).tolist() == [[False, True, True]]
    assert best_reply_table(whole.astype(float)).tolist() == [[False, True, True]]


SCALES = st.sampled_from([Fraction(1, 7), Fraction(3), Fraction(10**9), Fraction(1, 10**9)])


@given(payoff_arrays(), SCALES, st.integers(-5, 5))
def test_units_and_origins_change_nothing(payoffs: NDArray[np.int64], unit: Fraction, origin: int) -> None:
    exact = NormalFormGame(payoffs).exact
    expected = best_reply_table(exact)
    moved = exact * unit + origin * unit

    assert np.array_equal(best_reply_table(moved), expected)
    assert np.array_equal(best_reply_table(moved.astype(float)), expected)


@pytest.mark.parametrize(
    ("shape", "axis"),
    [((2, 2), 0), ((2, 2, 3), 1), ((3, 2, 2), 0), ((2, 0, 3), 0), ((4,), 0), ((0, 2), 0), ((2, 3), 2)],
)
def test_a_shape_that_is_no_game_is_refused(shape: tuple[int, ...], axis: int) -> None:
    with pytest.raises(ValueError, match=rf"\(n, m1, .., mn\) from axis {axis} on"):
        best_reply_table(np.zeros(shape), axis=axis)


def by_definition(payoffs: NDArray[Any]) -> NDArray[np.bool_]:
    """Compare every action with every other one, floats by their share of the player's range."""
    table = np.empty(payoffs.shape, dtype=bool)
    for player, *profile in np.ndindex(payoffs.shape):
        own = payoffs[player]
        near = 0 if payoffs.dtype == object else TIE * (own.max() - own.min())
        deviating = [(*profile[:player], a, *profile[player + 1 :]) for a in range(payoffs.shape[1 + player])]
        table[(player, *profile)] = all(own[to] - own[tuple(profile)] <= near for to in deviating)
    return table


@st.composite
def mixed_games(draw: st.DrawFn) -> NDArray[np.object_]:
    """Draw three games of one shape, exact, with ties, each player in units and from an origin of its own."""
    shape = draw(st.sampled_from(SHAPES))
    games = draw(arrays(np.int64, (3, len(shape), *shape), elements=st.integers(-2, 2)))
    units = draw(st.lists(SCALES, min_size=3 * len(shape), max_size=3 * len(shape)))
    origins = draw(arrays(np.int64, (3, len(shape)), elements=st.integers(-9, 9)))
    per_player = (3, len(shape), *[1] * len(shape))
    scales = np.array(units, dtype=object).reshape(per_player)
    return scales * (games.astype(object) + origins.reshape(per_player))


@given(mixed_games())
def test_one_game_and_batches_first_and_last_agree_with_the_definition(games: NDArray[np.object_]) -> None:
    expected = np.array([by_definition(game) for game in games])

    for same in (games, games.astype(float)):
        last = np.moveaxis(same, 0, -1)
        for first, axis in ((best_reply_table(same, axis=1), 0), (best_reply_table(last), -1)):
            assert np.array_equal(np.moveaxis(first, axis, 0), expected)
        assert np.array_equal(np.array([by_definition(game) for game in same]), expected)
        assert np.array_equal(np.array([best_reply_table(game) for game in same]), expected)
        assert np.array_equal(pure_equilibria(last), np.moveaxis(expected.all(axis=1), 0, -1))


@given(mixed_games())
def test_gains_are_nothing_at_best_replies_and_one_of_them_alone_is_the_only_one(games: NDArray[np.object_]) -> None:
    gains, ranges, table = deviation_gains(games, axis=1), payoff_ranges(games, axis=1), best_reply_table(games, axis=1)
    only = only_best_replies(table, axis=1)

    assert np.array_equal(gains == 0, table)
    assert (gains <= ranges).all()
    assert (only <= table).all()
    for number, player in np.ndindex(games.shape[:2]):
        lines = np.moveaxis(table[number, player], player, -1)
        alone = np.moveaxis(only[number, player], player, -1)
        assert np.array_equal(alone.any(axis=-1), lines.sum(axis=-1) == 1)


@given(payoff_arrays())
def test_replies_to_a_pure_profile_are_those_of_the_table(payoffs: NDArray[np.int64]) -> None:
    game, table = NormalFormGame(payoffs), best_reply_table(payoffs)

    for profile in game.pure_profiles():
        for player in range(game.n_players):
            line = table[(player, *profile[:player], slice(None), *profile[player + 1 :])]
            for same in (game.pure(profile), exact_pure(game, profile)):
                assert best_replies(game, player, same) == tuple(np.flatnonzero(line))


def test_against_the_mixed_equilibrium_all_its_actions_are_best_replies() -> None:
    """Osborne and Rubinstein (1994), example 34.1: battle of the sexes, with 2/3 on the action each likes better."""
    game = NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]])
    third, two_thirds = Fraction(1, 3), Fraction(2, 3)
    equilibrium = (np.array([two_thirds, third]), np.array([third, two_thirds]))

    assert best_replies(game, 0, equilibrium) == (0, 1)
    assert best_replies(game, 1, equilibrium) == (0, 1)
    assert best_replies(game, 0, tuple(own.astype(float) for own in equilibrium)) == (0, 1)


def test_a_float_that_is_almost_a_third_breaks_the_tie() -> None:
    game = NormalFormGame.two_player([[2, 0], [0, 1]], [[0, 0], [0, 0]])
    own = np.array([0.5, 0.5])

    assert best_replies(game, 0, (own, np.array([1 / 3, 2 / 3]))) == (0, 1)
    assert best_replies(game, 0, (own, np.array([0.33333, 0.66667]))) == (1,)


def test_a_profile_that_does_not_fit_the_game_is_refused() -> None:
    game = NormalFormGame(np.zeros((2, 2, 3)))

    with pytest.raises(ValueError, match=r"2 vectors of lengths \(2, 3\), got lengths \(2, 2\)"):
        best_replies(game, 0, (np.array([1.0, 0.0]), np.array([0.5, 0.5])))
