"""Tipping points: where who practises what changes along a push."""

from fractions import Fraction as F
from math import inf
from pathlib import Path

import numpy as np
import pytest

from tetrarchy import InputError, World, solve_world, tipping
from tetrarchy.configs.world.load import load_setting
from tetrarchy.games.numbers import rounded
from tetrarchy.solvers.exact.algebraic import Root
from tetrarchy.solvers.world.matrix_path import matrix_path
from tetrarchy.studies.watch import Watch
from tetrarchy.studies.world.thresholds import _brackets, world_thresholds

PUSHED = World(
    theta=[["1/5", "3/10", "7/20", "3/20"], ["1/20", "2/5", "1/10", "9/20"], ["1/20", "13/20", "3/20", "3/20"]],
    network=[[0, "1/5", "4/5"], ["4/7", 0, "3/7"], [0, 1, 0]],
    size=["1/3"] * 3,
    beta="2/5",
    gamma="1/5",
    monism=["4/5", "1/5", "3/5", 1],
    appeal=["-1/10", "1/5", "-1/10", "-1/5"],
    push=[[0, "-1/10", "-1/10", "-1/10"], ["1/10", "-1/10", "1/10", 0], [0, "1/10", "1/10", "-1/10"]],
)
TO_THE_FOURTH = [[-1, 0, 0, 1], [0] * 4, [0] * 4]
POINTS = [
    F(4595080719253, 44449800961200),
    F(47407397432, 406634054705),
    F(493922447, 3415994515),
    F(37719809, 56184150),
    F(3675865957, 4792903850),
]


def test_the_tipping_points_of_a_push_are_these_fractions():
    path = tipping(PUSHED, TO_THE_FOURTH, 0, 1)

    assert list(path.points) == POINTS
    assert path.practices[0][0].tolist() == [
        F(135542205365, 1345846807848),
        F(670714489653, 897231205232),
        F(408465736007, 2691693615696),
        0,
    ]
    assert path.practices[-1][0].tolist() == [0, F(145580951, 304418175), 0, F(158837224, 304418175)]


def test_floats_follow_the_same_path():
    path = tipping(PUSHED, TO_THE_FOURTH, 0, 1, exact=False)

    assert np.allclose(path.points, [float(point) for point in POINTS], rtol=0, atol=1e-12)


def test_the_path_passes_through_the_equilibria_that_are_solved_for():
    path = tipping(PUSHED, TO_THE_FOURTH, F(-1, 2), 2)
    for tau, practice in zip(path.knots, path.practices, strict=True):
        there = PUSHED.replace(push=PUSHED.push + tau * np.array(TO_THE_FOURTH))
        assert (solve_world(there, exact=True).practice == practice).all()


def test_backwards_the_points_are_the_same():
    path = tipping(PUSHED, -np.array(TO_THE_FOURTH), -1, 0)

    assert [-tau for tau in reversed(path.points)] == POINTS


def test_several_entries_at_one_tau_are_one_point():
    world = World([[1, 0]] * 2, [[0, 0], [0, 0]], ["1/2"] * 2, 0, 0, 0, 0, 0)
    path = tipping(world, [[0, 1]] * 2, -1, 5)

    assert path.points == (0, 2)
    assert [point.entered for point in path.tipping_points] == [((0, 1), (1, 1)), ()]
    assert [point.left for point in path.tipping_points] == [(), ((0, 0), (1, 0))]


def test_a_share_that_touches_zero_and_turns_back_is_no_point():
    # The first state is pushed to its first order, and pulled away from it twice as fast until the second's is 0.
    world = World([["1/4", "3/4"], ["1/2", "1/2"]], [[0, 1], [0, 0]], ["1/2"] * 2, 1, 0, 0, 0, 0)
    path = tipping(world, [["1/2", 0], [-1, 0]], 0, 2)

    assert path.knots == (0, 1, 2)
    assert [practice[0, 0] for practice in path.practices] == [F(1, 4), 0, F(1, 4)]
    assert [(point.tau, point.entered, point.left) for point in path.tipping_points] == [(1, (), ((1, 0),))]


def test_the_ends_are_no_points():
    world = World([[1, 0]] * 2, [[0, 0], [0, 0]], ["1/2"] * 2, 0, 0, 0, 0, 0)

    assert tipping(world, [[0, 1], [0, 0]], 0, 2).points == ()


def test_the_least_push_is_found_at_which_a_share_exceeds_a_half():
    path = tipping(PUSHED, TO_THE_FOURTH, 0, 1)
    tau = path.first(lambda practice: practice[0, 3] - F(1, 2))
    there = PUSHED.replace(push=PUSHED.push + tau * np.array(TO_THE_FOURTH))

    assert solve_world(there, exact=True).practice[0, 3] == F(1, 2)
    assert path.first(lambda practice: practice[0, 3] - 2) is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1, 0, 0, 0]], 0, 1), r"direction must have shape \(3, 4\) \(states, orders\), got \(1, 4\)"),
        ((TO_THE_FOURTH, 1, 0), "a path goes from a low to a higher number, got 1 and 0"),
        ((TO_THE_FOURTH, "x", 0), "a path needs .* numbers for its ends: got 'x'"),
    ],
)
def test_what_cannot_be_followed_is_named(arguments, message):
    with pytest.raises(InputError, match=message):
        tipping(PUSHED, *arguments)


