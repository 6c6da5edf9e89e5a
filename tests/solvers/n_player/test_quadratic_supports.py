"""Supports that reduce to a quadratic: counts of real solutions, rational roots, special roots, continua."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.n_player.exact_supports import reply_gains
from tetrarchy.solvers.n_player.quadratic_supports import exactly_solvable, roots, solve_exactly
from tetrarchy.solvers.n_player.support_profiles import ExactGains, Supports, exact_gains

PAIRS: Supports = ((0, 1), (0, 1), (0, 1))
coefficient = st.integers(-30, 30)


def two_by_two_by_two(a: list[list[int]], b: list[list[int]], c: list[list[int]]) -> ExactGains:
    """Return the gains where the second action pays y A z, x B z and x C y and the first one nothing."""
    payoffs = np.zeros((3, 2, 2, 2), dtype=int)
    payoffs[0, 1], payoffs[1, :, 1], payoffs[2, :, :, 1] = a, b, c
    return exact_gains(NormalFormGame(payoffs))


@given(coefficient, coefficient, coefficient)
def test_roots_solve_the_form_and_are_as_many_as_the_discriminant_says(p: int, q: int, r: int) -> None:
    if not (p or q or r):
        return
    rational, irrational = roots(p, q, r)
    discriminant = q * q - 4 * p * r
    square = discriminant >= 0 and isqrt(discriminant) ** 2 == discriminant

    assert all(p * s * s + q * s * t + r * t * t == 0 and (s or t) for s, t in rational)
    for hull in irrational:
        one, other = (p * s * s + q * s * t + r * t * t for s, t in hull)
        assert one * other < 0
        assert max(abs(one), abs(other)) <= hull[0][0] ** 2 // 10**35
    assert len(rational) == (0 if not square else 2 if discriminant else 1)
    assert len(irrational) == (2 if discriminant > 0 and not square else 0)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("shape", [(2, 2, 2), (3, 2, 2), (2, 3, 2), (2, 2, 3), (2, 1, 2, 3)], ids=str)
def test_every_solution_makes_all_who_mix_indifferent(seed: int, shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(seed)
    gains = exact_gains(NormalFormGame(rng.integers(-2, 3, (len(shape), *shape))))
    supports = tuple(tuple(range(m)) for m in shape)
    solved = solve_exactly(gains, supports)
    exact = [*solved.exact, *(point for continuum in solved.continua for point in continuum)]

    assert exactly_solvable(supports)
    assert all(not reply_gains(gains, profile, supports).any() for profile in exact)
    assert all(sum(strategy) == 1 and min(strategy) >= 0 for profile in exact for strategy in profile)
    assert len(solved.rough) in (0, 2)
    for hulls in solved.rough:
        profile = iter((vector / vector.sum()).astype(float) for vector, *_ in hulls)
        strategies = tuple(np.ones(1) if m == 1 else next(profile) for m in shape)
        replies = reply_gains(gains, strategies, supports)
        size = max(1, *(np.abs(strategy).max() for strategy in strategies)) ** 2
        assert np.abs(replies.astype(float)).max() < 1e-12 * size


def test_no_real_root_means_no_solution() -> None:
    # y = x and z = (-x2, x1) turn the first equation into x1^2 + x2^2 = 0.
    solved = solve_exactly(two_by_two_by_two([[0, -1], [1, 0]], [[1, 0], [0, 1]], [[0, 1], [-1, 0]]), PAIRS)

    assert not (solved.exact)
    assert not (solved.rough)
    assert not (solved.continua)


def test_a_root_at_which_one_equation_drops_out_is_solved_by_the_other_two() -> None:
    # The third player is indifferent at x = (1/2, 1/2), whatever y; the second at z = (1/2, 1/2); the first at y = z.
    solved = solve_exactly(two_by_two_by_two([[1, 0], [0, -1]], [[1, -1], [1, -1]], [[1, 1], [-1, -1]]), PAIRS)
    half = Fraction(1, 2)

    assert [[list(strategy) for strategy in profile] for profile in solved.exact] == [[[half, half]] * 3]


def test_equations_with_a_curve_of_solutions_are_left_as_a_continuum() -> None:
    (continuum,) = solve_exactly(
        two_by_two_by_two([[0, 0], [0, 0]], [[1, -1], [1, -1]], [[1, 1], [-1, -1]]), PAIRS
    ).continua

    assert not continuum


def test_more_independent_equations_than_the_others_can_meet_have_no_solution() -> None:
    rng = np.random.default_rng(0)
    gains = exact_gains(NormalFormGame(rng.integers(0, 10**6, (3, 5, 2, 2))))
    for many in ((0, 1, 2, 3), (0, 1, 2, 3, 4)):
        solved = solve_exactly(gains, (many, (0, 1), (0, 1)))
        assert not (solved.exact)
        assert not (solved.rough)
        assert not (solved.continua)


def bilinear_game(tables: list[list[list[int]]]) -> ExactGains:
    """Return the gains where player 1's further actions pay y A z, one matrix A each, and nobody else is paid."""
    payoffs = np.zeros((3, len(tables) + 1, 2, 2), dtype=int)
    payoffs[0, 1:] = tables
    return exact_gains(NormalFormGame(payoffs))


@pytest.mark.parametrize(
    "tables",
    [
        [[[1, 0], [0, 0]], [[0, 1], [0, 0]]],  # met by every z where y = (0, 1)
        [[[1, 0], [0, -1]]] * 2,  # one equation twice
        [[[1, 0], [0, -2]], [[0, 1], [-1, 0]], [[1, 1], [-1, -2]]],  # y = z, y1^2 = 2 y2^2, and the sum of both
    ],
)
def test_equations_that_leave_more_than_points_are_a_continuum_of_unknown_extent(tables: list[list[list[int]]]) -> None:
    many = tuple(range(len(tables) + 1))
    (continuum,) = solve_exactly(bilinear_game(tables), (many, (0, 1), (0, 1))).continua

    assert not continuum


def test_a_root_at_which_two_equations_drop_out_leaves_a_continuum() -> None:
    # At x = (1/2, 1/2) the second and the third player are indifferent whatever the others do.
    solved = solve_exactly(two_by_two_by_two([[1, 0], [0, -1]], [[1, 2], [-1, -2]], [[1, 3], [-1, -3]]), PAIRS)

    assert len(solved.continua) == 1
