"""alpha-rank: published examples, sums over trees, and what does not matter."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from tetrarchy import NormalFormGame, alpha_rank

# Omidshafiei et al. 2019.
ROCK_PAPER_SCISSORS = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
BIASED = [["0", "-0.5", "1"], ["0.5", "0", "-0.1"], ["-1", "0.1", "0"]]
BATTLE = [[[3, 0], [0, 2]], [[2, 0], [0, 3]]]

tables = st.lists(st.integers(-3, 3), min_size=8, max_size=8).map(lambda cells: np.array(cells).reshape(2, 2, 2))


def chance(gain, population, alpha):
    x = alpha * mpf(gain)
    return mp.expm1(-x) / mp.expm1(-population * x) if x else mpf(1) / population


def by_trees(rates):
    """Return the stationary distribution as sums over all trees that lead to each state (Freidlin and Wentzell)."""
    links = [[j for j, rate in enumerate(row) if rate] for row in rates]
    sums = []
    for root in range(len(rates)):
        total = mpf(0)
        for parents in product(*([root] if state == root else links[state] for state in range(len(rates)))):
            ends = list(range(len(rates)))
            for _ in rates:
                ends = [parents[state] for state in ends]
            if set(ends) == {root}:
                total += mp.fprod(rates[state][after] for state, after in enumerate(parents) if state != root)
        sums.append(total)
    return [float(total / sum(sums)) for total in sums]


def rates_of_profiles(payoffs, population, alpha):
    """Return the rates between the pure profiles of a game, one player changing at a time."""
    profiles = list(product(*(range(m) for m in payoffs.shape[1:])))
    rates = []
    for here in profiles:
        row = []
        for there in profiles:
            moved = [i for i, (a, b) in enumerate(zip(here, there, strict=True)) if a != b]
            gain = [int(payoffs[(i, *there)] - payoffs[(i, *here)]) for i in moved]
            row.append(chance(gain[0], population, alpha) if len(moved) == 1 else mpf(0))
        rates.append(row)
    return rates


@pytest.mark.parametrize("alpha", [0.1, 1, 100])
def test_rock_paper_and_scissors_rank_alike(alpha):
    assert alpha_rank(ROCK_PAPER_SCISSORS, 50, alpha) == pytest.approx([1 / 3] * 3, rel=1e-12)


def test_a_bias_in_a_cycle_shows_under_weak_selection_and_not_under_strong():
    with mp.workdps(60):
        x = [[mpf(BIASED[j][i]) * 2 for j in range(3)] for i in range(3)]
        rates = [[chance(x[i][j], 50, mpf("0.25")) if i != j else mpf(0) for j in range(3)] for i in range(3)]
        exact = by_trees(rates)

    assert alpha_rank(BIASED, 50, 0.25) == pytest.approx(exact, rel=1e-12)
    assert np.ptp(exact) > 0.1
    # The least advantage is 0.2, and it fails to take over once in exp(100 * 0.2) times.
    assert alpha_rank(BIASED, 50, 100) == pytest.approx([1 / 3] * 3, abs=5e-9)


@pytest.mark.parametrize("alpha", [1, 10, 1000])
def test_both_players_of_the_prisoners_dilemma_defect(alpha):
    shares = alpha_rank(NormalFormGame.symmetric([[3, 0], [5, 1]]), 50, alpha)

    assert shares == pytest.approx(np.array([[0, 0], [0, 1]]), abs=1e-15)
    assert alpha_rank([[3, 0], [5, 1]], 50, alpha) == pytest.approx([0, 1], abs=1e-15)


@pytest.mark.parametrize("alpha", [5, 100, 10_000])
def test_two_equilibria_share_the_battle_of_the_sexes_however_strong_selection_is(alpha):
    # The chance to leave either is below e^-490 at alpha = 5: a solver in floats sees two separate chains.
    shares = alpha_rank(BATTLE, 50, alpha)

    assert shares == pytest.approx(np.eye(2) / 2, abs=1e-10)


def test_of_two_equilibria_the_one_that_is_harder_to_leave_has_all():
    # To leave (1, 1) somebody gives up 2 at least, to leave (0, 0) only 1: the odds are e^(49 alpha).
    assert alpha_rank([[[1, 0], [0, 3]], [[1, 0], [0, 2]]], 50, 5) == pytest.approx(np.diag([0, 1]), abs=1e-15)


def test_matching_pennies_go_round():
    assert alpha_rank(NormalFormGame.zero_sum([[1, -1], [-1, 1]]), 50, 3) == pytest.approx(np.full((2, 2), 0.25))


@settings(max_examples=25)
@given(tables, st.sampled_from([0.01, 1, 20]))
def test_sums_over_trees_give_the_same_ranks(payoffs, alpha):
    with mp.workdps(60):
        exact = by_trees(rates_of_profiles(payoffs, 30, alpha))

    # Logarithms of rates go up to 29 * 20 * 6, so that their last digit is 5e-13.
    assert alpha_rank(payoffs, 30, alpha).ravel() == pytest.approx(exact, rel=1e-11, abs=1e-300)


def test_three_players_agree_with_sums_over_trees():
    payoffs = np.random.default_rng(1).integers(-2, 3, (3, 2, 2, 2))
    with mp.workdps(60):
        exact = by_trees(rates_of_profiles(payoffs, 20, 2))

    assert alpha_rank(payoffs, 20, 2).ravel() == pytest.approx(exact, rel=1e-11, abs=1e-300)


@settings(max_examples=25)
@given(tables, st.integers(-50, 50), st.integers(1, 50))
def test_what_does_not_change_gains_does_not_change_ranks(payoffs, shift, unit):
    moved = payoffs * unit
    moved[0] += np.array([shift, 3])
    moved[1] += np.array([[7], [shift]])

    assert alpha_rank(moved, 30, 2 / unit) == pytest.approx(alpha_rank(payoffs, 30, 2), rel=1e-10, abs=1e-300)


@settings(max_examples=25)
@given(tables)
def test_names_of_players_and_actions_do_not_matter(payoffs):
    turned = payoffs[::-1, ::-1].swapaxes(1, 2)

    expected = alpha_rank(payoffs, 30, 2)[::-1].T
    assert alpha_rank(turned, 30, 2) == pytest.approx(expected, rel=1e-11, abs=1e-300)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1, 2, 3], [4, 5, 6]], 10, 1), "must be square"),
        (([[[1, 2], [3, 4]]], 10, 1), "payoffs must have shape"),
        ((BATTLE, 1, 1), "population must be a whole number from 2"),
        ((BATTLE, 10, -1), "alpha must be a number from 0, got -1"),
        ((BATTLE, 10, 1e308), "beyond the range"),
        ((np.zeros((2, 40, 40)), 10, 1), "up to 1000 pure profiles, this game has 1600"),
    ],
)
def test_what_cannot_be_ranked_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        alpha_rank(*arguments)
