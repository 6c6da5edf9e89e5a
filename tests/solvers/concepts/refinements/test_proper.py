"""Proper equilibria, against the literature, regular games, and e-proper profiles made by Myerson's own device."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Solution
from tetrarchy.solvers.solve import solve


def bimatrices(highest: int = 2) -> st.SearchStrategy[NormalFormGame]:
    """Draw small games of two players."""
    shapes = st.sampled_from([(2, 2), (2, 3), (3, 3)])
    return shapes.flatmap(lambda s: arrays(np.int64, (2, *s), elements=st.integers(0, highest))).map(NormalFormGame)


def written(solution: Solution) -> list[str]:
    """Write each equilibrium as its strategies in fractions: "1/2 1/2, 1 0"."""
    return [", ".join(" ".join(map(str, own)) for own in e.exact or ()) for e in solution.equilibria]


def single(solution: Solution) -> bool:
    """Tell whether no two equilibria hang together."""
    return all(len(subset) == 1 for component in solution.components for subset in component.nash_subsets)


def test_myersons_example_has_three_equilibria_two_perfect_ones_and_one_proper_one() -> None:
    """Myerson (1978), figure 2: a third action that is bad for all makes (2, 2) perfect, yet not proper."""
    game = NormalFormGame.symmetric([[1, 0, -9], [0, 0, -7], [-9, -7, -7]])
    solution = solve(game, "proper")

    assert written(solution) == ["1 0 0, 1 0 0"]
    assert solution.complete
    assert solution.notes[0] == "Proper: 1 of the 3 Nash equilibria that were found."


def test_an_outside_option_can_be_proper_though_forward_induction_speaks_against_it() -> None:
    """Kohlberg and Mertens (1986): stay out for 2, or play a battle of the sexes for 4 or 1.

    With the column player certain to take its own favourite, staying out is proper, since B would cost the row player
    less than M. Where it mixes half and half staying out is still perfect, but not proper: that needs errors into B to
    be four times rarer than those into M, not infinitely.
    """
    game = NormalFormGame.two_player([[2, 2], [4, 0], [0, 1]], [[2, 2], [1, 0], [0, 4]])
    solution = solve(game, "proper")

    assert written(solve(game, "trembling_hand")) == ["1 0 0, 0 1", "0 1 0, 1 0", "1 0 0, 1/2 1/2"]
    assert written(solution) == ["1 0 0, 0 1", "0 1 0, 1 0"]
    assert not solution.complete
    assert solution.notes[1] == (
        "In a continuum of equilibria only the corners were tested; others in it may be proper."
    )


@settings(max_examples=60)
@given(bimatrices(highest=9))
def test_all_equilibria_of_a_nondegenerate_game_are_proper(game: NormalFormGame) -> None:
    """They are regular, and regular equilibria are strictly proper (van Damme 1991, theorems 2.5.5 and 3.4.4)."""
    nash = solve(game)
    assume(nash.degenerate is False)
    proper = solve(game, "proper")

    assert written(proper) == written(nash)
    assert proper.complete


@settings(max_examples=50)
@given(bimatrices())
def test_proper_equilibria_are_perfect_and_exist(game: NormalFormGame) -> None:
    proper, perfect = solve(game, "proper"), solve(game, "trembling_hand")

    assert set(written(proper)) <= set(written(perfect))
    assert proper.complete == single(solve(game))
    if proper.complete:
        assert proper.equilibria


def test_profiles_in_which_costlier_errors_are_rarer_lie_near_those_listed() -> None:
    """Myerson (1978), theorem 1: bind both players to mixtures of the permutations of (1, e, e^2), scaled to sum 1.

    The equilibria of the game so bound are e-proper. As e falls they tend to proper equilibria; with payoffs from 0 to
    3 they are within a few e of them at e = 1/10000. Degenerate games without continua are where this says most.
    """
    rng = np.random.default_rng(1)
    drawn = (NormalFormGame(rng.integers(0, 4, (2, 3, 3))) for _ in range(800))
    tied = [game for game in drawn if (nash := solve(game)).degenerate and single(nash)]
    vertices = permuted(3, Fraction(1, 10**4))
    separated = 0
    for game in tied[:60]:
        proper = [np.concatenate(e.strategies) for e in solve(game, "proper").equilibria]
        separated += len(proper) < len(solve(game).equilibria)
        bound = NormalFormGame([vertices @ table @ vertices.T for table in game.exact])
        for equilibrium in solve(bound).equilibria:
            profile = np.concatenate([strategy @ vertices for strategy in equilibrium.profile]).astype(float)

            assert min(np.abs(profile - limit).max() for limit in proper) < 1e-3
    assert separated > 5


def permuted(m: int, e: Fraction) -> Any:
    weights = [e**k for k in range(m)]
    return np.array([[p / sum(weights) for p in order] for order in permutations(weights)], dtype=object)


def test_what_cannot_be_settled_for_three_players_is_said() -> None:
    """Two players who only want to match, and one whose payoff is always 0 but who chooses whether they are paid."""
    match = np.stack([np.zeros((2, 2), dtype=int), np.eye(2, dtype=int)], axis=-1)
    game = NormalFormGame([match, match, np.zeros((2, 2, 2), dtype=int)])
    solution = solve(game, "proper")

    assert not solution.complete
    assert any("is proper was not settled." in note for note in solution.notes)


def test_too_many_ties_are_left_unsettled_rather_than_guessed() -> None:
    solution = solve(NormalFormGame(np.ones((2, 6, 6))), "proper")

    assert solution.equilibria == ()
    assert not solution.complete
    assert any("was not settled" in note for note in solution.notes)


@pytest.mark.parametrize("scale", ["1", "1/7", "1000000"])
def test_units_do_not_matter(scale: str) -> None:
    own = np.array([[1, 0, -9], [0, 0, -7], [-9, -7, -7]], dtype=object)
    game = NormalFormGame.two_player(own * Fraction(scale) + 3, own - 5)

    assert written(solve(game, "proper")) == ["1 0 0, 1 0 0"]
