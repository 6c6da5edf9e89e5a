"""Rest points of the replicator dynamics: text-book games, invariants, and mutation."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tetrarchy import rest_points
from tetrarchy.solvers.evolution.dynamics import joint_payoffs, replicator, replicator_mutator, tangent_jacobian
from tetrarchy.solvers.exact.linear_program import Optimum, maximise

HAWK_DOVE = [[-1, 2], [0, 1]]  # V = 2, C = 4: Maynard Smith 1982, chapter 2
ROCK_PAPER_SCISSORS = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
GOOD_ROCK_PAPER_SCISSORS = [[0, -1, 2], [2, 0, -1], [-1, 2, 0]]
BAD_ROCK_PAPER_SCISSORS = [[0, -2, 1], [1, 0, -2], [-2, 1, 0]]
ZEEMAN = [[0, 6, -4], [-3, 0, 5], [-1, 3, 0]]  # Zeeman 1980; Hofbauer & Sigmund 1998
PENNIES = ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
SEXES = ([[2, 0], [0, 1]], [[1, 0], [0, 2]])

THIRD = Fraction(1, 3)


def matrices(least, most, largest=3):
    return st.integers(least, most).flatmap(
        lambda m: st.lists(st.lists(st.integers(-largest, largest), min_size=m, max_size=m), min_size=m, max_size=m)
    )


def found(points):
    return {point.exact: point.stable for point in points}


def test_hawks_and_doves_settle_at_a_mixture():
    assert found(rest_points(HAWK_DOVE)) == {
        ((1, 0),): False,
        ((0, 1),): False,
        ((Fraction(1, 2), Fraction(1, 2)),): True,
    }


@pytest.mark.parametrize(
    ("matrix", "stable", "real"),
    [(ROCK_PAPER_SCISSORS, None, 0), (GOOD_ROCK_PAPER_SCISSORS, True, -1 / 6), (BAD_ROCK_PAPER_SCISSORS, False, 1 / 6)],
    ids=["standard", "good", "bad"],
)
def test_the_centre_of_rock_paper_scissors_turns_on_what_winning_and_losing_are_worth(matrix, stable, real):
    points = rest_points(matrix)

    assert [point.stable for point in points[:3]] == [False, False, False]
    assert points[3].exact == ((THIRD, THIRD, THIRD),)
    assert points[3].stable is stable
    # A third of the eigenvalues of the circulant matrix: (loss - win +- i sqrt(3) (loss + win)) / 6.
    assert points[3].eigenvalues.real == pytest.approx([real, real], abs=1e-15)


def test_zeemans_game_has_two_attractors():
    points = rest_points(ZEEMAN)

    assert [point.exact[0] for point in points if point.stable] == [(1, 0, 0), (THIRD, THIRD, THIRD)]
    assert points[-1].eigenvalues == pytest.approx([(-1 + 1j * np.sqrt(2)) / 3, (-1 - 1j * np.sqrt(2)) / 3])
    assert len(points) == 6


def test_pairs_of_populations_have_no_stable_mixture():
    assert found(rest_points(PENNIES))[((Fraction(1, 2),) * 2,) * 2] is None
    assert found(rest_points(SEXES)) == {
        ((1, 0), (1, 0)): True,
        ((1, 0), (0, 1)): False,
        ((0, 1), (1, 0)): False,
        ((0, 1), (0, 1)): True,
        ((2 * THIRD, THIRD), (THIRD, 2 * THIRD)): False,
    }


def test_populations_may_have_different_numbers_of_strategies():
    points = rest_points(([[1, 2, 0], [0, 1, 3]], [[1, 0], [0, 1], [2, 2]]))

    x, y = points[0].shares
    assert (x.shape, y.shape) == ((2,), (3,))
    assert {len(point.eigenvalues) for point in points} == {3}
    assert [point.exact for point in points if point.stable] == [((0, 1), (0, 0, 1))]


def test_one_strategy_alone_rests_and_is_stable():
    assert [(p.exact, p.stable, len(p.eigenvalues)) for p in rest_points([[7]])] == [(((1,),), True, 0)]
    assert [p.shares.tolist() for p in rest_points([[7]], mutation=0.1)] == [[1]]


def test_exact_text_and_fractions_are_kept():
    points = rest_points([["-1/3", 1], [0, Fraction(1, 7)]])

    assert points[-1].exact == ((Fraction(18, 25), Fraction(7, 25)),)


def test_continua_are_reported_by_their_corners_and_their_points_are_not_isolated():
    twins = rest_points([[1, 1, 0], [1, 1, 0], [0, 0, 1]])

    assert [point.exact for point in twins] == [((0, 0, 1),)]
    corners = [[tuple(corner[0]) for corner in continuum.corners] for continuum in twins.continua]
    half = Fraction(1, 2)
    assert corners == [[(1, 0, 0), (0, 1, 0)], [(half, 0, half), (0, half, half)]]


def test_where_all_payoffs_are_equal_everything_rests():
    nothing = rest_points(np.zeros((3, 3)))

    assert len(nothing) == 0
    assert [len(continuum.corners) for continuum in nothing.continua] == [3]


@given(matrices(2, 4))
def test_nothing_moves_at_a_rest_point_and_the_jacobian_is_that_of_the_dynamics(rows):
    payoffs = np.array(rows, dtype=float)
    for point in rest_points(rows):
        x = point.shares
        assert np.abs(replicator(x, payoffs @ x)).max() <= 1e-13
        h, jacobian = 1e-6, tangent_jacobian((payoffs,), x)
        for k in range(len(x) - 1):
            step = h * (np.eye(len(x))[k] - np.eye(len(x))[-1])
            ahead, behind = (replicator(z, payoffs @ z)[:-1] for z in (x + step, x - step))
            # The third derivative of a cubic with entries up to 3 is below 100, rounding below 1e-15 / h.
            assert np.abs((ahead - behind) / (2 * h) - jacobian[:, k]).max() <= 1e-8


@given(matrices(2, 4), st.integers(1, 5), st.integers(-4, 4))
def test_units_and_origins_of_payoffs_change_no_rest_point(rows, factor, shift):
    columns = np.arange(len(rows)) * shift
    moved = rest_points(np.array(rows) * factor + columns)
    points = rest_points(rows)

    assert found(moved) == found(points)
    for point, other in zip(points, moved, strict=True):
        assert other.eigenvalues == pytest.approx(factor * point.eigenvalues, abs=1e-6)


@given(matrices(2, 3, largest=2))
def test_every_rest_point_on_a_grid_is_found(rows):
    payoffs = np.array(rows)
    points = rest_points(rows)
    hulls = [np.array([corner[0] for corner in continuum.corners]) for continuum in points.continua]
    for cell in product(range(13), repeat=len(rows)):
        if sum(cell) != 12:
            continue
        x = np.array([Fraction(k, 12) for k in cell])
        fitness = payoffs @ x
        if len({f for f, share in zip(fitness, x, strict=True) if share}) == 1:
            isolated = (tuple(x),) in found(points)
            assert isolated != any(in_hull(x, corners) for corners in hulls), x


def in_hull(x, corners):
    """Tell whether shares are a mixture of corners, by a linear program."""
    equal = [list(column) for column in corners.T] + [[1] * len(corners)]
    return isinstance(maximise([0] * len(corners), equal_matrix=equal, equal_bounds=[*x, 1]), Optimum)


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        ([[1, 2]], r"matrix must be square, own strategies by the opponent's, got shape \(1, 2\)"),
        ([1, 2], r"a matrix must have two axes"),
        ([[1, float("nan")], [0, 1]], r"matrix\[0, 1\] must be a finite number"),
        (([[1, 2], [3, 4]], [[1, 2, 3], [3, 4, 5]]), r"shapes \(m, k\) and \(k, m\), got \(2, 2\) and \(2, 3\)"),
    ],
)
def test_what_is_no_game_is_refused(matrix, message):
    with pytest.raises(ValueError, match=message):
        rest_points(matrix)


@pytest.mark.parametrize("rate", [-0.1, float("inf"), float("nan")])
def test_what_is_no_rate_is_refused(rate):
    with pytest.raises(ValueError, match="mutation must be a rate from 0"):
        rest_points(HAWK_DOVE, mutation=rate)


def test_no_mutation_is_the_same_as_mutation_at_rate_zero():
    assert found(rest_points(ZEEMAN, mutation=0)) == found(rest_points(ZEEMAN))


def test_mutation_moves_a_coordination_game_as_the_cubic_says():
    points = rest_points([[2, 0], [0, 1]], mutation=0.01)

    # x (1 - x) (3x - 1) + 0.01 (1 - 2x) = 0
    roots = np.roots([-3, 4, -1.02, 0.01])
    assert [point.shares[0] for point in points] == pytest.approx(sorted(roots, reverse=True), abs=1e-12)
    assert [point.stable for point in points] == [True, False, True]


def test_mutation_makes_the_centre_of_rock_paper_scissors_stable():
    (centre,) = rest_points(ROCK_PAPER_SCISSORS, mutation=0.01)

    assert centre.shares == pytest.approx([1 / 3] * 3)
    # Each of two others at half the rate: a deviation is pulled back at 3/2 of it.
    assert centre.eigenvalues.real == pytest.approx([-0.015, -0.015])
    assert centre.stable


def test_mutation_makes_the_mixture_of_matching_pennies_stable():
    (centre,) = rest_points(PENNIES, mutation=0.01)

    assert np.concatenate(centre.shares) == pytest.approx([1 / 2] * 4)
    assert centre.eigenvalues == pytest.approx([-0.02 + 1j, -0.02 - 1j])


def test_a_unit_coordination_game_keeps_all_fifteen_rest_points_under_a_little_mutation():
    points = rest_points(np.eye(4), mutation=0.01)

    assert points.complete
    assert len(points) == 15
    assert sum(point.stable for point in points) == 4


@settings(max_examples=25)
@given(matrices(2, 4), st.sampled_from([0.001, 0.01, 0.1]))
def test_under_mutation_nothing_moves_and_the_signs_add_up(rows, rate):
    payoffs = np.array(rows, dtype=float)
    points = rest_points(rows, mutation=rate)
    assume(points.complete)

    velocity = replicator_mutator(rate)
    for point in points:
        assert point.shares.min() > 0
        assert np.abs(velocity(point.shares, payoffs @ point.shares)).max() <= 1e-12
    signs = [np.sign(np.linalg.det(-tangent_jacobian((payoffs,), point.shares, rate))) for point in points]
    assert sum(signs) == 1


@settings(max_examples=15)
@given(matrices(3, 3), st.sampled_from([0.01, 0.1]))
def test_under_mutation_newtons_method_finds_no_other_point(rows, rate):
    payoffs = np.array(rows, dtype=float)
    points = rest_points(rows, mutation=rate)
    assume(points.complete)

    for state in np.random.default_rng(0).dirichlet([0.5] * 3, 40):
        for _ in range(40):
            slopes = tangent_jacobian((payoffs,), state, rate)
            step = np.linalg.lstsq(slopes, replicator_mutator(rate)(state, payoffs @ state)[:-1])[0]
            state = state - np.append(step, -step.sum()) * min(1, 0.2 / max(np.abs(step).max(), 1e-9))
        moved = np.abs(replicator_mutator(rate)(state, payoffs @ state)).max()
        if state.min() > 0 and moved < 1e-13:
            assert min(np.abs(point.shares - state).max() for point in points) < 1e-6


def test_two_populations_have_a_joint_matrix_without_their_own_blocks():
    joint = joint_payoffs((np.array([[1, 2, 3]]), np.array([[4], [5], [6]])))

    assert joint.tolist() == [[0, 1, 2, 3], [4, 0, 0, 0], [5, 0, 0, 0], [6, 0, 0, 0]]
