"""The verb: concepts by name and by value, measured answers, and nashpy's answers taken as claims."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy import InputError, Nash, NormalFormGame, PureNash, solve
from tetrarchy.solvers.base import Candidate, measure
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles

# A game whose one equilibrium nashpy's support enumeration loses on these integers: entries off the support come
# back as -1e-17.
LOST_BY_SUPPORTS = NormalFormGame.two_player(
    [[0, 0, 0], [2, 3, 3], [4, 0, 0]],
    [[5, 0, 4], [3, 2, 1], [0, 0, 3]],
)
# Nashpy issue 222: its vertex enumeration returns nothing.
LOST_BY_VERTICES = NormalFormGame.two_player([[-3, 3], [-3, 5]], [[2, 7], [4, 2]])
# von Stengel 2007, "Equilibrium computation for two-player games in strategic and extensive form", the 3 x 2 game.
VON_STENGEL = NormalFormGame.two_player([[3, 3], [2, 5], [0, 6]], [[3, 2], [2, 6], [3, 1]])


def exact(solution):
    return {equilibrium.exact for equilibrium in solution.equilibria}


def test_a_concept_by_name_is_the_concept_by_value():
    assert exact(solve(VON_STENGEL, "nash")) == exact(solve(VON_STENGEL, Nash()))
    assert solve(VON_STENGEL, "pure").concept == PureNash()


def test_an_unknown_concept_is_named():
    with pytest.raises(InputError, match=r"unknown concept 'nahs' .did you mean 'nash'"):
        solve(VON_STENGEL, "nahs")


def test_an_unknown_method_is_named():
    with pytest.raises(InputError, match=r"unknown method 'nashpy-suport' .did you mean 'nashpy-support'"):
        Nash(method="nashpy-suport")


def test_every_equilibrium_is_measured_and_certified_by_its_exact_form():
    solution = solve(VON_STENGEL)

    assert solution.complete
    assert len(solution.equilibria) == 3
    for found in solution.equilibria:
        assert found.certified
        assert found.regret == 0
        assert found.distance == 0


def test_a_candidate_that_is_no_equilibrium_is_not_certified():
    half = np.array([Fraction(1, 2), Fraction(1, 2)])
    third = np.array([Fraction(1, 3)] * 3)

    measured = measure(VON_STENGEL, Candidate((third, half)))

    assert measured.regret > 0
    assert not measured.certified


@given(arrays(np.int64, (3, 2, 2, 3), elements=st.integers(0, 3)))
def test_pure_equilibria_are_the_profiles_without_regret(payoffs):
    game = NormalFormGame(payoffs)

    brute = [p for p in game.pure_profiles() if (game.regret(game.pure(p)) == 0).all()]

    assert list(pure_nash_profiles(game)) == brute
    assert [e.supports for e in solve(game, "pure").equilibria] == [tuple((a,) for a in p) for p in brute]


def test_one_player_has_its_best_actions_for_equilibria():
    solution = solve(NormalFormGame([[1, 5, 5, 2]]))

    assert [found.supports for found in solution.equilibria] == [((1,),), ((2,),)]


@pytest.mark.parametrize(
    ("game", "method"),
    [
        (LOST_BY_SUPPORTS, "nashpy-support"),
        (LOST_BY_SUPPORTS, "nashpy-vertex"),
        (LOST_BY_VERTICES, "nashpy-vertex"),
        (VON_STENGEL, "nashpy-support"),
        (VON_STENGEL, "nashpy-vertex"),
    ],
)
def test_nashpy_behind_exact_normalisation_finds_what_is_there_and_claims_nothing(game, method):
    solution = solve(game, Nash(method=method))

    assert exact(solution) == exact(solve(game))
    assert not solution.complete


def test_support_enumeration_misses_extreme_equilibria_of_a_degenerate_game():
    claim, truth = solve(LOST_BY_VERTICES, Nash(method="nashpy-support")), solve(LOST_BY_VERTICES)

    assert exact(claim) < exact(truth)
    assert truth.degenerate
    assert any("missing" in note for note in claim.notes)


@pytest.mark.parametrize("scale", [Fraction(1, 10**12), 10**12])
def test_nashpys_answers_do_not_depend_on_the_unit_of_payoffs(scale):
    scaled = NormalFormGame(VON_STENGEL.exact * scale + 10**9)

    assert exact(solve(scaled, Nash(method="nashpy-vertex"))) == exact(solve(VON_STENGEL))


def test_an_even_count_says_that_something_is_missing():
    # Random integers 0..99, drawn once; support enumeration returns an even number of its equilibria.
    rng = np.random.default_rng(0)
    games = [NormalFormGame(rng.integers(0, 100, size=(2, 3, 3))) for _ in range(60)]
    answers = [(solve(game), solve(game, Nash(method="nashpy-support"))) for game in games]

    short = [claim for truth, claim in answers if len(claim.equilibria) < len(truth.equilibria)]

    assert short
    for claim in short:
        assert not claim.complete
        assert any("missing" in note for note in claim.notes)


def test_nashpy_on_a_degenerate_game_says_that_it_looks_degenerate():
    solution = solve(NormalFormGame.two_player([[1, 1], [0, 0]], [[1, 1], [0, 1]]), Nash(method="nashpy-vertex"))

    assert any("degenerate" in note for note in solution.notes)


def test_nashpy_is_for_two_players():
    game = NormalFormGame(np.zeros((3, 2, 2, 2)))

    with pytest.raises(InputError, match="covers games of 2 players, this one has 3"):
        solve(game, Nash(method="nashpy-support"))
