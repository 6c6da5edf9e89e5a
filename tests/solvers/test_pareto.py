"""Pareto efficiency, against published games, all pairs of profiles and the welfare weights of HiGHS."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from tetrarchy.games.normal_form import NormalFormGame, PureProfile
from tetrarchy.solvers.pareto import Lottery, better_lottery, dominators, pareto_frontier

HALF = Fraction(1, 2)
PRISONERS_DILEMMA = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
BATTLE_OF_THE_SEXES = NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]])
SHAPES = [(3,), (1, 1), (2, 2), (3, 2), (2, 2, 2), (3, 1, 2)]


def games() -> st.SearchStrategy[NormalFormGame]:
    """Draw small games with many ties, one player and one action included."""
    numbers = st.integers(0, 3)
    return (
        st.sampled_from(SHAPES)
        .flatmap(lambda shape: arrays(np.int64, (len(shape), *shape), elements=numbers))
        .map(NormalFormGame)
    )


def payoffs_at(game: NormalFormGame, profile: PureProfile) -> list[Fraction]:
    return list(game.exact[(slice(None), *profile)])


def test_only_mutual_defection_is_inefficient_in_the_prisoners_dilemma() -> None:
    assert pareto_frontier(PRISONERS_DILEMMA) == ((0, 0), (0, 1), (1, 0))
    assert dominators(PRISONERS_DILEMMA, [1, 1]) == ((0, 0),)
    assert dominators(PRISONERS_DILEMMA, [3, 3]) == ()


def test_a_coin_between_the_pure_equilibria_beats_the_mixed_one() -> None:
    """Luce and Raiffa (1957), section 5.3: independent play in the battle of the sexes gives each 2/3, a coin 3/2."""
    lottery = better_lottery(BATTLE_OF_THE_SEXES, ["2/3", "2/3"])

    assert lottery == Lottery(
        kind="strict",
        profiles=((0, 0), (1, 1)),
        probabilities=(HALF, HALF),
        payoffs=(Fraction(3, 2), Fraction(3, 2)),
        gains=(Fraction(5, 12), Fraction(5, 12)),
    )
    assert better_lottery(BATTLE_OF_THE_SEXES, lottery.payoffs) is None


def test_a_lottery_can_beat_a_profile_of_the_frontier() -> None:
    """Turns at confessing alone pay 5/2 on average, more than the 2 of mutual cooperation."""
    game = NormalFormGame([[[2, 0], [5, 1]], [[2, 5], [0, 1]]])
    lottery = better_lottery(game, [2, 2])

    assert (0, 0) in pareto_frontier(game)
    assert dominators(game, [2, 2]) == ()
    assert lottery is not None
    assert (lottery.profiles, lottery.payoffs) == (((0, 1), (1, 0)), (Fraction(5, 2), Fraction(5, 2)))


def test_a_lottery_can_help_some_where_nobody_can_help_all() -> None:
    """The first player already has its best payoff, the others are better served by turns."""
    game = NormalFormGame([[[[1]], [[1]], [[1]], [[0]]], [[[1]], [[0]], [[3]], [[0]]], [[[1]], [[3]], [[0]], [[0]]]])
    lottery = better_lottery(game, [1, 1, 1])

    assert (0, 0, 0) in pareto_frontier(game)
    assert lottery is not None
    assert lottery.kind == "weak"
    assert lottery.payoffs[0] == 1
    assert sum(lottery.gains) == Fraction(1, 3)


def test_players_whose_payoffs_never_vary_are_not_asked() -> None:
    lottery = better_lottery(NormalFormGame([[[0, 4]], [[7, 7]]]), [0, 7])

    assert lottery == Lottery(
        "strict", ((0, 1),), (Fraction(1),), (Fraction(4), Fraction(7)), (Fraction(1), Fraction(0))
    )
    assert better_lottery(NormalFormGame(np.ones((2, 2, 2))), [1, 1]) is None


def test_a_payoff_vector_out_of_reach_is_not_dominated() -> None:
    assert dominators(PRISONERS_DILEMMA, [4, 4]) == ()
    assert better_lottery(PRISONERS_DILEMMA, [4, 4]) is None


def test_a_vector_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="payoffs must have 2 entries, one for each player, got 3"):
        dominators(PRISONERS_DILEMMA, [1, 1, 1])


@given(games())
def test_the_frontier_is_what_comparing_all_pairs_finds(game: NormalFormGame) -> None:
    profiles = list(game.pure_profiles())
    dominated_by = {
        profile: tuple(
            other
            for other in profiles
            if all(x >= y for x, y in zip(payoffs_at(game, other), payoffs_at(game, profile), strict=True))
            and payoffs_at(game, other) != payoffs_at(game, profile)
        )
        for profile in profiles
    }

    assert {profile: dominators(game, payoffs_at(game, profile)) for profile in profiles} == dominated_by
    assert pareto_frontier(game) == tuple(profile for profile in profiles if not dominated_by[profile])


@given(games())
def test_only_the_order_of_payoffs_matters_for_the_frontier(game: NormalFormGame) -> None:
    assert pareto_frontier(NormalFormGame(game.exact**3 - 7)) == pareto_frontier(game)


@given(games(), st.data())
def test_the_lottery_does_what_it_says(game: NormalFormGame, data: st.DataObject) -> None:
    profile = data.draw(st.sampled_from(list(game.pure_profiles())))
    lottery = better_lottery(game, payoffs_at(game, profile))
    if lottery is None:
        assert dominators(game, payoffs_at(game, profile)) == ()
        return
    drawn = [payoffs_at(game, outcome) for outcome in lottery.profiles]
    mean = tuple(np.array(lottery.probabilities, dtype=object) @ np.array(drawn, dtype=object))
    varying = game.payoff_range > 0

    assert sum(lottery.probabilities) == 1
    assert min(lottery.probabilities) > 0
    assert mean == lottery.payoffs
    assert all(
        (x > y) - (x < y) == (gain > 0)
        for x, y, gain in zip(mean, payoffs_at(game, profile), lottery.gains, strict=True)
    )
    assert (min(np.array(lottery.gains)[varying]) > 0) == (lottery.kind == "strict")
    assert max(lottery.gains) > 0


@given(games(), st.data())
def test_no_lottery_helps_all_exactly_where_some_weights_make_the_vector_best(
    game: NormalFormGame, data: st.DataObject
) -> None:
    """The supporting hyperplane: weights on the players, not all zero, for which no outcome has a greater sum.

    A positive optimum of the weights' program is at least one over a determinant of four rows of at most four entries
    up to 3 and a 1, so at least 1 / 28^2.
    """
    profile = data.draw(st.sampled_from(list(game.pure_profiles())))
    varying = game.payoff_range > 0
    if not varying.any():
        return
    here = game.payoffs[(slice(None), *profile)]
    gains = (game.payoffs.reshape(game.n_players, -1).T - here)[:, varying]
    n = gains.shape[1]
    best = linprog(
        [*[0] * n, 1], np.column_stack([gains, -np.ones(len(gains))]), np.zeros(len(gains)), [[*[1] * n, 0]], [1]
    ).fun
    lottery = better_lottery(game, list(here))

    assert (lottery is not None and lottery.kind == "strict") == (best > 1e-4)


@given(games(), st.data(), st.fractions("1/9", 9, max_denominator=9), st.integers(-9, 9))
def test_units_and_origins_change_only_the_payoffs(
    game: NormalFormGame, data: st.DataObject, unit: Fraction, origin: int
) -> None:
    player = data.draw(st.integers(0, game.n_players - 1))
    profile = data.draw(st.sampled_from(list(game.pure_profiles())))
    exact = np.array(game.exact)
    exact[player] = exact[player] * unit + origin
    moved = NormalFormGame(exact)
    here, there = (better_lottery(same, payoffs_at(same, profile)) for same in (game, moved))

    assert pareto_frontier(moved) == pareto_frontier(game)
    if here is None or there is None:
        assert here is there
    else:
        assert (there.kind, there.profiles, there.probabilities) == (here.kind, here.profiles, here.probabilities)
        assert there.gains == here.gains
