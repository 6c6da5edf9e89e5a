"""Convex hulls of all dimensions against bodies whose corners, edges and faces are known."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tetrarchy.solvers.repeated.payoff_sets.convex_hull import FLAT, MERGED, above, convex_hull
from tetrarchy.solvers.repeated.payoff_sets.hull_programs import distance, distances, largest, shortfalls

CUBE = np.array(list(product([0.0, 1.0], repeat=3)))


def random_points(seed: int, count: int, n: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed).random((count, n))


def test_points_within_a_cube_its_faces_and_its_edges_are_no_corners() -> None:
    hull = convex_hull(np.vstack([CUBE, [[0.5, 0.5, 0.5], [0.3, 0.6, 0], [0.2, 0, 0], [1, 1, 0.7]]]))

    assert np.array_equal(hull.vertices, CUBE)
    assert hull.dimension == 3


def test_edges_of_a_cube_are_not_the_cuts_across_its_faces() -> None:
    hull = convex_hull(CUBE)
    lengths = np.linalg.norm(CUBE[hull.edges[:, 0]] - CUBE[hull.edges[:, 1]], axis=1)

    assert lengths.tolist() == [1] * 12
    assert sorted(map(tuple, hull.normals.round(12))) == sorted(map(tuple, np.vstack([np.eye(3), -np.eye(3)])))


@pytest.mark.parametrize(
    ("points", "dimension", "corners"),
    [
        (np.empty((0, 3)), -1, 0),
        (np.tile(CUBE[5], (4, 1)) + MERGED / 10 * np.arange(4)[:, None], 0, 1),
        (np.linspace(0, 1, 7)[:, None] * [1, 2, 3], 1, 2),
        (CUBE @ [[1, 0, 0.3], [0, 1, 0.2], [0, 0, 0]], 2, 4),
        (CUBE * [1, 1, FLAT / 2], 2, 4),
        (CUBE * [1, 1, FLAT * 10], 3, 8),
        (CUBE * [1, 1e-8, 1e-4], 3, 8),
        (np.array([[0.0], [0.4], [1.0]]), 1, 2),
        (np.array(list(product([0.0, 1.0], repeat=4))), 4, 16),
    ],
    ids=["empty", "point", "segment", "square", "too thin", "thin", "needle", "line", "four dimensions"],
)
def test_flat_hulls_are_results(points: NDArray[np.float64], dimension: int, corners: int) -> None:
    hull = convex_hull(points)

    assert (hull.dimension, len(hull.vertices)) == (dimension, corners)


@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(1, 30))
def test_normals_describe_the_hull(seed: int, n: int, count: int) -> None:
    """A point is in the hull when it is behind all faces, and the linear programs know of no face."""
    points = random_points(seed, count, n)
    hull = convex_hull(points)
    probes = random_points(seed + 1, 20, n)
    behind = (probes @ hull.normals.T - hull.support(hull.normals)).max(axis=1) <= 1e-9

    assert behind.tolist() == (distances(points, probes) <= 1e-8).tolist()
    assert behind.tolist() == [distance(points, probe) <= 1e-8 for probe in probes]


@given(st.integers(0, 2**32), st.integers(1, 4))
def test_part_above_floors_has_the_largest_values_of_the_linear_program(seed: int, n: int) -> None:
    points = random_points(seed, 12, n)
    floors = 0.6 * random_points(seed + 1, 1, n)
    part = above(convex_hull(points), floors[0])
    directions = random_points(seed + 2, 10, n) - 0.5

    if shortfalls(points, floors)[0] > 1e-8:
        assert part.dimension == -1
    else:
        expected = largest(points, np.tile(floors, (10, 1)), directions)
        assert part.support(directions) == pytest.approx(expected, abs=1e-8)
