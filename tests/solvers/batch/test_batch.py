"""Batches of games: published equilibria, the exact solvers game by game, and what must not change the answer."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Findings
from tetrarchy.solvers.batch import BatchEquilibria, Reason, generic_batch, solve_batch
from tetrarchy.solvers.best_replies import pure_equilibria
from tetrarchy.solvers.concepts.nash import Nash
from tetrarchy.solvers.two_player.extreme_equilibria import two_player_equilibria

TWO_PLAYERS = [(1, 1), (1, 3), (2, 1), (2, 2), (2, 3), (3, 2), (3, 3), (4, 1), (2, 4), (4, 3), (4, 4)]
CLOSED_FORMS = [*TWO_PLAYERS, (2, 2, 2), (2, 2, 3), (3, 2, 2)]

# A weight is off by some 2^-50 in units of the largest gain, and the sum of weights is at least three times 2^-26.
WITHIN = 2.0**-24

Profile = tuple[NDArray[Any], ...]


def exactly(payoffs: NDArray[Any]) -> Findings:
    game = NormalFormGame(payoffs)
    if game.n_players == 2:
        return two_player_equilibria(game)
    return Nash().find(game, np.random.default_rng(0))


def millionths(count: int, shape: Sequence[int], seed: int) -> NDArray[np.float64]:
    """Draw games whose payoffs are millionths between 0 and 1: ties are rare, and all of them exact."""
    return np.random.default_rng(seed).integers(0, 10**6, (count, len(shape), *shape)) / 10**6


def rows_of(found: BatchEquilibria, game: int) -> list[Profile]:
    return [tuple(own[k] for own in found.strategies) for k in np.flatnonzero(found.game == game)]


def same(profiles: Sequence[Profile], others: Sequence[Profile]) -> bool:
    """Tell whether two lists hold the same profiles in the same order."""
    return len(profiles) == len(others) and all(
        np.allclose(p.astype(float), q.astype(float), rtol=0, atol=WITHIN)
        for profile, other in zip(profiles, others, strict=True)
        for p, q in zip(profile, other, strict=True)
    )


def same_in_some_order(profiles: Sequence[Profile], others: Sequence[Profile]) -> bool:
    return len(profiles) == len(others) and all(any(same([p], [q]) for q in others) for p in profiles)


PUBLISHED: list[tuple[str, Any, list[list[str]], list[int]]] = [
    (
        "matching pennies: Osborne and Rubinstein (1994), section 2.3",
        [[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]],
        [["1/2 1/2", "1/2 1/2"]],
        [1],
    ),
    (
        "battle of the sexes: Osborne and Rubinstein (1994), example 34.1",
        [[[2, 0], [0, 1]], [[1, 0], [0, 2]]],
        [["1 0", "1 0"], ["0 1", "0 1"], ["2/3 1/3", "1/3 2/3"]],
        [1, 1, -1],
    ),
    (
        "von Stengel (2007), Equilibrium computation for two-player games, example (3.3)",
        [[[3, 3], [2, 5], [0, 6]], [[3, 2], [2, 6], [3, 1]]],
        [["1 0 0", "1 0"], ["4/5 1/5 0", "2/3 1/3"], ["0 1/3 2/3", "1/3 2/3"]],
        [1, -1, 1],
    ),
    (
        "Shapley (1974), A note on the Lemke-Howson algorithm, figure 3",
        [[[0, 3, 0], [2, 2, 0], [3, 0, 1]], [[0, 2, 3], [3, 2, 0], [0, 0, 1]]],
        [["0 0 1", "0 0 1"], ["1/3 2/3 0", "1/3 2/3 0"], ["1/6 1/3 1/2", "1/6 1/3 1/2"]],
        [1, -1, 1],
    ),
    (
        "one equilibrium that support enumeration in floats loses",
        [[[0, 0, 0], [2, 3, 3], [4, 0, 0]], [[5, 0, 4], [3, 2, 1], [0, 0, 3]]],
        [["0 3/5 2/5", "3/5 0 2/5"]],
        [1],
    ),
    (
        "Nashpy issue 222, degenerate",
        [[[-3, 3], [-3, 5]], [[2, 7], [4, 2]]],
        [["0 1", "1 0"], ["2/7 5/7", "1 0"]],
        [0, 0],
    ),
]


@pytest.mark.parametrize(("source", "payoffs", "expected", "indices"), PUBLISHED, ids=[case[0] for case in PUBLISHED])
def test_published_games_have_their_equilibria(
    source: str, payoffs: Any, expected: list[list[str]], indices: list[int]
) -> None:
    found = solve_batch([payoffs])

    vectors = [tuple(np.array([float(Fraction(p)) for p in text.split()]) for text in row) for row in expected]
    assert same(rows_of(found, 0), vectors)
    assert found.index.tolist() == indices
    assert found.complete.all()


def test_the_completely_mixed_equilibrium_that_a_polynomial_solver_misses_is_found() -> None:
    """Gambit's enumpoly returns nothing for this game, in versions 16.7 and 17.0b2; its other methods return this."""
    found = solve_batch(
        [
            [
                [[[5, 4], [9, 5]], [[8, 6], [8, 1]]],
                [[[3, 5], [4, 4]], [[0, 2], [2, 6]]],
                [[[4, 1], [0, 9]], [[9, 1], [5, 7]]],
            ]
        ]
    )

    assert [own[0, 0] for own in found.strategies] == pytest.approx([0.807045, 0.658623, 0.028679], abs=5e-7)
    assert found.count.tolist() == [1]


