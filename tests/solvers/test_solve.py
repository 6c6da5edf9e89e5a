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
from tetrarchy.solvers.two_player.nashpy_methods import sifted

# A game whose one equilibrium nashpy's support enumeration loses on one processor and finds on another: entries off
# the support come back as 0, or as -1e-17.
LOST_BY_SUPPORTS = NormalFormGame.two_player(
    [[0, 0, 0], [2, 3, 3], [4, 0, 0]],
    [[5, 0, 4], [3, 2, 1], [0, 0, 3]],
)
# Nashpy issue 222: its vertex enumeration returns nothing.
LOST_BY_VERTICES = NormalFormGame.two_player([[-3, 3], [-3, 5]], [[2, 7], [4, 2]])
# von Stengel 2007, "Equilibrium computation for two-player games in strategic and extensive form", the 3 x 2 game.
VON_STENGEL = NormalFormGame.two_player([[3, 3], [2, 5], [0, 6]], [[3, 2], [2, 6], [3, 1]])
COORDINATION = NormalFormGame.two_player([[2, 0], [0, 1]], [[2, 0], [0, 1]])


def exact(solution):
    return {equilibrium.exact for equilibrium in solution.equilibria}


def proposed(findings):
    return {tuple(map(tuple, candidate.strategies)) for candidate in findings.candidates}


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


@pytest.mark.parametrize("method", ["nashpy-support", "nashpy-vertex"])
@pytest.mark.parametrize("game", [LOST_BY_SUPPORTS, LOST_BY_VERTICES, VON_STENGEL, COORDINATION])
def test_nashpy_adds_nothing_to_what_is_there_and_claims_nothing(game, method):
    solution = solve(game, Nash(method=method))

    assert exact(solution) <= exact(solve(game))
    assert not solution.complete


@pytest.mark.parametrize(
    ("game", "method"),
    [
        # With two actions each, the equations in which a probability is 0 hold only 0 and 1: nothing to round.
        (COORDINATION, "nashpy-support"),
        # Labels are compared within 1e-8, far above any noise.
        (COORDINATION, "nashpy-vertex"),
        (LOST_BY_SUPPORTS, "nashpy-vertex"),
        (LOST_BY_VERTICES, "nashpy-vertex"),
        (VON_STENGEL, "nashpy-vertex"),
    ],
)
def test_nashpy_behind_exact_normalisation_finds_what_is_there(game, method):
    assert exact(solve(game, Nash(method=method))) == exact(solve(game))


@pytest.mark.parametrize("noise", [0, 1e-17, -1e-17, 1e-10, -1e-10])
def test_noise_is_taken_out_of_a_librarys_answer(noise):
    answer = np.array([noise, 0.6, 0.4]), np.array([0.6, noise, 0.4])

    findings = sifted(LOST_BY_SUPPORTS, "a library", [answer])

    assert proposed(findings) == exact(solve(LOST_BY_SUPPORTS))


@pytest.mark.parametrize(
    "answer",
    [
        ([0, 0.6, 0.4], [0.6, 1e-8, 0.4 - 1e-8]),  # something to gain
        ([-1e-8, 0.6, 0.4 + 1e-8], [0.6, 0, 0.4]),  # a negative probability
        ([0, 0.6, 0.4 + 1e-8], [0.6, 0, 0.4]),  # a sum that is not 1
        ([0, 0.6, 0.4], [np.nan, 0, np.nan]),
        ([0.6, 0.4], [0.6, 0, 0.4]),  # an action short
    ],
)
def test_a_librarys_answer_that_is_no_equilibrium_is_left_out_and_counted(answer):
    findings = sifted(LOST_BY_SUPPORTS, "a library", [tuple(map(np.array, answer))])

    assert findings.candidates == ()
    assert "1 of the profiles that it returned are no equilibria and were left out." in findings.notes


def test_an_equilibrium_that_a_library_returns_twice_counts_once():
    answers = [(np.array([noise, 0.6, 0.4]), np.array([0.6, noise, 0.4])) for noise in (0, -1e-17)]

    assert len(sifted(LOST_BY_SUPPORTS, "a library", answers).candidates) == 1


def test_support_enumeration_misses_extreme_equilibria_of_a_degenerate_game():
    claim, truth = solve(LOST_BY_VERTICES, Nash(method="nashpy-support")), solve(LOST_BY_VERTICES)

    assert exact(claim) < exact(truth)
    assert truth.degenerate
    assert any("missing" in note for note in claim.notes)


@pytest.mark.parametrize("scale", [Fraction(1, 10**12), 10**12])
def test_nashpys_answers_do_not_depend_on_the_unit_of_payoffs(scale):
    scaled = NormalFormGame(VON_STENGEL.exact * scale + 10**9)

    assert exact(solve(scaled, Nash(method="nashpy-vertex"))) == exact(solve(VON_STENGEL))


def generic_games():
    """Return those of 60 games of random integers 0..99 that are not degenerate, with their solutions."""
    rng = np.random.default_rng(0)
    games = [NormalFormGame(rng.integers(0, 100, size=(2, 3, 3))) for _ in range(60)]
    return [(game, truth) for game in games if not (truth := solve(game)).degenerate]


def test_a_library_that_returns_all_equilibria_hears_no_complaint():
    for game, truth in generic_games():
        findings = sifted(game, "A library", [found.strategies for found in truth.equilibria])

        assert proposed(findings) == exact(truth)
        assert findings.notes == ("A library cannot prove that nothing is missing.",)


def test_an_even_count_says_that_something_is_missing():
    for game, truth in generic_games():
        _, *others = truth.equilibria
        findings = sifted(game, "A library", [found.strategies for found in others])

        assert not findings.complete
        assert f"{len(others)} found, an odd number expected" in findings.notes[-1]


def test_unequal_supports_say_that_the_game_looks_degenerate():
    game = NormalFormGame.two_player([[1, 1], [0, 0]], [[1, 1], [0, 1]])
    answer = np.array([1.0, 0.0]), np.array([0.5, 0.5])

    findings = sifted(game, "a library", [answer])

    assert findings.notes[-1] == "The game looks degenerate: there may be continua of equilibria."


def test_nashpy_is_for_two_players():
    game = NormalFormGame(np.zeros((3, 2, 2, 2)))

    with pytest.raises(InputError, match="covers games of 2 players, this one has 3"):
        solve(game, Nash(method="nashpy-support"))
