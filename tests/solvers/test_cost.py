import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy import Nash, NormalFormGame, PureNash
from tetrarchy.solvers.cost import expected_cost
from tetrarchy.solvers.two_player.at_once import most_vertices
from tetrarchy.solvers.two_player.best_response_polytopes import BestResponsePolytope


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


def test_small_games_and_other_concepts_are_begun_without_a_word():
    large = NormalFormGame(np.zeros((2, 16, 16)))

    assert expected_cost(NormalFormGame(np.zeros((2, 10, 10)))) is None
    assert expected_cost(NormalFormGame(np.zeros((3, 4, 4, 4)))) is None
    assert expected_cost(large, [PureNash(), Nash(method="nashpy-vertex")]) is None
    assert expected_cost(large, [PureNash(), Nash()]) is not None


def test_more_players_are_counted_by_support_profiles():
    assert f"{(2**5 - 1) ** 3:,} support profiles" in str(expected_cost(NormalFormGame(np.zeros((3, 5, 5, 5)))))


def test_long_times_are_given_in_long_units():
    assert "days" in str(expected_cost(NormalFormGame(np.zeros((2, 24, 24)))))