@pytest.mark.parametrize("shape", CLOSED_FORMS)
def test_generic_games_have_the_equilibria_that_exact_solvers_find_in_the_same_order(shape: tuple[int, ...]) -> None:
    games = millionths(40, shape, seed=1)

    found = generic_batch(games)

    assert found.complete.all()
    assert not found.degenerate.any()
    for number, game in enumerate(games):
        expected = exactly(game)
        assert same(rows_of(found, number), [candidate.strategies for candidate in expected.candidates])
        assert found.index[found.game == number].tolist() == [candidate.index for candidate in expected.candidates]


@pytest.mark.parametrize("shape", CLOSED_FORMS)
def test_degenerate_games_are_answered_as_by_the_exact_solvers(shape: tuple[int, ...]) -> None:
    games = np.random.default_rng(2).integers(-3, 4, (40, len(shape), *shape)).astype(float)

    found, settled = solve_batch(games), generic_batch(games)

    for number, game in enumerate(games):
        expected, rows = exactly(game), found.game == number
        assert same(rows_of(found, number), [candidate.strategies for candidate in expected.candidates])
        assert found.index[rows].tolist() == [candidate.index or 0 for candidate in expected.candidates]
        assert found.indexed[rows].tolist() == [candidate.index is not None for candidate in expected.candidates]
        assert found.complete[number] == expected.complete
        if settled.reason[number] == Reason.NEAR_TIE:
            assert found.degenerate[number] == (expected.degenerate is not False)
            assert not rows_of(settled, number)
        else:
            assert same(rows_of(settled, number), rows_of(found, number))


def test_a_tie_is_no_doubt_where_no_equilibrium_hangs_on_it() -> None:
    """The row player is indifferent where the column player plays a dominated action."""
    found = generic_batch([[[[1, 7], [0, 7]], [[1, 0], [1, 0]]]])

    assert found.degenerate.tolist() == [True]
    assert found.complete.tolist() == [True]
    assert same(rows_of(found, 0), [(np.array([1, 0]), np.array([1, 0]))])


@pytest.mark.parametrize("shape", CLOSED_FORMS)
def test_the_indices_of_a_generic_game_add_up_to_one(shape: tuple[int, ...]) -> None:
    found = generic_batch(np.random.default_rng(3).standard_normal((3000, len(shape), *shape)))

    assert found.complete.mean() > 0.999
    assert (np.bincount(found.game, weights=found.index)[found.complete] == 1).all()
    assert found.indexed.all()


@pytest.mark.parametrize("shape", CLOSED_FORMS)
def test_payoffs_and_regret_are_those_of_the_game(shape: tuple[int, ...]) -> None:
    games = 1000 * millionths(30, shape, seed=4) - 300

    found = solve_batch(games)

    for row, number in enumerate(found.game):
        game, profile = NormalFormGame(games[number]), tuple(own[row] for own in found.strategies)
        rounding = 1e-15 * np.abs(games[number]).max() * game.payoffs[0].size
        assert np.allclose(found.payoffs[row], game.expected_payoffs(profile), rtol=0, atol=rounding)
        gains = game.regret(profile)
        assert found.regret[row] == pytest.approx(gains.max(), abs=rounding)
        ranges = np.where(game.payoff_range > 0, game.payoff_range, 1)
        assert found.relative_regret[row] == pytest.approx((gains / ranges).max(), abs=1e-12)
    assert (found.regret[found.pure] == 0).all()
    assert found.relative_regret.max() < WITHIN


