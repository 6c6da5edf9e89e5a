"""Welfare, against hand-made cases, all profiles and changes of units."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.pareto import pareto_frontier
from tetrarchy.solvers.welfare import Criterion, Welfare, read_payoffs, relative_payoffs, welfare, welfare_optima

PRISONERS_DILEMMA = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])


def games() -> st.SearchStrategy[NormalFormGame]:
    """Draw small games with many ties, one player and one action included."""
    shapes = st.sampled_from([(3,), (1, 1), (2, 2), (3, 2), (2, 2, 2), (3, 1, 2)])
    numbers = st.integers(-3, 3)
    return shapes.flatmap(lambda shape: arrays(np.int64, (len(shape), *shape), elements=numbers)).map(NormalFormGame)


def test_the_four_welfares_of_the_equilibrium_of_the_prisoners_dilemma() -> None:
    assert welfare(PRISONERS_DILEMMA, [1, 1]) == Welfare(
        utilitarian=Fraction(2),
        egalitarian=Fraction(1),
        relative_utilitarian=Fraction(2, 5),
        relative_egalitarian=Fraction(1, 5),
    )


def test_floats_and_text_are_read_as_the_numbers_they_show() -> None:
    assert welfare(PRISONERS_DILEMMA, np.array([0.1, 0.2])).utilitarian == Fraction(3, 10)
    assert welfare(PRISONERS_DILEMMA, ["1/3", "2/3"]).utilitarian == 1


def test_criteria_can_disagree_on_the_best_profile() -> None:
    """A sum that one player's large payoffs decide, a least payoff, and what is left of both on scales of 0 to 1."""
    game = NormalFormGame([[[100, 60, 40, 0]], [[0, 1, 4, 2]]])
    best = {optimum.criterion: optimum for optimum in welfare_optima(game)}

    assert best["utilitarian"].profiles == ((0, 0),)
    assert best["egalitarian"].profiles == ((0, 2),)
    assert best["relative_utilitarian"].profiles == ((0, 2),)
    assert best["relative_utilitarian"].value == Fraction(7, 5)
    assert best["relative_egalitarian"].value == Fraction(2, 5)


def test_another_unit_for_one_player_moves_the_sum_but_not_the_relative_optimum() -> None:
    battle = NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]])
    in_cents = NormalFormGame(battle.exact * np.array([100, 1]).reshape(2, 1, 1))

    here, there = ({o.criterion: o.profiles for o in welfare_optima(game)} for game in (battle, in_cents))
    assert here["utilitarian"] == ((0, 0), (1, 1))
    assert there["utilitarian"] == ((0, 0),)
    assert here["relative_utilitarian"] == there["relative_utilitarian"] == ((0, 0), (1, 1))


def test_a_player_whose_payoff_never_varies_always_has_its_best() -> None:
    game = NormalFormGame([[[0, 8]], [[5, 5]]])

    assert relative_payoffs(game, game.exact).tolist() == [[[0, 1]], [[1, 1]]]
    assert {optimum.profiles for optimum in welfare_optima(game)} == {((0, 1),)}


def test_a_vector_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="payoffs must have 2 entries, one for each player, got 1"):
        welfare(PRISONERS_DILEMMA, [1])


@given(games())
def test_the_optima_are_what_measuring_every_profile_finds(game: NormalFormGame) -> None:
    measured = {profile: welfare(game, game.exact[(slice(None), *profile)]) for profile in game.pure_profiles()}
    optima = welfare_optima(game)

    assert tuple(optimum.criterion for optimum in optima) == get_args(Criterion)
    for optimum in optima:
        values = {profile: getattr(value, optimum.criterion) for profile, value in measured.items()}
        assert optimum.value == max(values.values())
        assert optimum.profiles == tuple(profile for profile, value in values.items() if value == optimum.value)


@given(games())
def test_each_player_reaches_both_ends_of_its_scale(game: NormalFormGame) -> None:
    relative = relative_payoffs(game, game.exact).reshape(game.n_players, -1)

    assert (relative.max(axis=1) == 1).all()
    assert np.array_equal(relative.min(axis=1) == 0, game.payoff_range > 0)


@given(games())
def test_a_profile_with_the_greatest_sum_is_efficient(game: NormalFormGame) -> None:
    utilitarian, _, relative_utilitarian, _ = welfare_optima(game)

    assert {*utilitarian.profiles, *relative_utilitarian.profiles} <= {*pareto_frontier(game)}


@given(games(), st.data(), st.fractions("1/9", 9, max_denominator=9), st.integers(-9, 9))
def test_relative_welfare_does_not_change_with_units_and_origins(
    game: NormalFormGame, data: st.DataObject, unit: Fraction, origin: int
) -> None:
    player = data.draw(st.integers(0, game.n_players - 1))
    exact = np.array(game.exact)
    exact[player] = exact[player] * unit + origin

    assert welfare_optima(NormalFormGame(exact))[2:] == welfare_optima(game)[2:]


@given(games())
def test_payoffs_are_read_without_loss(game: NormalFormGame) -> None:
    for profile in game.pure_profiles():
        third = game.exact[(slice(None), *profile)] / 3

        assert read_payoffs(game, third).tolist() == third.tolist()


def test_a_type_counts_in_a_sum_by_its_chance() -> None:
    # The first player, likely one time in ten, gains 5 where the second, there for certain, loses 1.
    game = NormalFormGame([[[0, 5]], [[1, 0]]])

    assert welfare_optima(game)[0].profiles == ((0, 1),)
    assert welfare_optima(game, [Fraction(1, 10), 1])[0].profiles == ((0, 0),)
