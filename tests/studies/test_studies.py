"""What-ifs, sweeps and the repeated analysis."""

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import InputError, NormalFormGame, load, parse, sweep, what_if
from tetrarchy.games.repeated.repetition import Repetition
from tetrarchy.games.scenario.scenario import Scenario
from tetrarchy.studies.repeated.repetition import repeated_analysis
from tetrarchy.studies.scenario.what_if import movers

TRIANGLE = load("us-russia-china")
REFERENCE = parse('title = "Reference"\n[game]\nkind = "triangle"', "reference")


def test_a_what_if_says_what_stays_goes_and_comes():
    result = what_if(load("recognition-assurance"), {"incumbent.orders.mercantilist": 0.5})

    kinds = [(change.before is not None, change.after is not None) for change in result.changes]
    assert kinds == [(True, True), (True, False), (True, False)]
    gone = result.changes[1]
    assert gone.before.pure
    assert [result.before.game.actions[m.player][m.action] for m in gone.movers] == ["deny"]
    assert gone.movers[0].gain > 0


def test_a_what_if_that_changes_nothing_keeps_every_equilibrium():
    result = what_if(TRIANGLE, {"p_R": 0.6})

    assert all(change.before is not None and change.after is not None for change in result.changes)


def test_movers_are_those_who_gain():
    game = load("prisoners-dilemma").build()

    assert [(m.player, m.action, m.gain) for m in movers(game, (0, 0))] == [(0, 1, 2), (1, 1, 2)]
    assert movers(game, (1, 1)) == ()


def test_a_sweep_agrees_with_solving_each_point():
    from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles

    study = sweep(REFERENCE, over={"p_R": np.linspace(0, 1, 7), "US.orders.mercantilist": np.linspace(0, 1, 5)})

    assert len(study) == 35
    for point in range(35):
        one = REFERENCE.replace(
            {path: values[point] for path, values in study.inputs.items()},
        ).build()
        if not study.knife_edge[point]:
            assert tuple(map(tuple, np.argwhere(study.equilibria[point]))) == pure_nash_profiles(one)


def test_regimes_count_every_point_once_and_number_them():
    study = sweep(TRIANGLE, over={"p_R": np.linspace(0, 1, 21), "US.orders.liberal": np.linspace(0, 1, 11)})
    regimes = study.regimes()

    assert sum(regime.points for regime in regimes) == len(study)
    assert np.bincount(study.regime_of_points(), minlength=len(regimes)).tolist() == [r.points for r in regimes]
    assert [regime.points for regime in regimes] == sorted((r.points for r in regimes), reverse=True)


def test_a_point_on_a_tie_is_a_knife_edge():
    study = sweep(REFERENCE, over={"rho": [0.2, 604 / 2335, 0.5]})

    assert study.knife_edge.tolist() == [False, True, False]


def test_columns_have_one_row_a_point():
    columns = sweep(TRIANGLE, over={"p_R": [0.1, 0.9]}).to_numpy()

    assert list(columns)[:5] == ["game.parameters.pressure_on_russia", "status", "equilibria", "regime", "knife_edge"]
    assert {"payoff.US", "payoff.Russia", "payoff.China", "welfare", "complete"} <= set(columns)
    assert {len(column) for column in columns.values()} == {2}


def test_columns_become_an_arrow_table():
    study = sweep(TRIANGLE, over={"p_R": [0.1, 0.9]})

    assert study.to_arrow().to_pydict()["equilibria"] == study.to_numpy()["equilibria"].tolist()


def test_the_size_of_a_chunk_does_not_change_the_answer():
    whole = sweep(TRIANGLE, over={"p_R": np.linspace(0, 1, 50)}).to_numpy()
    parts = sweep(TRIANGLE, over={"p_R": np.linspace(0, 1, 50)}, chunk=7).to_numpy()

    for name, column in whole.items():
        np.testing.assert_array_equal(column, parts[name])


def test_parts_can_be_gone_through_one_by_one():
    study = sweep(TRIANGLE, over={"p_R": np.linspace(0, 1, 50)}, chunk=20)

    assert [len(part) for part in study] == [20, 20, 10]
    assert [list(part) for part in study.arrays(["welfare"])] == [["welfare"]] * 3
    welfare = np.concatenate([part["welfare"] for part in study.arrays(["welfare"])])
    assert np.array_equal(welfare, study.to_numpy(["welfare"])["welfare"])