@pytest.mark.parametrize("shape", [*CLOSED_FORMS, (4, 2, 2)])
def test_strategies_are_probabilities_and_pure_where_they_are_said_to_be(shape: tuple[int, ...]) -> None:
    found = solve_batch(millionths(200, shape, seed=5))

    for own, m in zip(found.strategies, shape, strict=True):
        assert own.shape == (len(found.game), m)
        assert own.min() >= 0
        assert np.allclose(own.sum(axis=1), 1, rtol=0, atol=1e-15)
    sizes = np.stack([(own > 0).sum(axis=1) for own in found.strategies])
    assert np.array_equal(found.pure, (sizes == 1).all(axis=0))


@pytest.mark.parametrize("shape", [(1,), (3,), (5, 2), (3, 5), (4, 2, 2), (2, 1, 2, 3)])
@given(data=st.data())
def test_other_shapes_have_all_pure_equilibria_and_the_reason_why_there_may_be_more(
    shape: tuple[int, ...], data: st.DataObject
) -> None:
    games = data.draw(arrays(np.int64, (3, len(shape), *shape), elements=st.integers(-2, 2)))

    found = solve_batch(games)

    expected = [
        (number, tuple(np.eye(m)[a] for m, a in zip(shape, profile, strict=True)))
        for number, *profile in np.argwhere(pure_equilibria(games, axis=1))
    ]
    assert found.game.tolist() == [number for number, _ in expected]
    assert same([tuple(own[k] for own in found.strategies) for k in range(len(expected))], [p for _, p in expected])
    assert found.reason.tolist() == [Reason.PURE_ONLY] * 3
    assert found.pure.all()
    assert not found.regret.any()


def test_a_pure_search_counts_a_tie_or_nearly_one_as_degenerate() -> None:
    found = solve_batch([[[5, 3, 5.001]], [[5, 3, 5]], [[0, 5, 5 + 1e-9]]])

    assert found.degenerate.tolist() == [False, True, True]
    assert found.count.tolist() == [1, 2, 1]


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 3)])
@settings(max_examples=40)
@given(data=st.data())
def test_units_and_origins_change_nothing(shape: tuple[int, ...], data: st.DataObject) -> None:
    numbers = data.draw(arrays(np.int64, (2, 2, *shape), elements=st.integers(-3, 3)))
    exponents = data.draw(st.lists(st.integers(-12, 12), min_size=2, max_size=2))
    origins = data.draw(st.lists(st.sampled_from([0, 1, -70, 10**6, 10**12]), min_size=2, max_size=2))
    moved = np.array(
        [
            [
                [[float(f"{cell + origin}e{exponent}") for cell in line] for line in table]
                for table, origin, exponent in zip(game, origins, exponents, strict=True)
            ]
            for game in numbers.tolist()
        ]
    )

    found, expected = solve_batch(moved), solve_batch(numbers)

    assert np.array_equal(found.count, expected.count)
    assert np.array_equal(found.index, expected.index)
    assert all(same(rows_of(found, b), rows_of(expected, b)) for b in range(2))


@pytest.mark.parametrize("shape", [(3, 3), (4, 4), (2, 2, 2), (3, 2, 2)])
def test_units_change_nothing_where_closed_forms_decide(shape: tuple[int, ...]) -> None:
    games = millionths(200, shape, seed=6)
    expected = generic_batch(games)

    for exponent in (-300, -40, -1, 1, 40, 300):
        units = np.array([2.0**exponent, 1, 2.0**-exponent])[: len(shape)].reshape(-1, *[1] * len(shape))
        found = generic_batch(games * units)

        assert all(np.array_equal(p, q) for p, q in zip(found.strategies, expected.strategies, strict=True))
        assert np.array_equal(found.index, expected.index)


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 3), (2, 2, 2), (2, 3, 2)])
def test_new_names_for_players_and_actions_change_nothing_but_the_order(shape: tuple[int, ...]) -> None:
    games = millionths(30, shape, seed=7)
    expected = solve_batch(games)
    rng = np.random.default_rng(8)

    for players in permutations(range(len(shape))):
        actions = [rng.permutation(m) for m in shape]
        renamed = games[np.ix_(range(30), range(len(shape)), *actions)]
        found = solve_batch(renamed[:, players].transpose(0, 1, *(2 + player for player in players)))

        for b in range(30):
            back = [
                tuple(profile[players.index(i)][np.argsort(actions[i])] for i in range(len(shape)))
                for profile in rows_of(found, b)
            ]
            assert same_in_some_order(back, rows_of(expected, b))
        assert sorted(found.index) == sorted(expected.index)


