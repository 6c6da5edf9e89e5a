"""Fixation probabilities: closed forms, published values, and the linear equations of the whole process."""

from fractions import Fraction
from math import exp, expm1, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy import fixation
from tetrarchy.games.repeated.joint_chain import sums_until_stop

DILEMMA = [[3, 0], [5, 1]]

games = st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=2, max_size=2)


def by_linear_equations(payoffs, population, process, selection):
    """Return the chance for each number of mutants from 1 to N - 1, from the chances of one more and one fewer."""
    (a, b), (c, d), n = *payoffs, population
    up, down = [], []
    for i in range(1, n):
        own = Fraction((i - 1) * a + (n - i) * b, n - 1)
        other = Fraction(i * c + (n - i - 1) * d, n - 1)
        if process == "moran":
            f, g = (1 - selection + selection * earned for earned in (own, other))
            up.append(i * f / (i * f + (n - i) * g) * Fraction(n - i, n))
            down.append((n - i) * g / (i * f + (n - i) * g) * Fraction(i, n))
        else:
            meeting = i * (n - i) / (n * (n - 1))
            up.append(meeting / (1 + exp(-selection * (own - other))))
            down.append(meeting / (1 + exp(-selection * (other - own))))
    moves = np.diag(up[:-1], 1) + np.diag(down[1:], -1)
    stops, wins = np.array(up) * 0, np.array(up) * 0
    stops[0] += down[0]
    stops[-1] += up[-1]
    wins[-1] = up[-1]
    return sums_until_stop(moves, stops, wins[:, np.newaxis])[:, 0]


@pytest.mark.parametrize("process", ["moran", "fermi"])
@pytest.mark.parametrize(("population", "mutants"), [(2, 1), (10, 0), (10, 3), (10, 10), (1000, 700)])
def test_where_all_earn_the_same_each_mutant_has_its_part_of_the_chance(process, population, mutants):
    assert fixation([[2, 2], [2, 2]], population, process, mutants=mutants) == mutants / population


@pytest.mark.parametrize("r", [Fraction(1, 2), Fraction(9, 10), Fraction(11, 10), Fraction(3)])
@pytest.mark.parametrize(("population", "mutants"), [(2, 1), (20, 1), (20, 7)])
def test_a_constant_advantage_has_morans_closed_form(r, population, mutants):
    closed_form = (1 - r**-mutants) / (1 - r**-population)

    assert fixation([[r, r], [1, 1]], population, mutants=mutants) == pytest.approx(float(closed_form), rel=1e-13)


def test_givers_of_a_benefit_at_a_cost_have_the_closed_form_of_pairwise_comparison():
    # Traulsen, Nowak & Pacheco 2006: where the lead v does not depend on numbers, the sum is geometric. Givers trail by
    # their cost, and by the benefit that only others have from them.
    benefit, cost, n, k, w = 3, 1, 40, 5, 0.07
    v = -cost - benefit / (n - 1)

    chance = fixation([[benefit - cost, -cost], [benefit, 0]], n, "fermi", selection=w, mutants=k)
    assert chance == pytest.approx(expm1(-w * v * k) / expm1(-w * v * n), rel=1e-13)


def test_a_value_of_the_moran_process_to_four_digits():
    # 500 runs of Nashpy gave 0.018 with a standard error of 0.006.
    assert fixation([[4, 1], [3, 2]], 10) == pytest.approx(0.02151, abs=5e-6)


def test_the_share_in_nashpys_documentation_is_within_its_sampling_error():
    chance = fixation([[3, 1], [1, 2]], 4)

    assert abs(chance - 0.235) <= 3 * sqrt(chance * (1 - chance) / 200)


@settings(max_examples=60)
@given(games, st.integers(2, 9), st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 2)]))
def test_the_moran_process_obeys_its_linear_equations(payoffs, population, selection):
    exact = by_linear_equations(payoffs, population, "moran", selection)

    for mutants, chance in enumerate(exact, start=1):
        assert fixation(payoffs, population, "moran", selection, mutants) == pytest.approx(float(chance), rel=1e-12)


@settings(max_examples=60)
@given(games, st.integers(2, 12), st.sampled_from([0.0, 0.1, 1.0, 7.0]))
def test_pairwise_comparison_obeys_its_linear_equations(payoffs, population, selection):
    # Each of up to 12 products is exp of a number below 12 * 7 * 10; half a digit of it is 1e-13.
    for mutants, chance in enumerate(by_linear_equations(payoffs, population, "fermi", selection), start=1):
        assert fixation(payoffs, population, "fermi", selection, mutants) == pytest.approx(chance, rel=1e-11)


