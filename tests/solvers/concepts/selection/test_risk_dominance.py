"""Risk dominance and strict equilibria."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy.games.errors import InputError
from tetrarchy.games.normal_form import NormalFormGame, PureProfile
from tetrarchy.solvers.best_replies import best_replies
from tetrarchy.solvers.concepts.pure_nash import deviation_losses, exact_pure, pure_nash_profiles, strict_equilibria
from tetrarchy.solvers.solve import solve

HALF = Fraction(1, 2)


def two_by_two() -> st.SearchStrategy[NormalFormGame]:
    return arrays(np.int64, (2, 2, 2), elements=st.integers(-4, 4)).map(NormalFormGame)


def chosen(game: NormalFormGame) -> list[PureProfile]:
    return [tuple(own[0] for own in e.supports) for e in solve(game, "risk_dominant").equilibria]


def test_the_equilibrium_that_both_like_better_may_be_the_riskier_one() -> None:
    """Aumann (1990), "Nash equilibria are not self-enforcing": 9 each, against 7 each; losses 1 and 1, 7 and 7."""
    game = NormalFormGame.symmetric([[9, 0], [8, 7]], players=["A", "B"], actions=[["c", "d"]] * 2)
    solution = solve(game, "risk_dominant")

    assert chosen(game) == [(1, 1)]
    assert solution.complete
    assert solution.notes == (
        "To deviate alone from (c, c) costs A 1 and B 1: product 1.",
        "To deviate alone from (d, d) costs A 7 and B 7: product 49.",
    )


def test_in_a_battle_of_the_sexes_whose_stakes_are_alike_neither_equilibrium_is_safer() -> None:
    solution = solve(NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]]), "risk_dominant")

    assert solution.equilibria == ()
    assert solution.notes[-1] == "The products are equal: neither equilibrium risk-dominates the other."


def test_equilibria_off_the_diagonal_are_compared_too() -> None:
    """Chicken with unequal stakes: a crash costs the row player 9 and the column player 3."""
    assert chosen(NormalFormGame.two_player([[0, 2], [3, -9]], [[0, 3], [2, -3]])) == [(0, 1)]


@given(
    arrays(np.int64, (2, 2), elements=st.integers(1, 9)),
    arrays(np.int64, (2, 2), elements=st.integers(-9, 9)),
    st.tuples(*[st.integers(1, 9)] * 2),
)
def test_units_and_gifts_that_depend_on_the_other_do_not_matter(
    losses: Any, gifts: Any, units: tuple[int, int]
) -> None:
    """Games are given by what each player loses by deviating from either equilibrium."""
    own, other = (np.diag(table) for table in losses)
    here = NormalFormGame.two_player(own, other)
    there = NormalFormGame.two_player(units[0] * own + gifts[0], units[1] * other + gifts[1][:, np.newaxis])
    products = losses.prod(axis=0)

    assert chosen(here) == chosen(there)
    assert chosen(here) == ([] if products[0] == products[1] else [(int(np.argmax(products)),) * 2])


@given(st.tuples(*[st.integers(-4, 4)] * 4))
def test_in_a_symmetric_game_it_is_the_best_reply_to_a_coin_toss(numbers: tuple[int, ...]) -> None:
    game = NormalFormGame.symmetric([numbers[:2], numbers[2:]])
    assume(strict_equilibria(game) == ((0, 0), (1, 1)))
    replies = best_replies(game, 0, (np.array([HALF, HALF]), np.array([HALF, HALF])))

    assert chosen(game) == ([] if len(replies) == 2 else [(replies[0], replies[0])])


@pytest.mark.parametrize(
    ("game", "words"),
    [
        (NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]), "this one is 2 x 2 and has 1"),
        (NormalFormGame.symmetric(np.eye(3, dtype=int)), "this one is 3 x 3 and has 3"),
        (NormalFormGame(np.zeros((3, 2, 2, 2))), "this one is 2 x 2 x 2 and has 0"),
    ],
)
def test_other_games_are_refused(game: NormalFormGame, words: str) -> None:
    with pytest.raises(InputError, match=f"{words}; the concept basin covers any game"):
        solve(game, "risk_dominant")


def test_an_equilibrium_that_can_be_left_for_nothing_is_not_strict() -> None:
    game = NormalFormGame.two_player([[1, 0], [1, 2]], [[1, 0], [0, 2]])

    assert pure_nash_profiles(game) == ((0, 0), (1, 1))
    assert strict_equilibria(game) == ((1, 1),)
    assert deviation_losses(game, (0, 0)) == (0, 1)


@given(two_by_two())
def test_strict_equilibria_are_the_profiles_with_one_best_reply_each(game: NormalFormGame) -> None:
    profiles = [(p, exact_pure(game, p)) for p in game.pure_profiles()]
    expected = [p for p, exact in profiles if all(best_replies(game, i, exact) == (p[i],) for i in range(2))]

    assert list(strict_equilibria(game)) == expected


def test_a_player_with_one_action_loses_its_payoff_range_or_1() -> None:
    game = NormalFormGame([[[5, 9]], [[2, 2]]])

    assert deviation_losses(game, (0, 0)) == (4, 0)
    assert deviation_losses(NormalFormGame([[[5]], [[2]]]), (0, 0)) == (1, 1)
    assert strict_equilibria(NormalFormGame([[[5]], [[2]]])) == ((0, 0),)
