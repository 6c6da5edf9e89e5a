"""Exact real numbers: signs of polynomials over any range, intervals from what holds where, and fractions between."""

from fractions import Fraction
from itertools import pairwise
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy.solvers.exact.algebraic import Interval, Root, between, intervals, primitive, sign_table

ROOT_OF_TWO = Root((-2, 0, 1), 1, Fraction(1), Fraction(2))

fractions = st.fractions(min_value=-3, max_value=3, max_denominator=12)


def from_roots(roots):
    """Return the coefficients of the product of (x - root), the constant first, as whole numbers."""
    coefficients = [Fraction(1)]
    for root in roots:
        lower = [Fraction(0), *coefficients]
        coefficients = [a - root * b for a, b in zip(lower, [*coefficients, Fraction(0)], strict=True)]
    return primitive(coefficients)


@given(st.lists(fractions, max_size=4), fractions, st.fractions(min_value=Fraction(1, 9), max_value=4))
def test_signs_are_those_of_the_polynomial_at_the_points_and_between(roots, low, width):
    high = low + width
    points, signs = sign_table([from_roots(roots)], low, high)

    assert points == [low, *sorted({root for root in roots if low < root < high})]
    for k, (left, right) in enumerate(zip(points, [*points[1:], high], strict=True)):
        for column, x in ((2 * k, left), (2 * k + 1, (left + right) / 2)):
            assert signs[0, column] == np.sign(prod(x - root for root in roots))


def test_irrational_roots_outside_the_range_are_left_out():
    points, signs = sign_table([(-2, 0, 1)], Fraction(-3), Fraction(1))

    assert points == [-3, Root((-2, 0, 1), 0, Fraction(-3), Fraction(1))]
    assert signs.tolist() == [[1, 1, 0, -1]]


@given(st.lists(st.booleans(), min_size=5, max_size=5))
def test_intervals_hold_where_the_table_says_so(holds):
    points = [Fraction(k) for k in range(3)]
    found = intervals(points, np.array(holds))

    for k, value in enumerate(holds):
        assert any(Fraction(k, 2) in part for part in found) == value
    assert all(left.high <= right.low for left, right in pairwise(found))


def test_an_interval_knows_irrational_numbers():
    assert ROOT_OF_TWO in Interval(Fraction(1), Fraction(3, 2))
    assert ROOT_OF_TWO in Interval(ROOT_OF_TWO, ROOT_OF_TWO)
    assert ROOT_OF_TWO not in Interval(ROOT_OF_TWO, Fraction(2), low_closed=False)
    assert Fraction(1) not in Interval(ROOT_OF_TWO, Fraction(2))


@given(fractions, fractions)
def test_the_fraction_between_has_the_smallest_denominator(one, other):
    low, high = sorted((one, other))
    if low == high:
        return
    found = between(low, high)

    assert low < found < high
    for denominator in range(1, found.denominator):
        above = int(low * denominator // 1) + 1
        assert Fraction(above, denominator) >= high


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (ROOT_OF_TWO, Fraction(2)),
        (Fraction(1), ROOT_OF_TWO),
        (ROOT_OF_TWO, Root((-201, 0, 100), 1, Fraction(1), Fraction(2))),
    ],
)
def test_a_fraction_lies_between_irrational_numbers(low, high):
    assert low < between(low, high) < high
