"""Indifference systems: Bezout numbers, values and derivatives."""

from __future__ import annotations

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.n_player.indifference import (
    assignments,
    block_starts,
    evaluate,
    solve_each,
    systems_of,
    values_at,
)
from tetrarchy.solvers.n_player.support_profiles import exact_gains


@pytest.mark.parametrize(
    ("sizes", "number"),
    [((2, 2), 1), ((2, 2, 2), 2), ((2,) * 4, 9), ((2,) * 5, 44), ((3, 3, 3), 10), ((2, 3, 3), 4), ((4, 4, 4), 56)],
    ids=str,
)
def test_bezout_numbers_are_those_of_mckelvey_and_mclennan(sizes: tuple[int, ...], number: int) -> None:
    # With two actions each: the number of derangements.
    assert len(set(assignments(sizes))) == number


def test_padding_does_not_change_values_or_derivatives() -> None:
    rng = np.random.default_rng(0)
    gains = exact_gains(NormalFormGame(rng.random((3, 3, 3, 3))))
    small, large = ((0, 2), (1, 2), (0, 1)), ((0, 1, 2), (0, 1, 2), (0, 1, 2))
    alone, together = systems_of(gains, [small]), systems_of(gains, [small, large])
    point = rng.random((1, 6))
    padded = np.zeros((2, 9))
    used = together.used[0]
    padded[0, used] = point[0]
    values, slopes = evaluate(alone.tensors, point)
    wide_values, wide_slopes = evaluate(together.tensors, padded)

    assert np.array_equal(wide_values[0, used], values[0])
    assert not wide_values[0, ~used].any()
    assert np.array_equal(wide_slopes[0][np.ix_(used, used)], slopes[0])


@pytest.mark.parametrize("shape", [(2, 3, 2), (3, 3, 3), (2, 2, 2, 3)], ids=str)
def test_derivatives_are_those_of_the_values(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(1)
    gains = exact_gains(NormalFormGame(rng.random((len(shape), *shape))))
    tensors = systems_of(gains, [tuple(tuple(range(m)) for m in shape)]).tensors
    point, change = rng.random((2, 1, sum(shape)))
    values, slopes = evaluate(tensors, point)
    step = 1e-4
    difference = (values_at(tensors, point + step * change) - values_at(tensors, point - step * change)) / (2 * step)

    assert values == pytest.approx(values_at(tensors, point), abs=1e-14)
    # A central difference errs by a third derivative, at most 6 terms of size 1 here, times step^2 / 6.
    assert difference == pytest.approx((slopes @ change[..., None])[..., 0], abs=50 * step**2)


@pytest.mark.parametrize("shape", [(2, 3, 2), (2, 2, 2, 2)], ids=str)
def test_many_points_are_evaluated_as_one_is(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(2)
    gains = exact_gains(NormalFormGame(rng.random((len(shape), *shape))))
    system = systems_of(gains, [tuple(tuple(range(m)) for m in shape)])
    point = rng.random((1, sum(shape)))
    many = evaluate(system.take(np.zeros(500, dtype=np.intp)).tensors, np.repeat(point, 500, axis=0))

    # Sums of at most 8 products of 4 numbers up to 1, in whatever order and with or without rounding in between.
    for table, expected in zip(many, evaluate(system.tensors, point), strict=True):
        assert np.abs(table - expected).max() <= 8 * 4 * 2.0**-52


def test_blocks_start_where_the_one_before_ends() -> None:
    assert block_starts((2, 3, 2)).tolist() == [0, 2, 5, 7]


def test_singular_matrices_give_nan_and_leave_the_others_alone() -> None:
    solved = solve_each(np.array([np.eye(2), np.ones((2, 2))]), np.ones((2, 2, 1)))

    assert solved[0].tolist() == [[1], [1]]
    assert np.isnan(solved[1]).all()
