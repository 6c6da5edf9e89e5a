from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy import Nash, NormalFormGame, PureNash
from tetrarchy.solvers.concepts import CONCEPTS
from tetrarchy.solvers.cost import (
    beliefs_seconds,
    dominance_seconds,
    expected_cost,
    expected_vertices,
    explanation_seconds,
    most_solutions,
    vertices_seconds,
)
from tetrarchy.solvers.two_player.best_response_polytopes import BestResponsePolytope, most_vertices


@pytest.mark.parametrize(
    ("dimension", "facets", "vertices"), [(2, 3, 3), (2, 9, 9), (3, 4, 4), (3, 6, 8), (4, 8, 20), (5, 6, 6)]
)
def test_the_upper_bound_is_that_of_the_cyclic_polytope(dimension, facets, vertices):
    # A simplex has d + 1 vertices, a polygon as many as edges, a simple 3-polytope 2f - 4 (Ziegler 1995, section 8.4).
    assert most_vertices(dimension, facets) == vertices


@given(st.integers(0, 10**6))
def test_no_best_response_polytope_has_more_vertices(seed):
    rng = np.random.default_rng(seed)
    m, n = rng.integers(2, 5, 2)
    polytope = BestResponsePolytope(rng.integers(1, 100, (n, m)).tolist(), replies=range(m, m + n), moves=range(m))
    polytope.explore(float("inf"))

    assert len(polytope.vertices) <= most_vertices(m, m + n)


def common(*shape):
    """Return a game in which all players are paid alike, and each action is best against some of the others'."""
    payoffs = np.indices(shape).sum(axis=0) % max(shape)
    return NormalFormGame(np.broadcast_to(payoffs, (len(shape), *shape)))


def test_small_games_and_quick_concepts_are_begun_without_a_word():
    assert expected_cost(common(10, 10), [Nash()]) is None
    assert expected_cost(common(3, 3, 3), [Nash()]) is None
    assert expected_cost(common(16, 16), [PureNash(), Nash(method="lemke-howson")]) is None
    assert expected_cost(common(20, 20), [PureNash(), Nash()]) is not None


@pytest.mark.parametrize("name", CONCEPTS)
@pytest.mark.parametrize("shapes", [[(2, 2), (4, 4), (8, 8), (16, 16)], [(2, 2, 2), (3, 3, 3), (4, 4, 4)]])
def test_every_concept_has_a_forecast_that_grows_with_the_game(name, shapes):
    # Of more than so many digits the programs of correlated equilibria are no longer exact, and quicker.
    forecasts = [CONCEPTS[name]().seconds(common(*shape)) for shape in shapes]

    assert min(forecasts) > 0
    if "correlated" not in name:
        assert forecasts == sorted(forecasts)


@pytest.mark.parametrize(
    ("forecast", "shape", "seconds"),
    [
        (beliefs_seconds, (25, 25), 0.52),
        (beliefs_seconds, (50, 50), 2.0),
        (beliefs_seconds, (100, 100), 5.8),
        (beliefs_seconds, (3, 100), 0.26),
        (dominance_seconds, (50, 50), 0.12),
        (dominance_seconds, (100, 100), 0.82),
        (dominance_seconds, (60, 40), 0.16),
        (dominance_seconds, (10, 100), 0.29),
        (explanation_seconds, (25, 25), 0.30),
        (explanation_seconds, (50, 50), 1.27),
    ],
)
def test_forecasts_are_right_within_a_factor_of_three_where_they_were_measured(forecast, shape, seconds):
    assert seconds / 3 <= forecast(shape) <= seconds * 3


@pytest.mark.parametrize("name", CONCEPTS)
def test_forecasts_are_made_for_games_that_a_concept_does_not_cover(name):
    assert CONCEPTS[name]().seconds(common(3)) > 0


def test_a_large_game_of_opposed_interests_is_not_said_to_be_out_of_reach():
    table = np.arange(900).reshape(30, 30)

    assert expected_cost(NormalFormGame.zero_sum(table), [Nash()]) is None


def test_a_large_game_that_dominance_solves_is_not_said_to_be_out_of_reach():
    table = np.arange(900).reshape(30, 30)

    assert expected_cost(NormalFormGame.two_player(table, table), [Nash()]) is None


def test_the_longest_search_is_named():
    assert str(expected_cost(common(15, 15), [PureNash(), CONCEPTS["proper"]()])).endswith(
        "(proper). A time limit keeps what is found."
    )


def test_what_takes_more_than_four_hours_is_out_of_reach():
    assert expected_cost(common(30, 30), [Nash()]) == (
        "For a 30 x 30 game the complete answer (nash) is out of reach: ask for one equilibrium at once (nash by the "
        "method lemke-howson), ask for the pure equilibria (pure), or set a time limit, which keeps what is found."
    )
    assert expected_cost(common(9, 9, 9), [Nash()]) == (
        "For a 9 x 9 x 9 game the complete answer (nash) is out of reach: ask for the pure equilibria (pure), or set a "
        "time limit, which keeps what is found."
    )
    assert "is out of reach" in str(expected_cost(common(5, 5, 5, 5), [Nash()]))


def test_a_search_that_is_not_begun_is_out_of_reach():
    # 3 x 3 x (2^20 - 1) support profiles, of which few have equations with many solutions.
    assert "is out of reach" in str(expected_cost(common(2, 2, 20), [Nash()]))
    assert expected_cost(common(2, 2, 16), [Nash()]) is None


@pytest.mark.parametrize(("shape", "all_mix"), [((2, 2, 2), 2), ((2, 2, 2, 2), 9), ((2, 2, 2, 2, 2), 44)])
def test_solutions_of_two_actions_each_are_derangements(shape, all_mix):
    # Where k players mix and the others do not there are as many as derangements of k (McKelvey and McLennan 1997).
    n, derangements = len(shape), [1, 0, 1, 2, 9, 44]
    assert derangements[n] == all_mix
    assert most_solutions(shape) == sum(comb(n, k) * 2 ** (n - k) * derangements[k] for k in range(n + 1))


def test_no_support_profile_of_a_game_has_more_solutions_than_the_equations_can():
    # Two players with supports of k actions each: one solution, none where the numbers differ.
    assert most_solutions((3, 4)) == sum(comb(3, k) * comb(4, k) for k in (1, 2, 3))


@pytest.mark.parametrize("shape", [(2, 2), (3, 6), (5, 3)])
def test_the_expected_vertices_are_the_mean_of_games_with_normal_payoffs(shape):
    m, n = shape
    rng = np.random.default_rng(0)
    counts = []
    for _ in range(400):
        table = np.rint(1e6 * rng.standard_normal((n, m))).astype(int)
        polytope = BestResponsePolytope((table - table.min() + 1).tolist(), range(m, m + n), range(m))
        polytope.explore(float("inf"))
        counts.append(len(polytope.vertices))

    assert abs(np.mean(counts) - expected_vertices(m, n)) <= 4 * np.std(counts) / np.sqrt(len(counts))


def test_of_lopsided_games_only_the_smaller_polytope_counts():
    # The other polytope of a 3 x 600 game has millions of vertices, and the answer takes a tenth of a second.
    assert expected_vertices(600, 3) > 10**6
    assert vertices_seconds(3, 600) == vertices_seconds(600, 3) < 1