def test_without_a_proof_of_uniqueness_there_is_no_path():
    world = World([["1/2", "1/2"]] * 2, [[0, 1], [1, 0]], ["1/2"] * 2, 2, 0, 0, 0, 0)
    with pytest.raises(InputError, match="proven unique"):
        tipping(world, [[1, 0], [0, 0]], 0, 1)


def test_the_tipping_point_of_a_weight_is_a_root():
    # A quarter off the middle becomes (1/4) / (1 - beta^2) where two recognise each other: a half at 1/sqrt(2).
    world = World([["3/4", "1/4"], ["1/2", "1/2"]], [[0, 1], [1, 0]], ["1/2"] * 2, 0, 0, 0, 0, 0)
    first, second = matrix_path(lambda beta: world.replace(beta=beta), F(0), F(9, 10))

    assert first.interval.high == second.interval.low == Root((-1, 0, 2), 1, F(0), F(1))
    assert (first.active ^ second.active).tolist() == [[False, True], [False, False]]
    assert (first.interval.low, second.interval.high) == (0, F(9, 10))


def test_along_a_weight_roots_and_brackets_agree():
    setting = load_setting(Path(__file__).parents[2] / "worlds" / "two-and-one.toml")
    roots = world_thresholds(setting, "beta=0:1").changes
    brackets, _ = _brackets(setting.world, "beta", F(0), F(1), inf)

    assert [(root.entered, root.left) for root in roots] == [(own.entered, own.left) for own in brackets]
    # A share counts as positive from 1e-9 on; at these roots shares fall by more than .05 for each unit of beta.
    assert all(own.low - 2e-8 <= root.tau <= own.high + 2e-8 for root, own in zip(roots, brackets, strict=True))


def many_states():
    """Return a world with too many unknowns for elimination: fractions take a while, and look at the clock."""
    theta = [["3/5", "2/5"] if state % 2 else ["1/5", "4/5"] for state in range(20)]
    ring = [[int(other == (state + 1) % 20) for other in range(20)] for state in range(20)]
    return World(theta, ring, ["1/20"] * 20, "1/5", "1/5", ["4/5", "1/5"], 0, 0)


def test_a_path_ends_at_the_deadline_with_the_pieces_it_has():
    whole, cut = tipping(PUSHED, TO_THE_FOURTH, 0, 1), tipping(PUSHED, TO_THE_FOURTH, 0, 1, deadline=-inf)

    assert (cut.knots, cut.points, cut.exact) == (whole.knots[:2], (), True)
    assert [own.tolist() for own in cut.practices] == [own.tolist() for own in whole.practices[:2]]


def test_without_time_for_fractions_an_equilibrium_is_in_decimals_and_a_path_is_not_begun():
    world, push = many_states(), [[0, 1], *[[0, 0]] * 19]
    cut, exact = solve_world(world, exact=True, deadline=-inf), solve_world(world, exact=True)

    assert (cut.exact, cut.cut_short, exact.exact, exact.cut_short) == (False, True, True, False)
    assert np.abs(cut.practice - exact.practice.astype(float)).max() < 1e-12
    with pytest.raises(TimeoutError, match="in fractions"):
        tipping(world, push, 0, 1, exact=True, deadline=-inf)
    assert len(tipping(world, push, 0, 1, exact=False, deadline=-inf).knots) == 2


@pytest.mark.parametrize(
    ("asked", "exact", "missing"),
    [("push.AAA=conservative:0:2", True, "push.AAA from {} to 2"), ("beta=0:1", False, "beta from {} to 1")],
)
def test_what_of_a_span_was_not_reached_is_named(asked, exact, missing):
    setting = load_setting(str(Path(__file__).parents[2] / "worlds" / "two-and-one.toml"))
    whole, cut = world_thresholds(setting, asked, exact), world_thresholds(setting, asked, exact, Watch(-inf))

    assert whole.setting.notes == setting.notes
    assert 0 < cut.high < whole.high
    assert cut.changes == tuple(each for each in whole.changes if each.tau < cut.high)
    assert cut.setting.notes == (f"Not reached within the time limit: {missing.format(rounded(cut.high))}.",)


def test_of_a_large_world_as_many_steps_are_looked_at_as_there_is_time_for():
    changes, reached = _brackets(many_states(), "gamma", F(0), F(1), -inf)

    assert (changes, reached) == ((), F(1, 64))
