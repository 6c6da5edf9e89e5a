"""Symmetric games and their symmetric equilibria."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy.games.errors import InputError
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Solution
from tetrarchy.solvers.solve import solve


def written(solution: Solution) -> list[str]:
    """Write what all play, in fractions."""
    return [" ".join(map(str, e.exact[0])) for e in solution.equilibria if e.exact is not None]


def volunteers(n: int) -> NormalFormGame:
    """Build the volunteer's dilemma: all get 2 if anybody volunteers (the first action), which costs 1."""
    somebody = np.indices((2,) * n).min(axis=0) == 0
    return NormalFormGame([2 * somebody - (np.indices((2,) * n)[player] == 0) for player in range(n)])


def test_of_the_equilibria_of_hawk_and_dove_only_the_mixed_one_is_symmetric() -> None:
    """Maynard Smith (1982): a prize of 2 and a wound of 6 make a third of hawks."""
    solution = solve(NormalFormGame.symmetric([[-2, 2], [0, 1]]), "symmetric")

    assert written(solution) == ["1/3 2/3"]
    assert solution.complete
    assert solution.notes == ("Symmetric: 1 of the 3 Nash equilibria that were found.",)


@pytest.mark.parametrize("n", [2, 3, 4])
def test_volunteers_shirk_more_the_more_they_are(n: int) -> None:
    """Diekmann (1985): each shirks with probability (cost / benefit)^(1 / (n - 1))."""
    (found,) = solve(volunteers(n), "symmetric").equilibria

    assert found.certified
    assert found.distance is not None
    for strategy in found.strategies:
        assert abs(strategy[1] - 0.5 ** (1 / (n - 1))) <= found.distance + 1e-15


def test_payoffs_are_compared_in_each_players_own_units() -> None:
    own = np.array([[-2, 2], [0, 1]])

    assert written(solve(NormalFormGame.two_player(own, 10 * own.T + 7), "symmetric")) == ["1/3 2/3"]


def test_actions_are_paired_by_name_before_they_are_paired_by_order() -> None:
    """A stag hunt in which the second player's actions are listed the other way round."""
    payoffs = np.array([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])[:, :, ::-1]
    game = NormalFormGame(payoffs, actions=[["stag", "hare"], ["hare", "stag"]])
    solution = solve(game, "symmetric")

    assert [e.supports for e in solution.equilibria] == [((0,), (1,)), ((1,), (0,)), ((0, 1), (0, 1))]


def test_a_battle_of_the_sexes_is_symmetric_only_if_the_favourites_are_paired() -> None:
    """Each goes to its own favourite with probability 2/3 where actions are listed as own and other's favourite."""
    payoffs = np.array([[[2, 0], [0, 1]], [[1, 0], [0, 2]]])
    same = [["opera", "fight"]] * 2
    with pytest.raises(InputError) as error:
        solve(NormalFormGame(payoffs, ["Her", "Him"], same), "symmetric")
    paired = NormalFormGame(payoffs[:, :, ::-1], ["Her", "Him"], [["opera", "fight"], ["fight", "opera"]])

    assert str(error.value) == (
        "the game is not symmetric: when Her and Him change places, Her's 2 at (opera, opera) [100 %] should be "
        "matched by Him's 1 at (opera, opera) [50 %]; in brackets the way from each one's lowest to its highest payoff"
    )
    assert written(solve(paired, "symmetric")) == ["2/3 1/3"]


def test_a_third_player_must_not_care_which_of_the_others_does_what() -> None:
    """The first two are alike, and so are the last two but for the third, who cares what the first does."""
    count = np.indices((2, 2, 2)).sum(axis=0)
    biased = count + np.indices((2, 2, 2))[0]
    with pytest.raises(InputError, match="when Player 1 and Player 2 change places, Player 3's"):
        solve(NormalFormGame([count, count, biased]), "symmetric")


def test_players_with_different_numbers_of_actions_are_not_symmetric() -> None:
    with pytest.raises(InputError, match=r"different numbers of actions \(A 1, B 2\)"):
        solve(NormalFormGame([[[1, 2]], [[1, 2]]], ["A", "B"]), "symmetric")


@given(arrays(np.int64, (3, 3), elements=st.integers(0, 3)))
def test_every_symmetric_game_of_two_has_symmetric_equilibria_and_all_extreme_ones_are_listed(own: Any) -> None:
    """With the other's strategy fixed to be one's own, equal supports are searched one by one."""
    game = NormalFormGame.symmetric(own)
    solution = solve(game, "symmetric")
    nash = solve(game).equilibria

    assert solution.complete
    assert solution.equilibria
    assert written(solution) == [" ".join(map(str, e.exact[0])) for e in nash if e.exact and e.exact[0] == e.exact[1]]
    for action in range(3):
        assert (own[action, action] == max(own[:, action])) == (
            " ".join("1" if a == action else "0" for a in range(3)) in written(solution)
        )


@settings(max_examples=25)
@given(arrays(np.int64, (2, 3), elements=st.integers(-3, 3)))
def test_symmetric_games_of_three_have_symmetric_equilibria(by_count: Any) -> None:
    """`by_count[a, k]` is what action a pays if k of the others play the second action."""
    a = np.indices((2, 2, 2))
    game = NormalFormGame([by_count[a[i], a.sum(axis=0) - a[i]] for i in range(3)])
    solution = solve(game, "symmetric")

    assert solution.equilibria or not solution.complete
    for found in solution.equilibria:
        first = found.strategies[0]
        assert max(np.abs(first - other).max() for other in found.strategies) <= 2 * (found.distance or 0)


def test_one_player_alone_is_symmetric() -> None:
    assert written(solve(NormalFormGame([[1, 3, 3]]), "symmetric")) == ["0 1 0", "0 0 1"]


def test_exchanging_the_players_of_an_equilibrium_gives_an_equilibrium() -> None:
    game = NormalFormGame.symmetric([[-2, 2], [0, 1]])
    (mixed,) = solve(game, "symmetric").equilibria

    assert mixed.exact == ((Fraction(1, 3), Fraction(2, 3)),) * 2
    assert mixed.payoffs[0] == mixed.payoffs[1]
