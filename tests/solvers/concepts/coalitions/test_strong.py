"""Strong equilibria, against textbook games and a search over every coalition's every move."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy.games.normal_form import NormalFormGame, PureProfile, payoff_ranks
from tetrarchy.solvers.concepts.coalitions.strong import Coalition, blocking
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.solvers.pareto import pareto_frontier
from tetrarchy.solvers.solve import solve

PRISONERS = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Row", "Column"], [["C", "D"]] * 2)
SEXES = NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]])
STAG_HUNT = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])


def games() -> st.SearchStrategy[NormalFormGame]:
    """Draw small games with many ties, one player and one action included."""
    shapes = st.sampled_from([(3,), (1, 2), (2, 2), (3, 3), (2, 2, 2), (2, 3, 2), (3, 1, 2), (2, 2, 2, 2)])
    numbers = st.integers(0, 3)
    return shapes.flatmap(lambda shape: arrays(np.int64, (len(shape), *shape), elements=numbers)).map(NormalFormGame)


def strong(game: NormalFormGame) -> list[PureProfile]:
    return [tuple(own[0] for own in equilibrium.supports) for equilibrium in solve(game, "strong").equilibria]


def can_gain(game: NormalFormGame, coalition: Coalition, profile: PureProfile) -> bool:
    for moves in product(*(range(game.shape[i]) for i in coalition)):
        target = list(profile)
        for player, action in zip(coalition, moves, strict=True):
            target[player] = action
        if all(game.exact[(i, *target)] > game.exact[(i, *profile)] for i in coalition):
            return True
    return False


def test_the_prisoners_dilemma_has_none_and_the_note_says_who_breaks_the_equilibrium() -> None:
    solution = solve(PRISONERS, "strong")

    assert solution.equilibria == ()
    assert solution.complete
    assert solution.notes == (
        "Only pure profiles and pure joint moves are considered.",
        "The equilibrium (D, D) is not strong: Row and Column would all gain by moving together to (C, C).",
    )


@pytest.mark.parametrize(
    ("game", "expected"),
    [(SEXES, [(0, 0), (1, 1)]), (STAG_HUNT, [(0, 0)]), (NormalFormGame([[1, 3, 3]]), [(1,), (2,)])],
)
def test_what_nobody_can_improve_for_all_of_a_group_is_strong(
    game: NormalFormGame, expected: list[PureProfile]
) -> None:
    assert strong(game) == expected


def test_a_coalition_of_two_can_break_what_all_three_together_cannot() -> None:
    """Three players share 6 by majority: whichever two agree take 3 each; to agree on nothing pays 2 each."""
    payoffs = np.full((3, 3, 3, 3), 2)
    for profile in product(range(3), repeat=3):
        for i, j in combinations(range(3), 2):
            if profile[i] == j and profile[j] == i:
                payoffs[(slice(None), *profile)] = [3 if k in (i, j) else 0 for k in range(3)]
    game = NormalFormGame(payoffs)

    assert (0, 1, 2) in pure_nash_profiles(game)
    assert blocking(payoff_ranks(game), (0, 1, 2)) == ((0, 1), (1, 0, 2))
    assert {tuple(sorted(game.payoffs[(slice(None), *profile)])) for profile in strong(game)} == {(0, 3, 3)}


@given(games())
def test_strong_equilibria_are_the_profiles_from_which_no_coalition_can_gain(game: NormalFormGame) -> None:
    groups = [c for size in range(1, game.n_players + 1) for c in combinations(range(game.n_players), size)]
    expected = [p for p in game.pure_profiles() if not any(can_gain(game, c, p) for c in groups)]

    assert strong(game) == expected


@given(games())
def test_what_breaks_an_equilibrium_is_a_joint_move_that_all_movers_gain_by(game: NormalFormGame) -> None:
    ranks = payoff_ranks(game)
    for profile in pure_nash_profiles(game):
        block = blocking(ranks, profile)
        if block is not None:
            coalition, target = block

            assert {i for i, (a, b) in enumerate(zip(profile, target, strict=True)) if a != b} <= set(coalition)
            assert all(game.exact[(i, *target)] > game.exact[(i, *profile)] for i in coalition)
            assert not any(can_gain(game, c, profile) for c in combinations(range(game.n_players), len(coalition) - 1))


@given(games())
def test_an_equilibrium_on_the_frontier_of_a_game_of_two_is_strong(game: NormalFormGame) -> None:
    if game.n_players == 2:
        assert set(pure_nash_profiles(game)) & set(pareto_frontier(game)) <= set(strong(game))