def test_shares_of_a_sample_have_standard_errors_and_shares_of_a_grid_have_none():
    drawn = sweep(TRIANGLE, over={"p_R": None, "US.orders.liberal": (0, 1)}, samples=400, design="random", seed=3)
    regime = drawn.regimes()[0]

    assert len(drawn) == 400
    assert regime.share == regime.points / 400
    assert regime.standard_error == pytest.approx((regime.share * (1 - regime.share) / 400) ** 0.5, rel=1e-12)
    assert sum(regime.share for regime in drawn.regimes()) == pytest.approx(1, abs=1e-12)
    assert {r.standard_error for r in sweep(TRIANGLE, over={"p_R": [0.1, 0.9]}).regimes()} == {None}


def test_points_without_a_game_have_no_regime():
    mixed = TRIANGLE.replace({"US.orders": {"liberal": 0.3, "mercantilist": 0.4, "conservative": 0.3}})
    study = sweep(mixed, over={"US.orders.liberal": [0.2, 0.8], "US.orders.mercantilist": [0.1, 0.5]})

    assert study.to_numpy()["status"].tolist() == ["ok", "ok", "ok", "off_simplex"]
    assert study.regime_of_points().tolist()[3] == -1
    assert sum(regime.points for regime in study.regimes()) == 3
    assert not study.equilibria[3].any()


def test_a_design_that_is_not_there_is_refused():
    with pytest.raises(InputError, match=r"unknown design 'sobel' \(did you mean 'sobol'\?\)"):
        sweep(TRIANGLE, over={"p_R": [0.1]}, design="sobel")


@pytest.mark.parametrize(
    ("over", "message"),
    [
        ({}, "at least one path"),
        ({"p_R": []}, "p_R: expected at least one value"),
        ({"q": [1]}, "unknown parameter of triangle 'q'"),
        ({"p_R": [0.1], "pressure_on_russia": [0.2]}, "is given twice"),
        ({"p_R": [float("nan")]}, "p_R: expected finite numbers"),
        ({"US.orders.liberal": [0.5, 1.5]}, r"must lie in \[0, 1\]"),
    ],
)
def test_a_sweep_over_what_is_not_there_is_refused(over, message):
    with pytest.raises(InputError, match=message.replace("p_R: expected finite", "expected finite")):
        sweep(TRIANGLE, over=over)


def test_patience_sustains_cooperation_in_the_dilemma_from_one_half():
    result = repeated_analysis(load("prisoners-dilemma"))

    assert [(row.profile, row.discount) for row in result.sustained] == [((0, 0), Fraction(1, 2)), ((1, 1), 0)]
    verdicts = {play.names: play.equilibrium for play in result.plays}
    assert verdicts["always defect", "always defect"] is True
    assert verdicts["tit for tat", "tit for tat"] is False


def test_noise_lowers_what_reciprocity_earns():
    quiet = repeated_analysis(load("prisoners-dilemma").replace({"repeated.noise": 0}))
    noisy = repeated_analysis(load("prisoners-dilemma").replace({"repeated.noise": 0.1}))
    pair = ("tit for tat", "tit for tat")

    payoff = {
        r: next(p for p in result.plays if p.names == pair).payoffs[0] for r, result in [("q", quiet), ("n", noisy)]
    }
    assert payoff["q"] == pytest.approx(3, rel=1e-12)
    assert payoff["n"] < 3


def test_a_game_of_three_has_enforcing_strategies_for_what_is_sustained():
    """Each keeps 1 or gives 2 to both others: all give from 1/4 on, and two from 1/2 on, by the threat to keep."""
    gives = np.indices((2, 2, 2)) == 0
    game = NormalFormGame(2 * (gives.sum(axis=0) - gives) + ~gives)
    result = repeated_analysis(Scenario("gifts", game, repeated=Repetition(discount=Fraction(99, 100))))

    assert [row.discount for row in result.sustained] == [Fraction(1, 4), *[Fraction(1, 2)] * 3, 0]
    assert len(result.plays) >= len(result.sustained)
    assert {play.equilibrium for play in result.plays} == {True}


def test_misperception_leaves_the_equilibrium_question_open():
    result = repeated_analysis(load("prisoners-dilemma").replace({"repeated.misperception": 0.05}))

    assert {play.equilibrium for play in result.plays} == {None}
