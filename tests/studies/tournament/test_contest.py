"""The contest among the strategies of a tournament: by other ways of computing it, and by closed forms."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from tetrarchy import InputError, NormalFormGame, automaton, contest, tournament
from tetrarchy.solvers.evolution.evolutionary_stability import stability
from tetrarchy.studies.tournament.contest import ACCURACY, FALLEN, Contest, payoff_range

DILEMMA = NormalFormGame.symmetric([[3, 0], [5, 1]])
CLASSICS = {
    "cooperator": automaton("always"),
    "defector": automaton("always", action=1),
    "tit for tat": automaton("tit_for_tat"),
    "win-stay lose-shift": automaton("win_stay_lose_shift"),
}


def constant(matrix: object, **options: float) -> Contest:
    """Return the contest of strategies that always play the same action, which earn what the stage game pays."""
    stage = NormalFormGame.symmetric(matrix)
    field = [automaton("always", shape=stage.shape, action=k) for k in range(stage.shape[0])]
    return contest(tournament(stage, field, discount=0), **options)


def matrices(size: int) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(st.integers(-3, 3), min_size=size, max_size=size)
    return st.lists(row, min_size=size, max_size=size)


def test_path_is_that_of_another_integrator():
    found = contest(tournament(DILEMMA, CLASSICS, "1/50", "9/10"))
    scores = found.tournament.scores / 5

    def velocity(_, x):
        fitness = scores @ x
        return x * (fitness - x @ fitness)

    times = found.path.times
    expected = solve_ivp(velocity, (0, times[-1]), np.full(4, 0.25), "DOP853", times, rtol=1e-11, atol=1e-13)

    assert found.path.error[0] <= ACCURACY
    assert np.abs(found.path.shares[0] - expected.y.T).max() < ACCURACY


def by_hand(scores: np.ndarray, population: int, selection: float) -> np.ndarray:
    """Return the stationary distribution under rare mutation from sums of products, one after the other."""
    k = len(scores)
    chain = np.zeros((k, k))
    for resident, mutant in product(range(k), repeat=2):
        if resident != mutant:
            total = term = 1.0
            for i in range(1, population):
                own = (i - 1) * scores[mutant, mutant] + (population - i) * scores[mutant, resident]
                other = i * scores[resident, mutant] + (population - i - 1) * scores[resident, resident]
                term *= np.exp(-selection * (own - other) / (population - 1))
                total += term
            chain[resident, mutant] = 1 / total / (k - 1)
    chain -= np.diag(chain.sum(axis=1))
    equations = np.vstack([chain.T, np.ones(k)])
    return np.linalg.lstsq(equations, np.append(np.zeros(k), 1), rcond=None)[0]


@pytest.mark.parametrize(("population", "selection"), [(10, 0.5), (20, 2.0), (50, 1.0)])
def test_rare_mutation_counts_selection_in_payoff_ranges(population, selection):
    found = contest(tournament(DILEMMA, CLASSICS, "1/50", "9/10"), population, selection)
    expected = by_hand(found.tournament.scores / 5, population, selection)

    assert found.rare_mutation == pytest.approx(expected, abs=1e-10)


def test_cooperation_and_defection_come_in_cycles():
    """Imhof, Fudenberg and Nowak 2005: cooperators, defectors and tit for tat, here without a cost of complexity."""
    three = {name: CLASSICS[name] for name in ("cooperator", "defector", "tit for tat")}
    found = contest(tournament(DILEMMA, three, periods=10))
    edges = {(edge.resident, edge.mutant): edge.neutral for edge in found.invasion.edges}

    assert edges == {(0, 1): False, (0, 2): True, (1, 2): False, (2, 0): True}
    assert found.invasion.sinks == ((0, 1, 2),)
    assert found.stability == (None, "evolutionary", "neutral")
    assert found.rare_mutation.argmax() == 2


@given(matrix=matrices(5))
@settings(max_examples=12)
def test_stability_is_that_of_haighs_test_for_each_mutant_by_itself(matrix):
    table = np.array(matrix)
    expected = []
    for k in range(5):
        verdicts = {stability(table[np.ix_([k, j], [k, j])], [1, 0]) for j in range(5) if j != k}
        expected.append(None if None in verdicts else "neutral" if "neutral" in verdicts else "evolutionary")

    assert list(constant(matrix).stability) == expected


@given(
    matrix=matrices(2),
    unit=st.sampled_from([Fraction(1, 1000), Fraction(7), Fraction(10**6)]),
    origins=st.tuples(st.integers(-50, 50), st.integers(-50, 50)),
)
@settings(max_examples=8)
def test_nothing_depends_on_the_unit_of_payoffs_or_on_either_players_origin(matrix, unit, origins):
    stage = NormalFormGame([matrix, matrix[::-1]])
    moved = NormalFormGame([own * unit + origin for own, origin in zip(stage.exact, origins, strict=True)])
    before, after = (contest(tournament(game, CLASSICS, "1/10", "1/2")) for game in (stage, moved))

    assert after.stability == before.stability
    assert after.invasion.sinks == before.invasion.sinks
    # Scores err by some 1e-13 of the payoffs; selection, population and time multiply that by some 1e4 at most.
    for name in ("rare_mutation", "alpha_rank", "final_shares"):
        assert getattr(after, name) == pytest.approx(getattr(before, name), abs=1e-6)


def test_a_far_origin_of_payoffs_leaves_the_path_alone():
    near, far = (
        contest(
            tournament(NormalFormGame.symmetric([[3 + origin, origin], [5 + origin, 1 + origin]]), CLASSICS, 0, 0.9)
        )
        for origin in (0, 10**9)
    )

    assert far.fallen == near.fallen
    # Scores are kept to 1.2e-7, some 1e-8 payoff ranges, over a time of some hundreds.
    assert far.path.shares == pytest.approx(near.path.shares, abs=1e-4)
    assert far.path.error <= 1e-6


def test_order_of_the_field_does_not_matter():
    turned = dict(reversed(CLASSICS.items()))
    one, other = (contest(tournament(DILEMMA, field, "1/50", "9/10")) for field in (CLASSICS, turned))

    assert other.stability == one.stability[::-1]
    assert other.fallen == one.fallen[::-1]
    assert other.rare_mutation == pytest.approx(one.rare_mutation[::-1], abs=1e-10)
    assert other.alpha_rank == pytest.approx(one.alpha_rank[::-1], abs=1e-10)


def test_a_strategy_that_always_earns_a_payoff_range_less_falls_as_the_logistic_curve_does():
    """The odds of the two are exp(-t), and a share of a twentieth is passed at t = log 19, which is below 5."""
    found = constant([[1, 1], [0, 0]])
    times = found.path.times

    assert FALLEN / 2 == 1 / 20
    assert found.path.shares[0, :, 1] == pytest.approx(1 / (1 + np.exp(times)), abs=ACCURACY)
    assert found.fallen == (None, 5.0)
    assert found.survivors == (0,)
    assert found.settled


def test_a_cycle_goes_on_and_nobody_falls():
    """A weighted rock-paper-scissors: zero-sum, so that the paths around its rest point (1/3, 1/2, 1/6) close."""
    found = constant([[0, -1, 3], [1, 0, -2], [-3, 2, 0]])

    assert not found.settled
    assert found.survivors == (0, 1, 2)
    assert found.invasion.sinks == ((0, 1, 2),)
    weights = np.array([1 / 3, 1 / 2, 1 / 6])
    shares = found.path.shares[0]
    constants = np.log(shares) @ weights
    assert constants == pytest.approx(constants[0], abs=ACCURACY / shares.min())


def test_without_selection_chance_decides():
    found = contest(tournament(DILEMMA, CLASSICS), selection=0)

    assert found.rare_mutation == pytest.approx(np.full(4, 1 / 4), abs=1e-12)
    assert found.alpha_rank == pytest.approx(np.full(4, 1 / 4), abs=1e-12)
    assert all(edge.neutral for edge in found.invasion.edges)


def test_where_all_payoffs_are_one_all_strategies_are_alike():
    found = constant([[2, 2], [2, 2]])

    assert payoff_range(found.tournament.stage) == 1
    assert found.stability == ("neutral", "neutral")
    assert found.final_shares.tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"population": 1}, "population must be a whole number from 2, got 1"),
        ({"population": 2.5}, "population must be a whole number from 2, got 2.5"),
        ({"selection": -1}, "selection must be a number from 0, got -1"),
        ({"selection": float("nan")}, "selection must be a number from 0, got nan"),
    ],
)
def test_arguments_out_of_range_are_refused(options, message):
    with pytest.raises(InputError, match=message):
        constant([[1, 0], [0, 1]], **options)
