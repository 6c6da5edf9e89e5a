"""The long run under rare mutation: published shares, closed forms, and sums over trees."""

from itertools import product
from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from tetrarchy import InputError, rare_mutation
from tetrarchy.solvers.evolution.stationary import closed_sets, stationary

ROCK_PAPER_SCISSORS = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]

games = st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=3, max_size=3)


def by_trees(rates):
    """Return the shares of three states, each in proportion to the sum over the trees that lead to it."""
    sums = []
    for k in range(3):
        i, j = (k + 1) % 3, (k + 2) % 3
        sums.append(rates[i][k] * rates[j][k] + rates[i][j] * rates[j][k] + rates[j][i] * rates[i][k])
    return [float(total / sum(sums)) for total in sums]


def takeover(payoffs, resident, mutant, population, selection):
    """Return the chance that a single mutant takes over by pairwise comparison, product by product."""
    a, b, c, d = (mpf(int(payoffs[i][j])) for i, j in product((mutant, resident), repeat=2))
    terms = [mpf(1)]
    for i in range(1, population):
        own = ((i - 1) * a + (population - i) * b) / (population - 1)
        other = (i * c + (population - i - 1) * d) / (population - 1)
        terms.append(terms[-1] * mp.exp(-selection * (own - other)))
    return 1 / mp.fsum(terms)


def test_the_published_shares_of_commitments_are_reproduced():
    # Han, Pereira, Santos & Lenaerts 2013: proposers, cooperators, defectors, two kinds of free riders; OpenSpiel's
    # tests of alpha-rank give the shares at payoffs r, t, p, s = 1, 2, 0, -1, compensation 4 and a cost of 1/4.
    payoffs = [
        [0.875, 0.75, 0, 2.75, 0.75],
        [1, 1, -1, -1, -1],
        [0, 2, 0, 0, 0],
        [-2, 2, 0, 0, 0],
        [1, 2, 0, 0, 0],
    ]

    shares = rare_mutation(payoffs, population=20, selection=0.1)
    assert shares == pytest.approx([0.40966787, 0.07959841, 0.20506998, 0.08505983, 0.2206039], abs=1e-8)


@settings(max_examples=30)
@given(games, st.sampled_from([(10, 0), (10, 1), (60, 7)]))
def test_sums_over_trees_give_the_same_shares(payoffs, process):
    population, selection = process
    with mp.workdps(60):
        exact = by_trees([[takeover(payoffs, i, j, population, selection) for j in range(3)] for i in range(3)])

    # Logarithms of rates go up to 60 * 7 * 5, so that their last digit is 5e-13.
    assert rare_mutation(payoffs, population, selection) == pytest.approx(exact, rel=1e-11, abs=1e-300)


def test_two_strategies_have_the_odds_of_the_product_of_all_steps():
    # By pairwise comparison the odds are exp(w sum of the leads) = exp(w (a - d) (N / 2 - 1)) where b = c = 0, while
    # either chance to take over is about exp(-w N / 4) = exp(-12500), far below the smallest float.
    first, second = rare_mutation([[1, 0], [0, "1.0001"]], population=1000, selection=50)

    assert first / second == pytest.approx(exp(-50 * 0.0001 * 499), rel=1e-10)


@pytest.mark.parametrize(("population", "selection"), [(2, 0.1), (50, 1), (10_000, 50)])
def test_rock_paper_and_scissors_have_the_same_share(population, selection):
    assert rare_mutation(ROCK_PAPER_SCISSORS, population, selection) == pytest.approx([1 / 3] * 3, rel=1e-12)


def test_defection_has_nearly_all_of_the_prisoners_dilemma():
    assert rare_mutation([[3, 0], [5, 1]], 100, 1.0)[1] == pytest.approx(1, abs=1e-15)
    assert rare_mutation([[3, 0], [5, 1]], 100, 1.0, "moran").tolist() == [0, 1]


def test_one_strategy_has_all():
    assert rare_mutation([[3]], 10, 1.0).tolist() == [1]


def test_the_whole_process_with_mutation_comes_near_these_shares():
    payoffs, n, w, mutation = np.array([[1.0, 4, 0], [0, 2, 3], [3, 1, 1]]), 5, 0.8, 1e-6
    states = [counts for counts in product(range(n + 1), repeat=3) if sum(counts) == n]
    number = {counts: k for k, counts in enumerate(states)}
    moves = np.zeros((len(states), len(states)))
    for counts in states:
        for i, j in product(range(3), repeat=2):
            if i != j and counts[i]:
                earned = [(payoffs[k] @ counts - payoffs[k, k]) / (n - 1) for k in (i, j)]
                copied = counts[j] / (n - 1) / (1 + np.exp(w * (earned[0] - earned[1])))
                after = tuple(c - (k == i) + (k == j) for k, c in enumerate(counts))
                moves[number[counts], number[after]] = counts[i] / n * ((1 - mutation) * copied + mutation / 2)
    whole = np.exp(stationary(np.log(moves, out=np.full_like(moves, -np.inf), where=moves > 0)))
    alone = [whole[number[tuple(n * np.eye(3, dtype=int)[k])]] for k in range(3)]

    # A takeover lasts some n^2 / w steps, in which there are so many times mutation other mutants.
    assert rare_mutation(payoffs, n, w) == pytest.approx(alone, abs=100 * mutation)


@settings(max_examples=20)
@given(games, st.permutations(range(3)), st.integers(-100, 100))
def test_names_and_origin_do_not_matter(payoffs, order, shift):
    moved = np.array(payoffs)[np.ix_(order, order)] + shift

    assert rare_mutation(moved, 30, 2.0) == pytest.approx(rare_mutation(payoffs, 30, 2.0)[order], rel=1e-11, abs=1e-300)


def test_where_no_mutant_can_grow_the_long_run_depends_on_the_start():
    with pytest.raises(InputError, match=r"depends on the start: the chain never leaves \(0,\) and \(1,\)"):
        rare_mutation([[1, 0], [0, 1]], 10, 1.0, "moran")

    assert rare_mutation([[1, 0], [0, 1]], 10, 0.5, "moran") == pytest.approx([0.5, 0.5])


def test_states_that_are_left_for_ever_have_no_share():
    never = -np.inf
    rates = np.array([[never, 0.0, 0.0], [never, never, -900.0], [never, -901.0, never]])

    # Of the other two each is left at the rate of coming to the other: the odds are e.
    shares = stationary(rates)
    assert shares[0] == never
    assert shares[2] - shares[1] == pytest.approx(1, rel=1e-12)


def test_closed_sets_lead_nowhere_else():
    links = np.zeros((5, 5), dtype=bool)
    links[[0, 1, 2, 3], [1, 2, 1, 0]] = True

    assert closed_sets(links) == ((1, 2), (4,))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1, 2, 3], [4, 5, 6]], 10, 1.0), "must be square"),
        ((ROCK_PAPER_SCISSORS, 1, 1.0), "population must be a whole number from 2"),
        ((ROCK_PAPER_SCISSORS, 10, -1.0), "selection must be a number from 0"),
        ((ROCK_PAPER_SCISSORS, 10, 1.0, "moran"), "needs a fitness"),
        ((ROCK_PAPER_SCISSORS, 10, 1.0, "farmi"), "did you mean 'fermi'"),
    ],
)
def test_what_is_no_process_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        rare_mutation(*arguments)