def test_payoffs_too_large_to_subtract_are_left_to_the_exact_solver() -> None:
    huge = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]]) * 1.7e308

    assert generic_batch([huge]).reason.tolist() == [Reason.NEAR_TIE]
    assert same(rows_of(solve_batch([huge]), 0), [(np.array([0.5, 0.5]), np.array([0.5, 0.5]))])


def test_a_game_has_the_same_answer_in_any_batch_of_any_size() -> None:
    games = np.random.default_rng(9).integers(-40, 40, (70_000, 2, 2, 2)) / 40.0
    found, again = generic_batch(games), generic_batch(games[69_000:])

    late = found.game >= 69_000
    assert np.array_equal(found.game[late] - 69_000, again.game)
    assert np.array_equal(found.strategies[1][late], again.strategies[1])
    assert np.array_equal(found.payoffs[late], again.payoffs)
    assert np.array_equal(found.relative_regret[late], again.relative_regret)
    assert np.array_equal(found.count[69_000:], again.count)
    assert np.array_equal(found.reason[69_000:], again.reason)


def test_games_keep_their_numbers_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    games = millionths(50, (2, 3), 11)
    whole = generic_batch(games)
    monkeypatch.setattr("tetrarchy.solvers.batch.rows._BLOCK", 100)
    parts = generic_batch(games)

    assert np.array_equal(parts.game, whole.game)
    assert all(np.array_equal(p, q) for p, q in zip(parts.strategies, whole.strategies, strict=True))


@pytest.mark.parametrize("shape", [(3, 3), (4, 4), (2, 2, 2), (3, 2, 2)])
def test_a_game_has_the_same_answer_alone_to_the_last_digit(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(10)
    games = rng.integers(-9, 10, (60, len(shape), *shape)) * 10.0 ** rng.integers(-3, 4, (60, len(shape), *shape))
    together = generic_batch(games)

    for number in range(len(games)):
        alone, rows = generic_batch(games[number : number + 1]), together.game == number
        assert np.array_equal(alone.payoffs, together.payoffs[rows])
        assert np.array_equal(alone.regret, together.regret[rows])
        assert all(np.array_equal(p, q[rows]) for p, q in zip(alone.strategies, together.strategies, strict=True))


def test_rows_that_were_solved_exactly_stand_among_the_others() -> None:
    coordination, nothing_matters = [[[2, 0], [0, 1]], [[2, 0], [0, 1]]], np.zeros((2, 2, 2))

    found = solve_batch([coordination, nothing_matters, coordination])

    assert found.game.tolist() == [0, 0, 0, 1, 1, 1, 1, 2, 2, 2]
    assert found.count.tolist() == [3, 4, 3]
    assert found.degenerate.tolist() == [False, True, False]
    assert found.complete.all()
    assert same(rows_of(found, 0), rows_of(found, 2))


@pytest.mark.parametrize("shape", [(2, 2), (3, 2), (2, 2, 2), (4, 2, 2)])
def test_an_empty_batch_has_an_empty_answer(shape: tuple[int, ...]) -> None:
    found = solve_batch(np.empty((0, len(shape), *shape)))

    assert [own.shape for own in found.strategies] == [(0, m) for m in shape]
    assert found.count.shape == found.complete.shape == (0,)


@pytest.mark.parametrize("shape", [(4,), (2, 2, 2), (5, 3, 2, 2), (5, 2, 0, 2)])
def test_a_shape_that_is_no_batch_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=rf"payoffs must have shape \(B, n, m1, .., mn\) .*, got \({shape[0]},"):
        solve_batch(np.zeros(shape))


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_payoff_that_is_no_finite_number_is_refused_by_its_place(bad: float) -> None:
    games = np.zeros((3, 2, 2, 2))
    games[2, 0, 1, 0] = bad

    with pytest.raises(ValueError, match=rf"payoffs\[2, 0, 1, 0\] must be a finite number, got {bad}"):
        generic_batch(games)


def test_one_game_of_a_million_profiles_has_its_pure_equilibria() -> None:
    meeting = np.broadcast_to(np.eye(1000), (1, 2, 1000, 1000))

    found = solve_batch(meeting)

    assert found.count.tolist() == [1000]
    assert found.reason.tolist() == [Reason.PURE_ONLY]
    for strategies in found.strategies:
        assert np.array_equal(strategies, np.eye(1000))
    assert np.array_equal(found.payoffs, np.ones((1000, 2)))