@pytest.mark.parametrize("payoffs", [DILEMMA, [[5, 1], [3, 0]], [[1, 0], [2, 3]], [[0, 4], [1, 2]], [[1, 2], [0, 4]]])
def test_the_chance_is_right_where_some_have_no_fitness(payoffs):
    for mutants, chance in enumerate(by_linear_equations(payoffs, 10, "moran", 1), start=1):
        assert fixation(payoffs, 10, mutants=mutants) == pytest.approx(float(chance), rel=1e-13)


def test_a_mutant_without_fitness_never_takes_over():
    assert fixation(DILEMMA, 10) == 0


@settings(max_examples=40)
@given(games, st.integers(2, 30), st.sampled_from(["moran", "fermi"]), st.data())
def test_one_of_the_two_strategies_takes_over(payoffs, population, process, data):
    mutants = data.draw(st.integers(0, population))
    swapped = np.array(payoffs)[::-1, ::-1]

    chance = fixation(payoffs, population, process, 0.5, mutants)
    assert chance + fixation(swapped, population, process, 0.5, population - mutants) == pytest.approx(1, abs=1e-12)


@settings(max_examples=40)
@given(games, st.integers(2, 30))
def test_weak_selection_follows_the_one_third_law(payoffs, population):
    (a, b), (c, d), n, w = *payoffs, population, 1e-7
    # Nowak, Sasaki, Taylor & Fudenberg 2004: to first order in w. As N grows it is the gain at a share of 1/3.
    slope = (a * (n - 2) + b * (2 * n - 1) - c * (n + 1) - d * (2 * n - 4)) / 6

    for process in ("moran", "fermi"):
        # The next term is of the order of (w N spread)^2 < 3e-10.
        assert n * fixation(payoffs, n, process, w) - 1 == pytest.approx(w * slope, abs=1e-9)


def test_large_populations_and_strong_selection_neither_overflow_nor_lose_the_answer():
    n, w = 10_000, 50.0

    assert fixation([[2, 2], [1, 1]], n, "fermi", w) == pytest.approx(1, abs=1e-15)
    assert fixation([[1, 1], [2, 2]], n, "fermi", w) == 0
    assert fixation([[1, 0], [0, 1]], n, "fermi", w, mutants=n // 2) == pytest.approx(0.5, rel=1e-9)
    assert fixation([[1, 1], [1.0001, 1.0001]], n, "fermi", w) == pytest.approx(expm1(0.005) / expm1(50), rel=1e-9)
    assert fixation([[1.0001, 1.0001], [1, 1]], n) == pytest.approx((1 - 1 / 1.0001) / (1 - 1.0001**-n), rel=1e-10)


@settings(max_examples=40)
@given(games, st.integers(-(10**9), 10**9), st.integers(1, 1000))
def test_pairwise_comparison_knows_no_origin_and_only_the_product_of_selection_and_unit(payoffs, shift, factor):
    moved = np.array(payoffs, dtype=object) * factor + shift

    assert fixation(moved, 15, "fermi", 1 / factor) == pytest.approx(fixation(payoffs, 15, "fermi", 1.0), rel=1e-11)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((np.eye(3), 10), "must be 2 by 2, got \\(3, 3\\)"),
        (([[1, 2]], 10), "must be square"),
        ((DILEMMA, 1), "population must be a whole number from 2, got 1"),
        ((DILEMMA, 2.5), "population must be a whole number from 2, got 2.5"),
        ((DILEMMA, 10**8), "in populations up to 10000000, got 100000000"),
        ((DILEMMA, 10, "wright"), "unknown process 'wright'.*moran, fermi"),
        ((DILEMMA, 10, "moran", 1.5), "selection must be a number from 0 to 1 for moran, got 1.5"),
        ((DILEMMA, 10, "fermi", -1), "selection must be a number from 0, got -1"),
        ((DILEMMA, 10, "fermi", float("nan")), "selection must be a number from 0, got nan"),
        ((DILEMMA, 10, "fermi", float("inf")), "selection must be a number from 0, got inf"),
        ((DILEMMA, 10, "moran", 1, 11), "mutants must be a whole number from 0 to the population of 10, got 11"),
        (([[1, -2], [0, 0]], 10), "needs a fitness .* from 0, got -2"),
        (([[0, 0], [0, 1]], 10), "needs somebody whose fitness is above 0"),
        (([[1e308, 0], [0, 1]], 10, "fermi", 1e10), "beyond the range"),
        (([[1e308, -1e308], [-1e308, 1e308]], 2, "fermi"), "beyond the range"),
    ],
)
def test_what_is_no_process_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        fixation(*arguments)
